// Plain HTTP: every URL of the subnet is sent to its HTTPS twin, nothing is served.
import http from 'node:http'
import { KubeError } from '../base/errors.ts'
import { type OnLimit, uncounted } from '../base/limit-hits.ts'
import { connectionIdleMsMax, requestHeadBytesMax, requestHeadMsMax } from '../base/limits.ts'
import type { Clock, Logger } from '../base/types.ts'
import type { Content } from '../rpc/content/content.ts'
import { failureAnswer, toFailure } from './failures.ts'
import { never } from './file-policy.ts'
import { wanted } from './negotiation.ts'
import { refuseUnparsable, requestTimeout } from './request-bodies.ts'
import { authorityOf } from './request-head.ts'
import { parseHost, parseTarget } from './target.ts'
import { boundConnections } from './tls-server.ts'

export interface RedirectServerOptions {
  readonly content: Content
  readonly clock: Clock
  readonly logger: Logger
  readonly hit?: OnLimit
  readonly name: string
  /** Where HTTPS really listens. */
  readonly httpsPort: number
}

export interface RedirectServer {
  readonly server: http.Server
  close(): Promise<void>
}

export function createRedirectServer(options: RedirectServerOptions): RedirectServer {
  const server = http.createServer({
    maxHeaderSize: requestHeadBytesMax,
    headersTimeout: requestHeadMsMax,
    requestTimeout: requestHeadMsMax,
    keepAliveTimeout: connectionIdleMsMax / 10,
    connectionsCheckingInterval: 1000
  })
  const { hit = uncounted } = options
  boundConnections(server, hit)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'HPE_HEADER_OVERFLOW') hit('requestHeadBytesMax')
    if (error.code === requestTimeout) hit('requestHeadMsMax')
    refuseUnparsable(error, socket)
  })
  server.on('request', (request, response) => {
    location(options, request).then(
      url => {
        // 308 keeps the method of a POST; 301 is what every client follows.
        const status = request.method === 'GET' || request.method === 'HEAD' ? 301 : 308
        response.writeHead(status, { Location: url, 'Cache-Control': never, 'Content-Length': 0, Connection: 'close' })
        response.end()
      },
      error => {
        const failure = toFailure(error)
        if (failure.error.limit) hit(failure.error.limit)
        options.logger.log('debug', failure.error.message, { requestId: failure.requestId, url: request.url })
        const answer = failureAnswer(failure, wanted(request.headers.accept), options.name, ['Connection', 'close'])
        response.writeHead(failure.status, answer.dated(Math.floor(options.clock.now() / 1000)))
        response.end(request.method === 'HEAD' || answer.body.kind !== 'bytes' ? undefined : answer.body.bytes)
      }
    )
  })
  const close = async (): Promise<void> => {
    if (!server.listening) return
    const closed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  return { server, close }
}

/** @throws KUBE_NAME_FOREIGN, KUBE_NAME_INVALID, KUBE_NOT_FOUND */
async function location(options: RedirectServerOptions, request: http.IncomingMessage): Promise<string> {
  const target = parseTarget(request.url ?? '')
  const host = parseHost(target.authority ?? authorityOf(request))
  if (target.path === '*') throw new KubeError('KUBE_NAME_INVALID', 'the request target is no path')
  await options.content.find(host, '/', 'anyone').catch((error: unknown) => {
    // Who may see it is asked there.
    if (!(error instanceof KubeError) || error.code !== 'KUBE_UNAUTHORIZED') throw error
  })
  const port = options.httpsPort === 443 ? '' : `:${options.httpsPort}`
  return `https://${host}${port}${target.path}${target.query}`
}
