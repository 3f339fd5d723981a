// Requests and answers of the DMG service as JSON: records with type, fields and properties side by side.
import { fromUtf8, utf8 } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { isObject } from '../../graph/json.ts'
import { givenRecord } from '../records/record-set.ts'
import type { Dmg, NamedRecord } from './dmg.ts'
import type { DmgFormat } from './dmg-call.ts'

type Values = Readonly<Record<string, unknown>>

function refuse(reason: string): KubeError {
  return new KubeError('KUBE_USAGE', 'not a request of the DMG service', { reason })
}

function read(bytes: Uint8Array, keys: readonly string[]): Values {
  let value: unknown
  try {
    value = bytes.length === 0 ? {} : JSON.parse(fromUtf8(bytes))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw refuse(error.message)
    throw error
  }
  if (!isObject(value)) throw refuse('it is no JSON object')
  const unknown = Object.keys(value).find(key => !keys.includes(key) && key !== '@type')
  if (unknown !== undefined) throw refuse(`it has ${JSON.stringify(unknown)}; known are ${keys.join(', ')}`)
  return value
}

function text(values: Values, key: string): Record<string, string> {
  const value = values[key]
  if (value === undefined || value === '') return {}
  if (typeof value !== 'string') throw refuse(`${key} is no text`)
  return { [key]: value }
}

function flag(values: Values, key: string): boolean {
  const value = values[key]
  if (value !== undefined && typeof value !== 'boolean') throw refuse(`${key} is neither true nor false`)
  return value === true
}

function list(values: Values, key: string): readonly unknown[] {
  const value = values[key] ?? []
  if (!Array.isArray(value)) throw refuse(`${key} is no list`)
  return value
}

async function named(dmg: Dmg, { name, id, record }: NamedRecord) {
  return { name, id: id ?? null, record: record ? await dmg.json(record) : null }
}

const write = (type: string, fields: object): Uint8Array =>
  utf8.encode(JSON.stringify({ '@type': `dxos.dmg.service.${type}`, ...fields }))

export const jsonFormat: DmgFormat = {
  resolveRequest(bytes) {
    const values = read(bytes, ['url', 'dxn', 'explain'])
    return { ...text(values, 'url'), ...text(values, 'dxn'), ...(flag(values, 'explain') && { explain: true }) }
  },
  resolveAnswer: answer => utf8.encode(JSON.stringify(answer)),
  getRequest(bytes) {
    const values = read(bytes, ['records', 'own'])
    const records = list(values, 'records')
    if (!records.every(name => typeof name === 'string')) throw refuse('records are names, or ids')
    return { records, own: flag(values, 'own') }
  },
  async getAnswer(dmg, records) {
    const all = []
    for (const record of records) all.push(await named(dmg, record))
    return write('GetRecordsResponse', { records: all })
  },
  setRequest(bytes) {
    const values = read(bytes, ['records', 'merge'])
    return { records: list(values, 'records').map(givenRecord), merge: flag(values, 'merge') }
  },
  setAnswer({ records, position }) {
    const set = records.map(({ name, record }) => ({ name, id: record }))
    return write('SetRecordResponse', { records: set, position })
  },
  listRequest(bytes) {
    const values = read(bytes, ['name', 'recursive', 'limit', 'after'])
    const { limit } = values
    if (limit !== undefined && (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0)) {
      throw refuse('limit is no number')
    }
    const { name } = text(values, 'name')
    if (name === undefined) throw refuse('name is missing')
    const recursive = flag(values, 'recursive')
    return { name, recursive, ...text(values, 'after'), ...(typeof limit === 'number' && { limit }) }
  },
  async listAnswer(dmg, { records, next }) {
    const all = []
    for (const record of records) all.push(await named(dmg, record))
    return write('ListRecordsResponse', { records: all, next: next ?? '' })
  },
  watchRequest(bytes) {
    const values = read(bytes, ['name', 'position'])
    return { ...text(values, 'name'), ...text(values, 'position') }
  },
  async watchAnswer(dmg, { position, records }) {
    const all = []
    for (const record of records) all.push(await named(dmg, record))
    return write('WatchRecordsResponse', { position, records: all })
  }
}
