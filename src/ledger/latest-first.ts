// Entries to be judged again, each once at a time, the latest first: a binary heap.
export class LatestFirst {
  readonly #compare: (a: number, b: number) => number
  readonly #heap: number[] = []
  readonly #waiting = new Set<number>()

  /** `compare` is above zero when the first is the later. */
  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare
  }

  add(entry: number): void {
    if (this.#waiting.has(entry)) return
    this.#waiting.add(entry)
    const heap = this.#heap
    let at = heap.length
    heap.push(entry)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#compare(heap[above]!, entry) >= 0) break
      heap[at] = heap[above]!
      at = above
    }
    heap[at] = entry
  }

  take(): number | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined) return undefined
    this.#waiting.delete(first)
    if (heap.length > 0) this.#sink(last)
    return first
  }

  #sink(entry: number): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= heap.length) break
      if (below + 1 < heap.length && this.#compare(heap[below + 1]!, heap[below]!) > 0) below++
      if (this.#compare(heap[below]!, entry) <= 0) break
      heap[at] = heap[below]!
      at = below
    }
    heap[at] = entry
  }
}
