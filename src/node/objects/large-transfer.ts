// Large objects, whose transfer may be cut more often than it would take to bring them: the next attempt goes on where the
// last one was cut. `/kube/content/1.0.0` is one request for the content of an object from a place on, answered by a zlib
// stream of it in bounded frames (docs/decisions/0048-objects-that-go-on.md).
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import { packChunkBytes, packStallMsMax } from '../../base/limits.ts'
import type { PeerId, Scheduler } from '../../base/types.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Channel, Network } from '../../ports/network.ts'
import type { Objects, Received } from '../../ports/objects.ts'
import type { Partial } from '../../ports/partials.ts'
import { dxos } from '../../proto/generated.js'
import { compressFitting, inflateStream } from '../../storage/compress.ts'
import { describeSource } from '../../storage/content-source.ts'
import { compressedBytesMax } from '../../storage/incoming.ts'
import { Serving, unstalled } from './pulling.ts'

const { ContentRequest } = dxos.kube
export const contentProtocol = '/kube/content/1.0.0'

export interface LargeRequest {
  readonly network: Pick<Network, 'open'>
  readonly objects: Objects
  readonly peer: PeerId
  readonly scheduler: Scheduler
}

/**
 * The rest of an object whose beginning is here. Undefined where it has to come whole: the peer does not know this
 * protocol, what there is is not its content, or the disk keeps nothing.
 */
export async function receiveRest(
  request: LargeRequest,
  object: ListedObject,
  partial: Partial
): Promise<Received | undefined> {
  const begun = await partial.begun()
  if (begun === 0) return undefined
  let cause: unknown
  if (begun < object.size) {
    const rest = await askRest(request, object, begun, partial)
    if (rest === 'unknown') return undefined
    cause = rest.cause
  }
  const here = await partial.begun()
  if (here < object.size) return { stored: [], complete: false, disputed: false, ...(cause !== undefined && { cause }) }
  const source = partial.source({ type: object.type, size: object.size })
  const found = here === object.size ? await describeSource(source) : undefined
  // Several may have sent of it: nobody is blamed, and it comes anew from one.
  if (found?.id !== object.id || !equalBytes(found.sha256, object.sha256)) {
    await partial.remove()
    return undefined
  }
  await request.objects.write([source])
  await partial.remove()
  return { stored: [object.id], complete: true, disputed: false }
}

async function askRest(
  { network, peer, scheduler }: LargeRequest,
  { id, size }: ListedObject,
  start: number,
  partial: Partial
): Promise<'unknown' | { cause: unknown }> {
  let channel: Channel | undefined
  let pulled = 0
  const pulling = async function* (from: Channel): AsyncGenerator<Uint8Array> {
    for await (const piece of unstalled(from, scheduler)) {
      pulled += piece.length
      // Blocks of nothing make no content, and would go on for ever.
      if (pulled > compressedBytesMax(size - start)) throw padded(peer)
      yield piece
    }
  }
  const kept = await partial.append()
  let came = start
  try {
    channel = await network.open(peer, contentProtocol, { signal: AbortSignal.timeout(packStallMsMax) })
    await channel.send(ContentRequest.encode({ id: fromHex(id), start }).finish())
    await channel.close()
    for await (const piece of inflateStream(pulling(channel))) {
      came += piece.length
      if (came > size) throw padded(peer)
      if (!(await kept.write(piece))) throw new KubeError('KUBE_DISK', 'what comes of an object is not kept')
    }
    return { cause: undefined }
  } catch (thrown) {
    channel?.abort(thrown instanceof Error ? thrown : new Error(String(thrown)))
    const { code } = toKubeError(thrown)
    if (code === 'KUBE_PEER_MISBEHAVED') throw thrown
    const isUnknown = code === 'KUBE_PEER_REFUSED' && came === start
    return isUnknown || code === 'KUBE_DISK' ? 'unknown' : { cause: thrown }
  } finally {
    await kept.end()
  }
}

const padded = (peer: PeerId): KubeError =>
  new KubeError('KUBE_PEER_MISBEHAVED', `${peer} sent more of an object than there is`)

/** Answers one request; with nothing where the object is not here, or ends before. */
export async function serveContent(
  channel: Channel,
  { objects, ...options }: { objects: Objects; scheduler: Scheduler; hit: OnLimit }
): Promise<void> {
  const serving = new Serving(channel, options)
  channel.limit(64)
  const message = await serving.request()
  if (message) {
    const { id, start } = readRequest(channel.peer, message)
    const isThere = (await objects.has(id)) && start < (await objects.header(id)).size
    const pieces = isThere ? compressFitting(objects.stream(id, { start })) : []
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; at += packChunkBytes)
        await serving.send(piece.subarray(at, at + packChunkBytes))
    }
  }
  await channel.close()
}

function readRequest(peer: PeerId, message: Uint8Array): { id: string; start: number } {
  const { id, start } = ContentRequest.decode(message)
  const place = Number(start ?? 0)
  if (id?.length !== 20 || !Number.isSafeInteger(place) || place < 0) {
    throw new KubeError('KUBE_PEER_MISBEHAVED', `${peer} sent a malformed request for content`)
  }
  return { id: toHex(id), start: place }
}
