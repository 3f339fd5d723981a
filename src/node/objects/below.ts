// Whether what objects name is here too. Of a pack that broke off, or of what was being freed, an object may be here and not
// all that it needs.
import { decodeCommit, decodeTagTarget, decodeTree } from '../../base/git-format.ts'
import type { ObjectId } from '../../base/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { eachOf } from './pending-objects.ts'

type Readable = Pick<Objects, 'present' | 'header' | 'read'>

/**
 * What is not here of these and of all that they need: trees, files, what tags name; not the parents of commits. Reads each
 * tree once and no file.
 * @param whole known to be here with all that they need; where nothing is lacked, what was looked at is added
 * @throws KUBE_OBJECT_DAMAGED
 */
export async function lackedBelow(
  objects: Readable,
  ids: Iterable<ObjectId>,
  whole: Set<ObjectId> = new Set()
): Promise<Set<ObjectId>> {
  const lacked = new Set<ObjectId>()
  const seen = new Set<ObjectId>()
  const look = async (some: Iterable<ObjectId>): Promise<ObjectId[]> => {
    const fresh = [...some].filter(id => !whole.has(id) && !seen.has(id))
    const here = await objects.present(fresh)
    for (const id of fresh) (here.has(id) ? seen : lacked).add(id)
    return [...here]
  }
  const files = new Set<ObjectId>()
  for (let level = await look(new Set(ids)); level.length > 0; ) {
    const others = new Set<ObjectId>()
    await eachOf(level, id => sortNamed(objects, id, files, others))
    level = await look(others)
  }
  await look(files)
  if (lacked.size === 0) for (const id of seen) whole.add(id)
  return lacked
}

/** Adds what one names to the files, or to the others: trees, and what a tag names. */
async function sortNamed(objects: Readable, id: ObjectId, files: Set<ObjectId>, others: Set<ObjectId>): Promise<void> {
  const { type } = await objects.header(id)
  if (type === 'blob') return
  const { content } = await objects.read(id)
  if (type === 'commit') others.add(decodeCommit(content).tree)
  else if (type === 'tree') {
    for (const { mode, id: child } of decodeTree(content)) {
      if (mode !== '160000') (mode === '40000' ? others : files).add(child)
    }
  } else {
    const target = decodeTagTarget(content)
    if (target !== undefined) others.add(target)
  }
}

/**
 * Commits, from these back, at which history has to end, as a parent is not here whole.
 * @param shallow commits at which it ends already
 * @throws KUBE_OBJECT_DAMAGED
 */
export async function historyEnds(
  objects: Readable,
  tips: Iterable<ObjectId>,
  { shallow, whole }: { shallow: ReadonlySet<ObjectId>; whole: Set<ObjectId> }
): Promise<Set<ObjectId>> {
  const ends = new Set<ObjectId>()
  const looked = new Set<ObjectId>()
  const waiting = [...tips]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (looked.has(id) || shallow.has(id)) continue
    looked.add(id)
    const { type } = await objects.header(id)
    if (type !== 'commit') continue
    const { parents } = decodeCommit((await objects.read(id)).content)
    const lacked = await lackedBelow(objects, parents, whole)
    if (lacked.size > 0) ends.add(id)
    else waiting.push(...parents)
  }
  return ends
}

/**
 * Commits, from these back, of which a parent is not here; looks at so many, and at no trees.
 * @param shallow commits at which history ends already
 */
export async function gapsBehind(
  objects: Readable,
  tips: Iterable<ObjectId>,
  { shallow, max = Number.POSITIVE_INFINITY }: { shallow: ReadonlySet<ObjectId>; max?: number }
): Promise<Set<ObjectId>> {
  const gaps = new Set<ObjectId>()
  const seen = new Set(tips)
  const waiting = [...seen]
  for (let id = waiting.pop(); id !== undefined && seen.size <= max; id = waiting.pop()) {
    if (shallow.has(id)) continue
    const { type, content } = await objects.read(id)
    const parents = type === 'commit' ? decodeCommit(content).parents : []
    const here = await objects.present(parents)
    if (here.size < new Set(parents).size) gaps.add(id)
    else {
      const fresh = parents.filter(parent => !seen.has(parent))
      for (const parent of fresh) seen.add(parent)
      waiting.push(...fresh)
    }
  }
  return gaps
}
