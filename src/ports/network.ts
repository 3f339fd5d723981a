// The network between KUBEs: authenticated peers, framed channels with backpressure, gossip.
// Implementations: src/p2p (libp2p) and test/support (seeded faults).
import type { LimitName } from '../base/limit-hits.ts'
import type { PeerId } from '../base/types.ts'

export interface ChannelOptions {
  readonly signal?: AbortSignal
}

export interface DialOptions extends ChannelOptions {
  /** By no relay, also where there is a connection through one, whose place it takes. */
  readonly isDirect?: boolean
}

/** A two-way stream of messages; each at most `messageBytesMax`. Iterating ends when the other side has closed. */
export interface Channel extends AsyncIterable<Uint8Array> {
  readonly peer: PeerId
  /** Messages of the other side longer than this end the channel; `messageBytesMax` unless said otherwise, and counted under that name. */
  limit(bytes: number, name?: LimitName): void
  /**
   * Resolves once the transport takes more: awaiting it is the backpressure. Rejects when the channel is gone. The
   * message is not changed by the caller afterwards. @throws KUBE_LIMIT, KUBE_PEER_LOST, KUBE_PEER_REFUSED
   */
  send(message: Uint8Array): Promise<void>
  /** Says that nothing more is sent; the other side may still. */
  close(): Promise<void>
  /** Ends both directions at once. */
  abort(reason: Error): void
}

export interface NetworkEvents {
  connected(peer: PeerId): void
  disconnected(peer: PeerId): void
}

export interface Network {
  readonly peerId: PeerId
  /** Where this KUBE can be reached, as multiaddrs with `/p2p/…`. */
  addresses(): string[]
  start(events: NetworkEvents): Promise<void>
  stop(): Promise<void>
  /** Connects to one of the addresses; gives the authenticated peer. @throws KUBE_UNREACHABLE naming each address. */
  dial(addresses: readonly string[], options?: DialOptions): Promise<PeerId>
  disconnect(peer: PeerId): Promise<void>
  peers(): PeerId[]
  /** Those of them that are connected through relays alone. */
  relayed(): PeerId[]
  /**
   * The signal ends the opening alone. Each channel ends with `close` or `abort`, or its stream stays open.
   * A refusal at the other side's gate shows when the channel is first read: KUBE_PEER_REFUSED.
   */
  open(peer: PeerId, protocol: string, options?: ChannelOptions): Promise<Channel>
  /** A handler that throws resets the channel; one that returns closes it. Peers for whom `allow` is false are refused before any byte. */
  handle(protocol: string, handler: (channel: Channel) => Promise<void>, allow?: (peer: PeerId) => boolean): void
  /** Best effort: just after a connection or a subscription it may reach nobody. Never fails for lack of peers. */
  publish(topic: string, message: Uint8Array): Promise<void>
  subscribe(topic: string, handler: (from: PeerId, message: Uint8Array) => void): void
}
