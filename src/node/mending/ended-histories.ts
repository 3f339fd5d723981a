// Where the histories of what is kept come to an end that the `shallow` file of git does not tell of: it may be lost, or
// older commits came with others and not what was before them.
import { decodeCommit } from '../../base/git-format.ts'
import { ifHere } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import { type KeptValue, shallowCommits } from '../../ledger/kept-history.ts'
import type { Objects } from '../../ports/objects.ts'
import { gapsBehind } from '../objects/below.ts'
import { peeled } from '../objects/live-objects.ts'
import type { Shallow } from '../objects/shallow.ts'

export interface Histories {
  readonly shallow: Shallow
  /** Values, and how deep each is kept. */
  readonly kept: () => Iterable<KeptValue>
  /** Whether whoever may have what is missing was asked. */
  readonly mayEnd: () => boolean
}

/**
 * Has histories end at the commits whose parents are not here, where nothing keeps these; what is kept is never given up.
 * Gives how many commits that are.
 */
export async function endHistories(objects: Objects, { shallow, kept: values, mayEnd }: Histories): Promise<number> {
  if (!mayEnd()) return 0
  const tips: KeptValue[] = []
  for (const { id, depth } of values()) {
    const end = await ifHere(peeled(objects, id))
    if (end?.type === 'commit') tips.push({ id: end.id, depth })
  }
  const parentsOf = async (id: ObjectId): Promise<readonly ObjectId[]> => {
    const object = await ifHere(objects.read(id))
    return object?.type === 'commit' ? decodeCommit(object.content).parents : []
  }
  const kept = await shallowCommits(tips, parentsOf, shallow.commits)
  const ends = await gapsBehind(objects, kept, { shallow: shallow.commits })
  if (ends.size > 0) await shallow.change(before => before.union(ends))
  return ends.size
}
