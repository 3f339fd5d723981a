// What goes into a replica, and what it tells of.
import type { ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { AccountSignature } from '../../ledger/account.ts'
import type { Change, Entry, ListedObject, RefUpdate } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'

export interface AppendRequest {
  readonly updates: readonly RefUpdate[]
  /** Objects that are not stored yet. */
  readonly objects: readonly GitObject[]
  /** Stored objects whose hashes are at hand. */
  readonly described?: ReadonlyMap<ObjectId, ListedObject>
  /** The new trees may be older releases'. */
  readonly lookBack?: boolean
  readonly message: string
  /** In whose name, when not in that of this KUBE: signed over `Replica.statement` of these updates. */
  readonly account?: AccountSignature
  /** A KUBE that asked for it: it must have the right to it as well. */
  readonly onBehalfOf?: PeerId
  /** Of a changeset of strict realms: the term in which this KUBE orders them. */
  readonly term?: number
}

/** As an entry has them. */
export const sortedByRef = (updates: readonly RefUpdate[]): RefUpdate[] =>
  updates.toSorted((a, b) => (a.ref < b.ref ? -1 : 1))

export interface Applied {
  readonly entries: readonly Entry[]
  /** Every ref of the state that changed, with its value now. */
  readonly refs: ReadonlyMap<RefName, ObjectId | undefined>
  /** What each entry did, in the order in which they came. */
  readonly changes: readonly Change[]
  readonly position: number
  readonly origin: 'local' | 'remote'
}

/** What entries set that are durable and about to go into the ledger. */
export interface Arriving {
  readonly updates: readonly RefUpdate[]
  /** Where their objects are, with those that need not be read from the disk. */
  readonly objects: Objects
}

/** Of updates those whose values are here: of the last of each ref most are what the state will have. */
export async function valuesHere(updates: readonly RefUpdate[], objects: Objects): Promise<RefUpdate[]> {
  const values = updates.filter(update => update.new !== undefined)
  const here = await objects.present(values.map(update => update.new!))
  return values.filter(update => here.has(update.new!))
}

/** Values of refs that may not be here whole; see `Lacking`. */
export interface DoubtedValues {
  readonly isPossible: boolean
  isWhole(ref: RefName, value: ObjectId): boolean
  applied(refs: Applied['refs'], entries: readonly Entry[]): void
  adopting<T>(take: () => Promise<T>): Promise<T>
}

/** Where nothing comes without its objects. */
export const noDoubts: DoubtedValues = {
  isPossible: false,
  isWhole: () => true,
  applied: () => undefined,
  adopting: take => take()
}
