// What a KUBE wrote while its clock was more than a day ahead: set aside once it has another key, and published again in the
// present. `keys/held-tail.json` says from where to where, and how far that has come; the entries stay in the store.
import path from 'node:path'
import { gitId } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { commitPayload, decodeCommit, encodeCommit, type Ident, withSignature } from '../../base/git-format.ts'
import type { Clock, Logger, ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry, RefUpdate } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import type { State } from '../../ports/state.ts'
import { readIfThere, removeDurable, writeDurable } from '../../trust/key-files.ts'
import { logRef } from '../entries/branches.ts'
import type { AppendRequest } from '../entries/changes.ts'
import { readCheckpoints, refutedRef } from '../entries/checkpoint-file.ts'
import type { Replica } from '../replica.ts'

export interface KeptTail {
  /** The chain of the key before. */
  readonly chain: PeerId
  readonly head: ObjectId
  /** The newest entry that is not, or no more, to be published again. */
  readonly after: ObjectId
  /** Whether the chain ends before the tail here as well. */
  readonly aside: boolean
}

const fileOf = (keysDir: string): string => path.join(keysDir, 'held-tail.json')

export async function keepTail(keysDir: string, tail: KeptTail): Promise<void> {
  await writeDurable(fileOf(keysDir), `${JSON.stringify(tail)}\n`)
}

async function keptTail(keysDir: string): Promise<KeptTail | undefined> {
  const text = await readIfThere(fileOf(keysDir))
  return text === undefined ? undefined : (JSON.parse(text) as KeptTail)
}

/** Whether something is still to be published again. */
export async function hasKeptTail(keysDir: string): Promise<boolean> {
  return (await keptTail(keysDir)) !== undefined
}

/** Entries of a chain from its newest back, as far as they are in the ledger. */
export function* newestFirst(ledger: Pick<Ledger, 'get' | 'tipOf'>, chain: PeerId): Generator<Entry> {
  for (let id = ledger.tipOf(chain)?.id; id !== undefined; ) {
    const entry = ledger.get(id)
    if (!entry) return
    yield entry
    id = entry.parent
  }
}

export interface TailStore {
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
  readonly logger: Logger
}

/**
 * Ends the chain of the key before in front of its held tail, before the ledger is opened: what builds on the tail would
 * be held too. Nothing, unless the key has changed. A crash on the way is made good at the next start.
 */
export async function setTailAside(keysDir: string, self: PeerId, store: TailStore): Promise<void> {
  const { refs, state } = store
  const tail = await keptTail(keysDir)
  if (!tail || tail.aside || tail.chain === self) return
  const present = (await refs.heads()).get(logRef(tail.chain))
  // Something may have been written after the tail was found.
  const head = present === undefined || present === tail.after ? tail.head : present
  if (head !== tail.head) await keepTail(keysDir, { ...tail, head })
  await refs.setHead(logRef(tail.chain), tail.after)
  await state.clear()
  await leaveOutCheckpoints(store, self, { ...tail, head })
  await keepTail(keysDir, { ...tail, head, aside: true })
}

/** A checkpoint that this KUBE made of the tail would bring it back into the ledger. */
async function leaveOutCheckpoints({ objects, refs, logger }: TailStore, self: PeerId, tail: KeptTail): Promise<void> {
  const held = new Set<ObjectId>()
  for (let id: ObjectId | undefined = tail.head; id !== undefined && id !== tail.after; ) {
    held.add(id)
    id = decodeCommit((await objects.read(id)).content).parents[0]
  }
  const stored = await readCheckpoints(objects, refs, logger)
  const ofTail = stored.filter(({ checkpoint }) => checkpoint.heads.some(({ id }) => held.has(id)))
  for (const { sha256, bytes } of ofTail) await refs.setHead(refutedRef(self, sha256), gitId('blob', bytes))
}

export interface AgainOptions {
  readonly keysDir: string
  readonly self: PeerId
  readonly replica: Replica
  readonly objects: Objects
  readonly author: (ms: number) => Ident
  readonly sign: (payload: Uint8Array) => string
  readonly clock: Clock
  readonly logger: Logger
}

/** Publishes what was set aside, entry by entry, in the name of this KUBE. Gives the refs that could not be. */
export async function publishTailAgain(options: AgainOptions): Promise<RefName[]> {
  const { keysDir, self, logger } = options
  const tail = await keptTail(keysDir)
  if (!tail?.aside || tail.chain === self) return []
  const left = new Set<RefName>()
  const entries = await tailEntries(options.replica, tail)
  for (const entry of entries) {
    for (const ref of await publishAgain(options, entry)) left.add(ref)
    await keepTail(keysDir, { ...tail, after: entry.id })
  }
  await removeDurable(fileOf(keysDir))
  const said = { entries: entries.length, left: [...left].join(' ') }
  logger.log(left.size > 0 ? 'warn' : 'info', 'what was written while the clock was ahead is published again', said)
  return [...left]
}

/** Oldest first. */
async function tailEntries(replica: Replica, { head, after }: KeptTail): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let id: ObjectId | undefined = head; id !== undefined && id !== after; ) {
    const { entry } = replica.decode(await replica.entries.read(id))
    entries.push(entry)
    id = entry.parent
  }
  return entries.reverse()
}

/** Of nobody's node: rights and addresses. The former were given by a key that has ended, the latter are told anew. */
const isOfNode = (ref: RefName): boolean => !/^refs\/!(?:trust|machines)\//.test(ref)

async function publishAgain(options: AgainOptions, entry: Entry): Promise<RefName[]> {
  const left = entry.updates.filter(({ ref }) => ref.startsWith('refs/!trust/')).map(({ ref }) => ref)
  const updates = entry.updates.filter(({ ref }) => isOfNode(ref))
  try {
    await options.replica.append(() => draftAgain(options, { ...entry, updates }))
  } catch (thrown) {
    if (!(thrown instanceof KubeError) || thrown.code !== 'KUBE_DENIED') throw thrown
    left.push(...updates.map(({ ref }) => ref))
  }
  return left
}

async function draftAgain(options: AgainOptions, { updates, message }: Entry): Promise<AppendRequest> {
  const { ledger } = options.replica
  const made: RefUpdate[] = []
  const objects: GitObject[] = []
  for (const { ref, old, new: value } of updates) {
    const present = ledger.ref(ref)
    if (value === undefined) {
      // What somebody has written since was not meant.
      if (present !== undefined && present === old) made.push({ ref, old: present, new: undefined })
      continue
    }
    const again = await inThePresent(options, ref, value, present)
    if (again === undefined) continue
    if (again.object) objects.push(again.object)
    made.push({ ref, old: present, new: again.id })
  }
  return { updates: made, objects, lookBack: true, message: message || 'publish again' }
}

/**
 * A release or record with the same content after what stands there now, which stays in its history; other commits are
 * people's own and stay as they are. Undefined when all is so already.
 */
async function inThePresent(
  { objects, author, sign, clock }: AgainOptions,
  ref: RefName,
  value: ObjectId,
  present: ObjectId | undefined
): Promise<{ id: ObjectId; object?: GitObject } | undefined> {
  if (value === present) return undefined
  if (!/\/!(?:meta|https|dev\/[^/]+)$/.test(ref)) return { id: value }
  const { content } = await objects.read(value)
  const { tree, author: by, message } = decodeCommit(content)
  if (present !== undefined && decodeCommit((await objects.read(present)).content).tree === tree) return undefined
  const committer = author(clock.now())
  const dated = { ...by, seconds: committer.seconds, offset: committer.offset }
  const payload = encodeCommit({ tree, parents: present ? [present] : [], author: dated, committer, message })
  const signed = commitPayload(content).length < content.length
  const made = signed ? withSignature(payload, sign(payload)) : payload
  return { id: gitId('commit', made), object: { type: 'commit', content: made } }
}
