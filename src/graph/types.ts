// The payload types that ship, as a table: what their fields look like and how they become protobuf. A record of any
// other type is read by the schema that its type names.
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import { isAddress, isMountTarget, isNameOrUrl, isTreeRef, plainText } from './checks.ts'
import type { Json, JsonObject } from './json.ts'
import { decodeManifest, encodeManifest, type Manifest, manifestShape } from './manifest.ts'
import { parseName } from './name.ts'
import { formatName, nameSegment } from './name-format.ts'
import type { Shape } from './shape.ts'
import { decodeValue, encodeValue } from './value-codec.ts'

/** How the payload of one type is read and written. */
export interface PayloadType {
  /** Canonical type name: `schema.dxos.org/dmg/webapp`. */
  readonly type: string
  /** Full name of the protobuf message: `dxos.dmg.Webapp`. */
  readonly message: string
  readonly fields: Readonly<Record<string, Shape>>
  readonly required: readonly string[]
  /** Id of the `!meta` commit of the schema that this was read from; absent for what ships. */
  readonly schema?: ObjectId
  /** Fields in their normal form → canonical bytes. */
  encode(fields: JsonObject): Uint8Array
  /** @throws any error for bytes that are no such message */
  decode(bytes: Uint8Array): JsonObject
}

/**
 * Finds how to read a type; undefined for one that is not known here.
 * @param schema the commit that a record was written by; without it, the type as it is now
 */
export type PayloadTypes = (type: string, schema?: ObjectId) => PayloadType | undefined

export const schemaHost = 'schema.dxos.org'
const shippedPrefix = `${schemaHost}/dmg/`
const olderPrefix = '/dxos/schema/'

type Fields = Omit<PayloadType, 'type'>

const line: Shape = { kind: 'text', check: plainText }
const { Document, File: FileMessage, MountPayload, RedirectPayload, Schema: SchemaMessage, Service, Webapp } = dxos.dmg

/** The given fields that say something: nothing that equals its default is written. */
function present(fields: Readonly<Record<string, unknown>>): JsonObject {
  const found: Record<string, Json> = {}
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === '' || value === 0) continue
    if (Array.isArray(value) && value.length === 0) continue
    found[key] = value as Json
  }
  return found
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const isBase64 = (text: string): string | undefined =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0 ? undefined : 'it is not base64'

const webapp: Fields = {
  message: 'dxos.dmg.Webapp',
  fields: { manifest: manifestShape },
  required: [],
  encode: ({ manifest }) =>
    Webapp.encode(manifest === undefined ? {} : { manifest: encodeManifest(manifest as Manifest) }).finish(),
  decode: bytes => {
    const { manifest } = Webapp.decode(bytes)
    return manifest === null || manifest === undefined ? {} : present({ manifest: decodeManifest(manifest) })
  }
}

const mount: Fields = {
  message: 'dxos.dmg.MountPayload',
  fields: { target: { kind: 'text', check: isMountTarget } },
  required: ['target'],
  encode: fields => MountPayload.encode(fields).finish(),
  decode: bytes => present({ target: MountPayload.decode(bytes).target })
}

/** HTTP statuses that send a reader elsewhere (RFC 9110, 15.4). */
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308]

const redirect: Fields = {
  message: 'dxos.dmg.RedirectPayload',
  fields: {
    to: { kind: 'text', check: isNameOrUrl },
    status: { kind: 'integer', min: 301, max: 308, among: redirectStatuses }
  },
  required: ['to'],
  encode: fields => RedirectPayload.encode(fields).finish(),
  decode: bytes => {
    const { to, status } = RedirectPayload.decode(bytes)
    return present({ to, status })
  }
}

const document: Fields = {
  message: 'dxos.dmg.Document',
  fields: { body: { kind: 'any' } },
  required: [],
  encode: ({ body }) => Document.encode(body === undefined ? {} : { body: encodeValue(body) }).finish(),
  decode: bytes => {
    const { body } = Document.decode(bytes)
    return body === null || body === undefined ? {} : { body: decodeValue(body) }
  }
}

const file: Fields = {
  message: 'dxos.dmg.File',
  fields: { source: { kind: 'text', check: isTreeRef }, mediaType: line },
  required: ['source'],
  encode: fields => FileMessage.encode(fields).finish(),
  decode: bytes => {
    const { source, mediaType } = FileMessage.decode(bytes)
    return present({ source, mediaType })
  }
}

const service: Fields = {
  message: 'dxos.dmg.Service',
  fields: { addresses: { kind: 'list', of: { kind: 'text', check: isAddress } }, health: line },
  required: ['addresses'],
  encode: fields => Service.encode(fields as { addresses: string[]; health?: string }).finish(),
  decode: bytes => {
    const { addresses, health } = Service.decode(bytes)
    return present({ addresses, health })
  }
}

const schema: Fields = {
  message: 'dxos.dmg.Schema',
  fields: { message: line, descriptorSet: { kind: 'text', check: isBase64 }, source: { kind: 'text' } },
  required: ['message'],
  encode: ({ message, descriptorSet, source }) => {
    const bytes = typeof descriptorSet === 'string' ? { descriptorSet: Buffer.from(descriptorSet, 'base64') } : {}
    return SchemaMessage.encode({ ...present({ message, source }), ...bytes }).finish()
  },
  decode: bytes => {
    const { message, descriptorSet, source } = SchemaMessage.decode(bytes)
    return present({ message, descriptorSet: base64(descriptorSet), source })
  }
}

const shippedFields: Readonly<Record<string, Fields>> = { webapp, mount, redirect, document, file, service, schema }

/** The shipped types by their short names. */
export const shippedNames = Object.keys(shippedFields) as readonly string[]

const shipped: ReadonlyMap<string, PayloadType> = new Map(
  Object.entries(shippedFields).map(([name, fields]) => [
    shippedPrefix + name,
    { type: shippedPrefix + name, ...fields }
  ])
)

/** The types that ship. */
export const shippedTypes: PayloadTypes = type => shipped.get(type)

/** Canonical names of the types that resolution itself understands. */
export const webappType = `${shippedPrefix}webapp`
export const mountType = `${shippedPrefix}mount`
export const redirectType = `${shippedPrefix}redirect`
export const schemaType = `${shippedPrefix}schema`

/**
 * The one spelling of a type: `webapp`, `/dxos/schema/webapp` and `schema.dxos.org/dmg/webapp` are the last; any
 * other type is the name of its schema record: `dx://schemas/note` is `kube.local/schemas/note`.
 * @throws KUBE_NAME_INVALID
 */
export function canonicalType(type: string): string {
  if (shipped.has(type)) return type
  if (Object.hasOwn(shippedFields, type)) return shippedPrefix + type
  const older = type.startsWith(olderPrefix) ? type.slice(olderPrefix.length) : ''
  if (Object.hasOwn(shippedFields, older)) return shippedPrefix + older
  const { path, hostLabels, subnet, resource } = parseName(type)
  if (resource.length > 0) {
    throw new KubeError('KUBE_NAME_INVALID', `not a type: ${type}`, {
      reason: 'a type is a node, not a file',
      next: ['dx ls']
    })
  }
  if (subnet !== undefined) return formatName(path, { subnet }).slice('dx://'.length)
  // A type is never one of the short local names, so that it stays apart from those of the shipped types.
  if (path[0] === 'local' && path[1] === 'kube') return ['kube.local', ...path.slice(2).map(nameSegment)].join('/')
  return formatName(path, { hostLabels }).replace(/^dx:\/\//, '')
}
