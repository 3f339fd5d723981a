// Machines that leave a subnet with a strict realm: what they wrote there stands, and those that stay go on ordering.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LoggedRelease } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess } from '../support/kube-process.ts'

const bench = new Bench()
const name = 'dx://ledger'
const record = path.join(bench.dir, 'strict.yml')
beforeAll(() => fs.writeFileSync(record, 'order: strict\n'))
afterAll(() => bench.end())

const publish = (kube: KubeProcess, text: string, ...more: string[]) =>
  kube.json(['publish', bench.site({ 'index.html': text }), '--to', name, '-m', text, ...more])
const messages = async (kube: KubeProcess): Promise<string[]> =>
  (await kube.json<LoggedRelease[]>(['log', name])).map(({ message }) => message)

async function strictRealm(names: readonly string[]): Promise<KubeProcess[]> {
  const kubes = await bench.subnet(names)
  await kubes[0]!.json(['record', 'set', name, '--file', record])
  await publish(kubes[0]!, 'one', '--replicas', 'all')
  await converged(kubes)
  return kubes
}

test('what a machine has written through another one stands once it is removed; with it, of three, two and one order', async () => {
  const [a1, a2, a3] = (await strictRealm(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
  await publish(a3, 'three', '--replicas', 'all')
  await converged([a1, a2, a3])
  await a3.end()
  await a1.json(['machine', 'remove', 'a3'])
  await eventually(async () => (await a2.json<unknown[]>(['machines'])).length === 2, 'a2 knows')
  for (const kube of [a1, a2]) {
    expect(await messages(kube)).toEqual(['three', 'one'])
    expect((await kube.fetch('https://ledger.kube.local/')).body.toString()).toBe('three')
    expect(await kube.json(['conflicts'])).toEqual([])
  }
  await publish(a1, 'four', '--replicas', 'all')
  // Of the two that are left one is gone for good as well, and was needed for the last entry.
  await a2.end('SIGKILL')
  await a1.json(['machine', 'remove', 'a2'])
  await publish(a1, 'five')
  expect(await messages(a1)).toEqual(['five', 'four', 'three', 'one'])
}, 120_000)

test('two machines of which one goes on under another key go on ordering', async () => {
  const [b1, b2] = (await strictRealm(['b1', 'b2'])) as [KubeProcess, KubeProcess]
  await publish(b2, 'two', '--replicas', 'all')
  expect((await b2.kubed(['rotate'])).code).toBe(0)
  await b2.start()
  await eventually(
    async () => (await b1.json<{ connected: boolean }[]>(['machines'])).every(one => one.connected),
    'both'
  )
  await converged([b1, b2])
  await publish(b1, 'three', '--replicas', 'all')
  await publish(b2, 'four', '--replicas', 'all')
  expect(await messages(b1)).toEqual(['four', 'three', 'two', 'one'])
}, 120_000)
