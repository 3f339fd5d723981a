// Makes a checkpoint now and then where this KUBE is an admin: what a machine that joins has to fetch one by one stays
// small against what is there.
import { toKubeError } from '../../base/errors.ts'
import { checkpointEveryMin } from '../../base/limits.ts'
import type { Logger, RandomSource, Scheduler } from '../../base/types.ts'
import type { Replica } from '../replica.ts'
import type { Checkpoints } from './checkpoints.ts'

export interface CheckpointKeeperOptions {
  readonly replica: Pick<Replica, 'ledger' | 'onApplied'>
  readonly checkpoints: Pick<Checkpoints, 'offers' | 'areApart' | 'make' | 'isAdmin'>
  readonly scheduler: Scheduler
  readonly random: RandomSource
  readonly logger: Logger
}

/** Several admins do not all begin at once: whoever is first has the others sign theirs. */
const waitMsMin = 5_000
const waitMsMax = 60_000

export class CheckpointKeeper {
  readonly #options: CheckpointKeeperOptions
  readonly #unfollow: () => void
  #cancel: (() => void) | undefined

  constructor(options: CheckpointKeeperOptions) {
    this.#options = options
    this.#unfollow = options.replica.onApplied(() => this.#look())
    this.#look()
  }

  stop(): void {
    this.#unfollow()
    this.#cancel?.()
  }

  /**
   * Due once there are as many new entries as a checkpoint is worth, and an eighth of all: the work stays in proportion. Also
   * where one alone does not tell everything.
   */
  get #isDue(): boolean {
    const { replica, checkpoints } = this.#options
    const { position } = replica.ledger
    const [latest] = checkpoints.offers()
    const fresh = position - (latest?.position ?? 0)
    return (fresh >= Math.max(checkpointEveryMin, position >> 3) || checkpoints.areApart) && checkpoints.isAdmin
  }

  #look(): void {
    const { scheduler, random } = this.#options
    if (this.#cancel !== undefined || !this.#isDue) return
    this.#cancel = scheduler.after(waitMsMin + random.next() * (waitMsMax - waitMsMin), () => {
      this.#cancel = undefined
      if (this.#isDue) void this.#make()
    })
  }

  async #make(): Promise<void> {
    const { checkpoints, logger } = this.#options
    try {
      const { position } = await checkpoints.make()
      logger.log('info', 'a checkpoint was made', { entries: position })
    } catch (thrown) {
      // The next entries are the next attempt.
      const { code, reason, message } = toKubeError(thrown)
      logger.log('warn', 'no checkpoint could be made', { code, reason: reason || message })
    }
  }
}
