// What a page of another origin may have a browser ask for, with the password that the browser sends by itself.
import { KubeError } from '../base/errors.ts'
import type { RawRequest } from './respond.ts'

interface BegunBy {
  /** `Host` as it was sent. */
  readonly authority: string
  /** The browser sends the token by itself. */
  readonly ambient: boolean
}

/** A page elsewhere must not use what the browser sends by itself. @throws KUBE_DENIED */
export function assertSameOrigin(request: RawRequest, { ambient, authority }: BegunBy): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (reads(request) && isFollowed(request)) return
  if (!ambient || origin === `https://${authority}`) return
  if (origin === undefined && (site === undefined || site === 'none' || site === 'same-origin')) return
  throw new KubeError('KUBE_DENIED', 'the request was begun by a page of another origin', {
    reason: 'it came with a password that the browser sends by itself'
  })
}

export const reads = ({ method }: RawRequest): boolean => method === 'GET' || method === 'HEAD'

/** Somebody follows a link: what comes is shown by itself, in no page of another origin. */
function isFollowed({ headers }: RawRequest): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}
