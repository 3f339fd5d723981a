// What entries that arrive bring, read from their objects before the ledger takes them in.
import type { ObjectId } from '../base/types.ts'
import { invalid } from '../ledger/failure.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Entry, EntryBytes, Facts, KeyFile, KeysInFile, RefUpdate } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { LoadedEntry } from './entry-cache.ts'
import type { FactReader } from './entry-facts.ts'
import { eachOf } from './pending-objects.ts'

export interface Arrived {
  readonly entry: Entry
  readonly bytes: EntryBytes
  /** When they are known already. */
  readonly facts?: Facts
}

const nameOf = ({ commit, path }: KeyFile): string => `${commit} ${path}`

export class ArrivingFacts {
  readonly #reader: FactReader
  readonly #ledger: Ledger
  /** Files of keys that came with a checkpoint, as theirs are the only names by which to find them. */
  readonly #told = new Map<string, KeysInFile>()

  constructor(reader: FactReader, ledger: Ledger) {
    this.#reader = reader
    this.#ledger = ledger
  }

  /** Files of keys need not be read any more. */
  tell(keys: Iterable<KeysInFile>): void {
    for (const file of keys) this.#told.set(nameOf(file), file)
  }

  /** What entries bring; and which are left out, as they cannot be read now or build on one that cannot, with the reason. */
  async of(
    arrived: readonly Arrived[],
    objects: Objects
  ): Promise<{ read: (LoadedEntry & Arrived)[]; unread: Map<ObjectId, unknown> }> {
    const read: (LoadedEntry & Arrived)[] = []
    const unread = new Map<ObjectId, unknown>()
    const found = await eachOf(arrived, ({ entry, facts }) => this.#tryRead(entry, facts, objects))
    for (const [at, { entry, bytes }] of arrived.entries()) {
      const { facts, failure = failureBelow(entry, unread) } = found[at]!
      if (facts === undefined || failure !== undefined) unread.set(entry.id, failure)
      else read.push({ entry, bytes, facts })
    }
    return { read, unread }
  }

  async #tryRead(
    { updates }: Entry,
    known: Facts | undefined,
    objects: Objects
  ): Promise<{ facts: Facts | undefined; failure?: unknown }> {
    try {
      return { facts: known ?? (await this.#reader.of(updates, objects)) }
    } catch (failure) {
      return { facts: undefined, failure }
    }
  }

  /** What updates bring, complete. */
  async ofUpdates(updates: readonly RefUpdate[], objects: Objects): Promise<Facts> {
    return this.complete(updates, await this.#reader.of(updates, objects), objects)
  }

  /** With the files of keys that the ledger lacks for these updates. */
  async complete(updates: readonly RefUpdate[], facts: Facts, objects: Objects): Promise<Facts> {
    const lacking = this.#ledger.lacking(updates, facts)
    if (lacking.length === 0) return facts
    const keys = [...(facts.keys ?? [])]
    for (const file of lacking) {
      keys.push(this.#told.get(nameOf(file)) ?? { ...file, subjects: await this.#reader.keysIn(file, objects) })
    }
    return { ...facts, keys }
  }

  /** As `complete`, by what was told alone. @throws KUBE_LEDGER_INVALID for a file that nobody told of */
  completeAsTold(updates: readonly RefUpdate[], facts: Facts): Facts {
    const keys = this.#ledger.lacking(updates, facts).map(file => {
      const told = this.#told.get(nameOf(file))
      if (told === undefined) throw invalid(`the keys of ${file.path} in ${file.commit} are not in the checkpoint`)
      return told
    })
    return keys.length === 0 ? facts : { ...facts, keys }
  }
}

/** Why an entry cannot come in that builds on one of these; undefined when it does not. */
export function failureBelow({ parent, deps }: Entry, unread: ReadonlyMap<ObjectId, unknown>): unknown {
  const below = [parent ?? '', ...deps.map(({ id }) => id)].find(id => unread.has(id))
  return below === undefined ? undefined : unread.get(below)
}
