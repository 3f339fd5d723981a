// Which of two withdrawals of one rank strikes the other, kept from verdict to verdict: each is over a set that has mostly
// grown by one. What was found holds as long as the same seniors' withdrawals count and the same were rejected.

/** By the withdrawal that is struck, or is not: by the other. */
export type Pairs = Map<number, Map<number, boolean>>

const groundsKept = 16
const pairsKept = 1_000_000

export class PairMemo {
  readonly #grounds = new Map<string, Pairs>()
  #size = 0

  on(accepted: ReadonlySet<number>, rejected: ReadonlySet<number>): Pairs {
    const key = `${sorted(accepted)} ${sorted(rejected)}`
    const pairs: Pairs = this.#grounds.get(key) ?? new Map()
    this.#grounds.delete(key)
    if (this.#grounds.size >= groundsKept) this.#grounds.delete(this.#grounds.keys().next().value!)
    this.#grounds.set(key, pairs)
    return pairs
  }

  find(pairs: Pairs, entry: number, other: number, ask: () => boolean): boolean {
    let row = pairs.get(entry)
    const known = row?.get(other)
    if (known !== undefined) return known
    const found = ask()
    if (++this.#size > pairsKept) {
      this.#grounds.clear()
      pairs.clear()
      row = undefined
      this.#size = 0
    }
    if (row === undefined) {
      row = new Map()
      pairs.set(entry, row)
    }
    row.set(other, found)
    return found
  }
}

const sorted = (numbers: ReadonlySet<number>): string => [...numbers].sort((a, b) => a - b).join()
