// Makes a checkpoint of what the ledger is now: its entries in columns, and a list of every object that the state needs.
import { setImmediate } from 'node:timers/promises'
import { gitId, gitSha256 } from '../../base/bytes.ts'
import { toKubeError } from '../../base/errors.ts'
import type { ObjectId } from '../../base/types.ts'
import { decodeObjectList, encodeObjectList } from '../../ledger/changeset-codec.ts'
import { type Checkpoint, checkpointPartEntries, encodeCheckpoint } from '../../ledger/checkpoint.ts'
import { type CheckpointEntry, CheckpointWriter } from '../../ledger/checkpoint-part.ts'
import { byText } from '../../ledger/entry-check.ts'
import { type KeptState, keptValues, type RetentionView, type StateValue } from '../../ledger/kept-values.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { adminsOf, listedIn } from '../entries/checkpoint-file.ts'
import { historyBoundary, liveObjects } from '../objects/live-objects.ts'
import { describe } from '../objects/reachable.ts'
import type { Shallow } from '../objects/shallow.ts'
import type { Replica } from '../replica.ts'

export interface MakingOptions {
  readonly replica: Replica
  readonly objects: Objects
  readonly view: RetentionView
  /** Raw key of the subnet root. */
  readonly subnet: Uint8Array
  /** Commits whose parents were freed. */
  readonly shallow: Shallow
  readonly nowMs: number
  /** The checkpoint before this one: what it lists need not be looked for. */
  readonly before: Checkpoint | undefined
  /** What this machine has lost, and nobody who was asked had: the list goes without, and whoever takes it comes to the same state. */
  readonly lost: readonly ObjectId[]
}

/** Others get a turn after so many values. */
const breathEvery = 256

const askedAtOnce = 4_096

/** What the ledger is at one moment. */
interface Cut {
  readonly checkpoint: Omit<Checkpoint, 'entries' | 'objects'>
  readonly state: KeptState
  readonly atMs: number
}

/**
 * Stores the parts; durable when it resolves. Gives `checkpoint.binpb`.
 * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED where something that the state needs is not whole, KUBE_DISK_FULL
 */
export async function makeCheckpoint(options: MakingOptions): Promise<Uint8Array> {
  const cut = await options.replica.exclusively(async () => takeCut(options))
  const entries = await storeEntries(options, cut.checkpoint.position)
  const objects = await storeObjects(options, await liveAt(options, cut))
  return encodeCheckpoint({ ...cut.checkpoint, entries, objects })
}

function takeCut({ replica: { ledger }, subnet, nowMs }: MakingOptions): Cut {
  const checkpoint = {
    rules: ledger.rules.needed,
    subnet,
    position: ledger.position,
    heads: ledger.heads(),
    digest: ledger.digest(),
    madeMs: nowMs,
    admins: adminsOf(ledger).length,
    keys: [...ledger.keys()].sort((a, b) => byText(a.commit, b.commit) || byText(a.path, b.path))
  }
  const [refs, conflicts, removed] = [[...ledger.refs()], ledger.conflicts(), [...ledger.removed()]]
  // How deep each history is kept is looked up later: to read all records at once would keep everybody waiting.
  const state = {
    refs: () => refs,
    conflicts: () => conflicts,
    removed: () => removed,
    get: (id: ObjectId) => ledger.get(id)
  }
  return { checkpoint, state, atMs: ledger.latest?.wallMs ?? 0 }
}

async function storeEntries({ replica: { ledger }, objects }: MakingOptions, end: number): Promise<ListedObject[]> {
  const writer = new CheckpointWriter()
  const parts: ListedObject[] = []
  let part: CheckpointEntry[] = []
  let updates = 0
  for (let at = 0; at < end; at++) {
    const [entry] = ledger.entries(at, at + 1)
    part.push({ entry: entry!, facts: ledger.facts(entry!.id) })
    updates += entry!.updates.length
    if (part.length < checkpointPartEntries && updates < 4 * checkpointPartEntries && at < end - 1) continue
    parts.push(await storePart(objects, writer.part(part)))
    part = []
    updates = 0
  }
  return parts
}

async function liveAt(options: MakingOptions, { state, atMs }: Cut): Promise<Set<ObjectId>> {
  const { objects, view, shallow } = options
  // Some of it may have come back.
  const lost = new Set(options.lost).difference(await objects.present(options.lost))
  const here: StateValue[] = []
  let count = 0
  for (const value of keptValues({ ledger: state, view, atMs })) {
    if (++count % breathEvery === 0) await setImmediate()
    // A schema of another subnet may be pinned and not here.
    if (!value.pinned || (await objects.has(value.id))) here.push(value)
  }
  const boundary = await historyBoundary(objects, here, shallow.commits, lost)
  const live = new Set<ObjectId>()
  for await (const { id } of liveObjects(
    objects,
    here.map(({ id }) => id),
    boundary,
    lost
  ))
    live.add(id)
  return live
}

async function storeObjects(options: MakingOptions, live: ReadonlySet<ObjectId>): Promise<ListedObject[]> {
  const { objects } = options
  const known = await described(options, live)
  const parts: ListedObject[] = []
  let part: ListedObject[] = []
  for (const id of [...live].sort()) {
    part.push(known.get(id) ?? (await describe(objects, id)))
    if (part.length < checkpointPartEntries) continue
    parts.push(await storePart(objects, encodeObjectList(part)))
    part = []
  }
  if (part.length > 0) parts.push(await storePart(objects, encodeObjectList(part)))
  return parts
}

/** Of live objects what entries say that they are, and the checkpoint before; not where they contradict each other. */
async function described(
  { replica: { ledger, entries }, objects, before }: MakingOptions,
  live: ReadonlySet<ObjectId>
): Promise<Map<ObjectId, ListedObject>> {
  const known = new Map<ObjectId, ListedObject>()
  const contradicted = new Set<ObjectId>()
  const take = (listed: readonly ListedObject[]): void => {
    for (const object of listed) {
      if (!live.has(object.id)) continue
      const other = known.get(object.id)
      if (other === undefined) known.set(object.id, object)
      else if (Buffer.compare(other.sha256, object.sha256) !== 0) contradicted.add(object.id)
    }
  }
  if (before) take(await listedIn(objects, before))
  for await (const ids of entriesHere(ledger, objects)) {
    for (const id of ids) {
      if (before && ledger.isWithin(before.heads, id)) continue
      const bytes = await entries.bytes(id).catch((thrown: unknown) => missing(thrown))
      if (bytes) take(decodeObjectList(bytes.objects))
    }
  }
  for (const id of contradicted) known.delete(id)
  return known
}

/** Entries without those that came with an earlier checkpoint and were not fetched yet. */
async function* entriesHere(ledger: Ledger, objects: Objects): AsyncGenerator<Iterable<ObjectId>> {
  for (let from = 0; from < ledger.position; from += askedAtOnce) {
    yield await objects.present([...ledger.ids(from, Math.min(from + askedAtOnce, ledger.position))])
  }
}

/** An entry of which not all is here. */
function missing(thrown: unknown): undefined {
  if (toKubeError(thrown).code !== 'KUBE_OBJECT_MISSING') throw thrown
  return undefined
}

async function storePart(objects: Objects, content: Uint8Array): Promise<ListedObject> {
  await objects.write([{ type: 'blob', content }])
  return { id: gitId('blob', content), type: 'blob', size: content.length, sha256: gitSha256('blob', content) }
}
