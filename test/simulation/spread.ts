// How a change spreads through a large subnet: the replication state machine of every KUBE (src/sync) over a random
// graph of connections, with nothing else: no disk, no keys, every message on its way for the same time. Counts hops
// and messages.
import { gitId, sha256, toHex } from '../../src/base/bytes.ts'
import { connectionsMax } from '../../src/base/limits.ts'
import type { ObjectId, PeerId } from '../../src/base/types.ts'
import type { ChainHead, Entry, EntryBytes, ListedObject } from '../../src/ledger/types.ts'
import { Sync } from '../../src/sync/sync.ts'
import type { LedgerView, StagedEntry, SyncEffect, SyncInput } from '../../src/sync/types.ts'
import { SeededRandom, VirtualTime } from '../support/virtual-time.ts'
import { peerOf } from './sim-kube.ts'

export interface SpreadOptions {
  readonly kubes: number
  readonly changes: number
  /** Objects that are too large to be sent along, so that each KUBE asks a holder for them. */
  readonly large: boolean
  readonly seed?: number
}

export interface Spread {
  /** Of the change that took the most. */
  readonly hopsMax: number
  readonly hopsMean: number
  /** From a write to the last KUBE, with 10 ms on every way, the slowest. */
  readonly tookMsMax: number
  /** Messages that one KUBE sent for one change, in the mean; requests for objects are messages. */
  readonly messagesPerKube: number
  /** How often one KUBE fetched the objects of one change. */
  readonly fetchesPerKube: number
}

const wayMs = 10

/** What is in a ledger, in the order of arrival; nothing overlaps here, so everything stands. */
class PlainLedger implements LedgerView {
  readonly #entries = new Map<ObjectId, Entry>()
  readonly #heads = new Map<PeerId, ChainHead>()

  insert(entry: Entry): void {
    this.#entries.set(entry.id, entry)
    this.#heads.set(entry.chain, { chain: entry.chain, sequence: entry.sequence, id: entry.id })
  }

  get position(): number {
    return this.#entries.size
  }

  has(id: ObjectId): boolean {
    return this.#entries.has(id)
  }

  get(id: ObjectId): Entry | undefined {
    return this.#entries.get(id)
  }

  heads(): ChainHead[] {
    return [...this.#heads.values()]
  }

  /** Nothing forks here: whoever has an entry has those before it. */
  covers(id: ObjectId, ancestor: ObjectId): boolean {
    const [entry, past] = [this.get(id), this.get(ancestor)]
    return entry !== undefined && past?.chain === entry.chain && past.sequence < entry.sequence
  }

  missing(entry: Entry): ObjectId[] {
    const past = [...(entry.parent ? [entry.parent] : []), ...entry.deps.map(dep => dep.id)]
    return past.filter(id => !this.#entries.has(id))
  }

  digest(): string {
    return toHex(sha256([...this.#entries.keys()].sort().join()))
  }

  isGranted(): boolean {
    return true
  }

  branch(head: ObjectId, after: number, limit: number): Entry[] {
    const entries: Entry[] = []
    for (let entry = this.get(head); entry && entry.sequence > after; entry = this.get(entry.parent ?? '')) {
      entries.unshift(entry)
    }
    return entries.slice(0, limit)
  }
}

interface Node {
  readonly id: PeerId
  readonly ledger: PlainLedger
  readonly sync: Sync
  readonly peers: Set<number>
  /** Hops that an entry took to here. */
  readonly hops: Map<ObjectId, number>
  cancel: () => void
}

class SpreadSimulation {
  readonly time = new VirtualTime()
  readonly random: SeededRandom
  readonly nodes: Node[]
  readonly #numbers = new Map<PeerId, number>()
  readonly #staged = new Map<string, StagedEntry>()
  readonly #large: boolean
  messages = 0
  fetches = 0
  arrived = 0

  constructor({ kubes, large, seed = 1 }: SpreadOptions) {
    this.random = new SeededRandom(seed)
    this.#large = large
    this.nodes = Array.from({ length: kubes }, (_, index) => this.#node(index))
    this.#connectAll()
  }

  #node(index: number): Node {
    const id = peerOf(index)
    this.#numbers.set(id, index)
    const ledger = new PlainLedger()
    const decode = (bytes: EntryBytes): StagedEntry => this.#staged.get(Buffer.from(bytes.commit).toString())!
    const sync = new Sync({ self: id, ledger, decode, random: () => this.random.next() })
    return { id, ledger, sync, peers: new Set(), hops: new Map(), cancel: () => undefined }
  }

  /** Each dials until it has as many connections as a KUBE wants. */
  #connectAll(): void {
    const wanted = Math.min(connectionsMax, this.nodes.length - 1)
    for (const [index, node] of this.nodes.entries()) {
      while (node.peers.size < wanted) {
        const other = this.random.below(this.nodes.length)
        if (other === index) continue
        node.peers.add(other)
        this.nodes[other]!.peers.add(index)
      }
    }
    for (const [index, node] of this.nodes.entries()) {
      for (const peer of node.peers) this.#step(index, { type: 'connected', peer: peerOf(peer) })
    }
  }

  #step(index: number, input: SyncInput): void {
    const node = this.nodes[index]!
    const { now } = this.time
    for (const effect of node.sync.step(input, { nowMs: now, wallMs: now })) this.#carryOut(index, effect)
    node.cancel()
    const at = node.sync.nextDeadline(this.time.now)
    if (at !== undefined) {
      node.cancel = this.time.after(at - this.time.now, () => this.#step(index, { type: 'tick' }))
    }
  }

  #send(from: number, to: PeerId, input: (from: PeerId) => SyncInput): void {
    this.messages++
    const target = this.#numbers.get(to)!
    this.time.after(wayMs, () => this.#step(target, input(peerOf(from))))
  }

  #carryOut(index: number, effect: SyncEffect): void {
    const node = this.nodes[index]!
    if (effect.type === 'send') {
      const { message } = effect
      if (message.type === 'push') this.#note(index, effect.peer, [message.entry])
      this.#send(index, effect.peer, peer => ({ type: 'received', peer, message }))
    } else if (effect.type === 'send-entries') {
      const { chain, head, end } = effect
      const entries = effect.ids.map(id => this.#staged.get(id)!.bytes)
      this.#note(index, effect.peer, entries)
      const message = { type: 'entries', chain, head, end, entries } as const
      this.#send(index, effect.peer, peer => ({ type: 'received', peer, message }))
    } else if (effect.type === 'fetch') {
      const ids = effect.entries.map(({ entry }) => entry.id)
      const isInline = effect.entries.every(({ listed, inline }) => inline.length === listed.length)
      // A request and its answer.
      if (!isInline) this.messages += 2
      this.fetches += ids.length
      const done = { type: 'fetched', peer: effect.peer, ids, outcome: 'complete' } as const
      this.time.after(isInline ? 0 : 2 * wayMs, () => this.#step(index, done))
    } else if (effect.type === 'commit') {
      const ids = effect.entries.map(({ entry }) => entry.id)
      this.time.after(0, () => {
        for (const { entry } of effect.entries) node.ledger.insert(entry)
        this.arrived += ids.length
        this.#step(index, { type: 'committed', ids, refused: [] })
      })
    } else if (effect.type === 'close') throw new Error(effect.reason.message)
    // Gossip costs what its own mesh costs, and reaches those who would hear it here anyhow.
  }

  /** The first who sends an entry is the one it came by. */
  #note(from: number, to: PeerId, entries: readonly EntryBytes[]): void {
    const { hops } = this.nodes[this.#numbers.get(to)!]!
    for (const { commit } of entries) {
      const id = Buffer.from(commit).toString()
      if (!hops.has(id)) hops.set(id, (this.nodes[from]!.hops.get(id) ?? 0) + 1)
    }
  }

  /** One change on one KUBE. */
  write(index: number): void {
    const node = this.nodes[index]!
    const last = node.ledger.heads().find(head => head.chain === node.id)
    const sequence = (last?.sequence ?? 0) + 1
    const id = gitId('commit', Buffer.from(`${node.id} ${sequence}`))
    const object: ListedObject = { id, type: 'blob', size: 9, sha256: sha256(id) }
    const entry: Entry = {
      id,
      chain: node.id,
      sequence,
      rules: 1,
      time: { wallMs: this.time.now, counter: 0 },
      publishedMs: this.time.now,
      parent: last?.id,
      deps: [],
      updates: [],
      credentials: [],
      message: '',
      sha256: sha256(id),
      parentSha256: undefined
    }
    const none = new Uint8Array()
    const bytes: EntryBytes = { commit: Buffer.from(id), changeset: none, objects: none }
    const inline = this.#large ? [] : [{ type: 3, content: Buffer.from('content') }]
    this.#staged.set(id, { entry, bytes, listed: [object], inline: [] })
    node.hops.set(id, 0)
    node.ledger.insert(entry)
    this.arrived++
    this.#step(index, { type: 'appended', staged: { entry, bytes, listed: [object], inline } })
  }
}

/** Changes one after the other, each once the one before it is everywhere. */
export async function spread(options: SpreadOptions): Promise<Spread> {
  const { kubes, changes } = options
  const simulation = new SpreadSimulation(options)
  const { time, random, nodes } = simulation
  await time.run(5_000)
  simulation.messages = 0
  simulation.fetches = 0
  let tookMsMax = 0
  for (let change = 1; change <= changes; change++) {
    const from = time.now
    simulation.write(random.below(kubes))
    const everywhere = (): boolean => simulation.arrived === change * kubes
    if (!(await time.run(20_000, everywhere))) throw new Error(`change ${change} did not reach all ${kubes}`)
    tookMsMax = Math.max(tookMsMax, time.now - from)
    // What is still under way for it is counted too.
    await time.run(100)
  }
  const hops = nodes.flatMap(node => [...node.hops.values()])
  return {
    hopsMax: Math.max(...hops),
    hopsMean: hops.reduce((sum, each) => sum + each, 0) / hops.length,
    tookMsMax,
    messagesPerKube: simulation.messages / kubes / changes,
    fetchesPerKube: simulation.fetches / kubes / changes
  }
}
