// One publish to one target: plan, the blobs that are missing, commit. What a script sees of it is `Published`.
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import type { FileEntry, Published, PublishPlan, Replicas } from '../rpc/api.ts'
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
}

export interface TransferHooks {
  readonly signal: AbortSignal
  planned(plan: PublishPlan): void
  sent(bytes: number, total: number): void
}

/** @throws what the daemon answers; KUBE_FILE_CHANGED, KUBE_FILE_UNREADABLE */
export async function publishRelease(
  client: ControlClient,
  release: Release,
  hooks: TransferHooks
): Promise<{ plan: PublishPlan; published: Published }> {
  let strict = false
  const planned = (plan: PublishPlan): void => {
    strict = plan.strict ?? false
    hooks.planned(plan)
  }
  try {
    return await publishOnce(client, release, { ...hooks, planned })
  } catch (error) {
    // Somebody published to the same node meanwhile: a new plan stands on what they made, except where that has to be seen.
    if (!(error instanceof KubeError) || error.code !== 'KUBE_STALE' || strict) throw error
    return publishOnce(client, release, hooks)
  }
}

async function publishOnce(client: ControlClient, release: Release, hooks: TransferHooks) {
  const { signal } = hooks
  const plan = await client.call('publish.plan', planRequest(release), { signal, timeoutMs: planMsMax })
  hooks.planned(plan)
  if (plan.missing.length > 0) await client.sendBlobs(plan.session, blobsOf(release, plan.missing, hooks), { signal })
  const wait = release.replicas === undefined ? {} : { replicas: release.replicas, timeoutMs: release.timeoutMs ?? 0 }
  const published = await client.call(
    'publish.commit',
    { session: plan.session, ...wait },
    { signal, timeoutMs: (release.timeoutMs ?? 0) + commitMsMax }
  )
  return { plan, published }
}

function planRequest(release: Release) {
  const files: FileEntry[] = release.files.map((file, at) => ({
    path: file.path,
    mode: file.mode,
    id: release.ids[at]!,
    size: file.size
  }))
  return {
    name: release.name,
    files,
    ...(release.ref !== undefined && { ref: release.ref }),
    ...(release.properties !== undefined && { properties: release.properties }),
    ...(release.message !== undefined && { message: release.message })
  }
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
