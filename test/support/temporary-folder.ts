// A folder that goes when its test ends.
import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export async function temporaryFolder(below = os.tmpdir()): Promise<string> {
  const dir = await fs.mkdtemp(path.join(below, 'kube-test-'))
  onTestFinished(async () => await fs.rm(dir, { recursive: true, force: true }))
  return dir
}

/** The same in memory, where the system has a place for that: fsync costs nothing there. */
export async function memoryFolder(): Promise<string> {
  return await temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined)
}
