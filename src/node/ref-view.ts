// The refs that git shows, kept as the ledger has them: after all others have heard of a change, and before whoever wrote it is
// answered. What is in the ledger counts, whatever becomes of its view: it is mended as soon as the disk lets us.
import { sha256, toHex, utf8 } from '../base/bytes.ts'
import { toKubeError } from '../base/errors.ts'
import type { Logger, RefName, Scheduler } from '../base/types.ts'
import { version } from '../base/version.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Refs } from '../ports/refs.ts'
import type { State } from '../ports/state.ts'

export interface RefViewOptions {
  readonly ledger: Ledger
  readonly refs: Refs
  readonly state: State
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Runs when nothing is being written. */
  readonly exclusively: (task: () => Promise<unknown>) => Promise<unknown>
}

/** In the state: of which entries, and of what on disk, all was right when the KUBE ended. */
const markKey = 'view/refs'
const mendMsMin = 1_000
const mendMsMax = 30_000

export class RefView {
  readonly #options: RefViewOptions
  #cancelMend: (() => void) | undefined = undefined
  readonly #changed = new Set<RefName>()
  #showing: Promise<void> = Promise.resolve()

  constructor(options: RefViewOptions) {
    this.#options = options
  }

  /** Brings all of it up to the ledger, where it is not as it was left. @throws what the disk throws */
  async open(): Promise<void> {
    const left = this.#options.state.get(markKey)
    const [entries, mark] = left === undefined ? [] : Buffer.from(left).toString('utf8').split('\n')
    await this.rebuild(entries === this.#entries() ? mark : undefined)
  }

  /** Brings all of it up to the ledger. @throws what the disk throws */
  async rebuild(mark?: string): Promise<void> {
    const { refs, ledger, logger } = this.#options
    const mended = await refs.rebuildView(ledger.values, mark)
    if (mended > 0) logger.log('info', 'refs of the view were rebuilt', { refs: mended })
  }

  /** These have changed, and are shown by the next `shown`. */
  show(refs: Iterable<RefName>): void {
    for (const ref of refs) this.#changed.add(ref)
  }

  /** Resolves once all is shown that has changed, or the disk has refused it. */
  shown(): Promise<void> {
    this.#showing = this.#showing.then(() => this.#showAll())
    return this.#showing
  }

  async #showAll(): Promise<void> {
    const { refs, ledger } = this.#options
    if (this.#changed.size === 0) return
    const changes = [...this.#changed].map(ref => ({ ref, value: ledger.ref(ref) }))
    this.#changed.clear()
    try {
      await refs.setView(changes)
    } catch {
      // What is still so then is said.
      this.#mendLater(mendMsMin)
    }
  }

  /** Nothing is mended any more; what is right is not looked at again by the next start. */
  async close(): Promise<void> {
    await this.shown()
    const { refs, ledger, logger, state } = this.#options
    const isRight = this.#cancelMend === undefined
    this.#cancelMend?.()
    try {
      const mark = isRight ? await refs.viewMark?.(ledger.values) : undefined
      if (mark !== undefined) await state.batch([{ key: markKey, value: utf8.encode(`${this.#entries()}\n${mark}`) }])
    } catch (thrown) {
      logger.log('debug', 'the next start looks at every ref', { reason: toKubeError(thrown).message })
    }
  }

  /** What the refs follow from: the entries, and the program that reads them. */
  #entries(): string {
    const { ledger } = this.#options
    const heads = ledger.heads().map(({ id }) => id)
    return toHex(sha256(JSON.stringify([version, ledger.position, ledger.values.size, heads.sort()])))
  }

  #mendLater(pauseMs: number): void {
    const { logger, scheduler, exclusively } = this.#options
    this.#cancelMend?.()
    this.#cancelMend = scheduler.after(pauseMs, () => {
      this.#cancelMend = undefined
      exclusively(() => this.rebuild()).catch((thrown: unknown) => {
        const { code, reason, message } = toKubeError(thrown)
        logger.log('error', 'the views could not be written', { code, reason: reason || message })
        this.#mendLater(Math.min(2 * pauseMs, mendMsMax))
      })
    })
  }
}
