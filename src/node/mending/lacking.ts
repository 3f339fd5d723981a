// Values of refs that may not be here whole: entries that a checkpoint told of came without their objects, of which there
// may be some all the same. They are looked at, and what is not here is brought from members as soon as it is known what to
// ask for.
import { toKubeError } from '../../base/errors.ts'
import type { Logger, ObjectId, RefName } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry } from '../../ledger/types.ts'
import type { Checkpoints } from '../checkpoints/checkpoints.ts'
import type { DoubtedValues } from '../entries/changes.ts'
import type { Recovering } from './recovering.ts'

export interface LackingOptions {
  readonly ledger: Pick<Ledger, 'ref' | 'refs' | 'writer'>
  readonly checkpoints: Pick<Checkpoints, 'all' | 'covers'>
  readonly recovering: Pick<Recovering, 'bring'>
  /** Brings views up to what has come. */
  readonly came: () => Promise<void>
  readonly logger: Logger
}

export class Lacking implements DoubtedValues {
  readonly #options: LackingOptions
  /** The value that is to be looked at, by its ref. */
  readonly #doubted = new Map<RefName, ObjectId>()
  #running = false
  /** Somebody asked for a look while one was under way. */
  #again = false
  /** Whether what was looked for when the daemon ended last is known again. */
  #isStarted = false
  /** Checkpoints that are being taken in, and the start: what they bring is not sorted yet. */
  #taking = 1

  constructor(options: LackingOptions) {
    this.#options = options
  }

  /** Whether entries may have come without their objects: where no checkpoint is held, none has. */
  get isPossible(): boolean {
    return this.#taking > 0 || this.#options.checkpoints.all().length > 0
  }

  /** Whether a value is that of a ref and is known to be here whole. */
  isWhole(ref: RefName, value: ObjectId): boolean {
    return this.#taking === 0 && this.#doubted.get(ref) !== value && this.#options.ledger.ref(ref) === value
  }

  /** What these entries, whose objects are here, did to refs: other values may count again. */
  applied(refs: ReadonlyMap<RefName, ObjectId | undefined>, entries: readonly Entry[]): void {
    const updates = entries.flatMap(entry => entry.updates)
    const brought = new Set(updates.map(({ new: value }) => value))
    for (const [ref, value] of refs) {
      if (value !== undefined && !brought.has(value) && this.#isTold(ref)) this.#doubted.set(ref, value)
    }
    // What builds on such a value has parts of it.
    for (const { ref, old, new: value } of updates) {
      if (old !== undefined && value !== undefined && this.#doubted.get(ref) === old) this.#doubted.set(ref, value)
    }
    if (this.#doubted.size > 0) this.look()
  }

  /** Takes a checkpoint's entries in, and looks at the values that come to count with them and that it does not list. */
  async adopting<T>(take: () => Promise<T>): Promise<T> {
    this.#taking++
    try {
      return await take()
    } finally {
      void this.#lookAtAll()
    }
  }

  /** Values that a checkpoint may have brought, and of which none that is held lists the objects: those came with it. */
  async #lookAtAll(): Promise<void> {
    try {
      const held = this.#options.checkpoints.all()
      const listed = new Set<ObjectId>()
      for (const { objects } of held) for (const { id, type } of await objects()) if (type !== 'blob') listed.add(id)
      for (const [ref, value] of held.length > 0 ? this.#options.ledger.refs() : []) {
        if (!listed.has(value) && this.#isTold(ref)) this.#doubted.set(ref, value)
      }
    } catch (thrown) {
      this.#say('what checkpoints list cannot be read', thrown)
    } finally {
      this.#taking--
      if (this.#doubted.size > 0) this.look()
    }
  }

  /** Whether a checkpoint tells of the entry that set a ref. */
  #isTold(ref: RefName): boolean {
    const { ledger, checkpoints } = this.#options
    const writer = ledger.writer(ref)
    return writer !== undefined && checkpoints.covers(writer.id)
  }

  /** Somebody who may have them is there, or more is known of them. The first time all are sorted: a start waits for nobody. */
  look(): void {
    if (!this.#isStarted) {
      this.#isStarted = true
      void this.#lookAtAll()
    }
    this.#again = true
    if (this.#running) return
    this.#running = true
    this.#bring().catch((thrown: unknown) => this.#say('what counts again could not be brought', thrown))
  }

  async #bring(): Promise<void> {
    const { ledger, recovering, came, logger } = this.#options
    try {
      while (this.#again) {
        this.#again = false
        let brought = 0
        for (const [ref, value] of this.#doubted) {
          const outcome = ledger.ref(ref) === value ? await recovering.bring([value]) : 'here'
          if (outcome !== 'lacking' && this.#doubted.get(ref) === value) this.#doubted.delete(ref)
          if (outcome === 'brought') brought++
        }
        if (brought > 0) await came()
      }
      if (this.#doubted.size > 0)
        logger.log('warn', 'what counts again is not to be had yet', { values: this.#doubted.size })
    } finally {
      this.#running = false
    }
  }

  #say(what: string, thrown: unknown): void {
    const { code, reason, message } = toKubeError(thrown)
    this.#options.logger.log('warn', what, { code, reason: reason || message })
  }
}
