// What older releases left behind once they were freed: for whoever joins, while an admin is away, and without git's `shallow`.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KeptSite } from '../support/kept-site.ts'
import { Bench, converged, type KubeProcess } from '../support/kube-process.ts'

const bench = new Bench()
let one: KubeProcess
let other: KubeProcess

const site = new KeptSite(bench)

async function isWhole(kube: KubeProcess): Promise<void> {
  const { code, out, err } = await kube.kubed(['fsck'])
  expect({ code, out, err }).toMatchObject({ code: 0 })
  expect((await kube.git('fsck', '--full', '--no-dangling')).out).toBe('')
  expect((await kube.json<unknown[]>(['log', 'dx://site'])).length).toBeGreaterThan(0)
}

beforeAll(async () => {
  ;[one, other] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
  for (let at = 1; at <= 6; at++) await site.publish(one, `v${at}`)
  await converged([one, other])
  for (const kube of [one, other]) expect(await kube.json(['gc'])).not.toMatchObject({ freed: { objects: 0 } })
})
afterAll(() => bench.end())

it('waits for the other admin to sign, also where an earlier checkpoint is signed', async () => {
  for (const text of ['v6a', 'v6b']) await site.publish(one, text)
  await converged([one, other])
  expect(await one.json(['gc'])).toMatchObject({ freed: { objects: expect.any(Number) }, waiting: { objects: 0 } })
  const { checkpoint } = await one.json<{ checkpoint: { signers: string[]; needed: number } }>(['status'])
  expect(checkpoint.signers).toHaveLength(2)
})

it('leaves whoever joins by a newer checkpoint with what git finds whole', async () => {
  await site.publish(one, 'v7')
  await one.kubed(['checkpoint'])
  await converged([one, other])
  const joined = await bench.kube('a3').start(['--join', await one.invite()])
  await converged([one, other, joined])
  await isWhole(joined)
  await joined.end()
})

// It waits five seconds for the admin that is away.
it('keeps nobody from joining while one of two admins is away, and the other makes checkpoints alone', async () => {
  await other.end()
  await site.publish(one, 'v8')
  await one.json(['gc'])
  const joined = await bench.kube('a4').start(['--join', await one.invite()])
  await converged([one, joined])
  expect(await site.page(joined)).toBe('v8')
  await isWhole(joined)
  // Also when it has started anew since.
  await one.end()
  await one.start()
  const later = await bench.kube('a5').start(['--join', await one.invite()])
  await converged([one, joined, later])
  await other.start()
  await converged([one, other, joined, later])
}, 60_000)

it('is found anew where the file that tells git of it is lost, or nonsense', async () => {
  const file = path.join(other.home, 'dmg.git', 'shallow')
  for (const content of [undefined, 'nonsense\n']) {
    await other.end()
    if (content === undefined) fs.rmSync(file)
    else fs.writeFileSync(file, content)
    await other.start()
    await converged([one, other])
    await isWhole(other)
  }
})
