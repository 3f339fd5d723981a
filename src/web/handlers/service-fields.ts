// Header fields of a request that goes on to a service, and of its answer (RFC 9110, 7.6; RFC 9113, 8.2.2).
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Forward } from '../asked.ts'
import { hasBody } from '../request-bodies.ts'
import type { RawRequest } from '../respond.ts'

export interface Sender {
  /** `Host` of the client. */
  readonly authority: string
  /** URL path that leads to the service. */
  readonly base: string
  /** This gateway, in `Via`. */
  readonly via: string
  /** Authorization stays here. */
  readonly spent?: boolean
}

/** Whether a request brings a body that is sent on. That of a GET means nothing (RFC 9110, 9.3.1), and stays here. */
export function sendsBody(request: RawRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD' && hasBody(request)
}

/** Whether a request was at a gateway before: by a whole entry of `Via` (RFC 9110, 7.6.3). */
export function cameBy(request: RawRequest, via: string): boolean {
  const entries = String(request.headers.via ?? '').split(',')
  return entries.some(entry => entry.trim().split(/\s+/)[1] === via)
}

/** How the service tells the body from what comes after it (RFC 9112, 6.3), whatever the client's own connection says. */
function framing(request: RawRequest, bodyFollows: boolean): OutgoingHttpHeaders {
  if (!bodyFollows) return {}
  const length = request.headers['content-length']
  return length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length }
}

/** They concern one connection alone. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings'
])
/** Said by this gateway, never taken from a client. */
const ours = /^(?:forwarded|x-forwarded-.*|x-real-ip|expect|host|via|content-length)$/

function named(connection: string | string[] | undefined): ReadonlySet<string> {
  return new Set(
    String(connection ?? '')
      .toLowerCase()
      .split(',')
      .map(name => name.trim())
  )
}

/** @param bodyFollows a body follows; without one nothing may say so, or the service takes the next request for it */
export function requestFields(
  request: RawRequest,
  address: URL,
  { authority, base, via, spent }: Sender,
  bodyFollows: boolean
): OutgoingHttpHeaders {
  const dropped = named(request.headers.connection)
  const fields: OutgoingHttpHeaders = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith(':') || hopByHop.has(name) || dropped.has(name) || ours.test(name)) continue
    if (spent && name === 'authorization') continue
    // HTTP/2 may send a cookie in pieces (RFC 9113, 8.2.3).
    fields[name] = name === 'cookie' && Array.isArray(value) ? value.join('; ') : value
  }
  const before = request.headers.via
  return {
    ...fields,
    host: address.host,
    via: `${before === undefined ? '' : `${before}, `}1.1 ${via}`,
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-host': authority,
    'x-forwarded-proto': 'https',
    ...(base !== '' && { 'x-forwarded-prefix': base }),
    ...framing(request, bodyFollows)
  }
}

/** A Location on the service's own address is one below the node. */
function locationOf(location: string, address: URL, base: string): string {
  const prefix = address.pathname.replace(/\/$/, '')
  const own = location.startsWith(`${address.origin}/`) ? location.slice(address.origin.length) : location
  if (!own.startsWith('/') || own.startsWith('//')) return location
  return base + (prefix !== '' && own.startsWith(`${prefix}/`) ? own.slice(prefix.length) : own)
}

export function responseFields(answer: IncomingMessage, address: URL, { base, closed }: Forward): OutgoingHttpHeaders {
  const dropped = named(answer.headers.connection)
  const fields: Record<string, string | string[]> = {}
  const { rawHeaders } = answer
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase()
    if (hopByHop.has(name) || dropped.has(name)) continue
    const value = name === 'location' ? locationOf(rawHeaders[at + 1]!, address, base) : rawHeaders[at + 1]!
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return closed ? { ...fields, ...closedFields(fields) } : fields
}

const shared = /^(?:public|private(?:=.*)?|s-maxage=.*|must-revalidate|proxy-revalidate)$/i

/** As `Answer.forToken` has them: kept by no shared cache, and standing in no page of another origin. */
function closedFields(fields: Readonly<Record<string, string | string[]>>): Record<string, string> {
  const listOf = (name: string): string[] =>
    String(fields[name] ?? '')
      .split(',')
      .map(one => one.trim())
      .filter(one => one !== '')
  const kept = listOf('cache-control').filter(one => !shared.test(one))
  return {
    'cache-control': ['private', ...(kept.length > 0 ? kept : ['no-cache'])].join(', '),
    vary: [...listOf('vary'), 'Authorization'].join(', '),
    'cross-origin-resource-policy': 'same-origin'
  }
}
