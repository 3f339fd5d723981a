// What entries that arrive bring, read from their objects before the ledger takes them in.
import { KubeError } from '../../base/errors.ts'
import { didOfKey, keyOfPeerId } from '../../base/identity.ts'
import { ifHere, isMissing } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry, EntryBytes, Facts, KeyFile, KeysInFile, RefUpdate } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { eachOf, noting } from '../objects/pending-objects.ts'
import type { LoadedEntry } from './entry-cache.ts'
import type { FactReader } from './entry-facts.ts'

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
  /** Files of keys that came with a checkpoint: the releases that they stand in may be nowhere any more. */
  readonly #told = new Map<string, KeysInFile>()
  readonly #root: string

  /** @param subnet raw public key of the subnet root */
  constructor(reader: FactReader, ledger: Ledger, subnet: Uint8Array) {
    this.#reader = reader
    this.#ledger = ledger
    this.#root = didOfKey(subnet)
  }

  /** Files of keys need not be read any more. */
  tell(keys: Iterable<KeysInFile>): void {
    for (const file of keys) this.#told.set(nameOf(file), file)
  }

  /**
   * What entries bring; and which are left out, with the reason: they cannot be read now, or build on one that cannot, or are
   * of strangers and do not bring a grant of the root.
   */
  async of(
    arrived: readonly Arrived[],
    objects: Objects,
    strangers: ReadonlySet<ObjectId>
  ): Promise<{ read: (LoadedEntry & Arrived)[]; unread: Map<ObjectId, unknown> }> {
    const read: (LoadedEntry & Arrived)[] = []
    const unread = new Map<ObjectId, unknown>()
    const found = await eachOf(arrived, ({ entry, facts }) => this.#tryRead(entry, facts, objects))
    for (const [at, { entry, bytes }] of arrived.entries()) {
      const { facts, failure = failureBelow(entry, unread) } = found[at]!
      if (facts === undefined || failure !== undefined) unread.set(entry.id, failure)
      else if (strangers.has(entry.id) && !letsItselfIn(entry, facts, this.#root))
        unread.set(entry.id, unknownChain(entry))
      else read.push({ entry, bytes, facts })
    }
    return { read, unread }
  }

  async #tryRead(
    entry: Entry,
    known: Facts | undefined,
    objects: Objects
  ): Promise<{ facts: Facts | undefined; failure?: unknown }> {
    try {
      return { facts: known ?? (await this.ofEntry(entry, objects)) }
    } catch (failure) {
      return { facts: undefined, failure }
    }
  }

  /** What an entry brings, files of keys aside; of one by newer rules that is not known. */
  async ofEntry({ rules, updates }: Entry, objects: Objects): Promise<Facts> {
    return rules > this.#ledger.rules.known ? {} : await this.#reader.of(updates, objects)
  }

  /** With the files of keys that the ledger lacks for it, once what it builds on is there. */
  async completeOf(entry: Entry, facts: Facts, objects: Objects): Promise<Facts> {
    if (entry.rules > this.#ledger.rules.known) return facts
    return await this.#complete(this.#ledger.shownFiles(entry.updates, facts, entry), facts, objects)
  }

  /** What an entry is judged by, as far as it is here: objects from which it is found out what it brings and shows. */
  async sourcesOf(entry: Entry, objects: Objects): Promise<ReadonlySet<ObjectId>> {
    const read = new Set<ObjectId>()
    const store = noting(objects, read)
    const facts: Facts[] = []
    for (const update of entry.updates) {
      const found = await ifHere(this.ofEntry({ ...entry, updates: [update] }, store))
      if (found) facts.push(found)
    }
    const rules = facts.flatMap(found => found.rules ?? [])
    for (const file of this.#ledger.shownFiles(entry.updates, { rules }, entry)) {
      await ifHere(this.#reader.keysIn(file, store))
    }
    return read
  }

  /** What updates bring, complete. */
  async ofUpdates(updates: readonly RefUpdate[], objects: Objects): Promise<Facts> {
    const facts = await this.#reader.of(updates, objects)
    return await this.#complete(this.#ledger.shownFiles(updates, facts), facts, objects)
  }

  async #complete(shown: readonly KeyFile[], facts: Facts, objects: Objects): Promise<Facts> {
    const given = new Set(facts.keys?.map(nameOf))
    const lacking = shown.filter(file => !given.has(nameOf(file)) && this.#ledger.knowledgeOf(file) === undefined)
    if (lacking.length === 0) return facts
    const keys = [...(facts.keys ?? [])]
    for (const file of lacking) {
      keys.push(this.#told.get(nameOf(file)) ?? (await this.#read(file, objects)))
    }
    return { ...facts, keys }
  }

  async #read(file: KeyFile, objects: Objects): Promise<KeysInFile> {
    try {
      return { ...file, subjects: await this.#reader.keysIn(file, objects) }
    } catch (thrown) {
      throw isMissing(thrown) ? new ReleaseMissing(file.commit, thrown) : thrown
    }
  }
}

/** An entry is judged by a file of keys in a release that is not here. */
export class ReleaseMissing extends KubeError {
  readonly release: ObjectId

  constructor(release: ObjectId, cause: unknown) {
    super('KUBE_OBJECT_MISSING', `the release ${release}, in which a rule looks for keys, is not here`, { cause })
    this.release = release
  }
}

/** Why an entry cannot come in that builds on one of these; undefined when it does not. */
export function failureBelow({ parent, deps }: Entry, unread: ReadonlyMap<ObjectId, unknown>): unknown {
  const below = [parent ?? '', ...deps.map(({ id }) => id)].find(id => unread.has(id))
  return below === undefined ? undefined : unread.get(below)
}

/** A first machine, or one that somebody with the root's key let in, writes its own credential. */
function letsItselfIn({ chain }: Entry, { grants = [] }: Facts, root: string): boolean {
  const subject = didOfKey(keyOfPeerId(chain))
  return grants.some(grant => grant.subject === subject && grant.issuer === root)
}

function unknownChain({ chain }: Entry): KubeError {
  return new KubeError('KUBE_DENIED', 'an entry of nobody', { reason: `${chain} was never let in` })
}
