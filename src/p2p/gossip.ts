// Gossip among members: libp2p's gossipsub, kept from peers that are no members, both ways.
//
// gossipsub has no gate of its own, and libp2p's stream middleware runs a handler once more for each stream before
// it (libp2p 3.3), so the gate stands in the registrar that gossipsub is given.
import { type GossipSub, gossipsub, type Message, TopicValidatorResult } from '@libp2p/gossipsub'
import type { Connection, PeerId as Libp2pPeerId, Stream, StreamHandler } from '@libp2p/interface'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { gossipBytesMax } from '../base/limits.ts'
import type { Logger, PeerId } from '../base/types.ts'
import { messageOf } from './failures.ts'
import { fromLibp2p } from './identity.ts'

type GossipComponents = Parameters<ReturnType<typeof gossipsub>>[0]
type Registrar = GossipComponents['registrar']
type Topology = Parameters<Registrar['register']>[1]

/** Called with the peer that signed the message, whoever passed it on. */
export type OnMessage = (from: PeerId, message: Uint8Array) => void

/** Bytes of one RPC: several messages and control data travel together. */
const rpcBytesMax = 1 << 20
/** Waiting for a slow peer; beyond it the peer misses gossip, and repair finds what it lacks. */
const outboundBytesMax = 4 << 20
/** Topics of one peer; we use a handful. */
const topicBytesMax = 64 << 10

interface Inbound {
  readonly stream: Stream
  read(): void
  /** Whether gossipsub has it. */
  isRead: boolean
}

function notMember(): KubeError {
  return new KubeError('KUBE_DENIED', 'gossip is for members')
}

export class Gossip {
  readonly #isMember: (peer: PeerId) => boolean
  readonly #logger: Logger
  readonly #hit: OnLimit
  readonly #handlers = new Map<string, OnMessage[]>()
  /** Peers that speak gossipsub, with a connection to them, and whether gossipsub was told of them. */
  readonly #peers = new Map<PeerId, { peer: Libp2pPeerId; connection: Connection; told: boolean }>()
  /** The latest stream of gossip from each peer. */
  readonly #inbound = new Map<PeerId, Inbound>()
  #topology: Topology | undefined
  #service: GossipSub | undefined
  #running = false

  constructor(isMember: (peer: PeerId) => boolean, logger: Logger, hit: OnLimit) {
    this.#hit = hit
    this.#isMember = isMember
    this.#logger = logger
  }

  /** The service that libp2p starts and stops; made anew for each start. */
  create(components: GossipComponents): GossipSub {
    const { privateKey, peerId, peerStore, connectionManager, logger } = components
    const registrar = this.#gated(components.registrar)
    const service = gossipsub({
      globalSignaturePolicy: 'StrictSign',
      allowPublishToZeroTopicPeers: true,
      fallbackToFloodsub: false,
      tagMeshPeers: false,
      maxInboundDataLength: rpcBytesMax,
      maxOutboundBufferSize: outboundBytesMax,
      maxTopicBytesPerPeer: topicBytesMax,
      // Several KUBEs behind one address are common here; and nothing that decays needs a look each second.
      scoreParams: { IPColocationFactorWeight: 0, decayInterval: 10_000 }
    })({ privateKey, peerId, peerStore, connectionManager, logger, registrar })
    service.addEventListener('message', event => this.#deliver(event.detail))
    this.#service = service
    return service
  }

  /** After the start: takes up the topics that were asked for before. */
  start(): void {
    this.#running = true
    for (const topic of this.#handlers.keys()) this.#join(topic)
  }

  stop(): void {
    this.#running = false
    this.#service = undefined
    this.#topology = undefined
    this.#peers.clear()
    this.#inbound.clear()
  }

  subscribe(topic: string, handler: OnMessage): void {
    const handlers = this.#handlers.get(topic)
    if (handlers !== undefined) {
      handlers.push(handler)
      return
    }
    this.#handlers.set(topic, [handler])
    this.#join(topic)
  }

  /** @throws KUBE_LIMIT; never for lack of peers */
  async publish(topic: string, message: Uint8Array): Promise<void> {
    if (message.length > gossipBytesMax) {
      throw new KubeError('KUBE_LIMIT', 'the message is too long for gossip', {
        reason: `it has ${message.length} bytes, ${gossipBytesMax} are the limit`
      })
    }
    try {
      if (this.#running) await this.#service?.publish(topic, message)
    } catch (error) {
      // Gossip is a hint: what it does not bring, repair does.
      this.#logger.log('debug', 'gossip was not sent', { topic, reason: messageOf(error) })
    }
  }

  /** Membership has changed: peers that are connected are let in or put out. */
  membersChanged(): void {
    for (const [peer, inbound] of [...this.#inbound]) {
      const isMember = this.#isMember(peer)
      if (isMember && !inbound.isRead) {
        inbound.isRead = true
        inbound.read()
      } else if (!isMember && inbound.isRead) inbound.stream.abort(notMember())
    }
    for (const [peer, known] of this.#peers) {
      if (this.#isMember(peer)) this.#tell(known)
      else if (known.told) {
        known.told = false
        void this.#topology?.onDisconnect?.(known.peer)
      }
    }
  }

  /** One of several connections to a peer has closed: gossipsub does not move its streams by itself. */
  connectionClosed(peer: PeerId, other: Connection): void {
    const known = this.#peers.get(peer)
    if (known === undefined) return
    known.connection = other
    known.told = false
    if (this.#isMember(peer)) this.#tell(known)
  }

  /** The last connection to a peer has closed. */
  peerGone(peer: Libp2pPeerId): void {
    this.#peers.delete(fromLibp2p(peer))
    void this.#topology?.onDisconnect?.(peer)
  }

  /**
   * A stream of gossip from a peer. A stranger's is kept unread, not reset: gossipsub does not notice a stream that
   * is reset at once, and would never open another.
   */
  #onStream(stream: Stream, connection: Connection, handler: StreamHandler): void {
    const peer = fromLibp2p(connection.remotePeer)
    const inbound: Inbound = {
      stream,
      read: () => {
        void handler(stream, connection)
        if (stream.readStatus === 'paused') stream.resume()
      },
      isRead: this.#isMember(peer)
    }
    const previous = this.#inbound.get(peer)
    if (previous?.isRead === false) previous.stream.abort(notMember())
    this.#inbound.set(peer, inbound)
    stream.addEventListener('close', () => {
      if (this.#inbound.get(peer) === inbound) this.#inbound.delete(peer)
    })
    if (inbound.isRead) inbound.read()
    else stream.pause()
  }

  #tell(known: { peer: Libp2pPeerId; connection: Connection; told: boolean }): void {
    if (known.told) return
    known.told = true
    void this.#topology?.onConnect?.(known.peer, known.connection)
  }

  #join(topic: string): void {
    const service = this.#running ? this.#service : undefined
    if (service === undefined) return
    service.topicValidators.set(topic, (_from, message) => this.#judge(message))
    service.subscribe(topic)
  }

  /** Members may not agree yet on who is one: what an unknown peer signed is dropped without blame. */
  #judge(message: Message): TopicValidatorResult {
    if (message.data.length > gossipBytesMax) this.#hit('gossipBytesMax')
    if (message.type !== 'signed' || message.data.length > gossipBytesMax) return TopicValidatorResult.Reject
    return this.#signer(message) === undefined ? TopicValidatorResult.Ignore : TopicValidatorResult.Accept
  }

  #signer(message: Message): PeerId | undefined {
    if (message.type !== 'signed') return undefined
    try {
      const from = fromLibp2p(message.from)
      return this.#isMember(from) ? from : undefined
    } catch (error) {
      this.#logger.log('debug', 'gossip from an unknown kind of peer', { reason: messageOf(error) })
      return undefined
    }
  }

  #deliver(message: Message): void {
    const from = this.#signer(message)
    if (from === undefined) return
    for (const handler of this.#handlers.get(message.topic) ?? []) {
      try {
        handler(from, Uint8Array.from(message.data))
      } catch (error) {
        this.#logger.log('error', 'a gossip handler failed', { topic: message.topic, reason: messageOf(error) })
      }
    }
  }

  #gated(registrar: Registrar): Registrar {
    return {
      getProtocols: () => registrar.getProtocols(),
      getHandler: protocol => registrar.getHandler(protocol),
      unhandle: (protocol, options) => registrar.unhandle(protocol, options),
      use: (protocol, middleware) => registrar.use(protocol, middleware),
      unuse: protocol => registrar.unuse(protocol),
      getMiddleware: protocol => registrar.getMiddleware(protocol),
      unregister: id => registrar.unregister(id),
      getTopologies: protocol => registrar.getTopologies(protocol),
      handle: (protocol, handler, options) =>
        registrar.handle(protocol, (stream, connection) => this.#onStream(stream, connection, handler), options),
      register: (protocol, topology) => {
        this.#topology = topology
        return registrar.register(protocol, {
          onConnect: (peer, connection) => this.#onPeer(peer, connection),
          onDisconnect: peer => this.peerGone(peer)
        })
      }
    }
  }

  /** Called once for each version of the protocol that both sides speak. */
  #onPeer(peer: Libp2pPeerId, connection: Connection): void {
    const id = fromLibp2p(peer)
    const known = this.#peers.get(id) ?? { peer, connection, told: false }
    this.#peers.set(id, known)
    if (this.#isMember(id)) this.#tell(known)
  }
}
