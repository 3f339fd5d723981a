// Packs for peers: what stands undeltified in a pack here goes out as the same compressed bytes.
import { crc32 } from 'node:zlib'
import type { ObjectId } from '../base/types.ts'
import { hasErrno } from '../storage/disk.ts'
import { missing } from '../storage/faults.ts'
import { compressedEntry, packOf } from '../storage/outgoing.ts'
import { decodeEntryHeader, encodeEntryHeader, encodePackHeader } from '../storage/pack-format.ts'
import type { PackFile } from './pack-file.ts'
import type { PackSet } from './pack-set.ts'
import type { Reader } from './reader.ts'

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
  yield* packOf(bodyOf(plan, wanted.size, reader))
}

async function planFor(ids: ReadonlySet<ObjectId>, reader: Reader, packs: PackSet): Promise<Plan> {
  const plan: Plan = { packed: new Map(), loose: [] }
  for (const id of ids) {
    const copy = packs.copies(id)[0]
    if (copy === undefined) {
      if (!(await reader.has(id))) throw missing(id)
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
  for (const id of plan.loose) yield* compressedEntry(id, reader)
}

async function* copied(pack: PackFile, entries: readonly PlacedEntry[], reader: Reader): AsyncGenerator<Buffer> {
  const window = new Window(pack)
  for (const entry of entries) {
    const bytes = await window.entry(entry)
    if (bytes === 'large') yield* large(pack, entry, reader)
    // Where this copy is damaged another may be whole; where none is, reading it says so.
    else if (bytes === undefined || isDelta(bytes)) yield* compressedEntry(entry.id, reader)
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
  if (kind === 'ofs-delta' || kind === 'ref-delta') return yield* compressedEntry(entry.id, reader)
  yield encodeEntryHeader(kind, size)
  yield* pack.raw(place)
}
