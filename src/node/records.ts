// Records as the graph reads them: `!meta` commits decoded once and kept by commit id, which is never stale.
import { utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { Ident } from '../base/git-format.ts'
import type { Logger, ObjectId, RefName } from '../base/types.ts'
import { pathKey } from '../graph/component.ts'
import type { DmgRecord } from '../graph/record.ts'
import { decodeRecord, encodeRecord } from '../graph/record-codec.ts'
import type { GraphView } from '../graph/view.ts'
import type { Objects } from '../ports/objects.ts'
import type { State, StateOperation } from '../ports/state.ts'
import type { Applied, Replica } from './replica.ts'
import { isDamage } from './self-repair.ts'
import { readSmallFile, type SmallCommit, smallCommit } from './small-commit.ts'

/** Decoded records kept in memory; a record is a few hundred bytes. */
const warmMax = 20_000
const stateKey = (commit: ObjectId): string => `record/${commit}`
const isMeta = (ref: RefName): boolean => ref === 'refs/!meta' || (ref.endsWith('/!meta') && !ref.startsWith('refs/!'))

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

export class Records implements GraphView {
  readonly #replica: Replica
  readonly #objects: Objects
  readonly #state: State
  readonly #logger: Logger
  readonly #warm = new Map<ObjectId, DmgRecord>()

  private constructor(replica: Replica, objects: Objects, state: State, logger: Logger) {
    this.#replica = replica
    this.#objects = objects
    this.#state = state
    this.#logger = logger
  }

  static async follow(replica: Replica, objects: Objects, state: State, logger: Logger): Promise<Records> {
    const records = new Records(replica, objects, state, logger)
    await records.rebuild()
    replica.onApplied((applied: Applied) => records.#take(applied.refs))
    return records
  }

  /** Brings in what could not be read before. */
  async rebuild(): Promise<void> {
    await this.#take(this.#replica.ledger.refs())
  }

  /** The record at a node; no disk is touched for a warm one, the state alone otherwise. */
  meta(path: readonly string[], key = pathKey(path)): { id: ObjectId; record: DmgRecord } | undefined {
    const id = this.#replica.ledger.ref(key === '' ? 'refs/!meta' : `refs/${key}/!meta`)
    if (id === undefined) return undefined
    const warm = this.#warm.get(id)
    if (warm) return { id, record: warm }
    const bytes = this.#state.get(stateKey(id))
    if (bytes) return { id, record: this.#keep(id, decodeRecord(bytes)) }
    throw new KubeError('KUBE_OBJECT_MISSING', 'a record cannot be read', {
      reason: `${id} of ${key === '' ? 'the root' : key} is damaged here`,
      next: ['kubed fsck']
    })
  }

  /** The text that a record came from. @throws KUBE_OBJECT_MISSING */
  async yaml(commit: ObjectId): Promise<string> {
    const file = await readSmallFile(this.#objects, commit, 'dx.yml')
    return file ? Buffer.from(file).toString('utf8') : ''
  }

  /** Brings records that the state lacks in from git. */
  async #take(refs: Iterable<readonly [RefName, ObjectId | undefined]>): Promise<void> {
    const operations: StateOperation[] = []
    for (const [ref, commit] of refs) {
      if (commit === undefined || !isMeta(ref) || this.#state.get(stateKey(commit))) continue
      const value = await this.#read(ref, commit)
      if (!value) {
        this.#logger.log('warn', 'a record is no record', { ref, commit })
        continue
      }
      operations.push({ key: stateKey(commit), value })
    }
    if (operations.length > 0) await this.#state.batch(operations)
  }

  async #read(ref: RefName, commit: ObjectId): Promise<Uint8Array | undefined> {
    try {
      return await readSmallFile(this.#objects, commit, 'record.binpb')
    } catch (thrown) {
      if (!isDamage(thrown)) throw thrown
      this.#logger.log('error', 'a record cannot be read', { ref, reason: String(thrown) })
      return undefined
    }
  }

  #keep(id: ObjectId, record: DmgRecord): DmgRecord {
    if (this.#warm.size >= warmMax) {
      const oldest = this.#warm.keys().next().value
      if (oldest !== undefined) this.#warm.delete(oldest)
    }
    this.#warm.set(id, record)
    return record
  }
}
