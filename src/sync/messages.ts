// The messages of `/kube/sync/1.0.0` as values, and their protobuf form (proto/dxos/kube/sync.proto).
import { deflateSync, inflateSync } from 'node:zlib'
import { fromHex, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { batchEntriesMax, pushBytesMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { ChainHead, EntryBytes } from '../ledger/types.ts'
import { dxos } from '../proto/generated.js'

export const syncProtocol = '/kube/sync/1.0.0'
export const objectsProtocol = '/kube/objects/1.0.0'
/** Topic of the gossip of new heads within one subnet. */
export const headsTopic = (subnetDid: string): string => `/kube/heads/1.0.0/${subnetDid}`

export interface RawObject {
  /** `OBJECT_TYPE_…` of changeset.proto. */
  readonly type: number
  readonly content: Uint8Array
}

export interface Hello {
  readonly type: 'hello'
  readonly subnet: Uint8Array
  readonly rules: number
  readonly name: string
  readonly version: string
  readonly credentials: readonly string[]
  /** The sender's clock, milliseconds since 1970-01-01 UTC; 0 for one that says nothing. */
  readonly clockMs: number
}

export type SyncMessage =
  | Hello
  | {
      readonly type: 'heads'
      readonly heads: readonly ChainHead[]
      readonly digest: string
      readonly reply: boolean
      readonly checkpoints?: readonly CheckpointOffer[]
    }
  | { readonly type: 'probe'; readonly digest: string; readonly headsDigest: string }
  | {
      readonly type: 'want'
      readonly chain: PeerId
      readonly after: number
      readonly head: ObjectId
      readonly limit: number
    }
  | {
      readonly type: 'entries'
      readonly chain: PeerId
      readonly head: ObjectId
      readonly entries: readonly EntryBytes[]
      readonly end: boolean
    }
  | { readonly type: 'push'; readonly entry: EntryBytes; readonly objects: readonly RawObject[] }
  | { readonly type: 'have'; readonly heads: readonly ChainHead[]; readonly checkpoints?: readonly CheckpointOffer[] }
  | { readonly type: 'removed' }

const { SyncMessage: Codec, Head, Push } = dxos.kube

const packHead = (head: ChainHead) => ({ chain: head.chain, sequence: head.sequence, id: fromHex(head.id) })

function unpackHead(head: dxos.kube.Head.$Properties): ChainHead {
  return { chain: chainOf(head.chain), sequence: sequenceOf(head.sequence), id: idOf(head.id) }
}

/** The latest first, and last on the wire. */
const packOffers = (offers: readonly CheckpointOffer[] = []) => ({
  checkpoints: offers.map(offer => ({ ...offer, sha256: fromHex(offer.sha256) })).reverse()
})

function unpackOffers({ checkpoints }: { checkpoints?: dxos.kube.ICheckpointOffer[] | null }): {
  checkpoints?: CheckpointOffer[]
} {
  return checkpoints?.length ? { checkpoints: checkpoints.map(unpackOffer).reverse() } : {}
}

function unpackOffer(offer: dxos.kube.ICheckpointOffer): CheckpointOffer {
  if (offer.sha256?.length !== 32) throw misbehaved('the SHA-256 of a checkpoint is not 32 bytes long')
  const [position, signers] = [sequenceOf(offer.position), sequenceOf(offer.signers)]
  return { sha256: toHex(offer.sha256), position, signers }
}

function idOf(bytes: Uint8Array | null | undefined): ObjectId {
  if (bytes?.length !== 20) throw misbehaved('an object id is not 20 bytes long')
  return toHex(bytes)
}

function chainOf(chain: string | null | undefined): PeerId {
  if (!chain || !/^k[0-9a-z]{40,80}$/.test(chain)) throw misbehaved('a chain is not a peer id')
  return chain
}

/** A number that protobufjs gives as `Long` where that package is installed; `Number` takes both. */
function sequenceOf(value: unknown): number {
  const sequence = Number(value ?? 0)
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw misbehaved('a sequence number is out of range')
  return sequence
}

const misbehaved = (reason: string): KubeError =>
  new KubeError('KUBE_PEER_MISBEHAVED', 'a peer sent a malformed message', { reason })

/** One gossiped head. */
export function encodeHead(head: ChainHead): Uint8Array {
  return Head.encode(packHead(head)).finish()
}

/** @throws KUBE_PEER_MISBEHAVED */
export function decodeHead(bytes: Uint8Array): ChainHead {
  return unpackHead(decoded(() => Head.decode(bytes)))
}

export function encodeMessage(message: SyncMessage): Uint8Array {
  switch (message.type) {
    case 'hello':
      return Codec.encode({ hello: { ...message, credentials: [...message.credentials] } }).finish()
    case 'heads':
      return Codec.encode({
        heads: {
          heads: message.heads.map(packHead),
          digest: fromHex(message.digest),
          reply: message.reply,
          ...packOffers(message.checkpoints)
        }
      }).finish()
    case 'probe':
      return Codec.encode({
        probe: { digest: fromHex(message.digest), headsDigest: fromHex(message.headsDigest) }
      }).finish()
    case 'want':
      return Codec.encode({ want: { ...message, head: fromHex(message.head) } }).finish()
    case 'entries':
      return Codec.encode({
        entries: { entries: [...message.entries], chain: message.chain, head: fromHex(message.head), end: message.end }
      }).finish()
    case 'push':
      return Codec.encode({ push: { entry: message.entry, ...packObjects(message.objects) } }).finish()
    case 'have':
      return Codec.encode({ have: { heads: message.heads.map(packHead), ...packOffers(message.checkpoints) } }).finish()
    case 'removed':
      return Codec.encode({ removed: {} }).finish()
  }
}

/** @throws KUBE_PEER_MISBEHAVED for anything that is not a well-formed message */
export function decodeMessage(bytes: Uint8Array): SyncMessage {
  const { hello, heads, probe, want, entries, push, have, removed } = decoded(() => Codec.decode(bytes))
  if (hello) return decodeHello(hello)
  if (heads) {
    const digest = toHex(heads.digest ?? new Uint8Array())
    return {
      type: 'heads',
      heads: (heads.heads ?? []).map(unpackHead),
      digest,
      reply: heads.reply ?? false,
      ...unpackOffers(heads)
    }
  }
  if (probe) {
    const { digest, headsDigest } = probe
    return {
      type: 'probe',
      digest: toHex(digest ?? new Uint8Array()),
      headsDigest: toHex(headsDigest ?? new Uint8Array())
    }
  }
  if (want) {
    const limit = Math.min(sequenceOf(want.limit), batchEntriesMax)
    return {
      type: 'want',
      chain: chainOf(want.chain),
      after: sequenceOf(want.after),
      head: idOf(want.head),
      limit
    }
  }
  if (entries) {
    const { chain, head, end } = entries
    return {
      type: 'entries',
      chain: chainOf(chain),
      head: idOf(head),
      entries: (entries.entries ?? []).map(entryBytes),
      end: end ?? false
    }
  }
  if (push) return { type: 'push', entry: entryBytes(push.entry ?? {}), objects: unpackObjects(push).map(rawObject) }
  if (have) return { type: 'have', heads: (have.heads ?? []).map(unpackHead), ...unpackOffers(have) }
  if (removed) return { type: 'removed' }
  throw misbehaved('a message of no known kind')
}

const helloTextCharacters = 63

function decodeHello(hello: dxos.kube.Hello.$Properties): Hello {
  return {
    type: 'hello',
    subnet: hello.subnet ?? new Uint8Array(),
    rules: hello.rules ?? 0,
    // For people, in a log and in warnings: no peer fills these with a word.
    name: (hello.name ?? '').slice(0, helloTextCharacters).toWellFormed(),
    version: (hello.version ?? '').slice(0, helloTextCharacters).toWellFormed(),
    credentials: hello.credentials ?? [],
    clockMs: Number(hello.clockMs ?? 0)
  }
}

function entryBytes(bytes: dxos.kube.EntryBytes.$Properties): EntryBytes {
  const none = new Uint8Array()
  return { commit: bytes.commit ?? none, changeset: bytes.changeset ?? none, objects: bytes.objects ?? none }
}

/** A sender deflates at most `pushBytesMax`; what the fields around it take is far less than as much again. */
const inflatedBytesMax = 2 * pushBytesMax

function packObjects(objects: readonly RawObject[]): dxos.kube.Push.$Properties {
  const plain = Push.encode({ objects: [...objects] }).finish()
  if (plain.length > inflatedBytesMax) return { objects: [...objects] }
  const objectsDeflated = deflateSync(plain, { level: 1 })
  return objectsDeflated.length < plain.length ? { objectsDeflated } : { objects: [...objects] }
}

function unpackObjects({
  objects,
  objectsDeflated
}: dxos.kube.Push.$Properties): readonly dxos.kube.RawObject.$Properties[] {
  if (!objectsDeflated?.length) return objects ?? []
  const plain = decoded(() => Push.decode(inflateSync(objectsDeflated, { maxOutputLength: inflatedBytesMax })))
  return plain.objects ?? []
}

function rawObject(object: dxos.kube.RawObject.$Properties): RawObject {
  return { type: object.type ?? 0, content: object.content ?? new Uint8Array() }
}

function decoded<T>(decode: () => T): T {
  try {
    return decode()
  } catch (cause) {
    throw new KubeError('KUBE_PEER_MISBEHAVED', 'a peer sent a malformed message', { reason: String(cause), cause })
  }
}
