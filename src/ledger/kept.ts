// What lost and is not settled. An entry that was set aside is settled on a ref once a standing entry that has it in
// its causal past writes the ref; of the others, those that no other loser on the ref has in its past are kept.
import type { ObjectId, RefName } from '../base/types.ts'
import type { EntryTable } from './entry-table.ts'
import type { Merge } from './merge.ts'
import type { RefTable } from './ref-table.ts'

/** Digits of an entry's id that name its conflict. */
const idLength = 12

export class Kept {
  readonly #table: EntryTable
  readonly #refs: RefTable
  readonly #merge: Merge
  /** By ref: slots of the losers, the earliest first. */
  readonly #slots = new Map<number, readonly number[]>()
  readonly #values = new Map<RefName, ObjectId>()

  constructor(table: EntryTable, refs: RefTable, merge: Merge) {
    this.#table = table
    this.#refs = refs
    this.#merge = merge
  }

  /** Value of a ref below `refs/!conflicts/`. */
  value(ref: RefName): ObjectId | undefined {
    return this.#values.get(ref)
  }

  /** Whether something is kept of losers on the ref. */
  has(ref: number): boolean {
    return this.#slots.has(ref)
  }

  /** How many refs are below `refs/!conflicts/`. */
  get size(): number {
    return this.#values.size
  }

  values(): IterableIterator<[RefName, ObjectId]> {
    return this.#values.entries()
  }

  /** Refs with losers, and their slots. */
  losers(): IterableIterator<[number, readonly number[]]> {
    return this.#slots.entries()
  }

  idOf(slot: number): string {
    return this.#table.id(this.#table.entryOfSlot(slot)).slice(0, idLength)
  }

  /** Where a ref below `refs/!conflicts/` has its value from. */
  slotOf(name: RefName): number | undefined {
    const [, , id, ...rest] = name.split('/')
    const ref = this.#refs.find(`refs/${rest.join('/')}`)
    return ref === undefined ? undefined : this.#slots.get(ref)?.find(slot => this.idOf(slot) === id)
  }

  /** Finds the losers on a ref anew. Gives the refs below `refs/!conflicts/` that it had and has. */
  update(ref: number): { before: ReadonlyMap<RefName, ObjectId>; after: ReadonlyMap<RefName, ObjectId> } {
    const old = this.#slots.get(ref) ?? []
    const slots = this.#find(ref)
    if (slots.length === 0) this.#slots.delete(ref)
    else this.#slots.set(ref, slots)
    const [before, after] = [this.#refsOf(ref, old), this.#refsOf(ref, slots)]
    for (const name of before.keys()) this.#values.delete(name)
    for (const [name, value] of after) this.#values.set(name, value)
    return { before, after }
  }

  // On one line the last writer tells: if it stands, or what stands has seen it, everything before it is settled too.
  #find(ref: number): number[] {
    const table = this.#table
    const winner = this.#refs.value(ref)
    const losers: number[] = []
    for (const line of this.#refs.contested(ref)?.values() ?? []) {
      const slot = line.last()
      const entry = table.entryOfSlot(slot)
      if (this.#merge.stands(entry)) continue
      if (winner !== undefined && table.reaches(table.entryOfSlot(winner), entry)) continue
      losers.push(slot)
    }
    const entries = losers.map(slot => table.entryOfSlot(slot))
    return losers
      .filter((_, at) => !entries.some((other, index) => index !== at && table.reaches(other, entries[at]!)))
      .sort((a, b) => table.compare(table.entryOfSlot(a), table.entryOfSlot(b)))
  }

  // Were the first digits of two losers the same, the later one has the name.
  #refsOf(ref: number, slots: readonly number[]): Map<RefName, ObjectId> {
    const refs = new Map<RefName, ObjectId>()
    for (const slot of slots) {
      const name = `refs/!conflicts/${this.idOf(slot)}/${this.#refs.name(ref).slice('refs/'.length)}`
      const value = this.#table.newOfSlot(slot)
      if (value === undefined) refs.delete(name)
      else refs.set(name, value)
    }
    return refs
  }
}
