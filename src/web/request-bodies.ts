// Bodies of requests: whether one comes, when it is asked for, and how long it may take.
import { constants } from 'node:http2'
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

/** Ends requests whose bodies do not come in time, but for those that are freed from it. */
export class BodyDeadlines {
  readonly #msMax: number
  readonly #timers = new WeakMap<object, NodeJS.Timeout>()

  constructor(msMax: number) {
    this.#msMax = msMax
  }

  /** @param refuse answers an HTTP/1.1 request that nothing was said to yet */
  begin(request: RawRequest, response: RawResponse, refuse: (error: Error) => void): void {
    if (!hasBody(request)) return
    const late = (): void => {
      if (request.complete) return
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
