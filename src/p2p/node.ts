// libp2p put together: TCP, noise, yamux, identify, ping, gossipsub, and multicast DNS where it is wanted. No DHT,
// no relay, no bootstrap list, no port mapping: nothing goes out unless our own code dials.
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import type { PeerId as Libp2pPeerId, PrivateKey } from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { createLibp2p, type Libp2p } from 'libp2p'
import { connectionRateMax, peerConnectionsMax, streamWindowBytesMax } from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import type { DialAddress } from './dialer.ts'
import { discovery, type OnDiscovered } from './discovery.ts'
import type { Gossip } from './gossip.ts'
import { componentLogger } from './log.ts'

export interface NodeTimes {
  /** Each connection is tested this often, in ms; one that does not answer in `pingTimeoutMs` is cut. */
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
}

export interface NodeOptions {
  readonly privateKey: PrivateKey
  readonly listen: readonly string[]
  readonly announce: readonly string[]
  readonly agentVersion: string
  readonly times: NodeTimes
  readonly gossip: Gossip
  readonly logger: Logger
  /** Undefined: no multicast DNS. */
  readonly mdns: { readonly tag: string; readonly onDiscovered: OnDiscovered } | undefined
  /** Whether an accepted connection, its peer now known, is turned away. */
  readonly denyInbound: (peer: Libp2pPeerId) => boolean
}

export interface Node {
  readonly libp2p: Libp2p
  readonly dialAddress: DialAddress
}

function muxer(): ReturnType<typeof yamux> {
  return yamux({
    streamOptions: {
      maxStreamWindowSize: streamWindowBytesMax,
      // A paused stream keeps what its window lets in, and is reset when this is less.
      maxReadBufferLength: 4 * streamWindowBytesMax
    }
  })
}

/** Made, not started. */
export async function createNode(options: NodeOptions): Promise<Node> {
  let dialAddress: DialAddress | undefined
  const { gossip, mdns, logger } = options
  const libp2p = await createLibp2p({
    privateKey: options.privateKey,
    addresses: { listen: [...options.listen], appendAnnounce: [...options.announce] },
    nodeInfo: { userAgent: options.agentVersion },
    logger: componentLogger(logger),
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [muxer()],
    connectionGater: {
      denyInboundEncryptedConnection: peer => options.denyInbound(peer),
      denyOutboundEncryptedConnection: peer => peer.type !== 'Ed25519'
    },
    connectionManager: {
      maxConnections: peerConnectionsMax,
      inboundConnectionThreshold: connectionRateMax,
      maxIncomingPendingConnections: connectionRateMax,
      reconnectRetries: 0
    },
    connectionMonitor: {
      pingInterval: options.times.pingIntervalMs,
      pingTimeout: { minTimeout: options.times.pingTimeoutMs, maxTimeout: options.times.pingTimeoutMs }
    },
    services: {
      identify: identify(),
      ping: ping(),
      gossip: components => gossip.create(components),
      // Our own dialler: libp2p's tries one address after the other and does not say which failed how.
      dialer: components => {
        const { transportManager } = components
        dialAddress = (address, { signal }) => transportManager.dial(address, { signal })
        return {}
      },
      ...(mdns === undefined ? {} : { discovery: discovery(mdns.tag, mdns.onDiscovered, logger) })
    },
    start: false
  })
  return { libp2p, dialAddress: dialAddress! }
}
