// Entries in an order in which they can be inserted.
import type { ObjectId } from '../../base/types.ts'
import type { LoadedEntry } from './entry-cache.ts'

/** Parents and deps first. Entries whose past is not all there are left out, with all that builds on them. */
export function causalOrder(
  found: ReadonlyMap<ObjectId, LoadedEntry>,
  isHere: (id: ObjectId) => boolean
): LoadedEntry[] {
  const ordered: LoadedEntry[] = []
  const waiting = new Map<ObjectId, number>()
  const followers = new Map<ObjectId, LoadedEntry[]>()
  const ready: LoadedEntry[] = []
  for (const loaded of found.values()) {
    if (isHere(loaded.entry.id)) continue
    const { parent, deps } = loaded.entry
    const past = [...(parent ? [parent] : []), ...deps.map(dep => dep.id)].filter(id => !isHere(id))
    waiting.set(loaded.entry.id, past.length)
    if (past.length === 0) ready.push(loaded)
    for (const id of past) {
      const list = followers.get(id)
      if (list) list.push(loaded)
      else followers.set(id, [loaded])
    }
  }
  for (let next = ready.pop(); next; next = ready.pop()) {
    ordered.push(next)
    for (const follower of followers.get(next.entry.id) ?? []) {
      const left = (waiting.get(follower.entry.id) ?? 0) - 1
      waiting.set(follower.entry.id, left)
      if (left === 0) ready.push(follower)
    }
  }
  return ordered
}
