// Runs tasks one at a time; local ones before remote ones, so that a person never waits for a catch-up.
import { AsyncLocalStorage } from 'node:async_hooks'

export type Priority = 'local' | 'remote'

interface Waiting {
  readonly run: () => Promise<void>
}

export class SerialQueue {
  readonly #waiting: Record<Priority, Waiting[]> = { local: [], remote: [] }
  #running = false

  /** Resolves with the task's answer, once it had its turn; the task knows whose call it is, whoever else is waiting. */
  run<T>(priority: Priority, task: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const asCaller = AsyncLocalStorage.snapshot()
    this.#waiting[priority].push({ run: () => asCaller(task).then(resolve, reject) })
    if (!this.#running) void this.#drain()
    return promise
  }

  async #drain(): Promise<void> {
    this.#running = true
    for (;;) {
      const next = this.#waiting.local.shift() ?? this.#waiting.remote.shift()
      if (!next) break
      await next.run()
    }
    this.#running = false
  }
}
