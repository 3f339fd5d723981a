// Verifies a home whole: every entry of every chain, every object that the refs reach; mends from peers what it can.
import { gitId, toHex } from '../../base/bytes.ts'
import { toKubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTag, decodeTree } from '../../base/git-format.ts'
import { isLost } from '../../base/object-faults.ts'
import type { ObjectId, RefName } from '../../base/types.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import { entryObjects } from '../entries/entry-objects.ts'
import type { Replica } from '../replica.ts'
import { endHistories, type Histories } from './ended-histories.ts'

export interface FsckReport {
  readonly ok: boolean
  readonly entries: number
  readonly objects: number
  readonly damaged: readonly ObjectId[]
  readonly missing: readonly ObjectId[]
  /** Refs whose values lack some of these; of several that lack one object the first. */
  readonly lacking: readonly RefName[]
  readonly repaired: readonly ObjectId[]
  /** Parts of the store that were made again from its objects: a sentence each. */
  readonly mended: readonly string[]
  /** Refs of the view that had been wrong. */
  readonly refs: number
  readonly problems: readonly string[]
}

export interface FsckOptions {
  readonly replica: Replica
  readonly objects: Objects
  readonly refs: Refs
  /** Brings objects back from peers; gives those that came. None when no daemon runs. */
  readonly repair: (wanted: readonly ListedObject[]) => Promise<readonly ObjectId[]>
  /** Whether an entry came with a checkpoint: it may not be here yet. */
  readonly isCovered?: (entry: ObjectId) => boolean
  /** Absent: of a history that is not here whole, what is missing is said to be. */
  readonly histories?: Histories
}

interface Findings {
  readonly damaged: Set<ObjectId>
  readonly missing: Set<ObjectId>
  readonly lacking: Set<RefName>
  readonly problems: string[]
  entries: number
  objects: number
  /** Commits whose parents were freed. */
  readonly shallow: ReadonlySet<ObjectId>
}

export async function fsck(options: FsckOptions): Promise<FsckReport> {
  const { done: mended, left } = await options.objects.mend()
  let found = await survey(options)
  const repaired = new Set<ObjectId>()
  // Again only where something new came back: a disk that keeps nothing would have no end.
  for (let before = -1; before < repaired.size; ) {
    before = repaired.size
    for (const id of await mend(options, found)) repaired.add(id)
    if (before < repaired.size) found = await survey(options)
  }
  const { objects, histories } = options
  const ended = found.missing.size > 0 && histories ? await endHistories(objects, histories).catch(unlessLost) : 0
  if (ended > 0) found = await survey(options)
  if (found.damaged.size + found.missing.size > 0) found.problems.push(...left)
  const refs = await options.replica.exclusively(async () => {
    // What is only on its way there is not wrong.
    await options.replica.shown()
    const heads = await options.replica.entries.placeHeads()
    return heads + (await options.refs.rebuildView(options.replica.ledger.values))
  })
  found.problems.push(...(await lostEntries(options.replica)))
  return {
    ok: found.damaged.size === 0 && found.missing.size === 0 && found.problems.length === 0,
    entries: found.entries,
    objects: found.objects,
    damaged: [...found.damaged],
    missing: [...found.missing],
    lacking: [...found.lacking],
    repaired: [...repaired],
    mended:
      ended === 0 ? mended : [...mended, `histories end for git at ${ended} more commits: what was before was freed`],
    refs,
    problems: found.problems
  }
}

/** What a chain lacks is known to nobody here: only another machine has it. */
async function lostEntries({ entries, ledger }: Replica): Promise<string[]> {
  const { missing, waiting } = await entries.lost(ledger)
  return missing.map(id => `entry ${id} is not here, and ${waiting.size} entries wait: a machine that has it sends it`)
}

/** A record that says what is kept is itself among what is missing. */
function unlessLost(thrown: unknown): number {
  if (isLost(thrown)) return 0
  throw thrown
}

async function survey(options: FsckOptions): Promise<Findings> {
  const { replica, objects, refs } = options
  const shallow = await refs.shallow()
  const none = { entries: 0, objects: 0, problems: [] }
  const found: Findings = { damaged: new Set(), missing: new Set(), lacking: new Set(), ...none, shallow }
  const seen = new Set<ObjectId>()
  for (const head of replica.ledger.heads()) await surveyChain(options, head.id, found, seen)
  const lost = (): number => found.damaged.size + found.missing.size
  for (const [ref, id] of replica.ledger.refs()) {
    const before = lost()
    await surveyObject(objects, id, found, seen)
    if (lost() > before) found.lacking.add(ref)
  }
  found.objects = seen.size - found.missing.size
  return found
}

/** Entries from git itself, not from the views, with all that a head reaches. */
async function surveyChain(
  { replica, objects, isCovered = () => false }: FsckOptions,
  tip: ObjectId,
  found: Findings,
  seen: Set<ObjectId>
): Promise<void> {
  for (let id: ObjectId | undefined = tip; id !== undefined && !seen.has(id); id = replica.ledger.get(id)?.parent) {
    if (isCovered(id) && !(await objects.has(id))) continue
    await surveyObject(objects, id, found, seen, 'commit alone')
    found.entries++
    try {
      replica.decode(await replica.entries.read(id))
    } catch (thrown) {
      const error = toKubeError(thrown)
      if (error.code === 'KUBE_LEDGER_INVALID') found.problems.push(`entry ${id}: ${error.reason || error.message}`)
      else if (!found.damaged.has(id) && !found.missing.has(id)) await surveyEntryFiles(objects, id, found, seen)
    }
  }
}

async function surveyEntryFiles(objects: Objects, id: ObjectId, found: Findings, seen: Set<ObjectId>): Promise<void> {
  const { tree } = decodeCommit((await objects.read(id)).content)
  await surveyObject(objects, tree, found, seen)
}

async function surveyObject(
  objects: Objects,
  start: ObjectId,
  found: Findings,
  seen: Set<ObjectId>,
  reach: 'all' | 'commit alone' = 'all'
): Promise<void> {
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    if (!(await objects.has(id))) {
      found.missing.add(id)
      continue
    }
    if (!(await objects.verify(id))) {
      found.damaged.add(id)
      continue
    }
    const { type } = await objects.header(id)
    if (type === 'blob') continue
    const { content } = await objects.read(id)
    if (type === 'tag') waiting.push(decodeTag(content))
    else if (type === 'tree') {
      for (const entry of decodeTree(content)) if (entry.mode !== '160000') waiting.push(entry.id)
    } else {
      const { tree, parents } = decodeCommit(content)
      waiting.push(tree, ...(reach === 'all' && !found.shallow.has(id) ? parents : []))
    }
  }
}

/**
 * What entries list can be checked alone as it comes back, without the objects around it. Where one of them is bad, the
 * others and the history below it are looked at too, which a walk would find only one by one as they come back.
 */
async function mend(
  { replica, objects, repair, isCovered = () => false }: FsckOptions,
  found: Findings
): Promise<ObjectId[]> {
  const bad = new Set([...found.damaged, ...found.missing])
  if (bad.size === 0) return []
  for (const id of found.damaged) await objects.quarantine(id)
  const repaired: ObjectId[] = []
  // By all that is listed of them: one list may be untrue.
  const wanted = new Map<string, ListedObject>()
  for (const entry of [...replica.ledger.entries()].reverse()) {
    if (isCovered(entry.id) && !(await objects.has(entry.id))) continue
    try {
      const bytes = await replica.entries.bytes(entry.id)
      const own = new Map(entryObjects(bytes).map(object => [gitId(object.type, object.content), object]))
      await lookBeside(objects, [...own.keys()], bad)
      const lost = [...own].flatMap(([id, object]) => (bad.has(id) ? [object] : []))
      for (const { id } of await objects.write(lost)) repaired.push(id)
      const { listed } = replica.decode(bytes)
      // A history that was cut goes no further back.
      const before = entry.updates.flatMap(({ old, new: value }) => (found.shallow.has(value ?? '') ? [] : (old ?? [])))
      await lookBeside(objects, [...listed.map(({ id }) => id), ...before], bad)
      for (const object of listed) {
        if (bad.has(object.id))
          wanted.set([object.id, object.type, object.size, toHex(object.sha256)].join(' '), object)
      }
    } catch (thrown) {
      // Its own list is among what is lost: a peer sends the entry again, then a second fsck finds the rest.
      found.problems.push(`entry ${entry.id} cannot be read: ${toKubeError(thrown).message}`)
    }
  }
  if (wanted.size === 0) return repaired
  return [...repaired, ...(await repair([...wanted.values()]))]
}

/** Where one of these is bad, adds those of the others that are too; damaged ones are put out of the way. */
async function lookBeside(objects: Objects, ids: readonly ObjectId[], bad: Set<ObjectId>): Promise<void> {
  if (!ids.some(id => bad.has(id))) return
  for (const id of ids) {
    if (bad.has(id)) continue
    const here = await objects.has(id)
    if (here && (await objects.verify(id))) continue
    if (here) await objects.quarantine(id)
    bad.add(id)
  }
}
