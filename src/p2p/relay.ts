// Reaching members behind address translators: through a member that both sides are connected to (libp2p circuit relay
// v2). A KUBE with an address outside of every local network relays, for members of its subnet alone; each asks some of
// those that it could dial at such an address to be its relays. No address of a relay is written anywhere: whoever looks
// for a member asks the members it is connected to.
import { type CircuitRelayService, circuitRelayServer, circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import type { Connection, ConnectionGater, PeerId as Libp2pPeerId } from '@libp2p/interface'
import type { OnLimit } from '../base/limit-hits.ts'
import {
  relayedConnectionsMax,
  relayReservationsMax,
  relayRetryMs,
  relayRetryMsMax,
  relaysMax
} from '../base/limits.ts'
import type { Logger, PeerId } from '../base/types.ts'
import { messageOf } from './failures.ts'
import { fromLibp2p, toLibp2p } from './identity.ts'
import { isOutside } from './punch.ts'

type MakeTransport = ReturnType<typeof circuitRelayTransport>

/** The part of libp2p's circuit transport that its types leave out of `Transport`. */
interface ReservationStore {
  addRelay(relay: Libp2pPeerId, type: 'configured'): Promise<unknown>
  hasReservation(relay: Libp2pPeerId): boolean
}

/** A relay that was asked for a place; while `again` is set, it is left alone. */
interface Asked {
  failures: number
  again: NodeJS.Timeout | undefined
}

/** Whether a connection goes through a relay. */
export function isRelayed({ remoteAddr }: Connection): boolean {
  return remoteAddr.toString().includes('/p2p-circuit')
}

/** Whether an address may be reached from everywhere: a public one of IPv4, or a name. */
export function isPublic(address: string): boolean {
  const [transport = ''] = address.split('/p2p')
  return isOutside(transport) || /^\/dns[46]?\//.test(transport)
}

export interface RelaysOptions {
  readonly isMember: (peer: PeerId) => boolean
  /** Where this KUBE listens, and what it was told to announce. */
  readonly addresses: () => readonly string[]
  readonly logger: Logger
  readonly hit: OnLimit
}

export class Relays {
  readonly #options: RelaysOptions
  readonly #asked = new Map<PeerId, Asked>()
  #store: ReservationStore | undefined
  #served: CircuitRelayService | undefined

  constructor(options: RelaysOptions) {
    this.#options = options
  }

  transport(): MakeTransport {
    const make = circuitRelayTransport({
      // Our own code asks for places; libp2p's would ask every peer that offers some.
      discoveryFilter: { has: () => true, add: () => undefined, remove: () => undefined },
      maxInboundStopStreams: relayedConnectionsMax,
      maxOutboundStopStreams: relayedConnectionsMax
    })
    return components => {
      const transport = make(components)
      this.use((transport as unknown as { reservationStore: ReservationStore }).reservationStore)
      return transport
    }
  }

  /** Where places are asked for. */
  use(store: ReservationStore): void {
    this.#store = store
  }

  server(): ReturnType<typeof circuitRelayServer> {
    const make = circuitRelayServer({
      // Members relay for members: what one of them may send is bounded by its streams, not by a sum of bytes.
      reservations: { maxReservations: relayReservationsMax, applyDefaultLimit: false },
      maxInboundHopStreams: relayedConnectionsMax,
      maxOutboundHopStreams: relayedConnectionsMax,
      maxOutboundStopStreams: relayedConnectionsMax
    })
    return components => {
      this.#served = make(components)
      return this.#served
    }
  }

  /** Who may have a place here, who may be connected to whom, and through whom somebody may come. */
  gates(): Pick<
    ConnectionGater,
    'denyInboundRelayReservation' | 'denyOutboundRelayedConnection' | 'denyInboundRelayedConnection'
  > {
    return {
      denyInboundRelayReservation: source => !this.#relays() || !this.#members(source) || this.#isFull(source),
      denyOutboundRelayedConnection: (source, destination) => !this.#relays() || !this.#members(source, destination),
      denyInboundRelayedConnection: (relay, remote) => !this.#members(relay, remote)
    }
  }

  /**
   * Asks members to be our relays, up to `relaysMax`: those that we reached at a public address, not those beside us in
   * a local network. Those that it has or has asked stay; of others all KUBEs prefer the same ones.
   */
  refresh(connections: readonly Connection[]): void {
    const store = this.#store
    if (store === undefined) return
    const dialled = connections.filter(
      one =>
        one.direction === 'outbound' && one.status === 'open' && !isRelayed(one) && isPublic(one.remoteAddr.toString())
    )
    const members = dialled.map(one => one.remotePeer).filter(peer => this.#members(peer))
    const relays = [...new Set(members.map(fromLibp2p))].sort()
    const fresh = relays.filter(relay => !this.#asked.has(relay) && !store.hasReservation(toLibp2p(relay)))
    const open = Math.max(0, relaysMax - (relays.length - fresh.length))
    for (const relay of fresh.slice(0, open)) void this.#ask(relay, store)
  }

  /** Asks until it has a place or the relay is gone: who does not know us yet refuses. Never rejects. */
  async #ask(relay: PeerId, store: ReservationStore): Promise<void> {
    const asked = this.#asked.get(relay) ?? { failures: 0, again: undefined }
    this.#asked.set(relay, asked)
    try {
      await store.addRelay(toLibp2p(relay), 'configured')
      if (this.#asked.get(relay) === asked) this.#asked.delete(relay)
    } catch (error) {
      this.#options.logger.log('debug', 'a member does not relay', { relay, reason: messageOf(error) })
      if (this.#asked.get(relay) !== asked) return
      const pauseMs = Math.min(relayRetryMsMax, relayRetryMs * 2 ** asked.failures++)
      asked.again = setTimeout(() => void this.#ask(relay, store), pauseMs)
    }
  }

  /** Addresses of `peer` through each member that is connected directly. */
  routes(peer: PeerId, connections: readonly Connection[]): string[] {
    const direct = connections.filter(one => one.status === 'open' && !isRelayed(one))
    const relays = new Set(
      direct
        .map(one => one.remotePeer)
        .filter(relay => this.#members(relay))
        .map(fromLibp2p)
    )
    relays.delete(peer)
    return [...relays].sort().map(relay => `/p2p/${toLibp2p(relay)}/p2p-circuit/p2p/${toLibp2p(peer)}`)
  }

  gone(peer: PeerId): void {
    clearTimeout(this.#asked.get(peer)?.again)
    this.#asked.delete(peer)
  }

  stop(): void {
    for (const peer of [...this.#asked.keys()]) this.gone(peer)
    this.#store = undefined
  }

  /** Whether this KUBE relays: only where others can reach it. */
  #relays(): boolean {
    return this.#options.addresses().some(isPublic)
  }

  /** libp2p refuses then, and says so to the other side alone. */
  #isFull(source: Libp2pPeerId): boolean {
    const { reservations } = this.#served ?? {}
    const full = reservations !== undefined && reservations.size >= relayReservationsMax && !reservations.has(source)
    if (full) this.#options.hit('relayReservationsMax')
    return full
  }

  #members(...peers: readonly Libp2pPeerId[]): boolean {
    return peers.every(peer => peer.type === 'Ed25519' && this.#options.isMember(fromLibp2p(peer)))
  }
}
