// The refs that git shows, kept as the ledger has them. What is in the ledger counts, whatever becomes of its view: it is
// mended as soon as the disk lets us.
import { type KubeError, toKubeError } from '../base/errors.ts'
import type { Logger, ObjectId, RefName, Scheduler } from '../base/types.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Refs } from '../ports/refs.ts'

export interface RefViewOptions {
  readonly ledger: Ledger
  readonly refs: Refs
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Runs when nothing is being written. */
  readonly exclusively: (task: () => Promise<unknown>) => Promise<unknown>
}

const mendMsMin = 1_000
const mendMsMax = 30_000

export class RefView {
  readonly #options: RefViewOptions
  #cancelMend: (() => void) | undefined = undefined

  constructor(options: RefViewOptions) {
    this.#options = options
  }

  /** Brings all of it up to the ledger. @throws what the disk throws */
  async rebuild(): Promise<void> {
    const { refs, ledger, logger } = this.#options
    const mended = await refs.rebuildView(ledger.values)
    if (mended > 0) logger.log('info', 'refs of the view were rebuilt', { refs: mended })
  }

  /** Shows what changed, now or once the disk lets us. */
  async show(changed: ReadonlyMap<RefName, ObjectId | undefined>): Promise<void> {
    try {
      await this.#options.refs.setView([...changed].map(([ref, value]) => ({ ref, value })))
    } catch (thrown) {
      this.#mendLater(toKubeError(thrown), mendMsMin)
    }
  }

  /** Nothing is mended any more. */
  close(): void {
    this.#cancelMend?.()
  }

  #mendLater(error: KubeError, pauseMs: number): void {
    const { logger, scheduler, exclusively } = this.#options
    logger.log('error', 'the views could not be written', { code: error.code, reason: error.reason })
    this.#cancelMend?.()
    this.#cancelMend = scheduler.after(pauseMs, () => {
      this.#cancelMend = undefined
      exclusively(() => this.rebuild()).catch((thrown: unknown) =>
        this.#mendLater(toKubeError(thrown), Math.min(2 * pauseMs, mendMsMax))
      )
    })
  }
}
