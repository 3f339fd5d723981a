// `keys/promise.json`: kept over a restart, mode 0600, and not guessed at when it is damaged.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { promiseFile } from '../../../src/node/promise-file.ts'
import { chainOf } from '../../support/ledger-history.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('is kept as it was saved last', async () => {
  const dir = await temporaryFolder()
  const store = promiseFile(dir)
  expect(await store.load()).toBeUndefined()
  await store.save({ term: 1, holder: chainOf(1) })
  await store.save({ term: 5, holder: chainOf(2) })
  expect(await promiseFile(dir).load()).toEqual({ term: 5, holder: chainOf(2) })
  expect(fs.statSync(path.join(dir, 'promise.json')).mode & 0o777).toBe(0o600)
})

test.each(['', '{', '{"term":0}', '{"term":1,"holder":"nobody"}', '[]', 'null', '{"term":"5"}'])(
  'damaged (%s), it ends the start with its name',
  async text => {
    const dir = await temporaryFolder()
    fs.writeFileSync(path.join(dir, 'promise.json'), text)
    await expect(promiseFile(dir).load()).rejects.toMatchObject({
      code: 'KUBE_HOME_INVALID',
      message: expect.stringContaining('promise.json')
    })
  }
)
