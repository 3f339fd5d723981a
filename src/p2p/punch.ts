// From a relayed connection to a direct one, where the translators in front of both sides let it happen (the steps of
// libp2p's DCUtR). libp2p's own service dials from any port and drops the roles, so that over TCP both sides would take
// themselves for the initiator. Here each side dials other machines from one local port, learns from its relays under which
// address and port that is seen outside, and at the agreed moment both connect from there: a simultaneous open (RFC 9293).
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, IdentifyResult } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { punchAttemptsMax, punchPauseMs, punchTimeoutMs } from '../base/limits.ts'
import type { Logger, PeerId } from '../base/types.ts'
import type { Channel } from '../ports/network.ts'
import { dialReason, messageOf } from './failures.ts'
import { fromLibp2p, toLibp2p } from './identity.ts'

export const punchProtocol = '/kube/punch/1.0.0'

/** Connects from the given local port, in the given role. */
export type DialFrom = (
  address: string,
  options: { localPort: number; initiator: boolean; signal: AbortSignal }
) => Promise<Connection>

export interface PunchOptions {
  readonly dial: DialFrom
  readonly open: (connection: Connection, protocol: string, signal: AbortSignal) => Promise<Channel>
  /** Whether a connection without a relay is there already: the other side may have been first. */
  readonly isDirect: (peer: PeerId) => boolean
  readonly logger: Logger
  readonly hit: OnLimit
}

const addressPattern = /^\/ip4\/(\d+)\.(\d+)\.\d+\.\d+\/tcp\/\d+$/
const messageBytesMax = 256

/** Whether text is an address that may lie outside of every local network; nobody has us dial inside ours. */
export function isOutside(text: string): boolean {
  const found = addressPattern.exec(text)
  if (found === null) return false
  const [first, second] = [Number(found[1]), Number(found[2])]
  if (first === 0 || first === 10 || first === 127 || first >= 224) return false
  if (first === 172 && second >= 16 && second < 32) return false
  if (first === 100 && second >= 64 && second < 128) return false
  return !(first === 192 && second === 168) && !(first === 169 && second === 254)
}

export class Punch {
  readonly #options: PunchOptions
  readonly #dialledFromPort = new WeakSet<Connection>()
  readonly #answering = new Set<PeerId>()
  #port: number | undefined
  /** How others see the local port. */
  #seen: string | undefined
  #stopped = new AbortController()

  constructor(options: PunchOptions) {
    this.#options = options
  }

  /** Finds the local port; without one there is no punching. */
  async start(): Promise<void> {
    this.#stopped = new AbortController()
    this.#port = await freePort()
  }

  stop(): void {
    this.#stopped.abort(new KubeError('KUBE_INTERRUPTED', 'the network of this machine is stopped'))
  }

  /** The local port to dial an address from; undefined where that is of no use. */
  portFor(address: Multiaddr): number | undefined {
    const [transport] = address.toString().split('/p2p')
    return transport !== undefined && isOutside(transport) ? this.#port : undefined
  }

  dialledFromPort(connection: Connection): void {
    this.#dialledFromPort.add(connection)
  }

  /** A peer has told under which address it sees us. */
  identified({ connection, observedAddr }: IdentifyResult): void {
    const text = observedAddr?.toString().split('/p2p/')[0]
    if (text !== undefined && this.#dialledFromPort.has(connection) && isOutside(text)) this.#seen = text
  }

  /** The side that was reached through the relay begins. Never rejects. */
  async begin(relayed: Connection): Promise<void> {
    const peer = fromLibp2p(relayed.remotePeer)
    const { logger, isDirect, hit } = this.#options
    for (let attempt = 0; attempt < punchAttemptsMax; attempt++) {
      // Both sides may have come through the relay at once; and what lies between needs time to forget an attempt.
      await sleep(attempt * punchPauseMs, undefined, { ref: false })
      if (relayed.status !== 'open' || this.#stopped.signal.aborted) return
      try {
        if (!isDirect(peer)) {
          await this.#attempt(relayed)
          logger.log('info', 'connected directly', { peer })
        }
        await relayed.close()
        return
      } catch (error) {
        logger.log('debug', 'no direct connection', { peer, attempt, reason: messageOf(error) })
      }
    }
    hit('punchAttemptsMax')
  }

  async #attempt(relayed: Connection): Promise<void> {
    const own = this.#own()
    const channel = await this.#options.open(relayed, punchProtocol, AbortSignal.timeout(punchTimeoutMs))
    await this.#bounded(channel, async () => {
      const messages = channel[Symbol.asyncIterator]()
      const asked = performance.now()
      await channel.send(new TextEncoder().encode(own))
      const theirs = addressOf(await messages.next())
      const roundTripMs = performance.now() - asked
      await channel.send(new Uint8Array())
      await sleep(roundTripMs / 2)
      await this.#dial(fromLibp2p(relayed.remotePeer), theirs, false)
      await channel.close()
    })
  }

  /** The other side has begun. @throws KUBE_LIMIT while it has another such conversation */
  async answer(channel: Channel): Promise<void> {
    const own = this.#own()
    const { peer } = channel
    if (this.#answering.has(peer)) throw new KubeError('KUBE_LIMIT', `${peer} began before it had ended`)
    this.#answering.add(peer)
    const talk = this.#bounded(channel, async () => {
      const messages = channel[Symbol.asyncIterator]()
      const theirs = addressOf(await messages.next())
      await channel.send(new TextEncoder().encode(own))
      await messages.next()
      if (!this.#options.isDirect(peer)) await this.#dial(peer, theirs, true)
    })
    await talk.finally(() => this.#answering.delete(peer))
  }

  #own(): string {
    if (this.#seen === undefined || this.#port === undefined) {
      throw new KubeError('KUBE_UNREACHABLE', 'no relay has told how this machine is seen outside')
    }
    return this.#seen
  }

  /** The signal lives no longer than the attempt: Node's sockets obey it for ever. */
  async #dial(peer: PeerId, address: string, initiator: boolean): Promise<void> {
    const attempt = new AbortController()
    const stop = (): void => attempt.abort()
    const timer = setTimeout(stop, punchTimeoutMs)
    this.#stopped.signal.addEventListener('abort', stop)
    try {
      const from = { localPort: this.#port!, initiator, signal: attempt.signal }
      await this.#options.dial(`${address}/p2p/${toLibp2p(peer)}`, from)
    } catch (error) {
      const reason = dialReason(error)
      throw new KubeError('KUBE_UNREACHABLE', 'nothing came through the translators', { reason, cause: error })
    } finally {
      clearTimeout(timer)
      this.#stopped.signal.removeEventListener('abort', stop)
    }
  }

  /** The whole conversation has a time, each message a size: a peer that says nothing, or too much, ends it. */
  async #bounded(channel: Channel, talk: () => Promise<void>): Promise<void> {
    channel.limit(messageBytesMax)
    const late = (): void =>
      channel.abort(new KubeError('KUBE_TIMEOUT', `${channel.peer} did not go on`, { limit: 'punchTimeoutMs' }))
    const timer = setTimeout(late, 3 * punchTimeoutMs)
    try {
      await talk()
    } catch (error) {
      channel.abort(error instanceof Error ? error : new Error(messageOf(error)))
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

function addressOf(read: IteratorResult<Uint8Array>): string {
  const text = read.done ? '' : new TextDecoder().decode(read.value)
  if (!isOutside(text)) throw new KubeError('KUBE_PEER_MISBEHAVED', 'the peer gave no address outside')
  return text
}

function freePort(): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = net.createServer()
    server.once('error', () => resolve(undefined))
    server.listen(0, '0.0.0.0', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })
}
