// Damage that somebody ran into is mended from peers without being asked: as soon as one of them is there.
import { toKubeError } from '../../base/errors.ts'
import { isDamage, isLost } from '../../base/object-faults.ts'
import type { Logger, ObjectId, Scheduler } from '../../base/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { type FsckOptions, type FsckReport, fsck } from './fsck.ts'

/**
 * The same objects; reads that fail for what is on the disk are reported.
 * @param lacking `damage`: whoever reads asks for nothing but what the state leads to, so that what is not there was lost
 */
export function watchObjects(
  objects: Objects,
  onDamage: (id: ObjectId) => void,
  lacking: 'damage' | 'usual' = 'usual'
): Objects {
  const noticed = (id: ObjectId) => (thrown: unknown) => {
    const lost = lacking === 'damage' ? isLost(thrown) : isDamage(thrown)
    if (lost) onDamage(id)
    throw thrown
  }
  return {
    has: id => objects.has(id),
    present: ids => objects.present(ids),
    read: (id, options) => objects.read(id, options).catch(noticed(id)),
    header: id => objects.header(id).catch(noticed(id)),
    async *stream(id, options) {
      try {
        yield* objects.stream(id, options)
      } catch (thrown) {
        noticed(id)(thrown)
      }
    },
    write: (...given) => objects.write(...given),
    pack: ids => objects.pack(ids),
    receive: (...given) => objects.receive(...given),
    ids: () => objects.ids(),
    verify: id => objects.verify(id),
    quarantine: id => objects.quarantine(id),
    mend: () => objects.mend(),
    occupied: ids => objects.occupied(ids),
    free: (ids, options) => objects.free(ids, options),
    close: () => objects.close()
  }
}

export interface SelfRepairOptions extends FsckOptions {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly peers: () => number
  /** Views made of what is verified now are brought up to it. */
  readonly rereadAll: () => Promise<void>
  /** Runs while nothing is freed. */
  readonly alone: <T>(task: () => Promise<T>) => Promise<T>
}

/** Between two attempts that nobody asked for; longer after each that found nothing. */
const pauseMs = 5_000
const pauseMsMax = 300_000

export class SelfRepair {
  readonly #options: SelfRepairOptions
  /** How often something was found to be lost. */
  losses = 0
  /** Objects that were damaged or missing when everything was verified the last time. */
  lost: readonly ObjectId[] = []
  #needed = false
  /** Attempts since one has mended anything. */
  #fruitless = 0
  #running: Promise<FsckReport> | undefined = undefined
  #cancel: (() => void) | undefined = undefined

  constructor(options: SelfRepairOptions) {
    this.#options = options
  }

  /** Somebody met a damaged object. */
  notice(): void {
    this.losses++
    this.#needed = true
    this.#soon(0)
  }

  /** Somebody who may help is there. */
  peerCame(): void {
    if (!this.#needed) return
    this.#fruitless = 0
    this.#cancel?.()
    this.#cancel = undefined
    this.#soon(0)
  }

  stop(): void {
    this.#needed = false
    this.#cancel?.()
  }

  /** Verifies everything and mends what it can; one run at a time. */
  run(): Promise<FsckReport> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #run(): Promise<FsckReport> {
    const report = await this.#options.alone(() => fsck(this.#options))
    this.#needed = !report.ok
    this.lost = [...report.damaged, ...report.missing]
    if (this.#needed) this.losses++
    this.#fruitless = report.repaired.length > 0 ? 0 : this.#fruitless + 1
    if (report.repaired.length > 0) {
      this.#options.logger.log('info', 'damaged objects were mended', { repaired: report.repaired.length })
    }
    await this.#options.rereadAll()
    return report
  }

  #soon(ms: number): void {
    const { scheduler, peers, logger } = this.#options
    if (this.#cancel || this.#running || peers() === 0) return
    this.#cancel = scheduler.after(ms, () => {
      this.#cancel = undefined
      const failed = (thrown: unknown) =>
        logger.log('error', 'the repair failed', { reason: toKubeError(thrown).message })
      this.run()
        .then(() => {
          if (this.#needed) this.#soon(Math.min(pauseMsMax, pauseMs * 2 ** Math.max(0, this.#fruitless - 1)))
        })
        .catch(failed)
    })
  }
}
