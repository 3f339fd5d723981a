// Carries out what the sync state machine decides: streams to members, requests for objects, gossip, one timer.
import { gitId } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { batchBytesMax, ownHeadWaitMs } from '../base/limits.ts'
import type { Clock, ObjectId, PeerId, RandomSource } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { ChainHead, Entry, EntryBytes, ListedObject } from '../ledger/types.ts'
import type { Channel } from '../ports/network.ts'
import type { Partials } from '../ports/partials.ts'
import type { SyncMessage } from '../sync/messages.ts'
import { decodeHead, encodeHead, headsTopic, objectsProtocol, syncProtocol } from '../sync/messages.ts'
import { Sync } from '../sync/sync.ts'
import type { SyncEffect, SyncInput } from '../sync/types.ts'
import { adoptFrom, checkpointProtocol, serveCheckpoint } from './checkpoints/checkpoint-exchange.ts'
import type { Checkpoints } from './checkpoints/checkpoints.ts'
import { type CommittingOptions, commitStaged } from './entries/committing.ts'
import { MemberStreams, type MemberStreamsOptions } from './members/member-streams.ts'
import { Fetching } from './objects/fetching.ts'
import { contentProtocol, serveContent } from './objects/large-transfer.ts'
import { repairObjects, serveObjects } from './objects/object-transfer.ts'
import type { DiskFault } from './objects/room.ts'
import { PerPeer } from './per-peer.ts'

export interface ReplicatorOptions extends MemberStreamsOptions, CommittingOptions {
  readonly subnetDid: string
  readonly clock: Clock
  readonly random: RandomSource
  readonly checkpoints: Checkpoints
  readonly checkpointGain?: number
  readonly partials?: Partials
  /** Bytes that are free on the disk of the store. */
  readonly free?: () => Promise<number>
  /** Called with what a member wants and what is not here. */
  readonly onLacking?: (missing: readonly ObjectId[]) => void
  /** All other members; absent: there may be more than are connected. */
  readonly others?: () => readonly PeerId[]
}

/** What a member that was removed has to hear of its removal, before its connection is closed: also where it comes back. */
const farewellMs = 300
const turnedAwayMs = 2_000

export class Replicator {
  readonly sync: Sync
  /** Called with each member whose stream has opened. */
  onMember: (peer: PeerId) => void = () => undefined
  readonly #options: ReplicatorOptions
  readonly #streams: MemberStreams
  /** Requests of each peer that are being answered: for entries, for objects. */
  readonly #answering: PerPeer
  readonly #serving: PerPeer
  readonly #waiters = new Set<() => void>()
  /** Members that were removed just now, with the entry that did it. */
  readonly #dismissed = new Map<PeerId, { readonly entry: ObjectId; readonly gone: Promise<void> }>()
  readonly #fetching: Fetching
  #cancelTimer: () => void = () => undefined
  #stopped = false

  constructor(options: ReplicatorOptions) {
    this.#options = options
    this.#answering = new PerPeer('wantsOpenMax', options.hit)
    this.#serving = new PerPeer('objectServesMax', options.hit)
    const { self, replica, random, checkpoints } = options
    this.sync = new Sync({
      self,
      ledger: replica.ledger,
      decode: bytes => replica.decode(bytes),
      random: () => random.next(),
      checkpoints,
      history: checkpoints.history,
      ...(options.checkpointGain !== undefined && { checkpointGain: options.checkpointGain })
    })
    const isAwaited = (): boolean => !this.#stopped && !this.sync.caughtUp()
    const onRoom = (): void => this.recovered()
    this.#fetching = new Fetching({ ...options, isAwaited, onRoom })
    checkpoints.staged = () => this.sync.staged()
    checkpoints.onChanged = () => this.#step({ type: 'checkpoint' })
    checkpoints.history.onChanged = () => this.#step({ type: 'history' })
    this.#streams = new MemberStreams(options, {
      opened: peer => {
        this.#step({ type: 'connected', peer })
        this.onMember(peer)
      },
      received: (peer, message) => this.#step({ type: 'received', peer, message }),
      closed: peer => this.#step({ type: 'disconnected', peer })
    })
    replica.onAppended = staged => this.#step({ type: 'appended', staged })
  }

  /** Takes its protocols; call before the network starts. */
  attach(): void {
    const { network, subnetDid, checkpoints, scheduler } = this.#options
    network.handle(syncProtocol, channel => this.#streams.accept(channel))
    const isServed = (peer: PeerId): boolean => this.#streams.has(peer) && !this.#isRemoved(peer)
    const answer = (protocol: string, serve: (channel: Channel) => Promise<void>): void =>
      network.handle(protocol, channel => this.#serving.run(channel.peer, () => serve(channel)), isServed)
    answer(objectsProtocol, channel => serveObjects(channel, this.#options))
    answer(contentProtocol, channel => serveContent(channel, this.#options))
    answer(checkpointProtocol, channel => serveCheckpoint(channel, checkpoints, scheduler))
    network.subscribe(headsTopic(subnetDid), (from, bytes) => this.#gossiped(from, bytes))
  }

  /** What this disk refuses, while something waits for it. */
  get fault(): DiskFault | undefined {
    return this.#fetching.fault
  }

  /** What entries were refused for may be here now, or may be brought. */
  recovered(): void {
    this.#step({ type: 'recovered' })
  }

  /** A transport connection exists. */
  connected(peer: PeerId): void {
    this.#streams.connected(peer)
    if (this.#isRemoved(peer)) this.#options.scheduler.after(turnedAwayMs, () => this.#drop(peer))
  }

  /** Lets a member go that this entry has removed: it is told of that entry, and of nothing else from now on. */
  dismiss(peer: PeerId, entry: ObjectId): void {
    if (this.#dismissed.has(peer)) return
    const { promise: gone, resolve } = Promise.withResolvers<void>()
    this.#dismissed.set(peer, { entry, gone })
    const { scheduler } = this.#options
    const waitMs = this.#streams.has(peer) ? farewellMs : 0
    // Where it is behind, the entry alone has said nothing to it.
    scheduler.after(waitMs, () => this.#streams.send(peer, { type: 'removed' }))
    scheduler.after(2 * waitMs, () => {
      this.#drop(peer)
      this.#dismissed.delete(peer)
      resolve()
    })
  }

  /** Resolves once the connection of a member that was removed is closed. */
  async dismissed(peer: PeerId): Promise<void> {
    await this.#dismissed.get(peer)?.gone
  }

  #isRemoved(peer: PeerId): boolean {
    return this.#options.isRemoved?.(peer) ?? false
  }

  #drop(peer: PeerId): void {
    const { network, logger } = this.#options
    this.#streams.close(peer, new KubeError('KUBE_PEER_REFUSED', `${peer} was removed from the subnet`))
    network
      .disconnect(peer)
      .catch(error => logger.log('debug', 'a removed peer did not go', { peer, reason: toKubeError(error).message }))
  }

  disconnected(peer: PeerId): void {
    this.#streams.close(peer, new KubeError('KUBE_UNREACHABLE', `${peer} disconnected`))
  }

  /** Members with an open stream. */
  members(): PeerId[] {
    return this.#streams.peers
  }

  stop(): void {
    this.#stopped = true
    this.#cancelTimer()
    this.#fetching.stop()
    this.#streams.stop()
    this.#wake()
  }

  /** Asks again what is waited for: something has changed that is no step of the sync. */
  recheck(): void {
    this.#wake()
  }

  /** Resolves once `done` holds, asked after every step and by `recheck`; false when `ms` are over first. */
  async until(done: () => boolean, ms: number): Promise<boolean> {
    if (done()) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const check = (): void => {
      if (done()) resolve(true)
      else if (this.#stopped) resolve(false)
    }
    this.#waiters.add(check)
    const cancel = this.#options.scheduler.after(ms, () => resolve(done()))
    const met = await promise
    cancel()
    this.#waiters.delete(check)
    return met
  }

  /**
   * After a start: asks for our own newest entry before anything is appended, so that a home restored from a backup
   * seldom forks its chain. At most two seconds: alone it goes on.
   */
  async ownTipKnown(anyMembers: boolean): Promise<void> {
    if (!anyMembers) return
    await this.until(() => this.sync.told().length > 0 && !this.sync.ownBehind(), ownHeadWaitMs)
    await this.#options.replica.refreshOwnTip()
  }

  /** Brings objects that were lost or damaged back from whoever has them; gives those that came. */
  async repair(wanted: readonly ListedObject[]): Promise<ObjectId[]> {
    const { objects } = this.#options
    const peers = this.members()
    await repairObjects({ ...this.#options, peers, measured: this.#fetching.measured }, wanted)
    return [...(await objects.present(wanted.map(object => object.id)))]
  }

  /** Peers that have this entry durably, by their own word. */
  holders(entry: Entry): PeerId[] {
    return this.sync.holders({ chain: entry.chain, sequence: entry.sequence, id: entry.id })
  }

  #step(input: SyncInput): void {
    if (this.#stopped) return
    const { clock } = this.#options
    const effects = this.sync.step(input, { nowMs: clock.monotonic(), wallMs: clock.now() })
    for (const effect of effects) this.#carryOut(effect)
    this.#schedule()
    this.#wake()
  }

  #wake(): void {
    for (const check of [...this.#waiters]) check()
  }

  #schedule(): void {
    this.#cancelTimer()
    const now = this.#options.clock.monotonic()
    const at = this.sync.nextDeadline(now)
    if (at === undefined) return
    this.#cancelTimer = this.#options.scheduler.after(Math.ceil(at - now), () => this.#step({ type: 'tick' }))
  }

  #carryOut(effect: SyncEffect): void {
    switch (effect.type) {
      case 'send':
        this.#send(effect.peer, effect.message)
        break
      case 'send-entries':
        this.#answering
          .run(effect.peer, () => this.#sendEntries(effect))
          .catch(error => this.#streams.close(effect.peer, toKubeError(error)))
        break
      case 'gossip':
        void this.#gossip(effect.head)
        break
      case 'fetch':
        void this.#fetch(effect)
        break
      case 'commit':
        void this.#commit(effect)
        break
      case 'keep':
        this.#options.checkpoints.history.keep(effect.staged)
        break
      case 'adopt':
        void this.#adopt(effect.peer, effect.offer)
        break
      case 'close':
        this.#options.logger.log('warn', effect.reason.message, { reason: effect.reason.reason })
        this.#streams.close(effect.peer, effect.reason)
        break
      case 'limit':
        this.#options.hit(effect.limit)
        break
    }
  }

  #send(peer: PeerId, message: SyncMessage): void {
    if (this.#isRemoved(peer) && !this.#isFarewell(peer, message)) return
    this.#streams.send(peer, message)
  }

  #isFarewell(peer: PeerId, message: SyncMessage): boolean {
    const last = this.#dismissed.get(peer)?.entry
    return message.type === 'push' && last !== undefined && gitId('commit', message.entry.commit) === last
  }

  async #sendEntries(effect: Extract<SyncEffect, { type: 'send-entries' }>): Promise<void> {
    const { peer, chain, head, ids, end } = effect
    let batch: EntryBytes[] = []
    let size = 0
    const flush = (last: boolean): void => {
      this.#send(peer, { type: 'entries', chain, head, entries: batch, end: last && end })
      batch = []
      size = 0
    }
    const unread: KubeError[] = []
    for (const id of ids) {
      // One that only a checkpoint told of: what comes after it may be what the peer lacks.
      const reading = this.#options.replica.entries.bytes(id)
      const bytes = await reading.catch((thrown: unknown) => void unread.push(toKubeError(thrown)))
      if (bytes === undefined) continue
      const length = bytes.commit.length + bytes.changeset.length + bytes.objects.length
      if (size > 0 && size + length > batchBytesMax) flush(false)
      batch.push(bytes)
      size += length
    }
    flush(true)
    const reason = unread[0]?.message
    if (reason === undefined) return
    this.#options.logger.log('warn', 'entries of the ledger cannot be read', { peer, entries: unread.length, reason })
  }

  /** For members that are not connected: where all are, each has been told. */
  async #gossip(head: ChainHead): Promise<void> {
    const { network, subnetDid, logger, others } = this.#options
    if (this.#streams.haveAll(others?.() ?? [])) return
    try {
      await network.publish(headsTopic(subnetDid), encodeHead(head))
    } catch (error) {
      logger.log('debug', 'a head was not gossiped', { reason: toKubeError(error).message })
    }
  }

  #gossiped(from: PeerId, bytes: Uint8Array): void {
    try {
      this.#step({ type: 'gossiped', from, head: decodeHead(bytes) })
    } catch (error) {
      this.#options.logger.log('warn', 'gossip that is no head', { from, reason: toKubeError(error).reason })
    }
  }

  async #fetch({ peer, entries }: Extract<SyncEffect, { type: 'fetch' }>): Promise<void> {
    const outcome = await this.#fetching.fetch(peer, entries)
    this.#step({ type: 'fetched', peer, ids: entries.map(({ entry }) => entry.id), outcome })
  }

  async #adopt(peer: PeerId, offer: CheckpointOffer): Promise<void> {
    const outcome = await adoptFrom(peer, offer, this.#options.checkpoints, this.#options)
    this.#step({ type: 'adopted', peer, outcome })
  }

  async #commit({ entries, strangers }: Extract<SyncEffect, { type: 'commit' }>): Promise<void> {
    const { done, isRecovered, fault } = await commitStaged(entries, strangers, this.#options)
    const refused = entries.map(({ entry }) => entry.id).filter(id => !done.has(id))
    this.#step({ type: 'committed', ids: [...done], refused })
    if (fault) this.#fetching.refused(fault)
    else if (done.size > 0) this.#fetching.stored()
    if (isRecovered) this.recovered()
  }
}
