// Requests and answers of the DMG service as protobuf (proto/dxos/dmg/service.proto).
import { fromHex } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import type { DmgRecord } from '../../graph/record.ts'
import { decodeRecord, encodeRecord } from '../../graph/record-codec.ts'
import { dxos } from '../../proto/generated.js'
import type { GivenRecord } from '../records/record-set.ts'
import type { NamedRecord } from './dmg.ts'
import type { DmgFormat } from './dmg-call.ts'

const service = dxos.dmg.service

function read<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  try {
    return decode(bytes)
  } catch (error) {
    throw new KubeError('KUBE_USAGE', 'not a request of the DMG service', {
      reason: error instanceof Error ? error.message : String(error),
      cause: error
    })
  }
}

const messageOf = (record: DmgRecord): dxos.dmg.Record => dxos.dmg.Record.decode(encodeRecord(record))

function named({ name, id, record }: NamedRecord): dxos.dmg.service.NamedRecord.$Properties {
  return { name, ...(id !== undefined && { id: fromHex(id) }), ...(record && { record: messageOf(record) }) }
}

function given({ name, record }: dxos.dmg.service.NamedRecord.$Properties): GivenRecord {
  if (!record) throw new KubeError('KUBE_USAGE', `${name ?? ''} comes without a record`)
  return { name: name ?? '', record: decodeRecord(dxos.dmg.Record.encode(record).finish()) }
}

const present = (key: string, value: string | null | undefined): Record<string, string> =>
  value ? { [key]: value } : {}

export const protobufFormat: DmgFormat = {
  resolveRequest(bytes) {
    const { url, dxn, explain } = read(one => service.ResolveUrlRequest.decode(one), bytes)
    return { ...present('url', url), ...present('dxn', dxn), ...(explain && { explain: true }) }
  },
  resolveAnswer({ parts, hops = [] }) {
    const answer = {
      parts: parts.map(({ path, record, resource }) => ({
        path,
        ...(record !== undefined && { record: fromHex(record) }),
        ...(resource !== undefined && { resource: fromHex(resource) })
      })),
      hops: hops.map(({ ref, rule, signer, age }) => ({
        ref,
        rule,
        ...(signer !== null && { signer }),
        ...(age !== null && { publishedMs: Date.parse(age) })
      }))
    }
    return service.ResolveUrlResponse.encode(answer).finish()
  },
  getRequest(bytes) {
    const { records, own } = read(one => service.GetRecordsRequest.decode(one), bytes)
    return { records: records ?? [], own: own === true }
  },
  async getAnswer(_dmg, records) {
    return service.GetRecordsResponse.encode({ records: records.map(named) }).finish()
  },
  setRequest(bytes) {
    const { records, merge } = read(one => service.SetRecordRequest.decode(one), bytes)
    return { records: (records ?? []).map(given), merge: merge === true }
  },
  setAnswer({ records, position }) {
    const set = records.map(({ name, record }) => ({ name, id: fromHex(record) }))
    return service.SetRecordResponse.encode({ records: set, position }).finish()
  },
  listRequest(bytes) {
    const { name, recursive, limit, after } = read(one => service.ListRecordsRequest.decode(one), bytes)
    const page = { ...present('after', after), ...(limit ? { limit } : {}) }
    return { name: name ?? '', recursive: recursive === true, ...page }
  },
  async listAnswer(_dmg, { records, next }) {
    return service.ListRecordsResponse.encode({ records: records.map(named), ...(next && { next }) }).finish()
  },
  watchRequest(bytes) {
    const { name, position } = read(one => service.WatchRecordsRequest.decode(one), bytes)
    return { ...present('name', name), ...present('position', position) }
  },
  async watchAnswer(_dmg, { position, records }) {
    return service.WatchRecordsResponse.encode({ position, records: records.map(named) }).finish()
  }
}
