// `dx record set`: one record from a file, or as many as the file has documents, in one changeset.
import { resolve } from 'node:path'
import { recordBytesMax } from '../base/limits.ts'
import { canonicalType, schemaType } from '../graph/types.ts'
import { parseYaml, parseYamlDocuments } from '../graph/yaml.ts'
import type { RecordSetRequest } from '../rpc/api.ts'
import { type Context, usageError } from './command.ts'
import { publishSchemaFile } from './schemas.ts'
import { noFile, readTextFile } from './text-file.ts'

/** Text of a file of many records: 20,000 of them with 1.5 KB each. */
const recordsLengthMax = 32 << 20
/** Setting as many records as one changeset takes. */
const setMsMax = 300_000

export async function recordSet(context: Context): Promise<number> {
  const { terminal, signal } = context
  const file = context.text('file')
  const help = ['dx help record set']
  if (file === undefined) throw usageError('dx record set needs --file F', help, 'F has the record as YAML')
  const [name] = context.args
  const type = context.text('type')
  const message = context.text('message')
  if (name !== undefined && type !== undefined && isSchema(type) && !/\.(?:ya?ml|json)$/i.test(file)) {
    return publishSchemaFile(context, file, name)
  }
  if (message !== undefined)
    throw usageError('--message is for --type schema', help, 'it names a message of a .proto file')
  const text = readRecords(resolve(context.cwd, file), name === undefined ? recordsLengthMax : recordBytesMax)
  const request: RecordSetRequest = {
    ...(name === undefined ? { records: documentsOf(text) } : { name, text: checked(text) }),
    ...(type !== undefined && { type }),
    ...(context.on('merge') && { merge: true })
  }
  const said = await context.client().call('record.set', request, { signal, timeoutMs: setMsMax })
  if (terminal.json) terminal.value(said)
  else {
    for (const warning of said.warnings) terminal.warn(warning)
    for (const record of said.records) terminal.data(record.name)
    const records = `${said.records.length} ${said.records.length === 1 ? 'record' : 'records'}`
    terminal.note(said.changed === 0 ? `nothing to do: ${records}` : `${records} set`)
  }
  return 0
}

function isSchema(type: string): boolean {
  return canonicalType(type) === schemaType
}

function readRecords(file: string, bytesMax: number): string {
  const invalid = { code: 'KUBE_RECORD_INVALID', reason: 'YAML is text' } as const
  const text = readTextFile(file, { bytesMax, invalid, next: ['dx help record set'] })
  if (text === undefined) throw noFile(file, 'the record is not there')
  return text
}

/** Faults are found here, and cost the daemon nothing. @throws KUBE_RECORD_INVALID naming the line */
function checked(text: string): string {
  parseYaml(text)
  return text
}

function documentsOf(text: string): unknown[] {
  return parseYamlDocuments(text, { lengthMax: recordsLengthMax }).filter(value => value !== null)
}
