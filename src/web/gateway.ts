// The web gateway: Fastify on one TLS port for HTTP/1.1 and HTTP/2, and a plain port that sends everyone there.
import { once } from 'node:events'
import type { Http2SecureServer } from 'node:http2'
import type { Server } from 'node:net'
import type { Duplex } from 'node:stream'
import Fastify, { type FastifyInstance } from 'fastify'
import { KubeError } from '../base/errors.ts'
import { webCloseMsMax } from '../base/limits.ts'
import { createBodies } from './bodies.ts'
import { FastLane } from './fast-lane.ts'
import type { GatewayOptions } from './gateway-options.ts'
import type { HandlerTools } from './handlers/handler.ts'
import { ServiceProxy } from './handlers/service-proxy.ts'
import { RecordAnswers } from './record-answers.ts'
import { createRedirectServer, type RedirectServer } from './redirect-server.ts'
import { RequestHandler } from './request-handler.ts'
import type { RawRequest, RawResponse } from './respond.ts'
import { SiteAnswers } from './site-answers.ts'
import { createTlsServer, type TlsServer } from './tls-server.ts'

export interface Listening {
  readonly host: string
  readonly port: number
}

export interface Gateway {
  /** @throws KUBE_PORT_IN_USE, KUBE_PORT_DENIED */
  listenHttps(on: Listening): Promise<Listening>
  /** Redirects to HTTPS; after `listenHttps`. @throws KUBE_PORT_IN_USE, KUBE_PORT_DENIED */
  listenHttp(on: Listening): Promise<Listening>
  /** Finishes the requests that run, for `closeMsMax` at most. */
  close(): Promise<void>
}

type App = FastifyInstance<Http2SecureServer>

export function createGateway(options: GatewayOptions): Gateway {
  const { clock, content } = options
  const bodies = createBodies(options.objects)
  const lane = new FastLane({ position: () => content.position(), nowMs: () => clock.now() })
  const recordAnswers = new RecordAnswers(options.records)
  const page: HandlerTools['page'] = async asked => {
    const answer = await recordAnswers.pageAt(asked)
    return answer && { answer, keep: false }
  }
  const sites = new SiteAnswers({ content, objects: options.objects, bodies, name: options.name, page })
  const services = new ServiceProxy(options)
  const handler = new RequestHandler({ ...options, bodies, lane, sites, recordAnswers, services })
  const tls = createTlsServer({ ...options, onConnection: socket => handler.connected(socket) })
  tls.server.on('session', session => handler.connectedSession(session))
  tls.server.on('upgrade', (request, socket, head) => void handler.upgrade(request, socket, head))
  const app = createApp(tls, handler)
  let redirects: RedirectServer | undefined
  let https: Listening | undefined
  return {
    async listenHttps(on) {
      await app.ready()
      https = await listen('https', tls.server, on)
      return https
    },
    async listenHttp(on) {
      if (!https) throw new Error('listenHttps comes first')
      redirects = createRedirectServer({ ...options, httpsPort: https.port })
      return listen('http', redirects.server, on)
    },
    async close() {
      lane.close()
      const draining = handler.close(() => tls.drain(options.closeMsMax ?? webCloseMsMax))
      const closed = new Promise(resolve => tls.server.close(resolve))
      await Promise.all([closed, redirects?.close()])
      await app.close()
      draining.finish()
      services.close()
    }
  }
}

/** All requests go to one handler: Fastify routes by a URL of our own making, never by the client's. */
function createApp(tls: TlsServer, handler: RequestHandler): App {
  const app = Fastify({
    http2: true,
    https: {},
    serverFactory: (onRequest: Parameters<Http2SecureServer['on']>[1]) => {
      tls.server.on('request', onRequest)
      // Whoever takes a body asks for it (`invite`); any other answer says by itself that none is wanted.
      tls.server.on('checkContinue', (request, response) => tls.server.emit('request', request, response))
      return tls.server
    },
    rewriteUrl: () => '/',
    logger: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Duplex) => handler.unparsable(error, socket)
  } as unknown as Parameters<typeof Fastify>[0]) as unknown as App
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  const handle = async (request: { raw: unknown }, reply: { raw: unknown; hijack(): unknown }): Promise<void> => {
    reply.hijack()
    const raw = request.raw as RawRequest & { originalUrl: string }
    raw.url = raw.originalUrl
    await handler.handle(raw, reply.raw as RawResponse)
  }
  app.route({ method: ['GET', 'HEAD'], url: '/', handler: handle })
  app.setNotFoundHandler(handle)
  return app
}

async function listen(scheme: 'https' | 'http', server: Server, on: Listening): Promise<Listening> {
  const opened = once(server, 'listening')
  server.listen(on)
  try {
    await opened
  } catch (error) {
    throw listenFailure(scheme, on, error)
  }
  const address = server.address()
  return { host: on.host, port: typeof address === 'object' && address ? address.port : on.port }
}

function listenFailure(scheme: 'https' | 'http', { host, port }: Listening, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException
  const where = `${host}:${port}`
  const next = [`kubed start --${scheme} 0`]
  const of = `the port for ${scheme.toUpperCase()}`
  switch (code) {
    case 'EADDRINUSE':
      return new KubeError('KUBE_PORT_IN_USE', `another program listens on ${where}`, {
        reason: `${of} is taken; --${scheme} 0 picks a free one`,
        next: [...next, `ss -ltnp 'sport = :${port}'`],
        cause
      })
    case 'EACCES':
      return new KubeError('KUBE_PORT_DENIED', `this user may not listen on ${where}`, {
        reason: `${of} is below 1024`,
        next,
        cause
      })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new KubeError('KUBE_CONFIG_INVALID', `cannot listen on ${where}`, {
        reason: `${host} is no address of this machine`,
        next,
        cause
      })
    default:
      return cause
  }
}
