// Objects that an entry names and does not list, because its writer had them and this machine has none of them any more,
// or took a checkpoint in their place: other entries list them, so that they can be checked when a member sends them.
import { setImmediate } from 'node:timers/promises'
import { depthMax } from '../../base/limits.ts'
import type { Logger, ObjectId } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { EntryStore } from '../entries/entry-store.ts'
import { historyEnds, lackedBelow } from '../objects/below.ts'
import type { Shallow } from '../objects/shallow.ts'

export interface RecoveringOptions {
  readonly ledger: Ledger
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly objects: Objects
  readonly shallow: Shallow
  /** Brings objects here from members; gives those that came. */
  readonly repair: (wanted: readonly ListedObject[]) => Promise<readonly ObjectId[]>
  readonly logger: Logger
}

/** `here`: all was here. `lacking`: something cannot be had now; what came stays. */
export type Outcome = 'here' | 'brought' | 'lacking'

/** Others get a turn after so many entries. */
const breathEvery = 256
/** What no entry lists is not looked for again at once: ids, forgotten together. */
const unknownMax = 10_000

export class Recovering {
  readonly #options: RecoveringOptions
  readonly #unknown = new Set<ObjectId>()
  #running: Promise<unknown> = Promise.resolve()

  constructor(options: RecoveringOptions) {
    this.#options = options
  }

  /** More of the past is known: what no entry listed may be listed now. */
  learned(): void {
    this.#unknown.clear()
  }

  /**
   * Brings these here with all that they need, as far as that is not here; histories end where their parents are not here
   * whole. One run at a time, as it goes through all entries. @throws KUBE_OBJECT_DAMAGED
   */
  bring(ids: Iterable<ObjectId>): Promise<Outcome> {
    const run = this.#running.then(() => this.#bring(new Set(ids)))
    this.#running = run.catch(() => undefined)
    return run
  }

  async #bring(ids: ReadonlySet<ObjectId>): Promise<Outcome> {
    const { objects, repair, shallow, logger } = this.#options
    const whole = new Set<ObjectId>()
    let count = 0
    for (let depth = 0; ; depth++) {
      const wanted = await lackedBelow(objects, ids, whole)
      if (wanted.size === 0) break
      const listed = depth <= depthMax ? await this.#listed(wanted) : []
      if (listed.length < wanted.size) return 'lacking'
      const came = new Set(await repair(listed))
      if (listed.some(({ id }) => !came.has(id))) return 'lacking'
      count += listed.length
    }
    const ends = await historyEnds(objects, ids, { shallow: shallow.commits, whole })
    if (ends.size > 0) await shallow.change(before => before.union(ends))
    if (count > 0) logger.log('info', 'objects that are not here are needed again', { objects: count })
    return count > 0 ? 'brought' : 'here'
  }

  /** What entries say of these, as far as one lists them; nothing when one of them is known to be in no list. */
  async #listed(wanted: ReadonlySet<ObjectId>): Promise<ListedObject[]> {
    const found = new Map<ObjectId, ListedObject>()
    if (!wanted.isDisjointFrom(this.#unknown)) return []
    let count = 0
    for (const { id } of this.#options.ledger.entries()) {
      if (++count % breathEvery === 0) await setImmediate()
      // One that came with a checkpoint may have no bytes here yet.
      if (!(await this.#options.objects.has(id))) continue
      const { objects } = await this.#options.entries.bytes(id)
      for (const object of decodeObjectList(objects)) if (wanted.has(object.id)) found.set(object.id, object)
      if (found.size === wanted.size) break
    }
    if (this.#unknown.size > unknownMax) this.#unknown.clear()
    for (const id of wanted) if (!found.has(id)) this.#unknown.add(id)
    return [...found.values()]
  }
}
