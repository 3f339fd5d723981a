// Terms that fence (replication.md, Merge, strict realms): an entry of a term counts only as far as every later term had
// begun with it. So those that count are one after another, whoever ordered them, and what a sequencer wrote on after
// another had taken over is set aside, the same on every KUBE.
//
// A reign is a term with the chain that has it; one with a later term, or of equal terms with the greater chain id, is
// later. From the latest reign down: an entry that is not in the past of the first entries of the next later reign with
// entries that count is fenced. Void and struck entries fence nothing.
import type { PeerId } from '../base/types.ts'
import type { EntryTable } from './entry-table.ts'

/** Entries of a reign on one line, in the order of the line; all up to the sequence `cut` count. */
interface Stretch {
  readonly entries: number[]
  cut: number
}

interface Reign {
  readonly term: number
  readonly chain: PeerId
  readonly stretches: Map<number, Stretch>
  /** The first entries that count: one a line, where the chain forked. */
  firsts: readonly number[]
}

const unbounded = Number.POSITIVE_INFINITY

export class Fences {
  readonly #table: EntryTable
  readonly #isStruck: (entry: number) => boolean
  /** The latest last. */
  readonly #reigns: Reign[] = []
  readonly #fenced = new Set<number>()

  constructor(table: EntryTable, isStruck: (entry: number) => boolean) {
    this.#table = table
    this.#isStruck = isStruck
  }

  values(): Iterable<number> {
    return this.#fenced.values()
  }

  has(entry: number): boolean {
    return this.#fenced.has(entry)
  }

  /** The last entry of all that count; of those on two branches of one chain, the later. */
  tip(): number | undefined {
    for (const { stretches } of this.#reigns.toReversed()) {
      let tip: number | undefined
      for (const stretch of stretches.values()) {
        const last = stretch.entries.findLast(entry => this.#counts(entry, stretch))
        if (last !== undefined && (tip === undefined || this.#table.compare(last, tip) > 0)) tip = last
      }
      if (tip !== undefined) return tip
    }
    return undefined
  }

  /** Takes in an entry with a term that is not void. Gives the others that are fenced, or no longer are. */
  take(entry: number): number[] {
    const at = this.#place(this.#table.term(entry)!, this.#table.chain(entry))
    const reign = this.#reigns[at]!
    const { line, sequence } = this.#table.place(entry)
    const known = reign.stretches.get(line)
    if (known !== undefined) {
      known.entries.push(entry)
      if (sequence > known.cut) this.#fenced.add(entry)
      const begun = reign.firsts.some(first => this.#table.place(first).line === line)
      if (begun || !this.#counts(entry, known)) return []
    } else reign.stretches.set(line, { entries: [entry], cut: unbounded })
    return this.#settle(at, false).filter(other => other !== entry)
  }

  /** Entries with terms were struck, or are no longer. Gives those that are fenced, or no longer are. */
  settle(): number[] {
    return this.#settle(this.#reigns.length - 1, true)
  }

  #counts(entry: number, { cut }: Stretch): boolean {
    return this.#table.sequence(entry) <= cut && !this.#isStruck(entry)
  }

  /** Where the reign is; it is made when there is none. */
  #place(term: number, chain: PeerId): number {
    let at = this.#reigns.length
    for (; at > 0; at--) {
      const before = this.#reigns[at - 1]!
      if (before.term === term && before.chain === chain) return at - 1
      if (before.term < term || (before.term === term && before.chain < chain)) break
    }
    this.#reigns.splice(at, 0, { term, chain, stretches: new Map(), firsts: [] })
    return at
  }

  /** Judges reigns anew from one down, as far as something changes, or all of them. */
  #settle(from: number, isWhole: boolean): number[] {
    const changed: number[] = []
    let above = this.#reigns.slice(from + 1).find(({ firsts }) => firsts.length > 0)?.firsts ?? []
    for (let at = from; at >= 0; at--) {
      const reign = this.#reigns[at]!
      const before = reign.firsts
      for (const [line, stretch] of reign.stretches) changed.push(...this.#cut(stretch, this.#seenBy(above, line)))
      reign.firsts = this.#firstsOf(reign)
      if (reign.firsts.length > 0) above = reign.firsts
      const same =
        before.length === reign.firsts.length && before.every((first, index) => first === reign.firsts[index])
      if (!isWhole && same && before.length > 0) break
    }
    return changed
  }

  /** The last sequence of a line that all of these have in their past. */
  #seenBy(firsts: readonly number[], line: number): number {
    return firsts.reduce(
      (least, first) => Math.min(least, this.#table.lines.seenBy(this.#table.place(first), line)),
      unbounded
    )
  }

  #cut(stretch: Stretch, cut: number): number[] {
    const least = Math.min(cut, stretch.cut)
    stretch.cut = cut
    const changed: number[] = []
    for (let at = stretch.entries.length - 1; at >= 0; at--) {
      const entry = stretch.entries[at]!
      const sequence = this.#table.sequence(entry)
      if (sequence <= least) break
      const fenced = sequence > cut
      if (fenced === this.#fenced.has(entry)) continue
      if (fenced) this.#fenced.add(entry)
      else this.#fenced.delete(entry)
      changed.push(entry)
    }
    return changed
  }

  #firstsOf({ stretches }: Reign): number[] {
    return [...stretches.values()].flatMap(stretch => {
      const first = stretch.entries.find(entry => this.#counts(entry, stretch))
      return first ?? []
    })
  }
}
