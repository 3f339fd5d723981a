// Verifies a home whole: every entry of every chain, every object that the refs reach; mends from peers what it can.

import { gitId, toHex } from '../base/bytes.ts'
import { toKubeError } from '../base/errors.ts'
import { decodeCommit, decodeTag, decodeTree } from '../base/git-format.ts'
import type { ObjectId } from '../base/types.ts'
import type { ListedObject } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Refs } from '../ports/refs.ts'
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
  readonly damaged: Set<ObjectId>
  readonly missing: Set<ObjectId>
  readonly problems: string[]
  entries: number
  objects: number
}

export async function fsck(options: FsckOptions): Promise<FsckReport> {
  let found = await survey(options)
  const repaired = await mend(options, found)
  if (repaired.length > 0) found = await survey(options)
  const refs = await options.replica.exclusively(() => options.refs.rebuildView(options.replica.ledger.values))
  return {
    ok: found.damaged.size === 0 && found.missing.size === 0 && found.problems.length === 0,
    entries: found.entries,
    objects: found.objects,
    damaged: [...found.damaged],
    missing: [...found.missing],
    repaired,
    refs,
    problems: found.problems
  }
}

async function survey({ replica, objects }: FsckOptions): Promise<Findings> {
  const found: Findings = { damaged: new Set(), missing: new Set(), problems: [], entries: 0, objects: 0 }
  const seen = new Set<ObjectId>()
  for (const head of replica.ledger.heads()) await surveyChain(replica, head.id, found, seen, objects)
  for (const [, id] of replica.ledger.refs()) await surveyObject(objects, id, found, seen)
  found.objects = seen.size - found.missing.size
  return found
}

/** Entries from git itself, not from the views, with all that a head reaches. */
async function surveyChain(
  replica: Replica,
  tip: ObjectId,
  found: Findings,
  seen: Set<ObjectId>,
  objects: Objects
): Promise<void> {
  for (let id: ObjectId | undefined = tip; id !== undefined && !seen.has(id); ) {
    await surveyObject(objects, id, found, seen, 'commit alone')
    found.entries++
    try {
      replica.decode(await replica.entries.read(id))
    } catch (thrown) {
      const error = toKubeError(thrown)
      if (error.code === 'KUBE_LEDGER_INVALID') found.problems.push(`entry ${id}: ${error.reason || error.message}`)
      else if (!found.damaged.has(id) && !found.missing.has(id)) await surveyEntryFiles(objects, id, found, seen)
    }
    id = replica.ledger.get(id)?.parent
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
  // By all that is listed of them: one list may be untrue.
  const wanted = new Map<string, ListedObject>()
  for (const entry of replica.ledger.entries()) {
    try {
      const bytes = await replica.entries.bytes(entry.id)
      const own = entryObjects(bytes).filter(object => bad.has(gitId(object.type, object.content)))
      for (const { id } of await objects.write(own)) repaired.push(id)
      for (const object of replica.decode(bytes).listed) {
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
