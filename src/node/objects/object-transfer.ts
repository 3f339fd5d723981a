// Git objects between members: `/kube/objects/1.0.0` is one request, answered by a pack in bounded frames.
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import { objectsWantBytes, objectsWantMax, packChunkBytes, packStallMsMax, verifiedIdsMax } from '../../base/limits.ts'
import { isDamage } from '../../base/object-faults.ts'
import type { Logger, ObjectId, PeerId, Scheduler } from '../../base/types.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Channel, Network } from '../../ports/network.ts'
import type { Keeping, Objects, Received } from '../../ports/objects.ts'
import type { Partials } from '../../ports/partials.ts'
import { dxos } from '../../proto/generated.js'
import { objectsProtocol } from '../../sync/messages.ts'
import type { FetchOutcome, StagedEntry } from '../../sync/types.ts'
import { receiveRest } from './large-transfer.ts'
import { Serving, unstalled } from './pulling.ts'
import { hashedRaw } from './raw-object.ts'
import { describe } from './reachable.ts'

const { ObjectsRequest } = dxos.kube

export interface FetchRequest {
  readonly network: Pick<Network, 'open'>
  readonly objects: Objects
  readonly peer: PeerId
  readonly entries: readonly StagedEntry[]
  readonly scheduler: Scheduler
  readonly measured: Measured
  /** What has come of large objects; without it they come whole or not at all. */
  readonly partials?: Partials | undefined
  /** Before so many bytes are asked for. @throws KUBE_DISK_FULL */
  readonly room?: (bytes: number) => Promise<void>
}

/** Objects that were measured since the start: what is pulled in several attempts is hashed once. */
export class Measured {
  readonly #objects: Objects
  readonly #known = new Map<ObjectId, ListedObject>()

  constructor(objects: Objects) {
    this.#objects = objects
  }

  add(objects: Iterable<ListedObject>): void {
    for (const object of objects) {
      const [oldest] = this.#known.keys()
      if (oldest !== undefined && this.#known.size >= verifiedIdsMax) this.#known.delete(oldest)
      this.#known.set(object.id, object)
    }
  }

  /** Of an object that is here; undefined, and out of the way, when it is damaged. */
  async of(id: ObjectId): Promise<ListedObject | undefined> {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    try {
      const found = await describe(this.#objects, id)
      this.add([found])
      return found
    } catch (thrown) {
      if (!isDamage(thrown)) throw thrown
      await this.#objects.quarantine(id)
      return undefined
    }
  }
}

/**
 * Brings what the entries list here, checked and durable; objects that came inline are only checked. What is here already
 * is measured against the lists too: an entry whose list is untrue is complete on no KUBE, whatever objects that has
 * (docs/decisions/0031-untrue-lists.md).
 * @throws KUBE_PEER_MISBEHAVED when the peer sends something else, KUBE_DISK_FULL, KUBE_UNREACHABLE
 */
export async function fetchObjects(request: FetchRequest): Promise<FetchOutcome> {
  const listed = new Map<ObjectId, ListedObject>()
  const missing = new Map<ObjectId, ListedObject>()
  for (const staged of request.entries) {
    const inline = checkInline(staged)
    if (inline === 'disputed') return 'disputed'
    for (const object of staged.listed) {
      const other = listed.get(object.id)
      if (other !== undefined && !isSame(other, object)) return 'disputed'
      listed.set(object.id, object)
      if (!inline.has(object.id)) missing.set(object.id, object)
    }
  }
  for (const id of await request.objects.present([...listed.keys()])) {
    const here = await request.measured.of(id)
    if (here !== undefined && !isSame(here, listed.get(id)!)) return 'disputed'
    if (here !== undefined) missing.delete(id)
  }
  if (missing.size > 0) await request.room?.(sizeOf(missing.values()))
  return fetchMissing(request, missing)
}

const sizeOf = (objects: Iterable<ListedObject>): number => {
  let bytes = 0
  for (const { size } of objects) bytes += size
  return bytes
}

/** Brings listed objects here that are not; whether all came. @throws as `fetchObjects` */
export async function fetchListed(
  request: Omit<FetchRequest, 'entries'>,
  listed: readonly ListedObject[]
): Promise<boolean> {
  const here = await request.objects.present(listed.map(({ id }) => id))
  const missing = listed.filter(({ id }) => !here.has(id))
  return (await fetchMissing(request, new Map(missing.map(object => [object.id, object])))) === 'complete'
}

/**
 * Brings objects that were lost or damaged back from whoever of the peers has them. Where lists do not agree on an object,
 * it is wanted by each of them.
 */
export async function repairObjects(
  { peers, logger, ...request }: Omit<FetchRequest, 'entries' | 'peer'> & { peers: readonly PeerId[]; logger: Logger },
  wanted: readonly ListedObject[]
): Promise<void> {
  for (const missing of oncePerRound(wanted)) {
    for (const peer of peers) {
      for (const id of await request.objects.present([...missing.keys()])) missing.delete(id)
      try {
        await fetchMissing({ ...request, peer }, missing)
      } catch (thrown) {
        logger.log('warn', 'a peer could not help to repair', { peer, reason: toKubeError(thrown).message })
      }
    }
  }
}

/** Rounds in which each object has one measure: the first that it is listed with, then the next. */
function oncePerRound(wanted: readonly ListedObject[]): Map<ObjectId, ListedObject>[] {
  const rounds: Map<ObjectId, ListedObject>[] = []
  for (const object of wanted) {
    const round = rounds.find(found => !found.has(object.id))
    if (round) round.set(object.id, object)
    else rounds.push(new Map([[object.id, object]]))
  }
  return rounds
}

async function fetchMissing(
  request: Omit<FetchRequest, 'entries'>,
  missing: ReadonlyMap<ObjectId, ListedObject>
): Promise<FetchOutcome> {
  for (const part of partsOf([...missing.values()], request.partials?.bytesMin)) {
    const { stored, complete, disputed } = await receivePart(request, part)
    const came = new Set(stored)
    request.measured.add(part.filter(({ id }) => came.has(id)))
    if (disputed) return 'disputed'
    if (!complete || stored.length < part.length) return 'unavailable'
  }
  return 'complete'
}

function isSame(a: ListedObject, b: ListedObject): boolean {
  return a.type === b.type && a.size === b.size && equalBytes(a.sha256, b.sha256)
}

/** Ids of the inline objects. All of them must be listed, and be what the list says, or it is disputed. */
function checkInline({ inline, listed }: StagedEntry): Set<ObjectId> | 'disputed' {
  if (inline.length === 0) return new Set()
  const expected = new Map(listed.map(object => [object.id, object]))
  const ids = new Set<ObjectId>()
  for (const raw of inline) {
    const { id, type, content, sha256 } = hashedRaw(raw)
    const object = expected.get(id)
    if (!object)
      throw new KubeError('KUBE_PEER_MISBEHAVED', 'an inline object that its entry does not list', { reason: id })
    if (!isSame(object, { id, type, size: content.length, sha256 })) return 'disputed'
    ids.add(id)
  }
  return ids
}

/** Each is stored before the next is asked for: whoever is killed meanwhile has those before. A large one goes alone. */
function* partsOf(
  objects: readonly ListedObject[],
  aloneBytesMin = Number.POSITIVE_INFINITY
): Generator<ListedObject[]> {
  let part: ListedObject[] = []
  let bytes = 0
  for (const object of objects) {
    if (object.size >= aloneBytesMin) {
      yield [object]
      continue
    }
    if (part.length > 0 && (part.length >= objectsWantMax || bytes + object.size > objectsWantBytes)) {
      yield part
      part = []
      bytes = 0
    }
    part.push(object)
    bytes += object.size
  }
  if (part.length > 0) yield part
}

async function receivePart(request: Omit<FetchRequest, 'entries'>, part: readonly ListedObject[]): Promise<Received> {
  const { partials } = request
  const [object] = part
  const isLarge = partials && object && object.size >= partials.bytesMin
  const partial = isLarge ? await partials.open(object.id, object.size) : undefined
  if (!object || !partial) return receivePack(request, part)
  try {
    const rest = await receiveRest(request, object, partial)
    if (rest) return rest
    const kept = await partial.keep()
    const whole = await receivePack(request, part, kept).finally(() => kept.end())
    if (whole.complete || whole.disputed) await partial.remove()
    return whole
  } catch (thrown) {
    // The object itself needs the room.
    if (toKubeError(thrown).code === 'KUBE_DISK_FULL') await partial.remove()
    throw thrown
  } finally {
    partial.close()
  }
}

async function receivePack(
  { network, objects, peer, scheduler }: Omit<FetchRequest, 'entries'>,
  part: readonly ListedObject[],
  kept?: Keeping
): Promise<Received> {
  const channel = await network.open(peer, objectsProtocol, { signal: AbortSignal.timeout(packStallMsMax) })
  try {
    await channel.send(ObjectsRequest.encode({ want: part.map(object => fromHex(object.id)) }).finish())
    await channel.close()
    const expected = new Map(part.map(object => [object.id, object]))
    return await objects.receive(unstalled(channel, scheduler), expected, kept)
  } catch (error) {
    channel.abort(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

export interface ServeOptions {
  readonly objects: Objects
  readonly scheduler: Scheduler
  readonly hit: OnLimit
  /** Called with what a member wants and what is not here. */
  readonly onLacking?: (missing: readonly ObjectId[]) => void
}

/**
 * Answers one request. What is not here is left out: the other side asks elsewhere. A peer that asks for nothing, or
 * takes nothing of the answer, for too long is let go.
 */
export async function serveObjects(channel: Channel, { objects, onLacking, ...options }: ServeOptions): Promise<void> {
  const serving = new Serving(channel, options)
  channel.limit(objectsWantMax * 24, 'objectsWantMax')
  const message = await serving.request()
  if (message) {
    const { want = [] } = ObjectsRequest.decode(message)
    const wanted = (want ?? []).map(toHex)
    const limit = wanted.length > objectsWantMax ? 'objectsWantMax' : undefined
    if (limit || wanted.some(id => id.length !== 40)) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', `${channel.peer} sent a malformed request for objects`, { limit })
    }
    const present = await objects.present(wanted)
    const ids = wanted.filter(id => present.has(id))
    if (ids.length < wanted.length) onLacking?.(wanted.filter(id => !present.has(id)))
    for await (const piece of objects.pack(ids)) {
      for (let at = 0; at < piece.length; at += packChunkBytes)
        await serving.send(piece.subarray(at, at + packChunkBytes))
    }
  }
  await channel.close()
}
