// Taking a damaged object out of a pack: what is whole moves to a new pack, the old one to the quarantine folder.
import { createHash } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { gitHeader, gitId } from '../base/bytes.ts'
import { streamBytesMin } from '../base/limits.ts'
import { isDamage } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import { compress, inflateStream, isZlibError } from '../storage/compress.ts'
import { syncFolder } from '../storage/disk.ts'
import type { Stores } from './intake.ts'
import type { EntryPlace, PackFile } from './pack-file.ts'
import { PackWriter } from './pack-writer.ts'
import type { Reader } from './reader.ts'
import { moveSideFiles, removeDerived } from './side-files.ts'

/**
 * Rewrites a pack without one object, and without all others in it that are damaged.
 * @returns ids that were left out
 */
export async function salvage(
  pack: PackFile,
  without: ObjectId,
  stores: Stores,
  reader: Reader,
  quarantine: string
): Promise<ObjectId[]> {
  const { scratch, packs } = stores
  const writer = await PackWriter.open(scratch, pack.index.count - 1)
  const lost: ObjectId[] = []
  try {
    for (const id of pack.index.ids()) {
      const kept = id !== without && (await unlessDamaged(() => keep(pack, id, writer, reader)))
      if (!kept) lost.push(id)
    }
    if (writer.count === 0) await writer.abandon()
    else {
      const finished = await writer.finish(packs.folder)
      await finished.publish()
      packs.add(finished.name, finished.index)
    }
  } catch (thrown) {
    await writer.abandon()
    throw thrown
  }
  await moveOut(pack, stores, quarantine)
  return lost
}

async function unlessDamaged(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (thrown) {
    if (isDamage(thrown) || isZlibError(thrown)) return false
    throw thrown
  }
}

async function keep(pack: PackFile, id: ObjectId, writer: PackWriter, reader: Reader): Promise<boolean> {
  const position = pack.index.find(Buffer.from(id, 'hex'))
  const { place } = await pack.place(position)
  const { kind, size } = place.header
  if (kind !== 'ofs-delta' && kind !== 'ref-delta' && size > streamBytesMin) {
    if (!(await isWhole(pack, place, id))) return false
    writer.begin(kind, size)
    for await (const piece of pack.pieces(place)) await writer.append(piece)
    writer.end(id)
    return true
  }
  const { type, content } = await reader.unpack(pack, place.offset, id, Number.POSITIVE_INFINITY)
  if (gitId(type, content) !== id) return false
  await writer.add(id, type, content.length, await compress(content))
  return true
}

async function isWhole(pack: PackFile, place: EntryPlace, id: ObjectId): Promise<boolean> {
  const hash = createHash('sha1').update(gitHeader(place.header.kind as 'blob', place.header.size))
  for await (const piece of inflateStream(pack.pieces(place))) hash.update(piece)
  return hash.digest('hex') === id
}

/** The index goes first: without it git sees no pack. */
async function moveOut(pack: PackFile, { packs, scratch }: Stores, quarantine: string): Promise<void> {
  await removeDerived(packs.folder)
  await packs.remove(pack)
  const target = join(quarantine, scratch.name('pack'))
  await rename(pack.path.replace(/pack$/, 'idx'), `${target}.idx`)
  await moveSideFiles(pack.path, target)
  await rename(pack.path, `${target}.pack`)
  await syncFolder(packs.folder)
}
