// The network of KUBEs over libp2p: who is connected, channels to them, gossip among members.
import type { Connection, PeerId as Libp2pPeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { KubeError } from '../base/errors.ts'
import { type OnLimit, uncounted } from '../base/limit-hits.ts'
import { networkStopMs } from '../base/limits.ts'
import { loopbackLast } from '../base/multiaddrs.ts'
import { type Logger, type PeerId, silent } from '../base/types.ts'
import type { Channel, ChannelOptions, DialOptions, Network, NetworkEvents } from '../ports/network.ts'
import { dialAny, expectedPeers } from './dialer.ts'
import type { OnDiscovered } from './discovery.ts'
import { listenFailure, messageOf } from './failures.ts'
import { Gossip } from './gossip.ts'
import { assertAddresses, fromLibp2p, toPrivateKey } from './identity.ts'
import { createNode, type Node } from './node.ts'
import { defaultLimits, type NetworkLimits, type NetworkOptions } from './options.ts'
import { Punch, punchProtocol } from './punch.ts'
import { isRelayed, Relays } from './relay.ts'
import { Streams } from './streams.ts'

export interface Libp2pNetwork extends Network {
  /** Peers that multicast DNS finds; nothing is dialled by itself. Called again and again for the same peer. */
  onDiscovered(callback: OnDiscovered): void
  /** Lets connected peers into gossip, or puts them out, as `isMember` now says. */
  membersChanged(): void
}

/** Does nothing before `start`. @throws KUBE_KEY_INVALID */
export function createNetwork(options: NetworkOptions): Libp2pNetwork {
  return new TcpNetwork(options)
}

class TcpNetwork implements Libp2pNetwork {
  readonly peerId: PeerId
  readonly #options: NetworkOptions
  readonly #limits: NetworkLimits
  readonly #logger: Logger
  readonly #hit: OnLimit
  readonly #isMember: (peer: PeerId) => boolean
  readonly #streams: Streams
  readonly #gossip: Gossip
  readonly #relays: Relays
  readonly #punch: Punch
  readonly #peers = new Map<PeerId, Libp2pPeerId>()
  readonly #dials = new Map<PeerId, Promise<PeerId>>()
  readonly #discovered: OnDiscovered[] = []
  #node: Node | undefined
  #events: NetworkEvents | undefined
  #stopped = new AbortController()

  constructor(options: NetworkOptions) {
    this.#options = options
    this.#limits = { ...defaultLimits, ...options.limits }
    this.#logger = options.logger ?? silent
    this.#hit = options.hit ?? uncounted
    this.#isMember = options.isMember ?? (() => true)
    this.#streams = new Streams(this.#limits, this.#logger, this.#hit)
    this.#gossip = new Gossip(this.#isMember, this.#logger, this.#hit)
    this.#relays = new Relays({
      isMember: this.#isMember,
      addresses: () => this.addresses(),
      logger: this.#logger,
      hit: this.#hit
    })
    this.#punch = new Punch({
      dial: (address, from) => this.#started().dialFrom(address, from),
      open: (connection, protocol, signal) => this.#streams.open([connection], protocol, signal),
      isDirect: peer => this.#connections(peer).some(connection => !isRelayed(connection)),
      logger: this.#logger,
      hit: this.#hit
    })
    this.handle(punchProtocol, channel => this.#punch.answer(channel), this.#isMember)
    this.peerId = fromLibp2p(peerIdFromPrivateKey(toPrivateKey(options.privateKey)))
  }

  addresses(): string[] {
    return loopbackLast(this.#node?.addresses() ?? [])
  }

  /** @throws KUBE_PORT_IN_USE, KUBE_PORT_DENIED, KUBE_CONFIG_INVALID */
  async start(events: NetworkEvents): Promise<void> {
    if (this.#node !== undefined) throw new KubeError('KUBE_INTERNAL', 'the network was started twice')
    assertAddresses([...this.#options.listen, ...(this.#options.announce ?? [])])
    this.#events = events
    this.#stopped = new AbortController()
    let node: Node
    try {
      node = await this.#createNode()
      this.#node = node
      this.#listen(node)
      await this.#streams.registerAll(node.libp2p)
      await this.#punch.start()
      await node.libp2p.start()
    } catch (error) {
      this.#node = undefined
      throw listenFailure(error, this.#options.listen)
    }
    if (this.#node === node) return this.#gossip.start()
    await node.libp2p.stop()
    throw stoppedFailure()
  }

  /** Ends every channel and connection; takes at most two seconds, whatever the peers do. */
  async stop(): Promise<void> {
    const node = this.#node
    if (node === undefined) return
    this.#node = undefined
    const reason = stoppedFailure()
    this.#stopped.abort(reason)
    this.#streams.abort(reason)
    this.#gossip.stop()
    this.#punch.stop()
    this.#relays.stop()
    for (const peer of [...this.#peers.keys()]) this.#forget(peer)
    const ended = this.#stopNode(node)
    if (await endsWithin(ended, networkStopMs)) return
    for (const connection of node.libp2p.getConnections()) connection.abort(reason)
    if (!(await endsWithin(ended, networkStopMs / 2))) this.#logger.log('warn', 'the network did not stop in time')
  }

  async dial(addresses: readonly string[], options: DialOptions = {}): Promise<PeerId> {
    const expected = expectedPeers(addresses)
    const { isDirect = false } = options
    const connected = expected.find(peer => this.#peers.has(peer) && !(isDirect && this.#isRelayed(peer)))
    if (connected !== undefined) return connected
    const only = expected.length === 1 ? expected[0] : undefined
    const running = only === undefined ? undefined : this.#dials.get(only)
    if (running !== undefined) {
      const failed = await running.then(
        () => false,
        () => true
      )
      if (!failed || this.#stopped.signal.aborted) return running
      return this.dial(addresses, options)
    }
    const dialled = this.#dial(addresses, options)
    if (only === undefined) return dialled
    this.#dials.set(only, dialled)
    return dialled.finally(() => this.#dials.delete(only))
  }

  async disconnect(peer: PeerId): Promise<void> {
    const known = this.#peers.get(peer)
    if (known === undefined) return
    this.#streams.abort(new KubeError('KUBE_INTERRUPTED', `this machine ended the connection to ${peer}`), peer)
    await this.#node?.libp2p.hangUp(known, { signal: AbortSignal.timeout(networkStopMs) })
  }

  peers(): PeerId[] {
    return [...this.#peers.keys()]
  }

  relayed(): PeerId[] {
    return this.peers().filter(peer => this.#isRelayed(peer))
  }

  #isRelayed(peer: PeerId): boolean {
    const connections = this.#connections(peer)
    return connections.length > 0 && connections.every(isRelayed)
  }

  /** @throws KUBE_UNREACHABLE when the peer is not connected, and what `Streams.open` throws */
  async open(peer: PeerId, protocol: string, options: ChannelOptions = {}): Promise<Channel> {
    const open = this.#connections(peer)
    if (open.length === 0) {
      throw new KubeError('KUBE_UNREACHABLE', `peer ${peer} is not connected`, { next: ['kubed status'] })
    }
    return this.#streams.open(open, protocol, options.signal)
  }

  handle(protocol: string, handler: (channel: Channel) => Promise<void>, allow?: (peer: PeerId) => boolean): void {
    this.#streams.handle(this.#node?.libp2p, { protocol, handler, allow })
  }

  publish(topic: string, message: Uint8Array): Promise<void> {
    return this.#gossip.publish(topic, message)
  }

  subscribe(topic: string, handler: (from: PeerId, message: Uint8Array) => void): void {
    this.#gossip.subscribe(topic, handler)
  }

  onDiscovered(callback: OnDiscovered): void {
    this.#discovered.push(callback)
  }

  membersChanged(): void {
    this.#gossip.membersChanged()
    this.#relays.refresh(this.#node?.libp2p.getConnections() ?? [])
  }

  /** The open ones, those without a relay first. */
  #connections(peer: PeerId): Connection[] {
    const known = this.#peers.get(peer)
    const connections = known === undefined ? [] : (this.#node?.libp2p.getConnections(known) ?? [])
    const open = connections.filter(connection => connection.status === 'open')
    return open.sort((one, two) => Number(isRelayed(one)) - Number(isRelayed(two)))
  }

  #createNode(): Promise<Node> {
    const { privateKey, listen, announce, agentVersion, mdns, mdnsTag } = this.#options
    const onDiscovered: OnDiscovered = (peer, addresses) => {
      if (peer !== this.peerId) for (const callback of this.#discovered) callback(peer, addresses)
    }
    return createNode({
      privateKey: toPrivateKey(privateKey),
      listen,
      announce: announce ?? [],
      agentVersion: agentVersion ?? 'kubed',
      times: this.#limits,
      gossip: this.#gossip,
      relays: this.#relays,
      portFor: address => this.#punch.portFor(address),
      dialledFromPort: connection => this.#punch.dialledFromPort(connection),
      logger: this.#logger,
      hit: this.#hit,
      mdns: mdns ? { tag: mdnsTag ?? 'kube', onDiscovered } : undefined,
      denyInbound: peer => this.#denyInbound(peer)
    })
  }

  async #stopNode({ libp2p }: Node): Promise<void> {
    try {
      await libp2p.stop()
    } catch (error) {
      this.#logger.log('warn', 'the network did not stop in good order', { reason: messageOf(error) })
    }
  }

  #listen({ libp2p }: Node): void {
    const ours = (): boolean => this.#node?.libp2p === libp2p
    libp2p.addEventListener('peer:connect', ({ detail }) => {
      if (ours()) this.#remember(detail)
    })
    libp2p.addEventListener('peer:disconnect', ({ detail }) => {
      if (ours()) this.#forget(fromLibp2p(detail))
      this.#gossip.peerGone(detail)
      this.#relays.gone(fromLibp2p(detail))
      this.#relays.refresh(libp2p.getConnections())
      // Nothing is kept of a peer that is gone: strangers could fill the memory with their names.
      this.#quietly(libp2p.peerStore.delete(detail))
    })
    libp2p.addEventListener('peer:update', ({ detail }) => {
      const { id } = detail.peer
      if (libp2p.getConnections(id).length === 0) this.#quietly(libp2p.peerStore.delete(id))
    })
    libp2p.addEventListener('peer:identify', ({ detail }) => {
      this.#punch.identified(detail)
      this.#relays.refresh(libp2p.getConnections())
    })
    libp2p.addEventListener('connection:open', ({ detail }) => {
      if (isRelayed(detail) && detail.direction === 'inbound') void this.#punch.begin(detail)
    })
    libp2p.addEventListener('connection:close', ({ detail }) => {
      const other = libp2p.getConnections(detail.remotePeer).find(connection => connection.status === 'open')
      if (ours() && other !== undefined) this.#gossip.connectionClosed(fromLibp2p(detail.remotePeer), other)
    })
  }

  async #dial(addresses: readonly string[], { signal, isDirect }: DialOptions): Promise<PeerId> {
    const node = this.#started()
    const stopped = this.#stopped.signal
    const either = signal === undefined ? stopped : AbortSignal.any([signal, stopped])
    const dial = (some: readonly string[]) =>
      dialAny(some, this.peerId, node.dialAddress, this.#limits, either, this.#hit)
    // A member may announce an address that leads through a relay.
    const direct = isDirect ? addresses.filter(address => !address.includes('/p2p-circuit')) : addresses
    const connection = await dial(direct).catch(error => {
      const [peer, ...others] = expectedPeers(addresses)
      const isOf = peer !== undefined && others.length === 0 && !isDirect
      const relayed = isOf ? this.#relays.routes(peer, node.libp2p.getConnections()) : []
      if (relayed.length === 0 || either.aborted) throw error
      // Why the direct addresses do not answer is what a person can mend.
      return dial(relayed).catch(() => Promise.reject(error))
    })
    await this.#closeSpare(connection)
    return fromLibp2p(connection.remotePeer)
  }

  #started(): Node {
    if (this.#node === undefined) throw stoppedFailure()
    return this.#node
  }

  /** An address without a name may lead to a peer that is connected already; who is connected directly needs no relay. */
  async #closeSpare(connection: Connection): Promise<void> {
    const open = this.#connections(fromLibp2p(connection.remotePeer))
    const [first] = open
    const isSpare = first?.direction === 'outbound' && isRelayed(first) === isRelayed(connection)
    if (first !== undefined && first.id !== connection.id && isSpare) await connection.close()
    if (first !== undefined && !isRelayed(first)) await Promise.all(open.filter(isRelayed).map(one => one.close()))
  }

  #denyInbound(peer: Libp2pPeerId): boolean {
    let id: PeerId
    try {
      id = fromLibp2p(peer)
    } catch (error) {
      this.#logger.log('debug', 'a connection was refused', { reason: messageOf(error) })
      return true
    }
    if (this.#peers.has(id) || this.#isMember(id)) return false
    const strangers = this.peers().filter(other => !this.#isMember(other)).length
    if (strangers < this.#limits.strangersMax) return false
    this.#hit('strangersMax')
    return true
  }

  #remember(peer: Libp2pPeerId): void {
    const id = fromLibp2p(peer)
    if (this.#peers.has(id)) return
    this.#peers.set(id, peer)
    this.#tell('connected', id)
  }

  #forget(peer: PeerId): void {
    if (this.#peers.delete(peer)) this.#tell('disconnected', peer)
  }

  #tell(event: keyof NetworkEvents, peer: PeerId): void {
    this.#logger.log('debug', event, { peer })
    try {
      this.#events?.[event](peer)
    } catch (error) {
      this.#logger.log('error', `a handler of ${event} failed`, { peer, reason: messageOf(error) })
    }
  }

  #quietly(work: Promise<unknown> | undefined): void {
    work?.catch(error => this.#logger.log('debug', 'libp2p', { reason: messageOf(error) }))
  }
}

function stoppedFailure(): KubeError {
  return new KubeError('KUBE_INTERRUPTED', 'the network of this machine is stopped')
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = Promise.withResolvers<boolean>()
  const handle = setTimeout(() => timer.resolve(false), ms)
  try {
    return await Promise.race([work.then(() => true), timer.promise])
  } finally {
    clearTimeout(handle)
  }
}
