// Which objects the entries of the ledger list. What an entry names and does not list counts as brought only where another
// entry lists it: what a machine has besides, of a transfer that came to nothing, others cannot get
// (docs/decisions/0043-unlisted-objects.md).
import { setImmediate } from 'node:timers/promises'
import type { ObjectId } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Objects } from '../../ports/objects.ts'
import type { EntryStore } from './entry-store.ts'

export interface ListingsOptions {
  readonly ledger: Pick<Ledger, 'get' | 'ids' | 'isGranted' | 'newer' | 'position'>
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly objects: Pick<Objects, 'has'>
}

/** Others get a turn after so many entries. */
const breathEvery = 256
/** What was looked for in vain: ids, forgotten together. */
const unlistedMax = 10_000

export class Listings {
  readonly #options: ListingsOptions
  /** Of what no entry listed, how many entries were looked at. */
  readonly #unlisted = new Map<ObjectId, number>()

  constructor(options: ListingsOptions) {
    this.#options = options
  }

  /** Whether one of these is certainly in no list; nothing is certain while the bytes of an entry are not here. */
  async lackOne(ids: ReadonlySet<ObjectId>): Promise<boolean> {
    const { ledger } = this.#options
    const upTo = ledger.position
    let from = upTo
    for (const id of ids) from = Math.min(from, this.#unlisted.get(id) ?? 0)
    const left = new Set(ids)
    let count = 0
    for (const id of this.#between(from, upTo)) {
      if (left.size === 0) break
      if (++count % breathEvery === 0) await setImmediate()
      if (!(await this.#strike(id, left))) return false
    }
    if (this.#unlisted.size > unlistedMax) this.#unlisted.clear()
    for (const id of left) this.#unlisted.set(id, upTo)
    return left.size > 0
  }

  /** What is named is mostly of late. */
  *#between(from: number, upTo: number): Iterable<ObjectId> {
    const { ledger } = this.#options
    for (const { id } of ledger.newer.values()) yield id
    for (let to = upTo; to > from; to -= breathEvery) yield* ledger.ids(Math.max(from, to - breathEvery), to)
  }

  /** Takes away what an entry lists; whether its bytes are here. */
  async #strike(entry: ObjectId, ids: Set<ObjectId>): Promise<boolean> {
    const { ledger, entries, objects } = this.#options
    // Of chains that nobody was granted anything for others are told nothing.
    if (!ledger.isGranted(ledger.get(entry)!.chain)) return true
    // One that came with a checkpoint may have no bytes here yet.
    if (!(await objects.has(entry))) return false
    for (const { id } of decodeObjectList((await entries.bytes(entry)).objects)) ids.delete(id)
    return true
  }
}
