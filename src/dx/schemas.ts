// `dx schema publish`: a .proto file, with the files beside it that it imports, as the record of a type.
import path from 'node:path'
import { schemaFilesMax, schemaSourceBytesMax } from '../base/limits.ts'
import type { SchemaPublishRequest } from '../rpc/api.ts'
import { type Context, usageError } from './command.ts'
import { noFile, readTextFile } from './text-file.ts'

export async function schemaPublish(context: Context): Promise<number> {
  const [file] = context.args as [string]
  const to = context.text('to')
  if (to === undefined) {
    throw usageError('dx schema publish needs --to NAME', [`dx schema publish ${file} --to dx://schemas/note`])
  }
  return publishSchemaFile(context, file, to)
}

/** Publishes a file at a name; `--message` and `--force` as on the command line. Gives the exit status. */
export async function publishSchemaFile(context: Context, file: string, name: string): Promise<number> {
  const { terminal, signal } = context
  const message = context.text('message')
  const request: SchemaPublishRequest = {
    name,
    ...readSchema(path.resolve(context.cwd, file)),
    ...(message !== undefined && { message }),
    ...(context.on('force') && { force: true })
  }
  const said = await context.client().call('schema.publish', request, { signal })
  if (terminal.json) terminal.value(said)
  else {
    terminal.data(said.name)
    terminal.note(`documents of type ${said.name} are ${said.message}`)
    for (const change of said.breaks) terminal.warn(change)
  }
  return 0
}

// Comments and texts are passed over as a whole: what looks like an import in them is none.
const pieces =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\bimport\s+(?:public\s+|weak\s+)?(?:"([^"\n]+)"|'([^'\n]+)')|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g

/** The paths that a .proto file imports. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(pieces)].map(([, double, single]) => double ?? single ?? '').filter(path => path !== '')
}

/** A file and those beside it, by the path in `import`; what is not there is the daemon's to find. */
export function readSchema(file: string): { source: string; files: Record<string, string> } {
  const source = readProto(file)
  if (source === undefined) throw noFile(file, 'the .proto file is not there')
  const folder = path.dirname(file)
  const files: Record<string, string> = {}
  const waiting = importsOf(source)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (Object.hasOwn(files, name) || Object.keys(files).length >= schemaFilesMax || !isBeside(name)) continue
    const text = readProto(path.join(folder, name))
    if (text === undefined) continue
    files[name] = text
    waiting.push(...importsOf(text))
  }
  return { source, files }
}

/** A plain relative path, as protoc takes it: nothing above the folder is read. */
function isBeside(name: string): boolean {
  return (
    !path.isAbsolute(name) &&
    !name.includes('\\') &&
    name.split('/').every(part => !['', '.', '..', '__proto__'].includes(part))
  )
}

/** Undefined when it is not there. @throws KUBE_LIMIT, KUBE_SCHEMA_INVALID */
function readProto(file: string): string | undefined {
  return readTextFile(file, {
    bytesMax: schemaSourceBytesMax,
    invalid: { code: 'KUBE_SCHEMA_INVALID', reason: 'a .proto file is text' },
    next: ['dx help schema publish']
  })
}
