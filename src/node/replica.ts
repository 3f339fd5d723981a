// One KUBE's ledger with its disk: appends what is written here, commits what arrives, keeps the views in step,
// and tells whoever listens. Durable order: objects, entry, head; then the views, then the acknowledgement.

import { gitId } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { pushBytesMax } from '../base/limits.ts'
import type { Clock, Logger, ObjectId, PeerId, RefName, Scheduler } from '../base/types.ts'
import { tick } from '../ledger/clock.ts'
import { composeEntry, entryTree, sealEntry } from '../ledger/entry.ts'
import { decodeEntry, decodeStoredEntry } from '../ledger/entry-decode.ts'
import { Ledger } from '../ledger/ledger.ts'
import type { Change, Entry, EntryBytes, Grant, ListedObject, RefUpdate } from '../ledger/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'
import type { RefChange, Refs } from '../ports/refs.ts'
import type { Signer, Verifier } from '../ports/signer.ts'
import type { State } from '../ports/state.ts'
import type { RawObject } from '../sync/messages.ts'
import type { StagedEntry } from '../sync/types.ts'
import { EntryStore } from './entry-store.ts'
import { SerialQueue } from './queue.ts'
import { rawObject, typeOfRaw } from './raw-object.ts'
import { Reach } from './reachable.ts'

export interface ReplicaOptions {
  readonly self: PeerId
  /** Raw public key of the subnet root. */
  readonly subnet: Uint8Array
  /** See `Ledger`. */
  readonly seed?: number
  /** Name of this KUBE, for the author line of its entries. */
  readonly name: string
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
  readonly signer: Signer
  readonly verifier: Verifier
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** The credentials that an entry's updates bring, their own signatures checked. Reads their objects. */
  readonly grantsOf: (entry: Entry, objects: Objects) => Promise<readonly Grant[]>
}

export interface AppendRequest {
  readonly updates: readonly RefUpdate[]
  /** Objects that are not stored yet. */
  readonly objects: readonly GitObject[]
  /** Stored objects whose hashes are at hand. */
  readonly described?: ReadonlyMap<ObjectId, ListedObject>
  /** The new trees may be older releases'. */
  readonly lookBack?: boolean
  readonly message: string
  /** Credentials among the updates that the root has signed: they count for this very changeset. */
  readonly grants?: readonly Grant[]
}

export interface Applied {
  readonly entries: readonly Entry[]
  /** Every ref of the state that changed, with its value now. */
  readonly refs: ReadonlyMap<RefName, ObjectId | undefined>
  /** What each entry did, in the order in which they came. */
  readonly changes: readonly Change[]
  readonly position: number
  readonly origin: 'local' | 'remote'
}

/** Entries that are durable and about to go into the ledger. */
export interface Arriving {
  readonly entries: readonly Entry[]
  /** Objects that came with them and need not be read from the disk. */
  readonly inHand: ReadonlyMap<ObjectId, GitObject>
}

const mendMsMin = 1_000
const mendMsMax = 30_000

export class Replica {
  readonly ledger: Ledger
  readonly entries: EntryStore
  readonly #options: ReplicaOptions
  readonly #queue = new SerialQueue()
  #cancelMend: (() => void) | undefined = undefined
  readonly #preparers = new Set<(arriving: Arriving) => Promise<void>>()
  readonly #listeners = new Set<(applied: Applied) => void | Promise<void>>()
  #ownTip: { id: ObjectId; commit: Uint8Array; sequence: number } | undefined = undefined
  #onAppended: (staged: StagedEntry) => void = () => undefined

  private constructor(options: ReplicaOptions) {
    this.#options = options
    this.ledger = new Ledger({ subnet: options.subnet, seed: options.seed ?? 0 })
    this.entries = new EntryStore({
      ...options,
      decode: bytes => this.decode(bytes),
      decodeStored: bytes => decodeStoredEntry(bytes, { subnet: options.subnet }),
      grantsOf: entry => options.grantsOf(entry, options.objects)
    })
  }

  /** Reads the chains, builds the state and mends the views. */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options)
    await replica.entries.load(replica.ledger)
    await replica.#findOwnTip()
    const mended = await options.refs.rebuildView(replica.ledger.values)
    if (mended > 0) options.logger.log('info', 'refs of the view were rebuilt', { refs: mended })
    return replica
  }

  /** Checks hashes, bindings and signature of an entry. @throws KUBE_LEDGER_INVALID */
  decode(bytes: EntryBytes): { entry: Entry; listed: readonly ListedObject[] } {
    const { subnet, verifier } = this.#options
    return decodeEntry(bytes, { subnet, verify: (chain, payload, armored) => verifier.verify(chain, payload, armored) })
  }

  /** Called with each entry written here, once it is durable, before it is acknowledged. */
  set onAppended(listener: (staged: StagedEntry) => void) {
    this.#onAppended = listener
  }

  /** Called before entries change the state, so that what they bring can be read as soon as they do. Must not fail. */
  onArriving(preparer: (arriving: Arriving) => Promise<void>): () => void {
    this.#preparers.add(preparer)
    return () => this.#preparers.delete(preparer)
  }

  /** Called after each change of the state, in order; what it returns is awaited before the next change. */
  onApplied(listener: (applied: Applied) => void | Promise<void>): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Writes one changeset. `prepare` runs when nothing else is being written, so what it reads of the ledger stands.
   * Undefined when there is nothing to write.
   * @throws KUBE_STALE when an `old` is not the present value, KUBE_DENIED without the right, KUBE_DISK_FULL
   */
  append(prepare: () => Promise<AppendRequest> | AppendRequest): Promise<Entry | undefined> {
    return this.#queue.run('local', async () => this.#append(await prepare()))
  }

  /** Stores and inserts entries whose objects are here or inline. @throws what the disk throws; nothing is half-done */
  commit(staged: readonly StagedEntry[]): Promise<void> {
    return this.#queue.run('remote', () => this.#commit(staged))
  }

  /** Runs when nothing is being written. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run('local', task)
  }

  async #append(request: AppendRequest): Promise<Entry | undefined> {
    if (request.updates.length === 0) return undefined
    this.#assertFresh(request.updates)
    this.#assertAllowed(request)
    const { objects } = this.#options
    const pending = new Map(request.objects.map(object => [gitId(object.type, object.content), object]))
    const { described = new Map(), lookBack = false } = request
    const listed = await new Reach(objects, { pending, described, lookBack }).list(request.updates)
    const { entry, bytes, made } = this.#compose(request, listed)
    await objects.write([...pending.values(), ...made])
    await this.entries.setHeads([entry])
    this.#ownTip = { id: entry.id, commit: bytes.commit, sequence: entry.sequence }
    const grants = await this.#options.grantsOf(entry, objects)
    await this.#apply([{ entry, bytes, grants }], 'local', pending)
    this.#onAppended({ entry, bytes, listed, inline: await this.#inline(listed, pending) })
    return entry
  }

  #assertFresh(updates: readonly RefUpdate[]): void {
    for (const update of updates) {
      if (this.ledger.ref(update.ref) === update.old) continue
      throw new KubeError('KUBE_STALE', `${update.ref} was changed meanwhile`, {
        reason: `it is ${this.ledger.ref(update.ref) ?? 'gone'}, not ${update.old ?? 'absent'}`,
        next: ['repeat the command']
      })
    }
  }

  #assertAllowed({ updates, grants }: AppendRequest): void {
    const reason = this.ledger.refusal(this.#options.self, updates, grants)
    if (reason === undefined) return
    throw new KubeError('KUBE_DENIED', 'this machine may not write that', { reason, next: ['dx machines'] })
  }

  #compose(request: AppendRequest, listed: readonly ListedObject[]) {
    const { self, subnet, name, clock, signer } = this.#options
    const now = clock.now()
    const time = tick(this.ledger.latest, now)
    const composed = composeEntry({
      subnet,
      chain: self,
      sequence: (this.#ownTip?.sequence ?? 0) + 1,
      ...(this.#ownTip && { parent: this.#ownTip }),
      time,
      publishedMs: now,
      deps: this.ledger.depsFor(self),
      updates: request.updates,
      credentials: [],
      message: request.message,
      objects: listed,
      name
    })
    const { bytes, objects: made } = sealEntry(composed, signer.sign(composed.payload))
    // The same check that a peer will make: what is written here is never less than what is taken in.
    return { entry: this.decode(bytes).entry, bytes, made }
  }

  async #inline(listed: readonly ListedObject[], pending: ReadonlyMap<ObjectId, GitObject>): Promise<RawObject[]> {
    if (listed.reduce((sum, object) => sum + object.size, 0) > pushBytesMax) return []
    return Promise.all(
      listed.map(async ({ id }) => rawObject(pending.get(id) ?? (await this.#options.objects.read(id))))
    )
  }

  async #commit(staged: readonly StagedEntry[]): Promise<void> {
    const fresh = staged.filter(({ entry }) => !this.ledger.has(entry.id))
    const { objects } = this.#options
    const inline = fresh.flatMap(entry => entry.inline.map(typeOfRaw))
    await objects.write([...inline, ...fresh.flatMap(({ bytes }) => entryObjects(bytes))])
    await this.entries.setHeads(fresh.map(({ entry }) => entry))
    const loaded = []
    for (const { entry, bytes } of fresh) {
      loaded.push({ entry, bytes, grants: await this.#options.grantsOf(entry, objects) })
    }
    await this.#apply(loaded, 'remote', new Map(inline.map(object => [gitId(object.type, object.content), object])))
  }

  async #apply(
    loaded: readonly { entry: Entry; bytes: EntryBytes; grants: readonly Grant[] }[],
    origin: Applied['origin'],
    inHand: Arriving['inHand']
  ): Promise<void> {
    const entries = loaded.map(({ entry }) => entry)
    for (const prepare of this.#preparers) await prepare({ entries, inHand })
    const refs = new Map<RefName, ObjectId | undefined>()
    const changes: Change[] = []
    for (const { entry, grants } of loaded) {
      const change = this.ledger.insert(entry, grants)
      changes.push(change)
      this.#say(entry, change)
      for (const [ref, { new: value }] of change.refs) refs.set(ref, value)
    }
    await this.#showInViews(refs, loaded)
    const applied: Applied = { entries, refs, changes, position: this.ledger.position, origin }
    for (const listener of this.#listeners) await listener(applied)
  }

  /** What is in the ledger counts, whatever becomes of its views: they are mended as soon as the disk lets us. */
  async #showInViews(
    refs: ReadonlyMap<RefName, ObjectId | undefined>,
    loaded: readonly { entry: Entry; bytes: EntryBytes; grants: readonly Grant[] }[]
  ): Promise<void> {
    const changes: RefChange[] = [...refs].map(([ref, value]) => ({ ref, value }))
    try {
      await this.#options.refs.setView(changes)
    } catch (thrown) {
      this.#mendLater(toKubeError(thrown), mendMsMin)
    }
    try {
      await this.entries.save(loaded)
    } catch (thrown) {
      const { code, reason } = toKubeError(thrown)
      this.#options.logger.log('error', 'entries could not be copied to the state', { code, reason })
    }
  }

  /** Throws every view of the state away, and copies the entries there again; see `Records.rebuild` for the rest. */
  async rebuildState(): Promise<void> {
    await this.exclusively(async () => {
      await this.#options.state.clear()
      await this.entries.copyAll(this.ledger)
    })
  }

  #mendLater(error: KubeError, pauseMs: number): void {
    const { logger, scheduler, refs } = this.#options
    logger.log('error', 'the views could not be written', { code: error.code, reason: error.reason })
    this.#cancelMend?.()
    this.#cancelMend = scheduler.after(pauseMs, () => {
      this.#cancelMend = undefined
      this.exclusively(() => refs.rebuildView(this.ledger.values)).catch((thrown: unknown) =>
        this.#mendLater(toKubeError(thrown), Math.min(2 * pauseMs, mendMsMax))
      )
    })
  }

  /** Ends what would still happen by itself, and waits for what is being written. */
  async close(): Promise<void> {
    await this.exclusively(async () => this.#cancelMend?.())
  }

  #say(entry: Entry, change: Change): void {
    const { logger } = this.#options
    const fields = { chain: entry.chain, sequence: entry.sequence, message: entry.message }
    if (change.standing === 'void') logger.log('warn', 'an entry does not count', { ...fields, reason: change.reason })
    else logger.log('debug', `entry ${change.standing}`, fields)
  }

  /** Goes on from the longest branch of its own chain. */
  async #findOwnTip(): Promise<void> {
    const { self } = this.#options
    const tip = this.ledger.tipOf(self)
    if (!tip || tip.id === this.#ownTip?.id) return
    this.#ownTip = { id: tip.id, sequence: tip.sequence, commit: (await this.entries.bytes(tip.id)).commit }
  }

  /** After entries of our own chain came from a peer (a home restored from a backup). */
  refreshOwnTip(): Promise<void> {
    return this.#queue.run('local', () => this.#findOwnTip())
  }
}

/** The four git objects of an entry. */
export function entryObjects(bytes: EntryBytes): GitObject[] {
  const blobs: GitObject[] = [
    { type: 'blob', content: bytes.changeset },
    { type: 'blob', content: bytes.objects }
  ]
  return [
    ...blobs,
    { type: 'tree', content: entryTree(bytes.changeset, bytes.objects) },
    { type: 'commit', content: bytes.commit }
  ]
}
