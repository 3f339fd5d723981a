// The state's copy of the chains: entries as they were checked, in an order in which each follows what it builds on,
// and the heads up to which the order is whole. What it says is checked against git's heads before it is believed.
import { equalBytes, fromHex, gitId, sha256, toHex, utf8 } from '../../base/bytes.ts'
import { toKubeError } from '../../base/errors.ts'
import type { Logger, ObjectId, RefName } from '../../base/types.ts'
import type { Entry, EntryBytes, Facts } from '../../ledger/types.ts'
import type { State, StateOperation } from '../../ports/state.ts'
import { dxos } from '../../proto/generated.js'

/** An entry with what reading it brought to light. */
export interface LoadedEntry {
  readonly entry: Entry
  readonly facts: Facts
}

const entryKey = (id: ObjectId): string => `entry/${id}`
/** The number grows with what is read from entries: copies of before lack it, and it is read from git once. */
const factsKey = (id: ObjectId): string => `facts-3/${id}`
const orderKey = (place: number): string => `order/${String(place).padStart(12, '0')}`
/** How many entries at the beginning of the order a checkpoint has, and what the state has of later ones as columns. */
export const coveredKey = (checkpoint: string): string => `covered/${checkpoint}`
const tipKey = (ref: RefName): string => `tip/${ref}`
/**
 * There while every other view of the state has all that the entries of the order brought. Whoever makes such a view
 * (`Records`) sets it; it goes with the first entry that comes into the order without having gone by them.
 */
export const viewsWholeKey = 'views/whole'
/** Where `Records` keeps the bytes of records, by commit. */
export const recordKeys = { from: 'record/', to: 'record0' } as const
/** The first key behind all that begin with a word and a slash. */
const behind = (word: string): string => `${word}0`
/** A longer list of objects is read from git: a start has no use for it. */
const listBytesMax = 64 << 10
const none = new Uint8Array()

export class EntryCache {
  readonly #state: State
  readonly #logger: Logger
  /** Where the next entry goes. */
  #next = 0
  /** See `giveUpOrder`. */
  #broken = false

  constructor(state: State, logger: Logger) {
    this.#state = state
    this.#logger = logger
  }

  /** Commit and changeset of an entry, and its list where that is short; undefined without a copy, or a damaged one. */
  get(id: ObjectId): { commit: Uint8Array; changeset: Uint8Array; objects: Uint8Array | undefined } | undefined {
    const cached = this.#state.get(entryKey(id))
    if (!cached) return undefined
    const { commit, changeset, objects } = decode(cached)
    if (gitId('commit', commit) === id && names(commit, 'Changeset', changeset)) {
      return { commit, changeset, objects: names(commit, 'Objects', objects) ? objects : undefined }
    }
    this.#logger.log('warn', 'a cached entry was damaged and is read from git', { id })
    return undefined
  }

  /** What an entry that `get` gives brought; undefined where it may have brought some and the copy is gone. */
  facts(entry: Entry): Facts | undefined {
    const cached = this.#state.get(factsKey(entry.id))
    if (cached === undefined) return mayBringFacts(entry) ? undefined : {}
    return parseFacts(cached)
  }

  /** Heads by their refs: all that they lead to is in the order. */
  async tips(): Promise<Map<RefName, ObjectId>> {
    const tips = new Map<RefName, ObjectId>()
    const start = tipKey('').length
    for await (const [key, value] of this.#state.range(tipKey(''), behind('tip'))) {
      tips.set(key.slice(start), toHex(value))
    }
    return tips
  }

  /**
   * Every entry of the order that is not here. Those that a checkpoint brought, and the columns that go with it, stand
   * together at its beginning: where they end is kept, so that the next start need not ask for each.
   */
  async *order(checkpoint: string | undefined, isHere: (id: ObjectId) => boolean): AsyncGenerator<ObjectId> {
    const from = checkpoint === undefined ? 0 : this.#coveredBy(checkpoint)
    let covered = from
    this.#next = from
    for await (const [key, value] of this.#state.range(orderKey(from), behind('order'))) {
      const place = Number(key.slice('order/'.length))
      const id = toHex(value)
      const here = isHere(id)
      if (here && covered === place) covered++
      this.#next = place + 1
      if (!here) yield id
    }
    if (checkpoint !== undefined && covered > from) await this.#setCovered(checkpoint, covered)
  }

  #coveredBy(checkpoint: string): number {
    const stored = this.#state.get(coveredKey(checkpoint))
    return stored === undefined ? 0 : Number(Buffer.from(stored).toString('utf8'))
  }

  /** How many entries stand in the order; undefined when one is missing there. */
  get length(): number | undefined {
    return this.#broken ? undefined : this.#next
  }

  async #setCovered(checkpoint: string, count: number): Promise<void> {
    try {
      await this.#state.batch([{ key: coveredKey(checkpoint), value: utf8.encode(`${count}`) }])
    } catch (thrown) {
      this.#logger.log('debug', 'the next start looks at every entry', { reason: toKubeError(thrown).message })
    }
  }

  /** Takes the order back; the copies of the entries stay. */
  async forgetOrder(): Promise<void> {
    const gone: StateOperation[] = [{ key: viewsWholeKey, value: undefined }]
    for (const word of ['tip', 'order', 'covered', 'tail']) {
      for await (const [key] of this.#state.range(`${word}/`, behind(word))) gone.push({ key, value: undefined })
    }
    await this.#state.batch(gone)
    this.#next = 0
  }

  /** The state is empty. */
  startOrder(): void {
    this.#next = 0
    this.#broken = false
  }

  /** From now on copies alone are stored: an entry is missing from the order, and the next start shall find that out. */
  giveUpOrder(): void {
    this.#broken = true
  }

  /**
   * Adds entries to the order, and says how far it goes; both or neither.
   * @param seen whether the other views have what they brought; see `viewsWholeKey`
   * @throws what the state throws
   */
  async add(
    entries: readonly (LoadedEntry & { bytes: EntryBytes })[],
    tips: Iterable<readonly [RefName, ObjectId]>,
    seen: 'seen' | 'unseen'
  ): Promise<void> {
    const operations: StateOperation[] = entries.flatMap(({ entry, bytes, facts }) => {
      const copy = { key: entryKey(entry.id), value: encode(bytes) }
      if (Object.keys(facts).length === 0 && !mayBringFacts(entry)) return [copy]
      return [copy, { key: factsKey(entry.id), value: Buffer.from(JSON.stringify(facts)) }]
    })
    if (!this.#broken) {
      for (const [at, { entry }] of entries.entries()) {
        operations.push({ key: orderKey(this.#next + at), value: fromHex(entry.id) })
      }
      for (const [ref, id] of tips) operations.push({ key: tipKey(ref), value: fromHex(id) })
    }
    if (seen === 'unseen') operations.push({ key: viewsWholeKey, value: undefined })
    try {
      await this.#state.batch(operations)
      this.#next += entries.length
    } catch (thrown) {
      this.giveUpOrder()
      throw thrown
    }
  }
}

/** Credentials and revocations stand below `refs/!trust/`, rules in records. */
const mayBringFacts = ({ updates }: Entry): boolean =>
  updates.some(({ ref }) => ref.startsWith('refs/!trust/') || ref.endsWith('/!meta'))

function parseFacts(bytes: Uint8Array): Facts | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Facts
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

function encode({ commit, changeset, objects }: EntryBytes): Uint8Array {
  const list = objects.length > listBytesMax ? none : objects
  return dxos.kube.EntryBytes.encode({ commit, changeset, objects: list }).finish()
}

function decode(bytes: Uint8Array): EntryBytes {
  try {
    const { commit, changeset, objects } = dxos.kube.EntryBytes.decode(bytes)
    return { commit: commit ?? none, changeset: changeset ?? none, objects: objects ?? none }
  } catch {
    // Whatever is damaged has another hash than its id.
    return { commit: none, changeset: none, objects: none }
  }
}

/** Whether the commit of an entry names these bytes in its trailers. */
function names(commit: Uint8Array, what: 'Changeset' | 'Objects', bytes: Uint8Array): boolean {
  const found = new RegExp(`\\n${what}-SHA256: ([0-9a-f]{64})\\n`).exec(Buffer.from(commit).toString('latin1'))
  return found?.[1] !== undefined && equalBytes(fromHex(found[1]), sha256(bytes))
}

/** Whoever reads records goes on reading those that are whole. */
export async function clearButRecords(state: State): Promise<void> {
  try {
    await state.clear({ from: '', to: recordKeys.from })
    await state.clear({ from: recordKeys.to, to: '\u{10ffff}' })
  } catch (thrown) {
    if (toKubeError(thrown).code !== 'KUBE_STATE_DAMAGED') throw thrown
    await state.clear()
  }
}
