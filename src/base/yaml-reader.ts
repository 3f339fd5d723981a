// YAML that people write, read strictly: every value keeps its line for error messages, a key stands once (unless
// the reader allows it twice), and an unknown tag such as `!https:index.html` is the text that it spells.
import { type Document, isAlias, isCollection, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { KubeError } from './errors.ts'

/** Values in one file: a configuration has hundreds; aliases can multiply. */
const valuesMax = 100_000
const depthMax = 64

export type YamlValue = YamlMap | YamlList | YamlScalar

export interface YamlEntry {
  readonly key: string
  readonly line: number
  readonly value: YamlValue
}

export interface YamlMap {
  readonly kind: 'map'
  readonly line: number
  /** In order; a key may stand twice. */
  readonly entries: readonly YamlEntry[]
}

export interface YamlList {
  readonly kind: 'list'
  readonly line: number
  readonly items: readonly YamlValue[]
}

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly line: number
  readonly value: string | number | boolean | null
}

/** What is wrong with the text, and where. */
export class YamlProblem extends Error {
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.name = 'YamlProblem'
    this.line = line
  }
}

/** @throws YamlProblem */
export function readYaml(text: string): YamlValue {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
    merge: false
  })
  const [error] = document.errors
  if (error !== undefined) throw new YamlProblem(error.message, lines.linePos(error.pos[0]).line)
  return new Reading(document, lines).value(document.contents, 0)
}

class Reading {
  private readonly document: Document
  private readonly lines: LineCounter
  private count = 0

  constructor(document: Document, lines: LineCounter) {
    this.document = document
    this.lines = lines
  }

  value(node: unknown, depth: number): YamlValue {
    const line = this.lineOf(node)
    if (++this.count > valuesMax) throw new YamlProblem('too many values', line)
    if (depth > depthMax) throw new YamlProblem('nested too deep, or an alias within itself', line)
    if (isAlias(node)) {
      const target = node.resolve(this.document)
      if (target === undefined) throw new YamlProblem(`nothing is named &${node.source}`, line)
      return this.value(target, depth + 1)
    }
    const tag = unknownTag(node)
    if (tag !== undefined) return this.tagged(node as Node, tag, line)
    if (isMap(node)) {
      const entries = node.items.map(pair => ({
        key: this.key(pair.key, line),
        line: this.lineOf(pair.key) || line,
        value: this.value(pair.value, depth + 1)
      }))
      return { kind: 'map', line, entries }
    }
    if (isCollection(node)) {
      return { kind: 'list', line, items: node.items.map(item => this.value(item, depth + 1)) }
    }
    return { kind: 'scalar', line, value: this.scalar(node, line) }
  }

  private key(node: unknown, line: number): string {
    const tag = unknownTag(node)
    if (tag !== undefined) return tag
    if (isScalar(node)) return String(node.value ?? '')
    throw new YamlProblem('a key must be text', this.lineOf(node) || line)
  }

  private scalar(node: unknown, line: number): string | number | boolean | null {
    const value: unknown = isScalar(node) ? node.value : (node ?? null)
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
      return value
    throw new YamlProblem('a value of a kind that has no use here', line)
  }

  private tagged(node: Node, tag: string, line: number): YamlScalar {
    if (isScalar(node) && (node.value === '' || node.value === null)) return { kind: 'scalar', line, value: tag }
    throw new YamlProblem(`${tag} is read as a ref and takes nothing behind it; quote the whole value`, line)
  }

  private lineOf(node: unknown): number {
    const range = (node as { range?: readonly [number, number, number] } | null)?.range
    return range === undefined || range === null ? 0 : this.lines.linePos(range[0]).line
  }
}

/** The tag as written, where it is none of YAML's own. */
function unknownTag(node: unknown): string | undefined {
  const { tag } = (node ?? {}) as { tag?: string }
  if (tag === undefined || !tag.startsWith('!') || tag.startsWith('!!')) return undefined
  // The parser decodes percent signs in a tag; a ref (`!dev/feature%2Fx`) means them.
  const token = (node as { srcToken?: { props?: readonly { type: string; source: string }[] } }).srcToken
  return token?.props?.find(one => one.type === 'tag')?.source ?? tag
}

/** Plain JavaScript of a value. @throws YamlProblem for a key that stands twice */
export function plainYaml(value: YamlValue): unknown {
  if (value.kind === 'scalar') return value.value
  if (value.kind === 'list') return value.items.map(plainYaml)
  const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const { key, line, value: inner } of value.entries) {
    if (key in plain) throw new YamlProblem(`${JSON.stringify(key)} stands twice`, line)
    plain[key] = plainYaml(inner)
  }
  return plain
}

/** Checks of a file's values that say file, line, key and the nearest known key. */
export class YamlShape {
  private readonly file: string
  private readonly code: 'KUBE_PROJECT_INVALID' | 'KUBE_CONFIG_INVALID'
  private readonly next: readonly string[]

  constructor(file: string, code: 'KUBE_PROJECT_INVALID' | 'KUBE_CONFIG_INVALID', next: readonly string[]) {
    this.file = file
    this.code = code
    this.next = next
  }

  fail(message: string, line: number, reason = ''): KubeError {
    const where = `${this.file}:${Math.max(1, line)}`
    const said = reason === '' ? [`${where}: not valid`, message] : [`${where}: ${message}`, reason]
    return new KubeError(this.code, said[0]!, { reason: said[1]!, next: this.next })
  }

  /** The text's value; its faults as errors of this file. */
  read(text: string): YamlValue {
    try {
      return readYaml(text)
    } catch (error) {
      if (error instanceof YamlProblem) throw this.fail('this is not valid YAML', error.line, error.message)
      throw error
    }
  }

  map(value: YamlValue, what: string): YamlMap {
    if (value.kind === 'map') return value
    if (value.kind === 'scalar' && value.value === null) return { kind: 'map', line: value.line, entries: [] }
    throw this.fail(`${what} must be a map of keys`, value.line)
  }

  text(value: YamlValue, what: string): string {
    if (value.kind === 'scalar' && (typeof value.value === 'string' || typeof value.value === 'number')) {
      if (String(value.value) !== '') return String(value.value)
    }
    throw this.fail(`${what} must be text`, value.line)
  }

  flag(value: YamlValue, what: string): boolean {
    if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value
    throw this.fail(`${what} must be true or false`, value.line)
  }

  /** One text or a list of them. */
  texts(value: YamlValue, what: string): string[] {
    if (value.kind === 'list') return value.items.map(item => this.text(item, what))
    return [this.text(value, what)]
  }

  plain(value: YamlValue): unknown {
    try {
      return plainYaml(value)
    } catch (error) {
      if (error instanceof YamlProblem) throw this.fail(error.message, error.line)
      throw error
    }
  }
}
