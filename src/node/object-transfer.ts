// Git objects between members: `/kube/objects/1.0.0` is one request, answered by a pack in bounded frames.
import { equalBytes, fromHex, gitId, gitSha256, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { decodeCommit, decodeTree } from '../base/git-format.ts'
import { objectsWantMax, packChunkBytes, packStallMsMax, readBytesMax } from '../base/limits.ts'
import type { ObjectId, PeerId, Scheduler } from '../base/types.ts'
import type { ListedObject } from '../ledger/types.ts'
import type { Channel, Network } from '../ports/network.ts'
import type { Objects } from '../ports/objects.ts'
import { dxos } from '../proto/generated.js'
import { objectsProtocol } from '../sync/messages.ts'
import type { FetchOutcome, StagedEntry } from '../sync/types.ts'
import { eachOf } from './pending-objects.ts'
import { typeOfRaw } from './raw-object.ts'
import { formed, readAs } from './small-commit.ts'

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
 * Whether everything that the new commits and trees name is listed or here, and these are what they say they are: nothing
 * incomplete becomes visible.
 * `arriving` are objects of entries before it that are stored together with it.
 */
export async function isConnected(
  objects: Objects,
  staged: StagedEntry,
  arriving: ReadonlySet<ObjectId>
): Promise<boolean> {
  const listed = new Set(staged.listed.map(object => object.id))
  const inline = new Map(
    staged.inline.map(typeOfRaw).map(object => [gitId(object.type, object.content), object.content])
  )
  const outside = new Set<ObjectId>()
  const name = (id: ObjectId): void => {
    if (!listed.has(id)) outside.add(id)
  }
  for (const update of staged.entry.updates) if (update.new !== undefined) name(update.new)
  const parts = staged.listed.flatMap(({ id, type }) => (type === 'commit' || type === 'tree' ? [{ id, type }] : []))
  const children = await eachOf(parts, async ({ id, type }) => {
    const read = (content: Uint8Array) => childrenOf(type, content)
    const content = inline.get(id)
    return content ? formed(() => read(content)) : readAs(objects, id, { type, bytesMax: readBytesMax }, read)
  })
  for (const found of children) {
    if (found === undefined) return false
    for (const child of found) name(child)
  }
  for (const id of outside) if (!arriving.has(id) && !(await objects.has(id))) return false
  return true
}

function childrenOf(type: 'commit' | 'tree', content: Uint8Array): ObjectId[] {
  if (type === 'tree')
    return decodeTree(content)
      .filter(entry => entry.mode !== '160000')
      .map(entry => entry.id)
  const { tree, parents } = decodeCommit(content)
  return [tree, ...parents]
}

/** Answers one request. What is not here is left out: the other side asks elsewhere. */
export async function serveObjects(channel: Channel, objects: Objects): Promise<void> {
  for await (const message of channel) {
    const { want = [] } = ObjectsRequest.decode(message)
    const wanted = (want ?? []).map(toHex)
    if (wanted.length > objectsWantMax || wanted.some(id => id.length !== 40)) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', `${channel.peer} sent a malformed request for objects`)
    }
    const present = await objects.present(wanted)
    const ids = wanted.filter(id => present.has(id))
    for await (const piece of objects.pack(ids)) {
      for (let at = 0; at < piece.length; at += packChunkBytes)
        await channel.send(piece.subarray(at, at + packChunkBytes))
    }
    break
  }
  await channel.close()
}
