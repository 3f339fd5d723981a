// `keys/promise.json`: kept over a restart, mode 0600, and known for what it is when it was put back from a backup.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { promiseFile } from '../../../src/node/strict/promise-file.ts'
import { chainOf } from '../../support/ledger-history.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const one = { term: 1, holder: chainOf(1) }
const five = { term: 5, holder: chainOf(2) }

test('is kept as it was saved last', async () => {
  const dir = await temporaryFolder()
  const store = promiseFile(dir, true)
  expect(await store.load()).toEqual({ kept: undefined, isCurrent: true })
  // A start that ends before anything was promised makes no difference.
  expect(await promiseFile(dir, false).load()).toEqual({ kept: undefined, isCurrent: true })
  await store.save(one, true)
  await store.save(five, true)
  expect(await promiseFile(dir, false).load()).toEqual({ kept: five, isCurrent: true })
  expect(fs.statSync(path.join(dir, 'promise.json')).mode & 0o777).toBe(0o600)
})

test('what is kept while more may have been promised before is not current', async () => {
  const dir = await temporaryFolder()
  const fence = { ...five, fence: true }
  await promiseFile(dir, false).save(fence, false)
  expect(await promiseFile(dir, false).load()).toEqual({ kept: fence, isCurrent: false })
  await promiseFile(dir, false).save(fence, true)
  expect(await promiseFile(dir, false).load()).toEqual({ kept: fence, isCurrent: true })
})

test('a machine that has written something and has no file has forgotten what it promised', async () => {
  expect(await promiseFile(await temporaryFolder(), false).load()).toEqual({ kept: undefined, isCurrent: false })
})

test.each([
  ['copied back over it', (from: string, to: string) => fs.copyFileSync(from, to)],
  [
    'removed and copied back',
    (from: string, to: string) => {
      fs.rmSync(to)
      fs.copyFileSync(from, to)
    }
  ],
  ['moved back', (from: string, to: string) => fs.renameSync(from, to)],
  ['copied back with its times', (from: string, to: string) => fs.cpSync(from, to, { preserveTimestamps: true })]
])('of a backup, %s, it is not what was promised last', async (_, restore) => {
  const dir = await temporaryFolder()
  const file = path.join(dir, 'promise.json')
  const store = promiseFile(dir, true)
  await store.load()
  await store.save(one, true)
  fs.cpSync(file, `${file}.backup`, { preserveTimestamps: true })
  await store.save(five, true)
  restore(`${file}.backup`, file)
  expect(await promiseFile(dir, false).load()).toEqual({ kept: one, isCurrent: false })
})

test('the whole folder of a backup in its place', async () => {
  const dir = await temporaryFolder()
  const store = promiseFile(path.join(dir), true)
  await store.load()
  await store.save(one, true)
  const copy = path.join(await temporaryFolder(), 'keys')
  fs.cpSync(dir, copy, { recursive: true, preserveTimestamps: true })
  expect(await promiseFile(copy, false).load()).toEqual({ kept: one, isCurrent: false })
})

test.each(['', '{', '{"term":0}', '{"term":1,"holder":"nobody"}', '[]', 'null', '{"term":"5"}'])(
  'damaged (%s), it says nothing',
  async text => {
    const dir = await temporaryFolder()
    fs.writeFileSync(path.join(dir, 'promise.json'), text)
    expect(await promiseFile(dir, false).load()).toEqual({ kept: undefined, isCurrent: false })
  }
)
