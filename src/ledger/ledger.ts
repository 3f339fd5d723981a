// The ledger: the entries of all chains, and the state that they make (replication.md). Pure; entries come in any
// order in which each follows what it builds on, and the state is the same for the same set.
import { KubeError } from '../base/errors.ts'
import { didOfKey } from '../base/identity.ts'
import type { ObjectId, PeerId, RefName } from '../base/types.ts'
import { Chains } from './chains.ts'
import { observe } from './clock.ts'
import { EntryTable, type Links } from './entry-table.ts'
import { invalid } from './failure.ts'
import { Judge, type Judgement } from './judge.ts'
import { Kept } from './kept.ts'
import { mayShow } from './key-files.ts'
import { Lines } from './lines.ts'
import { Merge } from './merge.ts'
import { type Floors, linksOf, misfit, misplaced, pastTime } from './misfit.ts'
import type { PartRows } from './part-rows.ts'
import { PastWrites } from './past-writes.ts'
import { RefTable } from './ref-table.ts'
import type { Denial } from './rights.ts'
import { RowLoader } from './row-loader.ts'
import { Rules, stripped } from './rules.ts'
import { type Changes, type RefsBefore, type RemovedRef, StateRefs } from './state-refs.ts'
import {
  type Change,
  type Conflict,
  type Entry,
  type Facts,
  type Grant,
  type HybridTime,
  type KeyFile,
  type KeysInFile,
  type Order,
  type RefUpdate,
  rulesKnown,
  type Standing
} from './types.ts'

interface Arrival {
  readonly entry: Entry
  readonly facts: Facts
  readonly links: Links
  /** In which way it is none. */
  readonly wrong: string | undefined
  /** The latest hybrid time of its causal past. */
  readonly past: HybridTime | undefined
}

/**
 * The entries of a subnet and their state. Entries are kept in columns, not as objects: measured on Node 24 with one
 * update and one to three cited heads an entry, 250 to 350 bytes each (10^6 entries over 10^4 refs: 230 MB; a ref of its
 * own for each: 340 MB), 8 bytes more for each line of which it saw something new. An entry that has all other writers
 * of its refs in its past costs its updates (7 to 10 µs with one); any other costs what it is concurrent with.
 */
export class Ledger extends Chains {
  readonly #refs: RefTable
  readonly #table: EntryTable
  readonly #merge: Merge
  readonly #kept: Kept
  readonly #state: StateRefs
  readonly #judge: Judge
  /** Which merge rules are in force. */
  readonly rules: Rules
  /** Entries as the columns of a checkpoint have them. */
  readonly rows: RowLoader
  readonly writes: PastWrites
  readonly #floors: Floors = new Map()
  /** Of entries that brought some; without files of keys, which several show. */
  readonly #facts = new Map<number, Facts>()
  readonly seed: number
  #latest: HybridTime | undefined
  /** The entry in the middle of which it failed. */
  #halfTaken: { readonly id: ObjectId; readonly cause: unknown } | undefined

  /**
   * @param options.subnet raw public key of the subnet root
   * @param options.seed any number that other machines do not know; see `TextIndex`
   * @param options.rulesKnown number of the newest merge rules that the program knows
   * @throws KUBE_KEY_INVALID
   */
  constructor(options: { readonly subnet: Uint8Array; readonly seed?: number; readonly rulesKnown?: number }) {
    const { seed = 0 } = options
    const [refs, lines] = [new RefTable(seed), new Lines()]
    super(lines, new EntryTable(lines, ref => refs.name(ref), seed))
    this.seed = seed
    this.#refs = refs
    this.#table = this.table
    this.#merge = new Merge(this.table, refs)
    this.#kept = new Kept(this.table, refs, this.#merge)
    this.#state = new StateRefs(this.table, refs, this.#merge, this.#kept)
    this.#judge = new Judge(didOfKey(options.subnet), this.table, refs)
    this.writes = new PastWrites(this.table, refs, this.#judge)
    this.rules = new Rules(this.table, this.#floors, this.#judge.raises, this.newer, options.rulesKnown ?? rulesKnown)
    this.rows = new RowLoader(this.table, refs, this.#judge, this.#floors, this.rules.known)
  }

  /**
   * Takes in an entry that `decodeEntry` gave and whose parent and cited heads are here. `facts` are what its own updates
   * bring, with the files of keys that it shows. An entry that is here already changes nothing.
   * @throws KUBE_LEDGER_INVALID when something that it builds on is not here, KUBE_INTERNAL once it has failed in the middle of one
   */
  insert(entry: Entry, facts: Facts): Change {
    const known = this.#table.find(entry.id)
    if (known !== undefined) return this.#change(known, new Map())
    const changes: NonNullable<Changes> = new Map()
    const number = this.#take(entry, facts, changes)
    if (number !== undefined) return this.#change(number, changes)
    return { standing: 'newer', refs: changes, position: this.#table.length }
  }

  /** As `insert`, for whoever does not ask what changes: an entry that is loaded. */
  restore(entry: Entry, facts: Facts): void {
    if (!this.has(entry.id)) this.#take(entry, facts, undefined)
  }

  /**
   * As `restore` of the entries of a checkpoint, from one row up to, not with, another, and as far as they bring nothing
   * that must be looked at. Gives the row at which it ended: that entry is for `restore`.
   * @throws KUBE_INTERNAL as `insert`
   */
  takeRows(rows: PartRows, from: number, end: number): number {
    this.#assertWhole()
    try {
      return this.rows.take(rows, from, end, (number, standing) => this.#place(number, standing, undefined))
    } catch (cause) {
      this.#halfTaken = { id: 'a row of a checkpoint', cause }
      throw cause
    }
  }

  #assertWhole(): void {
    if (this.#halfTaken === undefined) return
    const { id, cause } = this.#halfTaken
    throw new KubeError('KUBE_INTERNAL', 'the ledger takes nothing more', { reason: `it failed at ${id}`, cause })
  }

  /** The number of a new entry, which may be void; undefined of one that is newer. */
  #take(entry: Entry, facts: Facts, changes: Changes): number | undefined {
    this.#assertWhole()
    if (this.newer.isBelow(entry)) return this.#keepNewer(entry)
    const links = linksOf(this.#table, entry)
    const past = pastTime(this.#table, this.#floors, links)
    const untrue = misfit(this.#table, entry, links)
    const wrong = untrue ?? misplaced(entry.time, past) ?? this.rules.broken(entry, links)
    if (wrong === undefined && entry.rules > this.rules.known) return this.#keepNewer(entry)
    const place = wrong === undefined ? undefined : stripped(entry)
    const arrival = { entry: place ?? entry, facts: place ? {} : facts, links, wrong, past }
    return this.#enter(arrival, untrue !== undefined, changes)
  }

  /** @throws KUBE_LEDGER_INVALID when something that it builds on is not here */
  #keepNewer(entry: Entry): undefined {
    if (this.newer.has(entry.id)) return
    const [missing] = this.missing(entry)
    if (missing !== undefined) throw invalid(`${missing}, which it builds on, is not here`)
    this.newer.add(entry)
  }

  #enter(arrival: Arrival, isUntrue: boolean, changes: Changes): number {
    const { entry, facts, links } = arrival
    const refs = entry.updates.map(update => this.#refs.number(update.ref))
    try {
      const number = this.#table.add(entry, links, refs, isUntrue)
      const { keys: _, ...own } = facts
      if (Object.keys(own).length > 0) this.#facts.set(number, own)
      this.#weigh(number, arrival, changes)
      return number
    } catch (cause) {
      this.#halfTaken = { id: entry.id, cause }
      throw cause
    }
  }

  #weigh(number: number, { entry, facts, links, wrong, past }: Arrival, changes: Changes): void {
    if (past !== undefined && misplaced(entry.time, past)) this.#floors.set(number, past)
    const { standing, changed } = this.#judge.take(number, entry, facts, links, wrong)
    this.#place(number, standing, changes)
    if (changed.length > 0) {
      this.#state.recompute(
        this.#merge.restrike(changed, other => this.#judge.isStruck(other)),
        changes
      )
    }
  }

  #place(number: number, standing: Judgement['standing'], changes: Changes): void {
    this.#latest = observe(this.#latest, this.#table.time(number))
    if (standing === 'struck') {
      this.#merge.addStruck(number)
      this.#state.addStruck(number, changes)
    } else if (standing === 'counts') this.#state.restore(number, this.#merge.add(number), changes)
  }

  /** Files of keys that an entry shows; one to come that has seen all that is here, where none is given. */
  shownFiles(updates: readonly RefUpdate[], facts: Facts, entry?: Pick<Entry, 'parent' | 'deps'>): KeyFile[] {
    if (!mayShow(updates, facts) || (entry && this.newer.isBelow(entry))) return []
    return this.#judge.shownFiles(updates, facts, entry && linksOf(this.#table, entry))
  }

  /** Undefined: what stands in a file of keys is to be read, and given with the entry that shows it. */
  knowledgeOf(file: KeyFile): { readonly keys: number; readonly isShown: boolean } | undefined {
    return this.#judge.knowledgeOf(file)
  }

  /** What an entry brought when it was inserted, files of keys aside. */
  facts(id: ObjectId): Facts {
    return this.#facts.get(this.#table.find(id) ?? -1) ?? {}
  }

  /** Every file of keys that was read. */
  keys(): Iterable<KeysInFile> {
    return this.#judge.keys()
  }

  /** The latest hybrid time of all entries: what the next entry's must exceed (`tick`). */
  get latest(): HybridTime | undefined {
    return this.#latest
  }

  standing(id: ObjectId): Standing | undefined {
    const number = this.#table.find(id)
    return number === undefined ? undefined : this.#standing(number)
  }

  /** Why an entry is void or struck; undefined when it is neither. */
  reason(id: ObjectId): string | undefined {
    const number = this.#table.find(id)
    return number === undefined ? undefined : this.#judge.reason(number)
  }

  /** Value of a ref of the state; those of kept losers (`refs/!conflicts/…`) included. */
  ref(name: RefName): ObjectId | undefined {
    return this.#state.get(name)
  }

  /** How many refs of the graph have a number. */
  get refsKnown(): number {
    return this.#refs.length
  }

  /** Number of a ref of the graph, the same as long as this ledger lives; undefined when nothing ever wrote it. */
  numberOf(name: RefName): number | undefined {
    return this.#refs.find(name)
  }

  /** Which write a ref of the graph, by its number, has its value from: another number whenever the value changes. */
  writeOf(ref: number): number | undefined {
    return this.#refs.value(ref)
  }

  /** Refs of the state with their values, in no order; kept losers included. Looks at every ref there is. */
  refs(prefix = ''): IterableIterator<[RefName, ObjectId]> {
    return this.#state.entries(prefix)
  }

  /** The refs of the state as a map has them, without the memory of one; always those of now. */
  get values(): Iterable<readonly [RefName, ObjectId]> & Pick<ReadonlyMap<RefName, ObjectId>, 'size' | 'get'> {
    return this.#state
  }

  /** The entry that gave a ref its value, or deleted it; of a kept loser the one that lost. */
  writer(ref: RefName): Entry | undefined {
    const number = this.#refs.find(ref)
    const slot = number === undefined ? this.#kept.slotOf(ref) : this.#refs.value(number)
    return slot === undefined ? undefined : this.#table.get(this.#table.entryOfSlot(slot))
  }

  /** Refs that were deleted, each with the value that it had and when it lost it; in no order. */
  removed(): Iterable<RemovedRef> {
    return this.#state.removed()
  }

  /** What lost and is not settled, by ref, then id. */
  conflicts(): Conflict[] {
    return this.#state.conflicts()
  }

  /** What the refs are now, to ask later what has changed. */
  refsBefore(): RefsBefore {
    return this.#state.before()
  }

  changesSince(before: RefsBefore): Change['refs'] {
    return this.#state.changesSince(before)
  }

  /** SHA-256 over every ref of the state, kept losers included, chain heads not; see `StateDigest`. */
  digest(): string {
    return this.#state.digest()
  }

  /** How a changeset of these refs would be ordered now: `mixed` when some of them are of strict realms. */
  orderOf(updates: readonly Pick<RefUpdate, 'ref'>[]): Order | 'mixed' {
    return this.#judge.orderNow(updates)
  }

  /** The last entry of strict realms that counts: all others that count are in its past. */
  strictTip(): Entry | undefined {
    const tip = this.#judge.strictTip()
    return tip === undefined ? undefined : this.#table.get(tip)
  }

  /** Entries that an account signed with this nonce (32 hex digits), the latest first, among its last thousand. */
  signed(subject: string, nonce: string): ObjectId[] {
    return this.#table.accounts.signed(subject, nonce).map(number => this.#table.id(number))
  }

  /** Valid grants that no revocation has ended, each once; of one subject (a did) when given. */
  grants(subject?: string): Grant[] {
    return this.#judge.grants(subject)
  }

  /** Whether the key of a chain was ever granted anything, in force or not: no entry of another one counts. */
  isGranted(chain: PeerId): boolean {
    return this.#judge.isGranted(chain)
  }

  /** Valid grants in the causal past of an entry, with those that it brought itself. */
  grantsAt(id: ObjectId, subject?: string): Grant[] {
    const number = this.#table.find(id)
    return number === undefined ? [] : this.#judge.grantsAt(number, subject)
  }

  /** Revocations, and rules and files of keys that took something from somebody, as far as they count. */
  withdrawals(): ObjectId[] {
    return [...this.#judge.withdrawals()].map(number => this.#table.id(number)).sort()
  }

  /** Why the next entry of a chain could not make these updates, in the name of an account when one is given. */
  denial(chain: PeerId, updates: readonly RefUpdate[], facts: Facts = {}, account?: string): Denial | undefined {
    return this.#judge.denial(chain, updates, facts, account)
  }

  #standing(number: number): Standing {
    if (this.#judge.isVoid(number)) return 'void'
    if (this.#judge.isFenced(number)) return 'set-aside'
    if (this.#judge.isStruck(number)) return 'struck'
    return this.#merge.stands(number) ? 'standing' : 'set-aside'
  }

  #change(number: number, refs: Change['refs']): Change {
    const reason = this.#judge.reason(number)
    const standing = this.#standing(number)
    return { standing, ...(reason !== undefined && { reason }), refs, position: this.#table.length }
  }
}
