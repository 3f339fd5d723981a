// What lost to a concurrent update and is in conflict still. Whoever has seen it settles it with whatever is written to its
// ref next, whichever command writes that: as a parent of that it stays in the history, and is kept as that is.
import type { ObjectId, RefName } from '../base/types.ts'
import type { Ledger } from '../ledger/ledger.ts'

export type LostValues = ReadonlyMap<RefName, readonly ObjectId[]>

export function lostValues(ledger: Pick<Ledger, 'conflicts'>): LostValues {
  const values = new Map<RefName, ObjectId[]>()
  for (const { ref, lost } of ledger.conflicts()) {
    if (lost === undefined) continue
    const known = values.get(ref)
    if (known === undefined) values.set(ref, [lost])
    else known.push(lost)
  }
  return values
}

/** Parents of what replaces `present`, if there is one: that first, and all that lost to it. */
export function parentsAt(lost: LostValues, ref: RefName, present: ObjectId | undefined): ObjectId[] {
  return [...new Set([...(present === undefined ? [] : [present]), ...(lost.get(ref) ?? [])])]
}
