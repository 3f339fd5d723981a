// Packs for peers: what stands undeltified in a pack here goes out as the same compressed bytes.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { packChunkBytes, streamBytesMin } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import { compress, compressStream } from './compress.ts'
import { hasErrno } from './disk.ts'
import type { PackFile } from './pack-file.ts'
import { decodeEntryHeader, encodeEntryHeader, encodePackHeader } from './pack-format.ts'
import type { PackSet } from './pack-set.ts'
import { missing, type Reader } from './reader.ts'

/** One read of a pack gets many small entries that stand together. */
const windowBytes = 256 << 10

interface PlacedEntry {
  readonly id: ObjectId
  readonly offset: number
  readonly crc: number
}

interface Plan {
  readonly packed: Map<PackFile, PlacedEntry[]>
  readonly loose: ObjectId[]
}

/** A git pack of exactly these objects, in pieces. @throws KUBE_OBJECT_MISSING before its first piece */
export async function* outgoingPack(
  ids: readonly ObjectId[],
  reader: Reader,
  packs: PackSet
): AsyncGenerator<Uint8Array> {
  const wanted = new Set(ids)
  const plan = await planFor(wanted, reader, packs)
  const hash = createHash('sha1')
  for await (const piece of gathered(bodyOf(plan, wanted.size, reader))) {
    hash.update(piece)
    yield piece
  }
  yield hash.digest()
}

async function planFor(ids: ReadonlySet<ObjectId>, reader: Reader, packs: PackSet): Promise<Plan> {
  const plan: Plan = { packed: new Map(), loose: [] }
  for (const id of ids) {
    if (!packs.has(id) && !(await reader.has(id))) throw missing(id)
    const copy = packs.copies(id)[0]
    if (copy === undefined) {
      plan.loose.push(id)
      continue
    }
    const { pack, position } = copy
    const entries = plan.packed.get(pack) ?? []
    entries.push({ id, offset: pack.index.offsetAt(position), crc: pack.index.crcAt(position) })
    plan.packed.set(pack, entries)
  }
  return plan
}

async function* bodyOf(plan: Plan, count: number, reader: Reader): AsyncGenerator<Buffer> {
  yield encodePackHeader(count)
  for (const [pack, entries] of plan.packed) {
    entries.sort((a, b) => a.offset - b.offset)
    yield* pack.useWhile(() => copied(pack, entries, reader))
  }
  for (const id of plan.loose) yield* compressed(id, reader)
}

async function* copied(pack: PackFile, entries: readonly PlacedEntry[], reader: Reader): AsyncGenerator<Buffer> {
  const window = new Window(pack)
  for (const entry of entries) {
    const bytes = await window.entry(entry)
    if (bytes === 'large') yield* large(pack, entry, reader)
    // Where this copy is damaged another may be whole; where none is, reading it says so.
    else if (bytes === undefined || isDelta(bytes)) yield* compressed(entry.id, reader)
    else yield bytes
  }
}

/** Small entries of one pack, in the order of their offsets, by few reads. */
class Window {
  private readonly pack: PackFile
  private bytes: Buffer = Buffer.alloc(0)
  private start = 0

  constructor(pack: PackFile) {
    this.pack = pack
  }

  /** Header and zlib stream as they stand; undefined when they are damaged or gone. */
  async entry({ offset, crc }: PlacedEntry): Promise<Buffer | 'large' | undefined> {
    try {
      const end = this.pack.index.nextOffset(offset, await this.pack.end())
      if (end - offset > windowBytes) return 'large'
      if (offset < this.start || end > this.start + this.bytes.length) {
        this.bytes = await this.pack.readAt(offset, offset + windowBytes)
        this.start = offset
      }
      const entry = this.bytes.subarray(offset - this.start, end - this.start)
      return entry.length === end - offset && entry.length > 0 && crc32(entry) === crc ? entry : undefined
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT')) return undefined
      throw thrown
    }
  }
}

function isDelta(entry: Buffer): boolean {
  return decodeEntryHeader(entry, 0)?.kind.endsWith('-delta') ?? false
}

async function* large(pack: PackFile, entry: PlacedEntry, reader: Reader): AsyncGenerator<Buffer> {
  const { place } = await pack.placeAt(entry.offset, entry.crc)
  const { kind, size } = place.header
  if (kind === 'ofs-delta' || kind === 'ref-delta') return yield* compressed(entry.id, reader)
  yield encodeEntryHeader(kind, size)
  yield* pack.raw(place)
}

async function* compressed(id: ObjectId, reader: Reader): AsyncGenerator<Buffer> {
  const { type, size } = await reader.header(id)
  if (size > streamBytesMin) {
    yield encodeEntryHeader(type, size)
    return yield* compressStream(reader.stream(id), 1)
  }
  const { content } = await reader.read(id)
  yield encodeEntryHeader(type, size)
  yield await compress(content)
}

/** The same bytes in pieces of at most `packChunkBytes`, small ones together. */
async function* gathered(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (let piece of pieces) {
    while (length + piece.length >= packChunkBytes) {
      const taken = packChunkBytes - length
      yield parts.length === 0 ? piece.subarray(0, taken) : Buffer.concat([...parts, piece.subarray(0, taken)])
      piece = piece.subarray(taken)
      parts = []
      length = 0
    }
    if (piece.length > 0) parts.push(piece)
    length += piece.length
  }
  if (length > 0) yield Buffer.concat(parts)
}
