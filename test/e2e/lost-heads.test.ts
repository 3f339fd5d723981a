// Heads of chains that the disk of a machine alone has lost: what they led to is there, and is found before anything is
// written that would cover it.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Listed, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, type KubeProcess } from '../support/kube-process.ts'

const bench = new Bench()
afterAll(() => bench.end())
let kube: KubeProcess
let count = 0
const sites = ['one', 'two', 'three', 'four']

const store = (...names: string[]): string => path.join(kube.home, 'dmg.git', ...names)
const headRef = (): string => `refs/!kubes/${kube.ready!.peerId}/!log`
const names = async (): Promise<string[]> => (await kube.json<Listed[]>(['ls'])).map(({ name }) => name).sort()
const publish = (name: string) => kube.json(['publish', bench.site({ 'index.html': name }), '--to', `dx://${name}`])

async function isWhole(): Promise<void> {
  expect(await names()).toEqual(expect.arrayContaining(sites.map(name => `dx://${name}`)))
  await publish('later')
  expect((await kube.kubed(['fsck'])).code).toBe(0)
  await kube.end()
  fs.rmSync(path.join(kube.home, 'state'), { recursive: true })
  await kube.start()
  expect(await names()).toEqual(expect.arrayContaining([...sites, 'later'].map(name => `dx://${name}`)))
  expect((await kube.git('fsck', '--full', '--strict')).code).toBe(0)
  expect((await kube.json<SubnetStatus>(['status'])).warnings.join()).not.toMatch(/used twice|lost/)
}

beforeEach(async () => {
  kube = bench.kube(`m${count++}`)
  await kube.start()
  for (const name of sites) await publish(name)
}, 30_000)

describe('a head', () => {
  const damages: [string, () => void | Promise<void>][] = [
    ['is gone', () => fs.rmSync(store(headRef()))],
    ['holds no id', () => fs.writeFileSync(store(headRef()), 'noise')],
    ['leads nowhere', () => fs.writeFileSync(store(headRef()), `${'12'.repeat(20)}\n`)],
    ['is an older one', async () => void (await kube.git('update-ref', headRef(), `${headRef()}~2`))],
    ['leads to a release', async () => void (await kube.git('update-ref', headRef(), 'refs/local/kube/one/!https'))]
  ]
  test('is set again by a start, whatever became of it', async () => {
    for (const [what, damage] of damages) {
      await kube.end()
      const before = kube.log.length
      await damage()
      await kube.start()
      expect(kube.log.slice(before), what).toMatch(/the head of a chain was lost on the disk, and is set again/)
      expect(await names(), what).toEqual(expect.arrayContaining(sites.map(name => `dx://${name}`)))
      await publish(`later-${what.replaceAll(' ', '-')}`)
    }
    await isWhole()
  }, 90_000)

  test('and all others, with the state, are found among the objects', async () => {
    await kube.end()
    fs.rmSync(store('refs/!kubes'), { recursive: true })
    fs.rmSync(path.join(kube.home, 'state'), { recursive: true })
    await kube.start()
    expect(kube.log).toMatch(/was found among the objects/)
    await isWhole()
  }, 60_000)

  test('that is taken away while it runs is put back by fsck', async () => {
    fs.rmSync(store('refs'), { recursive: true })
    const { code, out, err } = await kube.kubed(['fsck'])
    expect(code, out + err).toBe(0)
    await kube.end('SIGKILL')
    await kube.start()
    await isWhole()
  }, 60_000)
})

test('an entry that nobody has any more: fsck and status say so, and what waits for it is not freed', async () => {
  const id = (await kube.git('rev-parse', `${headRef()}~2`)).out.trim()
  await kube.end()
  fs.rmSync(store('objects', id.slice(0, 2), id.slice(2)))
  fs.rmSync(path.join(kube.home, 'state'), { recursive: true })
  await kube.start()
  const fsck = await kube.kubed(['fsck'])
  expect(fsck.code).toBe(1)
  expect(fsck.out).toContain(`entry ${id} is not here, and 2 entries wait`)
  const { warnings } = await kube.json<SubnetStatus>(['status'])
  expect(warnings.join()).toMatch(/1 entries of the ledger are lost on this disk, and 2 that build on them wait/)
  await publish('later')
  const waiting = (await kube.git('rev-parse', `${headRef()}~1`, headRef())).out.trim().split('\n')
  for (const offset of ['+0', '+2d']) {
    await kube.end()
    kube.env.FAKETIME = offset
    await kube.start()
    await kube.dx(['gc'])
  }
  for (const one of waiting) expect((await kube.git('cat-file', '-e', one)).code).toBe(0)
}, 60_000)
