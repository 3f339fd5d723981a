// A machine that was removed while it was off, and by machines that are off when it comes back, or not.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, eventually, type KubeProcess } from '../support/kube-process.ts'

const bench = new Bench()
let r1: KubeProcess
let r2: KubeProcess
let r3: KubeProcess
beforeAll(async () => {
  ;[r1, r2, r3] = (await bench.subnet(['r1', 'r2', 'r3'])) as [KubeProcess, KubeProcess, KubeProcess]
}, 60_000)
afterAll(() => bench.end())

const warned = async (): Promise<string | undefined> => {
  const { warnings } = await r3.json<SubnetStatus>(['status'])
  return warnings.find(line => line.includes('was removed'))
}

test('hears of it from whoever it meets, and says so with every write', async () => {
  await r3.end()
  await r1.json(['machine', 'remove', 'r3'])
  await eventually(async () => (await r2.json<SubnetStatus>(['status'])).machines.length === 2, 'r2 knows')
  await r1.end()
  await r3.start()
  await eventually(async () => (await warned())?.startsWith('r2 says that this machine was removed') ?? false, 'by r2')
  expect(await warned()).toContain('kubed join CODE --home DIR')

  await r1.start()
  await eventually(async () => (await warned())?.includes('r2, r1 say') ?? false, 'by both', 60_000)
  const site = bench.site({ 'index.html': 'nobody takes it' })
  const record = path.join(bench.dir, 'record.yml')
  fs.writeFileSync(record, 'title: late\n')
  for (const command of [
    ['publish', site, '--to', 'late'],
    ['record', 'set', 'dx://late/note', '--file', record]
  ]) {
    const { code, err } = await r3.dx(command)
    expect(code, err).toBe(0)
    expect(err).toMatch(/say that this machine was removed from its subnet: what it writes does not reach them/)
  }
  expect(r3.log.match(/this machine was removed/g)).toHaveLength(2)
}, 120_000)
