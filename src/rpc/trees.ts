// Trees of releases: decoded once and kept by id, which never goes stale.
import { decodeCommit, decodeTree } from '../base/git-format.ts'
import { treeCacheEntriesMax } from '../base/limits.ts'
import { pathFromBytes } from '../base/path-bytes.ts'
import type { ObjectId } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Release, TreeEntry } from './content/content.ts'

export interface TreeFileEntry {
  readonly path: string
  readonly mode: '100644' | '100755' | '120000'
  readonly id: ObjectId
}

interface CommitFacts {
  readonly release: Release
  readonly parents: readonly ObjectId[]
  readonly author: string
  readonly message: string
}

export interface TreeListing {
  /** By name; names that are no UTF-8 keep their bytes as lone surrogates. */
  readonly entries: ReadonlyMap<string, TreeEntry>
  /** Whether nothing but these is in it: submodules are left out. */
  readonly isWhole: boolean
}

export class Trees {
  readonly #objects: Pick<Objects, 'read'>
  readonly #trees = new Map<ObjectId, TreeListing>()
  readonly #commits = new Map<ObjectId, CommitFacts>()
  #entries = 0

  constructor(objects: Pick<Objects, 'read'>) {
    this.#objects = objects
  }

  /** @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
  async commit(id: ObjectId): Promise<CommitFacts> {
    const known = this.#commits.get(id)
    if (known) return known
    const { tree, parents, author, committer, message } = decodeCommit((await this.#objects.read(id)).content)
    const facts = {
      release: { id, tree, publishedMs: committer.seconds * 1000 },
      parents,
      author: author.name,
      message
    }
    if (this.#commits.size >= 4096) this.#commits.clear()
    this.#commits.set(id, facts)
    return facts
  }

  /** Entries of one tree by name. */
  async tree(id: ObjectId): Promise<ReadonlyMap<string, TreeEntry>> {
    return (await this.listing(id)).entries
  }

  async listing(id: ObjectId): Promise<TreeListing> {
    const known = this.#trees.get(id)
    if (known) return known
    return this.remember(id, (await this.#objects.read(id)).content)
  }

  /** Of content that is at hand. */
  remember(id: ObjectId, content: Uint8Array): TreeListing {
    const entries = new Map<string, TreeEntry>()
    const decoded = decodeTree(content)
    for (const { mode, nameBytes, id: entry } of decoded) {
      if (mode === '160000') continue
      const name = pathFromBytes(nameBytes)
      entries.set(name, { name, type: mode === '40000' ? 'tree' : 'blob', mode, id: entry })
    }
    this.#entries += entries.size
    if (this.#entries > treeCacheEntriesMax) {
      this.#trees.clear()
      this.#entries = entries.size
    }
    const listing = { entries, isWhole: entries.size === decoded.length }
    this.#trees.set(id, listing)
    return listing
  }

  async lookup(tree: ObjectId, path: readonly string[]): Promise<TreeEntry | undefined> {
    let id = tree
    let entry: TreeEntry | undefined
    for (const [at, name] of path.entries()) {
      entry = (await this.tree(id)).get(name)
      if (!entry) return undefined
      if (at < path.length - 1 && entry.type !== 'tree') return undefined
      id = entry.id
    }
    return entry
  }

  /** Ids of a tree and of all trees below it. */
  async ids(tree: ObjectId, found = new Set<ObjectId>()): Promise<Set<ObjectId>> {
    if (found.has(tree)) return found
    found.add(tree)
    for (const { type, id } of (await this.tree(tree)).values()) if (type === 'tree') await this.ids(id, found)
    return found
  }

  /** Every file below a tree. */
  async files(tree: ObjectId, below = ''): Promise<TreeFileEntry[]> {
    const files: TreeFileEntry[] = []
    for (const { name, type, mode, id } of (await this.tree(tree)).values()) {
      const path = below + name
      if (type === 'tree') files.push(...(await this.files(id, `${path}/`)))
      else files.push({ path, mode: mode as TreeFileEntry['mode'], id })
    }
    return files
  }
}
