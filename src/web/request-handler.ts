// One request: checks on its head, the reserved paths, then the answer of the site, from memory where it is known.
import { once } from 'node:events'
import { type IncomingMessage, ServerResponse } from 'node:http'
import { constants, type ServerHttp2Session } from 'node:http2'
import type { Duplex, Writable } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { catalogue, KubeError } from '../base/errors.ts'
import { type OnLimit, uncounted } from '../base/limit-hits.ts'
import { answersBytesMax, answersMax, dmgBodyBytesMax, requestBodyMsMax } from '../base/limits.ts'
import { isLost } from '../base/object-faults.ts'
import type { Reader } from '../rpc/access.ts'
import type { Dmg } from '../rpc/dmg/dmg.ts'
import { AnswerCache } from './answers.ts'
import type { Forward, Made } from './asked.ts'
import type { Bodies } from './bodies.ts'
import { isControlHost, isControlPath } from './control-door.ts'
import { isDmgCall, serveDmgCall } from './dmg-door.ts'
import { failureAnswer, toFailure } from './failures.ts'
import type { FastLane, LaneState } from './fast-lane.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { sendsBody } from './handlers/service-fields.ts'
import type { ServiceProxy } from './handlers/service-proxy.ts'
import { holdOpen } from './hold-open.ts'
import { codings, noCodings, wanted } from './negotiation.ts'
import { challenge, LastAsking } from './reader.ts'
import { type RecordAnswers, recordQuery } from './record-answers.ts'
import { BodyDeadlines, invite, refuseUnparsable, requestTimeout } from './request-bodies.ts'
import { allowed, authorityOf, checkCertificate, checkMethod, optionsAnswer, slashLocation } from './request-head.ts'
import { isReserved, reservedAnswer } from './reserved.ts'
import { type RawRequest, type RawResponse, respond, type Sent, UnsatisfiableRange, writeHead } from './respond.ts'
import { assertSameOrigin, reads } from './same-origin.ts'
import type { SiteAnswers } from './site-answers.ts'
import { certificateOf, parseHost, parseTarget } from './target.ts'

export interface RequestHandlerOptions extends GatewayOptions {
  readonly bodies: Bodies
  readonly lane: FastLane
  readonly sites: SiteAnswers
  readonly recordAnswers: RecordAnswers
  readonly services: ServiceProxy
}

interface Draining {
  settled(): void
  finish(): void
}

interface Peer {
  /** Name of the handshake, if it had one. */
  readonly servername: string | undefined
  readonly lane: LaneState | undefined
  readonly lastAsking: LastAsking
}

interface Question {
  readonly authority: string
  readonly accept: string | undefined
  readonly wanted: ReturnType<typeof wanted>
  readonly codings: ReturnType<typeof codings>
  readonly servername: string | undefined
  readonly nowMs: number
  readonly reader: Reader
  /** The browser sends the token by itself. */
  readonly ambient: boolean
}

export class RequestHandler {
  readonly #options: RequestHandlerOptions
  readonly #answers = new AnswerCache({ answersMax, bytesMax: answersBytesMax })
  readonly #peers = new WeakMap<object, Peer>()
  /** Of HTTP/1.1 connections, the last one begun. */
  readonly #responses = new WeakMap<object, ServerResponse>()
  readonly #bodies: BodyDeadlines
  readonly #hit: OnLimit
  #draining: Draining | undefined

  constructor(options: RequestHandlerOptions) {
    this.#options = options
    this.#hit = options.hit ?? uncounted
    this.#bodies = new BodyDeadlines(options.bodyMsMax ?? requestBodyMsMax, this.#hit)
  }

  /** An HTTP/1.1 connection. */
  connected(socket: TLSSocket): void {
    const servername = socket.servername || undefined
    const certificate = servername === undefined ? '' : certificateOf(servername, this.#options.content.bases())
    this.#peers.set(socket, {
      servername,
      lane: this.#options.lane.attach(socket, certificate),
      lastAsking: new LastAsking()
    })
  }

  /** An HTTP/2 connection. */
  connectedSession(session: ServerHttp2Session): void {
    const { servername } = session.socket as unknown as TLSSocket
    this.#peers.set(session, { servername: servername || undefined, lane: undefined, lastAsking: new LastAsking() })
  }

  close(drain: () => Draining): Draining {
    this.#draining = drain()
    return this.#draining
  }

  /** Answers a request, whatever happens. */
  async handle(request: RawRequest, response: RawResponse): Promise<void> {
    const peer = this.#peers.get('stream' in request ? (request.stream.session ?? request) : request.socket)
    if (peer?.lane) response.once('close', () => this.#options.lane.done(peer.lane!))
    if (!('stream' in response)) this.#responses.set(request.socket, response)
    if (this.#draining) this.#endAfter(response)
    this.#bodies.begin(request, response, error => this.#refuse(error, request.socket))
    try {
      const sent = await this.#answer(request, response, peer)
      if (sent && peer?.lane) this.#options.lane.learn(peer.lane, sent.answer, sent.body)
    } catch (error) {
      this.#fail(request, response, error)
    }
  }

  /** A request to go on in another protocol: to a service it goes on, to all else it is a request like any other. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    await answered(this.#responses.get(socket))
    if (socket.destroyed) return
    try {
      const question = await this.#question(request, this.#peers.get(request.socket))
      const forward = await this.#upgradeTo(request, question)
      if (forward) {
        await this.#options.services.upgrade(request, socket, head, forward, question)
        return
      }
    } catch (error) {
      if (!socket.destroyed) this.#fail(request, lastResponse(request, socket), error)
      return
    }
    if (!socket.destroyed) await this.handle(request, lastResponse(request, socket))
  }

  async #upgradeTo(request: IncomingMessage, question: Question): Promise<Forward | undefined> {
    assertSameOrigin(request, question)
    const { content, sites } = this.#options
    const target = parseTarget(request.url ?? '')
    const host = parseHost(target.authority ?? question.authority)
    checkCertificate(host, question.servername, content.bases())
    if (target.path === '*' || isReserved(target.path)) return undefined
    const forward = await sites.forward({ ...question, host, path: target.path, query: target.query })
    if (forward) endWith(question.reader, request.socket)
    return forward
  }

  #endAfter(response: RawResponse): void {
    if (!('stream' in response)) response.setHeader('Connection', 'close')
    response.once('close', () => this.#draining?.settled())
  }

  async #answer(request: RawRequest, response: RawResponse, peer: Peer | undefined): Promise<Sent | undefined> {
    const { method, url = '' } = request
    if (await this.#control(request, response, peer)) return undefined
    const question = await this.#question(request, peer)
    const mark = url.indexOf('?')
    const place = mark < 0 ? url : url.slice(0, mark)
    if (method === 'POST' && this.#options.dmg && isDmgCall(place)) {
      await this.#callDmg(this.#options.dmg, request, response, question)
      return undefined
    }
    const position = this.#options.content.position()
    const { reader } = question
    const about = mark < 0 ? '' : recordQuery(url.slice(mark))
    const key = keyOf(question, `${place}${about}`)
    let answer = reads(request) ? this.#answers.get(key, position) : undefined
    if (!answer) {
      const made = await this.#make(request, question)
      if (made.forward) {
        if (made.forward.closed) assertSameOrigin(request, question)
        if (sendsBody(request)) this.#bodies.free(request)
        holdOpen(request, response)
        endWith(reader, 'stream' in response ? response.stream : response)
        await this.#options.services.forward(request, response, made.forward, question)
        return undefined
      }
      answer = made.answer
      if (made.keep) this.#answers.set(key, answer, position)
    }
    if (answer.slash) answer = answer.with(['Location', slashLocation(url)])
    return respond(this.#options, request, response, answer, question.nowMs)
  }

  /** Whether it is a call of control, which is answered then. */
  async #control(request: RawRequest, response: RawResponse, peer: Peer | undefined): Promise<boolean> {
    const { control, content } = this.#options
    if (!control || !request.url?.startsWith('/') || !isControlPath(request.url)) return false
    const host = parseHost(authorityOf(request))
    if (!isControlHost(host, content.bases())) return false
    checkCertificate(host, peer?.servername, content.bases())
    if ('stream' in request || 'stream' in response) {
      throw new KubeError('KUBE_USAGE', 'commands from elsewhere come by HTTP/1.1')
    }
    await control.handle(request, response, () => {
      this.#bodies.free(request)
      invite(request, response)
    })
    return true
  }

  /** What anyone may ask; nothing is written here. */
  async #callDmg(dmg: Dmg, request: RawRequest, response: RawResponse, question: Question): Promise<void> {
    const { content } = this.#options
    const target = parseTarget(request.url ?? '')
    const host = parseHost(target.authority ?? question.authority)
    checkCertificate(host, question.servername, content.bases())
    // Only for hosts that the subnet answers for.
    await content.find(host, '/', question.reader)
    const caller = { reader: question.reader, writes: undefined }
    invite(request, response)
    const call = { path: target.path, bytesMax: dmgBodyBytesMax, caller, hit: this.#hit }
    await serveDmgCall(dmg, call, request, response)
  }

  async #question(request: RawRequest, peer: Peer | undefined): Promise<Question> {
    const { headers } = request
    const { authorization } = headers
    const { lastAsking = new LastAsking() } = peer ?? {}
    const asking = lastAsking.again(authorization) ?? (await lastAsking.find(authorization, this.#options.findToken))
    return {
      reader: asking.reader,
      ambient: asking.ambient,
      authority: authorityOf(request),
      accept: headers.accept,
      wanted: wanted(headers.accept),
      codings: headers.range === undefined ? codings(headers['accept-encoding'] as string | undefined) : noCodings,
      servername: peer?.servername,
      nowMs: this.#options.clock.now()
    }
  }

  async #make(request: RawRequest, question: Question): Promise<Made> {
    const { content, sites, recordAnswers } = this.#options
    const target = parseTarget(request.url ?? '')
    const host = parseHost(target.authority ?? question.authority)
    checkCertificate(host, question.servername, content.bases())
    const asked = { ...question, host, path: target.path, query: target.query }
    if (!reads(request) && target.path !== '*' && !isReserved(target.path)) {
      assertSameOrigin(request, question)
      const forward = await sites.forward(asked)
      if (forward) return { forward }
    }
    if (request.method === 'OPTIONS') return { answer: optionsAnswer(), keep: false }
    checkMethod(request.method, target.path)
    if (isReserved(target.path)) {
      // Only for hosts that the subnet answers for.
      await content.find(host, '/', question.reader)
      return {
        answer: await reservedAnswer(this.#options, target, question.reader, request.headers.authorization),
        keep: false
      }
    }
    const view = await recordAnswers.make({ ...target, host, wanted: question.wanted, reader: question.reader })
    if (view) return { answer: view, keep: true }
    return sites.make(asked)
  }

  #fail(request: RawRequest, response: RawResponse, thrown: unknown): void {
    const failure = toFailure(thrown)
    const { error, status, requestId } = failure
    const { logger, name, clock } = this.#options
    if (error.limit) this.#hit(error.limit)
    if (isLost(error)) this.#options.lost?.()
    const retryable = catalogue[error.code].retryable
    const level = status < 500 || status === 503 ? 'debug' : retryable ? 'warn' : 'error'
    logger.log(level, error.message, {
      requestId,
      code: error.code,
      status,
      method: request.method,
      url: request.url,
      reason: error.reason,
      ...(level === 'error' && error.cause instanceof Error ? { stack: error.cause.stack } : {})
    })
    if (response.headersSent) {
      // The client must not take a part for the whole.
      if ('stream' in response) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR)
      else response.destroy()
      return
    }
    const answer = failureAnswer(
      failure,
      wanted(request.headers.accept),
      name,
      extraFields(error, request.headers.authorization)
    )
    writeHead(response, status, answer.dated(Math.floor(clock.now() / 1000)))
    if (request.method === 'HEAD' || answer.body.kind !== 'bytes') response.end()
    else response.end(answer.body.bytes)
  }

  /** Bytes that node:http could not read as a request. */
  unparsable(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'HPE_HEADER_OVERFLOW') this.#hit('requestHeadBytesMax')
    if (error.code === requestTimeout) this.#hit('requestHeadMsMax')
    this.#refuse(error, socket)
  }

  #refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    this.#options.logger.log('debug', 'a request could not be read', { error: error.message })
    refuseUnparsable(error, socket)
  }
}

/** What goes on for long goes on while the token holds by which it began. */
function endWith(reader: Reader, open: Writable): void {
  if (typeof reader === 'string') return
  const forget = reader.onEnd(() => void open.destroy())
  open.once('close', forget)
}

/** All of a request that answers depend on which are kept. The port of the host is not: our own stands in them. */
function keyOf({ wanted, codings, servername = '', authority, reader }: Question, about: string): string {
  const whose = typeof reader === 'string' ? '' : `\n${reader.id}`
  const host = authority.toLowerCase().replace(portOf, '')
  return `${wanted} ${codings.key} ${servername}\n${host}\n${about}${whose}`
}

const portOf = /\.?(?::\d{0,5})?$/

/** What was asked before on a connection is answered first. */
async function answered(response: ServerResponse | undefined): Promise<void> {
  if (response && !response.writableFinished && !response.destroyed) await once(response, 'close')
}

/** A response on a connection that node:http has let go of; the connection ends with it. */
function lastResponse(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket as TLSSocket)
  response.once('finish', () => socket.end())
  return response
}

function extraFields(error: KubeError, authorization: string | undefined): string[] {
  if (error.code === 'KUBE_METHOD') return ['Allow', allowed]
  if (error instanceof UnsatisfiableRange) return ['Content-Range', `bytes */${error.size}`]
  return challenge(error, authorization)
}
