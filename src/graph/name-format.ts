// Names and URLs of a path, for people: the reverse of name.ts.
import { utf8 } from '../base/bytes.ts'
import { componentToLabel, hostToPath, pathToHost } from './host.ts'
import { localRoot, wellKnownRoots } from './name.ts'

export interface NameOptions {
  /** How many leading components are to be written as a host; without it, a rule of thumb (`formatName`). */
  readonly hostLabels?: number
  /** The subnet's names, e.g. `kube.local`, `alice.com`. */
  readonly bases?: readonly string[]
  readonly resource?: readonly string[]
  readonly subnet?: string
}

const plainInName = /^[A-Za-z0-9._~@+=,-]+$/
const spelled = /[A-Za-z0-9._~@+=,\-\p{L}\p{M}\p{N}]/u
const unreserved = /^[A-Za-z0-9._~!$&'()*+,;=:@-]+$/

function percent(text: string): string {
  let out = ''
  for (const byte of utf8.encode(text)) out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return out
}

/** A component within a name: letters of any script stand for themselves, all else is percent-encoded. */
export function nameSegment(component: string): string {
  if (plainInName.test(component)) return component
  let out = ''
  for (const char of component) out += spelled.test(char) ? char : percent(char)
  return out
}

/** A component within a URL (RFC 3986, pchar). */
export function urlSegment(component: string): string {
  if (unreserved.test(component)) return component
  let out = ''
  for (const char of component) out += unreserved.test(char) ? char : percentOrByte(char)
  return out
}

// A lone surrogate U+DC80…U+DCFF is a byte that was not UTF-8 (base/path-bytes.ts).
function percentOrByte(char: string): string {
  const code = char.charCodeAt(0)
  return char.length === 1 && code >= 0xdc80 && code <= 0xdcff
    ? `%${(code - 0xdc00).toString(16).toUpperCase()}`
    : percent(char)
}

function isUnder(path: readonly string[], top: readonly string[]): boolean {
  return path.length >= top.length && top.every((component, at) => path[at] === component)
}

function isLocal(path: readonly string[]): boolean {
  return path.length >= localRoot.length && path[0] === localRoot[0] && path[1] === localRoot[1]
}

/** The host of the name: as asked, else the longest base that the path is under, else two labels. */
function hostOf(path: readonly string[], options: NameOptions): { host: string; labels: number } | undefined {
  if (path.length < 2 || wellKnownRoots.has(path[0]!)) return undefined
  let labels = options.hostLabels ?? 0
  if (labels < 2 || labels > path.length) {
    labels = 2
    for (const base of options.bases ?? []) {
      const top = hostToPath(base)
      if (top.length > labels && isUnder(path, top)) labels = top.length
    }
  }
  const host = pathToHost(path.slice(0, labels))
  return host === undefined ? undefined : { host, labels }
}

/**
 * The name of a path, as `parseName` reads it back: `dx://notepad` in `kube.local`, `dx://beta.alice.com/app` where a
 * host can be named, else the absolute path (`/com`). How much of a DNS name is host cannot be seen in a path, so
 * publishing keeps it in the record (`hostLabels`); where it is not known the host is the subnet's base that the path
 * is under, or its first two components.
 */
export function formatName(path: readonly string[], options: NameOptions = {}): string {
  let resource = ''
  if (options.resource !== undefined && options.resource.length > 0) {
    resource = `:${options.resource.map(nameSegment).join('/')}`
  }
  const below = (from: number): string => path.slice(from).reduce((text, part) => `${text}/${nameSegment(part)}`, '')
  if (options.subnet !== undefined) return `dx://[${options.subnet}]${below(0)}${resource}`
  if (isLocal(path)) {
    const label = path[2] === undefined || wellKnownRoots.has(path[2]) ? undefined : componentToLabel(path[2])
    const segment = label === undefined ? undefined : nameSegment(path[2]!)
    // A host is never percent-encoded: what no letter is, as an emoji, stands behind kube.local.
    const app = segment?.includes('%') ? undefined : segment
    return (app === undefined ? `dx://kube.local${below(2)}` : `dx://${app}${below(3)}`) + resource
  }
  const found = hostOf(path, options)
  if (found !== undefined) return `dx://${found.host}${below(found.labels)}${resource}`
  return (path[0] === 'did' ? formatDid(path) : below(0) || '/') + resource
}

/** The colons of a did stand for themselves: `/did/did:key:z6Mk…/app`. */
function formatDid(path: readonly string[]): string {
  const rest = path.slice(2).reduce((text, part) => `${text}/${nameSegment(part)}`, '')
  const did = path[1]
  if (did === undefined) return '/did'
  return `/did/${/^did:[a-z0-9]+:[A-Za-z0-9._-]+$/.test(did) ? did : nameSegment(did)}${rest}`
}

/** `com.alice.beta`: dotted, most general first, as `dxn:` and `?dxn=` have it. */
export function formatDotted(path: readonly string[]): string {
  return path.map(component => nameSegment(component).replaceAll('.', '%2E')).join('.')
}

/** Hosts that reach a base: the shipped root realm mounts `localhost/kube` on `local/kube`. */
function baseRoot(base: string): readonly string[] {
  return base === 'kube.localhost' ? localRoot : hostToPath(base)
}

/**
 * URLs that reach a path under the subnet's names, the node's own origin first:
 * `https://notepad.kube.local:8443/`, `https://notepad.kube.localhost:8443/`, `https://kube.local:8443/notepad/`.
 * @param bases the subnet's names
 * @param port 443 is left out
 */
export function urlsOf(path: readonly string[], bases: readonly string[], port: number, hostLabels = 0): string[] {
  const suffix = port === 443 ? '' : `:${port}`
  const found = new Set<string>()
  const add = (host: string | undefined, rest: readonly string[]): void => {
    if (host === undefined) return
    found.add(`https://${host}${suffix}/${rest.map(part => `${urlSegment(part)}/`).join('')}`)
  }
  const over = bases.map(base => ({ base, root: baseRoot(base) })).filter(({ root }) => isUnder(path, root))
  const published = over.some(({ root }) => root.length <= hostLabels) && hostLabels <= path.length
  if (published && !isLocal(path)) add(pathToHost(path.slice(0, hostLabels)), path.slice(hostLabels))
  for (const { base, root } of over) {
    const label = path[root.length] === undefined ? '' : componentToLabel(path[root.length]!)
    if (label === '') add(base, [])
    else if (label !== undefined) add(`${label}.${base}`, path.slice(root.length + 1))
  }
  for (const { base, root } of over.slice(0, found.size === 0 ? over.length : 1)) add(base, path.slice(root.length))
  return [...found]
}
