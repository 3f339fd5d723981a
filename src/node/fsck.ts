// Verifies a home whole: every entry of every chain, every object that one lists or the refs reach; mends from peers what
// it can. Lists show what a lost commit or tree would hide, so that all of it is mended at once.

import { gitId } from '../base/bytes.ts'
import { toKubeError } from '../base/errors.ts'
import { decodeCommit, decodeTree } from '../base/git-format.ts'
import type { ObjectId } from '../base/types.ts'
import type { ListedObject } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Refs } from '../ports/refs.ts'
import { isDamage } from './damage.ts'
import { entryObjects } from './entry-objects.ts'
import type { Replica } from './replica.ts'

export interface FsckReport {
  readonly ok: boolean
  readonly entries: number
  readonly objects: number
  readonly damaged: readonly ObjectId[]
  readonly missing: readonly ObjectId[]
  readonly repaired: readonly ObjectId[]
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
}

interface Findings {
  /** By object that was verified: whether what it names was looked at too. */
  readonly seen: Map<ObjectId, 'verified' | 'walked'>
  readonly damaged: Set<ObjectId>
  readonly missing: Set<ObjectId>
  readonly problems: string[]
  entries: number
  objects: number
}

export async function fsck(options: FsckOptions): Promise<FsckReport> {
  let found = await survey(options)
  const repaired = new Set<ObjectId>()
  // Again only where something new came back: a disk that keeps nothing would have no end.
  for (let before = -1; before < repaired.size; ) {
    before = repaired.size
    for (const id of await mend(options, found)) repaired.add(id)
    if (before < repaired.size) found = await survey(options)
  }
  const refs = await options.replica.exclusively(() => options.refs.rebuildView(options.replica.ledger.values))
  return {
    ok: found.damaged.size === 0 && found.missing.size === 0 && found.problems.length === 0,
    entries: found.entries,
    objects: found.objects,
    damaged: [...found.damaged],
    missing: [...found.missing],
    repaired: [...repaired],
    refs,
    problems: found.problems
  }
}

async function survey({ replica, objects }: FsckOptions): Promise<Findings> {
  const found: Findings = {
    seen: new Map(),
    damaged: new Set(),
    missing: new Set(),
    problems: [],
    entries: 0,
    objects: 0
  }
  const entries = new Set<ObjectId>()
  for (const head of replica.ledger.heads()) await surveyChain(replica, head.id, found, entries, objects)
  for (const [, id] of replica.ledger.refs()) await surveyObject(objects, id, found)
  found.objects = found.seen.size - found.missing.size
  return found
}

/** Entries from git itself, not from the views, with what each lists. */
async function surveyChain(
  replica: Replica,
  tip: ObjectId,
  found: Findings,
  seen: Set<ObjectId>,
  objects: Objects
): Promise<void> {
  for (let id: ObjectId | undefined = tip; id !== undefined && !seen.has(id); ) {
    seen.add(id)
    found.entries++
    for (const listed of await surveyEntry(replica, id, found, objects)) await verifyObject(objects, listed.id, found)
    id = replica.ledger.get(id)?.parent
  }
}

/** Gives what the entry lists, as far as that can still be read. */
async function surveyEntry(
  replica: Replica,
  id: ObjectId,
  found: Findings,
  objects: Objects
): Promise<readonly ListedObject[]> {
  await surveyObject(objects, id, found, 'commit alone')
  try {
    return replica.decode(await replica.entries.read(id)).listed
  } catch (thrown) {
    const error = toKubeError(thrown)
    if (error.code === 'KUBE_LEDGER_INVALID') {
      found.problems.push(`entry ${id}: ${error.reason || error.message}`)
      return []
    }
    if (!found.damaged.has(id) && !found.missing.has(id)) await surveyEntryFiles(objects, id, found)
    return await surveyByViews(replica, id, found, objects)
  }
}

async function surveyEntryFiles(objects: Objects, id: ObjectId, found: Findings): Promise<void> {
  const { tree } = decodeCommit((await objects.read(id)).content)
  await surveyObject(objects, tree, found)
}

/** Nothing where the views do not have it either: what it lists is looked at once a peer has sent it again. */
async function surveyByViews(
  replica: Replica,
  id: ObjectId,
  found: Findings,
  objects: Objects
): Promise<readonly ListedObject[]> {
  try {
    const bytes = await replica.entries.bytes(id)
    for (const { type, content } of entryObjects(bytes)) await verifyObject(objects, gitId(type, content), found)
    return replica.decode(bytes).listed
  } catch (thrown) {
    if (isDamage(thrown) || toKubeError(thrown).code === 'KUBE_LEDGER_INVALID') return []
    throw thrown
  }
}

/** Whether the object is here as it should be; looked at once. */
async function verifyObject(objects: Objects, id: ObjectId, found: Findings): Promise<boolean> {
  if (!found.seen.has(id)) {
    found.seen.set(id, 'verified')
    if (!(await objects.has(id))) found.missing.add(id)
    else if (!(await objects.verify(id))) found.damaged.add(id)
  }
  return !found.missing.has(id) && !found.damaged.has(id)
}

async function surveyObject(
  objects: Objects,
  start: ObjectId,
  found: Findings,
  reach: 'all' | 'commit alone' = 'all'
): Promise<void> {
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.seen.get(id) === 'walked') continue
    const sound = await verifyObject(objects, id, found)
    found.seen.set(id, 'walked')
    if (!sound) continue
    const { type } = await objects.header(id)
    if (type !== 'commit' && type !== 'tree') continue
    const { content } = await objects.read(id)
    if (type === 'tree') {
      for (const entry of decodeTree(content)) if (entry.mode !== '160000') waiting.push(entry.id)
    } else {
      const { tree, parents } = decodeCommit(content)
      waiting.push(tree, ...(reach === 'all' ? parents : []))
    }
  }
}

/** What entries list can be checked alone as it comes back, without the objects around it. */
async function mend({ replica, objects, repair }: FsckOptions, found: Findings): Promise<ObjectId[]> {
  const bad = new Set([...found.damaged, ...found.missing])
  if (bad.size === 0) return []
  for (const id of found.damaged) await objects.quarantine(id)
  const repaired: ObjectId[] = []
  const wanted = new Map<ObjectId, ListedObject>()
  for (const entry of replica.ledger.entries()) {
    try {
      const bytes = await replica.entries.bytes(entry.id)
      const own = entryObjects(bytes).filter(object => bad.has(gitId(object.type, object.content)))
      for (const { id } of await objects.write(own)) repaired.push(id)
      for (const object of replica.decode(bytes).listed) if (bad.has(object.id)) wanted.set(object.id, object)
    } catch (thrown) {
      // Its own list is among what is lost: a peer sends the entry again, then a second fsck finds the rest.
      found.problems.push(`entry ${entry.id} cannot be read: ${toKubeError(thrown).message}`)
    }
  }
  if (wanted.size === 0) return repaired
  return [...repaired, ...(await repair([...wanted.values()]))]
}
