// The reverse proxy behind records of type `service`: streams bodies both ways, tries another address where one does not
// answer and nothing was sent to it yet, and says 502 or 504 where none does.
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { KubeError } from '../../base/errors.ts'
import { type LimitName, type OnLimit, uncounted } from '../../base/limit-hits.ts'
import {
  serviceAnswerMsMax,
  serviceClientSocketsMax,
  serviceConnectMsMax,
  serviceIdleMs,
  serviceSocketsMax
} from '../../base/limits.ts'
import type { Clock, Logger } from '../../base/types.ts'
import type { Reader } from '../../rpc/access.ts'
import type { Forward } from '../asked.ts'
import { invite } from '../request-bodies.ts'
import type { RawRequest, RawResponse } from '../respond.ts'
import { answerOf, asFailure, NotSent, relay, type ServiceTimes } from './service-answer.ts'
import { cameBy, requestFields, responseFields, type Sender, sendsBody } from './service-fields.ts'
import { ServiceHosts } from './service-hosts.ts'
import { ServicePool } from './service-pool.ts'
import { clientOf, ServiceSlots, type SlotLimits, Taken } from './service-slots.ts'
import { handOver, upgraded } from './service-tunnel.ts'

export interface ServiceLimits extends ServiceTimes, SlotLimits {}

/** Who sends a request. */
export interface Client {
  /** `Host` as it was sent. */
  readonly authority: string
  readonly reader: Reader
}

export interface ServiceProxyOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
  /** Peer id of this machine, for `Via`: names are given twice. */
  readonly peerId: string
  /** Where services may be, each `HOST` or `HOST:PORT`; nowhere unless given. */
  readonly serviceHosts?: readonly string[]
  /** `serviceConnectMsMax`, `serviceAnswerMsMax`, `serviceSocketsMax` and `serviceClientSocketsMax` unless given. */
  readonly serviceLimits?: ServiceLimits
}

const usualLimits: ServiceLimits = {
  connectMsMax: serviceConnectMsMax,
  answerMsMax: serviceAnswerMsMax,
  socketsMax: serviceSocketsMax,
  clientSocketsMax: serviceClientSocketsMax
}

export class ServiceProxy {
  readonly #options: ServiceProxyOptions
  readonly #limits: ServiceLimits
  readonly #hosts: ServiceHosts
  readonly #hit: OnLimit
  readonly #pools = new Map<string, { key: string; pool: ServicePool; usedMs: number }>()
  readonly #slots: ServiceSlots
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: serviceIdleMs }),
    'https:': new https.Agent({ keepAlive: true, timeout: serviceIdleMs })
  }

  constructor(options: ServiceProxyOptions) {
    this.#options = options
    this.#hit = options.hit ?? uncounted
    this.#limits = options.serviceLimits ?? usualLimits
    this.#slots = new ServiceSlots(this.#limits, this.#hit)
    this.#hosts = new ServiceHosts(options.serviceHosts ?? [])
  }

  close(): void {
    for (const { pool } of this.#pools.values()) pool.stop()
    this.#pools.clear()
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  /**
   * Sends a request on and its answer back; resolves when all of it is handed over.
   * @throws KUBE_UNREACHABLE, KUBE_TIMEOUT, KUBE_HOPS, KUBE_TOO_MANY, KUBE_BUSY: nothing was sent then, unless
   * `response.headersSent`
   */
  async forward(request: RawRequest, response: RawResponse, forward: Forward, client: Client): Promise<void> {
    const sender = this.#sender(request, forward, client)
    const who = clientOf(request.socket.remoteAddress, client.reader)
    const over = (): boolean => isOver(response) || response.headersSent
    let invited = false
    await this.#atOne(forward, who, over, async (address, answered) => {
      if (!invited) invite(request, response)
      invited = true
      const sent = this.#send(request, address, forward, sender)
      const stop = (): void => void sent.request.destroy()
      response.once('close', stop)
      const answer = await sent.answer.finally(() => response.off('close', stop))
      answered()
      await relay(answer, response, responseFields(answer, address, forward))
    })
  }

  /**
   * A connection that the client wants to use for another protocol: WebSocket (RFC 6455). Resolves when it is over.
   * @throws KUBE_UNREACHABLE, KUBE_TIMEOUT, KUBE_HOPS, KUBE_TOO_MANY, KUBE_BUSY: nothing was written to the client then
   */
  async upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    forward: Forward,
    client: Client
  ): Promise<void> {
    const sender = this.#sender(request, forward, client)
    await this.#atOne(
      forward,
      clientOf(request.socket.remoteAddress, client.reader),
      () => socket.destroyed,
      async (address, answered) => {
        const protocol = { connection: 'Upgrade', upgrade: request.headers.upgrade ?? '' }
        const fields = { ...requestFields(request, address, sender, false), ...protocol }
        const asking = this.#request(address, forward.target, request.method ?? 'GET', fields, false)
        const stop = (): void => void asking.destroy()
        socket.once('close', stop)
        const said = await upgraded(asking, this.#limits).finally(() => socket.off('close', stop))
        answered()
        await handOver(socket, head, said, this.#hit)
      }
    )
  }

  /** Asks one address after the other, as long as nothing was sent to any. `over`: nobody is left to be answered. */
  async #atOne(
    forward: Forward,
    client: string,
    over: () => boolean,
    ask: (address: URL, answered: () => void) => Promise<void>
  ): Promise<void> {
    const pool = this.#pool(forward)
    let last: unknown
    for (const address of pool.order()) {
      if (over()) return
      const giveBack = this.#slots.take(address.host, client)
      if (giveBack instanceof Taken) {
        last ??= giveBack
        continue
      }
      pool.began(address)
      try {
        return await ask(address, () => pool.answered(address))
      } catch (error) {
        last = error
        const { limit } = error as { limit?: LimitName }
        if (limit) this.#hit(limit)
        if (over()) throw asFailure(error, address, forward)
        pool.failed(address)
        const reason = String(error)
        const said = { node: forward.node, address: address.href, reason }
        this.#options.logger.log('info', 'a service does not answer', said)
        // What was sent may have been done: only what never left is given to another.
        if (!(error instanceof NotSent)) throw asFailure(error, address, forward)
      } finally {
        pool.ended(address)
        giveBack()
      }
    }
    throw asFailure(last, undefined, forward)
  }

  #sender(request: RawRequest, forward: Forward, { authority }: Client): Sender {
    const via = `kube-${this.#options.peerId}`
    const sender = { authority, base: forward.base, via, spent: forward.spent === true }
    if (cameBy(request, via)) {
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
    const pool = new ServicePool(
      { addresses: this.#allowed(forward), health, hosts: this.#hosts },
      { ...this.#options, hit: this.#hit }
    )
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
    return { request: asking, answer: answerOf(asking, request, hasBody, this.#limits) }
  }
}

function isOver(response: RawResponse): boolean {
  return 'stream' in response ? response.stream?.destroyed === true : response.destroyed
}
