// Whose promises count for strict realms: the machines that are members, as the ledger alone says it, now or where an entry
// was written. Offline ones count; those whose credential was revoked do not.
import { keyOfDid, peerIdOfKey } from '../../base/identity.ts'
import type { ObjectId, PeerId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Grant } from '../../ledger/types.ts'
import { type Electorate, majorityOf } from '../../sync/lease.ts'

export class Electorates {
  readonly #ledger: Ledger
  /** Credentials of people's keys make no machine. */
  readonly #isAccount: (grantId: string) => boolean
  readonly #peers = new Map<string, PeerId>()
  #last: { readonly entry: ObjectId; readonly electorate: Electorate } | undefined

  constructor(ledger: Ledger, isAccount: (grantId: string) => boolean) {
    this.#ledger = ledger
    this.#isAccount = isAccount
  }

  now(): Electorate {
    return this.#of(this.#ledger.grants())
  }

  /** Of the past of an entry. */
  at(entry: ObjectId): Electorate {
    if (this.#last?.entry !== entry) this.#last = { entry, electorate: this.#of(this.#ledger.grantsAt(entry)) }
    return this.#last.electorate
  }

  /** Those of now, those of the last entry of strict realms, where there is one, and what stands for these earlier ones. */
  all(earlier: readonly Electorate[] = []): Electorate[] {
    const now = this.now()
    const tip = this.#ledger.strictTip()
    const last = tip === undefined ? [] : [this.at(tip.id)]
    return distinct([now, ...this.standing([...last, ...earlier], now)])
  }

  /**
   * Whose majorities stand for those of earlier electorates: their own, as long as those of them that were not removed since
   * can make one; else all of these. Whoever removes so many says that they are gone.
   */
  standing(earlier: readonly Electorate[], now = this.now()): Electorate[] {
    const standing = earlier.flatMap(electorate => {
      const left = electorate.intersection(now)
      return left.size >= majorityOf(electorate) ? [electorate] : [...left].map(peer => new Set([peer]))
    })
    return distinct(standing)
  }

  #of(grants: readonly Grant[]): Electorate {
    const peers = new Set<PeerId>()
    for (const { id, role, scope, subject } of grants) {
      if (role === 'member' && scope === '' && !this.#isAccount(id)) peers.add(this.#peerOf(subject))
    }
    return peers
  }

  #peerOf(did: string): PeerId {
    const known = this.#peers.get(did) ?? peerIdOfKey(keyOfDid(did))
    this.#peers.set(did, known)
    return known
  }
}

/** Each electorate once. */
export function distinct(electorates: readonly Electorate[]): Electorate[] {
  return electorates.filter(
    (one, at) => !electorates.slice(0, at).some(other => other.size === one.size && one.isSubsetOf(other))
  )
}
