// Whoever follows the state. Each hears of every change, whatever becomes of the others; a view that could not take one in is
// read anew until it is whole again.
import { toKubeError } from '../base/errors.ts'
import type { Logger, Scheduler } from '../base/types.ts'

/** A view that could not be read anew is tried again after this time. */
const retryMs = 1_000

export interface View {
  readonly name: string
  /** Brings it up to the state as it is. */
  rebuild(): Promise<void>
}

interface Follower<T> {
  readonly listener: (change: T) => void | Promise<void>
  readonly view: View | undefined
  isBehind: boolean
}

export interface FollowersOptions {
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Runs when nothing is being written. */
  readonly exclusively: (task: () => Promise<void>) => Promise<void>
}

export class Followers<T> {
  readonly #options: FollowersOptions
  readonly #followers = new Set<Follower<T>>()
  #cancel: (() => void) | undefined
  #stopped = false

  constructor(options: FollowersOptions) {
    this.#options = options
  }

  /** The answer ends it. */
  add(listener: Follower<T>['listener'], view?: View): () => void {
    const follower = { listener, view, isBehind: false }
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** Tells of a change, in order of coming. Never fails: the change is made, whoever could not follow it. */
  async tell(change: T): Promise<void> {
    for (const follower of this.#followers) {
      const { listener, view } = follower
      await this.#try(follower, () => (follower.isBehind && view ? view.rebuild() : listener(change)))
    }
    this.#retryLater()
  }

  /** Nothing is read anew any more. */
  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }

  async #try(follower: Follower<T>, task: () => void | Promise<void>): Promise<void> {
    try {
      await task()
      follower.isBehind = false
    } catch (thrown) {
      const { code, message, reason } = toKubeError(thrown)
      const fields = { view: follower.view?.name ?? 'a listener', code, reason: reason || message }
      this.#options.logger.log('error', 'a change could not be followed', fields)
      follower.isBehind = follower.view !== undefined
    }
  }

  #retryLater(): void {
    const { scheduler, exclusively } = this.#options
    if (this.#stopped || this.#cancel || ![...this.#followers].some(({ isBehind }) => isBehind)) return
    this.#cancel = scheduler.after(retryMs, () => {
      this.#cancel = undefined
      void exclusively(() => this.#rebuild())
    })
  }

  async #rebuild(): Promise<void> {
    for (const follower of this.#followers) {
      if (follower.isBehind) await this.#try(follower, () => follower.view?.rebuild())
    }
    this.#retryLater()
  }
}
