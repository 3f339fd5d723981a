// Objects that nothing needs go: their blocks, and pieces that no other object has. LevelDB gives the bytes back when it
// writes its files anew, which it is told to do at the end.
import type { ObjectId } from '../base/types.ts'
import type { Freed, FreeOptions } from '../ports/objects.ts'
import type { BlockTable } from './block-table.ts'
import type { LargeObjects } from './large-objects.ts'
import type { Reader } from './reader.ts'

/** Removed at a time: others wait meanwhile. */
const batchObjects = 256

interface Parts {
  readonly blocks: BlockTable
  readonly large: LargeObjects
  readonly reader: Reader
}

/** @param sizes of the objects that may go, by id */
export async function freeBlocks(
  sizes: ReadonlyMap<ObjectId, number>,
  { blocks, large, reader }: Parts,
  { gate, breathe }: FreeOptions
): Promise<Freed> {
  const ids = [...sizes.keys()]
  let objects = 0
  let bytes = 0
  for (let at = 0; at < ids.length; at += batchObjects) {
    await gate(ids.slice(at, at + batchObjects), async may => {
      await large.free([...may].filter(id => large.has(id)))
      await Promise.all([...may].map(id => blocks.deleteObject(id)))
      for (const id of may) {
        reader.forget(id)
        objects++
        bytes += sizes.get(id) ?? 0
      }
    })
    await breathe()
  }
  if (objects > 0) await blocks.compact()
  return { objects, bytes }
}
