// Packs written anew: the entries of some in one that takes their place.
import { rm } from 'node:fs/promises'
import { gitId } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { compress } from '../storage/compress.ts'
import { syncFolder } from '../storage/disk.ts'
import { damaged } from '../storage/faults.ts'
import type { Stores } from './intake.ts'
import type { PackFile } from './pack-file.ts'
import { type FinishedPack, PackWriter } from './pack-writer.ts'
import type { Reader } from './reader.ts'
import { removeDerived, removeSideFiles } from './side-files.ts'

/** Entries copied between two turns for others. */
const breathEvery = 256

export interface RewritingOptions {
  readonly stores: Stores
  readonly reader: Reader
  /** Others get a turn; throws where the work is to end. */
  readonly breathe: () => Promise<void>
}

/**
 * What is in these packs, without the objects of `left`, in a pack of its own: durable, without its name yet.
 * @throws KUBE_OBJECT_DAMAGED where an entry is damaged
 */
export async function written(
  packs: readonly PackFile[],
  left: ReadonlySet<ObjectId>,
  { stores, reader, breathe }: RewritingOptions
): Promise<FinishedPack> {
  const count = packs.reduce((sum, { index }) => sum + index.count, 0)
  const writer = await PackWriter.open(stores.scratch, count - left.size)
  const taken = new Set(left)
  try {
    for (const pack of packs) {
      await pack.use(async () => {
        for (const [at, position] of inOrder(pack).entries()) {
          const id = pack.index.idAt(position)
          if (!taken.has(id)) await copy(pack, position, id, writer, reader)
          taken.add(id)
          if (at % breathEvery === 0) await breathe()
        }
      })
    }
    return await writer.finish(stores.packs.folder)
  } catch (thrown) {
    await writer.abandon()
    throw thrown
  }
}

/** As it stands, its CRC checked; a delta as the object that it makes, as its base may be going. */
async function copy(pack: PackFile, position: number, id: ObjectId, writer: PackWriter, reader: Reader): Promise<void> {
  const { place } = await pack.place(position)
  const { kind, size } = place.header
  if (kind !== 'ofs-delta' && kind !== 'ref-delta') {
    writer.begin(kind, size)
    for await (const piece of pack.raw(place)) await writer.append(piece)
    return writer.end(id)
  }
  const { type, content } = await reader.unpack(pack, place.offset, id, Number.POSITIVE_INFINITY)
  if (gitId(type, content) !== id) throw damaged(id)
  await writer.add(id, type, content.length, await compress(content))
}

/** The new pack can be seen before the old ones go; of each the index goes first: without it git sees no pack. */
export async function replace(
  packs: readonly PackFile[],
  finished: FinishedPack | undefined,
  { packs: all }: Stores
): Promise<void> {
  // Git may have made them again meanwhile.
  await removeDerived(all.folder)
  await finished?.publish()
  if (finished !== undefined) all.add(finished.name, finished.index)
  for (const pack of packs) {
    // One with the very same objects has the same name.
    if (finished !== undefined && pack.path.endsWith(`/${finished.name}.pack`)) continue
    await all.remove(pack)
    await rm(pack.path.replace(/pack$/, 'idx'), { force: true })
    await removeSideFiles(pack.path)
    await rm(pack.path, { force: true })
  }
  await syncFolder(all.folder)
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
