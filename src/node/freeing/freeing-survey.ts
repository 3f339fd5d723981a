// Which stored objects nothing needs. Needed is what the state keeps, what the entries themselves consist of, what an
// entry lists, or is judged by, that no checkpoint covers, and what the latest checkpoint lists; the rest may go.
import { setImmediate } from 'node:timers/promises'
import { gitId } from '../../base/bytes.ts'
import { isMissing } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import { parseRef } from '../../graph/ref.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import { keptValues, type RetentionView, type StateValue } from '../../ledger/kept-values.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { HeldCheckpoint } from '../checkpoints/held-checkpoint.ts'
import type { ArrivingFacts } from '../entries/arriving-facts.ts'
import { entryObjects } from '../entries/entry-objects.ts'
import type { EntryStore } from '../entries/entry-store.ts'
import { historyBoundary, type LiveObject, liveObjects } from '../objects/live-objects.ts'
import { StoredIds } from '../objects/stored-ids.ts'

export interface SurveyOptions {
  readonly ledger: Ledger
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly facts: Pick<ArrivingFacts, 'sourcesOf'>
  readonly objects: Objects
  readonly view: RetentionView
  /** Commits at which history was cut before. */
  readonly shallow: ReadonlySet<ObjectId>
  /** What entries list stays that it does not cover. */
  readonly checkpoint: HeldCheckpoint | undefined
  /** All that are held: what they list stays, and entries that they tell of may be yet to come. */
  readonly held: readonly HeldCheckpoint[]
  /** What stays besides: see `Checkpoints.roots`. */
  readonly roots: readonly ObjectId[]
  readonly atMs: number
  /** Asked now and then: throws where the survey is to end. */
  readonly goOn: () => void
}

export interface Survey {
  /** Of entries that the ledger had. */
  readonly position: number
  /** Commits behind which nobody keeps anything. */
  readonly boundary: ReadonlySet<ObjectId>
  readonly stored: StoredIds
}

/** Others get a turn after so many entries or ids. */
const breathEvery = 256

/** @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED: nothing goes from a store that is not whole */
export async function surveyObjects(options: SurveyOptions): Promise<Survey> {
  const { ledger, objects, shallow } = options
  const position = ledger.position
  const stored = new StoredIds()
  let count = 0
  for await (const id of objects.ids()) {
    stored.add(id)
    if (++count % breathEvery === 0) await setImmediate()
  }
  options.goOn()
  const values = await presentValues(options)
  const boundary = await historyBoundary(objects, values, shallow)
  const ids = [...values.map(({ id }) => id), ...options.roots]
  for await (const { id } of liveObjects(objects, ids, boundary)) {
    // Of files nothing else says that they are here.
    if (stored.get(id) === undefined) await objects.header(id)
    stored.set(id, 'needed')
    options.goOn()
  }
  for (const entry of ledger.entries()) {
    if (++count % breathEvery === 0) await setImmediate()
    options.goOn()
    await sort(entry, options, stored)
  }
  const seen = new Set<ObjectId>()
  for (const entry of options.checkpoint ? ledger.entries() : []) {
    if (++count % breathEvery === 0) await setImmediate()
    options.goOn()
    if (options.checkpoint?.covers(entry.id)) continue
    for await (const { id, type } of judgedBy(entry, options, seen)) {
      if (type === 'commit') stored.markCommit(id)
      if (stored.get(id) !== 'needed') stored.set(id, 'held')
    }
  }
  for (const held of options.held) {
    for (const { id } of await held.objects()) if (stored.get(id) === 'free') stored.set(id, 'held')
  }
  return { position, boundary, stored }
}

/**
 * What an entry is judged by and what it replaces, though it may list none of it, and with that all that git looks for; as far
 * as it is here. Whoever has not got the entry yet asks for these.
 * @param seen of other entries; added to
 */
export async function* judgedBy(
  entry: Entry,
  { facts, objects }: Pick<SurveyOptions, 'facts' | 'objects'>,
  seen: Set<ObjectId>
): AsyncGenerator<LiveObject> {
  const sources = await facts.sourcesOf(entry, objects)
  const replaced = entry.updates.flatMap(({ old }) => old ?? [])
  const roots = new Set([...sources, ...replaced])
  for (const id of roots) {
    if (seen.has(id)) continue
    seen.add(id)
    try {
      yield* liveObjects(objects, [id], roots)
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown
    }
  }
}

/** A schema of another subnet need not be here. */
async function presentValues({ ledger, view, atMs, objects }: SurveyOptions): Promise<StateValue[]> {
  const values: StateValue[] = []
  let count = 0
  for (const value of keptValues({ ledger, view, atMs })) {
    if (++count % breathEvery === 0) await setImmediate()
    if (!value.pinned || (await objects.has(value.id))) values.push(value)
  }
  return values
}

/** Says of what an entry lists, as far as nothing else needs it, whether it may go. */
async function sort(entry: Entry, options: SurveyOptions, stored: StoredIds): Promise<void> {
  const { entries, checkpoint, held, objects } = options
  // It came with a checkpoint, and its bytes are yet to come.
  if (!(await objects.has(entry.id)) && held.some(({ covers }) => covers(entry.id))) return
  const bytes = await entries.bytes(entry.id)
  // Also where somebody has published the very bytes of an entry.
  for (const { type, content } of entryObjects(bytes)) stored.set(gitId(type, content), 'needed')
  // What rights rest on is small, and read again when the views are made anew.
  const isTrust = entry.updates.some(({ ref }) => ref.startsWith('refs/!trust/'))
  const state = isTrust ? 'needed' : checkpoint?.covers(entry.id) ? 'free' : 'held'
  const node = nodeOf(entry)
  for (const { id, type } of decodeObjectList(bytes.objects)) {
    const before = stored.get(id)
    if (type === 'commit') stored.markCommit(id)
    if (before === 'unlisted') stored.set(id, state, node)
    else if (before !== 'needed' && state !== 'free') stored.set(id, state)
  }
}

/** The node that an entry is about, as the key of its path; of several the first. */
function nodeOf({ updates }: Entry): string {
  for (const { ref } of updates) if (parseRef(ref)) return ref.slice('refs/'.length, Math.max(ref.indexOf('/!'), 5))
  return ''
}
