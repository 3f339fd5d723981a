// Refs by number, the writers of each, and its value. Most refs are only ever written by entries that had seen all
// writers before: these are calm and cost a link a write. The others are contested and keep their writers by line.
import { Int32Column } from './columns.ts'
import type { EntryTable } from './entry-table.ts'
import { TextIndex } from './text-index.ts'
import type { TextSpans } from './text-spans.ts'

const none = -1

/** Slots of the writers of one ref, by line, in the order of the line. */
export type Contested = ReadonlyMap<number, Int32Column>

export class RefTable {
  readonly #names: string[] = []
  readonly #numbers: TextIndex
  /** Slot of the writer inserted last, and for each slot the writer before, while the ref is calm. */
  readonly #last = new Int32Column()
  readonly #before = new Int32Column()
  /** Slot whose value the ref has. */
  readonly #value = new Int32Column()
  readonly #contested = new Map<number, Map<number, Int32Column>>()

  /** @param seed see `TextIndex` */
  constructor(seed: number) {
    this.#numbers = new TextIndex(this.#names, seed)
  }

  get length(): number {
    return this.#names.length
  }

  find(name: string): number | undefined {
    return this.#numbers.find(name)
  }

  name(ref: number): string {
    return this.#names[ref]!
  }

  /** Number of the ref, made when it has none. */
  number(name: string): number {
    return this.#numbers.find(name) ?? this.#add(name)
  }

  /** The same of one that stands among texts: that most are known costs no string. */
  numberIn(texts: TextSpans, place: number): number {
    return this.#numbers.findIn(texts, place) ?? this.#add(texts.at(place))
  }

  #add(name: string): number {
    const number = this.#names.length
    this.#names.push(name)
    this.#numbers.addLast()
    this.#last.push(none)
    this.#value.push(none)
    return number
  }

  /** Slot of the standing writer that is causally last. */
  value(ref: number): number | undefined {
    const slot = this.#value.at(ref)
    return slot === none ? undefined : slot
  }

  /** The slots of all refs as they are now, -1 for none. */
  values(): Int32Array {
    return this.#value.copy()
  }

  setValue(ref: number, slot: number | undefined): void {
    this.#value.set(ref, slot ?? none)
  }

  contested(ref: number): Contested | undefined {
    return this.#contested.get(ref)
  }

  /** Adds a writer that counts. Gives whether it has every other writer of the ref in its causal past. */
  addWriter(table: EntryTable, slot: number): boolean {
    const ref = table.refOfSlot(slot)
    const entry = table.entryOfSlot(slot)
    const contested = this.#contested.get(ref)
    if (contested !== undefined) {
      append(contested, table, slot)
      return this.#seesTails(contested, table, entry)
    }
    const last = this.#last.at(ref)
    while (this.#before.length <= slot) this.#before.push(none)
    if (last === none || table.reaches(entry, table.entryOfSlot(last))) {
      this.#before.set(slot, last)
      this.#last.set(ref, slot)
      return true
    }
    append(this.contest(table, ref), table, slot)
    return false
  }

  /** Keeps the writers of the ref by line from now on. */
  contest(table: EntryTable, ref: number): Map<number, Int32Column> {
    const known = this.#contested.get(ref)
    if (known !== undefined) return known
    const slots: number[] = []
    for (let slot = this.#last.at(ref); slot !== none; slot = this.#before.at(slot)) slots.push(slot)
    const contested = new Map<number, Int32Column>()
    for (const slot of slots.reverse()) append(contested, table, slot)
    this.#contested.set(ref, contested)
    return contested
  }

  /** Slots of all writers that count or are struck: in no order. */
  *writers(ref: number): Generator<number> {
    const contested = this.#contested.get(ref)
    if (contested === undefined) {
      for (let slot = this.#last.at(ref); slot !== none; slot = this.#before.at(slot)) yield slot
      return
    }
    for (const slots of contested.values()) for (let at = slots.length - 1; at >= 0; at--) yield slots.at(at)
  }

  #seesTails(contested: Contested, table: EntryTable, entry: number): boolean {
    for (const slots of contested.values()) {
      if (!table.reaches(entry, table.entryOfSlot(slots.last()))) return false
    }
    return true
  }
}

function append(contested: Map<number, Int32Column>, table: EntryTable, slot: number): void {
  const { line } = table.place(table.entryOfSlot(slot))
  const slots = contested.get(line)
  if (slots !== undefined) {
    slots.push(slot)
    return
  }
  const first = new Int32Column()
  first.push(slot)
  contested.set(line, first)
}
