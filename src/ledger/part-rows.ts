// The entries of a checkpoint's parts (`checkpoint-part.ts` writes them): by row as they are in columns, or as objects.
import { toHex } from '../base/bytes.ts'
import type { PeerId, RefName } from '../base/types.ts'
import type { dxos } from '../proto/generated.js'
import { decodeFacts, decodeHeads } from './checkpoint-facts.ts'
import { type CheckpointEntry, noId } from './checkpoint-part.ts'
import { Int32Column } from './columns.ts'
import { isTerm } from './entry-check.ts'
import { demand } from './failure.ts'
import { decodePart, type PartColumns } from './part-columns.ts'
import type { ChainHead, Entry, RefUpdate } from './types.ts'

const unknown = -1

/** What later parts may build on, by place in the checkpoint. */
class Past {
  readonly #parts: Pick<PartColumns, 'first' | 'ids' | 'sha256' | 'sequence' | 'chain' | 'chains'>[] = []
  /** Their numbers in the ledger that takes them in, as far as it has said so. */
  readonly numbers = new Int32Column()

  add({ length, first, ids, sha256, sequence, chain, chains }: PartColumns): void {
    // Of a part no more than what is asked for stays.
    this.#parts.push({ first, ids, sha256, sequence, chain, chains })
    this.numbers.pushAll(new Int32Array(length).fill(unknown))
  }

  chain(place: number): PeerId {
    const { first, chain, chains } = this.#partOf(place)
    return chains[chain[place - first]!]!
  }

  sequence(place: number): number {
    const { first, sequence } = this.#partOf(place)
    return sequence[place - first]!
  }

  id(place: number): Int32Array {
    const { first, ids } = this.#partOf(place)
    return ids.subarray(5 * (place - first), 5 * (place - first + 1))
  }

  sha256(place: number): Uint8Array {
    const { first, sha256 } = this.#partOf(place)
    return bytesOf(sha256.slice(8 * (place - first), 8 * (place - first + 1)))
  }

  head(place: number): ChainHead {
    return { chain: this.chain(place), sequence: this.sequence(place), id: toHex(bytesOf(this.id(place))) }
  }

  #partOf(place: number) {
    let [low, high] = [0, this.#parts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#parts[middle]!.first <= place) low = middle
      else high = middle
    }
    return this.#parts[low]!
  }
}

/** Reads the parts of a checkpoint, in their order. */
export class CheckpointReader {
  readonly #past = new Past()
  #length = 0

  /** Entries of the parts that were read. */
  get length(): number {
    return this.#length
  }

  /** @throws KUBE_LEDGER_INVALID when the bytes are not the next part of a checkpoint */
  part(bytes: Uint8Array): PartRows {
    const part = decodePart(bytes)
    demand(part.first === this.#length, 'a part of a checkpoint is not the next one')
    this.#past.add(part)
    this.#length += part.length
    return new PartRows(part, this.#past)
  }
}

/** What an entry says of those before it. */
export interface ToldHead {
  /** As `wordsOf`. */
  readonly id: Int32Array
  readonly sha256: Uint8Array
  readonly chain: PeerId
  readonly sequence: number
}

/** The entries of one part. */
export class PartRows {
  readonly columns: PartColumns
  readonly #past: Past

  constructor(columns: PartColumns, past: Past) {
    this.columns = columns
    this.#past = past
  }

  get length(): number {
    return this.columns.length
  }

  /** @throws KUBE_LEDGER_INVALID for one that is none */
  *[Symbol.iterator](): Generator<CheckpointEntry> {
    for (let row = 0; row < this.length; row++) yield this.entry(row)
  }

  /** Whether the columns say all there is of an entry: it brought nothing, and has no term. */
  isPlain(row: number): boolean {
    return !this.columns.details.has(row)
  }

  /** The number in the ledger of the entry that stands so far back; -1 when that is not known. */
  numberAt(row: number, back: number): number {
    return this.#past.numbers.at(this.columns.first + row - back)
  }

  /** The chain of the entry that stands so far back. */
  chainAt(row: number, back: number): PeerId {
    return this.#past.chain(this.columns.first + row - back)
  }

  /** What the entry that stands so far back is. */
  head(row: number, back: number): ToldHead {
    const [past, place] = [this.#past, this.columns.first + row - back]
    return { id: past.id(place), sha256: past.sha256(place), sequence: past.sequence(place), chain: past.chain(place) }
  }

  /** The ledger has the entry as the columns have it, under this number; `row` may be of an earlier part: below zero. */
  setNumber(row: number, number: number): void {
    this.#past.numbers.set(this.columns.first + row, number)
  }

  /** @throws KUBE_LEDGER_INVALID for one that is none */
  entry(row: number): CheckpointEntry {
    const part = this.columns
    const [past, place] = [this.#past, part.first + row]
    const back = part.parent[row]!
    const { account, credentials, facts, claim, term: told } = part.details.get(row) ?? {}
    const deps: ChainHead[] = []
    for (let at = this.firstDep(row); at < part.depsEnd[row]!; at++) {
      deps.push(past.head(place - part.deps[at]!))
    }
    const updates: RefUpdate[] = []
    for (let at = this.firstUpdate(row); at < part.updatesEnd[row]!; at++) updates.push(this.update(at))
    const term = Number(told ?? 0)
    demand(term === 0 || isTerm(term), 'a term in a checkpoint is out of range')
    const entry: Entry = {
      id: past.head(place).id,
      chain: part.chains[part.chain[row]!]!,
      sequence: part.sequence[row]!,
      rules: part.rules[row]!,
      time: { wallMs: part.wallMs[row]!, counter: part.counter[row]! },
      publishedMs: part.publishedMs[row]!,
      parent: back === 0 ? undefined : past.head(place - back).id,
      deps: claim ? claimedDeps(deps, decodeHeads(claim.deps)) : deps,
      updates,
      ...(account && { account: accountOf(account) }),
      credentials: [...(credentials ?? [])],
      message: part.messages.at(part.message[row]!),
      ...(term > 0 && { term }),
      sha256: past.sha256(place),
      parentSha256: claim ? claimedSha256(claim.parentSha256) : back === 0 ? undefined : past.sha256(place - back)
    }
    return { entry, facts: facts ? decodeFacts(facts) : {} }
  }

  /** How many heads an entry cites. */
  depsCount(row: number): number {
    return this.columns.depsEnd[row]! - this.firstDep(row)
  }

  firstDep(row: number): number {
    return row === 0 ? 0 : this.columns.depsEnd[row - 1]!
  }

  firstUpdate(row: number): number {
    return row === 0 ? 0 : this.columns.updatesEnd[row - 1]!
  }

  /** An update by its place in the columns of updates. */
  update(at: number): RefUpdate {
    const part = this.columns
    return updateOf(part.refs.at(part.updateRef[at]!), part.old, part.new, at)
  }
}

/** The update whose ids stand at this place in columns. */
export function updateOf(ref: RefName, olds: Int32Array, news: Int32Array, at: number): RefUpdate {
  const [old, value] = [hexAt(olds, at), hexAt(news, at)]
  return { ref, old: old === noId ? undefined : old, new: value === noId ? undefined : value }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const hexAt = (ids: Int32Array, at: number): string => toHex(bytesOf(ids.subarray(5 * at, 5 * (at + 1))))

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
