// The addresses of one service: who is next, who is down. Addresses with a health path are asked by themselves while the
// service is in use; the others are left alone for a while after they failed.
import http from 'node:http'
import https from 'node:https'
import type { OnLimit } from '../../base/limit-hits.ts'
import { serviceCheckMs, serviceDownMs, serviceHealthMsMax, serviceIdleMs } from '../../base/limits.ts'
import type { Clock, Logger } from '../../base/types.ts'
import type { ServiceHosts } from './service-hosts.ts'

interface Address {
  readonly url: URL
  /** Failed at this time; undefined: it is well. */
  downMs: number | undefined
  active: number
}

export interface PooledService {
  readonly addresses: readonly URL[]
  /** Path that answers 200 while an address is well. */
  readonly health: string | undefined
  readonly hosts: ServiceHosts
}

export interface PoolOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly hit: OnLimit
}

export class ServicePool {
  readonly #addresses: Address[]
  readonly #health: string | undefined
  readonly #hosts: ServiceHosts
  readonly #options: PoolOptions
  #next = 0
  #usedMs = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor({ addresses, health, hosts }: PooledService, options: PoolOptions) {
    this.#addresses = addresses.map(url => ({ url, downMs: undefined, active: 0 }))
    this.#health = health
    this.#hosts = hosts
    this.#options = options
  }

  /** Addresses to try, best first: those that are well in turn, the busy ones later, then those that are down. */
  order(): URL[] {
    const now = this.#options.clock.monotonic()
    this.#usedMs = now
    this.#watch()
    const turn = this.#next++
    const turned = this.#addresses.map((_, at) => this.#addresses[(turn + at) % this.#addresses.length]!)
    const rank = (one: Address): number => (this.#isDown(one, now) ? Number.MAX_SAFE_INTEGER : one.active)
    return turned.sort((a, b) => rank(a) - rank(b)).map(({ url }) => url)
  }

  began(url: URL): void {
    const address = this.#of(url)
    if (address) address.active++
  }

  ended(url: URL): void {
    const address = this.#of(url)
    if (address) address.active--
  }

  /** The address does not answer. */
  failed(url: URL): void {
    const address = this.#of(url)
    if (address) address.downMs = this.#options.clock.monotonic()
  }

  answered(url: URL): void {
    const address = this.#of(url)
    // Where there is a health path, that one says when an address is well again.
    if (address && this.#health === undefined) address.downMs = undefined
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #of(url: URL): Address | undefined {
    return this.#addresses.find(one => one.url === url)
  }

  #isDown({ downMs }: Address, now: number): boolean {
    return downMs !== undefined && (this.#health !== undefined || now - downMs < serviceDownMs)
  }

  #watch(): void {
    if (this.#health === undefined || this.#timer !== undefined || this.#stopped) return
    this.#timer = setTimeout(() => void this.#check(), serviceCheckMs).unref()
  }

  async #check(): Promise<void> {
    await Promise.all(this.#addresses.map(one => this.#ask(one)))
    this.#timer = undefined
    const idle = this.#options.clock.monotonic() - this.#usedMs
    if (idle < serviceIdleMs) this.#watch()
    // Nobody looks after it any more: it is tried again like any other.
    else for (const one of this.#addresses) one.downMs = undefined
  }

  async #ask(address: Address): Promise<void> {
    const url = new URL(`${address.url.pathname.replace(/\/$/, '')}${this.#health}`, address.url)
    const well = this.#hosts.has(url) && (await isWell(url, this.#hosts, this.#options.hit))
    if (well !== (address.downMs === undefined)) {
      const what = well ? 'a service is well again' : 'a service is not well'
      this.#options.logger.log('info', what, { address: address.url.href })
    }
    address.downMs = well ? undefined : this.#options.clock.monotonic()
  }
}

/** Whether a GET of the URL is answered with 200 in time. */
function isWell(url: URL, { lookup }: ServiceHosts, hit: OnLimit): Promise<boolean> {
  return new Promise(resolve => {
    const { request } = url.protocol === 'https:' ? https : http
    const signal = AbortSignal.timeout(serviceHealthMsMax)
    const asking = request(url, { agent: false, signal, lookup }, response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    // Whatever goes wrong, it is not well.
    asking
      .on('error', () => {
        if (signal.aborted) hit('serviceHealthMsMax')
        resolve(false)
      })
      .end()
  })
}
