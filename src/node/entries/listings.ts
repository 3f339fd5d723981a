// Which objects the entries of the ledger list. What an entry names and does not list counts as brought only where another
// entry lists it: what a machine has besides, of a transfer that came to nothing, others cannot get
// (docs/decisions/0043-unlisted-objects.md). Few machines ever ask: lists are read when one does, the newest first, and
// what they list is kept in memory from then on.
import { randomInt } from 'node:crypto'
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
/** So many are read at once, and then twice as many; after these 3,840 the rest is read beside everything else. */
const readFirst = 256
const readLast = 2_048

export class Listings {
  readonly #options: ListingsOptions
  readonly #index = new ListedIndex(randomInt(2 ** 32))
  /** The entries from this number up to that have been read. */
  #from = 0
  #to: number | undefined
  /** Those of newer rules, which have no number in the ledger: -1 is the first. */
  readonly #newer: ObjectId[] = []
  #newerRead = 0
  /** Those whose bytes were not here, with their numbers. */
  readonly #bare = new Map<ObjectId, number>()
  /** Those of them whose bytes have come since. */
  readonly #come = new Set<ObjectId>()
  /** How many lists were taken in. */
  #taken = 0
  #reading: Promise<void> | undefined
  #isClosed = false

  constructor(options: ListingsOptions) {
    this.#options = options
  }

  /** Bytes of these entries have come. */
  learned(entries: readonly ObjectId[]): void {
    for (const id of entries) if (this.#bare.has(id)) this.#come.add(id)
  }

  /**
   * Whether one of these is in no list that others are told of. Undefined while entries are being read, or the bytes of one
   * are not here.
   */
  async lackOne(ids: ReadonlySet<ObjectId>): Promise<boolean | undefined> {
    // Of chains that nobody was granted anything for others are told nothing.
    const { listed, rest } = await this.#find(ids, chain => this.#options.ledger.isGranted(chain))
    if (listed.size === ids.size) return false
    return rest === 'nothing' ? true : undefined
  }

  /** What entries say of these; all that they do where there is time to wait until all have been read. */
  async find(ids: ReadonlySet<ObjectId>, { isPatient }: { readonly isPatient: boolean }): Promise<Found> {
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

  async #find(ids: ReadonlySet<ObjectId>, isCounted: Search['isCounted']): Promise<Found> {
    const search: Search = { left: new Set(ids), listed: new Map(), seen: new Set(), isCounted }
    const { listed, left } = search
    for (const id of this.#come) {
      this.#come.delete(id)
      const number = this.#bare.get(id)
      if (number !== undefined) await this.#add(number, id)
    }
    await this.#look(search)
    for (let count = readFirst; left.size > 0 && !this.#isRead && count <= readLast; count *= 2) {
      if (this.#reading !== undefined) break
      await this.#read(count)
      await this.#look(search)
    }
    const isBare = left.size > 0 && this.#isRead && (await this.#isBare(search))
    if (left.size === 0) return { listed, rest: 'nothing' }
    if (this.#isRead) return { listed, rest: isBare ? 'bare' : 'nothing' }
    if (this.#reading === undefined) void this.#read(Number.POSITIVE_INFINITY)
    return { listed, rest: 'reading' }
  }

  /** Looks for what is left in what was read, and is read meanwhile. */
  async #look(search: Search): Promise<void> {
    for (let taken = -1; search.left.size > 0 && taken !== this.#taken; ) {
      taken = this.#taken
      await this.#lookOnce(search)
    }
  }

  async #lookOnce({ left, listed, seen, isCounted }: Search): Promise<void> {
    for (const object of left) {
      for (const number of this.#index.at(object)) {
        if (seen.has(number)) continue
        seen.add(number)
        if (seen.size % breathEvery === 0) await setImmediate()
        const id = this.#entryAt(number)
        if (!isCounted(this.#options.ledger.get(id)!.chain)) continue
        const list = await this.#listOf(id)
        if (list === undefined) this.#bare.set(id, number)
        for (const found of list ?? []) if (left.delete(found.id)) listed.set(found.id, found)
        if (!left.has(object)) break
      }
    }
  }

  get #isRead(): boolean {
    const { position, newer } = this.#options.ledger
    return this.#from === 0 && this.#to === position && this.#newerRead === newer.size
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
    for (let read = 0; read < count && !this.#isRead && !this.#isClosed; read++) {
      if (read % breathEvery === 0) await setImmediate()
      if (this.#newerRead < ledger.newer.size) {
        const [entry] = ledger.newer.values().drop(this.#newerRead)
        await this.#add(-this.#newer.push(entry!.id), entry!.id)
        this.#newerRead++
      } else if (this.#to < ledger.position) {
        await this.#add(this.#to, this.#entryAt(this.#to))
        this.#to++
      } else {
        await this.#add(this.#from - 1, this.#entryAt(this.#from - 1))
        this.#from--
      }
    }
  }

  /** Takes in what an entry lists; whether its bytes are here. */
  async #add(number: number, id: ObjectId): Promise<boolean> {
    const listed = await this.#listOf(id)
    for (const object of listed ?? []) this.#index.add(object.id, number)
    if (listed === undefined) this.#bare.set(id, number)
    else this.#bare.delete(id)
    this.#taken++
    return listed !== undefined
  }

  /** Whether one that counts has no bytes here still; what others of them list is looked at. */
  async #isBare(search: Search): Promise<boolean> {
    for (const [id, number] of this.#bare) {
      if (!search.isCounted(this.#options.ledger.get(id)!.chain)) continue
      if (!(await this.#add(number, id))) return true
      await this.#look(search)
    }
    return false
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
