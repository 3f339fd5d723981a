// Who had seen what. Entries of one chain, each the parent of the next, are a line; where a chain forks, a branch is
// a line of its own. A line has a number by order of arrival, which is local and never reaches a result.
import type { PeerId } from '../base/types.ts'
import { Int32Column } from './columns.ts'

/** A number that only grows along a line: the sequence at which it became what it is. */
class Steps {
  /** Sequence, value; sequence, value; … */
  readonly #pairs = new Int32Column()

  raise(sequence: number, value: number): void {
    const length = this.#pairs.length
    if (length > 0 && this.#pairs.at(length - 2) === sequence) {
      this.#pairs.set(length - 1, value)
      return
    }
    this.#pairs.push(sequence)
    this.#pairs.push(value)
  }

  /** The value at `sequence`, 0 before the first step. */
  at(sequence: number): number {
    let low = 0
    let high = this.#pairs.length / 2
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#pairs.at(2 * middle) <= sequence) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : this.#pairs.at(2 * low - 1)
  }
}

export interface Line {
  readonly number: number
  readonly chain: PeerId
  /** Sequence of its first entry. */
  readonly start: number
  /** Entry numbers, by sequence from `start`. */
  readonly entries: Int32Column
  /** By line: the highest sequence of that line which the tip has in its past, itself included. */
  seen: Int32Array
  /** By line: how `seen` came to be. */
  readonly steps: (Steps | undefined)[]
}

/** Place of an entry: a line, and a sequence on it. */
export interface Place {
  readonly line: number
  readonly sequence: number
}

/**
 * Vector clocks over lines, kept as what each entry changed against its parent: eight bytes for each line of which
 * an entry saw something new, and four bytes for each pair of lines.
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
    this.#see(line, line.number, sequence)
    if (parent !== undefined) this.#join(line, sequence, parent)
    for (const dep of deps) this.#join(line, sequence, dep)
    return line.number
  }

  /** Whether `past` is `entry` or in its causal past. */
  reaches(entry: Place, past: Place): boolean {
    return this.seenBy(entry, past.line) >= past.sequence
  }

  /** The highest sequence of line `other` in the causal past of an entry, itself included; 0 for none. */
  seenBy(entry: Place, other: number): number {
    if (entry.line === other) return entry.sequence
    const line = this.#lines[entry.line]!
    if (entry.sequence === this.tipSequence(line)) return line.seen[other] ?? 0
    return line.steps[other]?.at(entry.sequence) ?? 0
  }

  #goOn(chain: PeerId, sequence: number, parent: Place | undefined): Line | undefined {
    if (parent === undefined || parent.sequence !== sequence - 1) return undefined
    const line = this.#lines[parent.line]!
    return line.chain === chain && this.tipSequence(line) === parent.sequence ? line : undefined
  }

  #begin(chain: PeerId, start: number): Line {
    const number = this.#lines.length
    const line: Line = { number, chain, start, entries: new Int32Column(), seen: new Int32Array(4), steps: [] }
    this.#lines.push(line)
    this.#byChain.set(chain, [...this.ofChain(chain), line])
    return line
  }

  #see(line: Line, other: number, value: number): void {
    if (other >= line.seen.length) {
      const grown = new Int32Array(Math.max(this.#lines.length, 2 * line.seen.length))
      grown.set(line.seen)
      line.seen = grown
    }
    line.seen[other] = value
  }

  /** Adds the past of `from`, and itself, to that of the tip of `line`. */
  #join(line: Line, sequence: number, from: Place): void {
    if ((line.seen[from.line] ?? 0) >= from.sequence) return
    for (let other = 0; other < this.#lines.length; other++) {
      const value = this.seenBy(from, other)
      if (other === line.number || value <= (line.seen[other] ?? 0)) continue
      this.#see(line, other, value)
      let steps = line.steps[other]
      if (steps === undefined) {
        steps = new Steps()
        line.steps[other] = steps
      }
      steps.raise(sequence, value)
    }
  }
}
