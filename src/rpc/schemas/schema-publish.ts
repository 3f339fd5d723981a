// Publishing a schema: a new version of its record, set like any other.
import type { Json } from '../../graph/json.ts'
import { type DmgRecord, emptyRecord, recordToJson } from '../../graph/record.ts'
import { schemaType } from '../../graph/types.ts'
import { formatYaml } from '../../graph/yaml.ts'
import type { Kube } from '../../node/kube.ts'
import type { SchemaPublished, SchemaPublishRequest } from '../api.ts'
import { type MadeRecord, setRecords } from '../records/record-set.ts'
import { nodeTarget } from '../target.ts'
import { breaking, changesFrom, schemaPayload } from './schema-version.ts'

/** @throws KUBE_SCHEMA_INVALID, KUBE_SCHEMA_BREAKS, KUBE_LIMIT, and as `setRecords` */
export async function publishSchema(
  kube: Kube,
  bases: readonly string[],
  request: SchemaPublishRequest
): Promise<SchemaPublished> {
  const target = nodeTarget(kube.records, request.name, bases)
  const { name } = target
  let message = ''
  let breaks: readonly string[] = []
  const make = (own: DmgRecord | undefined): MadeRecord => {
    const { payload, fields } = schemaPayload(kube, { ...request, name })
    message = fields.message
    breaks = changesFrom(own, name, fields)
    if (breaks.length > 0 && request.force !== true) throw breaking(name, breaks)
    const hostLabels = own?.hostLabels || target.hostLabels
    const record = { ...(own ?? emptyRecord), payload, hostLabels, declared: [] }
    const { payload: _, ...properties } = record
    // The text that people read leaves out what is made of it.
    const text = { type: schemaType, message, source: request.source, ...recordToJson(properties) }
    return { record, yaml: formatYaml(text as Json) }
  }
  const { records } = await setRecords(kube, bases, [{ name: request.name, make }])
  return { type: 'schema', name, schema: records[0]?.record ?? '', message, breaks }
}
