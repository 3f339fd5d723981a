import { BlocksStore } from '../support/blocks-store.ts'
import { GitStore } from '../support/git-store.ts'
import { MemoryDisk } from '../support/memory-disk.ts'
import { objectsConformance } from './objects.ts'
import { freeingConformance } from './objects-freeing.ts'
import { receivingConformance } from './objects-receiving.ts'

async function inMemory() {
  const disk = new MemoryDisk()
  return {
    reopen: async () => {
      disk.crash()
      return disk.objects()
    },
    damage: async (id: string) => disk.damage(id),
    close: async () => undefined
  }
}

for (const suite of [objectsConformance, receivingConformance, freeingConformance]) {
  suite('git', () => GitStore.make())
  suite('blocks', () => BlocksStore.make())
  suite('memory', inMemory)
}
