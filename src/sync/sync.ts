// Replication between members as a pure state machine: `step(input, now)` gives effects (replication.md, Sync).
import { sha256, toHex } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { batchEntriesMax, pushBytesMax, pushPeersMax, repairIntervalMs, requestTimeoutMs } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { ChainHead, Entry, EntryBytes, ListedObject } from '../ledger/types.ts'
import type { RawObject, SyncMessage } from './messages.ts'
import { Peer, WantList } from './peers.ts'
import { Stage, type StageItem } from './stage.ts'
import type { FetchOutcome, LedgerView, StagedEntry, SyncEffect, SyncInput } from './types.ts'

/** Staged entries above which no more are asked for. */
const stageMax = 4 * batchEntriesMax
/** Listed bytes of one fetch; one entry may exceed it alone. */
const fetchBytesMax = 64 << 20
/** Small announcements are gathered for this long. */
const coalesceMs = 20

export interface SyncOptions {
  readonly self: PeerId
  readonly ledger: LedgerView
  /** Decodes and checks an entry: hashes, bindings, signature. @throws KUBE_LEDGER_INVALID */
  readonly decode: (bytes: EntryBytes) => { entry: Entry; listed: readonly ListedObject[] }
  /** Spreads choices between equals: 0 ≤ n < 1. */
  readonly random: () => number
}

/** Digest of a set of chain heads: equal on two KUBEs that have the same entries. */
export function headsDigest(heads: readonly ChainHead[]): string {
  return toHex(
    sha256(
      heads
        .map(head => `${head.chain} ${head.id}\n`)
        .sort()
        .join('')
    )
  )
}

export class Sync {
  readonly #options: SyncOptions
  readonly #peers = new Map<PeerId, Peer>()
  readonly #wanted = new WantList()
  readonly #stage = new Stage()
  #effects: SyncEffect[] = []
  #committing = false
  /** When to announce changed heads; undefined when there is nothing to announce. */
  #announceAt: number | undefined = undefined
  readonly #announce = new Map<PeerId, ChainHead>()
  #repairAt = 0

  constructor(options: SyncOptions) {
    this.#options = options
  }

  step(input: SyncInput, now: number): SyncEffect[] {
    this.#effects = []
    this.#accept(input, now)
    this.#plan(now)
    return this.#effects
  }

  /** When `tick` is due, milliseconds; undefined while nothing is connected or staged. */
  nextDeadline(now: number): number | undefined {
    const times = [this.#announceAt, this.#stage.nextDeadline(now)]
    for (const peer of this.#peers.values()) times.push(peer.want?.deadline)
    if (this.#peers.size > 0) times.push(this.#repairAt)
    const known = times.filter(time => time !== undefined)
    return known.length > 0 ? Math.max(now + 1, Math.min(...known)) : undefined
  }

  /** Whether a peer has said that it has entries of our own chain that we lack (a home restored from a backup). */
  ownBehind(): boolean {
    const { self, ledger } = this.#options
    for (const peer of this.#peers.values()) {
      const head = peer.heads.get(self)
      if (head && !ledger.has(head.id)) return true
    }
    return false
  }

  /** Connected peers that have told what they have. */
  told(): PeerId[] {
    return [...this.#peers.values()].filter(peer => peer.told).map(peer => peer.id)
  }

  /** Connected peers that have said that they have this entry, durably. */
  holders(head: ChainHead): PeerId[] {
    return [...this.#peers.values()].filter(peer => peer.has(head)).map(peer => peer.id)
  }

  /** Entries that a connected peer still lacks; undefined while unknown. */
  lag(peer: PeerId): number | undefined {
    return this.#peers.get(peer)?.lag(this.#options.ledger.heads())
  }

  /** Nothing that a peer has told of is missing here, held entries aside. */
  caughtUp(): boolean {
    if (this.#wanted.size > 0) return false
    for (const item of this.#stage.values()) if (item.state !== 'held') return false
    return true
  }

  /** What is under way, for a person who asks why. */
  pending(): string[] {
    const wanted = [...this.#wanted.values()].map(
      ({ head, holders }) => `wants ${head.chain.slice(-6)}/${head.sequence} of ${holders.size} peers`
    )
    const staged = [...this.#stage.values()].map(({ staged: { entry }, state, failures }) => {
      const missing = this.#options.ledger.missing(entry).length
      return `${entry.chain.slice(-6)}/${entry.sequence} ${state}, ${failures} failures, ${missing} before it missing`
    })
    return [...wanted, ...staged]
  }

  /** Entries held because their clock is more than a day ahead. */
  held(): Entry[] {
    return [...this.#stage.values()].filter(item => item.state === 'held').map(item => item.staged.entry)
  }

  #accept(input: SyncInput, now: number): void {
    switch (input.type) {
      case 'connected':
        this.#connected(input.peer, now)
        break
      case 'disconnected':
        this.#peers.delete(input.peer)
        this.#wanted.forget(input.peer)
        break
      case 'received':
        this.#received(input.peer, input.message, now)
        break
      case 'gossiped':
        if (this.#peers.has(input.from)) this.#learn(input.from, input.head)
        for (const peer of this.#peers.values()) if (peer.has(input.head)) this.#want(input.head, peer.id)
        break
      case 'appended':
        this.#appended(input.staged, now)
        break
      case 'fetched':
        this.#fetched(input.peer, input.ids, input.outcome, now)
        break
      case 'committed':
        this.#committed(input.ids, now)
        break
      case 'refused':
        this.#committing = false
        for (const item of this.#items(input.ids)) this.#stage.postpone(item, 'fetched', now)
        break
      case 'tick':
        this.#tick(now)
        break
    }
  }

  #connected(id: PeerId, now: number): void {
    if (this.#peers.size === 0) this.#repairAt = now + repairIntervalMs
    this.#peers.set(id, new Peer(id))
    this.#sendHeads(id, false)
  }

  #received(id: PeerId, message: SyncMessage, now: number): void {
    const peer = this.#peers.get(id)
    if (!peer) return
    switch (message.type) {
      case 'hello':
        this.#close(id, 'a second hello')
        break
      case 'heads':
        peer.told = true
        for (const head of message.heads) this.#learn(id, head)
        if (message.reply) this.#sendHeads(id, false)
        break
      case 'have':
        for (const head of message.heads) this.#learn(id, head)
        break
      case 'probe':
        if (message.headsDigest !== headsDigest(this.#options.ledger.heads())) this.#sendHeads(id, true)
        break
      case 'want':
        this.#serve(id, message)
        break
      case 'entries':
        this.#entries(peer, message, now)
        break
      case 'push':
        this.#receive(peer, message.entry, message.objects, now)
        break
    }
  }

  #learn(id: PeerId, head: ChainHead): void {
    this.#peers.get(id)?.announce(head)
    this.#want(head, id)
  }

  #want(head: ChainHead, holder: PeerId): void {
    if (this.#options.ledger.has(head.id)) return
    const staged = this.#stage.get(head.id)
    if (staged) staged.holders.add(holder)
    else this.#wanted.add(head, holder)
  }

  #serve(id: PeerId, want: Extract<SyncMessage, { type: 'want' }>): void {
    const limit = Math.max(1, Math.min(want.limit, batchEntriesMax))
    const known = this.#options.ledger.has(want.head)
    const entries = known ? this.#options.ledger.branch(want.head, want.after, limit) : []
    const { chain, head } = want
    this.#effects.push({ type: 'send-entries', peer: id, chain, head, ids: entries.map(entry => entry.id), end: true })
  }

  #entries(peer: Peer, message: Extract<SyncMessage, { type: 'entries' }>, now: number): void {
    const open = peer.want?.head === message.head ? peer.want : undefined
    for (const [at, bytes] of message.entries.entries()) {
      const staged = this.#receive(peer, bytes, [], now)
      if (!staged) return
      if (staged === 'new' && open) open.fruitful = true
      if (at === 0 && open) this.#connect(message.head, bytes)
    }
    if (!open) return
    open.deadline = now + requestTimeoutMs
    if (!message.end) return
    peer.want = undefined
    if (!open.fruitful) this.#wanted.removeHolder(message.head, peer.id)
  }

  /** A first entry whose parent we lack shows that the branch left our chain further back. */
  #connect(head: ObjectId, first: EntryBytes): void {
    const { entry } = this.#options.decode(first)
    if (entry.parent && !this.#options.ledger.has(entry.parent) && !this.#stage.has(entry.parent))
      this.#wanted.widen(head)
  }

  /** Stages an entry; undefined when it is no entry and the peer has been sent away. */
  #receive(peer: Peer, bytes: EntryBytes, inline: readonly RawObject[], now: number): 'new' | 'known' | undefined {
    let decoded: ReturnType<SyncOptions['decode']>
    try {
      decoded = this.#options.decode(bytes)
    } catch (error) {
      this.#close(peer.id, toKubeError(error).reason || toKubeError(error).message)
      return undefined
    }
    const { entry, listed } = decoded
    const head = { chain: entry.chain, sequence: entry.sequence, id: entry.id }
    peer.announce(head)
    this.#wanted.remove(entry.id)
    if (this.#options.ledger.has(entry.id)) return 'known'
    const known = this.#stage.has(entry.id)
    if (!known && this.#stage.size >= 2 * stageMax) return 'known'
    this.#stage.add({ entry, bytes, listed, inline }, peer.id, now)
    this.#wantPast(entry, peer.id)
    return known ? 'known' : 'new'
  }

  /** What an entry builds on is had by whoever sent it. */
  #wantPast(entry: Entry, holder: PeerId): void {
    for (const dep of entry.deps) this.#want(dep, holder)
    if (entry.parent) this.#want({ chain: entry.chain, sequence: entry.sequence - 1, id: entry.parent }, holder)
  }

  #appended(staged: StagedEntry, now: number): void {
    const { entry, bytes, inline } = staged
    const head = { chain: entry.chain, sequence: entry.sequence, id: entry.id }
    const size = inline.reduce(
      (sum, object) => sum + object.content.length,
      bytes.commit.length + bytes.changeset.length
    )
    const whole = inline.length === staged.listed.length && size + bytes.objects.length <= pushBytesMax
    let pushed = 0
    for (const peer of this.#peers.values()) {
      if (whole && pushed < pushPeersMax) {
        this.#effects.push({ type: 'send', peer: peer.id, message: { type: 'push', entry: bytes, objects: inline } })
        pushed++
      } else this.#effects.push({ type: 'send', peer: peer.id, message: { type: 'have', heads: [head] } })
    }
    this.#effects.push({ type: 'gossip', head })
    if (this.#peers.size > 0) this.#repairAt = Math.min(this.#repairAt, now + repairIntervalMs)
  }

  #fetched(id: PeerId, ids: readonly ObjectId[], outcome: FetchOutcome, now: number): void {
    const peer = this.#peers.get(id)
    if (peer) peer.fetching = false
    if (outcome === 'misbehaved') this.#close(id, 'it sent other objects than it had announced')
    for (const item of this.#items(ids)) {
      item.since = now
      if (outcome === 'complete') {
        item.state = 'fetched'
        item.retryAt = now
        continue
      }
      if (outcome !== 'failed') item.holders.delete(id)
      this.#stage.postpone(item, 'waiting', now)
      // Inline objects were not what they should be, or not all of it: the rest is asked for.
      this.#replaceInline(item)
    }
  }

  #replaceInline(item: StageItem): void {
    if (item.staged.inline.length === 0) return
    const { entry, bytes, listed } = item.staged
    Object.assign(item, { staged: { entry, bytes, listed, inline: [] } })
  }

  #committed(ids: readonly ObjectId[], now: number): void {
    this.#committing = false
    for (const id of ids) {
      const entry = this.#stage.get(id)?.staged.entry
      this.#stage.remove(id)
      this.#wanted.remove(id)
      if (!entry) continue
      const head = { chain: entry.chain, sequence: entry.sequence, id }
      this.#announce.set(entry.chain, head)
      this.#announceAt ??= now + coalesceMs
    }
    this.#acknowledge(now)
  }

  /** Tells the writers at once that their entries are durable here; everybody else hears with the next announcement. */
  #acknowledge(now: number): void {
    for (const [chain, head] of this.#announce) {
      const writer = this.#peers.get(chain)
      if (writer?.told) this.#effects.push({ type: 'send', peer: chain, message: { type: 'have', heads: [head] } })
    }
    if (this.#peers.size === 0) this.#clearAnnouncements(now)
  }

  #clearAnnouncements(now: number): void {
    if (this.#announceAt !== undefined && this.#announceAt > now && this.#peers.size > 0) return
    this.#announce.clear()
    this.#announceAt = undefined
  }

  #tick(now: number): void {
    for (const entry of this.#stage.expire(now)) {
      for (const peer of this.#peers.values()) for (const head of peer.heads.values()) this.#want(head, peer.id)
      this.#wanted.remove(entry.id)
    }
    for (const peer of this.#peers.values()) {
      if (peer.want && peer.want.deadline <= now) {
        this.#wanted.removeHolder(peer.want.head, peer.id)
        peer.want = undefined
      }
    }
    if (this.#announceAt !== undefined && this.#announceAt <= now) this.#flushAnnouncements(now)
    if (this.#repairAt <= now) this.#repair(now)
  }

  #flushAnnouncements(now: number): void {
    for (const peer of this.#peers.values()) {
      const heads = [...this.#announce.values()].filter(head => head.chain !== peer.id)
      if (heads.length > 0) this.#effects.push({ type: 'send', peer: peer.id, message: { type: 'have', heads } })
    }
    this.#clearAnnouncements(now)
  }

  #repair(now: number): void {
    this.#repairAt = now + repairIntervalMs
    const { ledger } = this.#options
    const message: SyncMessage = { type: 'probe', digest: ledger.digest(), headsDigest: headsDigest(ledger.heads()) }
    for (const peer of this.#peers.values()) {
      this.#effects.push({ type: 'send', peer: peer.id, message })
      for (const head of peer.heads.values()) this.#want(head, peer.id)
      // A request for what a staged entry builds on may have been lost.
      for (const { staged } of this.#stage.values()) {
        const { chain, sequence, id } = staged.entry
        if (peer.has({ chain, sequence, id })) this.#wantPast(staged.entry, peer.id)
      }
    }
  }

  /** Turns what is wanted and staged into requests, as far as the limits allow. */
  #plan(now: number): void {
    if (this.#stage.size < stageMax) this.#planWants(now)
    this.#planFetches(now)
    this.#planCommit(now)
  }

  #planWants(now: number): void {
    const { ledger } = this.#options
    const open = new Set([...this.#peers.values()].map(peer => peer.want?.chain))
    for (const { head, holders, back } of [...this.#wanted.values()]) {
      if (ledger.has(head.id) || this.#stage.has(head.id)) {
        this.#wanted.remove(head.id)
        continue
      }
      if (open.has(head.chain)) continue
      const peer = this.#choose([...holders].filter(id => this.#peers.has(id) && !this.#peers.get(id)?.want))
      if (!peer) continue
      const own = Math.max(this.#ledgerTip(head.chain), this.#stage.tip(head.chain))
      const after = Math.max(0, Math.min(own, head.sequence - 1) - back)
      peer.want = { chain: head.chain, head: head.id, deadline: now + requestTimeoutMs, fruitful: false }
      open.add(head.chain)
      const message: SyncMessage = { type: 'want', chain: head.chain, after, head: head.id, limit: batchEntriesMax }
      this.#effects.push({ type: 'send', peer: peer.id, message })
    }
  }

  #ledgerTip(chain: PeerId): number {
    let tip = 0
    for (const head of this.#options.ledger.heads()) if (head.chain === chain) tip = Math.max(tip, head.sequence)
    return tip
  }

  #planFetches(now: number): void {
    for (const peer of this.#peers.values()) {
      if (peer.fetching) continue
      const items: StageItem[] = []
      let bytes = 0
      for (const item of this.#stage.values()) {
        if (item.state !== 'waiting' || item.retryAt > now || !this.#holds(peer, item)) continue
        const size = item.staged.listed.reduce((sum, object) => sum + object.size, 0)
        if (items.length > 0 && bytes + size > fetchBytesMax) break
        items.push(item)
        bytes += size
        if (items.length >= batchEntriesMax) break
      }
      if (items.length === 0) continue
      for (const item of items) item.state = 'fetching'
      peer.fetching = true
      this.#effects.push({ type: 'fetch', peer: peer.id, entries: items.map(item => item.staged) })
    }
  }

  #holds(peer: Peer, item: StageItem): boolean {
    if (item.holders.has(peer.id)) return true
    // Nobody who sent it is left: whoever announced its chain as far may have it.
    const { chain, sequence, id } = item.staged.entry
    return ![...item.holders].some(holder => this.#peers.has(holder)) && peer.has({ chain, sequence, id })
  }

  #planCommit(now: number): void {
    if (this.#committing) return
    const items = this.#stage.committable(this.#options.ledger, now, batchEntriesMax)
    if (items.length === 0) return
    this.#committing = true
    for (const item of items) item.state = 'committing'
    this.#effects.push({ type: 'commit', entries: items.map(item => item.staged) })
  }

  #items(ids: readonly ObjectId[]): StageItem[] {
    return ids.map(id => this.#stage.get(id)).filter(item => item !== undefined)
  }

  #choose(ids: readonly PeerId[]): Peer | undefined {
    const id = ids[Math.floor(this.#options.random() * ids.length)]
    return id === undefined ? undefined : this.#peers.get(id)
  }

  #sendHeads(id: PeerId, reply: boolean): void {
    const { ledger } = this.#options
    const message: SyncMessage = { type: 'heads', heads: ledger.heads(), digest: ledger.digest(), reply }
    this.#effects.push({ type: 'send', peer: id, message })
  }

  #close(id: PeerId, reason: string): void {
    this.#peers.delete(id)
    this.#wanted.forget(id)
    const error = new KubeError('KUBE_PEER_MISBEHAVED', `peer ${id} broke the sync protocol`, { reason })
    this.#effects.push({ type: 'close', peer: id, reason: error })
  }
}
