// Takes entries into the ledger straight from the columns of a checkpoint. Only plain ones: that bring nothing, tell the
// truth about their past, go on where their line ends and may write what they write. That is most, and of these nothing
// else is to be found out by `Ledger.insert` than what is done here.
import type { EntryTable, Links } from './entry-table.ts'
import type { Judge, Judgement } from './judge.ts'
import type { PartRows } from './part-rows.ts'
import type { RefTable } from './ref-table.ts'
import { firstRules } from './types.ts'

const none = -1
/** So many are copied at once, though the first may turn out to be none of these. */
const copiedRows = 64
/** What is brought near for these is still there when the last of them is looked at. */
const warmedRows = 256

export class RowLoader {
  readonly #table: EntryTable
  readonly #refs: RefTable
  readonly #judge: Judge
  /** Entries that are not later than their past. */
  readonly #floors: ReadonlyMap<number, unknown>
  /** Number of the newest merge rules that the program knows. */
  readonly #rulesKnown: number
  #rows: PartRows | undefined
  /** By place in the refs of the part: their numbers, -1 as long as nobody asked. */
  #refNumbers = new Int32Array(0)
  /** Of the row at hand: of a million rows new objects each would keep the collector busy. */
  readonly #links: { parent: number; readonly deps: number[] } = { parent: none, deps: [] }
  readonly #refsAtHand: number[] = []
  /** Up to which row of the part ids were brought near. */
  #warmed = 0

  constructor(
    table: EntryTable,
    refs: RefTable,
    judge: Judge,
    floors: ReadonlyMap<number, unknown>,
    rulesKnown: number
  ) {
    this.#table = table
    this.#refs = refs
    this.#judge = judge
    this.#floors = floors
    this.#rulesKnown = rulesKnown
  }

  /** Takes in plain entries from one row up to, not with, another. Gives the first row that is not, of which nothing is here. */
  take(
    rows: PartRows,
    from: number,
    end: number,
    entered: (number: number, standing: Judgement['standing']) => void
  ): number {
    for (let row = from; row < end; ) {
      const last = Math.min(end, row + copiedRows)
      this.#table.beginRows(rows.columns, row, last)
      try {
        row = this.#takeSome(rows, row, last, entered)
      } finally {
        this.#table.endRows()
      }
      if (row < last) return row
    }
    return end
  }

  #takeSome(
    rows: PartRows,
    from: number,
    end: number,
    entered: (number: number, standing: Judgement['standing']) => void
  ): number {
    for (let row = from; row < end; row++) {
      const links = this.#linksOf(rows, row)
      if (links === undefined || this.placeOf(rows, row) !== undefined) return row
      const refs = this.#refsOf(rows, row)
      if (this.#judge.raises.at(links) !== rows.columns.rules[row]) return row
      if (!this.#judge.isPlain(links, refs, rows.columns.details.account(row))) return row
      const number = this.#table.addRow(rows.columns, row, links, refs)
      rows.setNumber(row, number)
      entered(number, this.#judge.takePlain(number, links))
    }
    return end
  }

  /** What a plain entry builds on; undefined for one that must be looked at by itself. */
  #linksOf(rows: PartRows, row: number): Links | undefined {
    const { columns } = rows
    const [back, isPlain] = [columns.parent[row]!, rows.isPlain(row) && this.#isReadable(rows, row)]
    if (!isPlain || back === 0) return undefined
    const parent = this.#numberAt(rows, row, back)
    if (parent === none || !this.#isNext(rows, row, parent)) return undefined
    const links = this.#links
    links.parent = parent
    links.deps.length = 0
    for (let at = rows.firstDep(row); at < columns.depsEnd[row]!; at++) {
      const dep = this.#numberAt(rows, row, columns.deps[at]!)
      if (dep === none || !this.#isLater(rows, row, dep)) return undefined
      links.deps.push(dep)
    }
    return links
  }

  /** Whether the program knows its rules, and it has more than its place. */
  #isReadable(rows: PartRows, row: number): boolean {
    const { rules, updatesEnd } = rows.columns
    if (rules[row] === firstRules) return true
    return rules[row]! <= this.#rulesKnown && updatesEnd[row]! > rows.firstUpdate(row)
  }

  #warm(rows: PartRows, row: number): void {
    if (this.#rows === rows && row < this.#warmed && row >= this.#warmed - warmedRows) return
    this.#begin(rows)
    this.#warmed = Math.min(rows.length, row + warmedRows)
    this.#table.warm(rows.columns.ids, row, this.#warmed)
  }

  /** How many entries came before the one with the id of the row; undefined when it is not here. */
  placeOf(rows: PartRows, row: number): number | undefined {
    this.#warm(rows, row)
    return this.#table.findIn(rows.columns.ids, row)
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
    const number = this.#table.findIn(told.id, 0) ?? none
    if (number === none || !this.#table.isAs(number, told)) return none
    rows.setNumber(row - back, number)
    return number
  }

  /** Whether the entry follows its parent, where that line ends. */
  #isNext(rows: PartRows, row: number, parent: number): boolean {
    const { columns } = rows
    const sequence = this.#table.sequence(parent)
    const line = this.#table.lines.get(this.#table.line(parent))
    return (
      sequence + 1 === columns.sequence[row] &&
      this.#table.lines.tipSequence(line) === sequence &&
      line.chain === columns.chains[columns.chain[row]!] &&
      this.#isLater(rows, row, parent)
    )
  }

  /** Whether the entry is later than one that it builds on and all before that. */
  #isLater({ columns }: PartRows, row: number, past: number): boolean {
    if (this.#floors.size > 0 && this.#floors.has(past)) return false
    return this.#table.isBeforeTime(past, columns.wallMs[row]!, columns.counter[row]!)
  }

  #begin(rows: PartRows): void {
    if (this.#rows === rows) return
    this.#rows = rows
    this.#warmed = 0
    this.#refNumbers = new Int32Array(rows.columns.refs.length).fill(none)
  }

  #refsOf(rows: PartRows, row: number): number[] {
    this.#begin(rows)
    const { columns } = rows
    const refs = this.#refsAtHand
    refs.length = 0
    for (let at = rows.firstUpdate(row); at < columns.updatesEnd[row]!; at++) {
      const place = columns.updateRef[at]!
      if (this.#refNumbers[place] === none) this.#refNumbers[place] = this.#refs.numberIn(columns.refs, place)
      refs.push(this.#refNumbers[place]!)
    }
    return refs
  }
}
