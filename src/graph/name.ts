// The spellings of a node's name (names.md, Names): `dx://host/path`, the same without `dx://`, dotted `dxn:`, URLs,
// absolute paths, `:resource`, `[subnet]/path`, and the roots that are not DNS.
import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { componentBytesMax, depthMax } from '../base/limits.ts'
import { decodePercent, refusedComponent } from './component.ts'
import { hostToPath, pathToHost } from './host.ts'

export interface NodeName {
  /** Decoded components, most general first; none for the root of the graph. */
  readonly path: readonly string[]
  /** What follows `:`: a path inside a tree of the node. */
  readonly resource: readonly string[]
  /** The subnet that answers for it: a host name or `did:key:…`. */
  readonly subnet?: string
  /** How many leading components were written as a host. */
  readonly hostLabels: number
}

/** Where names without a dot in the host live: `dx://notepad` is `kube.local/notepad`. */
export const localRoot: readonly string[] = ['local', 'kube']

/** Roots beside DNS: a first segment with such a name is that root, not a name in `kube.local`. */
export const wellKnownRoots: ReadonlySet<string> = new Set(['did', 'dnsaddr', 'onion'])

const nameLengthMax = 8192
const scheme = /^([a-z][a-z0-9+.-]*):\/\//i
// `did:<method>:<id>`: its colons belong to it (W3C DID Core 3.1).
const didPattern = /^did:[a-z0-9]+:[A-Za-z0-9._-]+/

function shown(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}

/** Reads one spelling; knows the whole text for its errors. */
class NameReader {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  refuse(reason: string, next = 'dx ls', limit?: LimitName): KubeError {
    return new KubeError('KUBE_NAME_INVALID', `not a name: ${shown(this.text)}`, { reason, next: [next], limit })
  }

  host(host: string): string[] {
    try {
      return hostToPath(host)
    } catch (error) {
      throw error instanceof KubeError ? this.refuse(error.reason) : error
    }
  }

  decode(raw: string): string {
    const text = decodePercent(raw)
    if (text === undefined)
      throw this.refuse('% stands before two hex digits that make UTF-8; write %25 for a percent sign')
    return text
  }

  component(raw: string): string {
    if (raw.startsWith('!'))
      throw this.refuse('a component with ! is a ref of the node; write %21 for a name that begins so')
    const text = this.decode(raw)
    const reason = refusedComponent(text)
    if (reason === undefined) return text
    const isLong = Buffer.byteLength(text) > componentBytesMax
    throw this.refuse(reason, undefined, isLong ? 'componentBytesMax' : undefined)
  }

  /** `a/b/c`; one slash at the end makes no difference. */
  path(raw: string): string[] {
    const trimmed = raw.endsWith('/') ? raw.slice(0, -1) : raw
    return trimmed === '' && raw !== '/' ? [] : trimmed.split('/').map(part => this.component(part))
  }

  resource(raw: string): string[] {
    const trimmed = raw.endsWith('/') ? raw.slice(0, -1) : raw
    if (trimmed === '') throw this.refuse('nothing stands behind the colon')
    return trimmed.split('/').map(part => this.segment(part))
  }

  /** A segment of a path inside a tree: any file name. */
  segment(raw: string): string {
    const text = this.decode(raw)
    if (text === '') throw this.refuse('a component is empty')
    if (text === '.' || text === '..') throw this.refuse(`${text} is no component: names are never relative`)
    if (text.includes('\0') || text.includes('/')) throw this.refuse('no file has this name')
    return text
  }

  name(path: string[], rest: Partial<NodeName> = {}): NodeName {
    if (path.length > depthMax) throw this.refuse(`a name has at most ${depthMax} components`, undefined, 'depthMax')
    return { path, resource: [], hostLabels: 0, ...rest }
  }
}

/**
 * Reads a name in any spelling.
 * @throws KUBE_NAME_INVALID with the reason
 */
export function parseName(text: string): NodeName {
  const reader = new NameReader(text)
  if (text === '') throw reader.refuse('it is empty', 'dx ls')
  if (text.length > nameLengthMax) throw reader.refuse('it is too long')
  if (!text.isWellFormed()) throw reader.refuse('it is not Unicode')
  if (hasControls(text)) throw reader.refuse('it has a control character; write it percent-encoded')
  if (text.slice(0, 4).toLowerCase() === 'dxn:') return readDotted(reader, text.slice(4))
  const found = scheme.exec(text)?.[1]?.toLowerCase()
  if (found === 'https' || found === 'http') return readUrl(reader, text.slice(found.length + 3))
  if (found === 'dx') return readHierarchy(reader, text.slice(5))
  if (found !== undefined) throw reader.refuse(`${found}:// is no scheme of names; dx:// and https:// are`)
  return readHierarchy(reader, text)
}

/** Reads a dotted name, with or without `dxn:`, as `?dxn=` has it. @throws KUBE_NAME_INVALID */
export function parseDotted(text: string): NodeName {
  return parseName(text.slice(0, 4).toLowerCase() === 'dxn:' ? text : `dxn:${text}`)
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}

function readDotted(reader: NameReader, text: string): NodeName {
  const colon = text.indexOf(':')
  const dotted = colon < 0 ? text : text.slice(0, colon)
  if (dotted.includes('/')) throw reader.refuse('a dotted name has no slash: dxn:com.alice.beta')
  const path = dotted.split('.').map(part => reader.component(part))
  return reader.name(path, colon < 0 ? {} : { resource: reader.resource(text.slice(colon + 1)) })
}

function readUrl(reader: NameReader, text: string): NodeName {
  const { host, rawPath } = cutUrl(text)
  if (host.includes('@')) throw reader.refuse('a URL with a user name names no node')
  const components = reader.host(host)
  const hostLabels = components.length
  // In a URL an exclamation mark is data; a name written by hand would mean a ref.
  for (const raw of rawPath === '/' ? [] : rawPath.replace(/\/$/, '').slice(1).split('/')) {
    components.push(reader.component(raw.startsWith('!') ? `%21${raw.slice(1)}` : raw))
  }
  return reader.name(components, { hostLabels })
}

/** Host without port, and path without query, of what follows `https://`. */
function cutUrl(text: string): { host: string; rawPath: string } {
  const end = text.search(/[/?#]/)
  const authority = end < 0 ? text : text.slice(0, end)
  const path = end < 0 ? '' : text.slice(end).replace(/[?#].*$/s, '')
  return { host: authority.replace(/:\d*$/, ''), rawPath: path === '' ? '/' : path }
}

/**
 * Host and request path of an `https://` or `http://` URL, percent-encoded as on the wire; undefined for any other
 * text. Not everything that it gives is a name: the path may end in any file.
 */
export function splitUrl(text: string): { host: string; rawPath: string } | undefined {
  const found = scheme.exec(text)
  const kind = found?.[1]?.toLowerCase()
  if (found === null || (kind !== 'https' && kind !== 'http')) return undefined
  const { host, rawPath } = cutUrl(text.slice(found[0].length))
  return { host, rawPath: rawPath.replace(/[^\x21-\x7e]+/g, part => encodeURIComponent(part.toWellFormed())) }
}

/** `[subnet]/path`, `/path`, `host/path`, `did:…`, each with `:resource` or without. */
function readHierarchy(reader: NameReader, text: string): NodeName {
  if (/[?#]/.test(text)) throw reader.refuse('write %3F for ? and %23 for #')
  if (text.startsWith('[')) return readForeign(reader, text)
  const absolute = text.startsWith('/')
  const body = absolute ? text.slice(1) : text
  const { did, rest } = splitDid(body)
  const colon = rest.indexOf(':')
  const before = colon < 0 ? rest : rest.slice(0, colon)
  const more = colon < 0 ? {} : { resource: reader.resource(rest.slice(colon + 1)) }
  if (did !== undefined) {
    if (before !== '' && !before.startsWith('/')) throw reader.refuse('a did ends before a slash or a colon')
    return reader.name(['did', did, ...reader.path(before.slice(1))], more)
  }
  if (absolute) return reader.name(reader.path(before), more)
  return readHostPath(reader, before, more)
}

/** Takes `did:key:z…` or `did/did:key:z…` off the front. */
function splitDid(text: string): { did: string | undefined; rest: string } {
  const from = text.startsWith('did/') ? 4 : 0
  const did = didPattern.exec(text.slice(from))?.[0]
  return did === undefined ? { did, rest: text } : { did, rest: text.slice(from + did.length) }
}

function readHostPath(reader: NameReader, text: string, more: Partial<NodeName>): NodeName {
  const slash = text.indexOf('/')
  const first = slash < 0 ? text : text.slice(0, slash)
  const tail = slash < 0 ? '' : text.slice(slash + 1)
  if (wellKnownRoots.has(first)) return reader.name([first, ...reader.path(tail)], more)
  if (first.includes('%')) throw reader.refuse(`a host has no %; dx://kube.local/${first} is a name`)
  const host = reader.host(first)
  const path = tail === '' ? [] : reader.path(tail)
  if (host.length > 1) return reader.name([...host, ...path], { ...more, hostLabels: host.length })
  return reader.name([...localRoot, ...host, ...path], { ...more, hostLabels: localRoot.length + 1 })
}

function readForeign(reader: NameReader, text: string): NodeName {
  const close = text.indexOf(']')
  if (close < 0) throw reader.refuse('no ] closes the subnet')
  const subnet = text.slice(1, close)
  const rest = text.slice(close + 1)
  const valid = splitDid(subnet)
  const host = valid.did === subnet ? [] : reader.host(subnet)
  const known = valid.did === subnet ? subnet : host.length > 1 ? pathToHost(host) : undefined
  if (known === undefined) throw reader.refuse('a subnet is a host name with a dot, or did:key:…')
  if (rest !== '' && !rest.startsWith('/')) throw reader.refuse('a slash stands behind the subnet: [pierre.com]/app')
  return { ...readHierarchy(reader, rest === '' ? '/' : rest), subnet: known }
}
