// When a checkpoint that a peer has is taken instead of the entries in it (replication.md, Scale): at once where it brings
// many entries, or where the objects of some are to be had nowhere any more; else, to have it for later, when nothing is to
// be done.
import type { PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { Peer } from './peers.ts'
import type { AdoptionOutcome, SyncEffect } from './types.ts'

export interface CheckpointsView {
  /** Those that are held here. */
  offers(): readonly CheckpointOffer[]
  /** Whether it is known that they tell of all that this one tells of. */
  isCovered(sha256: string): boolean
}

export const noCheckpoints: CheckpointsView = { offers: () => [], isCovered: () => false }

export interface AdoptionView {
  readonly peers: ReadonlyMap<PeerId, Peer>
  /** Entries in the ledger. */
  readonly position: number
  readonly checkpoints: CheckpointsView
  /** Entries that one must bring to be taken instead of them. */
  readonly gain: number
  /** Nothing is wanted or on its way. */
  readonly isIdle: boolean
  /** Something waits for what nobody has, objects or an entry. */
  readonly isStuck: boolean
}

interface Offered {
  readonly peer: PeerId
  readonly offer: CheckpointOffer
}

const retryMsMin = 1_000
const retryMsMax = 60_000

/** Whether one of them is the same, with as many signers. */
const includes = (offers: readonly CheckpointOffer[], { sha256, signers }: CheckpointOffer): boolean =>
  offers.some(known => known.sha256 === sha256 && known.signers >= signers)

export class Adoption {
  #running: (Offered & { readonly isAhead: boolean }) | undefined

  /** Entries come by a checkpoint now: to ask for each would be in vain. */
  get isAhead(): boolean {
    return this.#running?.isAhead ?? false
  }

  plan(view: AdoptionView, now: number): SyncEffect[] {
    if (this.#running) return []
    const offered = offers(view, now)
    for (const isAhead of [true, false]) {
      const [best] = offered
        .filter(({ peer, offer }) => !isAhead || isWorthIt(offer, view, view.peers.get(peer)))
        .sort((a, b) => b.offer.position - a.offer.position || b.offer.signers - a.offer.signers)
      if (best === undefined || !(isAhead || view.isIdle)) continue
      this.#running = { ...best, isAhead }
      return [{ type: 'adopt', ...best }]
    }
    return []
  }

  /** The effect has ended. What failed is tried again after a pause that doubles, what is not to be believed is not. */
  ended(peer: Peer | undefined, outcome: AdoptionOutcome, now: number): void {
    const running = this.#running
    this.#running = undefined
    if (peer === undefined || running === undefined || outcome === 'held' || outcome === 'known') return
    if (outcome === 'failed') peer.offerRetryAt = now + Math.min(retryMsMax, retryMsMin * 2 ** peer.offerFailures++)
    else if (running.isAhead) peer.notYet = [...peer.notYet, running.offer]
    else peer.declined = [...peer.declined, running.offer]
  }
}

/** Checkpoints that may tell what those held do not, and the same with more signers. */
function offers({ peers, checkpoints }: AdoptionView, now: number): Offered[] {
  const held = checkpoints.offers()
  const found: Offered[] = []
  for (const { id: peer, offers, declined, offerRetryAt } of peers.values()) {
    if (offerRetryAt > now) continue
    for (const offer of offers) {
      if (includes(declined, offer) || includes(held, offer) || checkpoints.isCovered(offer.sha256)) continue
      found.push({ peer, offer })
    }
  }
  return found
}

function isWorthIt(offer: CheckpointOffer, view: AdoptionView, peer: Peer | undefined): boolean {
  return !includes(peer?.notYet ?? [], offer) && (view.isStuck || offer.position - view.position >= view.gain)
}
