// A run of entries in columns, and back (proto/dxos/kube/checkpoint.proto): what a checkpoint carries instead of the
// entries themselves. Pure; who signed it and whether that is to be believed is asked elsewhere.
import { equalBytes, fromHex, toHex } from '../base/bytes.ts'
import type { ObjectId, PeerId, RefName } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import { decodeFacts, decodeHeads, encodeFacts, encodeHeads } from './checkpoint-facts.ts'
import { BytesColumn, IdIndex, Int32Column } from './columns.ts'
import { demand, invalid } from './failure.ts'
import type { ChainHead, Entry, Facts, RefUpdate } from './types.ts'

const { CheckpointPart } = dxos.kube
const noId = '0'.repeat(40)

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

/** Where the entries before stand: one for all parts of a checkpoint, in their order. */
class Places {
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

  /** @throws KUBE_LEDGER_INVALID */
  head(back: number): ChainHead {
    const place = this.#length - back
    demand(place >= 0 && back > 0, 'an entry of a checkpoint builds on none that is in it')
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

  add(entry: Entry, facts: Facts, places: Places): void {
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

  #detail(entry: Entry, facts: Facts, places: Places): void {
    const { account, credentials } = entry
    const encoded = Object.keys(facts).length > 0 && encodeFacts(facts)
    const claim = !tellsTrue(entry, places) && {
      deps: encodeHeads(entry.deps),
      ...(entry.parentSha256 && { parentSha256: entry.parentSha256 })
    }
    if (account === undefined && credentials.length === 0 && !encoded && !claim) return
    this.#details.push({
      at: this.#ids.length,
      credentials: [...credentials],
      ...(account && { account: { ...account, nonce: fromHex(account.nonce) } }),
      ...(encoded && { facts: encoded }),
      ...(claim && { claim })
    })
  }
}

/** Whether an entry says of its parent and the heads that it cites what they are. */
function tellsTrue({ parent, parentSha256, deps }: Entry, places: Places): boolean {
  if (parent !== undefined) {
    if (parentSha256 === undefined || !equalBytes(parentSha256, places.sha256(places.back(parent)))) return false
  }
  return deps.every(({ chain, sequence, id }) => {
    const head = places.head(places.back(id))
    return head.chain === chain && head.sequence === sequence
  })
}

/** Reads the parts of a checkpoint, in their order. */
export class CheckpointReader {
  readonly #places = new Places()

  /** Entries that were read. */
  get length(): number {
    return this.#places.length
  }

  /** @throws KUBE_LEDGER_INVALID when the bytes are not the next part of a checkpoint */
  *part(bytes: Uint8Array): Generator<CheckpointEntry> {
    const part = parse(bytes)
    demand(Number(part.first) === this.#places.length, 'a part of a checkpoint is not the next one')
    assertShape(part)
    const at = { wallMs: 0, dep: 0, update: 0 }
    const details = new Map(part.details.map(detail => [detail.at ?? 0, detail]))
    for (let row = 0; row < part.chain.length; row++) {
      const found = this.#entry(part, row, at, details.get(row))
      this.#places.add(found.entry)
      yield found
    }
  }

  #entry(
    part: dxos.kube.CheckpointPart,
    row: number,
    at: { wallMs: number; dep: number; update: number },
    detail: dxos.kube.ICheckpointDetail | undefined
  ): CheckpointEntry {
    const places = this.#places
    at.wallMs += Number(part.wallMs[row])
    const back = part.parent[row]!
    const deps: ChainHead[] = []
    for (let left = part.depsCount[row]!; left > 0; left--) deps.push(places.head(part.deps[at.dep++]!))
    const updates: RefUpdate[] = []
    for (let left = part.updatesCount[row]!; left > 0; left--) updates.push(updateAt(part, at.update++))
    const { account, credentials, facts, claim } = detail ?? {}
    const entry: Entry = {
      id: hexAt(part.ids, 20, row),
      chain: text(part.chains, part.chain[row]!) as PeerId,
      sequence: Number(part.sequence[row]),
      rules: part.rules[row]!,
      time: { wallMs: at.wallMs, counter: part.counter[row]! },
      publishedMs: at.wallMs + Number(part.publishedMs[row]),
      parent: back === 0 ? undefined : places.head(back).id,
      deps: claim ? claimedDeps(deps, decodeHeads(claim.deps)) : deps,
      updates,
      ...(account && { account: accountOf(account) }),
      credentials: [...(credentials ?? [])],
      message: text(part.messages, part.message[row]!),
      sha256: part.sha256.slice(32 * row, 32 * row + 32),
      parentSha256: claim ? claimedSha256(claim.parentSha256) : back === 0 ? undefined : places.sha256(back)
    }
    return { entry, facts: facts ? decodeFacts(facts) : {} }
  }
}

const hexAt = (bytes: Uint8Array, width: number, row: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex', width * row, width * (row + 1))

function updateAt(part: dxos.kube.CheckpointPart, at: number): RefUpdate {
  const [old, value] = [hexAt(part.old, 20, at), hexAt(part.new, 20, at)]
  const ref = text(part.refs, part.updateRef[at]!) as RefName
  return { ref, old: old === noId ? undefined : old, new: value === noId ? undefined : value }
}

/** An entry names what it builds on truly; chain and sequence number are what it may say otherwise. */
function claimedDeps(deps: readonly ChainHead[], claimed: readonly ChainHead[]): readonly ChainHead[] {
  const same = claimed.length === deps.length && claimed.every(({ id }, at) => id === deps[at]!.id)
  demand(same, 'an entry of a checkpoint cites others than it builds on')
  return claimed
}

function claimedSha256(bytes: Uint8Array | null | undefined): Uint8Array | undefined {
  return bytes?.length ? new Uint8Array(bytes) : undefined
}

function accountOf({ subject, sequence, nonce }: dxos.kube.ICheckpointAccount): NonNullable<Entry['account']> {
  demand(nonce?.length === 16, 'a nonce in a checkpoint is none')
  return { subject: subject ?? '', sequence: Number(sequence ?? 0), nonce: toHex(nonce!) }
}

function text(texts: readonly string[], place: number): string {
  const found = texts[place]
  if (found === undefined) throw invalid('a part of a checkpoint names a text that it does not have')
  return found
}

function parse(bytes: Uint8Array): dxos.kube.CheckpointPart {
  try {
    return CheckpointPart.decode(bytes)
  } catch (error) {
    throw invalid('a part of a checkpoint is not the message that it should be', error)
  }
}

/** All columns are as long as they must be, so that none is read beyond its end. */
function assertShape(part: dxos.kube.CheckpointPart): void {
  const { length } = part.chain
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)
  const columns = [part.message, part.sequence, part.rules, part.wallMs, part.counter, part.publishedMs, part.parent]
  const even = [...columns, part.depsCount, part.updatesCount].every(column => column.length === length)
  const updates = total(part.updatesCount)
  const wide = part.ids.length === 20 * length && part.sha256.length === 32 * length
  const values = part.old.length === 20 * updates && part.new.length === 20 * updates
  const lists = part.deps.length === total(part.depsCount) && part.updateRef.length === updates
  demand(even && wide && values && lists, 'the columns of a part of a checkpoint differ in length')
}
