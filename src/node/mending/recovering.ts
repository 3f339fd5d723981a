// Objects that an entry names and does not list, because its writer had them and this machine has none of them any more,
// or took a checkpoint in their place: other entries list them, so that they can be checked when a member sends them.
import { setImmediate } from 'node:timers/promises'
import { decodeCommit, decodeTree } from '../../base/git-format.ts'
import { depthMax } from '../../base/limits.ts'
import type { Logger, ObjectId } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { EntryStore } from '../entries/entry-store.ts'
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
   * Brings these here with all that they need; histories end where their parents are not here. Whether all came. One run
   * at a time, as it goes through all entries.
   */
  bring(ids: Iterable<ObjectId>): Promise<boolean> {
    const run = this.#running.then(() => this.#bring(new Set(ids)))
    this.#running = run.catch(() => undefined)
    return run
  }

  async #bring(ids: ReadonlySet<ObjectId>): Promise<boolean> {
    const { repair, shallow, logger } = this.#options
    const cut = new Set<ObjectId>()
    let count = 0
    let wanted = ids
    for (let depth = 0; wanted.size > 0; depth++) {
      const listed = depth <= depthMax ? await this.#listed(wanted) : []
      if (listed.length < wanted.size) return false
      const came = new Set(await repair(listed))
      if (listed.some(({ id }) => !came.has(id))) return false
      count += listed.length
      wanted = await this.#lackedBy(listed, cut)
    }
    if (cut.size > 0) await shallow.change(before => before.union(cut))
    if (count > 0) logger.log('info', 'objects that were freed here are needed again', { objects: count })
    return true
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

  /** What they name and is not here. Commits whose parents are not become the end of their history. */
  async #lackedBy(listed: readonly ListedObject[], cut: Set<ObjectId>): Promise<Set<ObjectId>> {
    const { objects } = this.#options
    const named = new Set<ObjectId>()
    for (const { id, type } of listed) {
      if (type === 'tree') {
        const { content } = await objects.read(id)
        for (const entry of decodeTree(content)) if (entry.mode !== '160000') named.add(entry.id)
      } else if (type === 'commit') {
        const { tree, parents } = decodeCommit((await objects.read(id)).content)
        named.add(tree)
        if ((await objects.present(parents)).size < new Set(parents).size) cut.add(id)
      }
    }
    return named.difference(await objects.present([...named]))
  }
}
