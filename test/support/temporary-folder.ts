// A folder that goes when its test ends.
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export async function temporaryFolder(): Promise<string> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'kube-test-'))
  onTestFinished(async () => await fs.rm(dir, { recursive: true, force: true }))
  return dir
}
