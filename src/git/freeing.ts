// Objects that nothing needs go: loose ones as files, packed ones by writing what stays of their pack into a new one.
import { rm, stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { gitId } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import type { Freed, FreeOptions } from '../ports/objects.ts'
import { compress } from '../storage/compress.ts'
import { hasErrno, syncFolder } from '../storage/disk.ts'
import { damaged } from '../storage/faults.ts'
import type { Stores } from './intake.ts'
import type { PackFile } from './pack-file.ts'
import { type FinishedPack, PackWriter } from './pack-writer.ts'
import type { Reader } from './reader.ts'
import { isKept, removeDerived, removeSideFiles } from './side-files.ts'

/** Removed at a time: others wait meanwhile. */
const batchObjects = 256
/** Entries copied between two turns for others. */
const breathEvery = 256
/** Ids looked at between two turns for others. */
const lookEvery = 8_192
/** Id, CRC and offset in the index of a pack. */
const indexBytesPerObject = 28

/** Bytes of each object's file, and of its entries in packs. */
export async function* occupied(
  ids: Iterable<ObjectId>,
  { loose, packs }: Stores
): AsyncGenerator<readonly [ObjectId, number]> {
  await packs.refresh()
  for (const id of ids) {
    let bytes = loose.size(id) ?? 0
    for (const { pack, position } of packs.copies(id)) {
      bytes += await pack.use(async () => await entryBytes(pack, position))
    }
    if (bytes > 0) yield [id, bytes]
  }
}

async function entryBytes(pack: PackFile, position: number): Promise<number> {
  const offset = pack.index.offsetAt(position)
  return pack.index.nextOffset(offset, await pack.end()) - offset + indexBytesPerObject
}

export class Freeing {
  private readonly stores: Stores
  private readonly reader: Reader
  private readonly options: FreeOptions
  private readonly gone = new Set<ObjectId>()
  private bytes = 0

  constructor(stores: Stores, reader: Reader, options: FreeOptions) {
    this.stores = stores
    this.reader = reader
    this.options = options
  }

  async run(ids: ReadonlySet<ObjectId>): Promise<Freed> {
    if (ids.size > 0) await removeDerived(this.stores.packs.folder)
    await this.freeLoose(ids)
    await this.stores.packs.refresh()
    for (const pack of this.stores.packs.all()) await this.freePacked(pack, ids)
    return { objects: this.gone.size, bytes: this.bytes }
  }

  private async freeLoose(ids: ReadonlySet<ObjectId>): Promise<void> {
    const { loose } = this.stores
    let batch: ObjectId[] = []
    const remove = async (may: ReadonlySet<ObjectId>): Promise<void> => {
      for (const id of may) {
        this.bytes += await loose.remove(id)
        this.forget(id)
      }
    }
    for (const id of ids) {
      if (!loose.has(id)) continue
      batch.push(id)
      if (batch.length < batchObjects) continue
      await this.options.gate(batch, remove)
      batch = []
      await this.options.breathe()
    }
    if (batch.length > 0) await this.options.gate(batch, remove)
  }

  private async freePacked(pack: PackFile, ids: ReadonlySet<ObjectId>): Promise<void> {
    const dead = await this.deadIn(pack, ids)
    if (dead.length === 0 || (await isKept(pack.path)) || !(await this.isWorthwhile(pack, dead))) return
    const finished = dead.length === pack.index.count ? undefined : await this.rest(pack, new Set(dead))
    let replaced = false
    try {
      await this.options.gate(dead, async may => {
        // Somebody has come to need one of them: the pack stays until the next time.
        if (may.size < dead.length) return
        await this.replace(pack, finished)
        replaced = true
        for (const id of dead) this.forget(id)
      })
    } finally {
      if (!replaced) await finished?.abandon()
    }
  }

  private async deadIn({ index }: PackFile, ids: ReadonlySet<ObjectId>): Promise<ObjectId[]> {
    const dead: ObjectId[] = []
    let count = 0
    for (const id of index.ids()) {
      if (ids.has(id)) dead.push(id)
      if (++count % lookEvery === 0) await setImmediate()
    }
    return dead
  }

  private async isWorthwhile(pack: PackFile, dead: readonly ObjectId[]): Promise<boolean> {
    if (this.options.shareMin <= 0) return true
    let bytes = 0
    for (const id of dead) bytes += await pack.use(() => entryBytes(pack, pack.index.find(Buffer.from(id, 'hex'))))
    return bytes >= this.options.shareMin * (await pack.use(() => pack.end()))
  }

  private forget(id: ObjectId): void {
    this.gone.add(id)
    this.reader.verified.delete(id)
  }

  /** All but these in a pack of its own, durable, without its name yet. */
  private async rest(pack: PackFile, dead: ReadonlySet<ObjectId>): Promise<FinishedPack> {
    const writer = await PackWriter.open(this.stores.scratch, pack.index.count - dead.size)
    try {
      await pack.use(async () => {
        for (const [count, position] of inOrder(pack).entries()) {
          const id = pack.index.idAt(position)
          if (!dead.has(id)) await this.copy(pack, position, id, writer)
          if (count % breathEvery === 0) await this.options.breathe()
        }
      })
      return await writer.finish(this.stores.packs.folder)
    } catch (thrown) {
      await writer.abandon()
      throw thrown
    }
  }

  /** As it stands, its CRC checked; a delta as the object that it makes, as its base may be going. */
  private async copy(pack: PackFile, position: number, id: ObjectId, writer: PackWriter): Promise<void> {
    const { place } = await pack.place(position)
    const { kind, size } = place.header
    if (kind !== 'ofs-delta' && kind !== 'ref-delta') {
      writer.begin(kind, size)
      for await (const piece of pack.raw(place)) await writer.append(piece)
      return writer.end(id)
    }
    const { type, content } = await this.reader.unpack(pack, place.offset, id, Number.POSITIVE_INFINITY)
    if (gitId(type, content) !== id) throw damaged(id)
    await writer.add(id, type, content.length, await compress(content))
  }

  /** The new pack can be seen before the old one goes; the index goes first: without it git sees no pack. */
  private async replace(pack: PackFile, finished: FinishedPack | undefined): Promise<void> {
    const { packs } = this.stores
    const index = pack.path.replace(/pack$/, 'idx')
    const before = (await sizeOf(pack.path)) + (await sizeOf(index))
    // Git may have made them again meanwhile.
    await removeDerived(packs.folder)
    await finished?.publish()
    if (finished !== undefined) packs.add(finished.name, finished.index)
    await packs.remove(pack)
    await rm(index, { force: true })
    await removeSideFiles(pack.path)
    await rm(pack.path, { force: true })
    await syncFolder(packs.folder)
    const path = finished && `${packs.folder}/${finished.name}`
    const after = path === undefined ? 0 : (await sizeOf(`${path}.pack`)) + (await sizeOf(`${path}.idx`))
    this.bytes += before - after
  }
}

/** Positions in the index in the order in which the entries stand, so that they are read one after the other. */
function inOrder({ index }: PackFile): Uint32Array {
  const offsets = Float64Array.from({ length: index.count }, (_, position) => index.offsetAt(position))
  const sorted = offsets.toSorted()
  const positions = new Uint32Array(index.count)
  for (const [position, offset] of offsets.entries()) positions[placeOf(sorted, offset)] = position
  return positions
}

/** Where a number stands in a sorted list that has it once. */
function placeOf(sorted: Float64Array, wanted: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (hasErrno(thrown, 'ENOENT')) return 0
    throw thrown
  }
}
