// All objects that values of refs need, as far as their histories are kept: what a checkpoint lists and what freeing
// leaves alone.
import { setImmediate } from 'node:timers/promises'
import type { GitType } from '../../base/bytes.ts'
import { decodeCommit, decodeTagTarget, decodeTree } from '../../base/git-format.ts'
import type { ObjectId } from '../../base/types.ts'
import { type KeptValue, shallowCommits } from '../../ledger/kept-history.ts'
import type { Objects } from '../../ports/objects.ts'

export interface LiveObject {
  readonly id: ObjectId
  readonly type: GitType
}

type Readable = Pick<Objects, 'read' | 'header'>

/** Others get a turn after so many objects were read. */
const breathEvery = 256

const none: ReadonlySet<ObjectId> = new Set()

/**
 * Commits at which the histories of `values` end though they have parents, see `shallowCommits`.
 * @param shallow commits whose parents were freed already
 * @param lost what is known to be nowhere: it is passed over
 * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED
 */
export async function historyBoundary(
  objects: Readable,
  values: Iterable<KeptValue>,
  shallow: ReadonlySet<ObjectId>,
  lost = none
): Promise<Set<ObjectId>> {
  const tips: KeptValue[] = []
  const breathe = breather()
  for (const { id, depth } of values) {
    await breathe()
    if (lost.has(id)) continue
    const { id: end, type } = await peeled(objects, id, lost)
    if (type === 'commit') tips.push({ id: end, depth })
  }
  const parentsOf = async (id: ObjectId): Promise<readonly ObjectId[]> => {
    await breathe()
    return lost.has(id) ? [] : decodeCommit((await objects.read(id)).content).parents
  }
  return await shallowCommits(tips, parentsOf, shallow)
}

/** What a tag, or a tag of a tag, names. */
export async function peeled(objects: Readable, id: ObjectId, lost = none): Promise<LiveObject> {
  const { type } = await objects.header(id)
  if (type !== 'tag') return { id, type }
  const target = decodeTagTarget((await objects.read(id)).content)
  return target === undefined || lost.has(target) ? { id, type } : await peeled(objects, target, lost)
}

/**
 * Every object that `values` reach, each once; commits in `shallow` count as having no parents, commits of other
 * repositories (mode 160000) are not followed. Reads each commit, tree and tag once and no blob; holds all ids in one set,
 * some 100 bytes each.
 * @param lost what is known to be nowhere: it is passed over, with what it alone leads to
 * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED: what is damaged must not be taken for what nobody needs
 */
export async function* liveObjects(
  objects: Readable,
  values: Iterable<ObjectId>,
  shallow: ReadonlySet<ObjectId>,
  lost = none
): AsyncGenerator<LiveObject> {
  const seen = new Set(lost)
  const waiting: LiveObject[] = []
  const breathe = breather()
  for (const value of values) {
    if (seen.has(value)) continue
    seen.add(value)
    waiting.push({ id: value, type: (await objects.header(value)).type })
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      yield next
      if (next.type === 'blob') continue
      await breathe()
      const { content } = await objects.read(next.id)
      for (const child of childrenOf(next, content, shallow)) {
        if (seen.has(child.id)) continue
        seen.add(child.id)
        waiting.push(child.type === 'tag' ? { id: child.id, type: (await objects.header(child.id)).type } : child)
      }
    }
  }
}

/** Objects that one names; of what a tag names the type is not known yet, and given as `tag`. */
function* childrenOf(
  { id, type }: LiveObject,
  content: Uint8Array,
  shallow: ReadonlySet<ObjectId>
): Generator<LiveObject> {
  if (type === 'tree') {
    for (const { mode, id: child } of decodeTree(content)) {
      if (mode !== '160000') yield { id: child, type: mode === '40000' ? 'tree' : 'blob' }
    }
  } else if (type === 'commit') {
    const { tree, parents } = decodeCommit(content)
    yield { id: tree, type: 'tree' }
    if (!shallow.has(id)) for (const parent of parents) yield { id: parent, type: 'commit' }
  } else {
    const target = decodeTagTarget(content)
    if (target !== undefined) yield { id: target, type: 'tag' }
  }
}

function breather(): () => Promise<void> {
  let count = 0
  return async () => {
    if (++count % breathEvery === 0) await setImmediate()
  }
}
