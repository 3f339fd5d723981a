// The daemon's control socket: what src/rpc/api.ts offers, as JSON over HTTP on a unix socket of this user alone.
import fs from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import path from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { KubeError, toKubeError } from '../base/errors.ts'
import { controlBytesMax, requestHeadMsMax, webCloseMsMax } from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import type { ControlApi } from '../rpc/api.ts'
import type { Dmg } from '../rpc/dmg/dmg.ts'
import { controlHost } from '../rpc/exchange.ts'
import type { GivenSignature } from '../rpc/signed-call.ts'
import { serveDmgCall } from './dmg-door.ts'
import { personOf, SignedCalls } from './signed-calls.ts'

export interface ControlOptions {
  /** As `socketPath` of src/base names it. What is there is replaced: the caller knows that its daemon is dead. */
  readonly path: string
  readonly api: ControlApi
  /** Takes in the blobs of a publish, in the framing of api.ts; reads no faster than it stores. */
  readonly receiveBlobs: (session: string, stream: AsyncIterable<Uint8Array>) => Promise<{ stored: number }>
  /** Its door here writes as this KUBE. */
  readonly dmg?: Dmg
  readonly logger: Logger
}

export interface Control {
  /** Finishes the calls that run, for `webCloseMsMax` at most, and removes the socket. */
  close(): Promise<void>
}

/** @throws KUBE_HOME_INVALID when the folder of the socket is another user's, or anyone may write there */
export async function serveControl(options: ControlOptions): Promise<Control> {
  const app = createApp(options)
  const inode = await listenPrivately(app, options.path)
  return { close: () => close(app, options.path, inode) }
}

function createApp({ api, receiveBlobs, dmg, logger }: ControlOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: controlBytesMax,
    // A large publish may take as long as it takes.
    requestTimeout: 0,
    http: { headersTimeout: requestHeadMsMax }
  })
  const signed = new SignedCalls()
  app.addHook('onRequest', async ({ headers }) => assertNoBrowser(headers))
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  app.post<{ Params: { method: string } }>('/v1/:method', async (request, reply) => {
    const call = methodOf(api, request.params.method)
    const body = (request.body ?? {}) as Record<string, unknown>
    if (SignedCalls.isSigned(request.headers)) {
      const person = personOf(request.headers)
      reply.hijack()
      const failed = (thrown: unknown): KubeError => logged(logger, request.url, toControlError(thrown))
      await signed.answer(person, reply.raw, () => call(body), failed)
      return
    }
    const value = await call(body)
    return reply.type('application/json').send(JSON.stringify(value ?? null))
  })
  app.post<{ Params: { ticket: string } }>('/v1/sign/:ticket', async (request, reply) => {
    signed.give(request.params.ticket, (request.body ?? {}) as GivenSignature)
    return reply.type('application/json').send('null')
  })
  app.put<{ Params: { session: string } }>('/v1/publish/:session', async (request, reply) => {
    const stream = request.body as AsyncIterable<Uint8Array> | undefined
    return reply.send(await receiveBlobs(request.params.session, stream ?? request.raw))
  })
  if (dmg) serveDmgHere(app, dmg, logger)
  app.setNotFoundHandler(request => {
    throw new KubeError('KUBE_USAGE', `kubed has no ${request.method} ${request.url}`)
  })
  app.setErrorHandler((thrown, request, reply) => {
    const error = logged(logger, request.url, toControlError(thrown))
    return reply.status(error.status < 400 ? 500 : error.status).send(error.toJSON())
  })
  return app
}

/** Fields that browsers send and programs need not. */
const browserFields = ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'cookie']

/**
 * Whoever leads a port to the socket does not let pages in: neither by a name of their own that leads here (DNS
 * rebinding) nor by what a page makes a browser send. @throws KUBE_DENIED
 */
function assertNoBrowser(headers: IncomingHttpHeaders): void {
  const field = browserFields.find(name => headers[name] !== undefined)
  if (headers.host === controlHost && field === undefined) return
  throw new KubeError('KUBE_DENIED', 'kubed takes calls of programs alone here', {
    reason: field === undefined ? `Host is not ${controlHost}` : `a browser sends ${field}`,
    next: ['dx status']
  })
}

function logged(logger: Logger, url: string, error: KubeError): KubeError {
  const internal = error.code === 'KUBE_INTERNAL'
  logger.log(internal ? 'error' : 'debug', error.message, {
    code: error.code,
    url,
    reason: error.reason,
    ...(internal && error.cause instanceof Error ? { stack: error.cause.stack } : {})
  })
  return error
}

/** `POST /.well-known/dmg/<method>`: bodies are read by the door itself. */
function serveDmgHere(app: FastifyInstance, dmg: Dmg, logger: Logger): void {
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post('/.well-known/dmg/:method', async (request, reply) => {
      reply.hijack()
      const call = { path: request.raw.url ?? '', bytesMax: controlBytesMax, caller: itself }
      try {
        await serveDmgCall(dmg, call, request.raw, reply.raw)
      } catch (thrown) {
        const { code, message, reason } = toKubeError(thrown)
        logger.log('error', message, { code, reason, url: request.raw.url })
        // What was begun cannot be taken back: the client must not take a part for the whole.
        reply.raw.destroy()
      }
    })
  })
}

/** Who uses the socket is the user of this KUBE. */
const itself = { reader: 'member', writes: 'own' } as const

function methodOf(api: ControlApi, name: string): (request: Record<string, unknown>) => Promise<unknown> {
  const method = name in Object.prototype ? undefined : (api as unknown as Record<string, unknown>)[name]
  if (typeof method !== 'function') {
    throw new KubeError('KUBE_USAGE', `kubed has no method ${name}`, { reason: 'dx may be newer than kubed' })
  }
  return request => method.call(api, request)
}

/** Faults that Fastify finds before a method is called. */
function toControlError(thrown: unknown): KubeError {
  const { code, message } = thrown as { code?: unknown; message?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new KubeError('KUBE_LIMIT', `the request is larger than ${controlBytesMax} bytes`, { cause: thrown })
  }
  if (typeof code === 'string' && code.startsWith('FST_ERR_')) {
    return new KubeError('KUBE_USAGE', 'kubed cannot read the request', { reason: message ?? '', cause: thrown })
  }
  if (thrown instanceof SyntaxError) {
    return new KubeError('KUBE_USAGE', 'kubed cannot read the request', { reason: thrown.message, cause: thrown })
  }
  return toKubeError(thrown)
}

/**
 * Listens in a folder that nobody else can enter, then moves the socket to its place: it is never there with a looser
 * mode than 0600, and takes the place of a dead daemon's in one step. Gives its inode.
 */
async function listenPrivately(app: FastifyInstance, socket: string): Promise<number> {
  const folder = path.dirname(socket)
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  await checkFolder(folder)
  // As long as `/kubed.sock`, so that where that fits into a socket address, this does.
  const hidden = await fs.mkdtemp(path.join(folder, '.k'))
  const made = path.join(hidden, 's')
  try {
    await app.listen({ path: made })
    await fs.chmod(made, 0o600)
    await fs.rename(made, socket)
    return (await fs.stat(socket)).ino
  } catch (error) {
    await app.close()
    throw error
  } finally {
    await fs.rm(hidden, { recursive: true, force: true })
  }
}

async function checkFolder(folder: string): Promise<void> {
  const { uid, mode } = await fs.stat(folder)
  const user = process.getuid?.() ?? uid
  // Root may run the daemon in somebody's home, but never listens in a stranger's folder under /tmp.
  const ours = uid === user || (user === 0 && !folder.startsWith('/tmp/kubed-'))
  if (ours && (mode & 0o002) === 0) return
  throw new KubeError('KUBE_HOME_INVALID', `the control socket cannot be in ${folder}`, {
    reason: ours ? 'Anyone may write there.' : 'It belongs to another user.',
    next: [ours ? `chmod o-w ${folder}` : `ls -ld ${folder}`]
  })
}

async function close(app: FastifyInstance, socket: string, inode: number): Promise<void> {
  const last = setTimeout(() => app.server.closeAllConnections(), webCloseMsMax)
  const closed = app.close()
  app.server.closeIdleConnections()
  await closed
  clearTimeout(last)
  try {
    // Not when the next daemon has put its own there already.
    if ((await fs.stat(socket)).ino === inode) await fs.unlink(socket)
    // Made for this home alone, where the home's own path is too long for a socket.
    if (path.dirname(socket).startsWith('/tmp/kubed-')) await fs.rmdir(path.dirname(socket))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error
  }
}
