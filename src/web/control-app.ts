// The control methods as HTTP, whichever way they are reached: `POST /v1/<method>`, signatures for it, blobs, and the DMG
// service. Who may come in, and as whom, is for the door (control-socket.ts, control-door.ts).
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import { KubeError, toKubeError } from '../base/errors.ts'
import { type OnLimit, uncounted } from '../base/limit-hits.ts'
import { controlBytesMax, requestHeadMsMax } from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import type { Caller, Dmg } from '../rpc/dmg/dmg.ts'
import type { GivenSignature } from '../rpc/signed-call.ts'
import { serveDmgCall } from './dmg-door.ts'
import { refuseUpload } from './refused-upload.ts'
import { personOf, SignedCalls } from './signed-calls.ts'

/** Whoever was let in, for one request. */
export interface Admitted {
  /** As whom the DMG service is called. */
  readonly caller: Caller
  /** @throws as the method, KUBE_USAGE for none, KUBE_DENIED for one that is not theirs */
  call(method: string, request: Record<string, unknown>): Promise<unknown>
  receiveBlobs(session: string, stream: AsyncIterable<Uint8Array>): Promise<{ stored: number }>
}

export interface ControlAppOptions {
  /** Looked at before a byte of the body. @throws for whoever is not let in */
  admit(request: IncomingMessage): Promise<Admitted>
  readonly dmg?: Dmg
  readonly logger: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
}

declare module 'fastify' {
  interface FastifyRequest {
    admitted: Admitted
  }
}

export function createControlApp({ admit, dmg, logger, hit = uncounted }: ControlAppOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: controlBytesMax,
    // A large publish may take as long as it takes.
    requestTimeout: 0,
    http: { headersTimeout: requestHeadMsMax }
  })
  const signed = new SignedCalls()
  const met = (url: string, thrown: unknown): KubeError => {
    const error = toControlError(thrown)
    if (error.limit) hit(error.limit)
    return logged(logger, url, error)
  }
  app.decorateRequest('admitted')
  app.addHook('onRequest', async request => {
    request.admitted = await admit(request.raw)
  })
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  app.post<{ Params: { method: string } }>('/v1/:method', async (request, reply) => {
    const { admitted } = request
    const body = (request.body ?? {}) as Record<string, unknown>
    const call = (): Promise<unknown> => admitted.call(request.params.method, body)
    if (SignedCalls.isSigned(request.headers)) {
      const person = personOf(request.headers)
      reply.hijack()
      const failed = (thrown: unknown): KubeError => met(request.url, thrown)
      await signed.answer(person, reply.raw, call, failed)
      return
    }
    const value = await call()
    return reply.type('application/json').send(JSON.stringify(value ?? null))
  })
  app.post<{ Params: { ticket: string } }>('/v1/sign/:ticket', async (request, reply) => {
    signed.give(request.params.ticket, (request.body ?? {}) as GivenSignature)
    return reply.type('application/json').send('null')
  })
  app.put<{ Params: { session: string } }>('/v1/publish/:session', async (request, reply) => {
    const stream = (request.body as AsyncIterable<Uint8Array> | undefined) ?? request.raw
    let stored: { stored: number }
    try {
      stored = await request.admitted.receiveBlobs(request.params.session, stream)
    } catch (thrown) {
      reply.hijack()
      refuseUpload(request.raw, reply.raw, met(request.url, thrown))
      return
    }
    return reply.send(stored)
  })
  if (dmg) serveDmgHere(app, dmg, { logger, hit })
  app.setNotFoundHandler(request => {
    throw new KubeError('KUBE_USAGE', `kubed has no ${request.method} ${request.url}`)
  })
  app.setErrorHandler((thrown, request, reply) => {
    const error = met(request.url, thrown)
    if (error.status === 401) void reply.header('www-authenticate', 'Bearer realm="KUBE"')
    return reply.status(error.status < 400 ? 500 : error.status).send(error.toJSON())
  })
  return app
}

/** Fields that browsers send and programs need not. */
const browserFields = ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'cookie']

/** What a page makes a browser send is let in nowhere. @throws KUBE_DENIED */
export function assertNoBrowser(headers: IncomingHttpHeaders): void {
  const field = browserFields.find(name => headers[name] !== undefined)
  if (field !== undefined) throw forPrograms(`a browser sends ${field}`)
}

export function forPrograms(reason: string): KubeError {
  return new KubeError('KUBE_DENIED', 'kubed takes calls of programs alone here', { reason, next: ['dx status'] })
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
function serveDmgHere(
  app: FastifyInstance,
  dmg: Dmg,
  { logger, hit }: { readonly logger: Logger; readonly hit: OnLimit }
): void {
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post('/.well-known/dmg/:method', async (request, reply) => {
      reply.hijack()
      const call = { path: request.raw.url ?? '', bytesMax: controlBytesMax, caller: request.admitted.caller, hit }
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

/** Faults that Fastify finds before a method is called. */
function toControlError(thrown: unknown): KubeError {
  const { code, message } = thrown as { code?: unknown; message?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new KubeError('KUBE_LIMIT', `the request is larger than ${controlBytesMax} bytes`, {
      cause: thrown,
      limit: 'controlBytesMax'
    })
  }
  if (typeof code === 'string' && code.startsWith('FST_ERR_')) {
    return new KubeError('KUBE_USAGE', 'kubed cannot read the request', { reason: message ?? '', cause: thrown })
  }
  if (thrown instanceof SyntaxError) {
    return new KubeError('KUBE_USAGE', 'kubed cannot read the request', { reason: thrown.message, cause: thrown })
  }
  return toKubeError(thrown)
}
