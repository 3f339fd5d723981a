// One TLS port for HTTP/1.1 and HTTP/2, chosen by ALPN; limits on heads, streams and idle time; a clean end.
import type http from 'node:http'
import http2 from 'node:http2'
import type { Socket } from 'node:net'
import type { SecureContext, TLSSocket } from 'node:tls'
import { type OnLimit, uncounted } from '../base/limit-hits.ts'
import {
  connectionIdleMsMax,
  requestHeadBytesMax,
  requestHeadMsMax,
  serviceTunnelIdleMs,
  webConnectionsMax,
  webStreamsMax
} from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import type { SecureContextOf } from './gateway-options.ts'

export interface TlsServerOptions {
  readonly secureContext: SecureContextOf
  readonly logger: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
  /** A whole request head must have come in this time; `requestHeadMsMax` unless given. */
  readonly headMsMax?: number
  /** An HTTP/1.1 connection that node:http has set up. */
  onConnection(socket: TLSSocket): void
}

export interface TlsServer {
  readonly server: http2.Http2SecureServer
  /** Closes what is idle, and after `ms` what is left. Gives a way to say that another request is done. */
  drain(ms: number): { settled(): void; finish(): void }
}

/** Whose certificate is shown for a handshake without a name, or with a foreign one. */
const defaultName = 'kube.localhost'

interface Connection {
  readonly raw: Socket
  /** Ends the connection unless a whole request head comes first. */
  readonly deadline: NodeJS.Timeout
  socket?: TLSSocket
  asked: boolean
}

/** What node:http2 takes from its options for the HTTP/1.1 side, though its types do not say so. */
const http1Limits = (headMsMax: number) => ({
  maxHeaderSize: requestHeadBytesMax,
  headersTimeout: headMsMax,
  // How long a body may take depends on who gets it: `bodyMsMax`, or as long as a service or a call by a token takes.
  requestTimeout: 0,
  keepAliveTimeout: connectionIdleMsMax,
  connectionsCheckingInterval: 1000,
  // Pairs beyond node's own limit would be left out silently; the size of the head is the limit.
  maxHeadersCount: 0,
  requireHostHeader: true
})

export function createTlsServer(options: TlsServerOptions): TlsServer {
  const { logger, headMsMax = requestHeadMsMax, hit = uncounted } = options
  const secureContext = (name: string | undefined): SecureContext | undefined =>
    options.secureContext(name) ?? options.secureContext(undefined) ?? options.secureContext(defaultName)
  const server = http2.createSecureServer({
    ...http1Limits(headMsMax),
    allowHTTP1: true,
    minVersion: 'TLSv1.2',
    handshakeTimeout: headMsMax,
    settings: { maxConcurrentStreams: webStreamsMax, maxHeaderListSize: 2 * requestHeadBytesMax, enablePush: false },
    SNICallback(servername, done) {
      try {
        done(null, secureContext(servername.toLowerCase()))
      } catch (error) {
        logger.log('warn', 'no certificate for a TLS handshake', { servername, error: String(error) })
        done(error as Error)
      }
    }
  })
  boundConnections(server, hit)
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_TLS_HANDSHAKE_TIMEOUT') hit('requestHeadMsMax')
    logger.log('debug', 'TLS handshake failed', { error: error.message })
  })
  server.on('sessionError', error => logger.log('debug', 'HTTP/2 connection failed', { error: error.message }))
  const connections = track(server, { ...options, secureContext, headMsMax, hit })
  return { server, drain: ms => drain(server, connections, ms) }
}

/** How many connections, and how long nothing may move on one: whoever listens for that ends it. */
export function boundConnections(server: http2.Http2SecureServer | http.Server, hit: OnLimit): void {
  server.maxConnections = webConnectionsMax
  server.on('drop', () => hit('webConnectionsMax'))
  server.setTimeout(connectionIdleMsMax)
  server.on('timeout', (idle: Socket | http2.ServerHttp2Session) => {
    hit('timeout' in idle && idle.timeout === serviceTunnelIdleMs ? 'serviceTunnelIdleMs' : 'connectionIdleMsMax')
    idle.destroy()
  })
}

/** Without a name in the handshake Node uses the server's own context, and has no public way to set one as it is. */
function useDefaultContext(server: http2.Http2SecureServer, context: SecureContext | undefined): void {
  if (context) Object.assign(server, { _sharedCreds: context })
}

function keyOf(socket: { remoteAddress?: string | undefined; remotePort?: number | undefined }): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

function track(
  server: http2.Http2SecureServer,
  options: TlsServerOptions & { readonly headMsMax: number; readonly hit: OnLimit }
): Map<string, Connection> {
  const connections = new Map<string, Connection>()
  server.prependListener('connection', (raw: Socket) => {
    useDefaultContext(server, options.secureContext(undefined))
    const key = keyOf(raw)
    const end = (): void => {
      options.hit('requestHeadMsMax')
      ;(connection.socket ?? raw).destroy()
    }
    const connection: Connection = { raw, deadline: setTimeout(end, options.headMsMax).unref(), asked: false }
    connections.set(key, connection)
    raw.once('close', () => {
      clearTimeout(connection.deadline)
      if (connections.get(key) === connection) connections.delete(key)
    })
  })
  const asked = (socket: object): void => {
    const connection = bySocket.get(socket)
    if (!connection || connection.asked) return
    connection.asked = true
    clearTimeout(connection.deadline)
  }
  const bySocket = new WeakMap<object, Connection>()
  server.on('secureConnection', (socket: TLSSocket) => {
    const connection = connections.get(keyOf(socket))
    if (connection) {
      connection.socket = socket
      bySocket.set(socket, connection)
    }
    if (socket.alpnProtocol !== 'h2') options.onConnection(socket)
  })
  server.on('session', session => {
    const connection = connections.get(keyOf(session.socket))
    if (connection) bySocket.set(session, connection)
    session.once('stream', () => asked(session))
  })
  server.prependListener('request', request => {
    if (request.httpVersionMajor === 1) asked(request.socket)
  })
  return connections
}

function drain(
  server: http2.Http2SecureServer,
  connections: ReadonlyMap<string, Connection>,
  ms: number
): { settled(): void; finish(): void } {
  const end = (which: (connection: Connection) => boolean): void => {
    for (const connection of [...connections.values()])
      if (which(connection)) (connection.socket ?? connection.raw).destroy()
  }
  const closeIdle = (): void => {
    ;(server as { closeIdleConnections?(): void }).closeIdleConnections?.()
    end(connection => !connection.asked)
  }
  const last = setTimeout(() => end(() => true), ms)
  closeIdle()
  return { settled: closeIdle, finish: () => clearTimeout(last) }
}
