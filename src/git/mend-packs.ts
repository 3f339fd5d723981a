// Packs that have no index, or one that cannot be used: the index is made again from the pack. Of a pack that is damaged
// itself everything that can be read moves to a new one.
import { readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Logger } from '../base/types.ts'
import type { Mended } from '../ports/objects.ts'
import { compress } from '../storage/compress.ts'
import { hasErrno, syncFolder, writeFresh } from '../storage/disk.ts'
import type { Stores } from './intake.ts'
import { encodePackIndex, type IndexedEntry, PackIndex } from './pack-index.ts'
import { PackWriter } from './pack-writer.ts'
import { isDelta, PackScan, type ScannedEntry } from './scan-pack.ts'
import { moveSideFiles, removeDerived } from './side-files.ts'

type PackStores = Pick<Stores, 'packs' | 'scratch'>

export interface MendingOptions {
  /** Where what is damaged goes. */
  readonly quarantine: string
  readonly log: Logger
}

/** What the disk refuses is tried again next time. */
export async function mendPacks(stores: PackStores, options: MendingOptions): Promise<Mended> {
  const done: string[] = []
  const left: string[] = []
  for (const [name, why] of [...stores.packs.broken()]) {
    try {
      const how = await mendPack(name, stores, options.quarantine)
      done.push(`${name}: ${why}, ${how}`)
      options.log.log('warn', 'a pack was mended', { pack: name, why, how })
    } catch (thrown) {
      // Removed by git meanwhile.
      if (hasErrno(thrown, 'ENOENT')) continue
      const { message: reason } = thrown as Error
      left.push(`${name}: ${why}, and it cannot be made again now: ${reason}`)
      options.log.log('error', 'a pack could not be mended', { pack: name, why, reason })
    }
  }
  return { done, left: [...left, ...(await elsewhere(stores.packs.folder))] }
}

/** Stores of others that stock git reads too: what it has removed here because it stands there is not found here. */
async function elsewhere(packFolder: string): Promise<string[]> {
  const file = join(dirname(packFolder), 'info/alternates')
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if (hasErrno(thrown, 'ENOENT')) return ''
    throw thrown
  })
  if (text.trim() === '') return []
  return [
    `objects of ${text.trim().replaceAll('\n', ', ')} are not read; this brings them here: git repack -a, then rm ${file}`
  ]
}

async function mendPack(name: string, stores: PackStores, quarantine: string): Promise<string> {
  const scan = await PackScan.open(join(stores.packs.folder, `${name}.pack`))
  try {
    const { entries, checksum, fault } = await scan.read()
    if (fault === undefined) {
      const written = await writeIndex(name, encodePackIndex(entries.filter(isFound), checksum), stores)
      return written ? 'its index was made again' : 'its index was made again, in memory: the disk does not take it'
    }
    const kept = await rescue(name, scan, stores, quarantine)
    return `and it is damaged (${fault}): ${kept} of its objects were taken over`
  } finally {
    await scan.close()
  }
}

const isFound = (entry: ScannedEntry): entry is ScannedEntry & IndexedEntry => entry.id !== undefined

/** Durable when it resolves; false where the disk has refused, and it is in memory alone. */
async function writeIndex(name: string, bytes: Buffer, { packs, scratch }: PackStores): Promise<boolean> {
  const index = new PackIndex(bytes)
  const temporary = scratch.path('index')
  try {
    await writeFresh(temporary, bytes, true)
    await rename(temporary, join(packs.folder, `${name}.idx`))
    await syncFolder(packs.folder)
  } catch (thrown) {
    if (!hasErrno(thrown, 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO')) throw thrown
    await packs.replace(name, index, false)
    return false
  }
  await packs.replace(name, index, true)
  return true
}

/** Moves every object that can be read to a new pack, and what is damaged out; gives how many were moved. */
async function rescue(name: string, scan: PackScan, stores: PackStores, quarantine: string): Promise<number> {
  const { packs, scratch } = stores
  const writer = await PackWriter.open(scratch, 0)
  try {
    const { entries } = await scan.read(async ({ id }, type, content) => {
      await writer.add(id!, type, content.length, await compress(content))
    })
    for (const entry of entries) {
      const { id, header } = entry
      if (id === undefined || isDelta(header)) continue
      writer.begin(header.kind as 'blob', header.size)
      for await (const piece of scan.raw(entry)) await writer.append(piece)
      writer.end(id)
    }
    if (writer.count === 0) {
      await writer.abandon()
      await moveOut(name, stores, quarantine)
      return 0
    }
    const finished = await writer.finish(packs.folder)
    await finished.publish()
    // Where nothing but its end was wrong the new one has its name, and has taken its place.
    await packs.replace(finished.name, finished.index, true)
    if (finished.name !== name) await moveOut(name, stores, quarantine)
    return finished.ids.length
  } catch (thrown) {
    await writer.abandon()
    throw thrown
  }
}

async function moveOut(name: string, { packs, scratch }: PackStores, quarantine: string): Promise<void> {
  const path = join(packs.folder, name)
  const target = join(quarantine, scratch.name('pack'))
  await removeDerived(packs.folder)
  await rename(`${path}.idx`, `${target}.idx`).catch((thrown: unknown) => {
    if (!hasErrno(thrown, 'ENOENT')) throw thrown
  })
  await moveSideFiles(`${path}.pack`, target)
  await rename(`${path}.pack`, `${target}.pack`)
  packs.forget(name)
  await packs.refresh()
  await syncFolder(packs.folder)
}
