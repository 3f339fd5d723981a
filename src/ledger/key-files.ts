// Files of keys that rules name in `from:`, and which entries show what stands in them. A release shows its own, where a rule
// that it had seen names it, and those of the releases that it replaces; rules show those of the releases that they found. Of
// any other release the file counts for nobody: what rights depend on was in the state of whoever wrote an entry that is
// here, and of releases that are long gone nothing needs to be known.
import type { ObjectId } from '../base/types.ts'
import type { Evidence } from './evidence.ts'
import type { PastView } from './past-view.ts'
import { type From, keyOfFile, type RightsLog, rulesByNode } from './rights-log.ts'
import type { Entry, Facts, KeyFile, RefUpdate } from './types.ts'
import { nodeOf } from './write-rules.ts'

/** The causal past of an entry, which may be still to come. */
export interface Past {
  readonly has: (entry: number) => boolean
  readonly view: () => PastView
}

/** The files that an entry with these updates shows: what stands in them is to be known before it is judged. */
export function shownFiles(
  evidence: Evidence,
  updates: readonly RefUpdate[],
  { rules = [] }: Pick<Facts, 'rules'>,
  past: Past
): KeyFile[] {
  const files = new Map<string, KeyFile>()
  const add = (commit: ObjectId | undefined, path: string): void => {
    if (commit !== undefined) files.set(`${commit} ${path}`, { commit, path })
  }
  const named = [...rulesByNode(rules).values()].flat().flatMap(({ from }) => from ?? [])
  for (const from of named) for (const commit of past.view().releases(from.node)) add(commit, from.path)
  for (const update of updates) {
    const place = nodeOf(update.ref)
    if (place?.leaf !== '!https') continue
    for (const path of pathsNamedBefore(evidence, place.node, past.has)) {
      for (const commit of [update.new, ...past.view().releases(place.node)]) add(commit, path)
    }
    for (const { node, path } of named) if (node === place.node) add(update.new, path)
  }
  return [...files.values()]
}

/** Files of a node that rules of a past name, or named. */
function* pathsNamedBefore({ log }: Pick<Evidence, 'log'>, node: string, isPast: Past['has']): Generator<string> {
  for (const path of log.pathsOf(node)) if (isNamedBefore(log, { node, path }, isPast)) yield path
}

function isNamedBefore(log: RightsLog, { node, path }: From, isPast: Past['has']): boolean {
  for (const meta of log.naming(node) ?? []) {
    for (const { entry, after } of log.ruleWrites(meta)) {
      if (after?.some(({ from }) => from?.node === node && from.path === path) && isPast(entry)) return true
    }
  }
  return false
}

/**
 * Keys that the release of an entry, of this number, no longer has in files that rules of its past name, by `keyOfFile`. What it
 * shows has been noted.
 */
export function removedKeys(
  { log }: Evidence,
  number: number,
  { updates }: Entry,
  past: Past
): Map<string, ReadonlySet<string>> {
  const isSeen = (entry: number): boolean => entry === number || past.has(entry)
  const removed = new Map<string, ReadonlySet<string>>()
  for (const { ref, new: commit } of updates) {
    const place = nodeOf(ref)
    if (place?.leaf !== '!https') continue
    for (const path of pathsNamedBefore({ log }, place.node, past.has)) {
      const kept = commit === undefined ? undefined : log.keysOf(commit, path)
      const before = past
        .view()
        .releases(place.node)
        .map(release => release && log.shownKeys(release, path, isSeen))
      const gone = before.flatMap(keys => [...(keys ?? [])]).filter(key => !kept?.has(key))
      if (gone.length > 0) removed.set(keyOfFile({ node: place.node, path }), new Set(gone))
    }
  }
  return removed
}

/** Whether an entry with these updates may show something: most do not. */
export function mayShow(updates: readonly Pick<RefUpdate, 'ref'>[], { rules = [] }: Pick<Facts, 'rules'>): boolean {
  return rules.length > 0 || updates.some(({ ref }) => ref.endsWith('!https'))
}
