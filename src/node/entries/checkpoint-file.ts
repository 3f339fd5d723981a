// Checkpoints as the store has them: a commit at `refs/!kubes/<signer>/!checkpoint` over `checkpoint.binpb` and its parts.
// Whoever signs the same one makes a commit of their own over the same tree.
import { equalBytes, gitId, sha256, toHex } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTree, encodeCommit, encodeTree, withSignature } from '../../base/git-format.ts'
import { didOfKey, keyOfPeerId } from '../../base/identity.ts'
import { isDamage, isLost } from '../../base/object-faults.ts'
import type { Logger, ObjectId, PeerId, RefName } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import { type Checkpoint, checkpointFiles, checkpointTrailer, decodeCheckpoint } from '../../ledger/checkpoint.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { CheckpointReader, type PartRows } from '../../ledger/part-rows.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import type { Verifier } from '../../ports/signer.ts'

/** Where commits of a signer stand, of which there is more than one while one does not cover the other: from 1 on. */
export const checkpointRef = (signer: PeerId, slot = 1): RefName =>
  `refs/!kubes/${signer}/!checkpoint${slot === 1 ? '' : `-${slot}`}`
/** There for a checkpoint that an entry has proved wrong, or that holds a tail that was set aside; leads to its bytes. */
export const refutedRef = (self: PeerId, sha256: string): RefName => `refs/!kubes/${self}/!refuted-${sha256}`
const refutedPattern = /^refs\/!kubes\/[^/]+\/!refuted-([0-9a-f]{64})$/
const slotPattern = /^refs\/!kubes\/([^/]+)\/!checkpoint(?:-\d+)?$/
export const isCheckpointSlot = (ref: RefName): boolean => slotPattern.test(ref)
export const isCheckpointRef = (ref: RefName): boolean => isCheckpointSlot(ref) || refutedPattern.test(ref)
const fileName = 'checkpoint.binpb'
/** Parts that are read while one is taken in, some MB each. */
const readAhead = 2

export interface StoredCheckpoint {
  /** SHA-256 of its bytes, 64 hex digits. */
  readonly sha256: string
  /** `checkpoint.binpb` */
  readonly bytes: Uint8Array
  readonly checkpoint: Checkpoint
  /** Contents of the commits by which it was signed, by their signers. */
  readonly commits: ReadonlyMap<PeerId, Uint8Array>
}

/** One on the disk, with the refs that lead to those commits. */
export interface ReadCheckpoint extends StoredCheckpoint {
  readonly slots: ReadonlyMap<RefName, ObjectId>
}

/** A checkpoint as a peer gives it. */
export interface CheckpointAnswer {
  readonly bytes: Uint8Array
  readonly signed: readonly { readonly commit: Uint8Array; readonly proof: readonly string[] }[]
}

/** @throws KUBE_LEDGER_INVALID */
export function storedCheckpoint(bytes: Uint8Array, commits: StoredCheckpoint['commits']): StoredCheckpoint {
  return { sha256: toHex(sha256(bytes)), bytes, checkpoint: decodeCheckpoint(bytes), commits }
}

/** `checkpoint.binpb` and the tree that holds it with its parts. */
export function checkpointObjects(bytes: Uint8Array): GitObject[] {
  const files = [{ name: fileName, id: gitId('blob', bytes) }, ...checkpointFiles(decodeCheckpoint(bytes))]
  const tree = encodeTree(files.map(file => ({ ...file, mode: '100644' })))
  return [
    { type: 'blob', content: bytes },
    { type: 'tree', content: tree }
  ]
}

/** The commit that somebody signs: every byte of it follows from the checkpoint and who that is. */
export function checkpointPayload(bytes: Uint8Array, signer: PeerId): Uint8Array {
  const { position, madeMs } = decodeCheckpoint(bytes)
  const [, tree] = checkpointObjects(bytes)
  const author = { name: 'kubed', email: `${signer}@kube`, seconds: Math.floor(madeMs / 1000), offset: 0 }
  const message = `checkpoint of ${position} entries\n\n${checkpointTrailer(bytes)}\n`
  return encodeCommit({ tree: gitId('tree', tree!.content), parents: [], author, committer: author, message })
}

/** Who signed it by this commit; undefined when nobody did. */
export function signerOf(bytes: Uint8Array, commit: Uint8Array, verifier: Verifier): PeerId | undefined {
  try {
    const { author, signature } = decodeCommit(commit)
    const signer = author.email.replace(/@kube$/, '')
    const payload = checkpointPayload(bytes, signer)
    if (signature === undefined || !equalBytes(withSignature(payload, signature), commit)) return undefined
    return verifier.verify(signer, payload, signature) ? signer : undefined
  } catch (thrown) {
    if (thrown instanceof KubeError) return undefined
    throw thrown
  }
}

/** Checkpoints that are not to be believed, by SHA-256, with what is kept of them. */
export async function refutedIn(refs: Refs): Promise<Map<string, ObjectId>> {
  const found = new Map<string, ObjectId>()
  for (const [ref, id] of await refs.heads({ damagedToo: true })) {
    const sha256 = refutedPattern.exec(ref)?.[1]
    if (sha256 !== undefined) found.set(sha256, id)
  }
  return found
}

/** As `readCheckpoints`, those that are to be believed. */
export async function believedCheckpoints(objects: Objects, refs: Refs, logger: Logger): Promise<ReadCheckpoint[]> {
  const refuted = await refutedIn(refs)
  return (await readCheckpoints(objects, refs, logger)).filter(({ sha256 }) => !refuted.has(sha256))
}

/** Those that are on the disk, the latest first, each with all who signed it; what is damaged is left out, with a word. */
export async function readCheckpoints(objects: Objects, refs: Refs, logger: Logger): Promise<ReadCheckpoint[]> {
  const found = new Map<string, ReadCheckpoint>()
  for (const [ref, id] of await refs.heads({ damagedToo: true })) {
    const signer = slotPattern.exec(ref)?.[1]
    if (signer === undefined) continue
    try {
      const { commit, bytes } = await readOne(objects, id)
      const { sha256, ...stored } = storedCheckpoint(bytes, new Map([[signer, commit]]))
      const before = found.get(sha256)
      const commits = new Map([...(before?.commits ?? []), ...stored.commits])
      found.set(sha256, { ...stored, sha256, commits, slots: new Map([...(before?.slots ?? []), [ref, id]]) })
    } catch (thrown) {
      const { code, message } = toKubeError(thrown)
      // What the disk refuses now it may give at the next start: to go on without would leave out what builds on it.
      if (!isLost(thrown) && code !== 'KUBE_LEDGER_INVALID') throw thrown
      logger.log('warn', 'a checkpoint cannot be read', { ref, reason: message })
    }
  }
  return [...found.values()].sort((a, b) => b.checkpoint.position - a.checkpoint.position)
}

async function readOne(objects: Objects, id: ObjectId): Promise<{ commit: Uint8Array; bytes: Uint8Array }> {
  const commit = (await objects.read(id)).content
  const { tree, message } = decodeCommit(commit)
  const file = decodeTree((await objects.read(tree)).content).find(({ name }) => name === fileName)
  const bytes = (await objects.read(file?.id ?? '')).content
  if (message.endsWith(`\n${checkpointTrailer(bytes)}\n`)) return { commit, bytes }
  throw new KubeError('KUBE_OBJECT_DAMAGED', `${id} is no checkpoint`, { reason: 'its commit names other bytes' })
}

/** Its entries, part by part; the next are read meanwhile. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED, KUBE_LEDGER_INVALID */
export async function* entriesOf(
  objects: Objects,
  { entries }: Checkpoint,
  reader = new CheckpointReader()
): AsyncGenerator<PartRows> {
  const coming: Promise<Uint8Array>[] = []
  let next = 0
  const ahead = (): void => {
    while (coming.length < readAhead && next < entries.length) {
      const reading = readPart(objects, entries[next++]!)
      // Whoever stops before it hears of no failure.
      reading.catch(() => undefined)
      coming.push(reading)
    }
  }
  for (ahead(); coming.length > 0; ) {
    const bytes = await coming.shift()!
    ahead()
    yield reader.part(bytes)
  }
}

/** Every object that was live at its cut. @throws as `entriesOf` */
export async function listedIn(objects: Objects, checkpoint: Checkpoint): Promise<ListedObject[]> {
  const listed: ListedObject[] = []
  for (const part of checkpoint.objects) listed.push(...decodeObjectList(await readPart(objects, part)))
  return listed
}

/** What came from peers was held against its SHA-256 then; the store finds out what was damaged since. */
export async function readPart(objects: Objects, { id, size }: ListedObject): Promise<Uint8Array> {
  try {
    return (await objects.read(id, { bytesMax: size })).content
  } catch (thrown) {
    // Out of the way, or what a peer sends would be taken for here already.
    if (isDamage(thrown)) await objects.quarantine(id)
    throw thrown
  }
}

/** Whether all its parts are here. */
export async function isWhole(objects: Objects, { entries, objects: lists }: Checkpoint): Promise<boolean> {
  const ids = new Set([...entries, ...lists].map(({ id }) => id))
  return (await objects.present([...ids])).size === ids.size
}

/** Of those on the disk: whether an entry is in one. */
export async function coverOf(
  objects: Objects,
  refs: Refs,
  ledger: Pick<Ledger, 'isWithin'>,
  logger: Logger
): Promise<(entry: ObjectId) => boolean> {
  const believed = await believedCheckpoints(objects, refs, logger)
  return entry => believed.some(({ checkpoint }) => ledger.isWithin(checkpoint.heads, entry))
}

/** KUBEs that are admins of all and have written something. */
export function adminsOf(ledger: Pick<Ledger, 'heads' | 'grants'>): PeerId[] {
  const subjects = new Set<string>()
  for (const { role, scope, subject } of ledger.grants()) if (role === 'admin' && scope === '') subjects.add(subject)
  const chains = new Set(ledger.heads().map(head => head.chain))
  return [...chains].filter(chain => subjects.has(didOfKey(keyOfPeerId(chain)))).sort()
}
