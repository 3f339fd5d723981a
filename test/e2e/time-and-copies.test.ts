// Clocks that are off, months that pass, and a home that acts from two places: daemons under a shifted clock (faketime).
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Machine, Published, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, KubeProcess, run } from '../support/kube-process.ts'
import { verifiedByOpenssl } from '../support/openssl.ts'
import { refuses } from '../support/refusal.ts'

const library = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'
].find(fs.existsSync)
const shifted = (by: string): Record<string, string> => ({
  LD_PRELOAD: library ?? '',
  FAKETIME: by,
  FAKETIME_DONT_FAKE_MONOTONIC: '1'
})
const warnings = async (kube: KubeProcess): Promise<string> =>
  (await kube.json<SubnetStatus>(['status'])).warnings.join('\n')
const intermediate = (kube: KubeProcess): X509Certificate =>
  new X509Certificate(fs.readFileSync(path.join(kube.home, 'keys/intermediate-ca.pem')))

/** The same homes again, by daemons whose clocks are shifted. */
async function restart(kube: KubeProcess, by: string | undefined, ...more: string[]): Promise<void> {
  await kube.end()
  for (const name of Object.keys(shifted(''))) delete kube.env[name]
  if (by !== undefined) Object.assign(kube.env, shifted(by))
  await kube.start(more)
}

describe('clocks and months', () => {
  // One subnet for both: the second test goes on with the machines of the first.
  const bench = new Bench()
  let a1: KubeProcess
  let a2: KubeProcess
  let a3: KubeProcess
  beforeAll(async () => {
    a1 = await bench.kube('a1').start()
    a2 = await bench.kube('a2').start(['--join', await a1.invite('--role', 'member')])
    a3 = await bench.kube('a3').start(['--join', await a1.invite('--role', 'member')])
  }, 60_000)
  afterAll(() => bench.end())

  test('an hour and more ahead of most peers: nothing is written, both clocks are printed, and all else goes on', async ({
    skip
  }) => {
    skip(library === undefined, 'needs faketime')
    await a1.json(['publish', bench.site({ 'index.html': 'before' }), '--to', 'app', '--replicas', 'all'])
    await converged([a1, a2, a3])
    await restart(a3, '+2h')
    await eventually(async () => /ahead: here it is .* at most of 2 peers/.test(await warnings(a3)), 'a3 says so')
    const site = bench.site({ 'index.html': 'meanwhile' })
    await refuses(more => a3.dx(['publish', site, '--to', 'app', ...more]), {
      code: 'KUBE_CLOCK',
      says: /here it is .*Z, at most of 2 peers .*Z, 7\d\d\d s apart/,
      next: /timedatectl/
    })
    expect((await a3.kubed(['doctor'])).out).toMatch(/^fail {2}clock .*here it is .*, at most peers .*timedatectl/m)
    expect((await a3.fetch('https://app.kube.localhost/')).body.toString()).toBe('before')
    const said = await a1.json<Published>(['publish', site, '--to', 'app', '--replicas', 'all'])
    expect([...said.servedBy].sort()).toEqual(['a1', 'a2', 'a3'])
    await restart(a3, undefined)
    await eventually(async () => (await a3.dx(['publish', site, '--to', 'app2'])).code === 0, 'a3 writes again')
  }, 90_000)

  test('months pass: a member without the key of the root CA is renewed over the network, a removed one is not', async ({
    skip
  }) => {
    skip(library === undefined, 'needs faketime')
    const before = [a2, a3].map(kube => intermediate(kube).serialNumber)
    expect(fs.existsSync(path.join(a2.home, 'keys/root-ca.pem'))).toBe(false)
    expect((await a1.dx(['machine', 'remove', 'a3'])).code).toBe(0)
    await Promise.all([a1, a2, a3].map(kube => restart(kube, '+61d')))
    await eventually(async () => intermediate(a2).serialNumber !== before[0], 'a2 has another certificate', 30_000)
    expect(intermediate(a3).serialNumber).toBe(before[1])
    // What it shows is new and leads to the same root, by openssl's word at that time.
    const at = Math.floor(Date.now() / 1000) + 80 * 86_400
    expect(await verifiedByOpenssl(a2, 'kube.localhost', bench.dir, '-attime', String(at))).toMatch(/: OK\n$/)
  }, 120_000)
})

describe('a home that was copied to a second machine', () => {
  const bench = new Bench()
  const siteOf = (text: string): string => bench.site({ 'index.html': text })
  afterAll(() => bench.end())

  test('is noticed and said; both go on, nothing is lost, and another key ends it', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    await a1.json(['publish', siteOf('shared'), '--to', 'shared', '--replicas', 'all'])
    await a2.end()
    await run('cp', ['-a', a2.home, path.join(bench.dir, 'copy')])
    await a2.start()
    const copy = new KubeProcess('copy', bench.dir, {})
    try {
      // Alone, so that it does not hear of what a2 writes: each writes its own number twice.
      await a2.json(['publish', siteOf('by a2'), '--to', 'original'])
      await a1.end()
      await a2.end()
      await copy.start()
      expect(await warnings(copy)).toMatch(/this home came from another place/)
      await copy.json(['publish', siteOf('by the copy'), '--to', 'duplicate'])
      await a1.start()
      await eventually(async () => (await a1.fetch('https://duplicate.kube.localhost/')).status === 200, 'a1 has it')
      await copy.end()
      await a2.start()
      await eventually(
        async () => /key of a2 was used twice: its home was copied/.test(await warnings(a1)),
        'a1 says so'
      )
      for (const [name, text] of [
        ['shared', 'shared'],
        ['original', 'by a2'],
        ['duplicate', 'by the copy']
      ] as const) {
        const shows = async () => (await a1.fetch(`https://${name}.kube.localhost/`)).body.toString() === text
        await eventually(shows, `${name} on a1`)
      }
      // The way out that was named.
      expect((await a2.kubed(['rotate'])).code).toBe(0)
      await a2.start()
      await eventually(async () => !/used twice/.test(await warnings(a1)), 'the key is ended')
      await copy.start()
      await copy.dx(['publish', siteOf('ghost'), '--to', 'original', '--timeout', '1s'])
      expect((await a1.json<Machine[]>(['machines'])).filter(({ connected }) => connected).length).toBe(2)
      expect((await a1.fetch('https://original.kube.localhost/')).body.toString()).toBe('by a2')
    } finally {
      await copy.end('SIGKILL')
    }
  }, 120_000)
})
