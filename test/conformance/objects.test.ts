import { GitStore } from '../support/git-store.ts'
import { MemoryDisk } from '../support/memory-disk.ts'
import { objectsConformance } from './objects.ts'

objectsConformance('git', () => GitStore.make())

objectsConformance('memory', async () => {
  const disk = new MemoryDisk()
  return {
    reopen: async () => {
      disk.crash()
      return disk.objects()
    },
    damage: async id => disk.damage(id),
    close: async () => undefined
  }
})
