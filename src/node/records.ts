// Records as the graph reads them: `!meta` commits decoded once, kept for as long as they stand at their node. Their
// bytes are in the state before the ledger has them, so that nobody meets a record that cannot be read yet.
import { setImmediate } from 'node:timers/promises'
import { utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { Ident } from '../base/git-format.ts'
import type { Logger, ObjectId, RefName } from '../base/types.ts'
import { pathKey } from '../graph/component.ts'
import { Recent } from '../graph/recent.ts'
import type { DmgRecord } from '../graph/record.ts'
import { decodeRecord, encodeRecord } from '../graph/record-codec.ts'
import type { GraphView, MetaEntry } from '../graph/view.ts'
import { isMeta } from '../ledger/ref-grammar.ts'
import type { Objects } from '../ports/objects.ts'
import type { State, StateOperation } from '../ports/state.ts'
import { recordKeys, viewsWholeKey } from './entry-cache.ts'
import { eachOf } from './pending-objects.ts'
import type { Arriving, Replica } from './replica.ts'
import { readSmallFile, type SmallCommit, smallCommit } from './small-commit.ts'

const stateKey = (commit: ObjectId): string => `${recordKeys.from}${commit}`
/** Decoded records kept in memory; a record is a few hundred bytes. */
const warmMax = 20_000
/** Characters of a key that is kept: names that lead nowhere are kept too, and anybody may ask for long ones. */
const warmKeyMax = 512
/** Records of a state that is built anew are stored by so many. */
const batchMax = 10_000
/** Others get a turn after so many. */
const breathEvery = 1_000
/** Commits that were looked for because the state lacked them, and are not looked for again at each request. */
const soughtMax = 1_000

export interface RecordCommitRequest {
  readonly record: DmgRecord
  /** The text it came from. */
  readonly yaml: string
  readonly parents: readonly ObjectId[]
  readonly author: Ident
  readonly message: string
}

/** The commit at `!meta`: canonical bytes, and the text that people wrote. */
export function recordCommit({ record, yaml, parents, author, message }: RecordCommitRequest): SmallCommit {
  const files = { 'record.binpb': encodeRecord(record), 'dx.yml': utf8.encode(yaml) }
  return smallCommit({ files, parents, author, message })
}

interface Warm {
  /** Number of the ref in the ledger; undefined while nothing ever wrote it. */
  readonly ref: number | undefined
  /** The write that the ref had its value from; without a ref, how many refs the ledger had. */
  readonly write: number | undefined
  /** Undefined where there is no record: most nodes on the way to a deep one have none. */
  readonly meta: MetaEntry | undefined
}

export class Records implements GraphView {
  readonly #replica: Replica
  readonly #objects: Objects
  readonly #state: State
  readonly #logger: Logger
  /** Whether a subnet, by its did or a name, is the one whose records these are. */
  readonly owns: (subnet: string) => boolean
  /** By key of the node. */
  readonly #warm = new Recent<Warm>(warmMax, warmKeyMax)
  /** What the state could not take, until it can. */
  readonly #owed = new Map<ObjectId, Uint8Array>()
  readonly #sought = new Set<ObjectId>()

  private constructor(replica: Replica, objects: Objects, state: State, logger: Logger, owns: Records['owns']) {
    this.#replica = replica
    this.#objects = objects
    this.#state = state
    this.#logger = logger
    this.owns = owns
  }

  static async follow(
    replica: Replica,
    objects: Objects,
    state: State,
    logger: Logger,
    owns: Records['owns'] = () => false
  ): Promise<Records> {
    const records = new Records(replica, objects, state, logger, owns)
    if (!state.get(viewsWholeKey)) await records.rebuild()
    replica.onArriving(arriving => records.#prepare(arriving))
    return records
  }

  /** Brings in what the state lacks: of every entry, as what has lost may count again. */
  async rebuild(): Promise<void> {
    this.#sought.clear()
    let whole = true
    let seen = 0
    let missing: [RefName, ObjectId][] = []
    const take = async (): Promise<void> => {
      whole = (await this.#take(missing)) && whole
      missing = []
    }
    for (const { updates } of this.#replica.ledger.entries()) {
      for (const { ref, new: commit } of updates) {
        if (commit === undefined || !isMeta(ref) || this.#state.get(stateKey(commit))) continue
        missing.push([ref, commit])
        if (missing.length === batchMax) await take()
      }
      seen += updates.length
      if (seen < breathEvery) continue
      seen = 0
      await setImmediate()
    }
    await take()
    if (whole && this.#owed.size === 0) await this.#store([{ key: viewsWholeKey, value: utf8.encode('1') }])
  }

  /** Changes whenever a record may have. */
  get version(): number {
    return this.#replica.ledger.position
  }

  /** The record at a node; no disk is touched for a warm one, the state alone otherwise. */
  meta(path: readonly string[], key = pathKey(path)): MetaEntry | undefined {
    const { ledger } = this.#replica
    const known = this.#warm.get(key)
    if (known !== undefined && this.#writeOf(known.ref) === known.write) return known.meta
    const name = key === '' ? 'refs/!meta' : `refs/${key}/!meta`
    const ref = ledger.numberOf(name)
    const write = this.#writeOf(ref)
    const id = ref === undefined ? undefined : ledger.ref(name)
    if (id === undefined) {
      this.#warm.set(key, { ref, write, meta: undefined })
      return undefined
    }
    const bytes = this.#state.get(stateKey(id)) ?? this.#owed.get(id)
    if (bytes) {
      const meta = { id, record: decodeRecord(bytes) }
      this.#warm.set(key, { ref, write, meta })
      return meta
    }
    this.#seek(name, id)
    throw new KubeError('KUBE_OBJECT_MISSING', 'a record cannot be read', {
      reason: `${id} of ${key === '' ? 'the root' : key} is damaged here`,
      next: ['kubed fsck']
    })
  }

  #writeOf(ref: number | undefined): number | undefined {
    const { ledger } = this.#replica
    return ref === undefined ? ledger.refsKnown : ledger.writeOf(ref)
  }

  /** A record by its commit, whether or not it still stands somewhere; undefined when it is not at hand. */
  at(id: ObjectId): DmgRecord | undefined {
    const bytes = this.#state.get(stateKey(id)) ?? this.#owed.get(id)
    return bytes && decodeRecord(bytes)
  }

  /** Makes a record of the past be at hand. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED, KUBE_RECORD_INVALID */
  async load(id: ObjectId): Promise<DmgRecord | undefined> {
    const bytes = await readSmallFile(this.#objects, id, 'record.binpb')
    if (bytes === undefined) return undefined
    const record = decodeRecord(bytes)
    await this.#store([{ key: stateKey(id), value: bytes }])
    return record
  }

  /** The text that a record came from. @throws KUBE_OBJECT_MISSING */
  async yaml(commit: ObjectId): Promise<string> {
    const file = await readSmallFile(this.#objects, commit, 'dx.yml')
    return file ? Buffer.from(file).toString('utf8') : ''
  }

  async #prepare({ entries, objects }: Arriving): Promise<void> {
    const commits: [RefName, ObjectId][] = []
    for (const { updates } of entries) {
      for (const { ref, new: commit } of updates) if (commit !== undefined && isMeta(ref)) commits.push([ref, commit])
    }
    await this.#take(commits, objects)
  }

  /** The state has lost a record, or it is damaged in git: where git has it, the next reader finds it. */
  #seek(ref: RefName, commit: ObjectId): void {
    if (this.#sought.has(commit)) return
    if (this.#sought.size >= soughtMax) this.#sought.clear()
    this.#sought.add(commit)
    this.#take([[ref, commit]]).catch((thrown: unknown) =>
      this.#logger.log('error', 'a record could not be looked for', { ref, reason: String(thrown) })
    )
  }

  /** Brings records that the state lacks in from git; false when one cannot be read. */
  async #take(commits: readonly [RefName, ObjectId][], objects = this.#objects): Promise<boolean> {
    const operations: StateOperation[] = [...this.#owed].map(([commit, value]) => ({ key: stateKey(commit), value }))
    let whole = true
    const values = await eachOf(commits, ([ref, commit]) => this.#read(ref, commit, objects))
    for (const [at, [, commit]] of commits.entries()) {
      const value = values[at]
      if (value === 'damaged') whole = false
      else if (value) operations.push({ key: stateKey(commit), value })
    }
    if (!whole) operations.push({ key: viewsWholeKey, value: undefined })
    if (operations.length > 0) await this.#store(operations)
    return whole
  }

  /** What is in the ledger counts, whatever becomes of its views: what the disk refuses now is written later. */
  async #store(operations: readonly StateOperation[]): Promise<void> {
    const idOf = (key: string): ObjectId => key.slice(stateKey('').length)
    try {
      await this.#state.batch(operations)
      for (const { key } of operations) this.#owed.delete(idOf(key))
    } catch (thrown) {
      this.#logger.log('error', 'records could not be written to the state', { reason: String(thrown) })
      this.#replica.entries.fallBehind()
      for (const { key, value } of operations) {
        if (value !== undefined && key !== viewsWholeKey) this.#owed.set(idOf(key), value)
      }
    }
  }

  async #read(ref: RefName, commit: ObjectId, objects: Objects): Promise<Uint8Array | 'damaged' | undefined> {
    try {
      const file = await readSmallFile(objects, commit, 'record.binpb')
      if (!file) this.#logger.log('warn', 'a record is no record', { ref, commit })
      return file
    } catch (thrown) {
      this.#logger.log('error', 'a record cannot be read', { ref, reason: String(thrown) })
      return 'damaged'
    }
  }
}
