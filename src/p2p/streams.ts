// Streams to and from peers, as channels: opening, the gate before each handler, and ending them all.
import type { Connection, Stream } from '@libp2p/interface'
import type { Libp2p } from 'libp2p'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { channelLingerMs, openStreamsMax } from '../base/limits.ts'
import type { Logger, PeerId } from '../base/types.ts'
import type { Channel } from '../ports/network.ts'
import { StreamChannel } from './channel.ts'
import { abortFailure, messageOf } from './failures.ts'
import { fromLibp2p } from './identity.ts'

export interface StreamLimits {
  readonly messageBytesMax: number
  readonly negotiationTimeoutMs: number
  readonly streamsMax: number
}

interface Handler {
  readonly protocol: string
  readonly handler: (channel: Channel) => Promise<void>
  readonly allow: ((peer: PeerId) => boolean) | undefined
}

export class Streams {
  readonly #limits: StreamLimits
  readonly #logger: Logger
  readonly #hit: OnLimit
  readonly #handlers = new Map<string, Handler>()
  readonly #channels = new Set<StreamChannel>()

  constructor(limits: StreamLimits, logger: Logger, hit: OnLimit) {
    this.#limits = limits
    this.#hit = hit
    this.#logger = logger
  }

  /** @throws KUBE_INTERNAL when the protocol has a handler already */
  handle(libp2p: Libp2p | undefined, handler: Handler): void {
    if (this.#handlers.has(handler.protocol)) {
      throw new KubeError('KUBE_INTERNAL', `${handler.protocol} has a handler already`)
    }
    this.#handlers.set(handler.protocol, handler)
    if (libp2p === undefined) return
    this.#register(libp2p, handler).catch(error =>
      this.#logger.log('error', 'a protocol was not registered', {
        protocol: handler.protocol,
        reason: messageOf(error)
      })
    )
  }

  /** Before a start: every handler that was given so far. */
  async registerAll(libp2p: Libp2p): Promise<void> {
    for (const handler of this.#handlers.values()) await this.#register(libp2p, handler)
  }

  /** @throws KUBE_TIMEOUT, KUBE_INTERRUPTED, KUBE_PEER_REFUSED, KUBE_PEER_LOST, KUBE_LIMIT */
  async open(connections: readonly Connection[], protocol: string, signal: AbortSignal | undefined): Promise<Channel> {
    const slow = AbortSignal.timeout(this.#limits.negotiationTimeoutMs)
    const either = signal === undefined ? slow : AbortSignal.any([slow, signal])
    let failure: unknown
    for (const connection of connections) {
      try {
        const options = { signal: either, maxOutboundStreams: this.#limits.streamsMax }
        const stream = await connection.newStream(protocol, options)
        return this.#track(stream, fromLibp2p(connection.remotePeer))
      } catch (error) {
        failure = error
        if (either.aborted || connection.status === 'open') break
      }
    }
    if (slow.aborted) this.#hit('negotiationTimeoutMs')
    if (either.aborted) throw abortFailure(either, `opening ${protocol}`)
    const error = openFailure(failure, protocol)
    if (error.code === 'KUBE_LIMIT') this.#hit('streamsMax')
    throw error
  }

  /** Ends the channels to one peer, or all. */
  abort(reason: Error, peer?: PeerId): void {
    for (const channel of [...this.#channels]) {
      if (peer === undefined || channel.peer === peer) channel.abort(reason)
    }
  }

  #register(libp2p: Libp2p, handler: Handler): Promise<void> {
    const streams = this.#limits.streamsMax
    return libp2p.handle(handler.protocol, (stream, connection) => this.#accept(stream, connection, handler), {
      maxInboundStreams: handler.allow === undefined ? Math.min(openStreamsMax, streams) : streams,
      maxOutboundStreams: streams
    })
  }

  #accept(stream: Stream, connection: Connection, handler: Handler): void {
    const peer = fromLibp2p(connection.remotePeer)
    if (handler.allow !== undefined && !this.#isAllowed(handler.allow, peer)) {
      this.#logger.log('debug', 'a peer was refused', { peer, protocol: handler.protocol })
      stream.abort(new KubeError('KUBE_DENIED', `${handler.protocol} is not for this peer`))
      return
    }
    void this.#serve(this.#track(stream, peer), handler, stream)
  }

  #isAllowed(allow: (peer: PeerId) => boolean, peer: PeerId): boolean {
    try {
      return allow(peer)
    } catch (error) {
      this.#logger.log('error', 'the gate of a protocol failed', { peer, reason: messageOf(error) })
      return false
    }
  }

  /** Never rejects. When the handler has returned, our side ends; the other gets some time to end too. */
  async #serve(channel: StreamChannel, { handler, protocol }: Handler, stream: Stream): Promise<void> {
    try {
      await handler(channel)
      await channel.close()
    } catch (error) {
      // What a peer did is told by a KubeError; anything else is a fault of the handler.
      const level = error instanceof KubeError ? 'debug' : 'warn'
      this.#logger.log(level, 'a handler failed', { peer: channel.peer, protocol, reason: messageOf(error) })
      channel.abort(error instanceof Error ? error : new Error(messageOf(error)))
      return
    }
    if (stream.status !== 'open') return
    const late = new KubeError('KUBE_PEER_MISBEHAVED', 'the peer did not end a channel that was answered')
    const timer = setTimeout(() => {
      this.#hit('channelLingerMs')
      channel.abort(late)
    }, channelLingerMs)
    stream.addEventListener('close', () => clearTimeout(timer))
  }

  #track(stream: Stream, peer: PeerId): StreamChannel {
    const channel = new StreamChannel(stream, peer, this.#limits.messageBytesMax, this.#hit)
    if (stream.status === 'open') {
      this.#channels.add(channel)
      stream.addEventListener('close', () => this.#channels.delete(channel))
    }
    return channel
  }
}

function openFailure(thrown: unknown, protocol: string): KubeError {
  const { name } = (thrown ?? {}) as { name?: unknown }
  const details = { reason: messageOf(thrown), cause: thrown }
  if (name === 'UnsupportedProtocolError') {
    return new KubeError('KUBE_PEER_REFUSED', `the peer does not speak ${protocol}`, details)
  }
  if (name === 'TooManyOutboundProtocolStreamsError') {
    return new KubeError('KUBE_LIMIT', `too many channels of ${protocol} are open to this peer`, details)
  }
  return new KubeError('KUBE_PEER_LOST', `the connection ended while ${protocol} was opened`, details)
}
