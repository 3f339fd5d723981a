// A member asks for what is not here. What was freed it gets no more, and takes a checkpoint. What this machine has lost, and
// nobody else had, would keep it from all that follows: everything is verified, what others have is brought, and where
// this machine is an admin it makes a checkpoint that goes without the rest.
import { setImmediate } from 'node:timers/promises'
import { toKubeError } from '../../base/errors.ts'
import { askedInVainMs, askedInVainVerifyMs } from '../../base/limits.ts'
import { ifHere } from '../../base/object-faults.ts'
import type { Clock, Logger, ObjectId } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Checkpoints } from '../checkpoints/checkpoints.ts'
import type { EntryStore } from '../entries/entry-store.ts'
import type { FsckReport } from './fsck.ts'

export interface AskedInVainOptions {
  readonly ledger: Pick<Ledger, 'entries' | 'position'>
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly checkpoints: Pick<Checkpoints, 'latest' | 'all' | 'make' | 'isAdmin'>
  readonly repair: { run(): Promise<Pick<FsckReport, 'missing' | 'damaged'>> }
  readonly clock: Pick<Clock, 'monotonic'>
  readonly logger: Logger
}

/** Others get a turn after so many entries. */
const breathEvery = 32
/** Of each request so many are looked for, and so many of all since the last look. */
const ofRequestMax = 64
const pendingMax = 1_024

export class AskedInVain {
  readonly #options: AskedInVainOptions
  /** What was asked for since the last look, the latest last. */
  #pending = new Set<ObjectId>()
  #lookedMs = Number.NEGATIVE_INFINITY
  #verifiedMs = Number.NEGATIVE_INFINITY
  #stopped = false

  constructor(options: AskedInVainOptions) {
    this.#options = options
  }

  stop(): void {
    this.#stopped = true
  }

  /** A member wants these, and they are not here. Never throws; looks once in `askedInVainMs`, whatever members ask for. */
  async noted(missing: readonly ObjectId[]): Promise<void> {
    const { clock, logger } = this.#options
    for (const id of missing.slice(0, ofRequestMax)) this.#pending.add(id)
    for (const oldest of this.#pending) {
      if (this.#pending.size <= pendingMax) break
      this.#pending.delete(oldest)
    }
    const now = clock.monotonic()
    if (now - this.#lookedMs < askedInVainMs) return
    this.#lookedMs = now
    const asked = this.#pending
    this.#pending = new Set()
    try {
      const lost = await this.#lostOf(asked)
      if (lost.size > 0 && !(await this.#isTold(lost))) await this.#mend(lost, now)
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      logger.log('warn', 'what a member asked for cannot be looked for', { code, reason: reason || message })
    }
  }

  async #mend(lost: ReadonlySet<ObjectId>, now: number): Promise<void> {
    const { repair, checkpoints, logger } = this.#options
    if (now - this.#verifiedMs < askedInVainVerifyMs) return
    this.#verifiedMs = now
    const { missing, damaged } = await repair.run()
    const isNowhere = [...missing, ...damaged].some(id => lost.has(id))
    if (!isNowhere || this.#stopped || !checkpoints.isAdmin) return
    const { position } = await checkpoints.make()
    logger.log('warn', 'a checkpoint was made without what is lost: a member asked for it', { entries: position })
  }

  /** Whether a checkpoint of all there is goes without them already. */
  async #isTold(lost: ReadonlySet<ObjectId>): Promise<boolean> {
    const { checkpoints, ledger } = this.#options
    const held = checkpoints.all().find(({ position }) => position === ledger.position)
    return held !== undefined && !(await held.objects()).some(({ id }) => lost.has(id))
  }

  /** What the latest checkpoint lists is never freed, nor what an entry lists that it does not cover. */
  async #lostOf(missing: ReadonlySet<ObjectId>): Promise<ReadonlySet<ObjectId>> {
    const { ledger, entries, checkpoints } = this.#options
    const latest = checkpoints.latest()
    const lost = new Set<ObjectId>()
    for (const { id } of (await latest?.objects()) ?? []) if (missing.has(id)) lost.add(id)
    let count = 0
    for (const { id } of ledger.entries()) {
      if (++count % breathEvery === 0) await setImmediate()
      if (this.#stopped) return new Set()
      if (latest?.covers(id)) continue
      // One that only a checkpoint told of has no bytes here yet.
      const bytes = await ifHere(entries.bytes(id))
      if (!bytes) continue
      for (const object of decodeObjectList(bytes.objects)) if (missing.has(object.id)) lost.add(object.id)
    }
    return lost
  }
}
