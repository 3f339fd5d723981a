// The two blobs of an entry as bytes and back. There is one byte form: fields in order, defaults left out, lists
// sorted; whatever decodes to the same values from other bytes is refused.
import { equalBytes, fromHex, toHex } from '../base/bytes.ts'
import { credentialsMax, depsMax, listedObjectsMax, updatesMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import type { AccountSignature } from './account.ts'
import { type Changeset, readOneForm } from './changeset-read.ts'
import { demand, invalid } from './failure.ts'
import { readObjectList, writeObjectList } from './object-list.ts'
import type { ListedObject, RefUpdate } from './types.ts'
import { countFields } from './wire-scan.ts'

const objectTypes = [undefined, 'commit', 'tree', 'blob', 'tag'] as const
const noBytes = new Uint8Array(0)

const idBytes = (id: ObjectId | undefined): Uint8Array => (id === undefined ? noBytes : fromHex(id))

/** The id in these bytes; undefined for none. @throws KUBE_LEDGER_INVALID for any other length, and for zeros alone */
function idOf(bytes: Uint8Array | null | undefined, what: string): ObjectId | undefined {
  if (bytes === null || bytes === undefined || bytes.length === 0) return undefined
  demand(bytes.length === 20, `${what} is not an object id`)
  demand(
    bytes.some(byte => byte !== 0),
    `${what} is the id of zeros`
  )
  return toHex(bytes)
}

function required(bytes: Uint8Array | null | undefined, what: string): ObjectId {
  const id = idOf(bytes, what)
  if (id === undefined) throw invalid(`${what} is missing`)
  return id
}

// protobufjs gives uint64 as `Long` where that package is installed.
function integer(value: unknown, what: string): number {
  const number = value === undefined || value === null ? 0 : Number(value)
  demand(Number.isSafeInteger(number) && number >= 0, `${what} is too large`)
  return number
}

/** protobufjs throws plain errors, of several kinds, on bytes that are no message. */
function parse<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array, what: string): T {
  try {
    return decode(bytes)
  } catch (error) {
    throw invalid(`${what} is not the message that it should be`, error)
  }
}

export const encodeUpdates = (updates: readonly RefUpdate[]): dxos.kube.RefUpdate.$Properties[] =>
  updates.map(update => ({ ref: update.ref, old: idBytes(update.old), new: idBytes(update.new) }))

/** @throws KUBE_LEDGER_INVALID */
export const readUpdates = (updates: readonly dxos.kube.RefUpdate.$Properties[]): RefUpdate[] =>
  updates.map(update => ({
    ref: update.ref ?? '',
    old: idOf(update.old, 'an old value'),
    new: idOf(update.new, 'a new value')
  }))

export function encodeChangeset(changeset: Changeset): Uint8Array {
  return new Uint8Array(oneForm(changeset))
}

/** Bytes to be compared and forgotten. */
function oneForm(changeset: Changeset): Uint8Array {
  const { parent, deps, updates, ...rest } = changeset
  const writer = dxos.kube.Changeset.encode({
    ...rest,
    credentials: [...changeset.credentials],
    parent: idBytes(parent),
    deps: deps.map(dep => ({ ...dep, id: fromHex(dep.id) })),
    updates: encodeUpdates(updates)
  })
  return writer.finish()
}

/** @throws KUBE_LEDGER_INVALID unless the bytes are what `encodeChangeset` gives for some values */
export function decodeChangeset(bytes: Uint8Array): Changeset {
  const read = readOneForm(bytes)
  if (read) return read
  const changeset = readMessage(bytes)
  demand(equalBytes(oneForm(changeset), bytes), 'changeset.binpb is not in its one byte form')
  return changeset
}

/** As `decodeChangeset`, for bytes that went through it before. @throws KUBE_LEDGER_INVALID */
export function readChangeset(bytes: Uint8Array): Changeset {
  return readOneForm(bytes) ?? readMessage(bytes)
}

/** By way of messages: in whatever form. @throws KUBE_LEDGER_INVALID */
function readMessage(bytes: Uint8Array): Changeset {
  const counts = countFields(bytes)
  demand(counts[8]! <= depsMax, 'it cites more heads than an entry may', 'depsMax')
  demand(counts[9]! <= updatesMax, 'it has more updates than a changeset may', 'updatesMax')
  demand(counts[11]! <= credentialsMax, 'it names more credentials than an entry may', 'credentialsMax')
  const message = parse(dxos.kube.Changeset.decode, bytes, 'changeset.binpb')
  const account = readAccount(message.account)
  const term = integer(message.term, 'the term')
  return {
    rules: message.rules,
    subnet: new Uint8Array(message.subnet),
    chain: message.chain,
    sequence: integer(message.sequence, 'the sequence number'),
    time: {
      wallMs: integer(message.time?.wallMs, 'the hybrid time'),
      counter: message.time?.counter ?? 0
    },
    publishedMs: integer(message.publishedMs, 'the published time'),
    parent: idOf(message.parent, 'the parent'),
    deps: message.deps.map(dep => ({
      chain: dep.chain ?? '',
      sequence: integer(dep.sequence, 'the sequence number of a cited head'),
      id: required(dep.id, 'the id of a cited head')
    })),
    updates: readUpdates(message.updates),
    ...(account && { account }),
    credentials: message.credentials,
    message: message.message,
    ...(term > 0 && { term })
  }
}

/** @throws KUBE_LEDGER_INVALID */
export function readAccount(
  message: dxos.kube.AccountSignature.$Properties | null | undefined
): AccountSignature | undefined {
  if (message === undefined || message === null) return undefined
  return {
    publicKey: new Uint8Array(message.publicKey ?? noBytes),
    sequence: integer(message.sequence, 'the sequence number of its account'),
    nonce: new Uint8Array(message.nonce ?? noBytes),
    signature: new Uint8Array(message.signature ?? noBytes)
  }
}

export function encodeObjectList(objects: readonly ListedObject[]): Uint8Array {
  return writeObjectList(objects) ?? encodeAny(objects)
}

/** What no entry may list, too. */
function encodeAny(objects: readonly ListedObject[]): Uint8Array {
  const writer = dxos.kube.ObjectList.encode({
    objects: objects.map(({ id, type, size, sha256 }) => ({
      id: fromHex(id),
      sha256,
      type: objectTypes.indexOf(type),
      size
    }))
  })
  return new Uint8Array(writer.finish())
}

/** @throws KUBE_LEDGER_INVALID unless the bytes are what `encodeObjectList` gives for some values */
export function decodeObjectList(bytes: Uint8Array): ListedObject[] {
  return readObjectList(bytes) ?? decodeAny(bytes)
}

/** Says what is wrong. */
function decodeAny(bytes: Uint8Array): ListedObject[] {
  demand(countFields(bytes)[1]! <= listedObjectsMax, 'it lists more objects than an entry may', 'listedObjectsMax')
  const message = parse(dxos.kube.ObjectList.decode, bytes, 'objects.binpb')
  const objects = message.objects.map(object => {
    const type = objectTypes[object.type ?? 0]
    if (type === undefined) throw invalid('a listed object has no type')
    const sha256 = new Uint8Array(object.sha256 ?? noBytes)
    demand(sha256.length === 32, 'a listed object has no SHA-256')
    return { id: required(object.id, 'the id of a listed object'), type, size: integer(object.size, 'a size'), sha256 }
  })
  demand(equalBytes(encodeObjectList(objects), bytes), 'objects.binpb is not in its one byte form')
  return objects
}
