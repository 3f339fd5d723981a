// The request target and the host as they came over the wire. Nothing is normalised: what a URL parser would
// tidy away (`..`, `//`) is refused, so that a path means the same here, in the graph and in a Location.
import { isIP } from 'node:net'
import { KubeError } from '../base/errors.ts'

export interface Target {
  /** From the absolute form (RFC 9112, 3.2.2), else undefined. */
  readonly authority: string | undefined
  /** Percent-encoded, begins with one `/`; `*` for OPTIONS. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
}

const absolute = /^https?:\/\/([^/?#]*)/i
// RFC 3986: pchar, "/" and "?"; browsers also send these brackets as they are.
const odd = /[^!$&-;=?-Z[\]_a-z~%]/
const oddAll = /[^!$&-;=?-Z[\]_a-z~%]/g
const dots = /\/(?:\.|%2e){1,2}(?=\/|$)/i
const badEscape = /%(?![0-9a-f]{2})|%00/i
const hostForm = /^([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::\d{0,5})?$/

/** Percent-encodes what may not stand in a target: clients send names in raw UTF-8, or quotes. */
function encodeOdd(text: string): string {
  if (!odd.test(text)) return text
  return text.replace(oddAll, char => {
    const bytes = char.charCodeAt(0) < 256 ? Buffer.from(char, 'latin1') : Buffer.from(char, 'utf8')
    return [...bytes].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  })
}

/**
 * Takes a request target apart (RFC 9112, 3.2).
 * @throws KUBE_NAME_INVALID for a bad escape, a NUL, a `.` or `..`; KUBE_NOT_FOUND for an empty component
 */
export function parseTarget(raw: string): Target {
  let url = raw
  let authority: string | undefined
  if (url.charCodeAt(0) !== 47) {
    if (url === '*') return { authority, path: '*', query: '' }
    const found = absolute.exec(url)
    if (!found) throw invalid('the request target is neither a path nor a URL')
    authority = found[1]!
    url = url.slice(found[0].length)
    if (!url.startsWith('/')) url = `/${url}`
  }
  const mark = url.indexOf('?')
  const path = encodeOdd(mark < 0 ? url : url.slice(0, mark))
  const query = mark < 0 ? '' : encodeOdd(url.slice(mark))
  if (badEscape.test(path)) throw invalid('the path has a broken percent-escape')
  if (dots.test(path)) throw invalid('the path has a component of dots')
  if (path.includes('//')) throw new KubeError('KUBE_NOT_FOUND', 'no such path', { reason: 'a component is empty' })
  return { authority, path, query }
}

/**
 * The host of `Host` or `:authority`, lower-case, without port and final dot.
 * @throws KUBE_NAME_INVALID, or KUBE_NAME_FOREIGN for an address
 */
export function parseHost(authority: string | undefined): string {
  if (!authority) throw invalid('the request names no host')
  const lower = authority.toLowerCase()
  if (lower.startsWith('[')) throw foreign(lower)
  const host = hostForm.exec(lower)?.[1]
  if (host === undefined || host.length > 253) throw invalid('the host of the request is no name')
  if (isIP(host) !== 0) throw foreign(host)
  return host
}

function invalid(message: string): KubeError {
  return new KubeError('KUBE_NAME_INVALID', message)
}

function foreign(host: string): KubeError {
  return new KubeError('KUBE_NAME_FOREIGN', `no site is served under the address ${host}`, {
    reason: 'sites are found by name; https://kube.localhost reaches this machine'
  })
}

/**
 * Which certificate a name gets, or needs: one covers the bases and every name one label below them, and is shown for
 * names of nobody (`''`); deeper names have one each.
 */
export function certificateOf(name: string, bases: readonly string[]): string {
  const below = (base: string): boolean => name.endsWith(`.${base}`)
  const labels = (base: string): string => name.slice(0, -base.length - 1)
  if (!bases.some(below) || bases.some(base => name === base || (below(base) && !labels(base).includes('.')))) return ''
  return name
}
