// What a changeset brings: every object reachable from its new values and not from the old ones, as far as a walk
// of the trees side by side shows it. Listing more than that is harmless, less is not (replication.md, One truth).
import { createHash } from 'node:crypto'
import { gitHeader, gitSha256 } from '../base/bytes.ts'
import { decodeCommit, decodeTag, decodeTree } from '../base/git-format.ts'
import type { ObjectId } from '../base/types.ts'
import type { ListedObject, RefUpdate } from '../ledger/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'

/** Commits looked back through for a tree that is being published again. */
const historyMax = 1000

/** Objects that are not stored yet, by id. */
export type Pending = ReadonlyMap<ObjectId, GitObject>

export interface ReachOptions {
  readonly pending?: Pending
  /** Objects whose hashes are known already, so that they need not be read again. */
  readonly described?: ReadonlyMap<ObjectId, ListedObject>
  /** The new trees may be those of earlier commits (a rollback): the past is read to leave them out. */
  readonly lookBack?: boolean
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
  readonly #listed = new Map<ObjectId, ListedObject>()

  constructor(objects: Objects, options: ReachOptions) {
    this.#objects = objects
    this.#pending = options.pending ?? new Map()
    this.#described = options.described ?? new Map()
    this.#lookBack = options.lookBack ?? false
  }

  async list(updates: readonly RefUpdate[]): Promise<ListedObject[]> {
    for (const update of updates) {
      if (update.new !== undefined) await this.#value(update.new, update.old)
    }
    return [...this.#listed.values()]
  }

  async #value(value: ObjectId, old: ObjectId | undefined): Promise<void> {
    let id = value
    let object = await this.#read(id)
    while (object.type === 'tag') {
      await this.#add(id)
      id = decodeTag(object.content)
      object = await this.#read(id)
    }
    if (object.type === 'commit') await this.#commits(id, old === undefined ? undefined : await this.#commitAt(old))
    else if (object.type === 'tree') await this.#tree(id, undefined)
    else await this.#add(id)
  }

  /** Undefined for a value that is none. */
  async #commitAt(id: ObjectId): Promise<ObjectId | undefined> {
    return (await this.#read(id)).type === 'commit' ? id : undefined
  }

  /** Commits from `tip` back to what `old` reaches, with their trees. */
  async #commits(tip: ObjectId, old: ObjectId | undefined): Promise<void> {
    const previous = old === undefined ? undefined : decodeCommit((await this.#read(old)).content)
    const waiting = [tip]
    let past: Past | undefined
    while (waiting.length > 0) {
      const id = waiting.pop() as ObjectId
      if (id === old || this.#listed.has(id)) continue
      // The usual release has the old one as its only parent: its past need not be read.
      if (id !== tip || this.#lookBack) past ??= await this.#past(old)
      if (past?.commits.has(id)) continue
      const { tree, parents } = decodeCommit((await this.#read(id)).content)
      await this.#add(id)
      if (!past?.trees.has(tree)) await this.#tree(tree, previous?.tree)
      waiting.push(...parents)
    }
  }

  async #past(old: ObjectId | undefined): Promise<Past> {
    const past: Past = { commits: new Set(), trees: new Set() }
    const waiting = old === undefined ? [] : [old]
    for (let id = waiting.shift(); id !== undefined && past.commits.size < historyMax; id = waiting.shift()) {
      if (past.commits.has(id)) continue
      const { tree, parents } = decodeCommit((await this.#read(id)).content)
      past.commits.add(id)
      past.trees.add(tree)
      waiting.push(...parents)
    }
    return past
  }

  async #tree(id: ObjectId, old: ObjectId | undefined): Promise<void> {
    if (id === old || this.#listed.has(id)) return
    const before = new Map(
      old === undefined ? [] : decodeTree((await this.#read(old)).content).map(at => [at.name, at])
    )
    const entries = decodeTree((await this.#read(id)).content)
    await this.#add(id)
    for (const entry of entries) {
      if (entry.mode === '160000') continue
      const was = before.get(entry.name)
      if (was?.id === entry.id) continue
      if (entry.mode === '40000') await this.#tree(entry.id, was?.mode === '40000' ? was.id : undefined)
      else await this.#add(entry.id)
    }
  }

  async #add(id: ObjectId): Promise<void> {
    if (this.#listed.has(id)) return
    const pending = this.#pending.get(id)
    const known = pending ? describeObject(id, pending) : this.#described.get(id)
    this.#listed.set(id, known ?? (await describe(this.#objects, id)))
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
