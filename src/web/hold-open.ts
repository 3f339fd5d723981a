// A connection on which a service is waited for, or streams what happens, is not idle though nothing moves on it.
import type { Http2Session } from 'node:http2'
import { connectionIdleMsMax, serviceTunnelIdleMs } from '../base/limits.ts'
import type { RawRequest, RawResponse } from './respond.ts'

/** Requests with services, by connection of HTTP/2, which has one time-out for all of them. */
const waiting = new WeakMap<Http2Session, number>()

/** Keeps the connection of a request until its answer is over; node:http itself ends that of HTTP/1.1 when idle again. */
export function holdOpen(request: RawRequest, response: RawResponse): void {
  if (!('stream' in request)) {
    request.socket.setTimeout(serviceTunnelIdleMs)
    return
  }
  const { session } = request.stream
  if (!session) return
  waiting.set(session, (waiting.get(session) ?? 0) + 1)
  session.setTimeout(serviceTunnelIdleMs)
  response.once('close', () => {
    const left = (waiting.get(session) ?? 1) - 1
    waiting.set(session, left)
    if (left === 0 && !session.destroyed) session.setTimeout(connectionIdleMsMax)
  })
}
