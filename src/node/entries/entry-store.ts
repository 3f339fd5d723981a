// The chains on disk. Truth is git: heads `refs/!kubes/<peer>/!log` (a second branch of a forked chain at
// `…/!fork`, further ones at `…/!fork-<id>`) and the commits they lead to. The state keeps a copy of what was
// verified, so that a start need not read and check each entry again.
import { type KubeError, toKubeError } from '../../base/errors.ts'
import type { Logger, ObjectId, RefName } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry, EntryBytes, Facts, KeysInFile } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import type { State } from '../../ports/state.ts'
import { branchRef, logRef } from './branches.ts'
import { causalOrder } from './causal-order.ts'
import { EntryCache, type LoadedEntry } from './entry-cache.ts'
import { readEntry } from './entry-objects.ts'
import { LedgerTail, type TailOptions } from './ledger-tail.ts'
import { hasAny, headsOf, placeHeads, searchHeads, waitingBelow } from './lost-heads.ts'
import { loadCheckpoints, type RowSink, unreadable } from './taking-rows.ts'

/** Where loaded entries go: the ledger. */
export interface EntrySink extends RowSink {
  has(id: ObjectId): boolean
  missing(entry: Entry): readonly ObjectId[]
  restore(entry: Entry, facts: Facts): void
}

export interface EntryStoreOptions extends TailOptions {
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
  readonly logger: Logger
  /** Whether an entry is in the ledger; with more than its place. */
  readonly isIn: (id: ObjectId) => boolean
  readonly isWhole: (id: ObjectId) => boolean
  /** Checks hashes, bindings and signature. @throws KUBE_LEDGER_INVALID */
  readonly decode: (bytes: EntryBytes) => { entry: Entry }
  /** Reads an entry that was checked before it went into the state. @throws KUBE_LEDGER_INVALID */
  readonly decodeStored: (bytes: Omit<EntryBytes, 'objects'>) => Entry
  readonly factsOf: (entry: Entry) => Promise<Facts>
  /** Takes note of files of keys that came with a checkpoint. */
  readonly told: (keys: Iterable<KeysInFile>) => void
  /** With the files of keys that the ledger lacks for it, once what it builds on is there. */
  readonly completed: (entry: Entry, facts: Facts) => Promise<Facts>
}

/** Entries that a state built anew takes at once. */
const rememberMax = 256

export class EntryStore {
  /** Told of entries that refs are to lead to and that follow on no tip of one: what they build on may not be here. */
  beforeHeads: (entries: readonly Entry[]) => Promise<void> = async () => undefined
  readonly #options: EntryStoreOptions
  readonly #cache: EntryCache
  readonly #tail: LedgerTail
  /** Which ref holds which tip. */
  readonly #tips = new Map<RefName, ObjectId>()
  /** Entries that could not be read, or were missing: what builds on them waits on the disk. */
  readonly #gaps = new Set<ObjectId>()
  /** Refs whose tips the state does not know yet. */
  readonly #moved = new Set<RefName>()

  constructor(options: EntryStoreOptions) {
    this.#options = options
    this.#cache = new EntryCache(options.state, options.logger)
    this.#tail = new LedgerTail(options)
  }

  /**
   * Gives every entry that the heads on disk lead to, each after its parent and deps, one at a time where the state has
   * them. What the state lacks is put there.
   */
  async load(sink: EntrySink): Promise<void> {
    const known = await this.#cache.tips()
    const peek = (id: ObjectId) => this.#peek(id)
    for (const [ref, tip] of await headsOf(known, { ...this.#options, peek })) this.#tips.set(ref, tip)
    const single = (found: LoadedEntry) => this.#give(found, sink)
    const taken = await loadCheckpoints(this.#options, sink, this.#options.told, single)
    const later = await this.#laterThan(known, sink)
    if (later === undefined) {
      this.#options.logger.log('warn', 'the state is of other chains and is made anew')
      await this.#cache.forgetOrder()
    } else await this.#loadLater(taken, sink)
    const rest = await this.#restore(later ?? new Map(), sink)
    // Without a state, and where the order has lost an entry and so all that builds on it.
    rest.push(...(await this.#restore(await this.#aboveWhatIsIn(sink), sink)))
    if (await this.#isAnyLost(sink, known.size > 0 && later !== undefined)) rest.push(...(await this.#searchLost(sink)))
    if (rest.length > 0) {
      for (const [ref, tip] of this.#tips) if (sink.has(tip)) this.#moved.add(ref)
      await this.#remember(rest)
    }
    await this.#extendTail()
  }

  /** Whether objects have to be looked through: for heads that are gone, or what is below an entry that is. */
  async #isAnyLost(sink: EntrySink, hasState: boolean): Promise<boolean> {
    if (this.#tips.size === 0) return hasAny(this.#options.objects)
    const { missing } = await this.lost(sink)
    if (!hasState) return missing.length > 0
    for (const id of missing) if (await this.#peek(id)) return true
    return false
  }

  async #searchLost(sink: EntrySink): Promise<LoadedEntry[]> {
    const { waiting } = await this.lost(sink)
    const { heads, below } = await searchHeads(this.#options, waiting.values())
    for (const [ref, id] of heads) this.#tips.set(ref, id)
    const found = await this.#aboveWhatIsIn(sink)
    for (const id of below) await this.#walk(id, known => sink.has(known), found)
    return this.#restore(found, sink)
  }

  /** Entries that could not be read here, and those that heads lead to and that wait for them. */
  async lost(sink: Pick<EntrySink, 'has'>): Promise<{ missing: ObjectId[]; waiting: ReadonlyMap<ObjectId, Entry> }> {
    if (this.#gaps.size === 0) return { missing: [], waiting: new Map() }
    const waiting = await waitingBelow(this.#tips.values(), id => sink.has(id), { peek: id => this.#peek(id) })
    return { missing: [...this.#gaps].filter(id => !sink.has(id) && !waiting.has(id)), waiting }
  }

  /** Sets the heads on the disk to what they are; gives how many had been others. */
  placeHeads(): Promise<number> {
    return placeHeads(this.#options.refs, this.#tips)
  }

  /** What the state has of entries that are later than the checkpoint. */
  async #loadLater(taken: Awaited<ReturnType<typeof loadCheckpoints>>, sink: EntrySink): Promise<void> {
    const single = (found: LoadedEntry) => this.#give(found, sink)
    const isWhole = taken && (await this.#tail.load(taken.checkpoint, taken.reader, sink, single))
    if (taken) await this.#tail.sweep(taken.checkpoint)
    for await (const id of this.#cache.order(isWhole ? taken?.checkpoint : undefined, id => sink.has(id))) {
      const loaded = await this.#tryLoad(id)
      if (loaded) await this.#give(loaded, sink)
    }
  }

  /** See `LedgerTail.adoptions`. */
  get adoptions(): number {
    return this.#tail.adoptions
  }

  /** A checkpoint has the first entries of the ledger, in its order, unless others were adopted since it was begun. */
  async restOn(checkpoint: string, position: number, adoptions: number): Promise<void> {
    if (adoptions !== this.adoptions) return
    this.#tail.begin(checkpoint, position)
    await this.#extendTail()
  }

  /** Entries have come that are not known by themselves: they are no part of what the state says. */
  endTail(): void {
    this.#tail.end()
  }

  async #extendTail(): Promise<void> {
    const { length } = this.#cache
    if (length !== undefined) await this.#tail.extend(length)
  }

  /** Copies every entry of the ledger into a state that is empty. */
  async copyAll(ledger: Pick<Ledger, 'entries' | 'has' | 'facts'>): Promise<void> {
    this.#cache.startOrder()
    this.endTail()
    for (const [ref, tip] of this.#tips) if (ledger.has(tip)) this.#moved.add(ref)
    await this.#remember(ledger.entries().map(entry => ({ entry, facts: ledger.facts(entry.id) })))
  }

  /** Gives what the sink lacks, as far as its past is there. */
  async #restore(found: ReadonlyMap<ObjectId, LoadedEntry>, sink: EntrySink): Promise<LoadedEntry[]> {
    const ordered: LoadedEntry[] = []
    for (const loaded of causalOrder(found, id => sink.has(id))) {
      const given = await this.#give(loaded, sink)
      if (given) ordered.push(given)
    }
    for (const { entry } of found.values()) {
      if (!sink.has(entry.id)) for (const id of sink.missing(entry)) this.#gaps.add(id)
    }
    return ordered
  }

  /**
   * Gives an entry whose past is there. One whose files of keys cannot be read is left out as though it could not be read
   * itself: judged without them it might come to something else than on other KUBEs.
   */
  async #give({ entry, facts: own }: LoadedEntry, sink: EntrySink): Promise<LoadedEntry | undefined> {
    if (sink.has(entry.id) || sink.missing(entry).length > 0) return undefined
    try {
      const facts = await this.#options.completed(entry, own)
      sink.restore(entry, facts)
      return { entry, facts }
    } catch (thrown) {
      return await this.#leaveOut(entry.id, toKubeError(thrown))
    }
  }

  /** What the heads on disk lead to and these tips do not; undefined when a tip is not among it. */
  async #laterThan(
    known: ReadonlyMap<RefName, ObjectId>,
    sink: EntrySink
  ): Promise<Map<ObjectId, LoadedEntry> | undefined> {
    const found = new Map<ObjectId, LoadedEntry>()
    for (const ref of known.keys()) if (!this.#tips.has(ref)) return undefined
    for (const [ref, tip] of this.#tips) {
      const until = known.get(ref)
      if (!(await this.#walk(tip, id => id === until || sink.has(id), found)) && until !== undefined) return undefined
    }
    return found
  }

  /** Entries on the disk that the sink lacks and can take now: something below them was missing before. In their order. */
  async found(sink: EntrySink): Promise<(LoadedEntry & { bytes: EntryBytes })[]> {
    const filled = [...this.#gaps].filter(id => sink.has(id))
    if (filled.length === 0) return []
    for (const id of filled) this.#gaps.delete(id)
    const found = causalOrder(await this.#aboveWhatIsIn(sink), id => sink.has(id))
    return await Promise.all(found.map(async loaded => ({ ...loaded, bytes: await this.bytes(loaded.entry.id) })))
  }

  /** What the heads on disk lead to, back to what the sink has. */
  async #aboveWhatIsIn(sink: EntrySink): Promise<Map<ObjectId, LoadedEntry>> {
    const found = new Map<ObjectId, LoadedEntry>()
    for (const tip of this.#tips.values()) await this.#walk(tip, id => sink.has(id), found)
    return found
  }

  /** Goes back from a tip; whether it came to the end. */
  async #walk(tip: ObjectId, isEnd: (id: ObjectId) => boolean, found: Map<ObjectId, LoadedEntry>): Promise<boolean> {
    for (let id: ObjectId | undefined = tip; id === undefined || !isEnd(id); ) {
      if (id === undefined || found.has(id)) return false
      const loaded: LoadedEntry | undefined = await this.#tryLoad(id)
      if (!loaded) return false
      found.set(id, loaded)
      id = loaded.entry.parent
    }
    return true
  }

  /** An entry that cannot be read is left out, with all that builds on it: peers have it and send it again. */
  async #tryLoad(id: ObjectId): Promise<LoadedEntry | undefined> {
    try {
      const cached = this.#cache.get(id)
      const entry = cached ? this.#options.decodeStored(cached) : this.#options.decode(await this.read(id)).entry
      const facts = cached && this.#cache.facts(entry)
      return { entry, facts: facts ?? (await this.#options.factsOf(entry)) }
    } catch (thrown) {
      return await this.#leaveOut(id, toKubeError(thrown))
    }
  }

  /** Of what cannot be read; other errors go on. */
  async #leaveOut(id: ObjectId, error: KubeError): Promise<undefined> {
    if (!unreadable.has(error.code)) throw error
    this.#gaps.add(id)
    // Out of the way, or what a peer sends would be taken for here already.
    if (error.code === 'KUBE_OBJECT_DAMAGED') await this.#options.objects.quarantine(id)
    this.#options.logger.log('error', 'an entry of the ledger cannot be read', { id, reason: error.message })
  }

  /** Puts entries that were read from git into the state; what cannot be is read from git again the next time. */
  async #remember(entries: Iterable<LoadedEntry> | AsyncIterable<LoadedEntry>): Promise<void> {
    let part: (LoadedEntry & { bytes: EntryBytes })[] = []
    try {
      for await (const loaded of entries) {
        if (!this.#options.isWhole(loaded.entry.id)) continue
        // One that came with a checkpoint may not have been fetched yet.
        if (!(await this.#options.objects.has(loaded.entry.id))) continue
        part.push({ ...loaded, bytes: await this.bytes(loaded.entry.id) })
        if (part.length < rememberMax) continue
        await this.#cache.add(part, [], 'unseen')
        part = []
      }
      await this.#cache.add(
        part,
        this.#newTips(() => true),
        'unseen'
      )
    } catch (thrown) {
      this.#cache.giveUpOrder()
      const reason = toKubeError(thrown).message
      this.#options.logger.log('warn', 'the state could not be brought up to the chains', { reason })
    }
  }

  /** Tips that the state does not know and that are among its entries now. */
  #newTips(isSaved: (id: ObjectId) => boolean): [RefName, ObjectId][] {
    const tips = [...this.#moved].map((ref): [RefName, ObjectId] => [ref, this.#tips.get(ref)!])
    const saved = tips.filter(([, id]) => isSaved(id))
    for (const [ref] of saved) this.#moved.delete(ref)
    return saved
  }

  /** Copies entries that went into the ledger, in their order, into the state. @throws what the state throws */
  async save(entries: readonly (LoadedEntry & { bytes: EntryBytes })[]): Promise<void> {
    const copied = entries.filter(({ entry }) => this.#options.isWhole(entry.id))
    const ids = new Set(copied.map(({ entry }) => entry.id))
    const tips = this.#newTips(id => ids.has(id))
    await this.#cache.add(copied, tips, 'seen')
    await this.#extendTail()
  }

  /** Another view of the state could not take what came: the next start shall find that the state is not whole. */
  fallBehind(): void {
    this.#cache.giveUpOrder()
  }

  /** The three byte strings of a stored entry. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
  async bytes(id: ObjectId): Promise<EntryBytes> {
    const cached = this.#cache.get(id)
    if (cached === undefined) return await this.read(id)
    const { commit, changeset, objects } = cached
    return { commit, changeset, objects: objects ?? (await this.read(id)).objects }
  }

  /** As `bytes`, from git itself. */
  read(id: ObjectId): Promise<EntryBytes> {
    return readEntry(this.#options.objects, id)
  }

  /** Stores objects, with these entries as the heads of their chains; durable when it resolves. Entries of a chain in order. */
  async store(entries: readonly Entry[], objects: readonly GitObject[]): Promise<void> {
    const moved = new Map<RefName, ObjectId>()
    const coming = new Map(entries.map(entry => [entry.id, entry]))
    const peek = async (id: ObjectId) => coming.get(id) ?? (await this.#peek(id))
    const tips = new Map(this.#tips)
    for (const entry of entries) {
      const ref = await branchRef(entry, { tips, isIn: this.#options.isIn, peek })
      if (ref === undefined) continue
      moved.set(ref, entry.id)
      tips.set(ref, entry.id)
    }
    const isOnTip = ({ chain, parent }: Entry) => this.#tips.get(logRef(chain)) === parent || coming.has(parent ?? '')
    await this.beforeHeads(entries.filter(entry => !isOnTip(entry)))
    await this.#options.objects.write(objects, moved)
    for (const [ref, id] of moved) {
      this.#tips.set(ref, id)
      this.#moved.add(ref)
    }
  }

  /** Gives a branch whose entries all came behind a checkpoint its ref; one that went on has it already. */
  async showHead(tip: Entry | undefined, isTip: boolean): Promise<void> {
    if (tip && isTip && ![...this.#tips.values()].includes(tip.id)) await this.store([tip], [])
  }

  async #peek(id: ObjectId): Promise<Entry | undefined> {
    try {
      return this.#options.decodeStored(this.#cache.get(id) ?? (await this.read(id)))
    } catch (thrown) {
      if (!unreadable.has(toKubeError(thrown).code)) throw thrown
      return undefined
    }
  }
}
