// Who had seen what. Entries of one chain, each the parent of the next, are a line; where a chain forks, a branch is
// a line of its own. A line has a number by order of arrival, which is local and never reaches a result.
import type { PeerId } from '../base/types.ts'
import { Int32Column } from './columns.ts'

/** A number that only grows along a line: the sequence at which it became what it is. */
class Steps {
  /** Sequence, value; sequence, value; … Not a column: there are ten a line for each entry that hears of ten others. */
  #pairs = new Int32Array(4)
  #length = 0

  raise(sequence: number, value: number): void {
    if (this.#length > 0 && this.#pairs[this.#length - 2] === sequence) {
      this.#pairs[this.#length - 1] = value
      return
    }
    if (this.#length === this.#pairs.length) {
      const grown = new Int32Array(2 * this.#length)
      grown.set(this.#pairs)
      this.#pairs = grown
    }
    this.#pairs[this.#length++] = sequence
    this.#pairs[this.#length++] = value
  }

  /** The value at `sequence`, 0 before the first step. */
  at(sequence: number): number {
    let low = 0
    let high = this.#length / 2
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#pairs[2 * middle]! <= sequence) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : this.#pairs[2 * low - 1]!
  }
}

const pageBits = 6
const pageSize = 1 << pageBits

/** What a line has seen of so many others. */
interface Page {
  /** The highest sequence of each that its tip has in its past; 0 for none. */
  readonly seen: Int32Array
  /** How `seen` came to be. */
  readonly steps: (Steps | undefined)[]
}

export interface Line {
  readonly number: number
  readonly chain: PeerId
  /** Sequence of its first entry. */
  readonly start: number
  /** Entry numbers, by sequence from `start`. */
  readonly entries: Int32Column
  /** By other line, in pages: where there are many chains, most have seen few. */
  readonly pages: (Page | undefined)[]
}

/** Place of an entry: a line, and a sequence on it. */
export interface Place {
  readonly line: number
  readonly sequence: number
}

/**
 * Vector clocks over lines, kept as what each entry changed against its parent: eight bytes for each line of which
 * an entry saw something new, and some hundred for each pair of lines of which one has seen the other.
 */
export class Lines {
  readonly #lines: Line[] = []
  readonly #byChain = new Map<PeerId, Line[]>()

  get all(): readonly Line[] {
    return this.#lines
  }

  ofChain(chain: PeerId): readonly Line[] {
    return this.#byChain.get(chain) ?? []
  }

  get(number: number): Line {
    return this.#lines[number]!
  }

  tipSequence(line: Line): number {
    return line.start + line.entries.length - 1
  }

  /** Gives the entry its place; `past` are parent (first, if there is one) and cited heads. */
  append(entry: number, chain: PeerId, sequence: number, parent: Place | undefined, deps: readonly Place[]): number {
    const line = this.#goOn(chain, sequence, parent) ?? this.#begin(chain, sequence)
    line.entries.push(entry)
    if (parent !== undefined) this.#join(line, sequence, parent.line, parent.sequence)
    for (const dep of deps) this.#join(line, sequence, dep.line, dep.sequence)
    return line.number
  }

  /** As `append`, of an entry that goes on where a line ends; what it cites follows by `cite`. */
  appendTo(line: number, entry: number): void {
    this.#lines[line]!.entries.push(entry)
  }

  /** The last entry of a line has this place, which is not on the line, and its past in its own past. */
  cite(line: number, other: number, sequence: number): void {
    const own = this.#lines[line]!
    this.#join(own, this.tipSequence(own), other, sequence)
  }

  /** Whether `past` is `entry` or in its causal past. */
  reaches(entry: Place, past: Place): boolean {
    return this.seenBy(entry, past.line) >= past.sequence
  }

  /** The highest sequence of line `other` in the causal past of an entry, itself included; 0 for none. */
  seenBy(entry: Place, other: number): number {
    if (entry.line === other) return entry.sequence
    const line = this.#lines[entry.line]!
    const page = line.pages[other >> pageBits]
    if (page === undefined) return 0
    if (entry.sequence === this.tipSequence(line)) return page.seen[other & (pageSize - 1)]!
    return page.steps[other & (pageSize - 1)]?.at(entry.sequence) ?? 0
  }

  #goOn(chain: PeerId, sequence: number, parent: Place | undefined): Line | undefined {
    if (parent === undefined || parent.sequence !== sequence - 1) return undefined
    const line = this.#lines[parent.line]!
    return line.chain === chain && this.tipSequence(line) === parent.sequence ? line : undefined
  }

  #begin(chain: PeerId, start: number): Line {
    const number = this.#lines.length
    const line: Line = { number, chain, start, entries: new Int32Column(), pages: [] }
    this.#lines.push(line)
    this.#byChain.set(chain, [...this.ofChain(chain), line])
    return line
  }

  /** Adds the past of an entry of another line, and itself, to that of the tip of `line`. */
  #join(line: Line, sequence: number, from: number, fromSequence: number): void {
    if (line.number === from) return
    const known = line.pages[from >> pageBits]?.seen[from & (pageSize - 1)] ?? 0
    if (known >= fromSequence) return
    const source = this.#lines[from]!
    const isTip = fromSequence === this.tipSequence(source)
    for (let number = 0; number < source.pages.length; number++) {
      const page = source.pages[number]
      if (page === undefined) continue
      const target = pageOf(line, number)
      const end = Math.min(pageSize, this.#lines.length - (number << pageBits))
      for (let at = 0; at < end; at++) {
        const value = isTip ? page.seen[at]! : (page.steps[at]?.at(fromSequence) ?? 0)
        if (value > target.seen[at]! && (number << pageBits) + at !== line.number) raise(target, at, sequence, value)
      }
    }
    raise(pageOf(line, from >> pageBits), from & (pageSize - 1), sequence, fromSequence)
  }
}

function pageOf({ pages }: Line, number: number): Page {
  const page = pages[number] ?? { seen: new Int32Array(pageSize), steps: new Array(pageSize).fill(undefined) }
  pages[number] = page
  return page
}

function raise(page: Page, at: number, sequence: number, value: number): void {
  page.seen[at] = value
  let steps = page.steps[at]
  if (steps === undefined) {
    steps = new Steps()
    page.steps[at] = steps
  }
  steps.raise(sequence, value)
}
