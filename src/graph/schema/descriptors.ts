// What the parser gives as descriptors (google/protobuf/descriptor.proto), and descriptors as names that the parser finds.
import protobuf from 'protobufjs'
import type { dxos } from '../../proto/generated.js'
import { schemaFault } from './failure.ts'
import { enumType, jsonName, messageType, type Scalar, scalarTypes } from './model.ts'

type FileDescriptor = dxos.dmg.descriptor.File.$Properties
type MessageDescriptor = dxos.dmg.descriptor.Message.$Properties
type FieldDescriptor = dxos.dmg.descriptor.Field.$Properties
type EnumDescriptor = dxos.dmg.descriptor.Enum.$Properties
type RangeDescriptor = dxos.dmg.descriptor.Range.$Properties

const [optional, repeated] = [1, 3]

function typeNumber(field: protobuf.FieldBase): number {
  const { resolvedType, type } = field.resolve() as protobuf.FieldBase
  if (resolvedType instanceof protobuf.Enum) return enumType
  if (resolvedType !== null) return messageType
  const number = Object.hasOwn(scalarTypes, type) ? scalarTypes[type as Scalar] : undefined
  if (number === undefined) throw schemaFault(`${field.fullName} is of an unknown type`, type)
  return number
}

function describeField(field: protobuf.Field, oneofs: readonly protobuf.OneOf[]): FieldDescriptor {
  const name = field.name
  if (field.required) throw schemaFault(`${field.fullName.slice(1)} is required`, 'proto3 has no required fields')
  if (field.extend !== undefined) throw schemaFault(`the extension ${name}`, 'proto3 has no extensions')
  const type = typeNumber(field)
  const { packed, json_name: json } = (field.options ?? {}) as { packed?: unknown; json_name?: unknown }
  const described: FieldDescriptor = { name, number: field.id, label: field.repeated ? repeated : optional, type }
  if (field.resolvedType) described.typeName = field.resolvedType.fullName
  if (typeof packed === 'boolean') described.options = { packed }
  if (field.partOf) described.oneofIndex = oneofs.indexOf(field.partOf)
  described.jsonName = typeof json === 'string' ? json : jsonName(name)
  if (field.options?.proto3_optional === true) described.proto3Optional = true
  return described
}

/** A map as protobuf has it: a message of its own, with `key` and `value`. */
function describeMap(field: protobuf.MapField): { field: FieldDescriptor; entry: MessageDescriptor } {
  const camel = jsonName(field.name)
  const name = `${camel.charAt(0).toUpperCase()}${camel.slice(1)}Entry`
  const type = typeNumber(field)
  const keyType = scalarTypes[field.keyType as Scalar]
  if (keyType === undefined || ['double', 'float', 'bytes'].includes(field.keyType)) {
    throw schemaFault(
      `${field.fullName.slice(1)} has keys of the type ${field.keyType}`,
      'a key is a text, a whole number or bool'
    )
  }
  const value: FieldDescriptor = { name: 'value', number: 2, label: optional, type, jsonName: 'value' }
  if (field.resolvedType) value.typeName = field.resolvedType.fullName
  const key: FieldDescriptor = { name: 'key', number: 1, label: optional, type: keyType, jsonName: 'key' }
  const typeName = `${field.parent!.fullName}.${name}`
  const json = (field.options as { json_name?: string } | undefined)?.json_name ?? camel
  return {
    field: { name: field.name, number: field.id, label: repeated, type: messageType, typeName, jsonName: json },
    entry: { name, field: [key, value], options: { mapEntry: true } }
  }
}

/** Ranges that the parser gives with both ends in them. */
function ranges(reserved: readonly (readonly number[] | string)[] | undefined, endOffset: number): RangeDescriptor[] {
  const numbers = (reserved ?? []).filter(item => typeof item !== 'string')
  return numbers.map(([start, end]) => ({ start: start!, end: Math.min(end!, 2 ** 31 - 1 - endOffset) + endOffset }))
}

const names = (reserved: readonly (readonly number[] | string)[] | undefined): string[] =>
  (reserved ?? []).filter(item => typeof item === 'string')

/** @throws KUBE_SCHEMA_INVALID for what proto3 does not have */
export function describeMessage(type: protobuf.Type): MessageDescriptor {
  if ((type as { group?: boolean }).group === true)
    throw schemaFault(`${type.fullName.slice(1)} is a group`, 'proto3 has no groups')
  // Those that stand for `optional` come last.
  const synthetic = (oneof: protobuf.OneOf): boolean => oneof.isProto3Optional
  const oneofs = [...type.oneofsArray.filter(one => !synthetic(one)), ...type.oneofsArray.filter(synthetic)]
  const fields: FieldDescriptor[] = []
  const nested: MessageDescriptor[] = []
  for (const field of type.fieldsArray) {
    if (!(field instanceof protobuf.MapField)) {
      fields.push(describeField(field, oneofs))
      continue
    }
    const map = describeMap(field)
    fields.push(map.field)
    nested.push(map.entry)
  }
  const enums: EnumDescriptor[] = []
  for (const item of type.nestedArray) {
    if (item instanceof protobuf.Type) nested.push(describeMessage(item))
    else if (item instanceof protobuf.Enum) enums.push(describeEnum(item))
    else throw schemaFault(`the extension ${item.name}`, 'proto3 has no extensions')
  }
  return {
    name: type.name,
    field: fields,
    nestedType: nested,
    enumType: enums,
    oneofDecl: oneofs.map(({ name }) => ({ name })),
    reservedRange: ranges(type.reserved, 1),
    reservedName: names(type.reserved)
  }
}

export function describeEnum(item: protobuf.Enum): EnumDescriptor {
  return {
    name: item.name,
    value: Object.entries(item.values).map(([name, number]) => ({ name, number })),
    reservedRange: ranges(item.reserved, 0),
    reservedName: names(item.reserved)
  }
}

/** Makes the names of a described file known to the parser, so that other files can refer to them. */
export function stubs(file: FileDescriptor, root: protobuf.Root): void {
  const scope = file.package ? root.define(file.package) : root
  for (const message of file.messageType ?? []) stub(message, scope)
  for (const item of file.enumType ?? []) scope.add(new protobuf.Enum(item.name ?? '', { NONE: 0 }))
}

function stub(message: MessageDescriptor, scope: protobuf.NamespaceBase): void {
  if (message.options?.mapEntry) return
  const type = new protobuf.Type(message.name ?? '')
  scope.add(type)
  for (const nested of message.nestedType ?? []) stub(nested, type)
  for (const item of message.enumType ?? []) type.add(new protobuf.Enum(item.name ?? '', { NONE: 0 }))
}
