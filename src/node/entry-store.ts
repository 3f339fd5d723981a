// The chains on disk. Truth is git: heads `refs/!kubes/<peer>/!log` (a second branch of a forked chain at
// `…/!fork`, further ones at `…/!fork-<id>`) and the commits they lead to. The state keeps a copy of what was
// verified, so that a start need not read and check each entry again.

import { gitId } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { decodeCommit, decodeTree } from '../base/git-format.ts'
import type { Logger, ObjectId, PeerId, RefName } from '../base/types.ts'
import type { Entry, EntryBytes, Grant } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Refs } from '../ports/refs.ts'
import type { State, StateOperation } from '../ports/state.ts'
import { dxos } from '../proto/generated.js'

export const logRef = (chain: PeerId): RefName => `refs/!kubes/${chain}/!log`
const headPattern = /^refs\/!kubes\/([^/]+)\/!(?:log|fork(?:-[0-9a-f]+)?)$/

/** An entry with what reading it brought to light. */
export interface LoadedEntry {
  readonly entry: Entry
  readonly grants: readonly Grant[]
}

export interface EntryStoreOptions {
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
  readonly logger: Logger
  /** Checks hashes, bindings and signature. @throws KUBE_LEDGER_INVALID */
  readonly decode: (bytes: EntryBytes) => { entry: Entry }
  /** Reads an entry whose signature was checked before it went into the state. */
  readonly decodeTrusted: (bytes: EntryBytes) => { entry: Entry }
  readonly grantsOf: (entry: Entry) => Promise<readonly Grant[]>
}

const cacheKey = (id: ObjectId): string => `entry/${id}`
const grantsKey = (id: ObjectId): string => `grants/${id}`

export class EntryStore {
  readonly #options: EntryStoreOptions
  /** Which ref holds which tip. */
  readonly #tips = new Map<RefName, ObjectId>()

  constructor(options: EntryStoreOptions) {
    this.#options = options
  }

  /** Every entry that the heads on disk lead to, each after its parent and deps. */
  async load(): Promise<LoadedEntry[]> {
    const found = new Map<ObjectId, LoadedEntry>()
    for (const [ref, tip] of await this.#options.refs.list()) {
      if (!headPattern.test(ref)) continue
      this.#tips.set(ref, tip)
      await this.#walk(tip, found)
    }
    return causalOrder(found)
  }

  async #walk(tip: ObjectId, found: Map<ObjectId, LoadedEntry>): Promise<void> {
    for (let id: ObjectId | undefined = tip; id !== undefined && !found.has(id); ) {
      const loaded: LoadedEntry | undefined = await this.#tryLoad(id)
      if (!loaded) return
      found.set(id, loaded)
      id = loaded.entry.parent
    }
  }

  /** An entry that cannot be read is left out, with all that builds on it: peers have it and send it again. */
  async #tryLoad(id: ObjectId): Promise<LoadedEntry | undefined> {
    try {
      const entry = await this.#loadEntry(id)
      const cached = this.#options.state.get(grantsKey(id))
      if (cached) return { entry, grants: JSON.parse(Buffer.from(cached).toString('utf8')) as Grant[] }
      return { entry, grants: await this.#options.grantsOf(entry) }
    } catch (thrown) {
      const error = toKubeError(thrown)
      if (!unreadable.has(error.code)) throw error
      // Out of the way, or what a peer sends would be taken for here already.
      if (error.code === 'KUBE_OBJECT_DAMAGED') await this.#options.objects.quarantine(id)
      this.#options.logger.log('error', 'an entry of the ledger cannot be read', { id, reason: error.message })
      return undefined
    }
  }

  async #loadEntry(id: ObjectId): Promise<Entry> {
    const cached = this.#cached(id)
    if (cached) return this.#options.decodeTrusted(cached).entry
    const bytes = await this.read(id)
    const { entry } = this.#options.decode(bytes)
    await this.#options.state.batch([cacheOperation(id, bytes)])
    return entry
  }

  /** The three byte strings of a stored entry. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
  async bytes(id: ObjectId): Promise<EntryBytes> {
    return this.#cached(id) ?? this.read(id)
  }

  /** The state's copy; undefined when it has none or a damaged one. */
  #cached(id: ObjectId): EntryBytes | undefined {
    const cached = this.#options.state.get(cacheKey(id))
    if (!cached) return undefined
    const { commit = none, changeset = none, objects = none } = dxos.kube.EntryBytes.decode(cached)
    if (commit && changeset && objects && gitId('commit', commit) === id) return { commit, changeset, objects }
    this.#options.logger.log('warn', 'a cached entry was damaged and is read from git', { id })
    return undefined
  }

  /** As `bytes`, from git itself. */
  async read(id: ObjectId): Promise<EntryBytes> {
    const { objects } = this.#options
    const commit = (await objects.read(id)).content
    const tree = (await objects.read(decodeCommit(commit).tree)).content
    const blobs = new Map(treeIds(tree))
    const [changeset, listed] = [blobs.get('changeset.binpb'), blobs.get('objects.binpb')]
    if (!changeset || !listed) {
      throw new KubeError('KUBE_LEDGER_INVALID', `${id} is no entry of a chain`, { reason: 'its tree lacks a file' })
    }
    return {
      commit,
      changeset: (await objects.read(changeset)).content,
      objects: (await objects.read(listed)).content
    }
  }

  /** Makes the entries the heads of their chains; durable when it resolves. Entries of one chain in their order. */
  async setHeads(entries: readonly Entry[]): Promise<void> {
    const moved = new Map<RefName, ObjectId>()
    for (const entry of entries) {
      const ref = this.#refOf(entry, moved)
      moved.set(ref, entry.id)
    }
    await Promise.all([...moved].map(([ref, id]) => this.#options.refs.setHead(ref, id)))
    for (const [ref, id] of moved) this.#tips.set(ref, id)
  }

  /** The ref of the branch that an entry continues; a new one where it starts a second branch. */
  #refOf(entry: Entry, moved: ReadonlyMap<RefName, ObjectId>): RefName {
    const log = logRef(entry.chain)
    const tip = (ref: RefName): ObjectId | undefined => moved.get(ref) ?? this.#tips.get(ref)
    if (tip(log) === undefined || tip(log) === entry.parent) return log
    const fork = log.replace(/!log$/, '!fork')
    const forks = [...new Set([...this.#tips.keys(), ...moved.keys()])].filter(ref => ref.startsWith(fork))
    const continued = forks.find(ref => tip(ref) === entry.parent)
    if (continued) return continued
    return tip(fork) === undefined ? fork : `${fork}-${entry.id.slice(0, 12)}`
  }

  cacheOperations(entries: readonly (LoadedEntry & { bytes: EntryBytes })[]): StateOperation[] {
    return entries.flatMap(({ entry, bytes, grants }) => [
      { key: grantsKey(entry.id), value: Buffer.from(JSON.stringify(grants)) },
      cacheOperation(entry.id, bytes)
    ])
  }
}

const none = new Uint8Array()
const unreadable: ReadonlySet<string> = new Set(['KUBE_OBJECT_MISSING', 'KUBE_OBJECT_DAMAGED', 'KUBE_LEDGER_INVALID'])

function cacheOperation(id: ObjectId, bytes: EntryBytes): StateOperation {
  return { key: cacheKey(id), value: dxos.kube.EntryBytes.encode(bytes).finish() }
}

function treeIds(tree: Uint8Array): [string, ObjectId][] {
  return decodeTree(tree).map(({ name, id }) => [name, id])
}

/** Parents and deps first. Entries whose past is not all there are left out, with all that builds on them. */
function causalOrder(found: ReadonlyMap<ObjectId, LoadedEntry>): LoadedEntry[] {
  const ordered: LoadedEntry[] = []
  const waiting = new Map<ObjectId, number>()
  const followers = new Map<ObjectId, LoadedEntry[]>()
  const ready: LoadedEntry[] = []
  for (const loaded of found.values()) {
    const past = [...(loaded.entry.parent ? [loaded.entry.parent] : []), ...loaded.entry.deps.map(dep => dep.id)]
    waiting.set(loaded.entry.id, past.length)
    if (past.length === 0) ready.push(loaded)
    for (const id of past) {
      const list = followers.get(id)
      if (list) list.push(loaded)
      else followers.set(id, [loaded])
    }
  }
  for (let next = ready.pop(); next; next = ready.pop()) {
    ordered.push(next)
    for (const follower of followers.get(next.entry.id) ?? []) {
      const left = (waiting.get(follower.entry.id) ?? 0) - 1
      waiting.set(follower.entry.id, left)
      if (left === 0) ready.push(follower)
    }
  }
  return ordered
}
