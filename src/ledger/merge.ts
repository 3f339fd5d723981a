// Which entries stand (replication.md, Merge): of those that count, from the latest down in (hybrid time, chain id,
// entry id), one that shares a ref with a later concurrent one still standing is set aside whole.
//
// An entry that has all other writers of its refs in its past has no rivals and stands, at a cost of its updates.
// Any other can change what is earlier than itself, among those that its rivals and theirs connect: these are judged
// again, from the latest down, as far as something changes. Void entries never come here. An entry of strict realms is
// later than all that are not: those of before a realm became strict give way to what was accepted there since.
import type { Int32Column } from './columns.ts'
import type { EntryTable } from './entry-table.ts'
import { LatestFirst } from './latest-first.ts'
import type { Contested, RefTable } from './ref-table.ts'

const standing = 0
const aside = 1
/** By a withdrawal: it has lost, whatever its rivals are. */
const struck = 2

export class Merge {
  readonly #table: EntryTable
  readonly #refs: RefTable
  /** By number of the entry. */
  #aside = new Uint8Array(64)

  constructor(table: EntryTable, refs: RefTable) {
    this.#table = table
    this.#refs = refs
  }

  stands(entry: number): boolean {
    return this.#aside[entry] === standing
  }

  /**
   * Takes in an entry that counts. Gives the entries whose standing changed, itself apart; undefined when it has no
   * rival, so that nothing but its own refs can have changed.
   */
  add(entry: number): readonly number[] | undefined {
    this.#reserve(entry)
    let rivals = false
    for (let slot = this.#table.firstSlot(entry); slot < this.#table.endSlot(entry); slot++) {
      if (!this.#refs.addWriter(this.#table, slot)) rivals = true
    }
    return rivals ? this.#settle(entry) : undefined
  }

  /** Takes in an entry that is struck: it is kept, and changes nothing. */
  addStruck(entry: number): void {
    this.#reserve(entry)
    this.#aside[entry] = struck
    for (const slot of this.#table.slots(entry)) {
      this.#refs.addWriter(this.#table, slot)
      this.#refs.contest(this.#table, this.#table.refOfSlot(slot))
    }
  }

  /**
   * Entries were struck, or are no longer. Gives those whose standing changed.
   */
  restrike(entries: readonly number[], isStruck: (entry: number) => boolean): readonly number[] {
    const queue = this.#queue()
    const before = new Map<number, boolean>()
    for (const entry of entries) {
      const stood = this.stands(entry)
      before.set(entry, stood)
      for (const slot of this.#table.slots(entry)) this.#refs.contest(this.#table, this.#table.refOfSlot(slot))
      this.#aside[entry] = isStruck(entry) ? struck : aside
      queue.add(entry)
    }
    // What is struck no longer stands in the way of what is earlier; what no longer is, is judged anew.
    for (const entry of entries) if (before.get(entry)) this.#queueEarlierRivals(entry, queue)
    const changed = this.#run(queue)
    return [...new Set([...entries, ...changed])]
  }

  /** Slot of the causally last standing writer of a contested ref: standing writers of one ref are never concurrent. */
  lastStanding(contested: Contested): number | undefined {
    const table = this.#table
    let best: number | undefined
    for (const slots of contested.values()) {
      for (let at = slots.length - 1; at >= 0; at--) {
        const slot = slots.at(at)
        const entry = table.entryOfSlot(slot)
        if (best !== undefined && table.compare(entry, table.entryOfSlot(best)) < 0) break
        if (!this.stands(entry)) continue
        best = slot
        break
      }
    }
    return best
  }

  #reserve(entry: number): void {
    if (entry < this.#aside.length) return
    const grown = new Uint8Array(2 * Math.max(entry, this.#aside.length))
    grown.set(this.#aside)
    this.#aside = grown
  }

  #settle(first: number): readonly number[] {
    const queue = this.#queue()
    queue.add(first)
    return this.#run(queue, first)
  }

  #run(queue: LatestFirst, first?: number): number[] {
    const changed: number[] = []
    for (let entry = queue.take(); entry !== undefined; entry = queue.take()) {
      if (this.#aside[entry] === struck) continue
      const stands = !this.#hasLaterRival(entry)
      const stood = this.stands(entry)
      // A new entry counted as standing while nobody knew it: to be set aside at once changes nothing for others.
      this.#aside[entry] = stands ? standing : aside
      if (entry !== first && stands !== stood) changed.push(entry)
      if (entry === first ? stands : stands !== stood) this.#queueEarlierRivals(entry, queue)
    }
    return changed
  }

  #queue(): LatestFirst {
    return new LatestFirst((a, b) => this.#compare(a, b))
  }

  /** Above zero when `a` is the later: what is of strict realms, then as `EntryTable.compare`. */
  #compare(a: number, b: number): number {
    const table = this.#table
    const strict = table.hasTerms ? Number(table.term(a) !== undefined) - Number(table.term(b) !== undefined) : 0
    return strict || table.compare(a, b)
  }

  #hasLaterRival(entry: number): boolean {
    for (const [slots, low, high] of this.#rivals(entry)) {
      for (let at = high - 1; at >= low; at--) {
        const rival = this.#table.entryOfSlot(slots.at(at))
        // On a line the earlier have earlier times, but not the less strict realms.
        const isLater = this.#compare(rival, entry) > 0
        if (!isLater && !this.#table.hasTerms) break
        if (isLater && this.stands(rival)) return true
      }
    }
    return false
  }

  #queueEarlierRivals(entry: number, queue: LatestFirst): void {
    for (const [slots, low, high] of this.#rivals(entry)) {
      for (let at = low; at < high; at++) {
        const rival = this.#table.entryOfSlot(slots.at(at))
        const isLater = this.#compare(rival, entry) > 0
        if (isLater && !this.#table.hasTerms) break
        if (!isLater) queue.add(rival)
      }
    }
  }

  /** Concurrent writers of the same refs: on each line they lie between what the entry saw and what saw the entry. */
  *#rivals(entry: number): Generator<[Int32Column, number, number]> {
    const table = this.#table
    const place = table.place(entry)
    for (let slot = table.firstSlot(entry); slot < table.endSlot(entry); slot++) {
      const contested = this.#refs.contested(table.refOfSlot(slot))
      if (contested === undefined) continue
      for (const [line, slots] of contested) {
        if (line === place.line) continue
        const seen = table.lines.seenBy(place, line)
        const low = firstIndex(slots.length, at => table.sequence(table.entryOfSlot(slots.at(at))) > seen)
        const high = firstIndex(slots.length, at => table.reaches(table.entryOfSlot(slots.at(at)), entry), low)
        if (low < high) yield [slots, low, high]
      }
    }
  }
}

/** The first index from `low` on for which `holds`, which then holds for all after it; `length` when there is none. */
function firstIndex(length: number, holds: (index: number) => boolean, low = 0): number {
  let from = low
  let to = length
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}
