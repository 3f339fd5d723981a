// What a changeset brings: every object reachable from its new values and not from the old ones, as far as a walk
// of the trees side by side shows it. Listing more than that is harmless, less is not (replication.md, One truth).
import { createHash } from 'node:crypto'
import { gitHeader, gitSha256 } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTag, decodeTree } from '../../base/git-format.ts'
import type { ObjectId, RefName } from '../../base/types.ts'
import type { ListedObject, RefUpdate } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'

/** Commits looked back through for a tree that is being published again, or that an entry counts on. */
export const historyMax = 1000

/** Objects that are not stored yet, by id. */
export type Pending = ReadonlyMap<ObjectId, GitObject>

export interface ReachOptions {
  readonly pending?: Pending
  /** Objects whose hashes are known already, so that they need not be read again. */
  readonly described?: ReadonlyMap<ObjectId, ListedObject>
  /** The new trees may be those of earlier commits (a rollback): the past is read to leave them out. */
  readonly lookBack?: boolean
  /** Of how many commits of a ref, counted from its old value, every peer still has the trees; of that one alone when absent. */
  readonly keepOf?: (ref: RefName) => number
  /** Commits whose parents are not here because their history was cut. */
  readonly shallow?: ReadonlySet<ObjectId>
}

interface Past {
  readonly commits: Set<ObjectId>
  readonly trees: Set<ObjectId>
}

export class Reach {
  readonly #objects: Objects
  readonly #pending: Pending
  readonly #described: ReadonlyMap<ObjectId, ListedObject>
  readonly #lookBack: boolean
  readonly #keepOf: (ref: RefName) => number
  readonly #shallow: ReadonlySet<ObjectId>
  readonly #listed = new Map<ObjectId, ListedObject>()

  constructor(objects: Objects, options: ReachOptions) {
    this.#objects = objects
    this.#pending = options.pending ?? new Map()
    this.#described = options.described ?? new Map()
    this.#lookBack = options.lookBack ?? false
    this.#keepOf = options.keepOf ?? (() => 1)
    this.#shallow = options.shallow ?? new Set()
  }

  async list(updates: readonly RefUpdate[]): Promise<ListedObject[]> {
    for (const update of updates) {
      if (update.new !== undefined) await this.#value(update.new, update)
    }
    return [...this.#listed.values()]
  }

  async #value(value: ObjectId, update: RefUpdate): Promise<void> {
    let id = value
    let object = await this.#read(id)
    while (object.type === 'tag') {
      await this.#add(id)
      id = decodeTag(object.content)
      object = await this.#read(id)
    }
    const old = update.old === undefined ? undefined : await this.#commitAt(update.old)
    if (object.type === 'commit') await this.#commits(id, { ...update, old })
    else if (object.type === 'tree') await this.#tree(id, undefined)
    else await this.#add(id)
  }

  /** Undefined for a value that is none. */
  async #commitAt(id: ObjectId): Promise<ObjectId | undefined> {
    return (await this.#read(id)).type === 'commit' ? id : undefined
  }

  /** Commits from `tip` back to what `old` reaches, with their trees. */
  async #commits(tip: ObjectId, { ref, old }: RefUpdate): Promise<void> {
    const previous = old === undefined ? undefined : decodeCommit((await this.#read(old)).content)
    const waiting = [tip]
    let past: Past | undefined
    while (waiting.length > 0) {
      const id = waiting.pop() as ObjectId
      if (id === old || this.#listed.has(id)) continue
      // The usual release has the old one as its only parent: its past need not be read.
      if (id !== tip || this.#lookBack) past ??= await this.#past(old, this.#keepOf(ref))
      if (past?.commits.has(id)) continue
      const { tree, parents } = await this.#commit(id)
      if (!this.#take(id)) await this.#add(id)
      if (!past?.trees.has(tree)) await this.#tree(tree, previous?.tree)
      waiting.push(...parents)
    }
  }

  /** Commits that `old` reaches, and the trees of those nearer than `keep`: what is further back, peers may have freed. */
  async #past(old: ObjectId | undefined, keep: number): Promise<Past> {
    const past: Past = { commits: new Set(), trees: new Set() }
    let front = old === undefined ? [] : [old]
    for (let distance = 0; front.length > 0; distance++) {
      const behind: ObjectId[] = []
      for (const id of front) {
        if (past.commits.has(id) || past.commits.size >= historyMax) continue
        const { tree, parents } = await this.#commit(id)
        past.commits.add(id)
        if (distance < keep) past.trees.add(tree)
        behind.push(...parents)
      }
      front = behind
    }
    return past
  }

  /** Without parents where history was cut. */
  async #commit(id: ObjectId): Promise<{ tree: ObjectId; parents: readonly ObjectId[] }> {
    const { tree, parents } = decodeCommit((await this.#read(id)).content)
    return { tree, parents: this.#shallow.has(id) ? [] : parents }
  }

  async #tree(id: ObjectId, old: ObjectId | undefined): Promise<void> {
    if (id === old || this.#listed.has(id)) return
    const before = new Map(
      old === undefined ? [] : decodeTree((await this.#read(old)).content).map(at => [at.name, at])
    )
    const entries = decodeTree((this.#pending.get(id) ?? (await this.#objects.read(id))).content)
    if (!this.#take(id)) await this.#add(id)
    for (const entry of entries) {
      if (entry.mode === '160000') continue
      const was = before.get(entry.name)
      if (was?.id === entry.id) continue
      if (entry.mode === '40000') await this.#tree(entry.id, was?.mode === '40000' ? was.id : undefined)
      else if (!this.#take(entry.id)) await this.#add(entry.id)
    }
  }

  /** Whether it is listed, or can be without waiting. */
  #take(id: ObjectId): boolean {
    if (this.#listed.has(id)) return true
    const pending = this.#pending.get(id)
    const known = pending ? describeObject(id, pending) : this.#described.get(id)
    if (known !== undefined) this.#listed.set(id, known)
    return known !== undefined
  }

  async #add(id: ObjectId): Promise<void> {
    if (!this.#take(id)) this.#listed.set(id, await describe(this.#objects, id))
  }

  async #read(id: ObjectId): Promise<GitObject> {
    return this.#pending.get(id) ?? this.#objects.read(id)
  }
}

/** Type, size and SHA-256 of an object, read piece by piece. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
export async function describe(objects: Objects, id: ObjectId): Promise<ListedObject> {
  const { type, size } = await objects.header(id)
  const hash = createHash('sha256').update(gitHeader(type, size))
  for await (const piece of objects.stream(id)) hash.update(piece)
  return { id, type, size, sha256: new Uint8Array(hash.digest()) }
}

export function describeObject(id: ObjectId, { type, content }: GitObject): ListedObject {
  return { id, type, size: content.length, sha256: gitSha256(type, content) }
}

/** @throws KUBE_OBJECT_MISSING where one is not here, as it was freed after somebody had counted on it */
export async function assertPresent(objects: Objects, ids: readonly ObjectId[]): Promise<void> {
  const here = ids.length === 0 ? new Set() : await objects.present(ids)
  const lost = ids.find(id => !here.has(id))
  if (lost === undefined) return
  throw new KubeError('KUBE_OBJECT_MISSING', 'something that is to be published is not here any more', {
    reason: `object ${lost} was freed meanwhile`,
    next: ['repeat the command']
  })
}
