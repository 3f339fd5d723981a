// An answer before the body has come whole. A connection that is closed with bytes unread is reset, and the answer lost
// to whoever still sends (RFC 9112, 9.6): the answer goes out at once, and what still comes is read until they have seen it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KubeError } from '../base/errors.ts'
import { refusedUploadMsMax } from '../base/limits.ts'

export function refuseUpload(request: IncomingMessage, response: ServerResponse, error: KubeError): void {
  const body = Buffer.from(JSON.stringify(error.toJSON()))
  response.writeHead(error.status < 400 ? 500 : error.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    // HTTP/2 has no such field, and ends its streams one by one.
    ...(request.httpVersionMajor < 2 && { connection: 'close' })
  })
  if (request.destroyed || request.readableEnded) {
    response.end(body)
    return
  }
  response.write(body)
  const late = setTimeout(() => request.destroy(), refusedUploadMsMax)
  const end = (): void => {
    clearTimeout(late)
    response.end()
  }
  // Whoever read it until now may still listen, and then it does not flow by itself.
  const drop = (): void => {
    while (request.read() !== null);
  }
  request.once('end', end).once('close', end).on('readable', drop)
  drop()
}
