// One KUBE's ledger with its disk: appends what is written here, commits what arrives, keeps the views in step,
// and tells whoever listens. Durable order: objects, entry, head; then the views, git's last; then the acknowledgement.
import { gitId } from '../base/bytes.ts'
import { toKubeError } from '../base/errors.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import { type AccountStatement, accountStatement } from '../ledger/account.ts'
import type { CheckpointEntry } from '../ledger/checkpoint-part.ts'
import { decodeEntry, decodeStoredEntry } from '../ledger/entry-decode.ts'
import { Ledger } from '../ledger/ledger.ts'
import type { Change, Entry, EntryBytes, Facts, ListedObject, RefUpdate } from '../ledger/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'
import type { StagedEntry } from '../sync/types.ts'
import type { ToldEntries } from './checkpoints/told-entries.ts'
import { assertAllowed, assertRulesKnown, assertStanding } from './denied.ts'
import { type Arrived, ArrivingFacts, failureBelow } from './entries/arriving-facts.ts'
import type { AppendRequest, Applied, Arriving, DoubtedValues } from './entries/changes.ts'
import { noDoubts, sortedByRef, valuesHere } from './entries/changes.ts'
import { clearButRecords, type LoadedEntry } from './entries/entry-cache.ts'
import { entryObjects } from './entries/entry-objects.ts'
import { EntryStore } from './entries/entry-store.ts'
import { composeOwn, hashed, inlineOf, listedOf } from './entries/own-entry.ts'
import { takeParts } from './entries/taking-rows.ts'
import { Followers, type View } from './followers.ts'
import { pendingFirst } from './objects/pending-objects.ts'
import { hashedRaw } from './objects/raw-object.ts'
import { SerialQueue } from './queue.ts'
import { RefView } from './ref-view.ts'
import type { ReplicaOptions } from './replica-options.ts'
import { sayTaken } from './saying.ts'

export class Replica {
  readonly ledger: Ledger
  readonly entries: EntryStore
  /** Called before each local write: throws where there can be none now. */
  assertWritable: () => void = () => undefined
  /** Told of each change, as values of refs may come to count whose objects are not here. */
  lacking: DoubtedValues = noDoubts
  /** How many commits of a ref every peer keeps. */
  keepOf: (ref: RefName) => number = () => 1
  readonly #options: ReplicaOptions
  readonly #queue = new SerialQueue()
  readonly facts: ArrivingFacts
  readonly #view: RefView
  readonly #preparers = new Set<(arriving: Arriving) => Promise<void>>()
  readonly #followers: Followers<Applied>
  #ownTip: Pick<Entry, 'id' | 'sha256' | 'sequence'> | undefined = undefined
  #onAppended: (staged: StagedEntry) => void = () => undefined

  private constructor(options: ReplicaOptions) {
    this.#options = options
    this.ledger = new Ledger({ ...options, seed: options.seed ?? 0 })
    this.facts = new ArrivingFacts(options.facts, this.ledger, options.subnet)
    const exclusively = <T>(task: () => Promise<T>): Promise<T> => this.exclusively(task)
    this.#view = new RefView({ ...options, ledger: this.ledger, exclusively })
    this.#followers = new Followers({ ...options, exclusively })
    this.entries = new EntryStore({
      ...options,
      ledger: this.ledger,
      isIn: id => this.ledger.has(id),
      isWhole: id => this.ledger.rules.isWhole(id),
      decode: bytes => this.decode(bytes),
      decodeStored: bytes => decodeStoredEntry(bytes, { subnet: options.subnet }),
      factsOf: entry => this.facts.ofEntry(entry, options.objects),
      told: keys => this.facts.tell(keys),
      completed: (entry, facts) => this.facts.completeOf(entry, facts, options.objects)
    })
  }

  /** Reads the chains, builds the state and mends the views. */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options)
    await replica.entries.load(replica.ledger)
    replica.#findOwnTip()
    await replica.#view.open()
    return replica
  }

  /** Checks hashes, bindings and signature of an entry. @throws KUBE_LEDGER_INVALID */
  decode(bytes: EntryBytes): { entry: Entry; listed: readonly ListedObject[] } {
    const { subnet, verifier } = this.#options
    const { known: rulesKnown } = this.ledger.rules
    return decodeEntry(bytes, { subnet, rulesKnown, verify: (...given) => verifier.verify(...given) })
  }

  /** Called with each entry written here, once it is durable and in the ledger, before it is acknowledged. */
  set onAppended(listener: (staged: StagedEntry) => void) {
    this.#onAppended = listener
  }

  /** Called before entries change the state, so that what they bring can be read as soon as they do. Must not fail. */
  onArriving(preparer: (arriving: Arriving) => Promise<void>): () => void {
    this.#preparers.add(preparer)
    return () => this.#preparers.delete(preparer)
  }

  /**
   * Called after each change of the state, in order; what it returns is awaited before the next change. Where it fails, the
   * change stands, and the view is read anew.
   */
  onApplied(listener: (applied: Applied) => void | Promise<void>, view?: View): () => void {
    return this.#followers.add(listener, view)
  }

  /**
   * Writes one changeset. `prepare` runs when nothing else is being written, so what it reads of the ledger stands.
   * Undefined when there is nothing to write.
   * @throws KUBE_STALE when an `old` is not the present value, KUBE_DENIED without the right, KUBE_DISK_FULL
   */
  append(prepare: () => Promise<AppendRequest> | AppendRequest): Promise<Entry | undefined> {
    return this.#untilShown(this.#queue.run('local', async () => this.#append(await prepare())))
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

  /**
   * Stores and inserts entries whose objects are here or inline; `inHand` need not be read. Gives those that are not in, with
   * the reason, as they, or what they build on, cannot be read now; and those of `strangers` that do not bring a grant of the root.
   * @throws what the disk throws when it writes; nothing is half-done
   */
  commit(
    staged: readonly StagedEntry[],
    inHand: ReadonlyMap<ObjectId, GitObject> = new Map(),
    strangers: ReadonlySet<ObjectId> = new Set()
  ): Promise<ReadonlyMap<ObjectId, unknown>> {
    return this.#untilShown(this.#queue.run('remote', () => this.#commit(staged, new Map(inHand), strangers)))
  }

  /** Whoever is answered, here or on another machine, finds with git what is told; the next write need not wait for that. */
  async #untilShown<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } finally {
      await this.shown()
    }
  }

  /** What a changeset of objects that are here brings. @throws KUBE_OBJECT_MISSING */
  listed(request: AppendRequest): Promise<ListedObject[]> {
    return listedOf(request, new Map(), { ...this.#options, keepOf: this.keepOf })
  }

  /** Runs when nothing is being written. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run('local', task)
  }

  async #append(request: AppendRequest): Promise<Entry | undefined> {
    if (request.updates.length === 0) return undefined
    this.assertWritable()
    assertRulesKnown(this.ledger, this.#options.self, request)
    assertStanding(this.ledger, request)
    const { objects } = this.#options
    const pending = new Map(request.objects.map(object => [object.id ?? gitId(object.type, object.content), object]))
    const store = pendingFirst(objects, pending)
    const facts = await this.facts.ofUpdates(sortedByRef(request.updates), store)
    assertAllowed(this.ledger, this.#options.self, request, facts)
    const listed = await listedOf(request, pending, { ...this.#options, keepOf: this.keepOf })
    const inline = await inlineOf(listed, store)
    const own = { ...this.#options, parent: this.#ownTip, ledger: this.ledger }
    const { bytes, objects: made } = composeOwn(request, listed, own)
    // The same check that a peer will make: what is written here is never less than what is taken in.
    const { entry } = this.decode(bytes)
    await this.entries.store([entry], [...hashed([...pending], listed), ...made])
    this.#ownTip = entry
    const unread = new Map<ObjectId, unknown>()
    // Others need not wait until all views here have followed.
    const inserted = (): void => this.#onAppended({ entry, bytes, listed, inline })
    await this.#apply([{ entry, bytes, facts }], 'local', { objects: store, unread, inserted })
    if (unread.has(entry.id)) throw unread.get(entry.id)
    return entry
  }

  async #commit(
    staged: readonly StagedEntry[],
    inHand: Map<ObjectId, GitObject>,
    strangers: ReadonlySet<ObjectId>
  ): Promise<ReadonlyMap<ObjectId, unknown>> {
    const fresh = staged.filter(({ entry }) => !this.ledger.has(entry.id))
    const { objects } = this.#options
    const inline = fresh.flatMap(entry => entry.inline.map(hashedRaw))
    for (const object of inline) inHand.set(object.id, object)
    const store = pendingFirst(objects, inHand)
    const { read, unread } = await this.facts.of(fresh, store, strangers)
    // What cannot be read now is stored all the same: it may be taken in later.
    const heads = read.map(({ entry }) => entry)
    await this.entries.store(heads, [...inline, ...fresh.flatMap(({ bytes }) => entryObjects(bytes))])
    await this.#apply(read, 'remote', { objects: store, unread })
    for (const [id, thrown] of unread) this.#sayUnread(id, thrown)
    await this.#takeFound()
    return unread
  }

  /** Inserts durable entries; what cannot be read, and what builds on it, goes to `unread`. */
  async #apply(
    arrived: readonly (LoadedEntry & Arrived)[],
    origin: Applied['origin'],
    { objects, unread, inserted }: { objects: Objects; unread: Map<ObjectId, unknown>; inserted?: () => void }
  ): Promise<void> {
    const updates = arrived.flatMap(({ entry }) => entry.updates)
    await this.#prepare(updates, objects)
    const refs = new Map<RefName, ObjectId | undefined>()
    const changes: Change[] = []
    const whole: (LoadedEntry & Arrived)[] = []
    for (const { entry, bytes, facts: own } of arrived) {
      const facts = await this.#completed(entry, own, objects, unread)
      if (!facts) continue
      const change = this.ledger.insert(entry, facts)
      sayTaken(this.#options.logger, entry, change)
      if (change.standing === 'newer') continue
      whole.push({ entry, bytes, facts })
      changes.push(change)
      for (const [ref, { new: value }] of change.refs) refs.set(ref, value)
    }
    if (whole.length > 0) inserted?.()
    this.#view.show(refs.keys())
    const entries = whole.map(({ entry }) => entry)
    this.lacking.applied(refs, entries)
    await this.#tell({ entries, refs, changes, origin })
    await this.#save(whole)
  }

  async #completed(
    entry: Entry,
    own: Facts,
    objects: Objects,
    unread: Map<ObjectId, unknown>
  ): Promise<Facts | undefined> {
    try {
      const failure = failureBelow(entry, unread)
      if (failure !== undefined) throw failure
      return await this.facts.completeOf(entry, own, objects)
    } catch (thrown) {
      unread.set(entry.id, thrown)
      return undefined
    }
  }

  #sayUnread(id: ObjectId, thrown: unknown): void {
    const { code, message, reason } = toKubeError(thrown)
    this.#options.logger.log('error', 'an entry cannot be taken in now', { id, code, reason: reason || message })
  }

  async #prepare(updates: readonly RefUpdate[], objects: Objects): Promise<void> {
    for (const prepare of this.#preparers) await prepare({ updates, objects })
  }

  async #tell(news: Omit<Applied, 'position'>): Promise<void> {
    await this.#followers.tell({ ...news, position: this.ledger.position })
  }

  /**
   * Takes in the entries of a checkpoint that are not here: what the state needs then is here, what they once brought need
   * not be. Gives how many there were. @throws KUBE_LEDGER_INVALID; those before it are in, and known to all
   */
  adopt(told: ToldEntries): Promise<number> {
    const take = async (): Promise<number> => {
      const [{ ledger }, { objects }] = [this, this.#options]
      this.facts.tell(told.keys)
      if (told.count === 0) return 0
      await this.#prepare(await valuesHere(told.updates, objects), objects)
      const [before, refsBefore] = [ledger.position, ledger.refsBefore()]
      const single = async ({ entry, facts }: CheckpointEntry): Promise<void> => {
        if (ledger.has(entry.id)) return
        ledger.restore(entry, await this.facts.completeOf(entry, facts, objects))
      }
      ledger.expect(told.count)
      this.entries.endTail()
      const taking = takeParts(told.parts(), ledger, single)
      const failure = await taking.catch((thrown: unknown) => thrown)
      const changes = ledger.changesSince(refsBefore)
      const refs = new Map([...changes].map(([ref, { new: value }]) => [ref, value]))
      this.#view.show(refs.keys())
      // One step for whoever follows: of what lies between nothing is left to read.
      const change: Change = { standing: 'standing', refs: changes, position: ledger.position }
      const last = [...ledger.entries(Math.max(before, ledger.position - 1))]
      await this.#tell({ entries: last, refs, changes: [change], origin: 'remote' })
      if (failure !== undefined) throw failure
      await this.#takeFound()
      this.#findOwnTip()
      return ledger.position - before
    }
    return this.#untilShown(this.#queue.run('remote', () => this.lacking.adopting(take)))
  }

  /** What lay on the disk above something that could not be read comes in with it. */
  async #takeFound(): Promise<void> {
    const found = await this.entries.found(this.ledger)
    if (found.length === 0) return
    await this.#apply(found, 'remote', { objects: this.#options.objects, unread: new Map() })
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

  /**
   * Throws what the state has away, and copies the entries there again. Of records, which are read all the while, those that
   * are whole stay: `Records.rebuild` brings the others.
   */
  async rebuildState(): Promise<void> {
    await this.exclusively(async () => {
      await clearButRecords(this.#options.state)
      await this.entries.copyAll(this.ledger)
    })
  }

  /** Resolves once stock git is shown the state as it is now. */
  shown(): Promise<void> {
    return this.#view.shown()
  }

  /** Ends what would still happen by itself, and waits for what is being written. */
  async close(): Promise<void> {
    this.#followers.stop()
    await this.exclusively(() => this.#view.close())
  }

  /** Goes on from the longest branch of its own chain. */
  #findOwnTip(): void {
    const { self } = this.#options
    const tip = this.ledger.tipOf(self)
    if (tip && tip.id !== this.#ownTip?.id) this.#ownTip = this.ledger.get(tip.id)
  }

  /** After entries of our own chain came from a peer (a home restored from a backup). */
  refreshOwnTip(): Promise<void> {
    return this.#queue.run('local', async () => this.#findOwnTip())
  }
}
