// What is known of each connected member: the heads it has said it has.
import { sha256, toHex } from '../base/bytes.ts'
import { checkpointOffersMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { ChainHead } from '../ledger/types.ts'
import { ToldHeads } from './told-heads.ts'
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
  readonly heads: ToldHeads
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

  constructor(id: PeerId, ledger: Pick<LedgerView, 'has' | 'covers'>) {
    this.id = id
    this.heads = new ToldHeads(ledger)
  }

  /** Takes note of what checkpoints it has; false when it tells of too many. */
  offered(offers: readonly CheckpointOffer[]): boolean {
    this.offers = offers.slice(0, checkpointOffersMax)
    const isOffered = ({ sha256 }: CheckpointOffer): boolean => this.offers.some(offer => offer.sha256 === sha256)
    this.declined = this.declined.filter(isOffered)
    this.notYet = this.notYet.filter(isOffered)
    return offers.length <= checkpointOffersMax
  }

  /** Entries below `heads` that it has not yet said it has; undefined while it has said nothing. */
  lag(heads: readonly ChainHead[]): number | undefined {
    if (!this.told) return undefined
    let lag = 0
    for (const head of heads) {
      // Of another branch at least what it ends with.
      if (!this.heads.has(head)) lag += Math.max(1, head.sequence - this.heads.sequence(head.chain))
    }
    return lag
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
