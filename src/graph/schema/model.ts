// A schema as its descriptor set describes it: messages by full name, fields by name. Read from bytes that may come from
// anywhere, so everything is checked: names, numbers, that every type is there, how much of it there is.
import { KubeError } from '../../base/errors.ts'
import {
  schemaDefinitionsMax,
  schemaFieldsMax,
  schemaFilesMax,
  schemaNestingMax,
  schemaSetBytesMax
} from '../../base/limits.ts'
import { dxos } from '../../proto/generated.js'
import { schemaFault } from './failure.ts'

type MessageDescriptor = dxos.dmg.descriptor.Message.$Properties
type FieldDescriptor = dxos.dmg.descriptor.Field.$Properties
type EnumDescriptor = dxos.dmg.descriptor.Enum.$Properties

/** google.protobuf.FieldDescriptorProto.Type by the word in a .proto file. */
export const scalarTypes = {
  double: 1,
  float: 2,
  int64: 3,
  uint64: 4,
  int32: 5,
  fixed64: 6,
  fixed32: 7,
  bool: 8,
  string: 9,
  bytes: 12,
  uint32: 13,
  sfixed32: 15,
  sfixed64: 16,
  sint32: 17,
  sint64: 18
} as const
export const messageType = 11
export const enumType = 14

export type Scalar = keyof typeof scalarTypes

export interface FieldModel {
  /** As written in the .proto: `media_type`. */
  readonly name: string
  /** In JSON: `mediaType`. */
  readonly json: string
  readonly number: number
  /** A scalar's word, else `message` or `enum`. */
  readonly kind: Scalar | 'message' | 'enum'
  /** Full name of the message or enum; empty for a scalar. */
  readonly of: string
  readonly repeated: boolean
  /** Set apart from its default: written whenever it is given. */
  readonly presence: boolean
  readonly packed: boolean
  /** The group of fields of which one at most is set. */
  readonly oneof: string | undefined
}

/** First and last number, both inclusive. */
export type NumberRange = readonly [number, number]

export interface MessageModel {
  readonly name: string
  /** By number. */
  readonly fields: readonly FieldModel[]
  /** By both spellings. */
  readonly byName: ReadonlyMap<string, FieldModel>
  readonly byNumber: ReadonlyMap<number, FieldModel>
  /** The entry of a map: `key` and `value`. */
  readonly mapEntry: boolean
  readonly reserved: readonly NumberRange[]
  readonly reservedNames: readonly string[]
}

export interface EnumModel {
  readonly name: string
  readonly numbers: ReadonlyMap<string, number>
  /** The first name of each number. */
  readonly names: ReadonlyMap<number, string>
  readonly reserved: readonly NumberRange[]
  readonly reservedNames: readonly string[]
}

export interface SchemaModel {
  readonly files: readonly string[]
  readonly messages: ReadonlyMap<string, MessageModel>
  readonly enums: ReadonlyMap<string, EnumModel>
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,255}$/
const scalarOf = new Map<number, Scalar>(Object.entries(scalarTypes).map(([word, type]) => [type, word as Scalar]))
const fieldNumberMax = 2 ** 29 - 1

/** The JSON name that protoc gives a field (protobuf.dev, ProtoJSON): `media_type` is `mediaType`. */
export function jsonName(name: string): string {
  return name.replace(/_+(.?)/g, (_, next: string) => next.toUpperCase())
}

/**
 * Reads a serialised FileDescriptorSet.
 * @throws KUBE_SCHEMA_INVALID, KUBE_LIMIT
 */
export function readModel(bytes: Uint8Array): SchemaModel {
  if (bytes.length > schemaSetBytesMax)
    throw tooMuch(`its descriptor set has ${bytes.length} bytes`, 'schemaSetBytesMax')
  try {
    return new ModelReader().read(dxos.dmg.descriptor.FileSet.decode(bytes))
  } catch (error) {
    if (error instanceof KubeError) throw error
    throw schemaFault('not a descriptor set', error instanceof Error ? error.message : String(error), error)
  }
}

const most = { schemaSetBytesMax, schemaFilesMax, schemaDefinitionsMax, schemaFieldsMax, schemaNestingMax }

function tooMuch(what: string, limit: keyof typeof most): KubeError {
  return new KubeError('KUBE_LIMIT', 'the schema is too large', {
    reason: `${what}; at most ${most[limit]}`,
    next: ['dx help schema publish'],
    limit
  })
}

class ModelReader {
  readonly messages = new Map<string, MessageModel>()
  readonly enums = new Map<string, EnumModel>()
  private fields = 0

  read({ file = [] }: dxos.dmg.descriptor.FileSet.$Properties): SchemaModel {
    const files = file ?? []
    if (files.length > schemaFilesMax) throw tooMuch(`it has ${files.length} files`, 'schemaFilesMax')
    for (const one of files) {
      const scope = one.package ?? ''
      if (scope !== '') for (const part of scope.split('.')) this.checkName(part, scope)
      for (const message of one.messageType ?? []) this.message(message, scope, 0)
      for (const item of one.enumType ?? []) this.enum(item, scope)
    }
    for (const message of this.messages.values()) for (const field of message.fields) this.checkTypes(message, field)
    return { files: files.map(({ name }) => name ?? ''), messages: this.messages, enums: this.enums }
  }

  private checkName(name: string, where: string): void {
    if (identifier.test(name) && name !== '__proto__') return
    throw schemaFault(`${JSON.stringify(name.slice(0, 80))} is no name`, `it stands in ${where || 'the file'}`)
  }

  private define(name: string | null | undefined, scope: string): string {
    this.checkName(name ?? '', scope)
    const full = scope === '' ? (name ?? '') : `${scope}.${name}`
    if (this.messages.has(full) || this.enums.has(full)) {
      throw schemaFault(`${full} is there twice`, 'a name is defined once in a schema and what it imports')
    }
    if (this.messages.size + this.enums.size >= schemaDefinitionsMax)
      throw tooMuch('it has many types', 'schemaDefinitionsMax')
    return full
  }

  private message(message: MessageDescriptor, scope: string, depth: number): void {
    const name = this.define(message.name, scope)
    if (depth > schemaNestingMax) throw tooMuch(`${name} is nested too deeply`, 'schemaNestingMax')
    const oneofs = (message.oneofDecl ?? []).map(oneof => oneof.name ?? '')
    const fields = (message.field ?? [])
      .map(field => this.field(field, name, oneofs))
      .sort((a, b) => a.number - b.number)
    const byName = new Map<string, FieldModel>()
    for (const field of fields) {
      for (const spelled of new Set([field.json, field.name])) {
        if (byName.has(spelled))
          throw schemaFault(`${name} has two fields ${spelled}`, 'their names are the same in JSON')
        byName.set(spelled, field)
      }
    }
    const byNumber = new Map(fields.map(field => [field.number, field]))
    if (byNumber.size < fields.length)
      throw schemaFault(`two fields of ${name} have one number`, 'a number is one field')
    this.messages.set(name, {
      name,
      fields,
      byName,
      byNumber,
      mapEntry: message.options?.mapEntry === true,
      reserved: (message.reservedRange ?? []).map(({ start, end }) => [start ?? 0, (end ?? 0) - 1]),
      reservedNames: message.reservedName ?? []
    })
    for (const nested of message.nestedType ?? []) this.message(nested, name, depth + 1)
    for (const item of message.enumType ?? []) this.enum(item, name)
  }

  private field(field: FieldDescriptor, message: string, oneofs: readonly string[]): FieldModel {
    if (++this.fields > schemaFieldsMax) throw tooMuch('it has many fields', 'schemaFieldsMax')
    const name = field.name ?? ''
    this.checkName(name, message)
    const number = field.number ?? 0
    if (number < 1 || number > fieldNumberMax || (number >= 19_000 && number <= 19_999)) {
      throw schemaFault(
        `${message}.${name} has the number ${number}`,
        'numbers go from 1 to 536870911, without 19000 to 19999'
      )
    }
    const type = field.type ?? 0
    const kind = type === messageType ? 'message' : type === enumType ? 'enum' : scalarOf.get(type)
    if (kind === undefined || field.label === 2) {
      throw schemaFault(`${message}.${name} is required or a group`, 'proto3 has neither')
    }
    const repeated = field.label === 3
    const inOneof = typeof field.oneofIndex === 'number'
    const optional = field.proto3Optional === true
    const json = field.jsonName || jsonName(name)
    if (json === '__proto__' || json.length > 256) throw schemaFault(`${message}.${name} has no usable JSON name`, json)
    return {
      name,
      json,
      number,
      kind,
      of: kind === 'message' || kind === 'enum' ? (field.typeName ?? '').replace(/^\./, '') : '',
      repeated,
      presence: !repeated && (kind === 'message' || inOneof || optional),
      packed:
        repeated && kind !== 'message' && kind !== 'string' && kind !== 'bytes' && field.options?.packed !== false,
      oneof: inOneof && !optional ? (oneofs[field.oneofIndex ?? 0] ?? '') : undefined
    }
  }

  private enum(item: EnumDescriptor, scope: string): void {
    const name = this.define(item.name, scope)
    const numbers = new Map<string, number>()
    const names = new Map<number, string>()
    for (const value of item.value ?? []) {
      if (++this.fields > schemaFieldsMax) throw tooMuch('it has many enum values', 'schemaFieldsMax')
      this.checkName(value.name ?? '', name)
      const number = value.number ?? 0
      numbers.set(value.name ?? '', number)
      if (!names.has(number)) names.set(number, value.name ?? '')
    }
    if (item.value?.[0] === undefined || (item.value[0].number ?? 0) !== 0) {
      throw schemaFault(`the first value of ${name} is not 0`, 'in proto3 an enum begins with the value 0')
    }
    const reserved = (item.reservedRange ?? []).map(({ start, end }): NumberRange => [start ?? 0, end ?? 0])
    this.enums.set(name, { name, numbers, names, reserved, reservedNames: item.reservedName ?? [] })
  }

  private checkTypes(message: MessageModel, { kind, of, name }: FieldModel): void {
    if (kind === 'message' && !this.messages.has(of)) throw missing(message, name, of)
    if (kind === 'enum' && !this.enums.has(of)) throw missing(message, name, of)
    if (message.mapEntry && (!message.byNumber.has(1) || !message.byNumber.has(2) || message.fields.length !== 2)) {
      throw schemaFault(`${message.name} is no entry of a map`, 'it has a key and a value')
    }
  }
}

function missing(message: MessageModel, field: string, type: string): KubeError {
  return schemaFault(`${message.name}.${field} is of an unknown type`, `nothing here or in what is imported is ${type}`)
}

/** The message that a field's map has as entries; undefined where it is no map. */
export function mapEntryOf(model: SchemaModel, field: FieldModel): MessageModel | undefined {
  if (field.kind !== 'message' || !field.repeated) return undefined
  const message = model.messages.get(field.of)
  return message?.mapEntry ? message : undefined
}
