// Memory given back at rest: V8 keeps what a burst of work took (a start with a large graph, a large publish), twice of
// what is in use, for as long as nothing more is asked of it.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Scheduler } from '../base/types.ts'

/** Nothing was done for so long. */
const restMs = 3_000
/** Growth since the last rest that is not worth a collection. */
const growthBytes = 96 << 20

export interface MemoryOptions {
  readonly scheduler: Scheduler
  /** Bytes that the process holds for its objects and buffers. */
  readonly held?: () => number
  /** Collects all that can be, and gives the pages back. */
  readonly collect?: () => void
}

export class GivingBack {
  readonly #scheduler: Scheduler
  readonly #held: () => number
  readonly #collect: () => void
  /** What was held when the last rest began. */
  #before = 0
  #cancel: (() => void) | undefined = undefined

  constructor({ scheduler, held = heldBytes, collect = collector() }: MemoryOptions) {
    this.#scheduler = scheduler
    this.#held = held
    this.#collect = collect
  }

  /** Something was done: the next rest begins when nothing more is for a while. */
  touch(): void {
    this.#cancel?.()
    this.#cancel = this.#scheduler.after(restMs, () => this.#rest())
  }

  close(): void {
    this.#cancel?.()
  }

  #rest(): void {
    this.#cancel = undefined
    if (this.#held() - this.#before < growthBytes) return
    this.#collect()
    this.#before = this.#held()
  }
}

function heldBytes(): number {
  const { heapTotal, external } = process.memoryUsage()
  return heapTotal + external
}

/** V8's own, which node hides behind a flag; some 0.2 s with a million records, 0.02 s with few. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NodeJS.GCFunction
  return () => void collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
