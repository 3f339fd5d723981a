// What is known of each connected member: the heads it has said it has.
import { sha256, toHex } from '../base/bytes.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { checkpointOffersMax, headsMax, wantsMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { ChainHead } from '../ledger/types.ts'
import type { LedgerView } from './types.ts'

export interface OpenWant {
  readonly chain: PeerId
  readonly head: ObjectId
  deadline: number
  /** Whether an answer brought anything new. */
  fruitful: boolean
}

export class Peer {
  readonly id: PeerId
  /** The latest head of each chain that it announced. */
  readonly heads = new Map<PeerId, ChainHead>()
  /** It has told its heads since it connected. */
  told = false
  want: OpenWant | undefined = undefined
  /** The checkpoints that it has, the latest first. */
  offers: readonly CheckpointOffer[] = []
  /** What it offered and what was not to be believed; and not yet, before its entries came by themselves. */
  declined: readonly CheckpointOffer[] = []
  notYet: readonly CheckpointOffer[] = []
  /** One could not be had so many times, and none is asked for before this time. */
  offerFailures = 0
  offerRetryAt = 0
  fetching = false

  constructor(id: PeerId) {
    this.id = id
  }

  /** Takes note of a head, unless a later one of its chain is known; false when it tells of too many chains. */
  announce(head: ChainHead): boolean {
    const known = this.heads.get(head.chain)
    if (!known && this.heads.size >= headsMax) return false
    if (!known || known.sequence <= head.sequence) this.heads.set(head.chain, head)
    return true
  }

  /** Takes note of what checkpoints it has; false when it tells of too many. */
  offered(offers: readonly CheckpointOffer[]): boolean {
    this.offers = offers.slice(0, checkpointOffersMax)
    const isOffered = ({ sha256 }: CheckpointOffer): boolean => this.offers.some(offer => offer.sha256 === sha256)
    this.declined = this.declined.filter(isOffered)
    this.notYet = this.notYet.filter(isOffered)
    return offers.length <= checkpointOffersMax
  }

  /** Whether it has said that it has this entry or a later one of its chain. */
  has(head: ChainHead): boolean {
    const known = this.heads.get(head.chain)
    if (!known) return false
    return known.sequence > head.sequence || known.id === head.id
  }

  /** Entries below `heads` that it has not yet said it has; undefined while it has said nothing. */
  lag(heads: readonly ChainHead[]): number | undefined {
    if (!this.told) return undefined
    let lag = 0
    for (const head of heads) lag += Math.max(0, head.sequence - (this.heads.get(head.chain)?.sequence ?? 0))
    return lag
  }
}

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

/** What peers are told of: a chain that nobody was granted anything for comes with what builds on it, or not at all. */
export function headsTold(ledger: LedgerView): ChainHead[] {
  return ledger.heads().filter(({ chain }) => ledger.isGranted(chain))
}

/** Digest of a set of chain heads: equal on two KUBEs that have the same entries. */
export function headsDigest(heads: readonly ChainHead[]): string {
  return toHex(
    sha256(
      heads
        .map(head => `${head.chain} ${head.id}\n`)
        .sort()
        .join('')
    )
  )
}
