// Heads of chains: durable by the journal at once; their files, which git reads, follow those of the objects.
import { KubeError, toKubeError } from '../base/errors.ts'
import type { Logger, ObjectId, RefName } from '../base/types.ts'
import { checkRef, headPattern } from '../storage/ref-names.ts'
import type { Journal } from './journal.ts'
import type { RefFiles } from './ref-files.ts'

export interface HeadsOptions {
  readonly files: RefFiles
  readonly journal: Pick<Journal, 'append'>
  readonly log: Logger
  /** Has git see the objects that were stored before: what refs lead to stands before they do. */
  readonly objectsPlaced: () => Promise<void>
}

/** A head is written to its place after this time, if nobody waits for that. */
const placeAfterMs = 30
/** What the disk refused is tried again after this. */
const retryMs = 1_000

export class Heads {
  /** Those that the journal has and whose files are not written yet. */
  readonly unplaced = new Map<RefName, ObjectId>()
  /** Calls `placeAll` when no other ref is being written. */
  place: () => Promise<void> = () => this.placeAll()
  private readonly options: HeadsOptions
  /** Those that were placed. */
  private readonly standing = new Set<RefName>()
  private timer: NodeJS.Timeout | undefined
  private stopped = false

  constructor(options: HeadsOptions) {
    this.options = options
  }

  get objectsPlaced(): () => Promise<void> {
    return this.options.objectsPlaced
  }

  /** @throws KUBE_REF_CONFLICT, KUBE_REF_INVALID for what is no head, and what the disk throws */
  async set(ref: RefName, value: ObjectId): Promise<void> {
    const heads = new Map([[ref, value]])
    await this.refuse(heads)
    await this.append(heads)
  }

  /** @throws KUBE_REF_CONFLICT, KUBE_REF_INVALID where they cannot be set */
  async refuse(heads: ReadonlyMap<RefName, ObjectId>): Promise<void> {
    for (const ref of heads.keys()) {
      // While it stands no other ref can be in its way.
      if (this.standing.has(ref)) continue
      checkRef(ref)
      if (!headPattern.test(ref)) throw new KubeError('KUBE_REF_INVALID', `${ref} is not a chain head`)
      await this.options.files.refuseConflict(ref)
    }
  }

  /** Those that were not refused. @throws what the disk throws */
  async append(heads: ReadonlyMap<RefName, ObjectId>): Promise<void> {
    await this.options.journal.append({ heads })
    for (const [ref, value] of heads) this.toPlace(ref, value)
  }

  /** Of what the journal has. */
  toPlace(ref: RefName, value: ObjectId): void {
    this.unplaced.set(ref, value)
    this.placeAfter(placeAfterMs)
  }

  async placeAll(): Promise<void> {
    await this.options.objectsPlaced()
    for (const [ref, value] of this.unplaced) {
      await this.options.files.replace(ref, `${value}\n`, false)
      this.standing.add(ref)
      if (this.unplaced.get(ref) === value) this.unplaced.delete(ref)
    }
  }

  private placeAfter(ms: number, isAgain = false): void {
    if (this.stopped) return
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.place().catch((thrown: unknown) => {
        const { code, reason, message } = toKubeError(thrown)
        const fields = { code, reason: reason || message }
        if (isAgain) this.options.log.log('error', 'git cannot be shown what is stored', fields)
        this.placeAfter(retryMs, true)
      })
    }, ms).unref()
  }

  /** Nothing is written by itself any more. */
  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }
}
