// Where a redirect sends a reader: the target's URL on the names by which they came, the rest of the path and the query
// with it.
import { KubeError } from '../../base/errors.ts'
import { parseName, splitUrl } from '../../graph/name.ts'
import { formatName, urlSegment } from '../../graph/name-format.ts'
import { type Came, nearUrl } from '../near-url.ts'
import type { Site } from './content.ts'

export interface Asked extends Came {
  /** With its `?`, or empty. */
  readonly query: string
}

/** @throws KUBE_HOPS for a redirect that leads back to itself, KUBE_NOT_FOUND for a name that has no URL */
export function redirectLocation({ redirect, rest, slash }: Site, came: Asked): string {
  const { to, loop } = redirect!
  if (loop) throw loop
  const target = splitUrl(to) === undefined ? urlOf(to, came) : to
  const [, start = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(target) ?? []
  const below = rest.map(part => `/${urlSegment(part)}`).join('')
  const path = below === '' ? start : `${start.replace(/\/$/, '')}${below}${slash ? '/' : ''}`
  const both = [query, came.query].map(text => text.replace(/^\?/, '')).filter(text => text !== '')
  return `${path}${both.length > 0 ? `?${both.join('&')}` : ''}${fragment}`
}

function urlOf(name: string, came: Came): string {
  const { path, resource, hostLabels } = parseName(name)
  const url = nearUrl(path, hostLabels, came) ?? outside(name, path)
  return resource.length === 0 ? url : `${url.replace(/\/$/, '')}/${resource.map(urlSegment).join('/')}`
}

/** A name that is none of the subnet's: its own host has it. */
function outside(name: string, path: readonly string[]): string {
  const spelled = formatName(path)
  if (spelled.startsWith('dx://')) return `${spelled.replace('dx://', 'https://')}/`
  throw new KubeError('KUBE_NOT_FOUND', `${name} has no URL`, { reason: 'none of its components make a host' })
}
