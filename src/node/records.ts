// Records as the graph reads them: `!meta` commits decoded once, kept for as long as they stand at their node. Their
// bytes are in the state before the ledger has them, so that nobody meets a record that cannot be read yet.
import { setImmediate } from 'node:timers/promises'
import { equalBytes, utf8 } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import type { Ident } from '../base/git-format.ts'
import { isLost } from '../base/object-faults.ts'
import type { Logger, ObjectId, RefName } from '../base/types.ts'
import { pathKey } from '../graph/component.ts'
import { Recent } from '../graph/recent.ts'
import type { DmgRecord } from '../graph/record.ts'
import { decodeRecord, encodeRecord } from '../graph/record-codec.ts'
import type { GraphView, MetaEntry } from '../graph/view.ts'
import { isMeta } from '../ledger/ref-grammar.ts'
import type { Objects } from '../ports/objects.ts'
import type { State, StateOperation } from '../ports/state.ts'
import type { Arriving } from './entries/changes.ts'
import { recordKeys, viewsWholeKey } from './entries/entry-cache.ts'
import { mountingKey, mountingNodes, mountsSomething } from './mounting.ts'
import { eachOf, type Soon } from './objects/pending-objects.ts'
import { readSmallFile, type SmallCommit, smallCommit } from './objects/small-commit.ts'
import type { Replica } from './replica.ts'

const stateKey = (commit: ObjectId): string => `${recordKeys.from}${commit}`
/** Of `viewsWholeKey`: a state of before knew the records, not yet which of them mount something. */
const viewsForm = utf8.encode('2')
/** Decoded records kept in memory; a record is a few hundred bytes. */
const warmMax = 20_000
/** Characters of a key that is kept: names that lead nowhere are kept too, and anybody may ask for long ones. */
const warmKeyMax = 512
const none = new Uint8Array()
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
  /** What the state could not take, until it can, by key. */
  readonly #owed = new Map<string, Uint8Array>()
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
    const form = state.get(viewsWholeKey)
    if (form === undefined || !equalBytes(form, viewsForm)) await records.rebuild()
    replica.onArriving(arriving => records.#prepare(arriving))
    return records
  }

  /** Brings in what the state lacks: of every entry, as what has lost may count again. */
  async rebuild(): Promise<void> {
    this.#sought.clear()
    let whole = true
    let seen = 0
    let missing: [RefName, ObjectId][] = []
    const mounting: StateOperation[] = []
    const take = async (): Promise<void> => {
      whole = (await this.#take(missing)) && whole
      missing = []
    }
    for (const { updates } of this.#replica.ledger.entries()) {
      for (const { ref, new: commit } of updates) {
        if (commit === undefined || !isMeta(ref)) continue
        const known = this.#state.get(stateKey(commit))
        if (known === undefined) missing.push([ref, commit])
        else if (mountsSomething(known)) mounting.push({ key: mountingKey(ref, commit), value: none })
        if (missing.length === batchMax) await take()
      }
      seen += updates.length
      if (seen < breathEvery) continue
      seen = 0
      await setImmediate()
    }
    await take()
    if (mounting.length > 0) await this.#store(mounting)
    if (whole && this.#owed.size === 0) await this.#store([{ key: viewsWholeKey, value: viewsForm }])
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
    const bytes = this.#kept(id)
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
    const bytes = this.#kept(id)
    return bytes && decodeRecord(bytes)
  }

  #kept(id: ObjectId): Uint8Array | undefined {
    const key = stateKey(id)
    return this.#state.get(key) ?? this.#owed.get(key)
  }

  /** Paths of the nodes whose records mount something. */
  mounting(): Promise<readonly string[][]> {
    return mountingNodes(this.#state, this.#replica.ledger, this.#owed.keys())
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

  async #prepare({ updates, objects }: Arriving): Promise<void> {
    const commits: [RefName, ObjectId][] = []
    for (const { ref, new: commit } of updates) if (commit !== undefined && isMeta(ref)) commits.push([ref, commit])
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
    const operations: StateOperation[] = [...this.#owed].map(([key, value]) => ({ key, value }))
    let whole = true
    const values = await eachOf(commits, ([ref, commit]) => this.#read(ref, commit, objects))
    for (const [at, [ref, commit]] of commits.entries()) {
      const value = values[at]
      if (value === 'damaged') whole = false
      if (!(value instanceof Uint8Array)) continue
      operations.push({ key: stateKey(commit), value })
      if (mountsSomething(value)) operations.push({ key: mountingKey(ref, commit), value: none })
    }
    if (!whole) operations.push({ key: viewsWholeKey, value: undefined })
    if (operations.length > 0) await this.#store(operations)
    return whole
  }

  /** What is in the ledger counts, whatever becomes of its views: what the disk refuses now is written later. */
  async #store(operations: readonly StateOperation[]): Promise<void> {
    try {
      await this.#state.batch(operations)
      for (const { key } of operations) this.#owed.delete(key)
    } catch (thrown) {
      this.#logger.log('error', 'records could not be written to the state', { reason: String(thrown) })
      this.#replica.entries.fallBehind()
      for (const { key, value } of operations) {
        if (value !== undefined && key !== viewsWholeKey) this.#owed.set(key, value)
      }
    }
  }

  #read(ref: RefName, commit: ObjectId, objects: Objects): Soon<Uint8Array | 'damaged' | undefined> {
    const seen = (file: Uint8Array | undefined): Uint8Array | undefined => {
      if (!file) this.#logger.log('warn', 'a record is no record', { ref, commit })
      return file
    }
    const file = readSmallFile(objects, commit, 'record.binpb')
    if (!(file instanceof Promise)) return seen(file)
    return file.then(seen).catch((thrown: unknown) => {
      // What stood at a ref long ago is kept by nobody.
      const isPast = this.#replica.ledger.ref(ref) !== commit
      if (isPast && toKubeError(thrown).code === 'KUBE_OBJECT_MISSING') return undefined
      this.#logger.log('error', 'a record cannot be read', { ref, reason: String(thrown) })
      // What the disk refuses now it may give to the next who asks.
      if (!isLost(thrown)) this.#sought.delete(commit)
      return 'damaged'
    })
  }
}
