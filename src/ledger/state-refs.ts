// The state as refs: values of the refs of the graph, what is kept of losers, and the digest over both.
import type { ObjectId, RefName } from '../base/types.ts'
import { Int32Column } from './columns.ts'
import { bucketOf, StateDigest } from './digest.ts'
import { byText } from './entry-check.ts'
import type { EntryTable } from './entry-table.ts'
import type { Kept } from './kept.ts'
import type { Merge } from './merge.ts'
import type { RefTable } from './ref-table.ts'
import type { Conflict, HybridTime } from './types.ts'

const none = -1
/** Undefined where nobody asks what changes. */
export type Changes =
  | Map<RefName, { readonly old: ObjectId | undefined; readonly new: ObjectId | undefined }>
  | undefined

/** What the refs were at one moment; see `changesSince`. */
export interface RefsBefore {
  /** By ref of the graph: the slot of its value. */
  readonly slots: Int32Array
  readonly kept: ReadonlyMap<RefName, ObjectId>
}

/** A ref that was deleted, with the value that it had and when it lost it. */
export interface RemovedRef {
  readonly ref: RefName
  readonly last: ObjectId
  readonly time: HybridTime
}

export class StateRefs {
  readonly #table: EntryTable
  readonly #refs: RefTable
  readonly #merge: Merge
  readonly #kept: Kept
  readonly #digest = new StateDigest(
    ref => this.#bucketOf(ref),
    bucket => this.#inBucket(bucket)
  )
  /** By ref: its bucket, and the ref that was put into that bucket before it; by bucket: the ref put in last. */
  readonly #bucket = new Int32Column()
  readonly #next = new Int32Column()
  readonly #first = new Map<number, number>()
  readonly #keptInBucket = new Map<number, Set<RefName>>()
  /** Refs of the graph that have a value. */
  #present = 0

  constructor(table: EntryTable, refs: RefTable, merge: Merge, kept: Kept) {
    this.#table = table
    this.#refs = refs
    this.#merge = merge
    this.#kept = kept
  }

  get(name: RefName): ObjectId | undefined {
    const ref = this.#refs.find(name)
    return ref === undefined ? this.#kept.value(name) : this.#valueOf(ref)
  }

  /** What lost and is not settled, by ref, then id. */
  conflicts(): Conflict[] {
    const conflicts: Conflict[] = []
    for (const [ref, slots] of this.#kept.losers()) {
      const name = this.#refs.name(ref)
      const won = this.get(name)
      for (const slot of slots) {
        const entry = this.#table.id(this.#table.entryOfSlot(slot))
        conflicts.push({ id: this.#kept.idOf(slot), entry, ref: name, won, lost: this.#table.newOfSlot(slot) })
      }
    }
    return conflicts.sort((a, b) => byText(a.ref, b.ref) || byText(a.entry, b.entry))
  }

  get size(): number {
    return this.#present + this.#kept.size
  }

  *[Symbol.iterator](): Generator<[RefName, ObjectId]> {
    yield* this.entries('')
  }

  *entries(prefix: string): Generator<[RefName, ObjectId]> {
    for (let ref = 0; ref < this.#refs.length; ref++) {
      if (!this.#refs.name(ref).startsWith(prefix)) continue
      const value = this.#valueOf(ref)
      if (value !== undefined) yield [this.#refs.name(ref), value]
    }
    for (const [name, value] of this.#kept.values()) if (name.startsWith(prefix)) yield [name, value]
  }

  digest(): string {
    return this.#digest.get()
  }

  /** Refs that were deleted. */
  *removed(): Generator<RemovedRef> {
    for (let ref = 0; ref < this.#refs.length; ref++) {
      const slot = this.#refs.value(ref)
      if (slot === undefined || this.#table.hasNew(slot)) continue
      const last = this.#table.oldOfSlot(slot)
      const time = this.#table.time(this.#table.entryOfSlot(slot))
      if (last !== undefined) yield { ref: this.#refs.name(ref), last, time }
    }
  }

  /** Four bytes a ref: for whoever takes in so much that to note each change would be most of the work. */
  before(): RefsBefore {
    return { slots: this.#refs.values(), kept: new Map(this.#kept.values()) }
  }

  /** Every ref whose value is another than it was. */
  changesSince({ slots, kept }: RefsBefore): NonNullable<Changes> {
    const changes: NonNullable<Changes> = new Map()
    for (let ref = 0; ref < this.#refs.length; ref++) {
      const [slot, now] = [slots[ref] ?? none, this.#refs.value(ref)]
      const before = slot === none ? undefined : slot
      if (before === now || this.#table.areSameNew(before, now)) continue
      const old = before === undefined ? undefined : this.#table.newOfSlot(before)
      changes.set(this.#refs.name(ref), { old, new: this.#valueOf(ref) })
    }
    for (const name of new Set([...kept.keys(), ...[...this.#kept.values()].map(([name]) => name)])) {
      const [old, value] = [kept.get(name), this.#kept.value(name)]
      if (old !== value) changes.set(name, { old, new: value })
    }
    return changes
  }

  /** Brings the state up to date with an entry that was just given to `Merge.add`, which gave `changed`. */
  restore(entry: number, changed: readonly number[] | undefined, changes?: Changes): void {
    if (changed === undefined) this.#advance(entry, changes)
    else if (changed.length === 0 && !this.#merge.stands(entry)) this.#keep(entry, changes)
    else this.#recompute([entry, ...changed], changes)
  }

  /** Takes in an entry that is struck. */
  addStruck(entry: number, changes?: Changes): void {
    this.#keep(entry, changes)
  }

  /** Brings the state up to date with what `Merge.restrike` gave. */
  recompute(entries: readonly number[], changes?: Changes): void {
    this.#recompute(entries, changes)
  }

  /** The entry stands, and everything else that writes its refs is in its past. */
  #advance(entry: number, changes: Changes): void {
    for (let slot = this.#table.firstSlot(entry); slot < this.#table.endSlot(entry); slot++) {
      const ref = this.#table.refOfSlot(slot)
      this.#setValue(ref, slot, changes)
      if (this.#kept.has(ref)) this.#updateKept(ref, changes)
    }
  }

  /** The entry was set aside, and nothing else came of it. */
  #keep(entry: number, changes: Changes): void {
    for (const slot of this.#table.slots(entry)) {
      const ref = this.#table.refOfSlot(slot)
      this.#refs.contest(this.#table, ref)
      this.#updateKept(ref, changes)
    }
  }

  #recompute(entries: readonly number[], changes: Changes): void {
    const slots = new Map<number, number>()
    for (const entry of entries) {
      for (const slot of this.#table.slots(entry)) {
        const ref = this.#table.refOfSlot(slot)
        if (!this.#merge.stands(entry)) this.#refs.contest(this.#table, ref)
        slots.set(ref, slot)
      }
    }
    for (const [ref, slot] of slots) {
      // A calm ref has one line of writers that all stand; what is new there is the last of them.
      const contested = this.#refs.contested(ref)
      this.#setValue(ref, contested === undefined ? slot : this.#merge.lastStanding(contested), changes)
      this.#updateKept(ref, changes)
    }
  }

  #setValue(ref: number, slot: number | undefined, changes: Changes): void {
    const before = this.#refs.value(ref)
    if (before === slot) return
    this.#refs.setValue(ref, slot)
    if (this.#table.areSameNew(before, slot)) return
    if (!this.#table.hasNew(before)) this.#present++
    else if (!this.#table.hasNew(slot)) this.#present--
    this.#digest.touch(ref)
    if (changes === undefined) return
    const old = before === undefined ? undefined : this.#table.newOfSlot(before)
    note(changes, this.#refs.name(ref), old, this.#valueOf(ref))
  }

  #updateKept(ref: number, changes: Changes): void {
    const { before, after } = this.#kept.update(ref)
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const [old, value] = [before.get(name), after.get(name)]
      if (old === value) continue
      note(changes, name, old, value)
      this.#touchKept(name, value !== undefined)
    }
  }

  #touchKept(name: RefName, present: boolean): void {
    const bucket = bucketOf(name)
    const names = this.#keptInBucket.get(bucket) ?? new Set()
    if (present) names.add(name)
    else names.delete(name)
    if (names.size === 0) this.#keptInBucket.delete(bucket)
    else this.#keptInBucket.set(bucket, names)
    this.#digest.touchBucket(bucket)
  }

  #valueOf(ref: number): ObjectId | undefined {
    const slot = this.#refs.value(ref)
    return slot === undefined ? undefined : this.#table.newOfSlot(slot)
  }

  #bucketOf(ref: number): number {
    while (this.#bucket.length <= ref) {
      this.#bucket.push(none)
      this.#next.push(none)
    }
    const known = this.#bucket.at(ref)
    if (known !== none) return known
    const bucket = bucketOf(this.#refs.name(ref))
    this.#bucket.set(ref, bucket)
    this.#next.set(ref, this.#first.get(bucket) ?? none)
    this.#first.set(bucket, ref)
    return bucket
  }

  *#inBucket(bucket: number): Generator<[RefName, ObjectId]> {
    for (let ref = this.#first.get(bucket) ?? none; ref !== none; ref = this.#next.at(ref)) {
      const value = this.#valueOf(ref)
      if (value !== undefined) yield [this.#refs.name(ref), value]
    }
    for (const name of this.#keptInBucket.get(bucket) ?? []) yield [name, this.#kept.value(name)!]
  }
}

/** A ref may change twice with one entry, and so not at all. */
function note(changes: Changes, name: RefName, old: ObjectId | undefined, value: ObjectId | undefined): void {
  const first = changes?.get(name)
  const before = first === undefined ? old : first.old
  if (before === value) changes?.delete(name)
  else changes?.set(name, { old: before, new: value })
}
