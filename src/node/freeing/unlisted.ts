// Stored objects that no entry of the ledger lists: of uploads and publishes that were broken off. They go a day after
// they were first noticed; the store does not know when they came.
import { fromUtf8, utf8 } from '../../base/bytes.ts'
import { toKubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTree } from '../../base/git-format.ts'
import type { ObjectId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry, EntryBytes, ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { State, StateOperation } from '../../ports/state.ts'
import type { EntryStore } from '../entries/entry-store.ts'
import type { StoredIds } from '../objects/stored-ids.ts'

const prefix = 'unlisted/'
const end = 'unlisted0'

export interface UnlistedOptions {
  readonly state: State
  readonly objects: Objects
  readonly ledger: Ledger
  readonly entries: Pick<EntryStore, 'read' | 'lost'>
  readonly decode: (bytes: EntryBytes) => { entry: Entry; listed: readonly ListedObject[] }
  /** How long each stays after it was first seen: somebody may be at work on what it is for. */
  readonly keptMs: number
}

/** Of objects that no entry lists those that may go at `nowMs`; takes note of when each was first seen. */
export async function expiredOf(stored: StoredIds, nowMs: number, options: UnlistedOptions): Promise<Set<ObjectId>> {
  const { state, keptMs } = options
  const operations: StateOperation[] = []
  const expired = new Set<ObjectId>()
  const known = new Set<ObjectId>()
  for await (const [key, value] of state.range(prefix, end)) {
    const id = key.slice(prefix.length)
    known.add(id)
    const seenMs = Number(fromUtf8(value))
    if (stored.get(id) !== 'unlisted') operations.push({ key, value: undefined })
    else if (nowMs - Math.min(seenMs, nowMs) >= keptMs) expired.add(id)
    // The clock was ahead then.
    else if (seenMs > nowMs) operations.push({ key, value: utf8.encode(String(nowMs)) })
  }
  for (const id of stored.in('unlisted')) {
    if (known.has(id)) continue
    operations.push({ key: prefix + id, value: utf8.encode(String(nowMs)) })
    if (keptMs === 0) expired.add(id)
  }
  if (operations.length > 0) await state.batch(operations)
  for (const id of await lostEntries(expired, options)) expired.delete(id)
  return expired
}

/**
 * Entries whose chain has not gone on without them, with what they list: the head of the chain may be what is lost, and
 * `kubed fsck` finds it again among the objects. And those that wait for one that is lost.
 */
async function lostEntries(ids: ReadonlySet<ObjectId>, options: UnlistedOptions): Promise<Set<ObjectId>> {
  const { objects, ledger, entries, decode } = options
  const kept = new Set<ObjectId>()
  const { waiting } = await entries.lost(ledger)
  for (const id of ids) {
    if (!(await isCommit(objects, id))) continue
    try {
      const { entry, listed } = decode(await entries.read(id))
      if (!waiting.has(id) && (ledger.tipOf(entry.chain)?.sequence ?? 0) >= entry.sequence) continue
      kept.add(id)
      for (const object of listed) kept.add(object.id)
      const { tree } = decodeCommit((await objects.read(id)).content)
      kept.add(tree)
      for (const file of decodeTree((await objects.read(tree)).content)) kept.add(file.id)
    } catch (thrown) {
      // Whatever it is, it is no entry.
      if (!noEntry.has(toKubeError(thrown).code)) throw thrown
    }
  }
  return kept
}

const noEntry: ReadonlySet<string> = new Set([
  'KUBE_LEDGER_INVALID',
  'KUBE_OBJECT_MISSING',
  'KUBE_OBJECT_DAMAGED',
  'KUBE_LIMIT'
])

async function isCommit(objects: Objects, id: ObjectId): Promise<boolean> {
  return (await objects.has(id)) && (await objects.header(id)).type === 'commit'
}
