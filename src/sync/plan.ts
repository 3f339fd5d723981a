// What to ask of whom next, as far as the limits allow: entries that are wanted, objects of entries that are staged,
// and what is whole enough to be stored.
import { batchEntriesMax, checkpointGainMin, requestTimeoutMs } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import { type Adoption, type CheckpointsView, noCheckpoints } from './adoption.ts'
import { type HistoryView, HistoryWants, noHistory } from './history.ts'
import type { SyncMessage } from './messages.ts'
import type { Peer } from './peers.ts'
import type { Stage } from './stage.ts'
import { lastFailedOf, type StageItem } from './stage-item.ts'
import type { LedgerView, SyncEffect } from './types.ts'
import type { WantList } from './wants.ts'

/** Listed bytes of one fetch; one entry may exceed it alone. */
const fetchBytesMax = 64 << 20

export interface SyncState {
  readonly peers: Map<PeerId, Peer>
  readonly wanted: WantList
  readonly stage: Stage
  readonly adoption: Adoption
  /** A commit is under way; one at a time. */
  committing: boolean
}

export interface PlannerOptions {
  readonly ledger: LedgerView
  /** Spreads choices between equals: 0 ≤ n < 1. */
  readonly random: () => number
  readonly checkpoints?: CheckpointsView
  /** Entries that one must bring to be taken instead of them; `checkpointGainMin` unless said otherwise. */
  readonly checkpointGain?: number
  readonly history?: HistoryView
}

export class Planner {
  readonly history: HistoryWants
  readonly #state: SyncState
  readonly #ledger: LedgerView
  readonly #random: () => number

  readonly #checkpoints: CheckpointsView
  readonly #gain: number
  /** How many entries had arrived when what is refused was last asked for again. */
  #stuckWith = 0

  constructor(state: SyncState, options: PlannerOptions) {
    const { ledger, random, checkpoints, checkpointGain } = options
    this.history = new HistoryWants(options.history ?? noHistory)
    this.#state = state
    this.#ledger = ledger
    this.#random = random
    this.#checkpoints = checkpoints ?? noCheckpoints
    this.#gain = checkpointGain ?? checkpointGainMin
  }

  next(now: number): SyncEffect[] {
    const { adoption, stage, wanted, peers } = this.#state
    const isIdle = wanted.size === 0 && stage.isAtRest
    if (wanted.size === 0 && stage.isStuck) this.#offerAgain()
    const effects = adoption.plan(
      {
        peers,
        position: this.#ledger.position,
        checkpoints: this.#checkpoints,
        gain: this.#gain,
        isIdle,
        isStuck: stage.isStuck || (wanted.size === 0 && stage.lacksPast(this.#ledger))
      },
      now
    )
    if (stage.hasRoom && !adoption.isAhead) this.#planWants(effects, now)
    this.#planFetches(effects, now)
    this.#planCommit(effects)
    const isQuiet = wanted.size === 0 && stage.isQuiet
    if ((isQuiet || stage.isBlocked) && !adoption.isAhead) effects.push(...this.history.plan(peers.values(), now))
    return effects
  }

  /** All has come that comes by itself: a checkpoint may tell of nothing else now. */
  #offerAgain(): void {
    const { stage, peers } = this.#state
    const staged = [...stage.values()].length
    if (staged === this.#stuckWith) return
    this.#stuckWith = staged
    for (const peer of peers.values()) peer.notYet = []
  }

  #planWants(effects: SyncEffect[], now: number): void {
    const ledger = this.#ledger
    const open = new Set([...this.#state.peers.values()].map(peer => peer.want?.chain))
    for (const { head, holders, back } of [...this.#state.wanted.values()]) {
      if (ledger.has(head.id) || this.#state.stage.has(head.id)) {
        this.#state.wanted.remove(head.id)
        continue
      }
      if (open.has(head.chain)) continue
      const peer = this.#choose(
        [...holders].filter(id => this.#state.peers.has(id) && !this.#state.peers.get(id)?.want)
      )
      if (!peer) continue
      const own = Math.max(this.#ledgerTip(head.chain), this.#state.stage.tip(head.chain))
      const after = Math.max(0, Math.min(own, head.sequence - 1) - back)
      peer.want = { chain: head.chain, head: head.id, deadline: now + requestTimeoutMs, fruitful: false }
      open.add(head.chain)
      const message: SyncMessage = { type: 'want', chain: head.chain, after, head: head.id, limit: batchEntriesMax }
      effects.push({ type: 'send', peer: peer.id, message })
    }
  }

  #ledgerTip(chain: PeerId): number {
    let tip = 0
    for (const head of this.#ledger.heads()) if (head.chain === chain) tip = Math.max(tip, head.sequence)
    return tip
  }

  #planFetches(effects: SyncEffect[], now: number): void {
    for (const peer of this.#state.peers.values()) {
      if (peer.fetching) continue
      const items: StageItem[] = []
      let bytes = 0
      for (const item of this.#state.stage.values()) {
        if (item.state !== 'waiting' || item.retryAt > now || !this.#holds(peer, item)) continue
        const size = item.staged.listed.reduce((sum, object) => sum + object.size, 0)
        if (items.length > 0 && (item.alone || bytes + size > fetchBytesMax)) break
        items.push(item)
        bytes += size
        if (item.alone || items.length >= batchEntriesMax) break
      }
      if (items.length === 0) continue
      for (const item of items) item.state = 'fetching'
      peer.fetching = true
      effects.push({ type: 'fetch', peer: peer.id, entries: items.map(item => item.staged) })
    }
  }

  #holds(peer: Peer, item: StageItem): boolean {
    if (!item.holders.has(peer.id)) {
      // Nobody who sent it is left: whoever announced its chain as far may have it.
      return this.#otherHolders(peer, item).length === 0 && peer.heads.has(item.staged.entry)
    }
    return lastFailedOf(item) !== peer.id || this.#otherHolders(peer, item).every(({ fetching }) => fetching)
  }

  #otherHolders(peer: Peer, { holders }: StageItem): Peer[] {
    return [...holders].flatMap(id => (id === peer.id ? [] : (this.#state.peers.get(id) ?? [])))
  }

  #planCommit(effects: SyncEffect[]): void {
    if (this.#state.committing) return
    const { items, strangers } = this.#state.stage.committable(this.#ledger, batchEntriesMax)
    if (items.length === 0) return
    this.#state.committing = true
    for (const item of items) item.state = 'committing'
    effects.push({ type: 'commit', entries: items.map(item => item.staged), strangers })
  }

  #choose(ids: readonly PeerId[]): Peer | undefined {
    const id = ids[Math.floor(this.#random() * ids.length)]
    return id === undefined ? undefined : this.#state.peers.get(id)
  }
}
