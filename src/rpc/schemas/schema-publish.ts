// Publishing a schema: a new version of its record, set like any other.
import type { Json } from '../../graph/json.ts'
import { type DmgRecord, emptyRecord, recordToJson } from '../../graph/record.ts'
import { schemaType } from '../../graph/types.ts'
import { formatYaml } from '../../graph/yaml.ts'
import type { Kube } from '../../node/kube.ts'
import type { SchemaPublished, SchemaPublishRequest } from '../api.ts'
import { setRecords } from '../records/record-set.ts'
import { nodeTarget } from '../target.ts'
import { breaking, changesFrom, schemaPayload } from './schema-version.ts'

/** @throws KUBE_SCHEMA_INVALID, KUBE_SCHEMA_BREAKS, KUBE_LIMIT, and as `setRecords` */
export async function publishSchema(
  kube: Kube,
  bases: readonly string[],
  request: SchemaPublishRequest
): Promise<SchemaPublished> {
  const { name, path } = nodeTarget(kube.records, request.name, bases)
  const own = kube.records.meta(path)?.record
  const { payload, fields } = schemaPayload(kube, { ...request, name })
  const breaks = changesFrom(own, name, fields)
  if (breaks.length > 0 && request.force !== true) throw breaking(name, breaks)
  const record: DmgRecord = { ...(own ?? emptyRecord), payload }
  const { payload: _, ...properties } = record
  const { message } = fields
  // The text that people read leaves out what is made of it.
  const text = formatYaml({ type: schemaType, message, source: request.source, ...recordToJson(properties) } as Json)
  const { records } = await setRecords(kube, bases, [{ name: request.name, record, text, checked: true }])
  return { type: 'schema', name, schema: records[0]?.record ?? '', message, breaks }
}
