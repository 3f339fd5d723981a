import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { markHome } from '../../../src/node/home/home-mark.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('a home that was copied is noticed once, and told for a day; one that stays is not', async () => {
  const dir = await temporaryFolder()
  const [keys, copy] = [path.join(dir, 'keys'), path.join(dir, 'copy')]
  fs.mkdirSync(keys)
  expect(await markHome(keys, 1000)).toBeUndefined()
  expect(await markHome(keys, 2000)).toBeUndefined()
  fs.cpSync(keys, copy, { recursive: true })
  expect(await markHome(copy, 5000)).toBe(5000)
  expect(await markHome(copy, 6000)).toBe(5000)
  expect(await markHome(copy, 5000 + 25 * 3_600_000)).toBeUndefined()
  expect(await markHome(keys, 7000)).toBeUndefined()
  // What cannot be read says nothing.
  fs.writeFileSync(path.join(keys, 'machine.json'), 'x')
  expect(await markHome(keys, 8000)).toBeUndefined()
})
