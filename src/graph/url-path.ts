// The path of an HTTP request target (RFC 9112, 3.2.1) as components.
import { KubeError } from '../base/errors.ts'
import { pathFromBytes } from '../base/path-bytes.ts'
import { percentBytes } from './component.ts'

export interface UrlPath {
  /** Decoded; a byte that is no UTF-8 as in base/path-bytes.ts. `%2F` is data: a component may have a slash. */
  readonly components: readonly string[]
  /** The path ends with `/`. */
  readonly slash: boolean
}

function refuse(rawPath: string, reason: string): KubeError {
  const shown = JSON.stringify(rawPath.length > 100 ? `${rawPath.slice(0, 100)}…` : rawPath)
  return new KubeError('KUBE_NAME_INVALID', `not a path: ${shown}`, { reason, next: ['dx ls'] })
}

function decodeSegment(segment: string, rawPath: string): string {
  let text = segment
  if (segment.includes('%')) {
    const bytes = percentBytes(segment)
    if (bytes === undefined) throw refuse(rawPath, '% stands before two hex digits')
    text = pathFromBytes(bytes)
  }
  if (text === '') throw refuse(rawPath, 'a component is empty')
  if (text === '.' || text === '..') throw refuse(rawPath, `${text} is no component`)
  if (text.includes('\0')) throw refuse(rawPath, 'it has a NUL byte')
  return text
}

/**
 * @param rawPath as it was sent, without query: `/app/notepad/`
 * @throws KUBE_NAME_INVALID for `..`, an empty component, NUL, a broken escape, and what is not ASCII
 */
export function parseUrlPath(rawPath: string): UrlPath {
  if (rawPath.charCodeAt(0) !== 0x2f) throw refuse(rawPath, 'it does not begin with a slash')
  for (let at = 0; at < rawPath.length; at++) {
    const code = rawPath.charCodeAt(at)
    if (code <= 0x20 || code >= 0x7f) throw refuse(rawPath, 'a character in it must be percent-encoded')
  }
  if (rawPath.length === 1) return { components: [], slash: true }
  const slash = rawPath.charCodeAt(rawPath.length - 1) === 0x2f
  const segments = rawPath.slice(1, slash ? -1 : undefined).split('/')
  for (let at = 0; at < segments.length; at++) segments[at] = decodeSegment(segments[at]!, rawPath)
  return { components: segments, slash }
}
