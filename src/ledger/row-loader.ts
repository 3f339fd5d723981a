// Takes entries into the ledger straight from the columns of a checkpoint. Only plain ones: that bring nothing, tell the
// truth about their past, go on where their line ends and may write what they write. That is most, and of these nothing
// else is to be found out by `Ledger.insert` than what is done here.
import { wordsOf } from './columns.ts'
import type { EntryTable, Links } from './entry-table.ts'
import type { Judge, Judgement } from './judge.ts'
import type { PartRows } from './part-rows.ts'
import type { RefTable } from './ref-table.ts'
import { rulesKnown } from './types.ts'

const none = -1

export class RowLoader {
  readonly #table: EntryTable
  readonly #refs: RefTable
  readonly #judge: Judge
  /** Entries that are not later than their past. */
  readonly #floors: ReadonlyMap<number, unknown>
  #rows: PartRows | undefined
  /** By place in the refs of the part: their numbers, -1 as long as nobody asked. */
  #refNumbers = new Int32Array(0)

  constructor(table: EntryTable, refs: RefTable, judge: Judge, floors: ReadonlyMap<number, unknown>) {
    this.#table = table
    this.#refs = refs
    this.#judge = judge
    this.#floors = floors
  }

  /** So many entries will come: columns that grow by doubling are copied once less. */
  reserve(count: number): void {
    this.#table.reserve(count)
  }

  /** Takes in plain entries from one row up to, not with, another. Gives the first row that is not, of which nothing is here. */
  take(
    rows: PartRows,
    from: number,
    end: number,
    entered: (number: number, standing: Judgement['standing']) => void
  ): number {
    for (let row = from; row < end; row++) {
      const links = this.#linksOf(rows, row)
      if (links === undefined || this.has(rows, row)) return row
      const refs = this.#refsOf(rows, row)
      if (!this.#judge.isPlain(links, refs)) return row
      const number = this.#table.addRow(rows.columns, row, links, refs)
      rows.setNumber(row, number)
      entered(number, this.#judge.takePlain(number, links))
    }
    return end
  }

  /** What a plain entry builds on; undefined for one that must be looked at by itself. */
  #linksOf(rows: PartRows, row: number): Links | undefined {
    const { columns } = rows
    const [back, isPlain] = [columns.parent[row]!, rows.isPlain(row) && columns.rules[row] === rulesKnown]
    if (!isPlain || back === 0) return undefined
    const parent = this.#numberAt(rows, row, back)
    if (parent === none || !this.#isNext(rows, row, parent)) return undefined
    const deps: number[] = []
    for (let at = rows.firstDep(row); at < columns.depsEnd[row]!; at++) {
      const dep = this.#numberAt(rows, row, columns.deps[at]!)
      if (dep === none || !this.#isLater(rows, row, dep)) return undefined
      deps.push(dep)
    }
    return { parent, deps }
  }

  /** Whether an entry with the id of the row is here. */
  has(rows: PartRows, row: number): boolean {
    return this.#table.findIn(rows.columns.ids, row) !== undefined
  }

  /**
   * Whether the entry that is here is all that the row says of it, and no more. False as well for one with more to it than
   * a row shows: that is for `sameEntry`.
   */
  isSame(rows: PartRows, row: number): boolean {
    const number = this.#table.findIn(rows.columns.ids, row)
    if (number === undefined || !rows.isPlain(row) || !this.#table.isAs(number, rows.head(row, 0))) return false
    const links = this.#linksAsTold(rows, row)
    if (links === undefined || !this.#table.isRow(number, rows, row, links, this.#refsOf(rows, row))) return false
    rows.setNumber(row, number)
    return true
  }

  #linksAsTold(rows: PartRows, row: number): Links | undefined {
    const { columns } = rows
    const back = columns.parent[row]!
    const parent = back === 0 ? undefined : this.#numberAt(rows, row, back)
    const deps: number[] = []
    for (let at = rows.firstDep(row); at < columns.depsEnd[row]!; at++) {
      deps.push(this.#numberAt(rows, row, columns.deps[at]!))
    }
    return parent === none || deps.includes(none) ? undefined : { parent, deps }
  }

  /** The number of the entry that stands so far back; -1 when it is not here, or is another than its row says. */
  #numberAt(rows: PartRows, row: number, back: number): number {
    const known = rows.numberAt(row, back)
    if (known !== none) return known
    const told = rows.head(row, back)
    const number = this.#table.findIn(wordsOf(told.id), 0) ?? none
    if (number === none || !this.#table.isAs(number, told)) return none
    rows.setNumber(row - back, number)
    return number
  }

  /** Whether the entry follows its parent, where that line ends. */
  #isNext(rows: PartRows, row: number, parent: number): boolean {
    const { columns } = rows
    const place = this.#table.place(parent)
    const line = this.#table.lines.get(place.line)
    return (
      place.sequence + 1 === columns.sequence[row] &&
      this.#table.lines.tipSequence(line) === place.sequence &&
      line.chain === columns.chains[columns.chain[row]!] &&
      this.#isLater(rows, row, parent)
    )
  }

  /** Whether the entry is later than one that it builds on and all before that. */
  #isLater({ columns }: PartRows, row: number, past: number): boolean {
    if (this.#floors.size > 0 && this.#floors.has(past)) return false
    const { wallMs, counter } = this.#table.time(past)
    const own = columns.wallMs[row]!
    return own > wallMs || (own === wallMs && columns.counter[row]! > counter)
  }

  #refsOf(rows: PartRows, row: number): number[] {
    const { columns } = rows
    if (this.#rows !== rows) {
      this.#rows = rows
      this.#refNumbers = new Int32Array(columns.refs.length).fill(none)
    }
    const refs: number[] = []
    for (let at = rows.firstUpdate(row); at < columns.updatesEnd[row]!; at++) {
      const place = columns.updateRef[at]!
      if (this.#refNumbers[place] === none) this.#refNumbers[place] = this.#refs.number(columns.refs[place]!)
      refs.push(this.#refNumbers[place]!)
    }
    return refs
  }
}
