// libp2p put together: TCP, noise, yamux, identify, ping, gossipsub, relaying among members, and multicast DNS where it
// is wanted. No DHT, no foreign relay, no bootstrap list, no port mapping: nothing goes out unless our own code dials.
import { identify } from '@libp2p/identify'
import type {
  Connection,
  PeerId as Libp2pPeerId,
  MultiaddrConnection,
  PrivateKey,
  Transport,
  Upgrader,
  UpgraderOptions
} from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'
import type { OnLimit } from '../base/limit-hits.ts'
import { connectionRateMax, peerConnectionsMax } from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import type { DialAddress } from './dialer.ts'
import { discovery, type OnDiscovered } from './discovery.ts'
import { encryption } from './encryption.ts'
import type { Gossip } from './gossip.ts'
import { componentLogger } from './log.ts'
import { type LivenessTimes, multiplexer } from './multiplexer.ts'
import type { DialFrom } from './punch.ts'
import type { Relays } from './relay.ts'

export interface NodeOptions {
  readonly privateKey: PrivateKey
  readonly listen: readonly string[]
  readonly announce: readonly string[]
  readonly agentVersion: string
  readonly times: LivenessTimes
  readonly gossip: Gossip
  readonly relays: Relays
  /** The local port to dial an address from, so that the outside sees us under one address. */
  readonly portFor: (address: Multiaddr) => number | undefined
  readonly dialledFromPort: (connection: Connection) => void
  readonly logger: Logger
  readonly hit: OnLimit
  /** Undefined: no multicast DNS. */
  readonly mdns: { readonly tag: string; readonly onDiscovered: OnDiscovered } | undefined
  /** Whether an accepted connection, its peer now known, is turned away. */
  readonly denyInbound: (peer: Libp2pPeerId) => boolean
}

export interface Node {
  readonly libp2p: Libp2p
  readonly dialAddress: DialAddress
  readonly dialFrom: DialFrom
  /**
   * Where it listens now, on each interface, and what it was told to announce. libp2p's own list leaves out public
   * addresses until a service outside has confirmed them; here a person has said where to listen.
   */
  addresses(): string[]
}

/** Made, not started. */
export async function createNode(options: NodeOptions): Promise<Node> {
  let [transports, upgrader]: [Transports?, Upgrader?] = []
  const { gossip, mdns, logger, relays } = options
  const libp2p = await createLibp2p({
    privateKey: options.privateKey,
    addresses: { listen: [...options.listen], appendAnnounce: [...options.announce] },
    nodeInfo: { userAgent: options.agentVersion },
    logger: componentLogger(logger, options.hit),
    transports: [tcp(), relays.transport()],
    connectionEncrypters: [encryption()],
    streamMuxers: [multiplexer(options.times, options.hit)],
    connectionGater: {
      ...relays.gates(),
      denyInboundEncryptedConnection: peer => options.denyInbound(peer),
      denyOutboundEncryptedConnection: peer => peer.type !== 'Ed25519'
    },
    connectionManager: {
      maxConnections: peerConnectionsMax,
      inboundConnectionThreshold: connectionRateMax,
      maxIncomingPendingConnections: connectionRateMax,
      reconnectRetries: 0
    },
    connectionMonitor: { enabled: false },
    services: {
      identify: identify(),
      ping: ping(),
      gossip: components => gossip.create(components),
      // Our own dialler: libp2p's tries one address after the other and does not say which failed how.
      dialer: components => {
        transports = components.transportManager
        upgrader = components.upgrader
        countRefused(components.connectionManager, options.hit)
        return {}
      },
      relay: relays.server(),
      ...(mdns === undefined ? {} : { discovery: discovery(mdns.tag, mdns.onDiscovered, logger) })
    },
    start: false
  })
  return {
    libp2p,
    ...dialsOf(transports!, upgrader!, options),
    addresses: () => addressesOf(libp2p, transports!, options.announce)
  }
}

/** The part of libp2p's connection manager that is used. */
interface Accepting {
  acceptIncomingConnection(connection: MultiaddrConnection): boolean
  getConnections(): readonly Connection[]
}

/** libp2p refuses connections by itself: it is asked whether, and what it counts tells why. */
function countRefused(manager: Accepting, hit: OnLimit): void {
  const accept = manager.acceptIncomingConnection.bind(manager)
  manager.acceptIncomingConnection = connection => {
    const isTaken = accept(connection)
    if (!isTaken) hit(manager.getConnections().length < peerConnectionsMax ? 'connectionRateMax' : 'peerConnectionsMax')
    return isTaken
  }
}

/** The part of libp2p's transport manager that is used; what is given to `dial` reaches `net.connect`. */
interface Transports {
  dial(address: Multiaddr, options: { signal: AbortSignal; localPort?: number }): Promise<Connection>
  getAddrs(): Multiaddr[]
  dialTransportForMultiaddr(address: Multiaddr): Transport | undefined
}

function addressesOf(libp2p: Libp2p, transports: Transports, announce: readonly string[]): string[] {
  const own = `/p2p/${libp2p.peerId}`
  const told = [...transports.getAddrs().map(String), ...announce]
  return [...new Set(told.map(text => (text.includes('/p2p/') ? text : text + own)))]
}

function dialsOf(
  transports: Transports,
  upgrader: Upgrader,
  options: NodeOptions
): Pick<Node, 'dialAddress' | 'dialFrom'> {
  const dialAddress: DialAddress = async (address, { signal }) => {
    const localPort = options.portFor(address)
    if (localPort === undefined) return transports.dial(address, { signal })
    try {
      const connection = await transports.dial(address, { signal, localPort })
      options.dialledFromPort(connection)
      return connection
    } catch (error) {
      // An earlier connection between the same two ports lingers.
      if (!isPortTaken(error)) throw error
      return transports.dial(address, { signal })
    }
  }
  const dialFrom: DialFrom = async (text, { localPort, initiator, signal }) => {
    const address = multiaddr(text)
    const transport = transports.dialTransportForMultiaddr(address)
    if (transport === undefined) throw new Error('not an address of TCP')
    // Who does not begin is the server in every layer; libp2p's own option leaves the multiplexer out.
    const upgradeOutbound: Upgrader['upgradeOutbound'] = (socket: MultiaddrConnection, more: UpgraderOptions) => {
      if (!initiator) socket.direction = 'inbound'
      return upgrader.upgradeOutbound(socket, { ...more, initiator })
    }
    const own = Object.assign(Object.create(upgrader) as Upgrader, { upgradeOutbound })
    const from = { signal, localPort, upgrader: own }
    return transport.dial(address, from)
  }
  return { dialAddress, dialFrom }
}

function isPortTaken(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL'
}
