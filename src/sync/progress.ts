// How far replication has come, for whoever asks.
import type { PeerId } from '../base/types.ts'
import type { ChainHead, Entry } from '../ledger/types.ts'
import { headsTold } from './peers.ts'
import type { SyncState } from './plan.ts'
import type { LedgerView, StagedEntry } from './types.ts'

/** Less often may be bad luck. */
const lackingFailures = 3

export class SyncProgress {
  readonly #state: SyncState
  readonly #context: { readonly self: PeerId; readonly ledger: LedgerView }

  constructor(state: SyncState, context: { readonly self: PeerId; readonly ledger: LedgerView }) {
    this.#state = state
    this.#context = context
  }

  /** Whether a peer has said that it has entries of our own chain that we lack (a home restored from a backup). */
  ownBehind(): boolean {
    const { self, ledger } = this.#context
    for (const peer of this.#state.peers.values()) {
      for (const { id } of peer.heads.of(self)) if (!ledger.has(id)) return true
    }
    return false
  }

  /** Entries between their arrival and the ledger. */
  readonly staged = (): StagedEntry[] => [...this.#state.stage.values()].map(item => item.staged)

  /** Connected peers that have told what they have. */
  told(): PeerId[] {
    return [...this.#state.peers.values()].filter(peer => peer.told).map(peer => peer.id)
  }

  /** Connected peers that have said that they have this entry, durably. */
  holders(head: ChainHead): PeerId[] {
    return [...this.#state.peers.values()].filter(peer => peer.heads.has(head)).map(peer => peer.id)
  }

  /** Entries that a connected peer still lacks; undefined while unknown. */
  lag(peer: PeerId): number | undefined {
    return this.#state.peers.get(peer)?.lag(headsTold(this.#context.ledger))
  }

  /** Whether a connected peer has told that it has all of these; undefined while it has told nothing. */
  hasAll(peer: PeerId, heads: readonly ChainHead[]): boolean | undefined {
    const known = this.#state.peers.get(peer)
    return known?.told ? heads.every(head => known.heads.has(head)) : undefined
  }

  /** Entries that connected peers have told of and that are not here; held ones and those of nobody aside. */
  ownLag(): number {
    if (this.caughtUp()) return 0
    const here = newestOf([this.#context.ledger.heads()])
    const there = newestOf([...this.#state.peers.values()].map(({ heads }) => heads.of()))
    let lag = 0
    for (const [chain, sequence] of there) lag += Math.max(0, sequence - (here.get(chain) ?? 0))
    return lag
  }

  /** Nothing that a peer has told of is missing here, held entries and those of nobody aside. */
  caughtUp(): boolean {
    return this.#state.wanted.size === 0 && this.#state.stage.isAtRest
  }

  /** What is under way, for a person who asks why. */
  pending(): string[] {
    const { wanted, stage } = this.#state
    const asked = [...wanted.values()].map(
      ({ head, holders }) => `wants ${head.chain.slice(-6)}/${head.sequence} of ${holders.size} peers`
    )
    const staged = [...stage.values()].map(({ staged: { entry }, state, failures }) => {
      const { length } = this.#context.ledger.missing(entry)
      return `${entry.chain.slice(-6)}/${entry.sequence} ${state}, ${failures} failures, ${length} before it missing`
    })
    return [...asked, ...staged]
  }

  /** Entries of which something was asked for again and again, and of whom it was not to be had. */
  lacking(): { readonly entry: Entry; readonly askedOf: readonly PeerId[] }[] {
    return [...this.#state.stage.values()].flatMap(({ staged: { entry }, failures, failedAt }) =>
      failures >= lackingFailures && failedAt.size > 0 ? [{ entry, askedOf: [...failedAt.keys()] }] : []
    )
  }

  /** Entries held because their clock is more than a day ahead. */
  held(): Entry[] {
    return [...this.#state.stage.values()].filter(item => item.state === 'held').map(item => item.staged.entry)
  }
}

function newestOf(lists: readonly Iterable<ChainHead>[]): Map<PeerId, number> {
  const newest = new Map<PeerId, number>()
  for (const heads of lists) {
    for (const { chain, sequence } of heads) newest.set(chain, Math.max(sequence, newest.get(chain) ?? 0))
  }
  return newest
}
