// The list of an entry's objects in its one byte form, written and read directly: a changeset of ten thousand records
// lists forty thousand, and most of what it took to check such an entry went into messages for each.
import { listedObjectsMax } from '../base/limits.ts'
import type { ListedObject } from './types.ts'

const types = [undefined, 'commit', 'tree', 'blob', 'tag'] as const
const idBytes = 20
const hashBytes = 32
/** Tag and length of the object, of its id and of its hash, and its type; the size has at most eight bytes behind its tag. */
const itemBytesMax = 8 + idBytes + hashBytes + 9
const noId = '0'.repeat(2 * idBytes)

/** Tags of `objects` in the list, and of the fields of an object (proto/dxos/kube/changeset.proto). */
const [itemTag, idTag, hashTag, typeTag, sizeTag] = [0x0a, 0x0a, 0x12, 0x18, 0x20]

/** Undefined where an object is not whole: then there is no one form. */
export function writeObjectList(objects: readonly ListedObject[]): Uint8Array | undefined {
  const buffer = Buffer.allocUnsafe(itemBytesMax * objects.length)
  let at = 0
  for (const { id, sha256, type, size } of objects) {
    const whole = id.length === 2 * idBytes && sha256.length === hashBytes && Number.isSafeInteger(size) && size >= 0
    if (!whole) return undefined
    const start = at
    buffer[start] = itemTag
    buffer[start + 2] = idTag
    buffer[start + 3] = idBytes
    if (buffer.write(id, start + 4, 'hex') !== idBytes) return undefined
    at = start + 4 + idBytes
    buffer[at] = hashTag
    buffer[at + 1] = hashBytes
    buffer.set(sha256, at + 2)
    at += 2 + hashBytes
    buffer[at] = typeTag
    buffer[at + 1] = types.indexOf(type)
    at += 2
    if (size > 0) {
      buffer[at++] = sizeTag
      for (let rest = size; ; rest = Math.floor(rest / 128)) {
        buffer[at++] = (rest % 128) | (rest < 128 ? 0 : 0x80)
        if (rest < 128) break
      }
    }
    buffer[start + 1] = at - start - 2
  }
  return new Uint8Array(buffer.subarray(0, at))
}

/** Undefined unless the bytes are what `writeObjectList` gives, for no more objects than an entry may list. */
export function readObjectList(bytes: Uint8Array): ListedObject[] | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const objects: ListedObject[] = []
  for (let at = 0; at < buffer.length; ) {
    const end = at + 2 + (buffer[at + 1] ?? 0)
    const object = end <= buffer.length && objects.length < listedObjectsMax ? objectIn(buffer, at, end) : undefined
    if (object === undefined) return undefined
    objects.push(object)
    at = end
  }
  return objects
}

function objectIn(buffer: Buffer, start: number, end: number): ListedObject | undefined {
  const id = start + 4
  const hash = id + idBytes + 2
  const sized = hash + hashBytes + 2
  if (buffer[start] !== itemTag || buffer[id - 2] !== idTag || buffer[id - 1] !== idBytes) return undefined
  if (buffer[hash - 2] !== hashTag || buffer[hash - 1] !== hashBytes || buffer[sized - 2] !== typeTag) return undefined
  const type = types[buffer[sized - 1] ?? 0]
  const size = sizeIn(buffer, sized, end)
  const name = buffer.toString('hex', id, id + idBytes)
  if (type === undefined || size === undefined || name === noId) return undefined
  const sha256 = new Uint8Array(hashBytes)
  for (let at = 0; at < hashBytes; at++) sha256[at] = buffer[hash + at]!
  return { id: name, type, size, sha256 }
}

/** The last field, which is left out for an empty object; undefined unless it ends where the object does. */
function sizeIn(buffer: Buffer, start: number, end: number): number | undefined {
  if (start === end) return 0
  if (start + 1 >= end || buffer[start] !== sizeTag) return undefined
  let size = 0
  for (let at = end - 1; at > start; at--) {
    const byte = buffer[at]!
    if (byte >= 0x80 === (at === end - 1)) return undefined
    size = size * 128 + (byte & 0x7f)
  }
  return buffer[end - 1] !== 0 && Number.isSafeInteger(size) ? size : undefined
}
