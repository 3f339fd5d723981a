// Values of refs that count again and are not here: brought from members, as soon as it is known what to ask for.
import { toKubeError } from '../../base/errors.ts'
import type { Logger, ObjectId } from '../../base/types.ts'
import type { Recovering } from './recovering.ts'

export interface LackingOptions {
  readonly recovering: Pick<Recovering, 'bring'>
  /** Whether a value still stands at a ref. */
  readonly isNeeded: (value: ObjectId) => boolean
  /** Brings views up to what has come. */
  readonly came: () => Promise<void>
  readonly logger: Logger
}

export class Lacking {
  readonly #options: LackingOptions
  readonly #values = new Set<ObjectId>()
  #running = false

  constructor(options: LackingOptions) {
    this.#options = options
  }

  add(values: Iterable<ObjectId>): void {
    for (const value of values) this.#values.add(value)
    this.look()
  }

  /** Somebody who may have them is there, or more is known of them. */
  look(): void {
    if (this.#running || this.#values.size === 0) return
    this.#running = true
    this.#bring()
      .catch((thrown: unknown) => {
        const { code, reason, message } = toKubeError(thrown)
        this.#options.logger.log('warn', 'what counts again could not be brought', { code, reason: reason || message })
      })
      .finally(() => {
        this.#running = false
      })
  }

  async #bring(): Promise<void> {
    const { recovering, isNeeded, came, logger } = this.#options
    let brought = 0
    for (const value of [...this.#values]) {
      if (isNeeded(value) && !(await recovering.bring([value]))) continue
      this.#values.delete(value)
      brought++
    }
    if (brought > 0) await came()
    if (this.#values.size > 0)
      logger.log('warn', 'what counts again is not to be had yet', { values: this.#values.size })
  }
}
