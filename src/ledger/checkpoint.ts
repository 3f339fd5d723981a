// `checkpoint.binpb`: what a checkpoint is of, and where its parts are (proto/dxos/kube/checkpoint.proto).
import { fromHex, sha256, toHex } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import { decodeHeads, decodeKeys, encodeHeads, encodeKeys } from './checkpoint-facts.ts'
import { demand, invalid } from './failure.ts'
import type { ChainHead, KeysInFile, ListedObject } from './types.ts'

const { Checkpoint: Codec } = dxos.kube
/** Entries of one part, and listed objects of one; four times as many updates end it too. */
export const checkpointPartEntries = 1 << 14

export interface Checkpoint {
  readonly rules: number
  /** Raw key of the subnet root. */
  readonly subnet: Uint8Array
  /** How many entries it holds. */
  readonly position: number
  /** The cut. */
  readonly heads: readonly ChainHead[]
  /** `Ledger.digest` at the cut. */
  readonly digest: string
  readonly madeMs: number
  /** KUBEs that are admins at the cut. */
  readonly admins: number
  /** Every file of keys that an entry shows. */
  readonly keys: readonly KeysInFile[]
  readonly entries: readonly ListedObject[]
  readonly objects: readonly ListedObject[]
}

/** What a member tells of the checkpoint that it has. */
export interface CheckpointOffer {
  /** SHA-256 of `checkpoint.binpb`, 64 hex digits. */
  readonly sha256: string
  readonly position: number
  /** How many admins signed it, as far as the member knows. */
  readonly signers: number
}

/** How many admins must sign a checkpoint in a subnet that has so many: two where there are two. */
export const signersNeeded = (admins: number): number => Math.min(2, Math.max(1, admins))

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const writer = Codec.encode({
    ...checkpoint,
    heads: encodeHeads(checkpoint.heads),
    digest: fromHex(checkpoint.digest),
    keys: checkpoint.keys.map(encodeKeys),
    entries: checkpoint.entries.map(encodePart),
    objects: checkpoint.objects.map(encodePart)
  })
  return new Uint8Array(writer.finish())
}

/** @throws KUBE_LEDGER_INVALID */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { rules, subnet, position, heads, digest, madeMs, admins, keys, entries, objects } = parse(bytes)
  demand(Number.isSafeInteger(Number(position)), 'the position of a checkpoint is out of range')
  demand(digest.length === 32, 'a checkpoint has no digest')
  return {
    rules,
    subnet: new Uint8Array(subnet),
    position: Number(position),
    heads: decodeHeads(heads),
    digest: toHex(digest),
    madeMs: Number(madeMs),
    admins,
    keys: keys.map(decodeKeys),
    entries: entries.map(decodePart),
    objects: objects.map(decodePart)
  }
}

/** What its signers sign, beside the tree: one line of the commit's message. */
export const checkpointTrailer = (bytes: Uint8Array): string => `Checkpoint-SHA256: ${toHex(sha256(bytes))}`

/** The parts with the names that they have in the tree, in git's order. */
export function checkpointFiles({ entries, objects }: Checkpoint): { name: string; id: ObjectId }[] {
  const named = (kind: string) => (part: ListedObject, at: number) => ({
    name: `${kind}-${String(at).padStart(6, '0')}.binpb`,
    id: part.id
  })
  return [...entries.map(named('entries')), ...objects.map(named('objects'))]
}

const encodePart = ({ id, sha256, size }: ListedObject) => ({ id: fromHex(id), sha256, type: 3, size })

function decodePart({ id, sha256, type, size }: dxos.kube.IListedObject): ListedObject {
  const whole = id?.length === 20 && sha256?.length === 32 && type === 3
  demand(whole && Number.isSafeInteger(Number(size)), 'a checkpoint names a part wrongly')
  return { id: toHex(id!), sha256: new Uint8Array(sha256!), type: 'blob', size: Number(size) }
}

function parse(bytes: Uint8Array): dxos.kube.Checkpoint {
  try {
    return Codec.decode(bytes)
  } catch (error) {
    throw invalid('checkpoint.binpb is not the message that it should be', error)
  }
}
