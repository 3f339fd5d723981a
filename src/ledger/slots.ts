// Updates of all entries in columns: each has a number of its own, a slot. 48 bytes for one.
import type { ObjectId } from '../base/types.ts'
import { BytesColumn, Int32Column } from './columns.ts'
import type { PartColumns } from './part-columns.ts'
import type { RefUpdate } from './types.ts'

export class Slots {
  /** By entry: where its slots end. */
  readonly #ends = new Int32Column()
  readonly #ref = new Int32Column()
  readonly #entry = new Int32Column()
  readonly #old = new BytesColumn(20)
  readonly #new = new BytesColumn(20)

  /** Every entry in turn; `refs` are the numbers of the refs of its updates. */
  add(entry: number, updates: readonly RefUpdate[], refs: readonly number[]): void {
    for (const [at, update] of updates.entries()) {
      this.#ref.push(refs[at]!)
      this.#entry.push(entry)
      this.#old.pushHex(update.old)
      this.#new.pushHex(update.new)
    }
    this.#ends.push(this.#ref.length)
  }

  /** See `EntryTable.beginRows`. */
  beginRows(part: PartColumns, from: number, end: number): void {
    const [first, last] = [from === 0 ? 0 : part.updatesEnd[from - 1]!, part.updatesEnd[end - 1]!]
    this.#old.pushRows(part.old, first, last)
    this.#new.pushRows(part.new, first, last)
  }

  endRows(): void {
    this.#old.cut(this.#ref.length)
    this.#new.cut(this.#ref.length)
  }

  /** As `add`, of the entry in the next row. */
  addRow(entry: number, refs: readonly number[]): void {
    for (let at = 0; at < refs.length; at++) {
      this.#ref.push(refs[at]!)
      this.#entry.push(entry)
    }
    this.#ends.push(this.#ref.length)
  }

  /** Whether an entry has the updates of a row. */
  isRow(entry: number, part: PartColumns, row: number, refs: readonly number[]): boolean {
    const [first, start] = [this.first(entry), part.updatesEnd[row]! - refs.length]
    if (this.end(entry) - first !== refs.length) return false
    return refs.every((ref, at) => {
      const same = this.#ref.at(first + at) === ref && this.#old.isSame(first + at, part.old, start + at)
      return same && this.#new.isSame(first + at, part.new, start + at)
    })
  }

  /** So many more entries will come, with an update each. */
  reserve(count: number): void {
    for (const column of [this.#ends, this.#ref, this.#entry]) column.reserve(count)
    for (const column of [this.#old, this.#new]) column.reserve(count)
  }

  first(entry: number): number {
    return entry === 0 ? 0 : this.#ends.at(entry - 1)
  }

  end(entry: number): number {
    return this.#ends.at(entry)
  }

  ref(slot: number): number {
    return this.#ref.at(slot)
  }

  entry(slot: number): number {
    return this.#entry.at(slot)
  }

  hasNew(slot: number): boolean {
    return !this.#new.isZero(slot)
  }

  /** Whether it sets a ref to the id of these words (`wordsOf`). */
  isNew(slot: number, id: Int32Array): boolean {
    return this.#new.isSame(slot, id, 0)
  }

  areSameNew(a: number, b: number): boolean {
    return this.#new.areSame(a, b)
  }

  new(slot: number): ObjectId | undefined {
    return this.#new.isZero(slot) ? undefined : this.#new.hex(slot)
  }

  old(slot: number): ObjectId | undefined {
    return this.#old.isZero(slot) ? undefined : this.#old.hex(slot)
  }
}
