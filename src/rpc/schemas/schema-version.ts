// One version of a schema as a record: compiled with all that it imports, and compared with the version before.
import { KubeError } from '../../base/errors.ts'
import { type DmgRecord, payloadFields, type RecordPayload, recordFromJson, typeOfRecord } from '../../graph/record.ts'
import { breakingChanges } from '../../graph/schema/compatible.ts'
import { compileSchema } from '../../graph/schema/compile.ts'
import { type SchemaFields, schemaMessage } from '../../graph/schema/payload-type.ts'
import { canonicalType, type PayloadTypes, schemaType, shippedTypes } from '../../graph/types.ts'
import type { Kube } from '../../node/kube.ts'
import { mayReadLiterally } from '../access.ts'
import { isDistant, reader } from '../bounds.ts'
import { payloadTypes, schemaFields, schemasOf } from './schemas.ts'

export interface SchemaText {
  /** As the node is written: `dx://schemas/note`. */
  readonly name: string
  readonly source: string
  readonly files?: Readonly<Record<string, string>> | undefined
  readonly message?: string | undefined
}

/** The payload of a schema record. @throws KUBE_SCHEMA_INVALID, KUBE_LIMIT */
export function schemaPayload(kube: Kube, text: SchemaText): { payload: RecordPayload; fields: SchemaFields } {
  const { name, source, files, message } = text
  const imported = (type: string): Uint8Array | undefined => importedSet(kube, type)
  const fields = compileSchema({ type: canonicalType(name), source, message, ...(files && { files }), imported })
  const descriptorSet = Buffer.from(fields.descriptorSet).toString('base64')
  const { payload } = recordFromJson({ type: schemaType, message: fields.message, source, descriptorSet })
  return { payload: payload!, fields }
}

/** The record of a type that somebody names, if whoever calls may see it. */
function schemaFor(kube: Kube, type: string): { record: DmgRecord } | undefined {
  const found = schemasOf(kube).find(type)
  return found && mayReadLiterally(kube, reader(), found.node) ? found : undefined
}

/** How the types are read that whoever calls may name. */
export function namedTypes(kube: Kube): PayloadTypes {
  const types = payloadTypes(kube)
  if (!isDistant()) return types
  return (type, schema) => {
    const open = schema !== undefined || shippedTypes(type) !== undefined || schemaFor(kube, type) !== undefined
    return open ? types(type, schema) : undefined
  }
}

/** The descriptor set of another schema record; undefined where there is none. */
function importedSet(kube: Kube, type: string): Uint8Array | undefined {
  const found = schemaFor(kube, type)
  return found && schemaFields(found.record)?.descriptorSet
}

/** What documents of the record that stands at a name would not fit. */
export function changesFrom(own: DmgRecord | undefined, name: string, fields: SchemaFields): string[] {
  if (own === undefined) return []
  const before = schemaFields(own)
  const is = typeOfRecord(own)
  if (before === undefined) return is === '' || is === schemaType ? [] : [`${name} is no schema but ${is}`]
  return breakingChanges(schemaMessage(before), schemaMessage(fields))
}

/**
 * What documents of one version of a schema would not fit in another; undefined unless both records are schemas that can
 * be read.
 */
export function breaksBetween(before: DmgRecord, after: DmgRecord): string[] | undefined {
  const [old, now] = [schemaFields(before), schemaFields(after)]
  if (old === undefined || now === undefined) return undefined
  try {
    return breakingChanges(schemaMessage(old), schemaMessage(now))
  } catch (error) {
    if (error instanceof KubeError) return undefined
    throw error
  }
}

export function breaking(name: string, breaks: readonly string[]): KubeError {
  return new KubeError('KUBE_SCHEMA_BREAKS', `documents of ${name} would not fit its new version`, {
    reason: `${breaks.slice(0, 20).join('; ')}${breaks.length > 20 ? `; and ${breaks.length - 20} more` : ''}`,
    next: [`dx schema publish FILE.proto --to ${name} --force`]
  })
}

/**
 * A schema record that was written as YAML: its descriptor set is the one it had while its text is the same, else made of
 * the text. Any other record as it is.
 * @throws KUBE_SCHEMA_INVALID, KUBE_SCHEMA_BREAKS, KUBE_RECORD_INVALID
 */
export function completeSchema(kube: Kube, name: string, own: DmgRecord | undefined, record: DmgRecord): DmgRecord {
  if (record.payload?.type !== schemaType) return record
  const { message, source, descriptorSet } = payloadFields(record.payload)
  const before = own?.payload?.type === schemaType ? payloadFields(own.payload) : {}
  if (before.source === source && before.message === message && before.descriptorSet !== undefined) {
    if (descriptorSet === undefined || descriptorSet === before.descriptorSet)
      return { ...record, payload: own!.payload! }
  }
  // The one that it had is not that of a new text.
  if (typeof descriptorSet === 'string' && descriptorSet !== before.descriptorSet) {
    checked(own, name, { message: String(message), descriptorSet: Buffer.from(descriptorSet, 'base64') })
    return record
  }
  if (typeof source !== 'string') {
    throw new KubeError('KUBE_RECORD_INVALID', 'source is missing', {
      reason: 'a schema is the text of a .proto file',
      next: [`dx schema publish FILE.proto --to ${name}`]
    })
  }
  const { payload, fields } = schemaPayload(kube, { name, source, message: String(message) })
  checked(own, name, fields)
  return { ...record, payload }
}

function checked(own: DmgRecord | undefined, name: string, fields: SchemaFields): void {
  schemaMessage(fields)
  const breaks = own?.payload?.type === schemaType ? changesFrom(own, name, fields) : []
  if (breaks.length > 0) throw breaking(name, breaks)
}
