// Where histories are cut: how deep each value of a ref is kept says which commits stay, and a commit stays as long as one
// value keeps it.
import type { ObjectId } from '../base/types.ts'

/** A value of a ref, and how many commits of its history are kept, itself included; `Infinity` for all. */
export interface KeptValue {
  readonly id: ObjectId
  readonly depth: number
}

/** Parents of a commit; of what is no commit, none. */
export type ParentsOf = (id: ObjectId) => Promise<readonly ObjectId[]>

/**
 * The commits at which histories end though they have parents (git's `shallow`): none of whose values keeps what is
 * behind. Distance is counted along the shortest way, as `git clone --depth` does. Each commit is read once.
 * @param cut commits at which history ends already; those that are met are in the answer
 */
export async function shallowCommits(
  values: Iterable<KeptValue>,
  parentsOf: ParentsOf,
  cut: ReadonlySet<ObjectId> = new Set()
): Promise<Set<ObjectId>> {
  const kept = new Set<ObjectId>()
  const shallow = new Set<ObjectId>()
  /** Commits that nobody keeps beyond, with their parents: cut unless all of these are kept for another reason. */
  const last = new Map<ObjectId, readonly ObjectId[]>()
  const waiting = byDepth(values)
  for (let depth = deepest(waiting); depth !== undefined; depth = deepest(waiting)) {
    const ids = waiting.get(depth)!
    const id = ids.pop()
    if (id === undefined) {
      waiting.delete(depth)
      continue
    }
    // The deepest come first, so what was met is kept at least as deep as here.
    if (kept.has(id)) continue
    kept.add(id)
    if (cut.has(id)) shallow.add(id)
    else {
      const parents = await parentsOf(id)
      if (depth > 1) push(waiting, depth - 1, parents)
      else if (parents.length > 0) last.set(id, parents)
    }
  }
  for (const [id, parents] of last) if (!parents.every(parent => kept.has(parent))) shallow.add(id)
  return shallow
}

function byDepth(values: Iterable<KeptValue>): Map<number, ObjectId[]> {
  const waiting = new Map<number, ObjectId[]>()
  for (const { id, depth } of values) if (depth >= 1) push(waiting, depth, [id])
  return waiting
}

function push(waiting: Map<number, ObjectId[]>, depth: number, ids: readonly ObjectId[]): void {
  const there = waiting.get(depth)
  if (there === undefined) waiting.set(depth, [...ids])
  else there.push(...ids)
}

function deepest(waiting: ReadonlyMap<number, unknown>): number | undefined {
  let most: number | undefined
  for (const depth of waiting.keys()) if (most === undefined || depth > most) most = depth
  return most
}
