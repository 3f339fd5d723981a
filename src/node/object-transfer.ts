// Git objects between members: `/kube/objects/1.0.0` is one request, answered by a pack in bounded frames.
import { equalBytes, fromHex, gitId, gitSha256, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { objectsWantMax, packChunkBytes, packStallMsMax, peerStallMsMax } from '../base/limits.ts'
import type { ObjectId, PeerId, Scheduler } from '../base/types.ts'
import type { ListedObject } from '../ledger/types.ts'
import type { Channel, Network } from '../ports/network.ts'
import type { Objects } from '../ports/objects.ts'
import { dxos } from '../proto/generated.js'
import { objectsProtocol } from '../sync/messages.ts'
import type { FetchOutcome, StagedEntry } from '../sync/types.ts'
import { typeOfRaw } from './raw-object.ts'

const { ObjectsRequest } = dxos.kube

export interface FetchRequest {
  readonly network: Network
  readonly objects: Objects
  readonly peer: PeerId
  readonly entries: readonly StagedEntry[]
  readonly scheduler: Scheduler
}

/**
 * Brings what the entries list here, checked and durable; objects that came inline are only checked.
 * @throws KUBE_PEER_MISBEHAVED when the peer sends something else, KUBE_DISK_FULL, KUBE_UNREACHABLE
 */
export async function fetchObjects(request: FetchRequest): Promise<FetchOutcome> {
  const { entries } = request
  const missing = new Map<ObjectId, ListedObject>()
  for (const staged of entries) {
    const inline = checkInline(staged)
    for (const object of staged.listed) if (!inline.has(object.id)) missing.set(object.id, object)
  }
  if (!(await fetchListed(request, missing))) return 'unavailable'
  return 'complete'
}

/** Brings listed objects here; whether all came. Takes those that are here out of `missing`. */
export async function fetchListed(
  request: Omit<FetchRequest, 'entries'>,
  missing: Map<ObjectId, ListedObject>
): Promise<boolean> {
  await dropPresent(request.objects, missing)
  for (const part of partsOf([...missing.values()])) if (!(await receivePart(request, part))) return false
  return true
}

/** Ids of the inline objects. All of them must be listed, and be what the list says. */
function checkInline({ inline, listed }: StagedEntry): Set<ObjectId> {
  if (inline.length === 0) return new Set()
  const expected = new Map(listed.map(object => [object.id, object]))
  const ids = new Set<ObjectId>()
  for (const raw of inline) {
    const { type, content } = typeOfRaw(raw)
    const id = gitId(type, content)
    const object = expected.get(id)
    if (!object || object.type !== type || !equalBytes(object.sha256, gitSha256(type, content))) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', 'an inline object is not what its entry lists', { reason: id })
    }
    ids.add(id)
  }
  return ids
}

async function dropPresent(objects: Objects, missing: Map<ObjectId, ListedObject>): Promise<void> {
  for (const id of await objects.present([...missing.keys()])) missing.delete(id)
}

function* partsOf(objects: readonly ListedObject[]): Generator<ListedObject[]> {
  for (let at = 0; at < objects.length; at += objectsWantMax) yield objects.slice(at, at + objectsWantMax)
}

/** Whether all of a part came. */
async function receivePart(
  { network, objects, peer, scheduler }: Omit<FetchRequest, 'entries'>,
  part: readonly ListedObject[]
): Promise<boolean> {
  const channel = await network.open(peer, objectsProtocol, { signal: AbortSignal.timeout(packStallMsMax) })
  try {
    await channel.send(ObjectsRequest.encode({ want: part.map(object => fromHex(object.id)) }).finish())
    await channel.close()
    const { stored, complete } = await objects.receive(
      unstalled(channel, scheduler),
      new Map(part.map(object => [object.id, object]))
    )
    return complete && stored.length === part.length
  } catch (error) {
    channel.abort(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

/** The channel's messages; fails when nothing comes for too long. */
async function* unstalled(channel: Channel, scheduler: Scheduler): AsyncGenerator<Uint8Array> {
  const stalled = (): void => channel.abort(new KubeError('KUBE_TIMEOUT', `${channel.peer} stopped sending objects`))
  let cancel = scheduler.after(packStallMsMax, stalled)
  try {
    for await (const piece of channel) {
      cancel()
      yield piece
      cancel = scheduler.after(packStallMsMax, stalled)
    }
  } finally {
    cancel()
  }
}

/**
 * Answers one request. What is not here is left out: the other side asks elsewhere. A peer that asks for nothing, or
 * takes nothing of the answer, for too long is let go.
 */
export async function serveObjects(
  channel: Channel,
  { objects, scheduler, hit }: { objects: Objects; scheduler: Scheduler; hit: OnLimit }
): Promise<void> {
  const within = async <T>(what: string, limit: 'packStallMsMax' | 'peerStallMsMax', work: Promise<T>): Promise<T> => {
    const cancel = scheduler.after(limit === 'packStallMsMax' ? packStallMsMax : peerStallMsMax, () => {
      hit(limit)
      channel.abort(new KubeError('KUBE_TIMEOUT', `${channel.peer} ${what}`))
    })
    return work.finally(cancel)
  }
  const messages = channel[Symbol.asyncIterator]()
  channel.limit(objectsWantMax * 24)
  const { done, value: message } = await within('asked for nothing', 'packStallMsMax', messages.next())
  if (!done) {
    const { want = [] } = ObjectsRequest.decode(message)
    const wanted = (want ?? []).map(toHex)
    if (wanted.length > objectsWantMax || wanted.some(id => id.length !== 40)) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', `${channel.peer} sent a malformed request for objects`)
    }
    const present = await objects.present(wanted)
    const ids = wanted.filter(id => present.has(id))
    for await (const piece of objects.pack(ids)) {
      for (let at = 0; at < piece.length; at += packChunkBytes)
        await within('takes nothing', 'peerStallMsMax', channel.send(piece.subarray(at, at + packChunkBytes)))
    }
  }
  await channel.close()
}
