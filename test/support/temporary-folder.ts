// A folder that goes when its test ends.
import { existsSync, statfsSync } from 'node:fs'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const bytesMin = 1 << 30

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= bytesMin
}

/**
 * Where the folders of the tests of parts are: in memory, where the system has room for that, as an fsync costs nothing
 * there. What a loss of power does is the simulated disk's part; whole machines have their homes on the disk.
 */
export const memoryFolders = hasRoom('/dev/shm') ? '/dev/shm' : os.tmpdir()

export async function temporaryFolder(): Promise<string> {
  const dir = await fs.mkdtemp(path.join(memoryFolders, 'kube-test-'))
  onTestFinished(async () => await fs.rm(dir, { recursive: true, force: true }))
  return dir
}
