// The network of the simulator: channels between peers in virtual time, with seeded faults that are never off.
// Frames of the sync protocol are lost, doubled, delayed and reordered one by one; streams of objects keep their
// order, as TCP does, and break off instead, as questions to a sequencer do. What a liar sends is its own affair.
import type { PeerId } from '../../src/base/types.ts'
import type { Channel, ChannelOptions, Network, NetworkEvents } from '../../src/ports/network.ts'
import { objectsProtocol } from '../../src/sync/messages.ts'
import { sequencerProtocol } from '../../src/sync/sequencer-messages.ts'
import type { SeededRandom, VirtualTime } from './virtual-time.ts'

export interface Faults {
  readonly loss: number
  readonly duplication: number
  readonly breakage: number
  readonly delayMsMax: number
}

/** What a liar sends in place of a frame. */
export type Lie = (frame: Uint8Array, protocol: string) => Uint8Array

interface Handler {
  readonly handle: (channel: Channel) => Promise<void>
  readonly allow: (peer: PeerId) => boolean
}

class MemoryChannel implements Channel {
  readonly peer: PeerId
  other: MemoryChannel | undefined = undefined
  deliver: (message: Uint8Array, to: MemoryChannel) => void = () => undefined
  #inbox: Uint8Array[] = []
  #ended = false
  #failure: Error | undefined = undefined
  #wake: () => void = () => undefined

  constructor(peer: PeerId) {
    this.peer = peer
  }

  limit(): void {
    // Frames are as long as their sender made them: every one is in memory already.
  }

  async send(message: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure
    if (this.other) this.deliver(message.slice(), this.other)
  }

  receive(message: Uint8Array): void {
    if (this.#ended || this.#failure) return
    this.#inbox.push(message)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  fail(reason: Error): void {
    this.#failure ??= reason
    this.#wake()
  }

  async close(): Promise<void> {
    const { other } = this
    if (other) this.deliver(closing, other)
  }

  abort(reason: Error): void {
    this.fail(reason)
    this.other?.fail(new Error(`reset by the peer: ${reason.message}`))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#inbox.shift()
      if (next) {
        yield next
        continue
      }
      if (this.#failure) throw this.#failure
      if (this.#ended) return
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }
}

const closing = new Uint8Array(0)

export class MemoryWorld {
  readonly time: VirtualTime
  readonly random: SeededRandom
  faults: Faults
  readonly liars = new Map<PeerId, Lie>()
  readonly #nodes = new Map<PeerId, MemoryNetwork>()
  readonly #links = new Set<string>()
  readonly #channels = new Map<string, Set<MemoryChannel>>()

  constructor(time: VirtualTime, random: SeededRandom, faults: Faults) {
    this.time = time
    this.random = random
    this.faults = faults
  }

  node(id: PeerId): MemoryNetwork {
    const node = new MemoryNetwork(this, id)
    this.#nodes.set(id, node)
    return node
  }

  remove(id: PeerId): void {
    for (const other of [...this.#nodes.keys()]) this.disconnect(id, other)
    const node = this.#nodes.get(id)
    if (node) node.isGone = true
    this.#nodes.delete(id)
  }

  linked(a: PeerId, b: PeerId): boolean {
    return this.#links.has(key(a, b))
  }

  connect(a: PeerId, b: PeerId): void {
    const [one, two] = [this.#nodes.get(a), this.#nodes.get(b)]
    if (a === b || !one?.events || !two?.events || this.linked(a, b)) return
    this.#links.add(key(a, b))
    one.events.connected(b)
    two.events.connected(a)
  }

  disconnect(a: PeerId, b: PeerId): void {
    if (!this.#links.delete(key(a, b))) return
    for (const channel of this.#channels.get(key(a, b)) ?? []) channel.fail(new Error('the connection is gone'))
    this.#channels.delete(key(a, b))
    this.#nodes.get(a)?.events?.disconnected(b)
    this.#nodes.get(b)?.events?.disconnected(a)
  }

  linksOf(id: PeerId): PeerId[] {
    return [...this.#nodes.keys()].filter(other => this.linked(id, other))
  }

  open(from: PeerId, to: PeerId, protocol: string): Channel {
    const handler = this.#nodes.get(to)?.handlers.get(protocol)
    if (!this.linked(from, to) || !handler) throw new Error(`${to} cannot be reached`)
    if (!handler.allow(from)) throw new Error(`${to} refuses`)
    const [near, far] = [new MemoryChannel(to), new MemoryChannel(from)]
    near.other = far
    far.other = near
    near.deliver = this.#line(from, protocol)
    far.deliver = this.#line(to, protocol)
    const channels = this.#channels.get(key(from, to)) ?? new Set()
    this.#channels.set(key(from, to), channels.add(near).add(far))
    handler.handle(far).then(
      () => far.close(),
      (error: unknown) => far.abort(error instanceof Error ? error : new Error(String(error)))
    )
    return near
  }

  gossip(from: PeerId, topic: string, message: Uint8Array): void {
    for (const [id, node] of this.#nodes) {
      if (id === from || this.random.chance(this.faults.loss)) continue
      // Gossip crosses other peers, so a direct link is not needed; a partition stops it all the same.
      if (this.linksOf(id).length === 0) continue
      this.time.after(this.#delay(), () => node.topics.get(topic)?.(from, message.slice()))
    }
  }

  #delay(): number {
    return 1 + this.random.below(this.faults.delayMsMax)
  }

  /** One direction of a channel. */
  #line(from: PeerId, protocol: string): (message: Uint8Array, to: MemoryChannel) => void {
    let earliest = 0
    let first = true
    return (message, to) => {
      const ordered = protocol === objectsProtocol || first || message === closing
      first = false
      const bytes = message.length === 0 ? message : (this.liars.get(from)?.(message, protocol) ?? message)
      const breaks = protocol === objectsProtocol || protocol === sequencerProtocol
      if (breaks && this.random.chance(this.faults.breakage)) {
        to.other?.abort(new Error('broke off'))
        return
      }
      if (!ordered && this.random.chance(this.faults.loss)) return
      const copies = !ordered && this.random.chance(this.faults.duplication) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        // Nothing overtakes the first frame: without it the others mean nothing.
        const at = Math.max(earliest, this.time.now + this.#delay())
        if (ordered) earliest = at
        this.time.after(at - this.time.now, () => (message === closing ? to.end() : to.receive(bytes)))
      }
    }
  }
}

const key = (a: PeerId, b: PeerId): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

export class MemoryNetwork implements Network {
  readonly peerId: PeerId
  readonly handlers = new Map<string, Handler>()
  readonly topics = new Map<string, (from: PeerId, message: Uint8Array) => void>()
  events: NetworkEvents | undefined = undefined
  /** The machine has crashed: what is left of its program reaches nobody. */
  isGone = false
  readonly #world: MemoryWorld

  constructor(world: MemoryWorld, peerId: PeerId) {
    this.#world = world
    this.peerId = peerId
  }

  addresses(): string[] {
    return [`/memory/${this.peerId}`]
  }

  async start(events: NetworkEvents): Promise<void> {
    this.events = events
  }

  async stop(): Promise<void> {
    this.#world.remove(this.peerId)
    this.events = undefined
  }

  async dial(addresses: readonly string[]): Promise<PeerId> {
    const peer = addresses[0]?.split('/').at(-1) ?? ''
    this.#world.connect(this.peerId, peer)
    return peer
  }

  async disconnect(peer: PeerId): Promise<void> {
    this.#world.disconnect(this.peerId, peer)
  }

  relayed(): PeerId[] {
    return []
  }

  peers(): PeerId[] {
    return this.isGone ? [] : this.#world.linksOf(this.peerId)
  }

  async open(peer: PeerId, protocol: string, _options?: ChannelOptions): Promise<Channel> {
    if (this.isGone) throw new Error('this machine has crashed')
    return this.#world.open(this.peerId, peer, protocol)
  }

  handle(protocol: string, handle: Handler['handle'], allow: Handler['allow'] = () => true): void {
    this.handlers.set(protocol, { handle, allow })
  }

  async publish(topic: string, message: Uint8Array): Promise<void> {
    this.#world.gossip(this.peerId, topic, message)
  }

  subscribe(topic: string, handler: (from: PeerId, message: Uint8Array) => void): void {
    this.topics.set(topic, handler)
  }
}
