// The reverse proxy behind records of type `service`: streams bodies both ways, tries another address where one does not
// answer and nothing was sent to it yet, and says 502 or 504 where none does.
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { KubeError } from '../../base/errors.ts'
import {
  serviceAnswerMsMax,
  serviceConnectMsMax,
  serviceIdleMs,
  serviceSocketsMax,
  serviceTunnelIdleMs
} from '../../base/limits.ts'
import type { Clock, Logger } from '../../base/types.ts'
import type { Forward } from '../asked.ts'
import type { RawRequest, RawResponse } from '../respond.ts'
import { requestFields, responseFields, type Sender, sendsBody } from './service-fields.ts'
import { ServiceHosts } from './service-hosts.ts'
import { ServicePool } from './service-pool.ts'

export interface ServiceProxyOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** Name of this machine, for `Via`. */
  readonly name: string
  /** Where services may be, each `HOST` or `HOST:PORT`; nowhere unless given. */
  readonly serviceHosts?: readonly string[]
}

export class ServiceProxy {
  readonly #options: ServiceProxyOptions
  readonly #hosts: ServiceHosts
  readonly #pools = new Map<string, { key: string; pool: ServicePool; usedMs: number }>()
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: serviceSocketsMax, timeout: serviceIdleMs }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: serviceSocketsMax, timeout: serviceIdleMs })
  }

  constructor(options: ServiceProxyOptions) {
    this.#options = options
    this.#hosts = new ServiceHosts(options.serviceHosts ?? [])
  }

  close(): void {
    for (const { pool } of this.#pools.values()) pool.stop()
    this.#pools.clear()
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  /**
   * Sends a request on and its answer back; resolves when all of it is handed over.
   * @throws KUBE_UNREACHABLE, KUBE_TIMEOUT, KUBE_HOPS: nothing was sent then, unless `response.headersSent`
   */
  async forward(request: RawRequest, response: RawResponse, forward: Forward, authority: string): Promise<void> {
    const sender = this.#sender(request, forward, authority)
    const pool = this.#pool(forward)
    if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue()
    let last: unknown
    for (const address of pool.order()) {
      if (isOver(response)) return
      pool.began(address)
      try {
        const sent = this.#send(request, address, forward, sender)
        const stop = (): void => void sent.request.destroy()
        response.once('close', stop)
        const answer = await sent.answer.finally(() => response.off('close', stop))
        pool.answered(address)
        await relay(answer, response, responseFields(answer, address, forward))
        return
      } catch (error) {
        last = error
        if (isOver(response) || response.headersSent) throw asFailure(error, address, forward)
        pool.failed(address)
        this.#options.logger.log('info', 'a service does not answer', {
          node: forward.node,
          address: address.href,
          reason: String(error)
        })
        // What was sent may have been done: only what never left is given to another.
        if (!(error instanceof NotSent)) throw asFailure(error, address, forward)
      } finally {
        pool.ended(address)
      }
    }
    throw asFailure(last, undefined, forward)
  }

  /** A connection that the client wants to use for another protocol: WebSocket (RFC 6455). */
  async upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    forward: Forward,
    authority: string
  ): Promise<void> {
    const sender = this.#sender(request, forward, authority)
    const [address] = this.#pool(forward).order()
    if (address === undefined) throw asFailure(undefined, undefined, forward)
    const fields = {
      ...requestFields(request, address, sender, false),
      connection: 'Upgrade',
      upgrade: request.headers.upgrade ?? ''
    }
    const asking = this.#request(address, forward.target, request.method ?? 'GET', fields, false)
    socket.once('close', () => asking.destroy())
    const { answer, upstream, upstreamHead } = await upgraded(asking).catch((error: unknown) => {
      throw asFailure(error, address, forward)
    })
    socket.write(headOf(answer))
    if (upstream === undefined) {
      await pipeline(answer, socket)
      return
    }
    socket.write(upstreamHead)
    upstream.write(head)
    ;(socket as Socket).setTimeout(serviceTunnelIdleMs, () => socket.destroy())
    await tunnel(socket, upstream)
  }

  #sender(request: RawRequest, forward: Forward, authority: string): Sender {
    const sender = { authority, base: forward.base, via: `kube-${this.#options.name}`, spent: forward.spent === true }
    if (String(request.headers.via ?? '').includes(`1.1 ${sender.via}`)) {
      throw new KubeError('KUBE_HOPS', `the service at ${forward.node} leads back to this gateway`, {
        reason: `the request came by ${sender.via} already`,
        next: [`dx record get /${forward.node}`]
      })
    }
    return sender
  }

  #pool(forward: Forward): ServicePool {
    const now = this.#options.clock.monotonic()
    const key = JSON.stringify([forward.addresses, forward.health])
    const known = this.#pools.get(forward.node)
    if (known?.key === key) {
      known.usedMs = now
      return known.pool
    }
    known?.pool.stop()
    for (const [node, { pool, usedMs }] of this.#pools) {
      if (now - usedMs < serviceIdleMs) continue
      pool.stop()
      this.#pools.delete(node)
    }
    const { health } = forward
    const pool = new ServicePool({ addresses: this.#allowed(forward), health, hosts: this.#hosts }, this.#options)
    this.#pools.set(forward.node, { key, pool, usedMs: now })
    return pool
  }

  #allowed({ node, addresses }: Forward): URL[] {
    const urls = addresses.flatMap(address => URL.parse(address) ?? [])
    const allowed = urls.filter(url => this.#hosts.has(url))
    if (allowed.length > 0) return allowed
    const hosts = [...new Set(urls.map(({ host }) => host))]
    throw new KubeError('KUBE_UNREACHABLE', `this machine does not lead to the service at ${node}`, {
      reason: `${hosts.join(', ')} would have to be among services: in config.yml`,
      next: [`dx record get /${node}`]
    })
  }

  #request(
    address: URL,
    target: string,
    method: string,
    headers: http.OutgoingHttpHeaders,
    pooled: boolean
  ): http.ClientRequest {
    const secure = address.protocol === 'https:'
    const agent = pooled ? this.#agents[secure ? 'https:' : 'http:'] : false
    const path = `${address.pathname.replace(/\/$/, '')}${target}`
    const { hostname, port } = address
    const host = hostname.replace(/^\[|\]$/g, '')
    return (secure ? https : http).request({
      host,
      port: port || (secure ? 443 : 80),
      path,
      method,
      headers,
      agent,
      lookup: this.#hosts.lookup,
      setHost: false
    })
  }

  #send(
    request: RawRequest,
    address: URL,
    forward: Forward,
    sender: Sender
  ): { request: http.ClientRequest; answer: Promise<IncomingMessage> } {
    const hasBody = sendsBody(request)
    const idle = request.method === 'GET' || request.method === 'HEAD'
    // A kept connection may end just as it is used: only what may be sent twice goes over one.
    const asking = this.#request(
      address,
      forward.target,
      request.method ?? 'GET',
      requestFields(request, address, sender, hasBody),
      idle
    )
    return { request: asking, answer: answerOf(asking, request, hasBody) }
  }
}

/** The address could not be reached: nothing was sent to it. */
class NotSent extends Error {}

function isOver(response: RawResponse): boolean {
  return 'stream' in response ? response.stream?.destroyed === true : response.destroyed
}

/** The head of the answer. The body of the request flows once there is a connection. */
function answerOf(asking: http.ClientRequest, request: RawRequest, hasBody: boolean): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let connected = false
    const slow = setTimeout(() => asking.destroy(new NotSent('no connection in time')), serviceConnectMsMax)
    let late: NodeJS.Timeout | undefined
    const sending = (): void => {
      connected = true
      clearTimeout(slow)
      const end = (): void => void asking.destroy(new KubeError('KUBE_TIMEOUT', 'the service did not answer in time'))
      late = setTimeout(end, serviceAnswerMsMax)
      if (!hasBody) asking.end()
      else pipeline(request, asking).catch(error => asking.destroy(error as Error))
    }
    asking.once('socket', socket => {
      if (socket.connecting) socket.once('connect', sending)
      else sending()
    })
    const settle = (): void => {
      clearTimeout(slow)
      clearTimeout(late)
    }
    asking.once('response', answer => {
      settle()
      resolve(answer)
    })
    asking.on('error', error => {
      settle()
      const again = !connected || (asking.reusedSocket && !hasBody)
      reject(again && !(error instanceof KubeError) ? new NotSent(error.message) : error)
    })
  })
}

async function relay(answer: IncomingMessage, response: RawResponse, fields: http.OutgoingHttpHeaders): Promise<void> {
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) response.setHeader(name, value)
  response.statusCode = answer.statusCode ?? 502
  try {
    await pipeline(answer, response as NodeJS.WritableStream)
  } finally {
    answer.destroy()
  }
}

function asFailure(error: unknown, address: URL | undefined, { node }: Forward): KubeError {
  if (error instanceof KubeError) {
    return new KubeError(error.code, `the service at ${node} did not answer`, {
      reason: `${address?.origin ?? 'it'} gave no answer in ${serviceAnswerMsMax / 1000} s`,
      next: [`dx record get /${node}`]
    })
  }
  return new KubeError('KUBE_UNREACHABLE', `the service at ${node} does not answer`, {
    reason: address
      ? `${address.origin}: ${error instanceof Error ? error.message : String(error)}`
      : 'none of its addresses can be reached',
    next: [`dx record get /${node}`],
    cause: error
  })
}

interface Upgraded {
  readonly answer: IncomingMessage
  /** Undefined when the service said no. */
  readonly upstream: Duplex | undefined
  readonly upstreamHead: Buffer
}

function upgraded(asking: http.ClientRequest): Promise<Upgraded> {
  return new Promise((resolve, reject) => {
    const end = (): void => void asking.destroy(new KubeError('KUBE_TIMEOUT', 'the service did not answer in time'))
    const late = setTimeout(end, serviceConnectMsMax)
    const settled = (found: Upgraded): void => {
      clearTimeout(late)
      resolve(found)
    }
    asking.once('upgrade', (answer, upstream, upstreamHead) => settled({ answer, upstream, upstreamHead }))
    asking.once('response', answer => settled({ answer, upstream: undefined, upstreamHead: Buffer.alloc(0) }))
    asking.once('error', error => {
      clearTimeout(late)
      reject(error)
    })
    asking.end()
  })
}

/** Joins two connections; the end of one is the end of both. */
function tunnel(one: Duplex, other: Duplex): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      one.destroy()
      other.destroy()
      resolve()
    }
    for (const side of [one, other]) side.once('error', end).once('close', end)
    one.pipe(other).pipe(one)
  })
}

/** Status line and fields of an answer as they came. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  const closing = statusCode === 101 ? [] : ['transfer-encoding', 'connection', 'keep-alive']
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!closing.includes(rawHeaders[at]!.toLowerCase())) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  }
  if (statusCode !== 101) lines.push('Connection: close')
  return `${lines.join('\r\n')}\r\n\r\n`
}
