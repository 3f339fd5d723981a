// Which homes are taken, and what becomes of those that another kubed has made.
import fs from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { version } from '../../../src/base/version.ts'
import { bringUp, homeFormat } from '../../../src/node/home/home-format.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function home(text?: string): Promise<string> {
  const dir = await temporaryFolder()
  if (text !== undefined) await fs.writeFile(path.join(dir, 'home.json'), text)
  return dir
}
const said = async (dir: string): Promise<unknown> => JSON.parse(await fs.readFile(path.join(dir, 'home.json'), 'utf8'))

test('a home says its format, and is taken again', async () => {
  const dir = await home()
  await bringUp(dir)
  expect(await said(dir)).toEqual({ format: homeFormat, kubed: version })
  await bringUp(dir)
  expect(await said(dir)).toEqual({ format: homeFormat, kubed: version })
})

test('an older one is brought up', async () => {
  const dir = await home('{"format":0,"kubed":"0.0.1"}')
  await bringUp(dir)
  expect(await said(dir)).toEqual({ format: homeFormat, kubed: version })
})

test('a newer one is refused with the version to install, and left as it is', async () => {
  const text = `{"format":${homeFormat + 1},"kubed":"9.1.0"}`
  const dir = await home(text)
  await expect(bringUp(dir)).rejects.toMatchObject({
    code: 'KUBE_HOME_INVALID',
    reason: `its format is ${homeFormat + 1}, kubed ${version} knows ${homeFormat}`,
    next: ['npm install -g kubed@9.1.0']
  })
  expect(await fs.readFile(path.join(dir, 'home.json'), 'utf8')).toBe(text)
})

test('what it says is not believed when it is no such text', async () => {
  for (const text of ['', 'x', '{}', '{"format":"1","kubed":"1"}', '{"format":1,"kubed":"; rm -rf /"}']) {
    const dir = await home(text)
    await expect(bringUp(dir)).rejects.toMatchObject({ code: 'KUBE_HOME_INVALID', next: [`rm ${dir}/home.json`] })
  }
})
