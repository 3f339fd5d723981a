// Sites in memory, for tests of the gateway: a Content and the read side of Objects over plain maps.
import { type GitType, gitId, sha1Hex } from '../../src/base/bytes.ts'
import { KubeError } from '../../src/base/errors.ts'
import { pathFromBytes } from '../../src/base/path-bytes.ts'
import type { ObjectId } from '../../src/base/types.ts'
import type { GitObject, ObjectHeader, Objects } from '../../src/ports/objects.ts'
import type { Content, Release, Site, TreeEntry } from '../../src/rpc/content/content.ts'

export type Files = Readonly<Record<string, string | Uint8Array | { mode: string; data: string }>>

interface Node {
  readonly record: Record<string, unknown>
  readonly release: Release | undefined
}

export class MemoryContent implements Content {
  readonly #trees = new Map<ObjectId, readonly TreeEntry[]>()
  readonly #blobs = new Map<ObjectId, Uint8Array>()
  readonly #nodes = new Map<string, Node>()
  readonly #bases: readonly string[]
  #position = 0
  /** Calls of `find`, to see what is kept. */
  finds = 0
  /** Streams fail after this many chunks. */
  failAfter = Number.POSITIVE_INFINITY
  /** Streams that were begun and have ended, by whatever cause. */
  readonly streams = { opened: 0, closed: 0, chunks: 0 }

  constructor(bases: readonly string[] = ['kube.local', 'kube.localhost']) {
    this.#bases = bases
  }

  /** Publishes files at a name of one component, `''` for the base itself. */
  publish(name: string, files: Files, options: { record?: object; publishedMs?: number } = {}): Release {
    const tree = this.#tree(files, '')
    const publishedMs = options.publishedMs ?? Date.parse('2024-05-06T07:08:09Z')
    const release = { id: sha1Hex(`${name}${tree}${publishedMs}`), tree, publishedMs }
    this.#set(name, { record: { type: 'schema.dxos.org/dmg/webapp', title: name, ...options.record }, release })
    return release
  }

  /** A node without a release. */
  setRecord(name: string, record: Record<string, unknown>): void {
    this.#set(name, { record, release: undefined })
  }

  /** Takes an object away, as if it had not arrived yet. */
  lose(id: ObjectId): void {
    this.#blobs.delete(id)
    this.#position++
  }

  #set(name: string, node: Node): void {
    this.#nodes.set(name, node)
    this.#position++
  }

  #tree(files: Files, prefix: string): ObjectId {
    const entries = new Map<string, TreeEntry>()
    for (const [path, file] of Object.entries(files)) {
      if (!path.startsWith(prefix)) continue
      const [name, ...below] = path.slice(prefix.length).split('/') as [string, ...string[]]
      if (entries.has(name)) continue
      if (below.length > 0) {
        entries.set(name, { name, type: 'tree', mode: '40000', id: this.#tree(files, `${prefix}${name}/`) })
        continue
      }
      const plain = typeof file === 'string' || file instanceof Uint8Array
      const data = Buffer.from(plain ? file : file.data)
      const id = gitId('blob', data)
      this.#blobs.set(id, data)
      entries.set(name, { name, type: 'blob', mode: plain ? '100644' : file.mode, id })
    }
    const id = sha1Hex(JSON.stringify([...entries.values()]))
    this.#trees.set(id, [...entries.values()])
    return id
  }

  async find(host: string, rawPath: string): Promise<Site | undefined> {
    this.finds++
    const base = this.#bases.find(one => host === one || host.endsWith(`.${one}`))
    if (base === undefined) throw new KubeError('KUBE_NAME_FOREIGN', `the subnet does not answer for ${host}`)
    const labels =
      host === base
        ? []
        : host
            .slice(0, -base.length - 1)
            .split('.')
            .reverse()
    const raw = rawPath.split('/').filter(part => part !== '')
    const parts = [...labels, ...raw.map(decode)]
    const name = parts[0] !== undefined && this.#nodes.has(parts[0]) ? parts[0] : ''
    const node = this.#nodes.get(labels.length > 0 && name !== labels[0] ? 'nobody' : name)
    if (!node) return undefined
    const taken = name === '' ? 0 : 1
    return {
      node: ['local/kube', name].filter(Boolean).join('/'),
      base: labels.length === 0 && taken === 1 ? `/${name}` : '',
      rest: parts.slice(taken),
      slash: rawPath.endsWith('/'),
      type: String(node.record.type ?? ''),
      recordId: sha1Hex(JSON.stringify(node.record)),
      record: node.record,
      access: node.record.access as Site['access'],
      release: node.release
    }
  }

  async lookup(tree: ObjectId, path: readonly string[]): Promise<TreeEntry | undefined> {
    let found: TreeEntry | undefined
    for (const [at, name] of path.entries()) {
      const entries: readonly TreeEntry[] = this.#trees.get(at === 0 ? tree : (found?.id ?? '')) ?? []
      found = entries.find(entry => entry.name === name)
      if (!found) return undefined
    }
    return found
  }

  async list(tree: ObjectId): Promise<readonly TreeEntry[]> {
    return this.#trees.get(tree) ?? []
  }

  position(): number {
    return this.#position
  }

  bases(): readonly string[] {
    return this.#bases
  }

  /** The blobs. */
  get objects(): Pick<Objects, 'read' | 'header' | 'stream'> {
    return {
      read: async (id: ObjectId): Promise<GitObject> => ({ type: 'blob', content: this.#blob(id) }),
      header: async (id: ObjectId): Promise<ObjectHeader> => ({ type: blobType, size: this.#blob(id).length }),
      stream: (id, options) => this.#stream(id, options)
    }
  }

  #blob(id: ObjectId): Uint8Array {
    const bytes = this.#blobs.get(id)
    if (!bytes) throw new KubeError('KUBE_OBJECT_MISSING', `object ${id} is not here yet`)
    return bytes
  }

  async *#stream(id: ObjectId, options: { start?: number; end?: number } = {}): AsyncIterable<Uint8Array> {
    this.streams.opened++
    try {
      const bytes = this.#blob(id).subarray(options.start ?? 0, options.end)
      for (let at = 0; at < bytes.length; at += 65_536) {
        if (at / 65_536 >= this.failAfter) throw new KubeError('KUBE_OBJECT_DAMAGED', `object ${id} is damaged`)
        this.streams.chunks++
        await new Promise(resolve => setImmediate(resolve))
        yield bytes.subarray(at, at + 65_536)
      }
    } finally {
      this.streams.closed++
    }
  }
}

const blobType: GitType = 'blob'

function decode(component: string): string {
  const bytes: number[] = []
  for (let at = 0; at < component.length; at++) {
    const escaped = component[at] === '%'
    bytes.push(escaped ? Number.parseInt(component.slice(at + 1, at + 3), 16) : component.charCodeAt(at))
    if (escaped) at += 2
  }
  return pathFromBytes(Uint8Array.from(bytes))
}
