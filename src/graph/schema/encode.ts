// Documents of a published type from JSON to canonical bytes: fields by number, map entries by key, nothing that equals
// its default. Strict: what the schema does not have is refused with the nearest that it has.
import protobuf, { type Writer } from 'protobufjs/minimal.js'
import { nearest } from '../../base/nearest.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { depthOfValuesMax, describe, invalid, refuseUnknownKey } from '../shape.ts'
import { type FieldModel, type MessageModel, mapEntryOf, type Scalar, type SchemaModel } from './model.ts'
import { compareKeys, isDefault, readKey, readScalar, type ScalarValue, wireTypeOf, writeScalar } from './scalar.ts'
import { nullEnum, wellKnown } from './well-known.ts'

export type Keys = readonly string[]

/** The bytes of a message. @throws KUBE_RECORD_INVALID naming the field and the nearest known one */
export function encodeMessage(model: SchemaModel, message: MessageModel, value: Json): Uint8Array {
  const writer = protobuf.Writer.create()
  new MessageWriter(model).message(writer, message, value, [], 0)
  return Uint8Array.from(writer.finish())
}

export class MessageWriter {
  readonly model: SchemaModel

  constructor(model: SchemaModel) {
    this.model = model
  }

  message(writer: Writer, message: MessageModel, value: Json, keys: Keys, depth: number): void {
    if (depth > depthOfValuesMax)
      throw invalid(keys.slice(0, 4), 'nested too deeply', `at most ${depthOfValuesMax} levels`, 'depthOfValuesMax')
    const special = wellKnown(message.name)
    if (special !== undefined) special.write({ writer, message, value, keys, depth, messages: this })
    else this.fields(writer, message, value, keys, depth)
  }

  fields(writer: Writer, message: MessageModel, value: Json, keys: Keys, depth: number): void {
    if (!isObject(value)) throw invalid(keys, 'not a map', `it is ${describe(value)}`)
    const given = this.given(message, value as JsonObject, keys)
    for (const field of message.fields) {
      const found = given.get(field)
      if (found !== undefined) this.field(writer, field, found.value, [...keys, found.key], depth)
    }
  }

  /** Which fields are given, and how they were spelled. */
  private given(message: MessageModel, value: JsonObject, keys: Keys): Map<FieldModel, { key: string; value: Json }> {
    const given = new Map<FieldModel, { key: string; value: Json }>()
    const oneofs = new Map<string, string>()
    for (const key of Object.keys(value)) {
      const field = message.byName.get(key)
      if (field === undefined)
        refuseUnknownKey(
          key,
          keys,
          message.fields.map(({ json }) => json)
        )
      const item = value[key]!
      const twice = given.get(field)
      if (twice !== undefined) throw invalid([...keys, key], `${twice.key} is there too`, 'both are the same field')
      if (item === null && !takesNull(field)) continue
      const other = field.oneof === undefined ? undefined : oneofs.get(field.oneof)
      if (other !== undefined)
        throw invalid([...keys, key], `${other} is there too`, `one of ${field.oneof} at most is set`)
      if (field.oneof !== undefined) oneofs.set(field.oneof, key)
      given.set(field, { key, value: item })
    }
    return given
  }

  private field(writer: Writer, field: FieldModel, value: Json, keys: Keys, depth: number): void {
    const entry = mapEntryOf(this.model, field)
    if (entry !== undefined) this.map(writer, field, entry, value, keys, depth)
    else if (field.repeated) this.list(writer, field, value, keys, depth)
    else this.single(writer, field, value, keys, depth, field.presence)
  }

  single(writer: Writer, field: FieldModel, value: Json, keys: Keys, depth: number, always: boolean): void {
    const { kind, number } = field
    if (kind === 'message') {
      writer.uint32((number << 3) | 2).fork()
      this.message(writer, this.model.messages.get(field.of)!, value, keys, depth + 1)
      writer.ldelim()
      return
    }
    const read = this.scalar(field, value, keys)
    if (!always && isDefault(read)) return
    const written = kind === 'enum' ? 'int32' : kind
    writeScalar(writer.uint32(((number << 3) | wireTypeOf(written)) >>> 0), written, read)
  }

  private scalar(field: FieldModel, value: Json, keys: Keys): ScalarValue {
    if (field.kind !== 'enum') return readScalar(value, field.kind as Scalar, keys)
    if (field.of === nullEnum && value === null) return 0
    if (typeof value === 'number') return readScalar(value, 'int32', keys)
    const { numbers } = this.model.enums.get(field.of)!
    const number = typeof value === 'string' ? numbers.get(value) : undefined
    if (number !== undefined) return number
    const near = typeof value === 'string' ? nearest(value, numbers.keys()) : undefined
    const reason =
      near === undefined ? `it is one of: ${[...numbers.keys()].slice(0, 20).join(', ')}` : `the nearest is ${near}`
    throw invalid(keys, `${describe(value)} is not valid`, reason)
  }

  private list(writer: Writer, field: FieldModel, value: Json, keys: Keys, depth: number): void {
    if (!Array.isArray(value)) throw invalid(keys, 'not a list', `it is ${describe(value)}`)
    const items = value as readonly Json[]
    if (!field.packed) {
      for (const [at, item] of items.entries()) this.single(writer, field, item, [...keys, String(at)], depth, true)
      return
    }
    if (items.length === 0) return
    const written = field.kind === 'enum' ? 'int32' : (field.kind as Scalar)
    writer.uint32(((field.number << 3) | 2) >>> 0).fork()
    for (const [at, item] of items.entries())
      writeScalar(writer, written, this.scalar(field, item, [...keys, String(at)]))
    writer.ldelim()
  }

  private map(writer: Writer, field: FieldModel, entry: MessageModel, value: Json, keys: Keys, depth: number): void {
    if (!isObject(value)) throw invalid(keys, 'not a map', `it is ${describe(value)}`)
    const [keyField, valueField] = [entry.byNumber.get(1)!, entry.byNumber.get(2)!]
    const kind = keyField.kind as Scalar
    const entries = Object.keys(value).map(name => ({ name, key: readKey(name, kind, [...keys, name]) }))
    for (const { name, key } of entries.sort((a, b) => compareKeys(a.key, b.key))) {
      writer.uint32(((field.number << 3) | 2) >>> 0).fork()
      if (!isDefault(key)) writeScalar(writer.uint32((1 << 3) | wireTypeOf(kind)), kind, key)
      this.single(writer, valueField, (value as JsonObject)[name]!, [...keys, name], depth, false)
      writer.ldelim()
    }
  }
}

/** Where null is a value, not the absence of one. */
function takesNull({ kind, of, repeated }: FieldModel): boolean {
  return !repeated && ((kind === 'message' && of === 'google.protobuf.Value') || (kind === 'enum' && of === nullEnum))
}
