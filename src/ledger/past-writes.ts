// What entries did that shows in the state no more, or not everywhere.
import { fromHex } from '../base/bytes.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import { wordsOf } from './columns.ts'
import type { EntryTable } from './entry-table.ts'
import type { Judge } from './judge.ts'
import type { RefTable } from './ref-table.ts'

/** Writers of one ref that are looked at, the latest first: whoever names a value that was never set costs a millisecond. */
const writersAskedMax = 1 << 14

export class PastWrites {
  readonly #table: EntryTable
  readonly #refs: RefTable
  readonly #judge: Pick<Judge, 'struck'>

  constructor(table: EntryTable, refs: RefTable, judge: Pick<Judge, 'struck'>) {
    this.#table = table
    this.#refs = refs
    this.#judge = judge
  }

  /** Whether an entry that is not void set a ref of the graph to this, among some 16,000 of those that wrote it. */
  wasSet(ref: RefName, value: ObjectId): boolean {
    const id = wordsOf(fromHex(value))
    for (const slot of this.#slots(ref)) if (this.#table.isNewOfSlot(slot, id)) return true
    return false
  }

  /** Entries that are not void and wrote a ref of the graph, as many. */
  *writers(ref: RefName): Generator<ObjectId> {
    for (const slot of this.#slots(ref)) yield this.#table.id(this.#table.entryOfSlot(slot))
  }

  /** Entries that a withdrawal or a later term has taken out of the merge, once or twice. */
  *struck(): Generator<ObjectId> {
    for (const entry of this.#judge.struck()) yield this.#table.id(entry)
  }

  *#slots(name: RefName): Generator<number> {
    const ref = this.#refs.find(name)
    if (ref === undefined) return
    let left = writersAskedMax
    for (const slot of this.#refs.writers(ref)) {
      if (left-- === 0) return
      yield slot
    }
  }
}
