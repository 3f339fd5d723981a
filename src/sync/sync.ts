import { KubeError, toKubeError } from '../base/errors.ts'
import type { LimitName, OnLimit } from '../base/limit-hits.ts'
import { batchEntriesMax, checkpointOffersMax, repairIntervalMs, requestTimeoutMs } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { ChainHead, Entry, EntryBytes, ListedObject } from '../ledger/types.ts'
import { Adoption } from './adoption.ts'
import { Announcements, Heads, tellAll, tellAppended } from './announcements.ts'
import type { RawObject, SyncMessage } from './messages.ts'
import { headsDigest, headsTold, Peer } from './peers.ts'
import { Planner, type PlannerOptions, type SyncState } from './plan.ts'
import { SyncProgress } from './progress.ts'
import { Stage } from './stage.ts'
import { failed, type StageItem } from './stage-item.ts'
import type { AdoptionOutcome, FetchOutcome, StagedEntry, SyncEffect, SyncInput, SyncTime } from './types.ts'
import { WantList, Wants } from './wants.ts'

type Received = { readonly entry: Entry; readonly fresh: boolean } | 'misbehaved'
export interface SyncOptions extends PlannerOptions {
  readonly self: PeerId
  /** Decodes and checks an entry: hashes, bindings, signature. @throws KUBE_LEDGER_INVALID */
  readonly decode: (bytes: EntryBytes) => { entry: Entry; listed: readonly ListedObject[] }
}
export class Sync extends SyncProgress {
  readonly #options: SyncOptions
  readonly #state: SyncState
  readonly #peers: Map<PeerId, Peer>
  readonly #wanted: WantList
  readonly #wants: Wants
  readonly #stage: Stage
  readonly #adoption: Adoption
  readonly #planner: Planner
  #effects: SyncEffect[] = []
  readonly #announcements = new Announcements()
  #repairAt = 0

  constructor(options: SyncOptions) {
    const hit: OnLimit = limit => void this.#effects.push({ type: 'limit', limit })
    const state: SyncState = {
      peers: new Map(),
      wanted: new WantList(hit),
      stage: new Stage(hit),
      adoption: new Adoption(),
      committing: false
    }
    super(state, options)
    this.#options = options
    this.#state = state
    this.#peers = state.peers
    this.#wanted = state.wanted
    this.#wants = new Wants(state, options.ledger)
    this.#stage = state.stage
    this.#adoption = state.adoption
    this.#planner = new Planner(state, options)
  }

  step(input: SyncInput, time: SyncTime): SyncEffect[] {
    this.#effects = []
    this.#stage.time = time
    const now = time.nowMs
    this.#accept(input, now)
    this.#effects.push(...this.#planner.next(now))
    return this.#effects
  }

  /** When `tick` is due, as `nowMs`; undefined while nothing is connected or staged. */
  nextDeadline(now: number): number | undefined {
    // What has become due since the last step is due now.
    const { nowMs: last } = this.#stage.time
    const times = [this.#announcements.deadline, this.#stage.nextDeadline()]
    for (const { want, offerRetryAt: at } of this.#peers.values())
      times.push(want?.deadline, at > last ? at : undefined)
    if (this.#peers.size > 0) times.push(this.#repairAt)
    const known = times.filter(time => time !== undefined)
    return known.length > 0 ? Math.max(now + 1, Math.min(...known)) : undefined
  }

  #accept(input: SyncInput, now: number): void {
    switch (input.type) {
      case 'connected':
        this.#connected(input.peer, now)
        break
      case 'disconnected':
        this.#wants.forget(input.peer)
        break
      case 'received':
        this.#received(input.peer, input.message, now)
        break
      case 'gossiped':
        this.#learn(input.from, [input.head])
        for (const peer of this.#peers.values()) if (peer.heads.has(input.head)) this.#wants.want(input.head, peer.id)
        break
      case 'appended':
        this.#appended(input.staged, now)
        break
      case 'fetched':
        this.#fetched(input.peer, input.ids, input.outcome, now)
        break
      case 'committed':
        this.#committed(input.ids, now)
        for (const item of this.#items(input.refused)) this.#stage.postpone(item, 'fetched')
        break
      case 'checkpoint':
      case 'recovered':
      case 'history':
        if (input.type === 'history' && !this.#planner.history.isNowWhole()) break
        // Entries may have waited for what is here now, or listed.
        if (input.type !== 'checkpoint') this.#stage.retryAtOnce(() => true)
        this.#tellOffers()
        break
      case 'adopted':
        this.#adopted(input.peer, input.outcome, now)
        break
      case 'tick':
        this.#tick(now)
        break
    }
  }

  #tellOffers(): void {
    this.#effects.push(...tellAll(this.#peers.keys(), { type: 'have', heads: [], checkpoints: this.#offers() }))
  }

  #offers(): readonly CheckpointOffer[] {
    return this.#options.checkpoints?.offers().slice(0, checkpointOffersMax) ?? []
  }

  /** What came with a checkpoint is asked for no more, and peers hear how far this KUBE has come. */
  #adopted(id: PeerId, outcome: AdoptionOutcome, now: number): void {
    const { ledger } = this.#options
    this.#adoption.ended(this.#peers.get(id), outcome, now)
    this.#stage.forget(id => ledger.has(id))
    for (const { head } of [...this.#wanted.values()]) if (ledger.has(head.id)) this.#wanted.remove(head.id)
    if (outcome === 'held') this.#effects.push(...tellAll(this.#peers.keys(), this.#heads(false)))
  }

  #connected(id: PeerId, now: number): void {
    if (this.#peers.size === 0) this.#repairAt = now + repairIntervalMs
    this.#peers.set(id, new Peer(id, this.#options.ledger))
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
        this.#offered(peer, message.checkpoints ?? [])
        this.#learn(id, message.heads)
        if (!peer.told) this.#stage.retryAtOnce(entry => peer.heads.has(entry))
        peer.told = true
        this.#wants.wantPastOfStaged(peer)
        if (message.reply) this.#sendHeads(id, false)
        break
      case 'have':
        if (message.checkpoints?.length) this.#offered(peer, message.checkpoints)
        this.#learn(id, message.heads)
        break
      case 'probe':
        if (message.headsDigest !== headsDigest(headsTold(this.#options.ledger))) this.#sendHeads(id, true)
        break
      case 'want':
        this.#serve(id, message)
        break
      case 'entries':
        this.#entries(peer, message, now)
        break
      case 'push':
        this.#receive(peer, message.entry, message.objects)
        break
    }
  }

  #learn(id: PeerId, heads: readonly ChainHead[]): void {
    const peer = this.#peers.get(id)
    if (peer === undefined) return
    const known = new Set(heads.filter(head => peer.heads.has(head)))
    const taken = heads.filter(head => peer.heads.add(head))
    for (const head of taken) this.#wants.want(head, id)
    this.#wants.wantPastOf(
      taken.filter(head => !known.has(head)),
      peer
    )
    if (taken.length < heads.length) this.#effects.push({ type: 'limit', limit: 'headsMax' })
  }

  #offered(peer: Peer, offers: readonly CheckpointOffer[]): void {
    this.#planner.history.heard(peer.id)
    if (!peer.offered(offers)) this.#effects.push({ type: 'limit', limit: 'checkpointOffersMax' })
  }

  #serve(id: PeerId, want: Extract<SyncMessage, { type: 'want' }>): void {
    const [{ ledger }, { chain, head }] = [this.#options, want]
    const limit = Math.max(1, Math.min(want.limit, batchEntriesMax))
    // The head at least: its number was told by an entry that may lie.
    const last = ledger.get(head)
    const entries = last ? ledger.branch(head, Math.min(want.after, last.sequence - 1), limit) : []
    this.#effects.push({ type: 'send-entries', peer: id, chain, head, ids: entries.map(entry => entry.id), end: true })
  }

  #entries(peer: Peer, message: Extract<SyncMessage, { type: 'entries' }>, now: number): void {
    const open = peer.want?.head === message.head ? peer.want : undefined
    for (const [at, bytes] of message.entries.entries()) {
      const received = this.#receive(peer, bytes, [])
      if (received === 'misbehaved') return
      // Whoever sends nothing new keeps no others from being asked.
      if (received.fresh && open) Object.assign(open, { fruitful: true, deadline: now + requestTimeoutMs })
      if (at === 0 && open) this.#wants.connect(message.head, received.entry)
    }
    if (!open || !message.end) return
    peer.want = undefined
    if (!open.fruitful) this.#wanted.removeHolder(message.head, peer.id)
  }

  /** Stages an entry, unless it is none and the peer has been sent away. */
  #receive(peer: Peer, bytes: EntryBytes, inline: readonly RawObject[]): Received {
    let decoded: ReturnType<SyncOptions['decode']>
    try {
      decoded = this.#options.decode(bytes)
    } catch (thrown) {
      const error = toKubeError(thrown)
      this.#close(peer.id, error.reason || error.message, error.limit)
      return 'misbehaved'
    }
    const { entry, listed } = decoded
    const head = { chain: entry.chain, sequence: entry.sequence, id: entry.id }
    peer.heads.add(head, entry.parent)
    const holders = this.#wanted.remove(entry.id)
    if (this.#options.ledger.has(entry.id)) {
      const isBare = this.#options.history?.isBare(entry.id) ?? false
      if (isBare) {
        this.#planner.history.came()
        this.#effects.push({ type: 'keep', peer: peer.id, staged: { entry, bytes, listed, inline: [] } })
      }
      return { entry, fresh: isBare }
    }
    const known = this.#stage.has(entry.id)
    const isGranted = this.#options.ledger.isGranted(entry.chain)
    if (!known && !this.#stage.accepts({ entry, bytes, inline }, isGranted)) return { entry, fresh: false }
    const item = this.#stage.add({ entry, bytes, listed, inline }, peer.id)
    for (const holder of holders) this.#stage.hold(item, holder)
    this.#wants.wantPast(entry, peer.id)
    return { entry, fresh: !known }
  }

  #appended(staged: StagedEntry, now: number): void {
    this.#effects.push(...tellAppended(staged, this.#peers.keys()))
    this.#announcements.gossip(staged.entry, now)
    if (this.#peers.size > 0) this.#repairAt = Math.min(this.#repairAt, now + repairIntervalMs)
  }

  #fetched(id: PeerId, ids: readonly ObjectId[], outcome: FetchOutcome, now: number): void {
    const peer = this.#peers.get(id)
    if (peer) peer.fetching = false
    if (outcome === 'misbehaved') this.#close(id, 'it sent other objects than it had announced')
    for (const item of this.#items(ids)) {
      // Who lacks the objects brings it no further: what nobody has any more is given up in the end.
      if (outcome === 'complete' || outcome === 'failed' || outcome === 'refused') item.since = now
      if (outcome === 'complete') {
        Object.assign(item, { state: 'fetched', retryAt: now, failures: 0 })
        continue
      }
      // Of several, each is looked at by itself: who lacks the one has the others; at once where a list is untrue, or the
      // disk has no room for all.
      if (outcome === 'refused') item.alone = true
      else if (ids.length > 1 && (outcome === 'disputed' || (outcome !== 'failed' && item.failures > 0)))
        item.alone = true
      else if (outcome !== 'failed') item.holders.delete(id)
      this.#stage.postpone(item, 'waiting')
      if (outcome !== 'refused') failed(item, id, now)
      const left = outcome === 'unavailable' ? [...item.holders].filter(holder => this.#peers.has(holder)) : []
      this.#stage.askSoon(item, left)
      // Inline objects were not what they should be, or not all of it: the rest is asked for.
      if (item.staged.inline.length > 0) Object.assign(item, { staged: { ...item.staged, inline: [] } })
    }
  }

  #committed(ids: readonly ObjectId[], now: number): void {
    this.#state.committing = false
    const written = new Heads()
    this.#stage.retryRefused(new Set(this.#items(ids).map(({ staged }) => staged.entry.chain)))
    for (const { staged } of this.#items(ids)) {
      this.#stage.remove(staged.entry.id)
      this.#wanted.remove(staged.entry.id)
      if (!this.#options.ledger.isGranted(staged.entry.chain)) continue
      written.add(staged.entry)
      this.#announcements.add(staged.entry, now)
    }
    for (const head of written.values()) {
      // The writer waits to hear that its entry is durable here.
      if (this.#peers.has(head.chain))
        this.#effects.push({ type: 'send', peer: head.chain, message: { type: 'have', heads: [head] } })
    }
    if (this.#peers.size === 0) this.#announcements.clear()
  }

  #tick(now: number): void {
    for (const entry of this.#stage.expire()) {
      for (const peer of this.#peers.values()) this.#wants.wantAll(peer)
      this.#wanted.remove(entry.id)
    }
    for (const peer of this.#peers.values()) {
      if (peer.want && peer.want.deadline <= now) {
        this.#wanted.removeHolder(peer.want.head, peer.id)
        peer.want = undefined
        this.#effects.push({ type: 'limit', limit: 'requestTimeoutMs' })
      }
    }
    const due = this.#announcements.deadline
    if (due !== undefined && due <= now) this.#effects.push(...this.#announcements.flush(this.#peers.keys()))
    if (this.#repairAt <= now) this.#repair(now)
  }

  #repair(now: number): void {
    this.#repairAt = now + repairIntervalMs
    this.#planner.history.askAgain(this.#peers)
    const { ledger } = this.#options
    const message: SyncMessage = { type: 'probe', digest: ledger.digest(), headsDigest: headsDigest(headsTold(ledger)) }
    for (const peer of this.#peers.values()) {
      this.#effects.push({ type: 'send', peer: peer.id, message })
      this.#wants.wantAll(peer)
      this.#wants.wantPastOfStaged(peer)
    }
  }

  #items(ids: readonly ObjectId[]): StageItem[] {
    return ids.map(id => this.#stage.get(id)).filter(item => item !== undefined)
  }

  #sendHeads(id: PeerId, reply: boolean): void {
    this.#effects.push({ type: 'send', peer: id, message: this.#heads(reply) })
  }

  #heads(reply: boolean): SyncMessage {
    const { ledger } = this.#options
    return { type: 'heads', heads: headsTold(ledger), digest: ledger.digest(), reply, checkpoints: this.#offers() }
  }

  #close(id: PeerId, reason: string, limit?: LimitName): void {
    this.#wants.forget(id)
    const error = new KubeError('KUBE_PEER_MISBEHAVED', `peer ${id} broke the sync protocol`, { reason, limit })
    this.#effects.push({ type: 'close', peer: id, reason: error })
  }
}
