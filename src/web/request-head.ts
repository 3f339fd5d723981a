// Checks on the head of a request, before anything is looked up.
import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { requestFieldsMax, requestHeadBytesMax } from '../base/limits.ts'
import { Answer } from './answers.ts'
import { fileFields, never } from './file-policy.ts'
import type { RawRequest } from './respond.ts'
import { certificateOf, parseTarget } from './target.ts'

/** Value of Allow. */
export const allowed = 'GET, HEAD, OPTIONS'

/**
 * `Host`, or `:authority` of HTTP/2, as sent.
 * @throws KUBE_HEAD_LIMIT; KUBE_NAME_INVALID when there is none, or more than one (RFC 9112, 3.2; RFC 9113, 8.3.1)
 */
export function authorityOf(request: RawRequest): string {
  const { rawHeaders, headers } = request
  if (rawHeaders.length > 2 * requestFieldsMax)
    throw tooLarge(`It has more than ${requestFieldsMax} fields.`, 'requestFieldsMax')
  if (request.httpVersionMajor === 2) return authorityOfStream(request)
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  if (hosts !== 1 || !headers.host) throw new KubeError('KUBE_NAME_INVALID', 'the request must name one host')
  return headers.host
}

function authorityOfStream({ rawHeaders, headers }: RawRequest): string {
  // nghttp2 counts the compressed head; HTTP/1.1 the one before us (RFC 9113, 6.5.2 adds 32 bytes a field).
  let bytes = 0
  for (const text of rawHeaders) bytes += text.length
  if (bytes > requestHeadBytesMax)
    throw tooLarge(`It has more than ${requestHeadBytesMax} bytes.`, 'requestHeadBytesMax')
  const authority = headers[':authority'] as string | undefined
  const named = authority ?? headers.host
  if (!named || (headers.host !== undefined && headers.host !== named)) {
    throw new KubeError('KUBE_NAME_INVALID', 'the request must name one host')
  }
  return named
}

function tooLarge(reason: string, limit: LimitName): KubeError {
  return new KubeError('KUBE_HEAD_LIMIT', 'the head of the request is too large', { reason, limit })
}

/** @throws KUBE_NAME_FOREIGN when the certificate of the handshake does not cover the host (RFC 9110, 7.4) */
export function checkCertificate(host: string, servername: string | undefined, bases: readonly string[]): void {
  if (servername === undefined || servername === host) return
  if (certificateOf(servername.toLowerCase(), bases) === certificateOf(host, bases)) return
  throw new KubeError('KUBE_NAME_FOREIGN', `${host} was asked for on a connection to ${servername}`, {
    reason: 'The certificate of the connection does not cover it; a connection of its own will do.'
  })
}

/** @throws KUBE_METHOD; KUBE_NAME_INVALID for `*`, which OPTIONS alone has (RFC 9112, 3.2.4) */
export function checkMethod(method: string | undefined, path: string): void {
  if (method !== 'GET' && method !== 'HEAD') throw new KubeError('KUBE_METHOD', `${method} is not allowed here`)
  if (path === '*') throw new KubeError('KUBE_NAME_INVALID', 'the request target is no path')
}

export function optionsAnswer(): Answer {
  const fields = ['Allow', allowed, 'Cache-Control', never, ...fileFields]
  return new Answer({ status: 204, fields, body: { kind: 'bytes', bytes: new Uint8Array(0) }, shared: false })
}

/** The same place with a slash, the query kept. Begins with exactly one `/`, so it stays on its origin. */
export function slashLocation(url: string): string {
  const { path, query } = parseTarget(url)
  return path.endsWith('/') ? `${path}${query}` : `${path}/${query}`
}
