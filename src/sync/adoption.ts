// When a checkpoint that a peer has is taken instead of the entries in it (replication.md, Scale): at once where it brings
// many entries, or where the objects of some are to be had nowhere any more; else, to have it for later, when nothing is to
// be done.
import type { PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { Peer } from './peers.ts'
import type { SyncEffect } from './types.ts'

export interface AdoptionView {
  readonly peers: ReadonlyMap<PeerId, Peer>
  /** Entries in the ledger. */
  readonly position: number
  /** The checkpoint that is held here. */
  readonly held: CheckpointOffer | undefined
  /** Entries that one must bring to be taken instead of them. */
  readonly gain: number
  /** Nothing is wanted or on its way. */
  readonly isIdle: boolean
  /** Something waits for objects that nobody has. */
  readonly isStuck: boolean
}

const isSame = (a: CheckpointOffer | undefined, b: CheckpointOffer): boolean =>
  a?.sha256 === b.sha256 && a.signers >= b.signers

export class Adoption {
  #running: { readonly peer: PeerId; readonly offer: CheckpointOffer; readonly isAhead: boolean } | undefined

  /** Entries come by a checkpoint now: to ask for each would be in vain. */
  get isAhead(): boolean {
    return this.#running?.isAhead ?? false
  }

  plan(view: AdoptionView): SyncEffect[] {
    if (this.#running) return []
    for (const isAhead of [true, false]) {
      const [best] = offers(view)
        .filter(({ peer, offer }) => !isAhead || isWorthIt(offer, view, view.peers.get(peer)?.notYet))
        .sort((a, b) => b.offer.position - a.offer.position || b.offer.signers - a.offer.signers)
      if (best === undefined || !(isAhead || view.isIdle)) continue
      this.#running = { ...best, isAhead }
      return [{ type: 'adopt', ...best }]
    }
    return []
  }

  /** The effect has ended. */
  ended(peer: Peer | undefined, outcome: 'held' | 'refused' | 'failed'): void {
    const running = this.#running
    this.#running = undefined
    if (peer === undefined || outcome === 'held') return
    if (running?.isAhead) peer.notYet = running.offer
    else peer.declined = running?.offer
  }
}

/** Checkpoints that are later than the one held, or the same with more signers. */
function offers({ peers, held }: AdoptionView): { peer: PeerId; offer: CheckpointOffer }[] {
  const found: { peer: PeerId; offer: CheckpointOffer }[] = []
  for (const { id: peer, offer, declined } of peers.values()) {
    if (offer === undefined || isSame(declined, offer) || isSame(held, offer)) continue
    if (held === undefined || offer.position > held.position || offer.sha256 === held.sha256)
      found.push({ peer, offer })
  }
  return found
}

function isWorthIt(offer: CheckpointOffer, view: AdoptionView, notYet: CheckpointOffer | undefined): boolean {
  return !isSame(notYet, offer) && (view.isStuck || offer.position - view.position >= view.gain)
}
