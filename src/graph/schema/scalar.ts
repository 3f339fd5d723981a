// Scalars between JSON and protobuf (protobuf.dev, ProtoJSON), strictly: what does not fit is refused.
import type { Reader, Writer } from 'protobufjs'
import { fromUtf8 } from '../../base/bytes.ts'
import type { Json } from '../json.ts'
import { describe, invalid } from '../shape.ts'
import type { Scalar } from './model.ts'

export type ScalarValue = number | bigint | boolean | string | Uint8Array

const bounds = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n]
} as const
type Bounds = keyof typeof bounds

const boundsOf: Partial<Record<Scalar, Bounds>> = {
  int32: 'int32',
  sint32: 'int32',
  sfixed32: 'int32',
  uint32: 'uint32',
  fixed32: 'uint32',
  int64: 'int64',
  sint64: 'int64',
  sfixed64: 'int64',
  uint64: 'uint64',
  fixed64: 'uint64'
}
const words: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity }
const floatMax = 3.4028235677973366e38

/** Whether a number of this kind is 64 bits wide, so a text in JSON. */
export const isWide = (kind: Scalar): boolean => boundsOf[kind]?.endsWith('64') === true

function fault(value: Json, keys: readonly string[], what: string): Error {
  return invalid(keys, `${describe(value)} is not valid`, `it is ${what}`)
}

function readInteger(value: Json, kind: Bounds, keys: readonly string[]): number | bigint {
  const [min, max] = bounds[kind]
  const what = `a whole number from ${min} to ${max}`
  const digits = typeof value === 'string' && /^-?(?:0|[1-9]\d{0,19})$/.test(value)
  if (!digits && !(typeof value === 'number' && Number.isInteger(value))) throw fault(value, keys, what)
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw fault(value, keys, `${what}; above 2^53 it is written in quotes`)
  }
  const read = BigInt(value as string | number)
  if (read < min || read > max) throw fault(value, keys, what)
  return kind.endsWith('64') ? read : Number(read)
}

function readFloat(value: Json, kind: 'double' | 'float', keys: readonly string[]): number {
  if (typeof value === 'string' && Object.hasOwn(words, value)) return words[value]!
  if (typeof value !== 'number') throw fault(value, keys, 'a number')
  if (kind === 'double') return value
  if (Math.abs(value) >= floatMax) throw fault(value, keys, 'a number that fits in 32 bits')
  return Math.fround(value)
}

function readBytes(value: Json, keys: readonly string[]): Uint8Array {
  const what = 'bytes in base64'
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) throw fault(value, keys, what)
  const bytes = Buffer.from(value, 'base64')
  if (Math.ceil((bytes.length * 4) / 3) !== value.replace(/=+$/, '').length) throw fault(value, keys, what)
  return bytes
}

/** A scalar from JSON. @throws KUBE_RECORD_INVALID naming the place */
export function readScalar(value: Json, kind: Scalar, keys: readonly string[]): ScalarValue {
  const integer = boundsOf[kind]
  if (integer !== undefined) return readInteger(value, integer, keys)
  if (kind === 'double' || kind === 'float') return readFloat(value, kind, keys)
  if (kind === 'bytes') return readBytes(value, keys)
  if (kind === 'bool') {
    if (typeof value === 'boolean') return value
    throw fault(value, keys, 'true or false')
  }
  if (typeof value === 'string' && value.isWellFormed()) return value
  throw fault(value, keys, typeof value === 'number' ? 'a text; write it in quotes' : 'a text')
}

/** A map's key from the key of a JSON object. @throws KUBE_RECORD_INVALID naming the place */
export function readKey(key: string, kind: Scalar, keys: readonly string[]): ScalarValue {
  if (kind !== 'bool') return readScalar(key, kind, keys)
  if (key === 'true' || key === 'false') return key === 'true'
  throw fault(key, keys, 'true or false')
}

/** Of keys in a map: by UTF-8 bytes, by value, false first. */
export function compareKeys(a: ScalarValue, b: ScalarValue): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : a > b ? 1 : 0
}

export function isDefault(value: ScalarValue): boolean {
  if (value instanceof Uint8Array) return value.length === 0
  return value === '' || value === false || value === 0n || Object.is(value, 0)
}

const wireTypes: Readonly<Record<Scalar, number>> = {
  double: 1,
  float: 5,
  int64: 0,
  uint64: 0,
  int32: 0,
  fixed64: 1,
  fixed32: 5,
  bool: 0,
  string: 2,
  bytes: 2,
  uint32: 0,
  sfixed32: 5,
  sfixed64: 1,
  sint32: 0,
  sint64: 0
}

export const wireTypeOf = (kind: Scalar): number => wireTypes[kind]

const half = (value: bigint, shift: bigint): number => Number((BigInt.asUintN(64, value) >> shift) & 0xffffffffn)
const halves = (value: bigint) =>
  ({ low: half(value, 0n), high: half(value, 32n), unsigned: true }) as unknown as number

/** Writes the value without a tag. */
export function writeScalar(writer: Writer, kind: Scalar, value: ScalarValue): void {
  switch (kind) {
    case 'int64':
    case 'uint64':
      writer.uint64(halves(value as bigint))
      break
    case 'sint64': {
      const signed = value as bigint
      writer.uint64(halves((signed << 1n) ^ (signed >> 63n)))
      break
    }
    case 'fixed64':
    case 'sfixed64':
      writer.fixed64(halves(value as bigint))
      break
    case 'bytes':
      writer.bytes(value as Uint8Array)
      break
    case 'string':
      writer.string(value as string)
      break
    case 'bool':
      writer.bool(value as boolean)
      break
    default:
      writer[kind](value as number)
  }
}

function varint(reader: Reader): bigint {
  let read = 0n
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (reader.pos >= reader.len) break
    const byte = reader.buf[reader.pos++]!
    read |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return BigInt.asUintN(64, read)
  }
  throw new RangeError('a number ends in its middle')
}

function wide(reader: Reader): bigint {
  const low = BigInt(reader.fixed32() >>> 0)
  return (BigInt(reader.fixed32() >>> 0) << 32n) | low
}

/** Reads the value behind a tag. @throws RangeError, TypeError for bytes that are no such value */
export function takeScalar(reader: Reader, kind: Scalar): ScalarValue {
  switch (kind) {
    case 'int64':
      return BigInt.asIntN(64, varint(reader))
    case 'uint64':
      return varint(reader)
    case 'sint64': {
      const read = varint(reader)
      return BigInt.asIntN(64, (read >> 1n) ^ -(read & 1n))
    }
    case 'fixed64':
      return wide(reader)
    case 'sfixed64':
      return BigInt.asIntN(64, wide(reader))
    case 'string':
      return fromUtf8(reader.bytes())
    case 'bytes':
      return Uint8Array.from(reader.bytes())
    case 'bool':
      return varint(reader) !== 0n
    case 'int32':
      return Number(BigInt.asIntN(32, varint(reader)))
    case 'uint32':
      return Number(BigInt.asUintN(32, varint(reader)))
    default:
      return reader[kind]()
  }
}

/** The shortest decimal that is this number in 32 bits. */
function shortFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

/** A scalar as JSON: 64-bit numbers and what is no finite number as text, bytes in base64. */
export function scalarJson(value: ScalarValue, kind: Scalar): Json {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return String(value)
  if (Object.is(value, -0)) return 0
  return kind === 'float' ? shortFloat(value) : value
}
