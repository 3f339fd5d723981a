// Types that people have published: the name of a type leads, by the one resolve function, to the record that holds its
// schema. Kept by the commit of that record, which never goes stale.
import { KubeError } from '../../base/errors.ts'
import { schemasWarmMax } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import { pathKey } from '../../graph/component.ts'
import type { JsonObject } from '../../graph/json.ts'
import { parseName } from '../../graph/name.ts'
import { type DmgRecord, payloadFields, type RecordPayload, recordToJson } from '../../graph/record.ts'
import { resolve } from '../../graph/resolve.ts'
import { publishedType, type SchemaFields } from '../../graph/schema/payload-type.ts'
import {
  mountType,
  type PayloadType,
  type PayloadTypes,
  redirectType,
  schemaType,
  shippedTypes
} from '../../graph/types.ts'
import type { Kube } from '../../node/kube.ts'

/** Resolution itself reads these, so no subnet reads them in another way. */
const fixed: ReadonlySet<string> = new Set([mountType, redirectType, schemaType])

/** The schema that a record holds; undefined when it is none, or one without its descriptor set. */
export function schemaFields({ payload }: DmgRecord): SchemaFields | undefined {
  if (payload?.type !== schemaType) return undefined
  const { message, descriptorSet } = payloadFields(payload)
  if (typeof message !== 'string' || typeof descriptorSet !== 'string') return undefined
  return { message, descriptorSet: Buffer.from(descriptorSet, 'base64') }
}

export class Schemas {
  readonly #kube: Pick<Kube, 'records' | 'logger'>
  readonly #warm = new Map<ObjectId, PayloadType>()

  constructor(kube: Pick<Kube, 'records' | 'logger'>) {
    this.#kube = kube
  }

  /**
   * How a type is read: by the schema of a commit, or as it is now. From memory and the state alone: what is of the past
   * is brought in by `ready`.
   */
  readonly types: PayloadTypes = (type, schema) => (schema === undefined ? this.#now(type) : this.#pinned(type, schema))

  /** The record that a type's name leads to. @throws KUBE_NAME_INVALID, KUBE_HOPS, KUBE_NAME_FOREIGN */
  find(type: string): { id: ObjectId; record: DmgRecord; node: readonly string[] } | undefined {
    const { path, subnet } = parseName(type)
    if (subnet !== undefined && !this.#kube.records.owns(subnet)) return undefined
    const found = resolve(this.#kube.records, path)
    return found === undefined || found.rest.length > 0
      ? undefined
      : { id: found.recordId, record: found.own, node: found.node }
  }

  /** Brings in the schema that a record was written by, where it is of the past. */
  async ready(record: DmgRecord | undefined): Promise<void> {
    const schema = record?.payload?.schema
    if (schema === undefined || this.#warm.has(schema)) return
    const { records, logger } = this.#kube
    try {
      if (!records.at(schema)) await records.load(schema)
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      // The record is shown all the same, with its bytes.
      logger.log('warn', 'a schema cannot be read', { schema, type: record?.payload?.type, reason: error.message })
    }
  }

  /** How a payload is read; undefined when its schema is not here, or is none. */
  rowOf({ type, schema }: RecordPayload): PayloadType | undefined {
    const pinned = schema === undefined ? undefined : this.#pinned(type, schema)
    if (pinned || schema !== undefined) return pinned ?? shippedTypes(type)
    try {
      return shippedTypes(type) ?? this.#now(type)
    } catch (error) {
      if (error instanceof KubeError) return undefined
      throw error
    }
  }

  /** A record as JSON: with the fields of its type, or its payload's bytes as `value` where nobody can read them. */
  async json(record: DmgRecord): Promise<JsonObject> {
    await this.ready(record)
    try {
      return recordToJson(record, this.types)
    } catch (error) {
      if (!(error instanceof KubeError) || record.payload === undefined) throw error
      const { payload, ...properties } = record
      const value = Buffer.from(payload.value).toString('base64')
      return { type: payload.type, value, ...recordToJson(properties) }
    }
  }

  #now(type: string): PayloadType | undefined {
    const ships = shippedTypes(type) !== undefined
    if (fixed.has(type) || (ships && !this.#isOverridden(type))) return undefined
    const found = this.find(type)
    if (found === undefined) return undefined
    const made = this.#made(type, found.id, found.record)
    if (made !== undefined || ships) return made
    const is = found.record.payload?.type ?? 'properties alone'
    throw new KubeError('KUBE_RECORD_INVALID', `${type} is no type`, {
      reason: `its record is no schema but ${is}`,
      next: [`dx schema publish FILE.proto --to NAME`]
    })
  }

  #isOverridden(type: string): boolean {
    const { records } = this.#kube
    if (records.meta([])?.record.properties.override === undefined) return false
    const { path } = parseName(type)
    const found = resolve(records, path)
    return found !== undefined && pathKey(found.node) !== pathKey(path)
  }

  #pinned(type: string, schema: ObjectId): PayloadType | undefined {
    const warm = this.#warm.get(schema)
    if (warm?.type === type) return warm
    try {
      const record = this.#kube.records.at(schema)
      return record && this.#made(type, schema, record)
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      // One record with a schema that is none must not hide those beside it.
      this.#kube.logger.log('debug', 'a schema is not valid', { schema, type, reason: error.message })
      return undefined
    }
  }

  #made(type: string, id: ObjectId, record: DmgRecord): PayloadType | undefined {
    const warm = this.#warm.get(id)
    if (warm?.type === type) return warm
    const fields = schemaFields(record)
    if (fields === undefined) return undefined
    const made = publishedType(type, id, fields)
    if (this.#warm.size >= schemasWarmMax) {
      const oldest = this.#warm.keys().next().value
      if (oldest !== undefined) this.#warm.delete(oldest)
    }
    this.#warm.set(id, made)
    return made
  }
}

const byKube = new WeakMap<object, Schemas>()

/** The schemas of one KUBE: the same each time. */
export function schemasOf(kube: Pick<Kube, 'records' | 'logger'>): Schemas {
  let found = byKube.get(kube)
  if (found === undefined) {
    found = new Schemas(kube)
    byKube.set(kube, found)
  }
  return found
}

/** How types other than the shipped ones are read. */
export function payloadTypes(kube: Pick<Kube, 'records' | 'logger'>): PayloadTypes {
  return schemasOf(kube).types
}
