// Objects that an entry names and does not list, because its writer had them and this machine has none of them any more,
// or took a checkpoint in their place: other entries list them, so that they can be checked when a member sends them.
import { depthMax } from '../../base/limits.ts'
import type { Logger, ObjectId } from '../../base/types.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Listings } from '../entries/listings.ts'
import { historyEnds, lackedBelow } from '../objects/below.ts'
import type { Shallow } from '../objects/shallow.ts'

export interface RecoveringOptions {
  readonly listings: Pick<Listings, 'find'>
  readonly objects: Objects
  readonly shallow: Shallow
  /** Brings objects here from members; gives those that came. */
  readonly repair: (wanted: readonly ListedObject[]) => Promise<readonly ObjectId[]>
  /** Whether somebody is there who can be asked. */
  readonly canAsk?: () => boolean
  readonly logger: Logger
}

/** `here`: all was here. `lacking`: something cannot be had now; what came stays. */
export type Outcome = 'here' | 'brought' | 'lacking'

export class Recovering {
  readonly #options: RecoveringOptions
  #running: Promise<unknown> = Promise.resolve()
  /** Runs, under way or to come, of those who wait. */
  #patient = 0
  #turnedAway = false
  /** Who was not patient may ask again. */
  onFree: () => void = () => undefined

  constructor(options: RecoveringOptions) {
    this.#options = options
  }

  /**
   * Brings these here with all that they need, as far as that is not here; histories end where their parents are not here
   * whole. One run at a time. Waits until all entries have been read. @throws KUBE_OBJECT_DAMAGED
   */
  async bring(ids: Iterable<ObjectId>): Promise<Outcome> {
    const outcome = await this.#next(ids, true)
    return outcome === 'nowhere' ? 'lacking' : outcome
  }

  /**
   * The same, of who is not patient: it waits neither for entries to be read nor for one who does, and asks again; `onFree` says when.
   * `nowhere`: no entry lists something of it, or members were asked and none has it; `later`: that cannot be told yet.
   */
  async seek(ids: Iterable<ObjectId>): Promise<'here' | 'nowhere' | 'later'> {
    const outcome = await this.#next(ids, false)
    if (outcome === 'lacking') return 'later'
    return outcome === 'nowhere' ? 'nowhere' : 'here'
  }

  #next(ids: Iterable<ObjectId>, isPatient: boolean): Promise<Outcome | 'nowhere'> {
    if (isPatient) this.#patient++
    else if (this.#patient > 0) {
      this.#turnedAway = true
      return Promise.resolve('lacking')
    }
    const run = this.#running.then(() => this.#bring(new Set(ids), isPatient))
    this.#running = run.catch(() => undefined)
    return isPatient ? run.finally(() => this.#patientEnded()) : run
  }

  #patientEnded(): void {
    if (--this.#patient > 0 || !this.#turnedAway) return
    this.#turnedAway = false
    this.onFree()
  }

  async #bring(ids: ReadonlySet<ObjectId>, isPatient: boolean): Promise<Outcome | 'nowhere'> {
    const { listings, objects, repair, shallow, logger, canAsk = () => false } = this.#options
    const whole = new Set<ObjectId>()
    let count = 0
    for (let depth = 0; ; depth++) {
      const wanted = await lackedBelow(objects, ids, whole)
      if (wanted.size === 0) break
      if (depth > depthMax) return 'lacking'
      const found = await listings.find(wanted, { isPatient })
      if (found.listed.size < wanted.size) return found.rest === 'nothing' ? 'nowhere' : 'lacking'
      const listed = [...found.listed.values()]
      const came = new Set(await repair(listed))
      if (listed.some(({ id }) => !came.has(id))) return canAsk() ? 'nowhere' : 'lacking'
      count += listed.length
    }
    const ends = await historyEnds(objects, ids, { shallow: shallow.commits, whole })
    if (ends.size > 0) await shallow.change(before => before.union(ends))
    if (count > 0) logger.log('info', 'objects that are not here are needed again', { objects: count })
    return count > 0 ? 'brought' : 'here'
  }
}
