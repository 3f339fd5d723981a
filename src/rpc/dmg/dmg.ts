// The DMG service (names.md, The DMG service), free of transport: names to records. The doors to it are dmg-stream.ts
// (libp2p), the web's dmg-door.ts (HTTP) and this class itself.
import { setImmediate } from 'node:timers/promises'
import { KubeError } from '../../base/errors.ts'
import { recordsAnswerBytesMax, recordsAskedMax, watchesMax, watchesOfMembers } from '../../base/limits.ts'
import type { ObjectId, PeerId } from '../../base/types.ts'
import type { JsonObject } from '../../graph/json.ts'
import { formatName } from '../../graph/name-format.ts'
import { parseOwnName } from '../../graph/own-name.ts'
import type { DmgRecord } from '../../graph/record.ts'
import { encodeRecord } from '../../graph/record-codec.ts'
import type { Kube } from '../../node/kube.ts'
import { mayReadLiterally, notReadable, type Reader, resolveFor } from '../access.ts'
import type { RecordsSet, Resolved } from '../api.ts'
import { childrenOf, parentPath, recordAt } from '../records/record-read.ts'
import { type GivenRecord, setRecords } from '../records/record-set.ts'
import { type ResolveQuery, resolved } from '../records/resolved.ts'
import { schemasOf } from '../schemas/schemas.ts'
import type { Trees } from '../trees.ts'
import { type FeedItem, type RecordChange, RecordFeed } from './record-feed.ts'

/** Who asks. */
export interface Caller {
  readonly reader: Reader
  /** What a write is done as: this KUBE for its own user, a member by its own right; undefined: not at all. */
  readonly writes: 'own' | PeerId | undefined
}

export interface NamedRecord {
  /** `dx://…`, or `/…` for a node without a host. */
  readonly name: string
  /** Undefined where there is none. */
  readonly id: ObjectId | undefined
  readonly record: DmgRecord | undefined
}

export interface ListedRecords {
  readonly records: readonly NamedRecord[]
  /** Name to go on after; undefined at the end. */
  readonly next: string | undefined
}

export interface WatchedRecords {
  readonly position: string
  readonly records: readonly NamedRecord[]
}

export interface ListQuery {
  readonly name: string
  readonly recursive?: boolean
  readonly limit?: number
  readonly after?: string
}

export interface DmgOptions {
  readonly kube: Kube
  readonly trees: Trees
  readonly bases: readonly string[]
}

const listLimit = 100
/** Nodes looked at before others get a turn: what a stranger may not see is passed over without an end. */
const nodesAtOnce = 256

export class Dmg {
  readonly #options: DmgOptions
  readonly #feed: RecordFeed
  readonly #stopped = new AbortController()
  #watches = 0

  constructor(options: DmgOptions) {
    this.#options = options
    this.#feed = new RecordFeed(options.kube)
  }

  /** Ends every watch. */
  close(): void {
    this.#stopped.abort()
  }

  /** @throws KUBE_NAME_INVALID, KUBE_NOT_FOUND, KUBE_HOPS, KUBE_DENIED */
  async resolveUrl(query: ResolveQuery, caller: Caller): Promise<Resolved> {
    const { kube, trees } = this.#options
    return resolved(kube, trees, query, caller.reader)
  }

  /** One for each name or id of a `!meta` commit, in that order. @throws KUBE_LIMIT, KUBE_NAME_INVALID, KUBE_DENIED */
  async getRecords(names: readonly string[], own: boolean, caller: Caller): Promise<NamedRecord[]> {
    if (names.length > recordsAskedMax) {
      throw new KubeError('KUBE_LIMIT', 'too many records are asked for', {
        reason: `${recordsAskedMax} are the most`,
        limit: 'recordsAskedMax',
        next: ['dx record get NAME', 'dx record children NAME']
      })
    }
    const room = new Room()
    const records: NamedRecord[] = []
    for (const name of names) {
      const found = /^[0-9a-f]{40}$/.test(name) ? await this.#byId(name, caller) : this.#byName(name, own, caller)
      if (!room.has(found.record)) throw tooMuch()
      records.push(found)
    }
    return records
  }

  /** Sets all of them in one changeset, or none. @throws as `setRecords`, KUBE_DENIED */
  async setRecords(given: readonly GivenRecord[], merge: boolean, caller: Caller): Promise<RecordsSet> {
    const { kube, bases } = this.#options
    const { writes } = caller
    if (writes === undefined) {
      throw new KubeError('KUBE_DENIED', 'records are not set here', {
        reason: 'the control socket of a machine of the subnet takes them',
        next: ['dx help record set']
      })
    }
    return setRecords(kube, bases, given, { merge, ...(writes !== 'own' && { onBehalfOf: writes }) })
  }

  /** A page of the nodes right below a name, or of all below it. @throws KUBE_NOT_FOUND, KUBE_DENIED, KUBE_USAGE */
  async listRecords({ name, recursive, limit, after }: ListQuery, caller: Caller): Promise<ListedRecords> {
    const { kube } = this.#options
    const wanted = limit === undefined || limit === 0 ? listLimit : Math.min(limit, recordsAskedMax)
    const path = parentPath(kube, name, caller.reader)
    const from = after === undefined || after === '' ? undefined : parseOwnName(kube.records, after).path
    const room = new Room()
    const records: NamedRecord[] = []
    const nodes = recursive ? this.#below(path, from, caller) : this.#children(path, from, wanted + 1, caller)
    for await (const one of nodes) {
      if (records.length >= wanted || !room.has(one.record)) return { records, next: records.at(-1)?.name }
      records.push(one)
    }
    return { records, next: undefined }
  }

  /**
   * What came after a position, then what comes; every `watchBeatMs` at least the position. Ends with the signal.
   * @throws KUBE_USAGE for a text that is no position, KUBE_OBJECT_MISSING, KUBE_NAME_INVALID, KUBE_BUSY, KUBE_UNAUTHORIZED
   */
  watchRecords(
    { name, position }: { name?: string; position?: string },
    caller: Caller,
    signal: AbortSignal
  ): AsyncGenerator<WatchedRecords> {
    const isMember = caller.reader === 'member'
    const most = isMember ? watchesMax : watchesMax - watchesOfMembers
    if (this.#watches >= most) {
      throw new KubeError('KUBE_BUSY', 'too many follow records', {
        reason: `${most} are the most`,
        limit: isMember ? 'watchesMax' : 'watchesOfMembers',
        next: ['dx record watch NAME', 'dx help record watch']
      })
    }
    const path = name === undefined || name === '' ? [] : this.#watchedPath(name, caller)
    const over = new AbortController()
    const any = AbortSignal.any([signal, this.#stopped.signal, over.signal])
    const from = position === undefined || position === '' ? {} : { from: position }
    return this.#watch(this.#feed.follow({ path, signal: any, ...from }), caller, over)
  }

  /** Ends with an error, and `over`, once the token of the caller holds no more. */
  async *#watch(
    items: AsyncGenerator<FeedItem>,
    caller: Caller,
    over: AbortController
  ): AsyncGenerator<WatchedRecords> {
    this.#watches++
    const { reader } = caller
    const forget = typeof reader === 'string' ? undefined : reader.onEnd(() => over.abort())
    try {
      for await (const { position: at, change } of items) {
        if (over.signal.aborted) break
        if (change === undefined) yield { position: at, records: [] }
        else if (await this.#isTold(change, caller)) {
          const { id, record } = change
          yield { position: at, records: [{ name: this.#nameOf(change.path, record), id, record }] }
        }
      }
      if (over.signal.aborted) throw notReadable('anyone', 'what is followed')
    } finally {
      forget?.()
      this.#watches--
    }
  }

  /** By what the node is now, and by what it was when the change was made. */
  async #isTold({ path, id, record, before }: RecordChange, { reader }: Caller): Promise<boolean> {
    const { kube } = this.#options
    if (reader === 'member') return true
    const then = id === undefined ? await this.#feed.read(before) : record
    return then !== undefined && mayReadLiterally(kube, reader, path) && mayReadLiterally(kube, reader, path, then)
  }

  /** A node need not be there yet to be watched. */
  #watchedPath(name: string, { reader }: Caller): readonly string[] {
    const { kube } = this.#options
    const { path, resource } = parseOwnName(kube.records, name)
    if (resource.length > 0) {
      throw new KubeError('KUBE_NAME_INVALID', `${name} cannot be watched`, {
        reason: 'it is no node but a file',
        next: [`dx resolve ${name}`]
      })
    }
    const found = resolveFor(kube, reader, { path, asked: name })
    return found && found.rest.length === 0 ? found.node : path
  }

  #isVisible(path: readonly string[], { reader }: Caller): boolean {
    return mayReadLiterally(this.#options.kube, reader, path)
  }

  async #byId(id: ObjectId, { reader }: Caller): Promise<NamedRecord> {
    if (reader !== 'member') {
      throw new KubeError('KUBE_DENIED', 'records are asked for by name here', {
        reason: 'an id says nothing of the node, and so of who may read it',
        next: ['dx record get NAME']
      })
    }
    const { records } = this.#options.kube
    try {
      return { name: '', id, record: records.at(id) ?? (await records.load(id)) }
    } catch (error) {
      if (error instanceof KubeError && error.code === 'KUBE_OBJECT_MISSING')
        return { name: '', id: undefined, record: undefined }
      throw error
    }
  }

  #byName(name: string, own: boolean, { reader }: Caller): NamedRecord {
    try {
      const found = recordAt(this.#options.kube, name, reader)
      const record = own ? found.own : found.effective
      return { name: this.#nameOf(found.node, found.own), id: found.recordId, record }
    } catch (error) {
      if (!(error instanceof KubeError) || error.code !== 'KUBE_NOT_FOUND') throw error
      return { name: formatName(parseOwnName(this.#options.kube.records, name).path), id: undefined, record: undefined }
    }
  }

  async *#children(
    path: readonly string[],
    after: readonly string[] | undefined,
    limit: number,
    { reader }: Caller
  ): AsyncGenerator<NamedRecord> {
    const last = after?.at(-1)
    const query = { path, limit, reader, ...(last !== undefined && { after: last }) }
    for (const { path: child, found } of await childrenOf(this.#options.kube, query)) {
      yield { name: this.#nameOf(child, found?.own), id: found?.recordId, record: found?.own }
    }
  }

  async *#below(
    path: readonly string[],
    after: readonly string[] | undefined,
    caller: Caller
  ): AsyncGenerator<NamedRecord> {
    const { kube } = this.#options
    let looked = 0
    for (const node of kube.index.below(path, after)) {
      if (++looked % nodesAtOnce === 0) await setImmediate()
      if (node.length === path.length || !this.#isVisible(node, caller)) continue
      const meta = kube.records.meta(node)
      if (meta) yield { name: this.#nameOf(node, meta.record), id: meta.id, record: meta.record }
    }
  }

  #nameOf(path: readonly string[], record: DmgRecord | undefined): string {
    return formatName(path, { bases: this.#options.bases, hostLabels: record?.hostLabels ?? 0 })
  }

  /** A record as it is read here. */
  json(record: DmgRecord): Promise<JsonObject> {
    return schemasOf(this.#options.kube).json(record)
  }
}

/** How much of an answer is left. */
class Room {
  #left = recordsAnswerBytesMax

  has(record: DmgRecord | undefined): boolean {
    if (record === undefined) return true
    // As JSON, with its keys and quotes, a record is larger.
    this.#left -= 2 * encodeRecord(record).length + 256
    return this.#left >= 0
  }
}

function tooMuch(): KubeError {
  return new KubeError('KUBE_LIMIT', 'the records do not fit in one answer', {
    reason: 'ask for fewer at once',
    limit: 'recordsAnswerBytesMax',
    next: ['dx record get NAME', 'dx record children NAME']
  })
}
