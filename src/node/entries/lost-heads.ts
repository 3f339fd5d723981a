// Heads of chains that a disk has lost, or has from an earlier day. The state knows where they led to; without it, the
// entries that they led to are still among the objects, and the end of each chain's longest branch is found again there.
import { decodeCommit } from '../../base/git-format.ts'
import type { Logger, ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { Entry, EntryBytes } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import { logRef } from './branches.ts'
import { isCheckpointRef } from './checkpoint-file.ts'
import { readEntry } from './entry-objects.ts'

export interface LostHeadsOptions {
  readonly objects: Objects
  readonly refs: Refs
  /** Checks hashes, bindings and signature. Throws for what is no entry. */
  readonly decode: (bytes: EntryBytes) => { entry: Entry }
  readonly logger: Logger
}

export interface FoundEnds {
  /** Refs that lead to entries again, durably. */
  readonly heads: ReadonlyMap<RefName, ObjectId>
  /** Of the longest branch of each chain below what it lacks. */
  readonly below: readonly ObjectId[]
}

/**
 * Looks through all objects. Gives each chain without a head that leads to an entry of it one.
 * @param waiting entries that heads lead to, and behind one that is lost
 */
export async function searchHeads(
  { objects, refs, decode, logger }: LostHeadsOptions,
  waiting: Iterable<Entry> = []
): Promise<FoundEnds> {
  const first = new Map<PeerId, number>()
  for (const { chain, sequence } of waiting) first.set(chain, Math.min(sequence, first.get(chain) ?? sequence))
  const whole = new Set<RefName>()
  for (const [ref, id] of await refs.heads({ damagedToo: true })) if (await mayBeEntry(objects, id)) whole.add(ref)
  const ends = new Map<PeerId, Entry>()
  for await (const id of objects.ids()) {
    const entry = await entryAt(objects, id, decode)
    if (entry === undefined) continue
    const end = whole.has(logRef(entry.chain)) ? (first.get(entry.chain) ?? 0) : Number.POSITIVE_INFINITY
    if (entry.sequence < end && entry.sequence > (ends.get(entry.chain)?.sequence ?? 0)) ends.set(entry.chain, entry)
  }
  const isLost = ({ chain }: Entry): boolean => !whole.has(logRef(chain))
  const heads = new Map([...ends.values()].filter(isLost).map(({ chain, id }) => [logRef(chain), id]))
  for (const [ref, is] of heads) {
    logger.log('warn', 'the head of a chain was lost on the disk, and was found among the objects', { ref, is })
    await refs.setHead(ref, is)
  }
  return { heads, below: [...ends.values()].filter(end => !isLost(end)).map(({ id }) => id) }
}

/** False for what is not here and for what is something else; what cannot be read may be mended. */
async function mayBeEntry(objects: Objects, id: ObjectId): Promise<boolean> {
  if (!(await objects.has(id))) return false
  try {
    const { type, content } = await objects.read(id)
    return type === 'commit' && isEntry(decodeCommit(content).message)
  } catch {
    return true
  }
}

const isEntry = (message: string): boolean => message.includes('\nChangeset-SHA256: ')

/** Undefined for every other object, and for what cannot be read. */
async function entryAt(objects: Objects, id: ObjectId, decode: LostHeadsOptions['decode']): Promise<Entry | undefined> {
  try {
    if ((await objects.header(id)).type !== 'commit') return undefined
    if (!isEntry(decodeCommit((await objects.read(id)).content).message)) return undefined
    return decode(await readEntry(objects, id)).entry
  } catch {
    return undefined
  }
}

export interface KnownHeadsOptions extends LostHeadsOptions {
  /** An entry as the state, or else the disk, has it; undefined where neither can be read. */
  readonly peek: (id: ObjectId) => Promise<Entry | undefined>
}

/**
 * The heads on the disk, after those that it has lost were set back to where they led by the state, or to what goes on
 * from there, durably.
 * @throws KUBE_DISK for one that holds no id and is not set
 */
export async function headsOf(
  known: ReadonlyMap<RefName, ObjectId>,
  options: KnownHeadsOptions
): Promise<Map<RefName, ObjectId>> {
  const { refs, logger } = options
  const heads = await refs.heads({ damagedToo: true })
  const lost = new Map<RefName, Entry>()
  for (const [ref, id] of known) {
    const entry = await lostEntry(id, heads.get(ref), options)
    if (entry) lost.set(ref, entry)
  }
  for (const [ref, is] of lost.size > 0 ? await endsAbove(lost, options) : []) {
    logger.log('warn', 'the head of a chain was lost on the disk, and is set again', { ref, was: heads.get(ref), is })
    await refs.setHead(ref, is)
  }
  const all = await refs.heads()
  return new Map([...all].filter(([ref]) => !isCheckpointRef(ref)))
}

/** The entry that a head led to, if it is on this disk and the head leads nowhere now, to no entry, or to one below it. */
async function lostEntry(
  known: ObjectId,
  now: ObjectId | undefined,
  { objects, peek }: KnownHeadsOptions
): Promise<Entry | undefined> {
  if (known === now || !(await objects.has(known))) return undefined
  const last = await peek(known)
  if (last === undefined || now === undefined) return last
  const present = await peek(now)
  if (present === undefined) return (await mayBeEntry(objects, now)) ? undefined : last
  if (present.chain !== last.chain) return last
  for (let at = last; at.parent !== undefined && at.sequence > present.sequence; ) {
    if (at.parent === now) return last
    const before = await peek(at.parent)
    if (before === undefined) return undefined
    at = before
  }
  return undefined
}

/** Where the longest branch ends that goes on from each of these: the state may have known less than the disk has. */
async function endsAbove(
  starts: ReadonlyMap<RefName, Entry>,
  { objects, decode }: KnownHeadsOptions
): Promise<Map<RefName, ObjectId>> {
  const later: Pick<Entry, 'id' | 'sequence' | 'parent'>[] = []
  for await (const object of objects.ids()) {
    const entry = await entryAt(objects, object, decode)
    if (!entry || ![...starts.values()].some(one => one.chain === entry.chain && one.sequence < entry.sequence))
      continue
    later.push({ id: entry.id, sequence: entry.sequence, parent: entry.parent })
  }
  later.sort((a, b) => a.sequence - b.sequence)
  const ends = new Map<RefName, ObjectId>()
  for (const [ref, { id: start }] of starts) {
    const branch = new Set([start])
    ends.set(ref, start)
    for (const { id, parent } of later) {
      if (parent === undefined || !branch.has(parent)) continue
      branch.add(id)
      ends.set(ref, id)
    }
  }
  return ends
}

/** Entries that heads lead to, back to what is in the ledger or cannot be read. */
export async function waitingBelow(
  tips: Iterable<ObjectId>,
  isIn: (id: ObjectId) => boolean,
  { peek }: Pick<KnownHeadsOptions, 'peek'>
): Promise<Map<ObjectId, Entry>> {
  const waiting = new Map<ObjectId, Entry>()
  for (const tip of tips) {
    for (let id: ObjectId | undefined = tip; id !== undefined && !isIn(id) && !waiting.has(id); ) {
      const entry: Entry | undefined = await peek(id)
      if (entry === undefined) break
      waiting.set(id, entry)
      id = entry.parent
    }
  }
  return waiting
}

/** Sets the heads on the disk to what they are, durably; gives how many had been others. */
export async function placeHeads(refs: Refs, tips: ReadonlyMap<RefName, ObjectId>): Promise<number> {
  const heads = await refs.heads({ damagedToo: true })
  const wrong = [...tips].filter(([ref, id]) => heads.get(ref) !== id)
  for (const [ref, id] of wrong) await refs.setHead(ref, id)
  return wrong.length
}

export async function hasAny(objects: Pick<Objects, 'ids'>): Promise<boolean> {
  for await (const _ of objects.ids()) return true
  return false
}
