// Objects that nothing needs go: loose ones as files, packed ones by writing what stays of their pack into a new one.
import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { ObjectId } from '../base/types.ts'
import type { Freed, FreeOptions } from '../ports/objects.ts'
import { hasErrno } from '../storage/disk.ts'
import type { Stores } from './intake.ts'
import type { PackFile } from './pack-file.ts'
import type { FinishedPack } from './pack-writer.ts'
import type { Reader } from './reader.ts'
import { replace, written } from './rewriting.ts'
import { keptIn, removeDerived } from './side-files.ts'

/** Removed at a time: others wait meanwhile. */
const batchObjects = 256
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
    if (
      dead.length === 0 ||
      (await keptIn(this.stores.packs.folder)).has(pack.path) ||
      !(await this.isWorthwhile(pack, dead))
    )
      return
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

  private async rest(pack: PackFile, dead: ReadonlySet<ObjectId>): Promise<FinishedPack> {
    const { stores, reader, options } = this
    return await written([pack], dead, { stores, reader, breathe: () => options.breathe() })
  }

  private async replace(pack: PackFile, finished: FinishedPack | undefined): Promise<void> {
    const before = await sizeOfPack(pack.path)
    await replace([pack], finished, this.stores)
    const after = finished === undefined ? 0 : await sizeOfPack(`${this.stores.packs.folder}/${finished.name}.pack`)
    this.bytes += before - after
  }
}

/** With its index. */
async function sizeOfPack(path: string): Promise<number> {
  return (await sizeOf(path)) + (await sizeOf(path.replace(/pack$/, 'idx')))
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (hasErrno(thrown, 'ENOENT')) return 0
    throw thrown
  }
}
