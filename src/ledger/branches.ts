// Chains as trees: their tips, their branches, and where they forked.
import type { ObjectId, PeerId } from '../base/types.ts'
import { compareHeads } from './entry-check.ts'
import type { EntryTable } from './entry-table.ts'
import type { Line } from './lines.ts'
import type { ChainHead, Entry } from './types.ts'

/** Proof that the key of a chain was used twice: entries with one sequence number. */
export interface Fork {
  readonly chain: PeerId
  /** The first sequence number that several entries have. */
  readonly sequence: number
  /** In the order of their ids. */
  readonly entries: readonly ObjectId[]
}

export class Branches {
  readonly #table: EntryTable
  #heads: readonly ChainHead[] = []
  #headsAt = 0

  constructor(table: EntryTable) {
    this.#table = table
  }

  /** Tips of every chain, by chain, sequence and id. */
  heads(): readonly ChainHead[] {
    if (this.#headsAt !== this.#table.length) {
      this.#heads = this.#table.lines.all.map(line => this.#table.head(line.entries.last())).sort(compareHeads)
      this.#headsAt = this.#table.length
    }
    return this.#heads
  }

  /** Number of the last entry of a chain; of the longest branch where it forked, then of the smallest id. */
  tip(chain: PeerId): number | undefined {
    let best: number | undefined
    for (const line of this.#table.lines.ofChain(chain)) {
      const tip = line.entries.last()
      if (best === undefined || this.#isLonger(tip, best)) best = tip
    }
    return best
  }

  #isLonger(a: number, b: number): boolean {
    const difference = this.#table.sequence(a) - this.#table.sequence(b)
    return difference > 0 || (difference === 0 && this.#table.id(a) < this.#table.id(b))
  }

  /** Entries that end in `head`, after sequence `after`, oldest first, at most `limit`. */
  upTo(head: number, after: number, limit: number): Entry[] {
    const { chain } = this.#table.head(head)
    const spans: { line: Line; from: number; to: number }[] = []
    for (let at: number | undefined = head; at !== undefined && this.#table.chain(at) === chain; ) {
      const place = this.#table.place(at)
      if (place.sequence <= after) break
      const line = this.#table.lines.get(place.line)
      spans.push({ line, from: Math.max(line.start, after + 1), to: place.sequence })
      at = this.#table.parent(line.entries.at(0))
    }
    const entries: Entry[] = []
    for (const { line, from, to } of spans.reverse()) {
      for (let sequence = from; sequence <= to && entries.length < limit; sequence++) {
        entries.push(this.#table.get(line.entries.at(sequence - line.start)))
      }
    }
    return entries
  }

  forks(): Fork[] {
    const forks: Fork[] = []
    for (const chain of new Set(this.#table.lines.all.map(line => line.chain))) {
      const fork = this.#fork(chain)
      if (fork !== undefined) forks.push(fork)
    }
    return forks.sort((a, b) => (a.chain < b.chain ? -1 : 1))
  }

  // A branch begins where another entry has its sequence number, so the first such number is the start of a line.
  #fork(chain: PeerId): Fork | undefined {
    const lines = this.#table.lines.ofChain(chain)
    if (lines.length < 2) return undefined
    for (const sequence of lines.map(line => line.start).sort((a, b) => a - b)) {
      const entries = lines
        .filter(line => line.start <= sequence && sequence <= this.#table.lines.tipSequence(line))
        .map(line => this.#table.id(line.entries.at(sequence - line.start)))
      if (entries.length > 1) return { chain, sequence, entries: entries.sort() }
    }
    return undefined
  }
}
