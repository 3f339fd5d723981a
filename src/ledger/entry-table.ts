// Every entry of the ledger in columns, by number of arrival: about 110 bytes each, 48 for an update (which has a number
// of its own, a slot), four for a cited head, and its message. `Ledger` says what all of it comes to.
import type { ObjectId } from '../base/types.ts'
import { AccountTable } from './account-table.ts'
import { BytesColumn, IdIndex, Int32Column, NumberColumn, TextColumn, wordsOf } from './columns.ts'
import { byText } from './entry-check.ts'
import type { Lines, Place } from './lines.ts'
import type { PartColumns } from './part-columns.ts'
import type { PartRows } from './part-rows.ts'
import { Slots } from './slots.ts'
import { type ChainHead, type Entry, firstRules, type HybridTime, type RefUpdate } from './types.ts'

/** Numbers of the entries that an entry builds on. */
export interface Links {
  readonly parent: number | undefined
  readonly deps: readonly number[]
}

const none = -1
const known = (row: number): number | undefined => (row === none ? undefined : row)

export class EntryTable {
  readonly lines: Lines
  readonly #refName: (ref: number) => string
  #length = 0
  /** The newest rules that an entry is by of which more than its place is here. */
  rulesMax = firstRules

  readonly #ids = new BytesColumn(20)
  readonly #index = new IdIndex(this.#ids)
  readonly #sha256 = new BytesColumn(32)
  readonly #rules = new Int32Column()
  readonly #line = new Int32Column()
  readonly #sequence = new Int32Column()
  readonly #wallMs = new NumberColumn()
  readonly #counter = new NumberColumn()
  readonly #publishedMs = new NumberColumn()
  readonly #parent = new Int32Column()
  readonly #depsEnd = new Int32Column()
  readonly #deps = new Int32Column()
  readonly #messages = new TextColumn()
  readonly accounts: AccountTable
  readonly #credentials = new Map<number, readonly string[]>()
  /** Of entries of strict realms. */
  readonly #terms = new Map<number, number>()
  /** Entries that say of their past what it is not: as they came. */
  readonly #verbatim = new Map<number, Entry>()
  readonly #slots = new Slots()

  constructor(lines: Lines, refName: (ref: number) => string, seed: number) {
    this.accounts = new AccountTable(seed)
    this.lines = lines
    this.#refName = refName
  }

  get length(): number {
    return this.#length
  }

  /** Number of the entry with this id, undefined when it is not here. */
  find(id: ObjectId): number | undefined {
    return known(this.#index.find(id))
  }

  /** The same by the place at which the id stands among others. */
  findIn(ids: Int32Array, place: number): number | undefined {
    return known(this.#index.findIn(ids, place))
  }

  /** Ids from one place up to, not with, another will be looked for. */
  warm(ids: Int32Array, start: number, end: number): number {
    return this.#index.warm(ids, start, end)
  }

  /** Whether an entry is what somebody says. */
  isAs(number: number, { sha256, chain, sequence }: Pick<Entry, 'sha256' | 'chain' | 'sequence'>): boolean {
    const same = this.#sequence.at(number) === sequence && this.chain(number) === chain
    return same && this.#sha256.isSame(number, wordsOf(sha256), 0)
  }

  /** `refs` are the numbers of the refs of its updates; `verbatim` keeps the entry as it is. */
  add(entry: Entry, links: Links, refs: readonly number[], verbatim: boolean): number {
    const number = this.#length++
    this.#ids.pushHex(entry.id)
    this.#index.add(number)
    this.#sha256.push(entry.sha256)
    this.#rules.push(entry.rules)
    if (entry.updates.length > 0) this.rulesMax = Math.max(this.rulesMax, entry.rules)
    this.#sequence.push(entry.sequence)
    this.#wallMs.push(entry.time.wallMs)
    this.#counter.push(entry.time.counter)
    this.#publishedMs.push(entry.publishedMs)
    this.#messages.push(entry.message)
    this.accounts.push(entry.account)
    if (entry.credentials.length > 0) this.#credentials.set(number, entry.credentials)
    if (entry.term !== undefined) this.#terms.set(number, entry.term)
    if (verbatim) this.#verbatim.set(number, entry)
    this.#slots.add(number, entry.updates, refs)
    this.#addLinks(number, entry, links)
    return number
  }

  /** Copies rows at once that `addRow` then adds one by one; `endRows` takes away those that it did not. */
  beginRows(part: PartColumns, from: number, end: number): void {
    this.#ids.pushRows(part.ids, from, end)
    this.#sha256.pushRows(part.sha256, from, end)
    this.#rules.pushAll(part.rules.subarray(from, end))
    this.#sequence.pushAll(part.sequence.subarray(from, end))
    this.#wallMs.pushAll(part.wallMs.subarray(from, end))
    this.#counter.pushAll(part.counter.subarray(from, end))
    this.#publishedMs.pushAll(part.publishedMs.subarray(from, end))
    this.#slots.beginRows(part, from, end)
  }

  endRows(): void {
    for (const column of [this.#ids, this.#sha256, this.#rules, this.#sequence]) column.cut(this.#length)
    for (const column of [this.#wallMs, this.#counter, this.#publishedMs]) column.cut(this.#length)
    this.#slots.endRows()
  }

  /** As `add`, of an entry that a row says all of, and that goes on where the line of its parent ends. */
  addRow(part: PartColumns, row: number, links: Links, refs: readonly number[]): number {
    const number = this.#length++
    this.#index.add(number)
    this.rulesMax = Math.max(this.rulesMax, part.rules[row]!)
    const message = part.message[row]!
    this.#messages.pushFrom(part.messages.bytes, part.messages.start(message), part.messages.end(message))
    this.accounts.pushRow(part.details.account(row))
    this.#slots.addRow(number, refs)
    const line = this.#line.at(links.parent!)
    this.#parent.push(links.parent!)
    this.#line.push(line)
    this.lines.appendTo(line, number)
    for (const dep of links.deps) {
      this.#deps.push(dep)
      this.lines.cite(line, this.#line.at(dep), this.#sequence.at(dep))
    }
    this.#depsEnd.push(this.#deps.length)
    return number
  }

  /** Whether an entry with these links and refs is what a row says, and no more. */
  isRow(number: number, { columns: part }: PartRows, row: number, links: Links, refs: readonly number[]): boolean {
    const message = part.message[row]!
    return (
      !this.#verbatim.has(number) &&
      !this.#credentials.has(number) &&
      !this.#terms.has(number) &&
      this.accounts.isAs(number, part.details.account(row)) &&
      this.#rules.at(number) === part.rules[row] &&
      this.#wallMs.at(number) === part.wallMs[row] &&
      this.#counter.at(number) === part.counter[row] &&
      this.#publishedMs.at(number) === part.publishedMs[row] &&
      this.parent(number) === links.parent &&
      this.#hasDeps(number, links.deps) &&
      this.#slots.isRow(number, part, row, refs) &&
      this.#messages.isSame(number, part.messages.bytes, part.messages.start(message), part.messages.end(message))
    )
  }

  #hasDeps(number: number, deps: readonly number[]): boolean {
    const start = number === 0 ? 0 : this.#depsEnd.at(number - 1)
    return (
      this.#depsEnd.at(number) - start === deps.length && deps.every((dep, at) => this.#deps.at(start + at) === dep)
    )
  }

  /** So many more entries will come, with an update each. */
  reserve(count: number): void {
    for (const column of [this.#ids, this.#index, this.#sha256, this.#deps, this.#slots]) column.reserve(count)
    for (const column of [this.#wallMs, this.#counter, this.#publishedMs]) column.reserve(count)
    for (const column of [this.#rules, this.#line, this.#sequence, this.#parent, this.#depsEnd]) column.reserve(count)
  }

  #addLinks(number: number, { chain, sequence }: Entry, { parent, deps }: Links): void {
    this.#parent.push(parent ?? none)
    for (const dep of deps) this.#deps.push(dep)
    this.#depsEnd.push(this.#deps.length)
    const before = parent === undefined ? undefined : this.place(parent)
    const cited = deps.map(dep => this.place(dep))
    this.#line.push(this.lines.append(number, chain, sequence, before, cited))
  }

  get(number: number): Entry {
    const verbatim = this.#verbatim.get(number)
    if (verbatim !== undefined) return verbatim
    const parent = this.#parent.at(number)
    const account = this.accounts.get(number)
    const term = this.#terms.get(number)
    return {
      id: this.id(number),
      chain: this.chain(number),
      sequence: this.#sequence.at(number),
      rules: this.#rules.at(number),
      time: this.time(number),
      publishedMs: this.#publishedMs.at(number),
      parent: parent === none ? undefined : this.id(parent),
      deps: this.#depsOf(number),
      updates: [...this.slots(number)].map(slot => this.#update(slot)),
      ...(account && { account }),
      credentials: this.#credentials.get(number) ?? [],
      message: this.#messages.at(number),
      ...(term !== undefined && { term }),
      sha256: this.sha256(number),
      parentSha256: parent === none ? undefined : this.sha256(parent)
    }
  }

  id(number: number): ObjectId {
    return this.#ids.hex(number)
  }

  sha256(number: number): Uint8Array {
    return new Uint8Array(this.#sha256.row(number))
  }

  /** Undefined of an entry that is of no strict realm. */
  term(number: number): number | undefined {
    return this.#terms.get(number)
  }

  /** Whether there is an entry of a strict realm. */
  get hasTerms(): boolean {
    return this.#terms.size > 0
  }

  /** Of an entry above the first rules whose updates nobody looks at (`stripped`). */
  isPlaceAlone(number: number): boolean {
    return this.#rules.at(number) > firstRules && this.firstSlot(number) === this.endSlot(number)
  }

  sequence(number: number): number {
    return this.#sequence.at(number)
  }

  time(number: number): HybridTime {
    return { wallMs: this.#wallMs.at(number), counter: this.#counter.at(number) }
  }

  /** Whether a time is later than that of an entry. */
  isBeforeTime(number: number, wallMs: number, counter: number): boolean {
    const own = this.#wallMs.at(number)
    return own < wallMs || (own === wallMs && this.#counter.at(number) < counter)
  }

  parent(number: number): number | undefined {
    return known(this.#parent.at(number))
  }

  line(number: number): number {
    return this.#line.at(number)
  }

  place(number: number): Place {
    return { line: this.#line.at(number), sequence: this.#sequence.at(number) }
  }

  chain(number: number): string {
    return this.lines.get(this.#line.at(number)).chain
  }

  head(number: number): ChainHead {
    return { chain: this.chain(number), sequence: this.#sequence.at(number), id: this.id(number) }
  }

  /** Whether `past` is `entry` or in its causal past. */
  reaches(entry: number, past: number): boolean {
    return this.lines.seenBy(this.place(entry), this.line(past)) >= this.#sequence.at(past)
  }

  /** Whether `past` is in the causal past of `entry`, which is not in its own. */
  isBefore(past: number, entry: number): boolean {
    return past !== entry && this.reaches(entry, past)
  }

  /** Whether an entry is `last` or one before it on its very branch. */
  isOnBranch(entry: number, last: number): boolean {
    const place = this.place(entry)
    for (let at: number | undefined = last; at !== undefined && this.chain(at) === this.chain(entry); ) {
      const { line, sequence } = this.place(at)
      if (line === place.line) return place.sequence <= sequence
      at = this.parent(this.lines.get(line).entries.at(0))
    }
    return false
  }

  /** Hybrid time, chain id, entry id: below zero when `a` is earlier. */
  compare(a: number, b: number): number {
    const time = this.#wallMs.at(a) - this.#wallMs.at(b) || this.#counter.at(a) - this.#counter.at(b)
    if (time !== 0) return time
    return byText(this.chain(a), this.chain(b)) || this.#ids.compare(a, b)
  }

  /** Numbers of its updates. */
  *slots(number: number): Generator<number> {
    for (let slot = this.firstSlot(number); slot < this.endSlot(number); slot++) yield slot
  }

  firstSlot(number: number): number {
    return this.#slots.first(number)
  }

  endSlot(number: number): number {
    return this.#slots.end(number)
  }

  refOfSlot(slot: number): number {
    return this.#slots.ref(slot)
  }

  entryOfSlot(slot: number): number {
    return this.#slots.entry(slot)
  }

  /** Whether the update sets a value; no update sets none. */
  hasNew(slot: number | undefined): boolean {
    return slot !== undefined && this.#slots.hasNew(slot)
  }

  isNewOfSlot(slot: number, id: Int32Array): boolean {
    return this.#slots.isNew(slot, id)
  }

  areSameNew(a: number | undefined, b: number | undefined): boolean {
    if (a === undefined || b === undefined) return !this.hasNew(a) && !this.hasNew(b)
    return this.#slots.areSameNew(a, b)
  }

  /** The value that an update sets; undefined when it deletes. */
  newOfSlot(slot: number): ObjectId | undefined {
    return this.#slots.new(slot)
  }

  /** The value that an update found; undefined when there was none. */
  oldOfSlot(slot: number): ObjectId | undefined {
    return this.#slots.old(slot)
  }

  #update(slot: number): RefUpdate {
    return { ref: this.#refName(this.refOfSlot(slot)), old: this.oldOfSlot(slot), new: this.newOfSlot(slot) }
  }

  #depsOf(number: number): ChainHead[] {
    const heads: ChainHead[] = []
    const start = number === 0 ? 0 : this.#depsEnd.at(number - 1)
    for (let at = start; at < this.#depsEnd.at(number); at++) heads.push(this.head(this.#deps.at(at)))
    return heads
  }
}
