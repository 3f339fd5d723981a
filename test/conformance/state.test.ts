import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openState } from '../../src/level/state.ts'
import type { State } from '../../src/ports/state.ts'
import { MemoryDisk } from '../support/memory-disk.ts'
import { memoryFolders, temporaryFolder } from '../support/temporary-folder.ts'
import { ranged, stateConformance } from './state.ts'

stateConformance('level', async () => {
  const dir = await mkdtemp(join(memoryFolders, 'kubed-level-'))
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

test('a damaged database says how to mend it, and that mends it; damage that comes to light later is cleared', async () => {
  const dir = await temporaryFolder()
  const before = await openState(dir)
  await before.batch([{ key: 'a', value: new Uint8Array([1]) }])
  await before.close()
  for (const name of await readdir(dir)) if (/^(MANIFEST|CURRENT)/.test(name)) await writeFile(join(dir, name), 'junk')
  await expect(openState(dir)).rejects.toMatchObject({ code: 'KUBE_STATE_DAMAGED', next: ['kubed fsck --rebuild'] })
  const after = await openState(dir, { rebuild: true })
  expect(after.get('a')).toBeUndefined()
  const values = Array.from({ length: 100 }, (_, at) => ({ key: `a${at}`, value: randomBytes(1000) }))
  await after.batch(values)
  await after.close()
  // Opening it again puts the log into a table.
  await (await openState(dir)).close()
  for (const name of await readdir(dir)) if (/\.ldb$/.test(name)) await damage(join(dir, name))
  const read = await openState(dir)
  await expect(ranged(read, '', 'z')).rejects.toMatchObject({ code: 'KUBE_STATE_DAMAGED' })
  expect(read.get('a7')).toBeUndefined()
  await read.clear()
  expect(await ranged(read, '', 'z')).toEqual([])
  await read.batch(values)
  expect(read.get('a7')?.length).toBe(1000)
  await read.close()
})

/** The blocks of a table, not its end, which is read when it is opened. */
async function damage(file: string): Promise<void> {
  const bytes = await readFile(file)
  await writeFile(file, bytes.fill(0xff, 0, bytes.length - 4096))
}

test('a damaged value is as good as none, also in a range', async () => {
  const dir = await temporaryFolder()
  const before = await openState(dir)
  const text = Buffer.from('find these bytes')
  await before.batch(['a', 'b', 'c'].map(key => ({ key, value: key === 'b' ? text : Buffer.from(key) })))
  await before.close()
  // Opening it again puts the log into a table, whose blocks level does not check.
  await (await openState(dir)).close()
  let found = 0
  for (const name of (await readdir(dir)).filter(name => name.endsWith('.ldb'))) {
    const bytes = await readFile(join(dir, name))
    const at = bytes.indexOf(text)
    if (at < 0) continue
    bytes[at + 3] = 0x21
    await writeFile(join(dir, name), bytes)
    found++
  }
  expect(found).toBe(1)
  const after = await openState(dir)
  expect(after.get('b')).toBeUndefined()
  expect((await ranged(after, 'a', 'z')).map(([key]) => key)).toEqual(['a', 'c'])
  await after.batch([{ key: 'b', value: text }])
  expect(after.get('b')).toEqual(text)
  await after.close()
})

test('what another process has open is not made anew', async () => {
  const dir = await temporaryFolder()
  const first = await openState(dir)
  await first.batch([{ key: 'a', value: new Uint8Array([1]) }])
  await expect(openState(dir, { rebuild: true })).rejects.toMatchObject({ code: 'KUBE_ALREADY_RUNNING' })
  await first.batch([{ key: 'b', value: new Uint8Array([1]) }])
  await first.close()
  const again = await openState(dir)
  expect(await ranged(again, '', 'z')).toHaveLength(2)
  await again.close()
})

test('one process at a time', async () => {
  const dir = await temporaryFolder()
  const first = await openState(dir)
  await expect(openState(dir)).rejects.toMatchObject({ code: 'KUBE_ALREADY_RUNNING' })
  await first.close()
})
