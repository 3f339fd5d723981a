// Damage that somebody ran into is mended from peers without being asked: as soon as one of them is there.
import { toKubeError } from '../base/errors.ts'
import { isDamage, isMissing } from '../base/object-faults.ts'
import type { Logger, ObjectId, Scheduler } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import { type FsckOptions, type FsckReport, fsck } from './fsck.ts'

/** An object that is damaged or gone: peers may have it. */
export const isLost = (thrown: unknown): boolean => isDamage(thrown) || isMissing(thrown)

/** The same objects; reads that fail for what is on the disk are reported. */
export function watchObjects(objects: Objects, onDamage: (id: ObjectId) => void): Objects {
  const noticed = (id: ObjectId) => (thrown: unknown) => {
    if (isDamage(thrown)) onDamage(id)
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
    write: items => objects.write(items),
    pack: ids => objects.pack(ids),
    receive: (pack, expected) => objects.receive(pack, expected),
    ids: () => objects.ids(),
    verify: id => objects.verify(id),
    quarantine: id => objects.quarantine(id),
    close: () => objects.close()
  }
}

export interface SelfRepairOptions extends FsckOptions {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly peers: () => number
  /** Views made of what is verified now are brought up to it. */
  readonly rereadAll: () => Promise<void>
}

/** Between two attempts that nobody asked for. */
const pauseMs = 5_000

export class SelfRepair {
  readonly #options: SelfRepairOptions
  #needed = false
  #running: Promise<FsckReport> | undefined = undefined
  #cancel: (() => void) | undefined = undefined

  constructor(options: SelfRepairOptions) {
    this.#options = options
  }

  /** Somebody met a damaged object. */
  notice(): void {
    this.#needed = true
    this.#soon(0)
  }

  /** Somebody who may help is there. */
  peerCame(): void {
    if (this.#needed) this.#soon(0)
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
    const report = await fsck(this.#options)
    this.#needed = !report.ok
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
          if (this.#needed) this.#soon(pauseMs)
        })
        .catch(failed)
    })
  }
}
