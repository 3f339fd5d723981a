// The Objects port in memory, over a MemoryDisk.
import { equalBytes, gitId, gitSha256, sha1Hex } from '../../src/base/bytes.ts'
import { KubeError } from '../../src/base/errors.ts'
import { objectBytesMax, readBytesMax } from '../../src/base/limits.ts'
import type { ObjectId, RefName } from '../../src/base/types.ts'
import type {
  ContentSource,
  ExpectedObject,
  Freed,
  FreeOptions,
  GitObject,
  Mended,
  ObjectHeader,
  Objects,
  Received,
  StoredObject
} from '../../src/ports/objects.ts'
import { compressSync, inflateAt, isZlibError } from '../../src/storage/compress.ts'
import {
  decodeEntryHeader,
  decodePackHeader,
  encodeEntryHeader,
  encodePackHeader
} from '../../src/storage/pack-format.ts'
import type { MachineLife, MemoryDisk } from './memory-disk.ts'
import { MemoryRefs } from './memory-refs.ts'

const pieceBytes = 64 << 10

export class MemoryObjects implements Objects {
  private readonly refs: MemoryRefs
  private readonly disk: MemoryDisk
  private readonly life: MachineLife
  /** Checked since this handle was opened, by content: damage makes a new object of it. */
  private readonly verified = new WeakSet<GitObject>()

  constructor(disk: MemoryDisk, life: MachineLife) {
    this.disk = disk
    this.life = life
    this.refs = new MemoryRefs(disk, life)
  }

  async has(id: ObjectId): Promise<boolean> {
    this.life.check()
    return this.disk.objectsDurable.has(id)
  }

  async present(ids: readonly ObjectId[]): Promise<Set<ObjectId>> {
    this.life.check()
    return new Set(ids.filter(id => this.disk.objectsDurable.has(id)))
  }

  private find(id: ObjectId): GitObject {
    this.disk.enter('objects.read', this.life)
    const object = this.disk.objectsDurable.get(id)
    if (object === undefined) throw new KubeError('KUBE_OBJECT_MISSING', `object ${id} is not here`)
    return object
  }

  private checked(id: ObjectId): GitObject {
    const object = this.find(id)
    if (this.verified.has(object)) return object
    if (gitId(object.type, object.content) !== id) {
      throw new KubeError('KUBE_OBJECT_DAMAGED', `object ${id} is damaged on this disk`)
    }
    this.verified.add(object)
    return object
  }

  async read(id: ObjectId, options: { bytesMax?: number } = {}): Promise<GitObject> {
    const bytesMax = options.bytesMax ?? readBytesMax
    if (this.find(id).content.length > bytesMax) {
      throw new KubeError('KUBE_LIMIT', `object ${id} is too large to be read whole`)
    }
    return this.checked(id)
  }

  async header(id: ObjectId): Promise<ObjectHeader> {
    const { type, content } = this.find(id)
    return { type, size: content.length }
  }

  async *stream(id: ObjectId, options: { start?: number; end?: number } = {}): AsyncGenerator<Uint8Array> {
    const { content } = this.checked(id)
    const end = Math.min(options.end ?? content.length, content.length)
    for (let at = options.start ?? 0; at < end; at += pieceBytes)
      yield content.subarray(at, Math.min(at + pieceBytes, end))
  }

  async write(
    items: readonly (GitObject | ContentSource)[],
    heads: ReadonlyMap<RefName, ObjectId> = new Map()
  ): Promise<StoredObject[]> {
    this.disk.enter('objects.write', this.life)
    for (const ref of heads.keys()) this.refs.refuse(ref)
    const objects: GitObject[] = []
    for (const item of items) {
      const content = 'content' in item ? Uint8Array.from(item.content) : await contentOf(item)
      objects.push({ type: item.type, content })
    }
    const results = objects.map(object => describe(object))
    const before = new Set(results.map(({ id }) => id).filter(id => this.disk.objectsDurable.has(id)))
    await this.land(new Map(objects.map((object, index) => [results[index]!.id, object])))
    for (const [ref, value] of heads) await this.refs.setHead(ref, value)
    return results.map(result => {
      const fresh = !before.has(result.id)
      before.add(result.id)
      return { ...result, fresh }
    })
  }

  /** A moment in which a crash may take any of them. */
  private async land(objects: ReadonlyMap<ObjectId, GitObject>): Promise<void> {
    const { objectsDurable, objectsLanding } = this.disk
    for (const [id, object] of objects) if (!objectsDurable.has(id)) objectsLanding.set(id, object)
    await Promise.resolve()
    this.life.check()
    for (const [id, object] of objects) {
      if (!objectsDurable.has(id)) objectsDurable.set(id, object)
      objectsLanding.delete(id)
    }
  }

  async *pack(ids: readonly ObjectId[]): AsyncGenerator<Uint8Array> {
    const unique = [...new Set(ids)]
    for (const id of unique) this.find(id)
    const parts: Uint8Array[] = [encodePackHeader(unique.length)]
    for (const id of unique) {
      const { type, content } = this.checked(id)
      parts.push(encodeEntryHeader(type, content.length), compressSync(content))
    }
    parts.push(Buffer.from(sha1Hex(...parts), 'hex'))
    const pack = Buffer.concat(parts)
    for (let at = 0; at < pack.length; at += pieceBytes) yield pack.subarray(at, at + pieceBytes)
  }

  async receive(pack: AsyncIterable<Uint8Array>, expected: ReadonlyMap<ObjectId, ExpectedObject>): Promise<Received> {
    this.life.check()
    const pieces: Uint8Array[] = []
    let cause: unknown
    try {
      for await (const piece of pack) pieces.push(piece)
    } catch (thrown) {
      cause = thrown
    }
    const { objects, failure, ended, disputed } = parse(Buffer.concat(pieces), expected)
    this.disk.enter('objects.receive', this.life)
    await this.land(objects)
    if (failure !== undefined) throw failure
    const complete = ended && cause === undefined && objects.size === expected.size
    return { stored: [...objects.keys()], complete, disputed, ...(cause === undefined ? {} : { cause }) }
  }

  async *ids(): AsyncGenerator<ObjectId> {
    this.life.check()
    yield* [...this.disk.objectsDurable.keys()]
  }

  async verify(id: ObjectId): Promise<boolean> {
    this.life.check()
    const object = this.disk.objectsDurable.get(id)
    return object !== undefined && gitId(object.type, object.content) === id
  }

  async quarantine(id: ObjectId): Promise<void> {
    this.life.check()
    this.disk.objectsDurable.delete(id)
  }

  async *occupied(ids: Iterable<ObjectId>): AsyncGenerator<readonly [ObjectId, number]> {
    this.life.check()
    for (const id of ids) {
      const object = this.disk.objectsDurable.get(id)
      if (object !== undefined) yield [id, object.content.length]
    }
  }

  /** Batches of two, so that a crash may come in between. */
  async free(ids: ReadonlySet<ObjectId>, { gate, breathe }: FreeOptions): Promise<Freed> {
    const here = [...ids].filter(id => this.disk.objectsDurable.has(id))
    let [objects, bytes] = [0, 0]
    for (let at = 0; at < here.length; at += 2) {
      await breathe()
      await gate(here.slice(at, at + 2), async may => {
        this.disk.enter('objects.free', this.life)
        for (const id of may) {
          bytes += this.disk.objectsDurable.get(id)?.content.length ?? 0
          if (this.disk.objectsDurable.delete(id)) objects++
        }
      })
    }
    return { objects, bytes }
  }

  async mend(): Promise<Mended> {
    return { done: [], left: [] }
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}

function describe({ type, content }: GitObject): ExpectedObject {
  return { id: gitId(type, content), type, size: content.length, sha256: gitSha256(type, content) }
}

async function contentOf(item: ContentSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of item.open()) pieces.push(piece)
  const content = new Uint8Array(Buffer.concat(pieces))
  if (content.length !== item.size) throw new KubeError('KUBE_FILE_CHANGED', 'a file changed while it was stored')
  return content
}

interface Parsed {
  readonly objects: Map<ObjectId, GitObject>
  readonly failure?: KubeError
  /** Whether the pack came to its end. */
  readonly ended: boolean
  readonly disputed: boolean
}

const wrong = (reason: string) => new KubeError('KUBE_PEER_MISBEHAVED', 'a peer sent a wrong pack', { reason })

function parse(pack: Buffer, expected: ReadonlyMap<ObjectId, ExpectedObject>): Parsed {
  const objects = new Map<ObjectId, GitObject>()
  const untrue = new Set<ObjectId>()
  const parsed = (ended: boolean, failure?: KubeError, tooLarge = false): Parsed => {
    return { objects, ended, disputed: tooLarge || untrue.size > 0, ...(failure && { failure }) }
  }
  if (pack.length < 12) return parsed(false)
  const count = decodePackHeader(pack)
  if (count === undefined || count > expected.size) return parsed(false, wrong('its header'))
  let at = 12
  while (objects.size + untrue.size < count) {
    const next = entry(pack, at, expected)
    if (next === undefined) return parsed(false)
    if (next === 'too large') return parsed(false, undefined, true)
    if (next instanceof KubeError) return parsed(false, next)
    if (objects.has(next.id) || untrue.has(next.id)) return parsed(false, wrong('an object twice'))
    if (next.right) objects.set(next.id, next.object)
    else untrue.add(next.id)
    at = next.end
  }
  if (pack.length < at + 20) return parsed(false)
  const right = pack.length === at + 20 && pack.toString('hex', at) === sha1Hex(pack.subarray(0, at))
  return right ? parsed(true) : parsed(true, wrong('its end'))
}

function entry(
  pack: Buffer,
  at: number,
  expected: ReadonlyMap<ObjectId, ExpectedObject>
): { id: ObjectId; object: GitObject; end: number; right: boolean } | KubeError | 'too large' | undefined {
  try {
    const header = decodeEntryHeader(pack, at)
    if (header === undefined) return undefined
    if (header.kind === 'ofs-delta' || header.kind === 'ref-delta') return wrong('a delta')
    if (header.size > objectBytesMax) return wrong('its size')
    if (header.size > Math.max(...[...expected.values()].map(object => object.size))) return 'too large'
    const { content, consumed } = inflateAt(pack.subarray(at + header.length), header.size)
    const object = { type: header.kind, content: new Uint8Array(content) }
    const { id, size, sha256 } = describe(object)
    const wanted = expected.get(id)
    if (wanted === undefined || size !== header.size) return wrong(`object ${id}`)
    const right = wanted.type === object.type && wanted.size === size && equalBytes(wanted.sha256, sha256)
    return { id, object, right, end: at + header.length + consumed }
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === 'Z_BUF_ERROR') return undefined
    if (isZlibError(thrown) || thrown instanceof KubeError) return wrong('an object that does not inflate')
    throw thrown
  }
}
