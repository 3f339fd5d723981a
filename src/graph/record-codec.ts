// Records as bytes: `record.binpb`. The encoding is canonical (record.proto says how), so that equal records are equal
// blobs everywhere.
import { fromHex, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { recordBytesMax } from '../base/limits.ts'
import { dxos } from '../proto/generated.js'
import { compareUtf8 } from './json.ts'
import type { Properties } from './properties.ts'
import { decodeProperties, encodeProperties } from './properties-codec.ts'
import { type DmgRecord, keptRemovals, type RecordPayload } from './record.ts'

type PayloadMessage = dxos.dmg.Payload.$Properties

/** @throws KUBE_LIMIT for a record above `recordBytesMax` */
export function encodeRecord(record: DmgRecord): Uint8Array {
  const message: dxos.dmg.Record.$Properties = encodeProperties(record.properties)
  if (record.payload !== undefined) message.payload = encodePayload(record.payload)
  if (record.removed.length > 0) message.removed = [...record.removed].sort(compareUtf8)
  if (record.hostLabels > 0) message.hostLabels = record.hostLabels
  if (record.declared.length > 0) message.declared = [...record.declared].sort(compareUtf8)
  const bytes = Uint8Array.from(dxos.dmg.Record.encode(message).finish())
  checkSize(bytes)
  return bytes
}

function encodePayload({ type, schema, value }: RecordPayload): PayloadMessage {
  const message: PayloadMessage = { type }
  if (value.length > 0) message.value = value
  if (schema !== undefined) message.schema = fromHex(schema)
  return message
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length <= recordBytesMax) return
  throw new KubeError('KUBE_LIMIT', 'the record is too large', {
    reason: `it has ${bytes.length} bytes; at most ${recordBytesMax}`,
    limit: 'recordBytesMax'
  })
}

/**
 * Reads `record.binpb`. What it does not know (of a later version) it leaves out.
 * @throws KUBE_RECORD_INVALID, KUBE_LIMIT
 */
export function decodeRecord(bytes: Uint8Array): DmgRecord {
  checkSize(bytes)
  try {
    const message = dxos.dmg.Record.decode(bytes)
    const record = {
      properties: decodeProperties(message) as Properties,
      removed: keptRemovals(message.removed ?? []),
      hostLabels: message.hostLabels ?? 0,
      declared: message.declared ?? []
    }
    const payload = message.payload ? decodePayload(message.payload) : undefined
    return payload === undefined ? record : { payload, ...record }
  } catch (error) {
    if (error instanceof KubeError) throw error
    throw new KubeError('KUBE_RECORD_INVALID', 'not a record', {
      reason: error instanceof Error ? error.message : String(error),
      cause: error
    })
  }
}

function decodePayload(message: PayloadMessage): RecordPayload {
  const payload = { type: message.type ?? '', value: Uint8Array.from(message.value ?? []) }
  if (payload.type === '')
    throw new KubeError('KUBE_RECORD_INVALID', 'a payload without a type', { reason: 'it has none' })
  const schema = message.schema ?? new Uint8Array()
  if (schema.length === 0) return payload
  if (schema.length === 20) return { ...payload, schema: toHex(schema) }
  throw new KubeError('KUBE_RECORD_INVALID', 'a schema id of the wrong length', { reason: 'a commit id has 20 bytes' })
}
