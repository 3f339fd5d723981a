// Bodies of requests: whether one comes, when it is asked for, and how long it may take.
import { constants } from 'node:http2'
import type { Duplex } from 'node:stream'
import type { OnLimit } from '../base/limit-hits.ts'
import type { RawRequest, RawResponse } from './respond.ts'

/** As node:http says that a request came too slowly. */
export const requestTimeout = 'ERR_HTTP_REQUEST_TIMEOUT'

/** Whether a body comes with a request. */
export function hasBody(request: RawRequest): boolean {
  if ('stream' in request) return !request.stream.endAfterHeaders
  return request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
}

/** Asks for the body of a request whose sender waits to be asked (RFC 9110, 10.1.1). */
export function invite(request: RawRequest, response: RawResponse): void {
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue()
}

/** Answers bytes that node:http could not read as a request, and ends their connection. */
export function refuseUnparsable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === requestTimeout
        ? '408 Request Timeout'
        : '400 Bad Request'
  const fields = 'Content-Length: 0\r\nCache-Control: no-store\r\nConnection: close'
  socket.end(`HTTP/1.1 ${status}\r\n${fields}\r\n\r\n`, () => socket.destroy())
}

/** Ends requests whose bodies do not come in time, but for those that are freed from it. */
export class BodyDeadlines {
  readonly #msMax: number
  readonly #hit: OnLimit
  readonly #timers = new WeakMap<object, NodeJS.Timeout>()

  constructor(msMax: number, hit: OnLimit) {
    this.#msMax = msMax
    this.#hit = hit
  }

  /** @param refuse answers an HTTP/1.1 request that nothing was said to yet */
  begin(request: RawRequest, response: RawResponse, refuse: (error: Error) => void): void {
    if (!hasBody(request)) return
    const late = (): void => {
      if (request.complete) return
      this.#hit('requestBodyMsMax')
      if ('stream' in response) response.stream.close(constants.NGHTTP2_CANCEL)
      else if (response.headersSent) request.socket.destroy()
      else refuse(Object.assign(new Error('its body is late'), { code: requestTimeout }))
    }
    const timer = setTimeout(late, this.#msMax).unref()
    this.#timers.set(request, timer)
    request.once('close', () => clearTimeout(timer))
  }

  /** It may take as long as it goes on. */
  free(request: RawRequest): void {
    clearTimeout(this.#timers.get(request))
  }
}
