// A store whose blocks any tool of IPFS can name: objects in a blockstore, refs and lists in an index beside it.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import type { Repository } from '../ports/repository.ts'
import { onDisk, Scratch, syncFolder } from '../storage/disk.ts'
import { levelError } from '../storage/level-error.ts'
import { BlockTable } from './block-table.ts'
import { IndexTable } from './index-table.ts'
import { LargeObjects } from './large-objects.ts'
import { BlockObjects } from './objects.ts'
import { BlockRefs } from './refs.ts'

export interface BlockStoreOptions {
  /** Has LevelDB mend its files first: what it cannot read is lost, everything else stays. */
  readonly mend?: boolean
}

const folders = ['objects', 'index', 'scratch'] as const

/**
 * Opens the store in `dir`, or makes it. What a crash left half done is removed. One process at a time.
 * @throws KUBE_DISK, KUBE_DISK_FULL
 */
export async function openBlocks(dir: string, options: BlockStoreOptions = {}): Promise<Repository> {
  return await onDisk(async () => {
    const scratch = await complete(dir)
    const [objectFolder, indexFolder] = [join(dir, 'objects'), join(dir, 'index')]
    if (options.mend === true) for (const folder of [objectFolder, indexFolder]) await mend(folder)
    const index = new IndexTable(indexFolder)
    const blocks = new BlockTable(objectFolder)
    const large = new LargeObjects(blocks, index)
    try {
      await index.open()
      await blocks.open()
      await large.open()
    } catch (thrown) {
      await Promise.all([index.close(), blocks.close()])
      throw thrown
    }
    const refs = new BlockRefs(index)
    const objects = new BlockObjects(blocks, large, scratch, refs)
    const close = async (): Promise<void> => {
      await objects.close()
      await index.close()
    }
    return { objects, refs, close }
  })
}

async function complete(dir: string): Promise<Scratch> {
  let made = false
  for (const folder of folders) made = (await mkdir(join(dir, folder), { recursive: true })) !== undefined || made
  if (made) await Promise.all([syncFolder(dir), syncFolder(join(dir, '..'))])
  const scratch = new Scratch(join(dir, 'scratch'))
  for (const name of await readdir(scratch.folder))
    await rm(join(scratch.folder, name), { recursive: true, force: true })
  return scratch
}

async function mend(folder: string): Promise<void> {
  if ((await readdir(folder)).length === 0) return
  try {
    await ClassicLevel.repair(folder)
  } catch (thrown) {
    throw levelError(thrown, `${folder} cannot be mended`, [])
  }
}
