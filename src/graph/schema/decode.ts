// Bytes of a published type as JSON. Fields that the schema does not have are left out, as protobuf readers do.
import protobuf, { type Reader } from 'protobufjs/minimal.js'
import type { Json } from '../json.ts'
import { depthOfValuesMax, invalid } from '../shape.ts'
import { type FieldModel, type MessageModel, mapEntryOf, type Scalar, type SchemaModel } from './model.ts'
import { isDefault, type ScalarValue, scalarJson, takeScalar, wireTypeOf } from './scalar.ts'
import { nullEnum, wellKnown } from './well-known.ts'

/** The message as JSON. @throws KUBE_RECORD_INVALID, RangeError, TypeError for bytes that are no such message */
export function decodeMessage(model: SchemaModel, message: MessageModel, bytes: Uint8Array): Json {
  return new MessageReader(model).message(message, bytes, 0)
}

/** What was read of one field: every occurrence. */
type Occurrences = (Uint8Array | ScalarValue)[]

export class MessageReader {
  readonly model: SchemaModel

  constructor(model: SchemaModel) {
    this.model = model
  }

  message(message: MessageModel, bytes: Uint8Array, depth: number): Json {
    if (depth > depthOfValuesMax)
      throw invalid([], 'a value is nested too deeply', `at most ${depthOfValuesMax} levels`, 'depthOfValuesMax')
    const special = wellKnown(message.name)
    return special === undefined
      ? this.fields(message, bytes, depth)
      : special.read({ message, bytes, depth, messages: this })
  }

  fields(message: MessageModel, bytes: Uint8Array, depth: number): { [key: string]: Json } {
    const json: { [key: string]: Json } = {}
    for (const [field, occurrences] of this.occurrences(message, bytes)) {
      const value = this.value(field, occurrences, depth)
      if (value !== undefined) json[field.json] = value
    }
    return json
  }

  /** By field number, so that the order of the wire does not show. */
  private occurrences(message: MessageModel, bytes: Uint8Array): [FieldModel, Occurrences][] {
    const reader = protobuf.Reader.create(bytes)
    const found = new Map<FieldModel, Occurrences>()
    const oneofs = new Map<string, FieldModel>()
    while (reader.pos < reader.len) {
      const tag = reader.uint32()
      const field = message.byNumber.get(tag >>> 3)
      const taken = field === undefined ? undefined : take(reader, field, tag & 7)
      if (field === undefined || taken === undefined) {
        reader.skipType(tag & 7)
        continue
      }
      const before = field.oneof === undefined ? undefined : oneofs.get(field.oneof)
      if (before !== undefined && before !== field) found.delete(before)
      if (field.oneof !== undefined) oneofs.set(field.oneof, field)
      const all = found.get(field)
      if (all === undefined) found.set(field, taken)
      else for (const one of taken) all.push(one)
    }
    return [...found].sort(([a], [b]) => a.number - b.number)
  }

  private value(field: FieldModel, occurrences: Occurrences, depth: number): Json | undefined {
    const entry = mapEntryOf(this.model, field)
    if (entry !== undefined) return this.map(entry, occurrences as Uint8Array[], depth)
    if (field.repeated)
      return occurrences.length === 0 ? undefined : occurrences.map(one => this.single(field, one, depth))
    if (field.kind === 'message') return this.single(field, Buffer.concat(occurrences as Uint8Array[]), depth)
    const last = occurrences.at(-1)
    return last === undefined || (!field.presence && isDefault(last)) ? undefined : this.single(field, last, depth)
  }

  private single(field: FieldModel, taken: Uint8Array | ScalarValue, depth: number): Json {
    if (field.kind === 'message')
      return this.message(this.model.messages.get(field.of)!, taken as Uint8Array, depth + 1)
    if (field.kind !== 'enum') return scalarJson(taken, field.kind)
    if (field.of === nullEnum) return null
    return this.model.enums.get(field.of)!.names.get(taken as number) ?? (taken as number)
  }

  private map(entry: MessageModel, occurrences: readonly Uint8Array[], depth: number): Json {
    const [keyField, valueField] = [entry.byNumber.get(1)!, entry.byNumber.get(2)!]
    const map: { [key: string]: Json } = {}
    for (const bytes of occurrences) {
      const found = new Map(this.occurrences(entry, bytes))
      const key = String(found.get(keyField)?.at(-1) ?? emptyOf(keyField))
      if (key === '__proto__') throw invalid([], 'the key __proto__ is not valid', 'this cannot be a key')
      const values = found.get(valueField) ?? []
      const joined = valueField.kind === 'message' ? Buffer.concat(values as Uint8Array[]) : values.at(-1)
      map[key] = this.single(valueField, joined ?? emptyOf(valueField), depth)
    }
    return map
  }
}

function emptyOf({ kind }: FieldModel): ScalarValue {
  if (kind === 'string') return ''
  if (kind === 'bool') return false
  if (kind === 'bytes' || kind === 'message') return new Uint8Array()
  return kind.endsWith('64') ? 0n : 0
}

/** The values behind one tag; undefined when the wire type is none of this field's. */
function take(reader: Reader, { kind, repeated }: FieldModel, wireType: number): Occurrences | undefined {
  if (kind === 'message') return wireType === 2 ? [Uint8Array.from(reader.bytes())] : undefined
  const scalar: Scalar = kind === 'enum' ? 'int32' : kind
  if (wireType === wireTypeOf(scalar)) return [takeScalar(reader, scalar)]
  if (wireType !== 2 || !repeated) return undefined
  const packed = protobuf.Reader.create(reader.bytes())
  const values: Occurrences = []
  while (packed.pos < packed.len) values.push(takeScalar(packed, scalar))
  return values
}
