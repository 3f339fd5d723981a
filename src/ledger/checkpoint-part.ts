// A run of entries in columns (proto/dxos/kube/checkpoint.proto; `part-rows.ts` is the way back): what a checkpoint carries
// instead of the entries themselves. Pure; who signed it and whether that is to be believed is asked elsewhere.
import { equalBytes, fromHex } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import { encodeFacts, encodeHeads } from './checkpoint-facts.ts'
import { BytesColumn, IdIndex, Int32Column } from './columns.ts'
import { invalid } from './failure.ts'
import type { ChainHead, Entry, Facts } from './types.ts'

const { CheckpointPart } = dxos.kube
export const noId = '0'.repeat(40)

/** An entry with what it brought. */
export interface CheckpointEntry {
  readonly entry: Entry
  readonly facts: Facts
}

/** Places of texts in the order in which they were first seen. */
class Texts {
  readonly list: string[] = []
  readonly #places = new Map<string, number>()

  place(text: string): number {
    const known = this.#places.get(text)
    if (known !== undefined) return known
    this.#places.set(text, this.list.length)
    return this.list.push(text) - 1
  }
}

/** Where entries stand before the one that is written. */
interface PlacesBefore {
  back(id: ObjectId): number
  head(back: number): ChainHead
  sha256(back: number): Uint8Array
}

/** Where the entries before stand: one for all parts of a checkpoint, in their order. */
class Places implements PlacesBefore {
  readonly #ids = new BytesColumn(20)
  readonly #index = new IdIndex(this.#ids)
  readonly #sha256 = new BytesColumn(32)
  readonly #sequence = new Int32Column()
  readonly #chain = new Int32Column()
  readonly #chains = new Texts()
  #length = 0

  get length(): number {
    return this.#length
  }

  add({ id, sha256, sequence, chain }: Pick<Entry, 'id' | 'sha256' | 'sequence' | 'chain'>): void {
    this.#ids.pushHex(id)
    this.#index.add(this.#length++)
    this.#sha256.push(sha256)
    this.#sequence.push(sequence)
    this.#chain.push(this.#chains.place(chain))
  }

  /** How many entries before the next one this one stands. @throws KUBE_LEDGER_INVALID */
  back(id: ObjectId): number {
    const place = this.#index.find(id)
    if (place < 0) throw invalid(`${id}, on which an entry of a checkpoint builds, is not in it`)
    return this.#length - place
  }

  head(back: number): ChainHead {
    const place = this.#length - back
    const chain = this.#chains.list[this.#chain.at(place)]!
    return { chain, sequence: this.#sequence.at(place), id: this.#ids.hex(place) }
  }

  sha256(back: number): Uint8Array {
    return new Uint8Array(this.#sha256.row(this.#length - back))
  }
}

/** Writes the entries of a checkpoint, part by part; each entry after what it builds on. */
export class CheckpointWriter {
  readonly #places = new Places()

  /** The bytes of the next part. @throws KUBE_LEDGER_INVALID when one builds on what is not among those before it */
  part(entries: Iterable<CheckpointEntry>): Uint8Array {
    const first = this.#places.length
    const columns = new PartColumns()
    for (const { entry, facts } of entries) {
      columns.add(entry, facts, this.#places)
      this.#places.add(entry)
    }
    return columns.encode(first)
  }
}

/** What a ledger says of its entries by their numbers. */
export interface LedgerOrder {
  entries(from: number, to: number): Iterable<Entry>
  facts(id: ObjectId): Facts
  placeOf(id: ObjectId): number | undefined
  toldAt(place: number): ChainHead & Pick<Entry, 'sha256'>
}

/** Writes entries of a ledger in its own order. */
export class LedgerWriter implements PlacesBefore {
  readonly #ledger: LedgerOrder
  #at = 0

  constructor(ledger: LedgerOrder) {
    this.#ledger = ledger
  }

  /** The bytes of a part: of the entries from one number up to, not with, another. */
  part(from: number, to: number): Uint8Array {
    const columns = new PartColumns()
    this.#at = from
    for (const entry of this.#ledger.entries(from, to)) {
      columns.add(entry, this.#ledger.facts(entry.id), this)
      this.#at++
    }
    return columns.encode(from)
  }

  back(id: ObjectId): number {
    return this.#at - this.#ledger.placeOf(id)!
  }

  head(back: number): ChainHead {
    const { chain, sequence, id } = this.#ledger.toldAt(this.#at - back)
    return { chain, sequence, id }
  }

  sha256(back: number): Uint8Array {
    return this.#ledger.toldAt(this.#at - back).sha256
  }
}

class PartColumns {
  readonly #chains = new Texts()
  readonly #refs = new Texts()
  readonly #messages = new Texts()
  readonly #ids: Uint8Array[] = []
  readonly #sha256: Uint8Array[] = []
  readonly #old: Uint8Array[] = []
  readonly #new: Uint8Array[] = []
  readonly #details: dxos.kube.ICheckpointDetail[] = []
  readonly #numbers = {
    chain: [] as number[],
    message: [] as number[],
    sequence: [] as number[],
    rules: [] as number[],
    wallMs: [] as number[],
    counter: [] as number[],
    publishedMs: [] as number[],
    parent: [] as number[],
    depsCount: [] as number[],
    deps: [] as number[],
    updatesCount: [] as number[],
    updateRef: [] as number[]
  }
  #wallMs = 0

  add(entry: Entry, facts: Facts, places: PlacesBefore): void {
    const to = this.#numbers
    this.#detail(entry, facts, places)
    this.#ids.push(fromHex(entry.id))
    this.#sha256.push(entry.sha256)
    to.chain.push(this.#chains.place(entry.chain))
    to.message.push(this.#messages.place(entry.message))
    to.sequence.push(entry.sequence)
    to.rules.push(entry.rules)
    to.wallMs.push(entry.time.wallMs - this.#wallMs)
    this.#wallMs = entry.time.wallMs
    to.counter.push(entry.time.counter)
    to.publishedMs.push(entry.publishedMs - entry.time.wallMs)
    to.parent.push(entry.parent === undefined ? 0 : places.back(entry.parent))
    to.depsCount.push(entry.deps.length)
    for (const { id } of entry.deps) to.deps.push(places.back(id))
    to.updatesCount.push(entry.updates.length)
    for (const update of entry.updates) {
      to.updateRef.push(this.#refs.place(update.ref))
      this.#old.push(fromHex(update.old ?? noId))
      this.#new.push(fromHex(update.new ?? noId))
    }
  }

  encode(first: number): Uint8Array {
    const part = {
      first,
      chains: this.#chains.list,
      refs: this.#refs.list,
      messages: this.#messages.list,
      ids: Buffer.concat(this.#ids),
      sha256: Buffer.concat(this.#sha256),
      old: Buffer.concat(this.#old),
      new: Buffer.concat(this.#new),
      details: this.#details,
      ...this.#numbers
    }
    return new Uint8Array(CheckpointPart.encode(part).finish())
  }

  #detail(entry: Entry, facts: Facts, places: PlacesBefore): void {
    const { account, credentials, term } = entry
    const { raises, ...lists } = facts
    const isSome = raises !== undefined || Object.values(lists).some(list => list.length > 0)
    const encoded = isSome && encodeFacts(facts)
    const claim = !tellsTrue(entry, places) && {
      deps: encodeHeads(entry.deps),
      ...(entry.parentSha256 && { parentSha256: entry.parentSha256 })
    }
    if (account === undefined && credentials.length === 0 && term === undefined && !encoded && !claim) return
    this.#details.push({
      at: this.#ids.length,
      credentials: [...credentials],
      ...(account && { account: { ...account, nonce: fromHex(account.nonce) } }),
      ...(encoded && { facts: encoded }),
      ...(term !== undefined && { term }),
      ...(claim && { claim })
    })
  }
}

/** Whether an entry says of its parent and the heads that it cites what they are. */
function tellsTrue({ parent, parentSha256, deps }: Entry, places: PlacesBefore): boolean {
  if (parent !== undefined) {
    if (parentSha256 === undefined || !equalBytes(parentSha256, places.sha256(places.back(parent)))) return false
  }
  return deps.every(({ chain, sequence, id }) => {
    const head = places.head(places.back(id))
    return head.chain === chain && head.sequence === sequence
  })
}
