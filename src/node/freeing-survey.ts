// Which stored objects nothing needs. Needed is what the state keeps, what the entries themselves consist of, what an
// entry lists that no checkpoint covers, and what the latest checkpoint lists; the rest may go.
import { setImmediate } from 'node:timers/promises'
import { gitId } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { parseRef } from '../graph/ref.ts'
import { decodeObjectList } from '../ledger/changeset-codec.ts'
import { keptValues, type RetentionView, type StateValue } from '../ledger/kept-values.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Entry } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import { entryObjects } from './entry-objects.ts'
import type { EntryStore } from './entry-store.ts'
import type { HeldCheckpoint } from './held-checkpoint.ts'
import { historyBoundary, liveObjects } from './live-objects.ts'

export interface SurveyOptions {
  readonly ledger: Ledger
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly objects: Objects
  readonly view: RetentionView
  /** Commits at which history was cut before. */
  readonly shallow: ReadonlySet<ObjectId>
  /** Undefined: what entries list stays. */
  readonly checkpoint: HeldCheckpoint | undefined
  readonly atMs: number
  /** Asked now and then: throws where the survey is to end. */
  readonly goOn: () => void
}

export interface Survey {
  /** Of entries that the ledger had. */
  readonly position: number
  /** Commits behind which nobody keeps anything. */
  readonly boundary: ReadonlySet<ObjectId>
  /** What may go, with the node whose releases it is of. */
  readonly free: Map<ObjectId, string>
  /** What no state needs, and a checkpoint has to cover first. */
  readonly held: Map<ObjectId, string>
  /** What no entry lists. */
  readonly unlisted: Set<ObjectId>
}

/** Others get a turn after so many entries. */
const breathEvery = 256

/** @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED: nothing goes from a store that is not whole */
export async function surveyObjects(options: SurveyOptions): Promise<Survey> {
  const { ledger, objects, shallow, checkpoint } = options
  const position = ledger.position
  const free = new Map<ObjectId, string>()
  const held = new Map<ObjectId, string>()
  const unlisted = new Set<ObjectId>()
  for await (const id of objects.ids()) unlisted.add(id)
  options.goOn()
  const values = await presentValues(options)
  const boundary = await historyBoundary(objects, values, shallow)
  const ids = values.map(({ id }) => id)
  for await (const { id } of liveObjects(objects, ids, boundary)) {
    unlisted.delete(id)
    options.goOn()
  }
  let count = 0
  for (const entry of ledger.entries()) {
    if (++count % breathEvery === 0) await setImmediate()
    options.goOn()
    await sort(entry, options, { free, held, unlisted })
  }
  // Once more for what entries consist of: somebody may have published the very bytes of a later one.
  if (free.size > 0) await keepEntries(options, free)
  for (const { id } of (await checkpoint?.objects()) ?? []) move(id, free, held)
  return { position, boundary, free, held, unlisted }
}

/** A schema of another subnet need not be here. */
async function presentValues({ ledger, view, atMs, objects }: SurveyOptions): Promise<StateValue[]> {
  const values: StateValue[] = []
  for (const value of keptValues({ ledger, view, atMs })) {
    if (!value.pinned || (await objects.has(value.id))) values.push(value)
  }
  return values
}

type Sorted = Pick<Survey, 'free' | 'held' | 'unlisted'>

/** Says of what an entry lists, as far as the state does not need it, whether it may go. */
async function sort(entry: Entry, { entries, checkpoint }: SurveyOptions, sorted: Sorted): Promise<void> {
  const { free, held, unlisted } = sorted
  const bytes = await entries.bytes(entry.id)
  for (const { type, content } of entryObjects(bytes)) unlisted.delete(gitId(type, content))
  const isCovered = checkpoint?.covers(entry.id) ?? false
  // What rights rest on is small, and read again when the views are made anew.
  const isTrust = entry.updates.some(({ ref }) => ref.startsWith('refs/!trust/'))
  const node = nodeOf(entry)
  for (const { id } of decodeObjectList(bytes.objects)) {
    const isNew = unlisted.delete(id)
    if (isTrust) {
      free.delete(id)
      held.delete(id)
    } else if (isNew) (isCovered ? free : held).set(id, node)
    else if (!isCovered) move(id, free, held)
  }
}

function move(id: ObjectId, from: Map<ObjectId, string>, to: Map<ObjectId, string>): void {
  const node = from.get(id)
  if (node === undefined) return
  from.delete(id)
  to.set(id, node)
}

async function keepEntries({ ledger, entries }: SurveyOptions, free: Map<ObjectId, string>): Promise<void> {
  let count = 0
  for (const { id } of ledger.entries()) {
    if (++count % breathEvery === 0) await setImmediate()
    for (const { type, content } of entryObjects(await entries.bytes(id))) free.delete(gitId(type, content))
  }
}

/** The node that an entry is about, as the key of its path; of several the first. */
function nodeOf({ updates }: Entry): string {
  for (const { ref } of updates) if (parseRef(ref)) return ref.slice('refs/'.length, Math.max(ref.indexOf('/!'), 5))
  return ''
}
