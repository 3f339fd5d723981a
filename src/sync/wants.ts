// What is asked for, and of whom: heads that peers tell of, and what entries build on that came before it.
import type { OnLimit } from '../base/limit-hits.ts'
import { wantsMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { ChainHead, Entry } from '../ledger/types.ts'
import type { Peer } from './peers.ts'
import type { Stage } from './stage.ts'
import type { LedgerView } from './types.ts'

interface Wanted {
  readonly head: ChainHead
  readonly holders: Set<PeerId>
  /** How far below our own tip to ask, doubled while an answer does not connect: finds where a fork left. */
  back: number
}

/** Heads that peers have and we lack. */
export class WantList {
  readonly #wanted = new Map<ObjectId, Wanted>()
  /** By holder: of how many it is one. */
  readonly #counts = new Map<PeerId, number>()
  readonly #hit: OnLimit

  constructor(hit: OnLimit) {
    this.#hit = hit
  }

  add(head: ChainHead, holder: PeerId): void {
    const wanted = this.#wanted.get(head.id)
    if (wanted?.holders.has(holder)) return
    const count = this.#counts.get(holder) ?? 0
    if (count >= wantsMax) {
      this.#hit('wantsMax')
      return
    }
    this.#counts.set(holder, count + 1)
    if (wanted) wanted.holders.add(holder)
    else this.#wanted.set(head.id, { head, holders: new Set([holder]), back: 0 })
  }

  #release(holder: PeerId): void {
    const left = (this.#counts.get(holder) ?? 0) - 1
    if (left > 0) this.#counts.set(holder, left)
    else this.#counts.delete(holder)
  }

  /** Gives who had it. */
  remove(id: ObjectId): Iterable<PeerId> {
    const holders = this.#wanted.get(id)?.holders ?? new Set<PeerId>()
    this.#wanted.delete(id)
    for (const holder of holders) this.#release(holder)
    return holders
  }

  removeHolder(id: ObjectId, holder: PeerId): void {
    const wanted = this.#wanted.get(id)
    if (!wanted?.holders.delete(holder)) return
    this.#release(holder)
    if (wanted.holders.size === 0) this.#wanted.delete(id)
  }

  /** Sends an offline peer's claims away. Whether something is asked of nobody any more by that. */
  forget(holder: PeerId): boolean {
    const before = this.#wanted.size
    for (const id of [...this.#wanted.keys()]) this.removeHolder(id, holder)
    return this.#wanted.size < before
  }

  /** Asks further back next time. */
  widen(id: ObjectId): void {
    const wanted = this.#wanted.get(id)
    if (wanted) wanted.back = Math.max(8, wanted.back * 4)
  }

  has(id: ObjectId): boolean {
    return this.#wanted.has(id)
  }

  values(): IterableIterator<Wanted> {
    return this.#wanted.values()
  }

  get size(): number {
    return this.#wanted.size
  }
}

interface WantsState {
  readonly peers: Map<PeerId, Peer>
  readonly wanted: WantList
  readonly stage: Stage
}

/** Puts on the list what is neither here nor on its way. */
export class Wants {
  readonly #state: WantsState
  readonly #ledger: LedgerView

  constructor(state: WantsState, ledger: LedgerView) {
    this.#state = state
    this.#ledger = ledger
  }

  want(head: ChainHead, holder: PeerId): void {
    const { stage, wanted } = this.#state
    if (this.#ledger.has(head.id)) return
    const staged = stage.get(head.id)
    if (staged) stage.hold(staged, holder)
    else wanted.add(head, holder)
  }

  /** A first entry whose parent we lack shows that the branch left our chain further back. */
  connect(head: ObjectId, { parent }: Entry): void {
    if (parent && !this.#ledger.has(parent) && !this.#state.stage.has(parent)) this.#state.wanted.widen(head)
  }

  /** All that a peer has told of. */
  wantAll(peer: Peer): void {
    for (const head of peer.heads.of()) this.want(head, peer.id)
  }

  /** What an entry builds on is had by whoever sent it. */
  wantPast(entry: Entry, holder: PeerId): void {
    for (const dep of entry.deps) this.want(dep, holder)
    if (entry.parent) this.want({ chain: entry.chain, sequence: entry.sequence - 1, id: entry.parent }, holder)
  }

  /** A peer has come so far, with what staged entries of these chains build on: of others it may have been asked in vain. */
  wantPastOf(heads: readonly ChainHead[], peer: Peer): void {
    const chains = new Set(heads.map(({ chain }) => chain).filter(chain => this.#state.stage.tip(chain) > 0))
    if (chains.size > 0) this.wantPastOfStaged(peer, chains)
  }

  /** Whoever was asked for it before may have gone since, or the request be lost. */
  wantPastOfStaged(peer: Peer, chains?: ReadonlySet<PeerId>): void {
    for (const item of this.#state.stage.values()) {
      const { entry } = item.staged
      if ((chains && !chains.has(entry.chain)) || !peer.heads.has(entry)) continue
      this.#state.stage.hold(item, peer.id)
      this.wantPast(entry, peer.id)
    }
  }

  /** A peer has gone. What it alone was asked for others may have. */
  forget(id: PeerId): void {
    const { peers, wanted } = this.#state
    peers.delete(id)
    if (wanted.forget(id)) for (const peer of peers.values()) this.wantPastOfStaged(peer)
  }
}
