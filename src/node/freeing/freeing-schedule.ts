// Now and then the daemon frees by itself what nothing needs, and leaves the disk to others while it does.
import { toKubeError } from '../../base/errors.ts'
import { freeIntervalMs } from '../../base/limits.ts'
import type { Logger, RandomSource, Scheduler } from '../../base/types.ts'
import type { Freeing } from './freeing.ts'

/** A pack is written anew when so much of it is of no use. */
const shareMin = 0.1
/** After each batch of files, and each few hundred objects copied: at most a tenth of what a disk can do. */
const pauseMs = 20

export interface FreeingScheduleOptions {
  readonly freeing: Pick<Freeing, 'run'>
  readonly scheduler: Scheduler
  readonly random: RandomSource
  readonly logger: Logger
}

export class FreeingSchedule {
  readonly #options: FreeingScheduleOptions
  #cancel: () => void
  #stopped = false

  constructor(options: FreeingScheduleOptions) {
    this.#options = options
    this.#cancel = this.#later()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  /** Not all machines of a subnet at one time. */
  #later(): () => void {
    const { scheduler, random } = this.#options
    return scheduler.after(freeIntervalMs * (0.5 + random.next()), () => void this.#turn())
  }

  async #turn(): Promise<void> {
    const { freeing, logger } = this.#options
    try {
      await freeing.run({ shareMin, pause: () => this.#pause() })
    } catch (thrown) {
      const { code, message, reason } = toKubeError(thrown)
      if (this.#stopped) return
      logger.log('warn', 'nothing could be freed', { code, reason: reason || message, next: 'kubed fsck' })
    }
    if (!this.#stopped) this.#cancel = this.#later()
  }

  /** None once the daemon stops, which waits for no pause. */
  async #pause(): Promise<void> {
    if (!this.#stopped) await new Promise<void>(resolve => void this.#options.scheduler.after(pauseMs, resolve))
  }
}
