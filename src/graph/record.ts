// A record as a value: the payload of its type, and the properties that any record may have. Protobuf is in
// record-codec.ts, inheritance in inherit.ts.
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import { compareUtf8, isObject, type Json, type JsonObject, keysOf, mergeJson, withAt, without } from './json.ts'
import { inheritedProperties, type Properties, propertyNames, readProperties } from './properties.ts'
import { invalid, readShape, refuseUnknownKey } from './shape.ts'
import { canonicalType, type PayloadType, type PayloadTypes, shippedNames, shippedTypes } from './types.ts'
import { formatYaml, parseYaml } from './yaml.ts'

export interface RecordPayload {
  /** Canonical name of the schema record: `schema.dxos.org/dmg/webapp`. */
  readonly type: string
  /** Id of the `!meta` commit that held the schema; absent for shipped types. */
  readonly schema?: ObjectId
  /** The message, encoded. */
  readonly value: Uint8Array
}

export interface DmgRecord {
  /** Absent: properties alone. */
  readonly payload?: RecordPayload
  readonly properties: Properties
  /** JSON pointers of inherited properties that end here, sorted. */
  readonly removed: readonly string[]
  /** How many leading components of its path the publisher wrote as a host; 0 when unknown. */
  readonly hostLabels: number
  /** Names of the properties that came with the last publish. */
  readonly declared: readonly string[]
}

export const emptyRecord: DmgRecord = { properties: {}, removed: [], hostLabels: 0, declared: [] }

export interface ReadOptions {
  /** The type, where the value does not say it: a shipped short name or a NAME. */
  readonly type?: string
  /** How other than shipped types are read. */
  readonly types?: PayloadTypes
}

const inherited: ReadonlySet<string> = new Set(inheritedProperties)

/** Of JSON pointers those that a removal may be: an inherited property or something in it. */
export function keptRemovals(removed: readonly string[]): string[] {
  return [...new Set(removed.filter(pointer => inherited.has(keysOf(pointer)[0] ?? '')))].sort(compareUtf8)
}

function typeOf(value: Readonly<Record<string, unknown>>, options: ReadOptions): string | undefined {
  const said = value.type
  if (said !== undefined && typeof said !== 'string') throw invalid(['type'], 'not a text', 'a type is a name')
  const types = [said, options.type].filter(type => type !== undefined).map(canonicalType)
  if (types[0] !== undefined && types[1] !== undefined && types[0] !== types[1]) {
    throw invalid(['type'], `two types: ${types.join(' and ')}`, 'a record has one')
  }
  return types[0]
}

function payloadType(type: string, types: PayloadTypes | undefined): PayloadType {
  // A subnet may read a shipped type by a schema of its own; then that one is asked first.
  const found = types?.(type) ?? shippedTypes(type)
  if (found !== undefined) return found
  throw new KubeError('KUBE_RECORD_INVALID', `unknown type ${type}`, {
    reason: `no schema of this name is here; shipped types: ${shippedNames.join(', ')}`,
    next: [`dx schema publish FILE.proto --to ${type}`, 'dx ls']
  })
}

function readPayload(value: Readonly<Record<string, unknown>>, row: PayloadType): RecordPayload {
  const fields: Record<string, Json> = {}
  for (const key of Object.keys(row.fields)) {
    if (!Object.hasOwn(value, key)) continue
    const found = readShape(value[key], row.fields[key]!, [key], { removed: [] })
    if (found !== undefined) fields[key] = found
  }
  for (const key of row.required) {
    if (fields[key] === undefined) throw invalid([], `${key} is missing`, `a record of type ${row.type} needs it`)
  }
  const pinned = row.schema === undefined ? {} : { schema: row.schema }
  return { type: row.type, ...pinned, value: Uint8Array.from(row.encode(fields)) }
}

/** What is left for the properties: a field of the type is that field, whatever else it could be. */
function withoutFields(value: Readonly<Record<string, unknown>>, { fields }: PayloadType): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(fields, key)))
}

/**
 * A record from JSON or YAML values: `type`, the payload's fields and the properties side by side. `null` removes
 * what would be inherited.
 * @throws KUBE_RECORD_INVALID naming the key, and the nearest known one
 */
export function recordFromJson(value: unknown, options: ReadOptions = {}): DmgRecord {
  if (!isObject(value))
    throw invalid([], 'a record is a map', `it is ${Array.isArray(value) ? 'a list' : typeof value}`)
  const type = typeOf(value, options)
  const row = type === undefined ? undefined : payloadType(type, options.types)
  const known = ['type', ...Object.keys(row?.fields ?? {}), ...propertyNames]
  for (const key of Object.keys(value)) if (!known.includes(key)) refuseUnknownKey(key, [], known)
  const { properties, removed } = readProperties(row === undefined ? value : withoutFields(value, row))
  const record = { ...emptyRecord, properties, removed: keptRemovals(removed) }
  return row === undefined ? record : { ...record, payload: readPayload(value, row) }
}

/** @throws KUBE_RECORD_INVALID naming line or key */
export function recordFromYaml(text: string, options: ReadOptions = {}): DmgRecord {
  return recordFromJson(parseYaml(text) ?? {}, options)
}

/** The payload's fields; of a type that is not known here, its bytes in base64 as `value`. @throws KUBE_RECORD_INVALID */
export function payloadFields(payload: RecordPayload, types?: PayloadTypes): JsonObject {
  const { type, schema } = payload
  const pinned = schema === undefined ? undefined : types?.(type, schema)
  // Never by another schema than the one that it was written by.
  const row = pinned ?? shippedTypes(type) ?? (schema === undefined ? types?.(type) : undefined)
  if (row === undefined) return { value: Buffer.from(payload.value).toString('base64') }
  try {
    return row.decode(payload.value)
  } catch (error) {
    if (error instanceof KubeError) throw error
    throw new KubeError('KUBE_RECORD_INVALID', `the payload is no ${payload.type}`, {
      reason: error instanceof Error ? error.message : String(error),
      cause: error
    })
  }
}

/** `type`, the payload's fields and the properties side by side; `null` for what ends here. */
export function recordToJson(record: DmgRecord, types?: PayloadTypes): JsonObject {
  const json: Record<string, Json> = {}
  if (record.payload !== undefined) {
    json.type = record.payload.type
    Object.assign(json, payloadFields(record.payload, types))
  }
  let properties: Json = record.properties as unknown as JsonObject
  for (const pointer of record.removed) properties = withAt(properties, keysOf(pointer), null)
  for (const name of propertyNames) {
    const value = (properties as JsonObject)[name]
    if (value !== undefined && !Object.hasOwn(json, name)) json[name] = value
  }
  return json
}

export function recordToYaml(record: DmgRecord, types?: PayloadTypes): string {
  return formatYaml(recordToJson(record, types))
}

/** The canonical type name; empty where the record has properties alone. */
export function typeOfRecord(record: DmgRecord): string {
  return record.payload?.type ?? ''
}

/**
 * The record with only what is given changed, maps key by key; `null` takes away (`dx record set --merge`).
 * @throws KUBE_RECORD_INVALID
 */
export function mergeRecord(own: DmgRecord, given: unknown, options: ReadOptions = {}): DmgRecord {
  if (!isObject(given)) throw invalid([], 'a record is a map', `it is ${typeof given}`)
  const before = recordToJson(own, options.types)
  const { removed } = readProperties(given)
  let merged: Json = mergeJson(before, given as JsonObject) ?? {}
  for (const pointer of removed) {
    const keys = keysOf(pointer)
    const inherits = inherited.has(keys[0] ?? '')
    merged = inherits ? withAt(merged, keys, null) : (without(merged, keys) ?? {})
  }
  const record = recordFromJson(merged, before.type === undefined ? options : { ...options, type: String(before.type) })
  return { ...record, hostLabels: own.hostLabels, declared: own.declared }
}

export interface PublishedAs {
  readonly type: string
  /** Fields of the payload in JSON. */
  readonly fields: JsonObject
  /** Properties of the project's dx.yml (`validateProperties`). */
  readonly properties: Properties
  readonly removed: readonly string[]
  /** From the name that was published to. */
  readonly hostLabels: number
}

/**
 * The record of a node after a publish: type and payload are the new ones, and so are the properties that the
 * project's dx.yml has. What an earlier dx.yml had and this one lacks goes, `access` and `actions` excepted; what was
 * set otherwise stays.
 */
export function publishRecord(before: DmgRecord | undefined, published: PublishedAs): DmgRecord {
  const own = before ?? emptyRecord
  const row = payloadType(canonicalType(published.type), undefined)
  const firstKey = (pointer: string): string => keysOf(pointer)[0] ?? ''
  const declared = [...new Set([...Object.keys(published.properties), ...published.removed.map(firstKey)])].sort()
  const gone = new Set(own.declared.filter(name => name !== 'access' && name !== 'actions'))
  for (const name of declared) gone.add(name)
  const properties: Record<string, unknown> = {}
  for (const name of propertyNames) {
    const value = published.properties[name] ?? (gone.has(name) ? undefined : own.properties[name])
    if (value !== undefined) properties[name] = value
  }
  const removed = [...own.removed.filter(pointer => !gone.has(firstKey(pointer))), ...published.removed]
  return {
    payload: readPayload(published.fields, row),
    properties: properties as Properties,
    removed: keptRemovals(removed),
    hostLabels: published.hostLabels,
    declared
  }
}
