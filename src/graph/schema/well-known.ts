// Messages of google/protobuf that are spelled in JSON in a way of their own (protobuf.dev, ProtoJSON).
import type { Writer } from 'protobufjs/minimal.js'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { describe, invalid } from '../shape.ts'
import { jsonName, type MessageModel, type SchemaModel } from './model.ts'
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp } from './well-known-time.ts'

type Keys = readonly string[]

interface Writing {
  readonly writer: Writer
  readonly message: MessageModel
  readonly value: Json
  readonly keys: Keys
  readonly depth: number
  readonly messages: {
    readonly model: SchemaModel
    message(writer: Writer, message: MessageModel, value: Json, keys: Keys, depth: number): void
    fields(writer: Writer, message: MessageModel, value: Json, keys: Keys, depth: number): void
  }
}

interface Reading {
  readonly message: MessageModel
  readonly bytes: Uint8Array
  readonly depth: number
  readonly messages: {
    readonly model: SchemaModel
    message(message: MessageModel, bytes: Uint8Array, depth: number): Json
    fields(message: MessageModel, bytes: Uint8Array, depth: number): JsonObject
  }
}

interface Spelling {
  write(writing: Writing): void
  read(reading: Reading): Json
}

export const nullEnum = 'google.protobuf.NullValue'
const prefix = 'google.protobuf.'

/** Spelled as a value of another kind: JSON to the message's own fields, and back. */
function as(write: (value: Json, keys: Keys) => JsonObject, read: (fields: JsonObject) => Json): Spelling {
  return {
    write: ({ writer, message, value, keys, depth, messages }) =>
      messages.fields(writer, message, write(value, keys), keys, depth),
    read: ({ message, bytes, depth, messages }) => read(messages.fields(message, bytes, depth))
  }
}

function text(value: Json, keys: Keys, what: string): string {
  if (typeof value === 'string') return value
  throw invalid(keys, `${describe(value)} is not valid`, `it is ${what}`)
}

function parsed<T>(value: Json, keys: Keys, what: string, parse: (text: string) => T | undefined): T {
  const found = parse(text(value, keys, what))
  if (found !== undefined) return found
  throw invalid(keys, `${describe(value)} is not valid`, `it is ${what}`)
}

const timestamp = as(
  (value, keys) => parsed(value, keys, 'a time as 2024-05-06T07:08:09Z', parseTimestamp),
  ({ seconds, nanos }) => formatTimestamp(BigInt(String(seconds ?? 0)), Number(nanos ?? 0))
)
const duration = as(
  (value, keys) => parsed(value, keys, 'a number of seconds as 1.5s', parseDuration),
  ({ seconds, nanos }) => formatDuration(BigInt(String(seconds ?? 0)), Number(nanos ?? 0))
)

const snake = (path: string): string => path.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
const fieldMask = as(
  (value, keys) => {
    const paths = text(value, keys, 'paths with commas between them')
    return { paths: paths === '' ? [] : paths.split(',').map(snake) }
  },
  ({ paths }) => ((paths ?? []) as readonly string[]).map(jsonName).join(',')
)

const struct = as(
  (value, keys) => {
    if (!isObject(value)) throw invalid(keys, 'not a map', `it is ${describe(value)}`)
    return { fields: value as JsonObject }
  },
  ({ fields }) => fields ?? {}
)
const listValue = as(
  (value, keys) => {
    if (!Array.isArray(value)) throw invalid(keys, 'not a list', `it is ${describe(value)}`)
    return { values: value }
  },
  ({ values }) => values ?? []
)
const anyValue = as(
  value => {
    if (value === null) return { nullValue: null }
    if (typeof value === 'number') return { numberValue: value }
    if (typeof value === 'string') return { stringValue: value }
    if (typeof value === 'boolean') return { boolValue: value }
    return Array.isArray(value) ? { listValue: value } : { structValue: value }
  },
  fields => Object.values(fields)[0] ?? null
)

/** `DoubleValue`, `StringValue`, …: as what they wrap. */
const wrapper: Spelling = {
  write: ({ writer, message, value, keys, depth, messages }) =>
    messages.fields(writer, message, { value }, keys, depth),
  read: ({ message, bytes, depth, messages }) => {
    const { value } = messages.fields(message, bytes, depth)
    if (value !== undefined) return value
    const kind = message.byNumber.get(1)?.kind
    return kind === 'string' || kind === 'bytes' ? '' : kind === 'bool' ? false : kind?.endsWith('64') ? '0' : 0
  }
}

/** `{"@type": URL, …}`; of a type that the schema does not have, its bytes as `value`. */
const any: Spelling = {
  write({ writer, message, value, keys, depth, messages }) {
    if (!isObject(value)) throw invalid(keys, 'not a map', `it is ${describe(value)}`)
    const { '@type': typeUrl, ...rest } = value as JsonObject
    const url = text(typeUrl ?? null, [...keys, '@type'], 'a type as type.googleapis.com/notes.Note')
    const inner = messages.model.messages.get(url.slice(url.lastIndexOf('/') + 1))
    if (inner === undefined) {
      messages.fields(writer, message, { ...rest, typeUrl: url }, keys, depth)
      return
    }
    writer.uint32((1 << 3) | 2).string(url)
    const body = wellKnown(inner.name) === undefined ? rest : (rest.value ?? null)
    writer.uint32((2 << 3) | 2).fork()
    messages.message(writer, inner, body, keys, depth + 1)
    writer.ldelim()
  },
  read({ message, bytes, depth, messages }) {
    const { typeUrl, value } = messages.fields(message, bytes, depth)
    const url = String(typeUrl ?? '')
    const inner = messages.model.messages.get(url.slice(url.lastIndexOf('/') + 1))
    if (inner === undefined) return { '@type': url, ...(value !== undefined && { value }) }
    const read = messages.message(inner, Buffer.from(String(value ?? ''), 'base64'), depth + 1)
    return wellKnown(inner.name) === undefined
      ? { '@type': url, ...(read as JsonObject) }
      : { '@type': url, value: read }
  }
}

const wrapped = ['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes']
const spellings: ReadonlyMap<string, Spelling> = new Map([
  ['Timestamp', timestamp],
  ['Duration', duration],
  ['FieldMask', fieldMask],
  ['Struct', struct],
  ['ListValue', listValue],
  ['Value', anyValue],
  ['Any', any],
  ...wrapped.map((name): [string, Spelling] => [`${name}Value`, wrapper])
])

/** How a message is spelled in JSON; undefined where it is a map of its fields. */
export function wellKnown(name: string): Spelling | undefined {
  return name.startsWith(prefix) ? spellings.get(name.slice(prefix.length)) : undefined
}
