// A member asks for what is not here. What was freed it gets no more, and takes a checkpoint. What this machine has lost, and
// nobody else had, would keep it from all that follows: everything is verified, what others have is brought, and where
// this machine is an admin it makes a checkpoint that goes without the rest.
import { setImmediate } from 'node:timers/promises'
import { toKubeError } from '../../base/errors.ts'
import { askedInVainMs } from '../../base/limits.ts'
import type { Clock, Logger, ObjectId } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Checkpoints } from '../checkpoints/checkpoints.ts'
import type { EntryStore } from '../entries/entry-store.ts'
import type { SelfRepair } from './self-repair.ts'

export interface AskedInVainOptions {
  readonly ledger: Pick<Ledger, 'entries'>
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly objects: Pick<Objects, 'present'>
  readonly checkpoints: Pick<Checkpoints, 'latest' | 'make' | 'isAdmin'>
  readonly repair: Pick<SelfRepair, 'run'>
  readonly clock: Pick<Clock, 'monotonic'>
  readonly logger: Logger
}

/** Others get a turn after so many entries. */
const breathEvery = 32

export class AskedInVain {
  readonly #options: AskedInVainOptions
  #lookedMs: number | undefined
  #stopped = false

  constructor(options: AskedInVainOptions) {
    this.#options = options
  }

  stop(): void {
    this.#stopped = true
  }

  /** A member wants these, and they are not here. Never throws; looks once in `askedInVainMs`, whatever members ask for. */
  async noted(missing: readonly ObjectId[]): Promise<void> {
    const { clock, logger, repair, checkpoints, objects } = this.#options
    const now = clock.monotonic()
    if (this.#lookedMs !== undefined && now - this.#lookedMs < askedInVainMs) return
    this.#lookedMs = now
    try {
      if (!(await this.#isLost(new Set(missing)))) return
      await repair.run()
      const here = await objects.present(missing)
      if (here.size === missing.length || this.#stopped || !checkpoints.isAdmin) return
      const { position } = await checkpoints.make()
      logger.log('warn', 'a checkpoint was made without what is lost: a member waited for it', { entries: position })
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      logger.log('warn', 'what a member asked for cannot be looked for', { code, reason: reason || message })
    }
  }

  /** What the latest checkpoint lists is never freed, nor what an entry lists that it does not cover. */
  async #isLost(missing: ReadonlySet<ObjectId>): Promise<boolean> {
    const { ledger, entries, checkpoints } = this.#options
    const latest = checkpoints.latest()
    if ((await latest?.objects())?.some(({ id }) => missing.has(id))) return true
    let count = 0
    for (const { id } of ledger.entries()) {
      if (++count % breathEvery === 0) await setImmediate()
      if (this.#stopped) return false
      if (latest?.covers(id)) continue
      const listed = decodeObjectList((await entries.bytes(id)).objects)
      if (listed.some(object => missing.has(object.id))) return true
    }
    return false
  }
}
