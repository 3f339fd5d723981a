// One KUBE's ledger with its disk: appends what is written here, commits what arrives, keeps the views in step,
// and tells whoever listens. Durable order: objects, entry, head; then the views, then the acknowledgement.

import { gitId } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { pushBytesMax } from '../base/limits.ts'
import type { Clock, Logger, ObjectId, PeerId, RefName, Scheduler } from '../base/types.ts'
import { type AccountSignature, type AccountStatement, accountStatement, accountSubject } from '../ledger/account.ts'
import { tick } from '../ledger/clock.ts'
import { composeEntry, sealEntry } from '../ledger/entry.ts'
import { decodeEntry, decodeStoredEntry } from '../ledger/entry-decode.ts'
import { Ledger } from '../ledger/ledger.ts'
import { disorder } from '../ledger/orders.ts'
import type { Change, Entry, EntryBytes, Facts, ListedObject, RefUpdate } from '../ledger/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'
import type { Refs } from '../ports/refs.ts'
import type { Signer, Verifier } from '../ports/signer.ts'
import type { State } from '../ports/state.ts'
import type { RawObject } from '../sync/messages.ts'
import type { StagedEntry } from '../sync/types.ts'
import { type Arrived, ArrivingFacts } from './arriving-facts.ts'
import { deniedError } from './denied.ts'
import type { LoadedEntry } from './entry-cache.ts'
import type { FactReader } from './entry-facts.ts'
import { entryObjects } from './entry-objects.ts'
import { EntryStore } from './entry-store.ts'
import { pendingFirst } from './pending-objects.ts'
import { SerialQueue } from './queue.ts'
import { rawObject, typeOfRaw } from './raw-object.ts'
import { Reach } from './reachable.ts'
import { RefView } from './ref-view.ts'

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
  /** Reads from objects what rights depend on. */
  readonly facts: FactReader
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
  /** In whose name, when not in that of this KUBE: signed over `Replica.statement` of these updates. */
  readonly account?: AccountSignature
  /** A KUBE that asked for it: it must have the right to it as well. */
  readonly onBehalfOf?: PeerId
  /** Of a changeset of strict realms: the term in which this KUBE orders them. */
  readonly term?: number
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
  /** Where their objects are, with those that need not be read from the disk. */
  readonly objects: Objects
}

export class Replica {
  readonly ledger: Ledger
  readonly entries: EntryStore
  /** Called before each local write: throws where there can be none now. */
  assertWritable: () => void = () => undefined
  readonly #options: ReplicaOptions
  readonly #queue = new SerialQueue()
  readonly #facts: ArrivingFacts
  readonly #view: RefView
  readonly #preparers = new Set<(arriving: Arriving) => Promise<void>>()
  readonly #listeners = new Set<(applied: Applied) => void | Promise<void>>()
  #ownTip: { id: ObjectId; commit: Uint8Array; sequence: number } | undefined = undefined
  #onAppended: (staged: StagedEntry) => void = () => undefined

  private constructor(options: ReplicaOptions) {
    this.#options = options
    this.ledger = new Ledger({ subnet: options.subnet, seed: options.seed ?? 0 })
    this.#facts = new ArrivingFacts(options.facts, this.ledger)
    this.#view = new RefView({ ...options, ledger: this.ledger, exclusively: task => this.exclusively(task) })
    this.entries = new EntryStore({
      ...options,
      decode: bytes => this.decode(bytes),
      decodeStored: bytes => decodeStoredEntry(bytes, { subnet: options.subnet }),
      factsOf: entry => options.facts.of(entry.updates, options.objects),
      completed: ({ updates }, facts) => this.#facts.complete(updates, facts, options.objects)
    })
  }

  /** Reads the chains, builds the state and mends the views. */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options)
    await replica.entries.load(replica.ledger)
    await replica.#findOwnTip()
    await replica.#view.rebuild()
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

  /**
   * What an account signs (SSHSIG, namespace `kube-changeset`) so that this KUBE may make these updates in its name:
   * good for the next 1,000 entries of this KUBE's chain, once. `nonce` is 16 random bytes.
   */
  statement(
    updates: readonly RefUpdate[],
    nonce: Uint8Array
  ): Pick<AccountStatement, 'sequence' | 'nonce'> & { bytes: Uint8Array } {
    const { self: chain, subnet } = this.#options
    const sequence = this.#ownTip?.sequence ?? 0
    return { sequence, nonce, bytes: accountStatement({ subnet, chain, sequence, nonce, updates }) }
  }

  /** Stores and inserts entries whose objects are here or inline; `inHand` need not be read. @throws what the disk throws; nothing is half-done */
  commit(staged: readonly StagedEntry[], inHand: ReadonlyMap<ObjectId, GitObject> = new Map()): Promise<void> {
    return this.#queue.run('remote', () => this.#commit(staged, new Map(inHand)))
  }

  /** Runs when nothing is being written. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run('local', task)
  }

  async #append(request: AppendRequest): Promise<Entry | undefined> {
    if (request.updates.length === 0) return undefined
    this.assertWritable()
    this.#assertInOrder(request)
    this.assertFresh(request.updates)
    const { objects } = this.#options
    const pending = new Map(request.objects.map(object => [gitId(object.type, object.content), object]))
    const fresh = [...pending.values()]
    const store = pendingFirst(objects, pending)
    const inOrder = request.updates.toSorted((a, b) => (a.ref < b.ref ? -1 : 1))
    const facts = await this.#facts.ofUpdates(inOrder, store)
    this.#assertAllowed(request, facts)
    const { described = new Map(), lookBack = false } = request
    const listed = await new Reach(objects, { pending, described, lookBack }).list(request.updates)
    const { entry, bytes, made } = this.#compose(request, listed)
    await objects.write([...fresh, ...made])
    await this.entries.setHeads([entry])
    this.#ownTip = { id: entry.id, commit: bytes.commit, sequence: entry.sequence }
    await this.#apply([{ entry, bytes, facts }], 'local', store)
    this.#onAppended({ entry, bytes, listed, inline: await this.#inline(listed, pending) })
    return entry
  }

  #assertInOrder({ updates, term }: AppendRequest): void {
    const order = this.ledger.orderOf(updates)
    const reason = disorder(order, term)
    if (reason === undefined) return
    if (order === 'strict') {
      const details = { reason: 'it is ordered by another', next: ['dx status'] }
      throw new KubeError('KUBE_SEQUENCER', 'this machine alone cannot write to a strict realm', details)
    }
    throw new KubeError('KUBE_ORDER_MIXED', 'a changeset is of strict realms alone, or of none', { reason })
  }

  /** @throws KUBE_STALE when an `old` is not the present value */
  assertFresh(updates: readonly RefUpdate[]): void {
    for (const update of updates) {
      if (this.ledger.ref(update.ref) === update.old) continue
      const is = `it is ${this.ledger.ref(update.ref) ?? 'gone'}, not ${update.old ?? 'absent'}`
      const strict = this.ledger.orderOf([update]) === 'strict'
      throw new KubeError('KUBE_STALE', `${update.ref} was changed meanwhile`, {
        reason: strict ? `${is}: in a strict realm the first has it; look at it and rebase on it` : is,
        next: ['repeat the command']
      })
    }
  }

  #assertAllowed({ updates, account, onBehalfOf }: AppendRequest, facts: Facts): void {
    const asker = onBehalfOf && this.ledger.denial(onBehalfOf, updates, facts)
    if (asker) throw deniedError(asker, 'the peer')
    const subject = account && accountSubject(account.publicKey)
    const denial = this.ledger.denial(this.#options.self, updates, facts, subject)
    if (denial !== undefined) throw deniedError(denial, subject === undefined ? 'this machine' : `the key ${subject}`)
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
      ...(request.account && { account: request.account }),
      credentials: [],
      message: request.message,
      ...(request.term !== undefined && { term: request.term }),
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

  async #commit(staged: readonly StagedEntry[], inHand: Map<ObjectId, GitObject>): Promise<void> {
    const fresh = staged.filter(({ entry }) => !this.ledger.has(entry.id))
    const { objects } = this.#options
    const inline = fresh.flatMap(entry => entry.inline.map(typeOfRaw))
    await objects.write([...inline, ...fresh.flatMap(({ bytes }) => entryObjects(bytes))])
    await this.entries.setHeads(fresh.map(({ entry }) => entry))
    for (const object of inline) inHand.set(gitId(object.type, object.content), object)
    await this.#apply(fresh, 'remote', pendingFirst(objects, inHand))
  }

  /** Inserts durable entries; where one cannot be read those before it are in, and known to all. @throws what reading throws */
  async #apply(arrived: readonly Arrived[], origin: Applied['origin'], objects: Objects): Promise<void> {
    const { read, failure: unread } = await this.#facts.of(arrived, objects)
    for (const prepare of this.#preparers) await prepare({ entries: read.map(({ entry }) => entry), objects })
    const refs = new Map<RefName, ObjectId | undefined>()
    const changes: Change[] = []
    const whole: (LoadedEntry & Arrived)[] = []
    let failure = unread
    for (const { entry, bytes, facts: own } of read) {
      const facts = await this.#facts.complete(entry.updates, own, objects).catch((thrown: unknown) => {
        failure = thrown
      })
      if (!facts) break
      const change = this.ledger.insert(entry, facts)
      whole.push({ entry, bytes, facts })
      changes.push(change)
      this.#say(entry, change)
      for (const [ref, { new: value }] of change.refs) refs.set(ref, value)
    }
    await this.#view.show(refs)
    await this.#save(whole)
    const entries = whole.map(({ entry }) => entry)
    const applied: Applied = { entries, refs, changes, position: this.ledger.position, origin }
    for (const listener of this.#listeners) await listener(applied)
    if (failure !== undefined) throw failure
  }

  /** What is in the ledger counts, whatever becomes of its copy: what is missing is read from git at the next start. */
  async #save(loaded: readonly (LoadedEntry & { bytes: EntryBytes })[]): Promise<void> {
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

  /** Ends what would still happen by itself, and waits for what is being written. */
  async close(): Promise<void> {
    await this.exclusively(async () => this.#view.close())
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
