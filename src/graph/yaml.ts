// YAML as KUBE reads it: plain data, with limits, and with refs written bare. `!https:index.html` is a tag to YAML;
// here any unknown tag is the text that it spells.
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, parseAllDocuments, stringify } from 'yaml'
import { KubeError } from '../base/errors.ts'
import type { Json } from './json.ts'
import { formatPlainYaml, readPlainYaml } from './plain-yaml.ts'

/** Characters of text: what people write is far smaller, and hostile text of this size is refused within a second or two. */
export const yamlLengthMax = 256 << 10
/** Nesting of maps and lists; a dx.yml has six levels. */
export const yamlDepthMax = 64
/** Values after aliases are written out: what an alias bomb multiplies. */
export const yamlNodesMax = 200_000

export interface YamlOptions {
  /** Keys that may stand several times in one map; their values become one list. All others may not. */
  readonly repeated?: readonly string[]
  /** Characters of text; `yamlLengthMax` unless told. */
  readonly lengthMax?: number
}

function refuse(message: string, reason: string): KubeError {
  return new KubeError('KUBE_RECORD_INVALID', message, { reason, next: ['dx help'] })
}

/**
 * The value of a YAML document; null for an empty one.
 * @throws KUBE_RECORD_INVALID naming the line, KUBE_LIMIT
 */
export function parseYaml(text: string, options: YamlOptions = {}): Json {
  const values = parseYamlDocuments(text, options)
  if (values.length > 1) throw refuse('several YAML documents', 'one is expected; --- begins another')
  return values[0] ?? null
}

/** The values of all documents in a text. @throws as `parseYaml` */
export function parseYamlDocuments(text: string, options: YamlOptions = {}): Json[] {
  const lengthMax = options.lengthMax ?? yamlLengthMax
  if (text.length > lengthMax) {
    throw new KubeError('KUBE_LIMIT', 'the YAML is too large', { reason: `at most ${lengthMax} characters` })
  }
  const plain = readPlainYaml(text)
  if (plain !== undefined) return plain
  // Pretty errors copy text around each of them: 400 s for a megabyte of quotes.
  const parsed = parseAllDocuments(text, { version: '1.2', uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  const documents = Array.isArray(parsed) ? parsed : []
  const left = { nodes: Math.max(yamlNodesMax, text.length) }
  return documents.map(document => {
    const fault = document.errors[0]
    if (fault !== undefined) throw notYaml(fault, text)
    return new YamlReader(document, options.repeated ?? [], left).value(document.contents, 0)
  })
}

function notYaml(fault: Document['errors'][number], text: string): KubeError {
  if (fault.code === 'RESOURCE_EXHAUSTION')
    return refuse('the YAML is nested too deeply', `at most ${yamlDepthMax} levels`)
  const line = text.slice(0, fault.pos[0]).split('\n').length
  return refuse(`not YAML: line ${line}`, fault.message)
}

/** Turns one document into plain values; every alias is written out and counted. */
class YamlReader {
  readonly document: Document
  readonly repeated: readonly string[]
  readonly left: { nodes: number }

  constructor(document: Document, repeated: readonly string[], left: { nodes: number }) {
    this.document = document
    this.repeated = repeated
    this.left = left
  }

  value(node: unknown, depth: number): Json {
    if (depth > yamlDepthMax) throw refuse('the YAML is nested too deeply', `at most ${yamlDepthMax} levels`)
    if (--this.left.nodes < 0)
      throw refuse('the YAML has too many values', `at most ${yamlNodesMax}, aliases written out`)
    if (isAlias(node)) return this.alias(node, depth)
    if (isMap(node)) return this.map(node.items, node.tag, depth)
    if (isSeq(node)) {
      if (isRefTag(node.tag)) throw refuse(`the tag ${node.tag} stands before a list`, 'a ref stands alone')
      return node.items.map(item => this.value(item, depth + 1))
    }
    return isScalar(node) ? this.scalar(node.value, node.tag) : null
  }

  scalar(value: unknown, tag: string | undefined): Json {
    if (isRefTag(tag)) {
      if (value === '' || value === null) return tag
      throw refuse(
        `the tag ${tag} stands before ${JSON.stringify(value)}`,
        'a ref stands alone; quote a text that begins with !'
      )
    }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    return String(value)
  }

  alias(node: Alias, depth: number): Json {
    const target = node.resolve(this.document)
    if (target === undefined) throw refuse(`*${node.source} names no anchor before it`, 'an alias repeats an anchor')
    // An alias within its own anchor never ends; the depth does.
    return this.value(target, depth + 1)
  }

  map(items: readonly { key: unknown; value: unknown }[], tag: string | undefined, depth: number): Json {
    if (isRefTag(tag)) throw refuse(`the tag ${tag} stands before a map`, 'a ref stands alone')
    const map: Record<string, Json> = {}
    const seen = new Map<string, Json[]>()
    for (const { key: keyNode, value: valueNode } of items) {
      const key = this.key(keyNode)
      const value = this.value(valueNode, depth + 1)
      const before = seen.get(key)
      if (before === undefined) seen.set(key, [value])
      else if (this.repeated.includes(key)) before.push(...(Array.isArray(value) ? value : [value]))
      else throw refuse(`the key ${JSON.stringify(key)} is there twice`, 'a key stands once in a map')
      const all = seen.get(key) ?? []
      map[key] = all.length === 1 ? all[0]! : all.flat()
    }
    return map
  }

  key(node: unknown): string {
    const key = isAlias(node) ? node.resolve(this.document) : node
    const value = isScalar(key) ? this.scalar(key.value, key.tag) : undefined
    if (value === undefined || value === null) throw refuse('a key is no text', 'keys are words')
    if (String(value) === '__proto__') throw refuse('the key __proto__ is not valid', 'this cannot be a key')
    return String(value)
  }
}

function isRefTag(tag: string | undefined): tag is string {
  return tag?.startsWith('!') === true && tag.length > 1
}

/** YAML text of a value; refs are quoted, as stock YAML readers need it. */
export function formatYaml(value: Json): string {
  return formatPlainYaml(value) ?? stringify(value, { version: '1.2', lineWidth: 0 })
}
