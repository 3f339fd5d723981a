// Virtual time: a heap of tasks that a simulation runs one by one, so that a seed decides everything.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock, RandomSource, Scheduler } from '../../src/base/types.ts'

/** mulberry32: small, seeded, good enough to choose faults. */
export class SeededRandom implements RandomSource {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(this.next() * 256))
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}

interface Task {
  readonly at: number
  readonly order: number
  run: (() => void) | undefined
}

/** What a real machine does to time, in milliseconds. */
export interface Unpunctual {
  /** How much goes by with a look at a clock: what is due then is late. */
  passing(): number
  /** How much too early a timer ends. */
  early(): number
}

export class VirtualTime implements Scheduler {
  #now = 1_700_000_000_000
  #order = 0
  readonly #heap: Task[] = []
  readonly #machine: Unpunctual

  constructor(machine: Unpunctual = { passing: () => 0, early: () => 0 }) {
    this.#machine = machine
  }

  get now(): number {
    return this.#now
  }

  /** A clock that is off by what `skewMs` gives at the time, and whose seconds are `rate` long. */
  clock(skewMs: () => number, rate = 1): Clock {
    const now = (): number => {
      this.#now += this.#machine.passing()
      return this.#now
    }
    return { now: () => now() + skewMs(), monotonic: () => now() * rate }
  }

  /** As programs have them; `after` alone is what happens in the world. */
  readonly timers: Scheduler = { after: (ms, run) => this.after(ms - this.#machine.early(), run) }

  after(ms: number, run: () => void): () => void {
    const task: Task = { at: this.#now + Math.max(0, ms), order: this.#order++, run }
    this.#push(task)
    return () => {
      task.run = undefined
    }
  }

  /** Runs tasks in their order for `ms` of virtual time, or until `done`; promises settle between two tasks. */
  async run(ms: number, done: () => boolean = () => false): Promise<boolean> {
    const end = this.#now + ms
    await nextTurn()
    for (;;) {
      if (done()) return true
      const task = this.#heap[0]
      if (!task || task.at > end) break
      this.#pop()
      this.#now = Math.max(this.#now, task.at)
      if (!task.run) continue
      task.run()
      await nextTurn()
    }
    this.#now = Math.max(this.#now, end)
    return done()
  }

  #before(a: Task, b: Task): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }

  #push(task: Task): void {
    const heap = this.#heap
    heap.push(task)
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.#before(heap[at]!, heap[parent]!)) break
      ;[heap[at], heap[parent]] = [heap[parent]!, heap[at]!]
      at = parent
    }
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()!
    if (heap.length === 0) return
    heap[0] = last
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#before(heap[child]!, heap[least]!)) least = child
      }
      if (least === at) return
      ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
      at = least
    }
  }
}
