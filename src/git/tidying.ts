// What has come one by one is put together once it is many: loose objects in a pack, packs of a size in one. Git does the same by
// itself where nobody tells it not to, and would remove what no ref leads to.
import { statSync } from 'node:fs'
import { gitId } from '../base/bytes.ts'
import { toKubeError } from '../base/errors.ts'
import { readBytesMax } from '../base/limits.ts'
import { isDamage } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import { compress, compressSync, syncBytesMax } from '../storage/compress.ts'
import { hasErrno } from '../storage/disk.ts'
import type { PackFile } from './pack-file.ts'
import type { PackSet } from './pack-set.ts'
import { PackWriter } from './pack-writer.ts'
import { type RewritingOptions, replace, written } from './rewriting.ts'
import { keptIn } from './side-files.ts'

/** Others get a turn after so many objects. */
const breathEvery = 16
/** So many packs of about one size become one. */
const packsOfSizeMax = 8
/** Packs above this stay as they are: to copy them takes longer than to look into one more. */
const mergedBytesMax = 16 << 20
/** Packs are of about one size up to this, and then by factors of as many as become one. */
const smallestBytes = 2 << 20

/**
 * Puts what stands loose into one pack, after which the files go; what is damaged, or large, stays as it is. Gives how many
 * stay.
 * @throws what the disk throws
 */
export async function gatherLoose(options: RewritingOptions): Promise<number> {
  const { loose } = options.stores
  await loose.placed()
  const ids = await loose.all()
  const packed = await gathered(ids, options)
  await loose.settle(packed, packed)
  return ids.size - packed.size
}

/** Gives those that are in a durable pack now. */
async function gathered(
  ids: ReadonlySet<ObjectId>,
  { stores: { loose, packs, scratch }, breathe }: RewritingOptions
): Promise<ReadonlySet<ObjectId>> {
  const writer = await PackWriter.open(scratch, ids.size)
  try {
    let count = 0
    for (const id of ids) {
      if (++count % breathEvery === 0) await breathe()
      const object = await loose.read(id, readBytesMax).catch(passOver)
      if (object === undefined || gitId(object.type, object.content) !== id) continue
      const { type, content } = object
      const stream = content.length <= syncBytesMax ? compressSync(content) : await compress(content)
      await writer.add(id, type, content.length, stream)
    }
    if (writer.count === 0) {
      await writer.abandon()
      return new Set()
    }
    const finished = await writer.finish(packs.folder)
    await finished.publish()
    packs.add(finished.name, finished.index)
    return new Set(finished.ids)
  } catch (thrown) {
    await writer.abandon()
    throw thrown
  }
}

/** Of what cannot be put into a pack: damaged, gone, or larger than what is read at once. Other errors go on. */
function passOver(thrown: unknown): undefined {
  if (isDamage(thrown) || hasErrno(thrown, 'ENOENT') || toKubeError(thrown).code === 'KUBE_LIMIT') return undefined
  throw thrown
}

/** Where too many packs are of about one size they become one. @throws KUBE_OBJECT_DAMAGED, what the disk throws */
export async function mergePacks(options: RewritingOptions): Promise<void> {
  const { packs } = options.stores
  for (;;) {
    await packs.refresh()
    const many = await manyOfSize(packs)
    if (many === undefined) return
    await replace(many, await written(many, new Set(), options), options.stores)
  }
}

/** Undefined when there are few of each. */
async function manyOfSize(packs: PackSet): Promise<readonly PackFile[] | undefined> {
  const bySize = new Map<number, PackFile[]>()
  const kept = await keptIn(packs.folder)
  for (const pack of packs.all()) {
    const bytes = statSync(pack.path, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY
    if (bytes > mergedBytesMax || kept.has(pack.path)) continue
    const size = Math.max(0, Math.ceil(Math.log(bytes / smallestBytes) / Math.log(packsOfSizeMax)))
    bySize.set(size, [...(bySize.get(size) ?? []), pack])
  }
  for (const some of bySize.values()) if (some.length >= packsOfSizeMax) return some
  return undefined
}
