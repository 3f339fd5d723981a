// `dx record set`: one record from a file, or as many as the file has documents, in one changeset.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { KubeError } from '../base/errors.ts'
import { recordBytesMax } from '../base/limits.ts'
import { canonicalType, schemaType } from '../graph/types.ts'
import { parseYaml, parseYamlDocuments } from '../graph/yaml.ts'
import type { RecordSetRequest } from '../rpc/api.ts'
import { type Context, usageError } from './command.ts'
import { publishSchemaFile } from './schemas.ts'
import { formatBytes } from './terminal.ts'

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
  const text = readText(resolve(context.cwd, file), name === undefined ? recordsLengthMax : recordBytesMax)
  const request: RecordSetRequest = {
    ...(name === undefined ? { records: documentsOf(text) } : { name, text: checked(text) }),
    ...(type !== undefined && { type }),
    ...(context.on('merge') && { merge: true })
  }
  const said = await context.client().call('record.set', request, { signal, timeoutMs: setMsMax })
  if (terminal.json) terminal.value(said)
  else {
    for (const record of said.records) terminal.data(record.name)
    const records = `${said.records.length} ${said.records.length === 1 ? 'record' : 'records'}`
    terminal.note(said.changed === 0 ? `nothing to do: ${records}` : `${records} set`)
  }
  return 0
}

function isSchema(type: string): boolean {
  return canonicalType(type) === schemaType
}

function readText(file: string, bytesMax: number): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'ENOTDIR') throw error
    throw new KubeError('KUBE_FILE_MISSING', `${file} is no file`, { reason: message, next: [`ls -l ${file}`] })
  }
  if (bytes.length > bytesMax) {
    throw new KubeError('KUBE_LIMIT', `${file} is too large`, {
      reason: `it has ${formatBytes(bytes.length)}; at most ${formatBytes(bytesMax)}`,
      next: ['dx help record set']
    })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new KubeError('KUBE_RECORD_INVALID', `${file} is not UTF-8`, {
      reason: 'YAML is text',
      next: ['dx help record set'],
      cause: error
    })
  }
}

/** Faults are found here, and cost the daemon nothing. @throws KUBE_RECORD_INVALID naming the line */
function checked(text: string): string {
  parseYaml(text)
  return text
}

function documentsOf(text: string): unknown[] {
  return parseYamlDocuments(text, { lengthMax: recordsLengthMax }).filter(value => value !== null)
}
