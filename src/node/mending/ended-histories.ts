// Where the histories of what is kept come to an end that the `shallow` file of git does not tell of: it may be lost, or
// older commits came with others and not what was before them.

import { decodeCommit, decodeTagTarget } from '../../base/git-format.ts'
import { isMissing } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import { type KeptValue, shallowCommits } from '../../ledger/kept-history.ts'
import type { Objects } from '../../ports/objects.ts'
import { gapsBehind } from '../objects/below.ts'
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
    const end = await peeled(objects, id)
    if (end !== undefined) tips.push({ id: end, depth })
  }
  const parentsOf = async (id: ObjectId): Promise<readonly ObjectId[]> => (await commitHere(objects, id))?.parents ?? []
  const kept = await shallowCommits(tips, parentsOf, shallow.commits)
  const ends = await gapsBehind(objects, kept, { shallow: shallow.commits })
  if (ends.size > 0) await shallow.change(before => before.union(ends))
  return ends.size
}

/** What a tag, or a tag of a tag, names, where that is a commit that is here. */
async function peeled(objects: Objects, id: ObjectId): Promise<ObjectId | undefined> {
  for (let at: ObjectId | undefined = id; at !== undefined; ) {
    if (!(await objects.has(at))) return undefined
    const { type } = await objects.header(at)
    if (type !== 'tag') return type === 'commit' ? at : undefined
    at = decodeTagTarget((await objects.read(at)).content)
  }
  return undefined
}

async function commitHere(objects: Objects, id: ObjectId): Promise<{ parents: readonly ObjectId[] } | undefined> {
  try {
    const { type, content } = await objects.read(id)
    return type === 'commit' ? decodeCommit(content) : undefined
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw thrown
  }
}
