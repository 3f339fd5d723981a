import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openState } from '../../src/level/state.ts'
import type { State } from '../../src/ports/state.ts'
import { MemoryDisk } from '../support/memory-disk.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { stateConformance } from './state.ts'

stateConformance('level', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kubed-level-'))
  let state: State | undefined
  return {
    reopen: async () => {
      await state?.close()
      state = await openState(dir)
      return state
    },
    close: async () => {
      await state?.close()
      await rm(dir, { recursive: true, force: true })
    }
  }
})

stateConformance('memory', async () => {
  const disk = new MemoryDisk()
  return {
    reopen: async () => {
      disk.crash(() => true)
      return disk.state()
    },
    close: async () => undefined
  }
})

test('a damaged database says how to mend it, and that mends it', async () => {
  const dir = await temporaryFolder()
  const before = await openState(dir)
  await before.batch([{ key: 'a', value: new Uint8Array([1]) }])
  await before.close()
  for (const name of await readdir(dir)) if (/^(MANIFEST|CURRENT)/.test(name)) await writeFile(join(dir, name), 'junk')
  await expect(openState(dir)).rejects.toMatchObject({ code: 'KUBE_DISK', next: ['kubed fsck --rebuild'] })
  const after = await openState(dir, { rebuild: true })
  expect(after.get('a')).toBeUndefined()
  await after.batch([{ key: 'a', value: new Uint8Array([2]) }])
  await after.close()
})

test('one process at a time', async () => {
  const dir = await temporaryFolder()
  const first = await openState(dir)
  await expect(openState(dir)).rejects.toMatchObject({ code: 'KUBE_ALREADY_RUNNING' })
  await first.close()
})
