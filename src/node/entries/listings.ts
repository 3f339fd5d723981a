// Which objects the entries of the ledger list. What an entry names and does not list counts as brought only where another
// entry lists it: what a machine has besides, of a transfer that came to nothing, others cannot get
// (docs/decisions/0043-unlisted-objects.md). Few machines ever ask: lists are read when one does, the newest first, and
// what they list is kept in memory from then on.
import { setImmediate } from 'node:timers/promises'
import type { ObjectId, PeerId } from '../../base/types.ts'
import { decodeObjectList } from '../../ledger/changeset-codec.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { EntryStore } from './entry-store.ts'
import { ListedIndex } from './listed-index.ts'

export interface ListingsOptions {
  readonly ledger: Pick<Ledger, 'get' | 'ids' | 'isGranted' | 'newer' | 'position'>
  readonly entries: Pick<EntryStore, 'bytes'>
  readonly objects: Pick<Objects, 'has'>
}

export interface Found {
  /** What entries say of each, as far as one lists it. */
  readonly listed: ReadonlyMap<ObjectId, ListedObject>
  /** What else may list the others: nothing, entries that are still being read, or such as have no bytes here. */
  readonly rest: 'nothing' | 'reading' | 'bare'
}

interface Search {
  readonly left: Set<ObjectId>
  readonly listed: Map<ObjectId, ListedObject>
  /** Numbers of entries that were looked at for it. */
  readonly seen: Set<number>
  readonly isCounted: (chain: PeerId) => boolean
}

/** Others get a turn after so many entries. */
const breathEvery = 32
/** After so many the rest is read beside everything else. */
const readAtOnceMax = 4_096
const readFirst = 256

export class Listings {
  readonly #options: ListingsOptions
  readonly #index = new ListedIndex()
  /** The entries from this number up to that have been read. */
  #from = 0
  #to: number | undefined
  /** Those of newer rules that have been read. They have no number in the ledger: -1 is the first. */
  readonly #newer: ObjectId[] = []
  /** Numbers of those whose bytes were not here. */
  readonly #bare = new Set<number>()
  #hasLearned = false
  #reading: Promise<void> | undefined
  #isClosed = false

  constructor(options: ListingsOptions) {
    this.#options = options
  }

  /** Bytes of entries have come. */
  learned(): void {
    this.#hasLearned = true
  }

  /**
   * Whether one of these is certainly in no list that others are told of: nothing is certain while the bytes of an entry
   * are not here. Undefined while entries are being read.
   */
  async lackOne(ids: ReadonlySet<ObjectId>): Promise<boolean | undefined> {
    // Of chains that nobody was granted anything for others are told nothing.
    const { listed, rest } = await this.#find(ids, chain => this.#options.ledger.isGranted(chain))
    if (listed.size === ids.size || rest === 'bare') return false
    return rest === 'nothing' ? true : undefined
  }

  /** What entries say of these; all that they do where there is time to wait until all have been read. */
  async find(ids: ReadonlySet<ObjectId>, { isPatient }: { readonly isPatient: boolean }): Promise<Found> {
    if (this.#hasLearned) {
      this.#hasLearned = false
      await this.#readBare(Number.POSITIVE_INFINITY)
    }
    let found = await this.#find(ids, () => true)
    while (isPatient && !this.#isClosed && found.rest === 'reading' && found.listed.size < ids.size) {
      await this.#reading
      found = await this.#find(ids, () => true)
    }
    return found
  }

  /** Reads no further. */
  close(): void {
    this.#isClosed = true
  }

  async #find(ids: ReadonlySet<ObjectId>, isCounted: (chain: PeerId) => boolean): Promise<Found> {
    const search: Search = { left: new Set(ids), listed: new Map(), seen: new Set(), isCounted }
    const { listed, left } = search
    await this.#look(search)
    for (let count = readFirst; left.size > 0 && !this.#isRead && count <= readAtOnceMax; count *= 2) {
      if (this.#reading !== undefined) break
      await this.#read(count)
      await this.#look(search)
    }
    if (left.size > 0 && this.#isRead && this.#bare.size > 0) {
      await this.#readBare(1)
      await this.#look(search)
    }
    if (left.size === 0) return { listed, rest: 'nothing' }
    if (this.#isRead) return { listed, rest: this.#bare.size > 0 ? 'bare' : 'nothing' }
    if (this.#reading === undefined) void this.#read(Number.POSITIVE_INFINITY)
    return { listed, rest: 'reading' }
  }

  /** Looks for what is left in what was read. */
  async #look({ left, listed, seen, isCounted }: Search): Promise<void> {
    for (const object of left) {
      for (const number of this.#index.at(object)) {
        if (seen.has(number)) continue
        seen.add(number)
        if (seen.size % breathEvery === 0) await setImmediate()
        const id = this.#entryAt(number)
        if (!isCounted(this.#options.ledger.get(id)!.chain)) continue
        for (const found of (await this.#listOf(id)) ?? []) if (left.delete(found.id)) listed.set(found.id, found)
        if (!left.has(object)) break
      }
    }
  }

  get #isRead(): boolean {
    const { position, newer } = this.#options.ledger
    return this.#from === 0 && this.#to === position && this.#newer.length === newer.size
  }

  #read(count: number): Promise<void> {
    this.#reading = this.#readOn(count).finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** So many entries more: what is named is mostly of late. */
  async #readOn(count: number): Promise<void> {
    const { ledger } = this.#options
    this.#to ??= this.#from = ledger.position
    for (let left = count; left > 0 && !this.#isRead && !this.#isClosed; left--) {
      if (left % breathEvery === 0) await setImmediate()
      if (this.#newer.length < ledger.newer.size) {
        const [entry] = ledger.newer.values().drop(this.#newer.length)
        await this.#add(-this.#newer.push(entry!.id))
      } else if (this.#to < ledger.position) {
        await this.#add(this.#to)
        this.#to++
      } else {
        await this.#add(this.#from - 1)
        this.#from--
      }
    }
  }

  /** Takes in what an entry lists; whether its bytes are here. */
  async #add(number: number): Promise<boolean> {
    const listed = await this.#listOf(this.#entryAt(number))
    for (const { id } of listed ?? []) this.#index.add(id, number)
    if (listed === undefined) this.#bare.add(number)
    else this.#bare.delete(number)
    return listed !== undefined
  }

  /** Once more those that had no bytes here, until so many of them have none still. */
  async #readBare(bareMax: number): Promise<void> {
    let [count, bare] = [0, 0]
    for (const number of [...this.#bare]) {
      if (++count % breathEvery === 0) await setImmediate()
      if (!(await this.#add(number)) && ++bare === bareMax) return
    }
  }

  #entryAt(number: number): ObjectId {
    if (number < 0) return this.#newer[-number - 1]!
    const [id] = this.#options.ledger.ids(number, number + 1)
    return id!
  }

  /** Undefined of one that came with a checkpoint and has no bytes here yet, or is damaged. */
  async #listOf(id: ObjectId): Promise<ListedObject[] | undefined> {
    const { entries, objects } = this.#options
    try {
      return (await objects.has(id)) ? decodeObjectList((await entries.bytes(id)).objects) : undefined
    } catch {
      return undefined
    }
  }
}
