// One publish to one target: plan, the blobs that are missing, commit; or in one call where little has changed. What a script
// sees of it is `Published`.
import { KubeError } from '../base/errors.ts'
import { pushBytesMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { ChangedFile, FileEntry, Published, PublishPlan, Replicas } from '../rpc/api.ts'
import type { BlobToSend, ControlClient } from '../rpc/client.ts'
import { changed, openFile, readPieces, wholeBytesMax } from './hash.ts'
import type { SourceFile } from './walk.ts'

/** Small files read before they are sent. */
const readAheadFiles = 8
const planMsMax = 120_000
/** Beyond the time that replicas are waited for: storing takes as long as the disk needs. */
const commitMsMax = 600_000

export interface Release {
  readonly name: string
  readonly ref?: string
  readonly files: readonly SourceFile[]
  readonly ids: readonly ObjectId[]
  /** Record properties as YAML. */
  readonly properties?: string
  readonly message?: string
  readonly replicas?: Replicas
  readonly timeoutMs?: number
  /** What was published there last, as far as is known, and the places in `files` of those that it has otherwise or not. */
  readonly since?: { readonly release: ObjectId; readonly changed: readonly number[] }
}

export interface TransferHooks {
  readonly signal: AbortSignal
  warn(warnings: readonly string[]): void
  sent(bytes: number, total: number): void
}

export interface Transferred {
  /** What was published already was the same, files and record. */
  readonly unchanged: boolean
  readonly published: Published
}

/** @throws what the daemon answers; KUBE_FILE_CHANGED, KUBE_FILE_UNREADABLE */
export async function publishRelease(
  client: ControlClient,
  release: Release,
  hooks: TransferHooks
): Promise<Transferred> {
  const changed = await publishChange(client, release, hooks)
  if (changed !== undefined) return changed
  const plan = await planned(client, release, hooks)
  try {
    return await publishPlanned(client, release, plan, hooks)
  } catch (error) {
    // Somebody published to the same node meanwhile: a new plan stands on what they made, except where that has to be seen.
    if (!(error instanceof KubeError) || error.code !== 'KUBE_STALE' || plan.strict) throw error
    return publishPlanned(client, release, await planned(client, release, hooks), hooks)
  }
}

/** Undefined where it has to be planned: much has changed, or the daemon has another release there, or does not know how. */
async function publishChange(
  client: ControlClient,
  release: Release,
  { signal, warn }: TransferHooks
): Promise<Transferred | undefined> {
  const { since, files, ids } = release
  const changed = since?.changed ?? []
  if (since === undefined || changed.reduce((sum, at) => sum + files[at]!.size, 0) > pushBytesMax) return undefined
  const put: ChangedFile[] = []
  for (const at of changed) {
    const { content } = await readBlob({ id: ids[at]!, file: files[at]! })
    if (content instanceof Uint8Array)
      put.push({ ...entryOf(release, at), content: Buffer.from(content).toString('base64') })
  }
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const request = { ...asked(release), since: since.release, put, bytes, ...waiting(release) }
  try {
    const options = { signal, timeoutMs: (release.timeoutMs ?? 0) + commitMsMax }
    const answer = await client.call('publish.change', request, options)
    if ('plan' in answer) return undefined
    warn(answer.warnings)
    return answer
  } catch (error) {
    if (error instanceof KubeError && (error.code === 'KUBE_STALE' || error.code === 'KUBE_USAGE')) return undefined
    throw error
  }
}

async function planned(client: ControlClient, release: Release, { signal, warn }: TransferHooks): Promise<PublishPlan> {
  const request = { ...asked(release), files: [...release.files.keys()].map(at => entryOf(release, at)) }
  const plan = await client.call('publish.plan', request, { signal, timeoutMs: planMsMax })
  warn(plan.warnings)
  return plan
}

async function publishPlanned(
  client: ControlClient,
  release: Release,
  { session, missing, unchanged }: PublishPlan,
  hooks: TransferHooks
): Promise<Transferred> {
  const { signal } = hooks
  if (missing.length > 0) await client.sendBlobs(session, blobsOf(release, missing, hooks), { signal })
  const published = await client.call(
    'publish.commit',
    { session, ...waiting(release) },
    { signal, timeoutMs: (release.timeoutMs ?? 0) + commitMsMax }
  )
  return { unchanged, published }
}

const waiting = ({ replicas, timeoutMs = 0 }: Release) => (replicas === undefined ? {} : { replicas, timeoutMs })

const asked = ({ name, ref, properties, message }: Release) => ({
  name,
  ...(ref !== undefined && { ref }),
  ...(properties !== undefined && { properties }),
  ...(message !== undefined && { message })
})

function entryOf({ files, ids }: Release, at: number): FileEntry {
  const { path, mode, size } = files[at]!
  return { path, mode, id: ids[at]!, size }
}

async function* blobsOf(
  release: Release,
  missing: readonly ObjectId[],
  hooks: TransferHooks
): AsyncGenerator<BlobToSend> {
  const byId = new Map(release.ids.map((id, at) => [id, release.files[at]!] as const))
  const wanted = missing.map(id => {
    const file = byId.get(id)
    if (file === undefined)
      throw new KubeError('KUBE_INTERNAL', `kubed asks for ${id}, which is no file of this publish`)
    return { id, file }
  })
  const total = wanted.reduce((sum, { file }) => sum + file.size, 0)
  const ahead: Promise<BlobToSend>[] = []
  let sent = 0
  for (let next = 0; next < wanted.length || ahead.length > 0; ) {
    while (ahead.length < readAheadFiles && next < wanted.length) {
      const read = readBlob(wanted[next++]!)
      // It may fail while another is waited for; it is awaited in its turn.
      read.catch(() => undefined)
      ahead.push(read)
    }
    const blob = await ahead.shift()!
    yield blob
    sent += blob.size
    hooks.sent(sent, total)
  }
}

async function readBlob({ id, file }: { id: ObjectId; file: SourceFile }): Promise<BlobToSend> {
  if (file.size >= wholeBytesMax) return { id, size: file.size, content: streamFile(file) }
  const pieces: Uint8Array[] = []
  for await (const piece of streamFile(file)) pieces.push(piece)
  const content = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  if (content.length !== file.size) throw changed(file)
  return { id, size: file.size, content }
}

async function* streamFile(file: SourceFile): AsyncGenerator<Uint8Array> {
  const handle = await openFile(file)
  try {
    yield* readPieces(handle, file.size)
  } finally {
    await handle.close()
  }
}
