// The held sync stream to each member: opened by the side with the lower id, begun by a hello from both, carried on
// until it ends, and opened again while the connection is there.
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import { helloBytesMax, helloMsMax, messageBytesMax } from '../../base/limits.ts'
import type { Logger, PeerId, Scheduler } from '../../base/types.ts'
import type { Channel, Network } from '../../ports/network.ts'
import { decodeMessage, encodeMessage, type Hello, type SyncMessage, syncProtocol } from '../../sync/messages.ts'
import { PeerStream } from '../peer-stream.ts'

export interface MemberStreamsOptions {
  readonly self: PeerId
  readonly network: Network
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** What this KUBE says of itself when a stream opens; asked anew each time. */
  readonly hello: () => Hello
  /** Whether the other side's hello makes it a member of this subnet. Throws why not. */
  readonly admit: (peer: PeerId, hello: Hello) => Promise<void>
  /** Whether a peer was a member and is none any more: it is told so, and nothing else. */
  readonly isRemoved?: (peer: PeerId) => boolean
  /** A peer says that this KUBE was removed. */
  readonly removedBy?: (peer: PeerId) => void
  /** Told of each limit that is met. */
  readonly hit: OnLimit
}

export interface MemberEvents {
  opened(peer: PeerId): void
  received(peer: PeerId, message: SyncMessage): void
  closed(peer: PeerId): void
}

const reopenMsMin = 500
const reopenMsMax = 30_000

export class MemberStreams {
  readonly #options: MemberStreamsOptions
  readonly #events: MemberEvents
  readonly #streams = new Map<PeerId, PeerStream>()
  #last: { readonly message: SyncMessage; readonly bytes: Uint8Array } | undefined = undefined
  readonly #opening = new Set<PeerId>()
  #stopped = false

  constructor(options: MemberStreamsOptions, events: MemberEvents) {
    this.#options = options
    this.#events = events
  }

  /** Members with an open stream. */
  get peers(): PeerId[] {
    return [...this.#streams.keys()]
  }

  has(peer: PeerId): boolean {
    return this.#streams.has(peer)
  }

  /** Whether these are some, each with an open stream. */
  haveAll(peers: readonly PeerId[]): boolean {
    return peers.length > 0 && peers.every(peer => this.#streams.has(peer))
  }

  /** A transport connection exists. The side with the lower id opens the stream, so that there is one. */
  connected(peer: PeerId): void {
    if (this.#options.self < peer) void this.#open(peer, reopenMsMin)
  }

  send(peer: PeerId, message: SyncMessage): void {
    this.#streams.get(peer)?.send(this.#encoded(message))
  }

  /** What goes to several, one after the other, is encoded once. */
  #encoded(message: SyncMessage): Uint8Array {
    if (this.#last?.message !== message) this.#last = { message, bytes: encodeMessage(message) }
    return this.#last.bytes
  }

  close(peer: PeerId, reason: Error): void {
    this.#streams.get(peer)?.close(reason)
  }

  stop(): void {
    this.#stopped = true
    for (const stream of this.#streams.values()) stream.close(new KubeError('KUBE_INTERRUPTED', 'this KUBE stops'))
  }

  /** The other side opened it. */
  accept(channel: Channel): Promise<void> {
    return this.#run(channel, false)
  }

  async #open(peer: PeerId, pauseMs: number): Promise<void> {
    const { network, logger, scheduler } = this.#options
    if (this.#stopped || this.#opening.has(peer) || this.#streams.has(peer)) return
    this.#opening.add(peer)
    try {
      const channel = await network.open(peer, syncProtocol, { signal: AbortSignal.timeout(helloMsMax) })
      this.#opening.delete(peer)
      await this.#run(channel, true)
      pauseMs = reopenMsMin
    } catch (thrown) {
      logger.log('debug', 'a sync stream ended', { peer, reason: toKubeError(thrown).message })
    } finally {
      this.#opening.delete(peer)
    }
    if (this.#stopped || this.#options.isRemoved?.(peer) || !network.peers().includes(peer)) return
    scheduler.after(pauseMs, () => void this.#open(peer, Math.min(2 * pauseMs, reopenMsMax)))
  }

  async #turnAway(channel: Channel): Promise<void> {
    await channel.send(encodeMessage({ type: 'removed' }))
    await channel.close()
  }

  /** Hello both ways, then messages until the stream ends. Who was asked says nothing before it knows a member. */
  async #run(channel: Channel, opener: boolean): Promise<void> {
    const { peer } = channel
    if (this.#options.isRemoved?.(peer)) return this.#turnAway(channel)
    const { admit, hello, hit, logger, scheduler } = this.#options
    channel.limit(helloBytesMax, 'helloBytesMax')
    if (opener) await channel.send(encodeMessage(hello()))
    const messages = channel[Symbol.asyncIterator]()
    const late = scheduler.after(helloMsMax, () => {
      hit('helloMsMax')
      channel.abort(new KubeError('KUBE_TIMEOUT', `no hello from ${peer}`))
    })
    const first = await messages.next().finally(late)
    const said = first.done ? undefined : decodeMessage(first.value)
    if (said?.type === 'removed') return this.#options.removedBy?.(peer)
    if (said?.type !== 'hello') throw new KubeError('KUBE_PEER_MISBEHAVED', `${peer} did not begin with a hello`)
    await admit(peer, said)
    if (!opener) await channel.send(encodeMessage(hello()))
    channel.limit(messageBytesMax)
    const stream = new PeerStream(channel, scheduler, hit)
    this.#streams.get(peer)?.close(new KubeError('KUBE_PEER_REFUSED', 'replaced by a newer stream'))
    this.#streams.set(peer, stream)
    logger.log('info', `connected to ${said.name}`, { peer })
    this.#events.opened(peer)
    try {
      for (let next = await messages.next(); !next.done; next = await messages.next()) {
        if (this.#streams.get(peer) !== stream) break
        const message = decodeMessage(next.value)
        if (message.type === 'removed') this.#options.removedBy?.(peer)
        else this.#events.received(peer, message)
      }
    } finally {
      stream.close(new KubeError('KUBE_UNREACHABLE', 'the stream ended'))
      if (this.#streams.get(peer) === stream) {
        this.#streams.delete(peer)
        logger.log('info', `disconnected from ${said.name}`, { peer })
        this.#events.closed(peer)
      }
    }
  }
}
