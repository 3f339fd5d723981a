// Which store a home has.
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/node/home/config.ts'
import { openHome } from '../../../src/node/home/home.ts'
import { openStore } from '../../../src/node/home/store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('config.yml names it', () => {
  expect(parseConfig('store: blocks\n', 'config.yml')).toEqual({ store: 'blocks' })
  expect(() => parseConfig('store: files\n', 'config.yml')).toThrowError(
    expect.objectContaining({
      code: 'KUBE_CONFIG_INVALID',
      reason: expect.stringContaining('files is not one of git, blocks')
    })
  )
})

test('a new home is made with the one that config.yml names, git where it names none', async () => {
  for (const [text, store, folder] of [
    ['', 'git', 'dmg.git'],
    ['store: git\n', 'git', 'dmg.git'],
    ['store: blocks\n', 'blocks', 'blocks']
  ] as const) {
    const dir = await temporaryFolder()
    await writeFile(join(dir, 'config.yml'), text)
    const home = await openHome(dir)
    expect(home.store).toBe(store)
    await home.close()
    const names = await readdir(dir)
    expect(names.filter(name => name === 'dmg.git' || name === 'blocks')).toEqual([folder])
  }
})

test('a home with the other one is refused and left as it is', async () => {
  for (const [made, asked] of [
    ['dmg.git', 'blocks'],
    ['blocks', 'git']
  ] as const) {
    const dir = await temporaryFolder()
    await mkdir(join(dir, made))
    await expect(openStore(dir, asked)).rejects.toMatchObject({
      code: 'KUBE_STORE_OTHER',
      next: expect.arrayContaining([expect.stringContaining('config.yml')])
    })
    expect(await readdir(dir)).toEqual([made])
  }
})
