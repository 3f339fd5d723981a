// .proto text to the descriptor set that a schema record holds, with everything that it imports.
import protobuf from 'protobufjs'
import { KubeError } from '../../base/errors.ts'
import type { LimitName } from '../../base/limit-hits.ts'
import { schemaFilesMax, schemaSourceBytesMax } from '../../base/limits.ts'
import { dxos } from '../../proto/generated.js'
import { canonicalType } from '../types.ts'
import { describeEnum, describeMessage, stubs } from './descriptors.ts'
import { schemaFault } from './failure.ts'
import { readModel } from './model.ts'
import { reservedFields } from './payload-type.ts'

type FileDescriptor = dxos.dmg.descriptor.File.$Properties

export interface SchemaSource {
  /** Canonical name of the schema record: `kube.local/schemas/note`. */
  readonly type: string
  readonly source: string
  /** Files beside it that it imports, by the path in `import`. */
  readonly files?: Readonly<Record<string, string>>
  /** The message that documents are of, in full or without its package; needed where there are several. */
  readonly message?: string | undefined
  /** The descriptor set of another schema record; undefined where there is none. */
  readonly imported: (type: string) => Uint8Array | undefined
}

export interface CompiledSchema {
  /** Full name of the message. */
  readonly message: string
  readonly descriptorSet: Uint8Array
}

const statement = /^\s*syntax\s*=\s*(?:"proto3"|'proto3')\s*;/
const comments = /^(?:\s+|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/

/**
 * Parses a schema and all that it imports: the well-known types, files beside it, other schema records.
 * @throws KUBE_SCHEMA_INVALID naming file and line, KUBE_LIMIT
 */
export function compileSchema(request: SchemaSource): CompiledSchema {
  const compiler = new Compiler(request)
  const main = `${request.type}.proto`
  compiler.add(main, request.source, '')
  const descriptorSet = compiler.finish()
  const model = readModel(descriptorSet)
  const message = chooseMessage(compiler.topLevel(main), model.messages.keys(), request.message)
  const taken = reservedFields(model.messages.get(message)!)
  if (taken.length > 0) {
    throw schemaFault(`${message} has the field ${taken.join(', ')}`, 'records keep these names for their properties')
  }
  return { message, descriptorSet }
}

function chooseMessage(topLevel: readonly string[], all: Iterable<string>, wanted: string | undefined): string {
  if (wanted !== undefined) {
    const known = [...all]
    const found = known.find(name => name === wanted) ?? topLevel.find(name => name.endsWith(`.${wanted}`))
    const below = found ?? known.find(name => name.endsWith(`.${wanted}`))
    if (below !== undefined) return below
    throw schemaFault(`no message ${wanted}`, `its messages: ${topLevel.join(', ') || 'none'}`)
  }
  const [only, ...others] = topLevel
  if (only !== undefined && others.length === 0) return only
  if (only === undefined) throw schemaFault('it has no message', 'documents are of a message: message Note { … }')
  throw new KubeError('KUBE_SCHEMA_INVALID', `it has ${topLevel.length} messages`, {
    reason: `--message says which one documents are of: ${topLevel.join(', ')}`,
    next: [`dx schema publish FILE.proto --to NAME --message ${only.slice(only.lastIndexOf('.') + 1)}`]
  })
}

function tooMuch(message: string, reason: string, limit: LimitName): KubeError {
  return new KubeError('KUBE_LIMIT', message, { reason, next: ['dx help schema publish'], limit })
}

interface ParsedFile {
  readonly name: string
  readonly package: string
  readonly dependencies: string[]
}

class Compiler {
  private readonly request: SchemaSource
  private readonly root = new protobuf.Root()
  /** Files of this schema, in the order in which a reader meets them. */
  private readonly parsed = new Map<string, ParsedFile>()
  /** Files that others have described. */
  private readonly taken = new Map<string, FileDescriptor>()
  /** Where each name is defined. */
  private readonly made = new Map<string, FileDescriptor>()

  constructor(request: SchemaSource) {
    this.request = request
  }

  /** Parses a file after all that it imports. `trip`: the files that led here. */
  add(name: string, text: string, trip: string): void {
    const here = trip === '' ? name : `${trip} → ${name}`
    if (Buffer.byteLength(text) > schemaSourceBytesMax) {
      throw tooMuch(`${name} is too large`, `at most ${schemaSourceBytesMax} bytes`, 'schemaSourceBytesMax')
    }
    if (this.parsed.size + this.taken.size >= schemaFilesMax) {
      throw tooMuch('the schema imports too many files', `at most ${schemaFilesMax}`, 'schemaFilesMax')
    }
    if (!statement.test(text.replace(comments, ''))) {
      throw schemaFault(`${name} is no proto3`, 'it begins with: syntax = "proto3";')
    }
    if (/\b__proto__\b/.test(text)) throw schemaFault(`${name} has the name __proto__`, 'this cannot be a name')
    const { imports = [], package: scope = '' } = this.imports(name, text)
    const file: ParsedFile = { name, package: scope, dependencies: [] }
    for (const path of imports) file.dependencies.push(this.import(path, name, here))
    this.parse(name, text)
    this.parsed.set(name, file)
  }

  /** What a file imports; parsed into a root of its own, thrown away. */
  private imports(name: string, text: string): { imports?: string[]; package?: string } {
    const { imports, package: scope } = attempt(name, () => parse(text, name, new protobuf.Root()))
    return { ...(imports && { imports }), ...(scope && { package: scope }) }
  }

  private parse(name: string, text: string): void {
    attempt(name, () => parse(text, name, this.root))
  }

  /** Gives the name of the imported file in the set. */
  private import(path: string, from: string, trip: string): string {
    if (protobuf.common.get(path) !== null) return this.wellKnown(path)
    const { files = {}, type } = this.request
    const beside = Object.hasOwn(files, path) ? files[path] : undefined
    if (beside !== undefined) {
      const name = `${type}/${path}`
      if (trip.split(' → ').includes(name)) throw cycle(`${trip} → ${name}`)
      if (!this.parsed.has(name)) this.add(name, beside, trip)
      return name
    }
    return this.record(path, from, trip)
  }

  private wellKnown(path: string): string {
    if (this.taken.has(path)) return path
    const root = new protobuf.Root()
    root.addJSON(protobuf.common.get(path)!.nested!)
    root.resolveAll()
    const file = describeFile({ name: path, package: 'google.protobuf', dependencies: [] }, root, () => true)
    // The parser's copies have the names of JSON.
    for (const message of file.messageType ?? [])
      for (const field of message.field ?? []) field.name = protoName(field.name)
    this.take(file)
    return path
  }

  /** Another schema record, with all that it imports itself. */
  private record(path: string, from: string, trip: string): string {
    const type = typeOfImport(path)
    const name = `${type}.proto`
    if (type === this.request.type) throw cycle(`${trip} → ${name}`)
    const bytes = type === undefined ? undefined : this.request.imported(type)
    if (type === undefined || bytes === undefined) {
      throw schemaFault(
        `${from} imports ${path}, which is not there`,
        'no file beside it, no well-known type and no schema record has this name'
      )
    }
    readModel(bytes)
    const { file = [] } = dxos.dmg.descriptor.FileSet.decode(bytes)
    for (const one of file ?? []) {
      if (one.name === `${this.request.type}.proto`) throw cycle(`${trip} → ${name} → ${one.name}`)
      this.take(one)
    }
    const last = file?.at(-1)?.name ?? name
    return file?.some(one => one.name === name) ? name : last
  }

  /** A file that is described already. */
  private take(file: FileDescriptor): void {
    const name = file.name ?? ''
    const before = this.taken.get(name)
    if (before !== undefined) {
      const encode = dxos.dmg.descriptor.File.encode
      if (Buffer.compare(encode(before).finish(), encode(file).finish()) === 0) return
      throw schemaFault(`two versions of ${name} are imported`, 'what imports the older one has to be published anew')
    }
    this.taken.set(name, file)
    attempt(name, () => stubs(file, this.root))
    for (const item of [...(file.messageType ?? []), ...(file.enumType ?? [])]) {
      this.made.set(`${file.package ? `${file.package}.` : ''}${item.name}`, file)
    }
  }

  /** The whole set, each file after those that it needs. @throws KUBE_SCHEMA_INVALID for a type that is nowhere */
  finish(): Uint8Array {
    attempt([...this.parsed.keys()].at(-1) ?? '', () => this.root.resolveAll())
    const own = [...this.parsed.values()].map(file => describeFile(file, this.root, one => one.filename === file.name))
    const file = [...this.taken.values(), ...own]
    return Uint8Array.from(dxos.dmg.descriptor.FileSet.encode({ file }).finish())
  }

  /** Full names of a file's own messages. */
  topLevel(name: string): string[] {
    return topLevelOf(this.root)
      .filter(one => one instanceof protobuf.Type && one.filename === name)
      .map(one => one.fullName.slice(1))
  }
}

const protoName = (name: string | null | undefined): string =>
  (name ?? '').replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

function cycle(trip: string): KubeError {
  return schemaFault('the schema imports itself', trip)
}

/** The schema record that an import means: `dx://schemas/note`, `alice.com/schemas/note.proto`. */
function typeOfImport(path: string): string | undefined {
  try {
    return canonicalType(path.replace(/\.proto$/, ''))
  } catch (error) {
    if (error instanceof KubeError) return undefined
    throw error
  }
}

function parse(text: string, name: string, root: protobuf.Root): protobuf.IParserResult {
  // The parser takes the name of the file from a variable of the module.
  const parser = protobuf.parse as typeof protobuf.parse & { filename: string | null }
  parser.filename = name
  try {
    return protobuf.parse(text, root, { keepCase: true })
  } finally {
    parser.filename = null
  }
}

/** The parser's own errors, a stack that was too small for the text among them, as ours. */
function attempt<T>(name: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof KubeError) throw error
    const said = error instanceof Error ? error.message : String(error)
    throw schemaFault(`${name} is not valid`, error instanceof RangeError ? 'it is nested too deeply' : said, error)
  }
}

/** Messages and enums that stand in no other message. */
function topLevelOf(namespace: protobuf.NamespaceBase): (protobuf.Type | protobuf.Enum)[] {
  return namespace.nestedArray.flatMap(item => {
    if (item instanceof protobuf.Type || item instanceof protobuf.Enum) return [item]
    if (item instanceof protobuf.Field) throw schemaFault(`the extension ${item.name}`, 'proto3 has no extensions')
    return item instanceof protobuf.Namespace && !(item instanceof protobuf.Service) ? topLevelOf(item) : []
  })
}

function describeFile(
  file: ParsedFile,
  root: protobuf.Root,
  mine: (one: protobuf.ReflectionObject) => boolean
): FileDescriptor {
  const own = topLevelOf(root).filter(mine)
  const dependency = [...new Set(file.dependencies)]
  return {
    name: file.name,
    ...(file.package !== '' && { package: file.package }),
    ...(dependency.length > 0 && { dependency }),
    messageType: own.filter(item => item instanceof protobuf.Type).map(item => describeMessage(item as protobuf.Type)),
    enumType: own.filter(item => item instanceof protobuf.Enum).map(item => describeEnum(item as protobuf.Enum)),
    syntax: 'proto3'
  }
}
