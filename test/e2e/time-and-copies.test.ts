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
/** A clock that is set, while programs run, by what is written to this file. */
const settable = (file: string): Record<string, string> => ({
  LD_PRELOAD: library ?? '',
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_CACHE_DURATION: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1'
})
const warnings = async (kube: KubeProcess): Promise<string> =>
  (await kube.json<SubnetStatus>(['status'])).warnings.join('\n')
const intermediate = (kube: KubeProcess): X509Certificate =>
  new X509Certificate(fs.readFileSync(path.join(kube.home, 'keys/intermediate-ca.pem')))

/** The same homes again, by daemons whose clocks are shifted. */
async function restart(kube: KubeProcess, by: string | undefined, ...more: string[]): Promise<void> {
  await kube.end()
  for (const name of Object.keys({ ...shifted(''), ...settable('') })) delete kube.env[name]
  if (by !== undefined) Object.assign(kube.env, shifted(by))
  await kube.start(more)
}

describe('clocks and months', () => {
  // One subnet for both: the second test goes on with the machines of the first.
  const bench = new Bench()
  let a1: KubeProcess
  let a2: KubeProcess
  let a3: KubeProcess
  const clock = path.join(bench.dir, 'clock-of-a3')
  const setClock = (to: string): void => fs.writeFileSync(clock, to)
  beforeAll(async () => {
    setClock('+0')
    a1 = await bench.kube('a1').start()
    a2 = await bench.kube('a2').start(['--join', await a1.invite('--role', 'member')])
    a3 = await bench
      .kube('a3', { env: library === undefined ? {} : settable(clock) })
      .start(['--join', await a1.invite('--role', 'member')])
  }, 60_000)
  afterAll(() => bench.end())

  test('set while it runs, an hour and more ahead of most peers: nothing is written, both clocks are printed, all else goes on', async ({
    skip
  }) => {
    skip(library === undefined, 'needs faketime')
    await a1.json(['publish', bench.site({ 'index.html': 'before' }), '--to', 'app', '--replicas', 'all'])
    await converged([a1, a2, a3])
    setClock('+2h')
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
    // Behind, it hears of what others write as soon as ever, and writes.
    setClock('-2h')
    await eventually(async () => /behind: here it is/.test(await warnings(a3)), 'a3 says so again')
    const after = bench.site({ 'index.html': 'after' })
    const heard = await a1.json<Published>(['publish', after, '--to', 'app', '--replicas', 'all', '--timeout', '5s'])
    expect([...heard.servedBy].sort()).toEqual(['a1', 'a2', 'a3'])
    await a3.json(['publish', site, '--to', 'app2', '--replicas', 'all', '--timeout', '5s'])
    setClock('+0')
    await eventually(async () => !/ahead|behind/.test(await warnings(a3)), 'nothing is to be said')
    await a3.json(['publish', after, '--to', 'app2', '--replicas', 'all', '--timeout', '5s'])
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

describe('a clock that was more than a day ahead', () => {
  const bench = new Bench()
  const put = (kube: KubeProcess, name: string, text: string, ...more: string[]) =>
    kube.json<Published>(['publish', bench.site({ 'index.html': text }), '--to', name, ...more])
  afterAll(() => bench.end())

  test.skipIf(library === undefined).each(['an admin that joined', 'the founder'])(
    'what was written then is held by others; put right, the machine goes on under another key and publishes it again: %s',
    async who => {
      // Each with surroundings of its own: one clock alone is shifted.
      const founder = await bench.kube('a1', { env: {}, home: path.join(bench.dir, who, 'a1') }).start()
      const joined = bench.kube('a2', { env: {}, home: path.join(bench.dir, who, 'a2') })
      await joined.start(['--join', await founder.invite()])
      const [a1, a2] = who === 'the founder' ? [joined, founder] : [founder, joined]
      await put(a2, 'app', 'before', '--replicas', 'all')
      await put(a1, 'both', 'before', '--replicas', 'all')
      await a1.end()
      await restart(a2, '+3d')
      // Nobody is there to tell it the time.
      await put(a2, 'app', 'while ahead')
      await put(a2, 'late', 'one')
      await put(a2, 'late', 'two')
      await put(a2, 'both', 'by a2')
      await a2.end()
      await a1.start()
      await put(a1, 'both', 'by a1')
      const before = (await a1.json<Machine[]>(['machines'])).find(({ name }) => name === a2.name)?.id
      await restart(a2, undefined)
      const shows = (kube: KubeProcess, name: string, text: string) => async () =>
        (await kube.fetch(`https://${name}.kube.localhost/`)).body.toString() === text
      for (const kube of [a1, a2]) {
        for (const [name, text] of [
          ['app', 'while ahead'],
          ['late', 'two'],
          ['both', 'by a2']
        ] as const) {
          await eventually(shows(kube, name, text), `${name} on ${kube.name}`, 40_000)
        }
      }
      await converged([a1, a2])
      const machines = await a1.json<Machine[]>(['machines'])
      expect(machines.map(({ name }) => name)).toEqual(['a1', 'a2'])
      expect(machines.find(({ name }) => name === a2.name)?.id).not.toBe(before)
      await eventually(async () => !/held|ahead/.test(`${await warnings(a1)}${await warnings(a2)}`), 'nothing is held')
      // Dated in the present, with what others wrote meanwhile in the history.
      const log = await a1.json<{ published: string; message: string }[]>(['log', 'both'])
      expect(log).toHaveLength(3)
      expect(Math.abs(Date.parse(log[0]?.published ?? '') - Date.now())).toBeLessThan(3_600_000)
      expect(await a1.json<{ release: string }[]>(['log', 'late'])).toHaveLength(2)
      // The same process went on, and so does everything else.
      expect(a2.running).toBe(true)
      await put(a2, 'app', 'after', '--replicas', 'all')
      await eventually(shows(a1, 'app', 'after'), 'app on a1')
    },
    180_000
  )
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
