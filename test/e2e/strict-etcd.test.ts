// A strict realm that a cluster of etcd orders, by TLS and as a user, on three real daemons. Skipped where etcd is not installed (Debian's
// `etcd-server`).
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LoggedRelease } from '../../src/rpc/api.ts'
import { Etcd, hasEtcd } from '../support/etcd.ts'
import { Bench, converged, eventually, type KubeProcess, type Said } from '../support/kube-process.ts'

if (!hasEtcd) console.warn('etcd is not installed: its tests are skipped (apt-get install etcd-server)')

const name = 'dx://ledger'
const url = 'https://ledger.kube.local/'
const names = ['e1', 'e2', 'e3']
const password = 'correct-horse-battery'

describe.skipIf(!hasEtcd)('a strict realm that etcd orders', () => {
  const bench = new Bench()
  let etcd: Etcd
  let kubes: KubeProcess[] = []

  beforeAll(async () => {
    etcd = await Etcd.start({ tls: true })
    await etcd.takeUsers('kube', password)
    fs.writeFileSync(path.join(etcd.dir, 'password'), `${password}\n`, { mode: 0o600 })
    const access = { user: 'kube', 'password-file': 'password', ca: 'ca.crt', cert: 'client.crt', key: 'client.key' }
    const lines = Object.entries(access).map(
      ([key, value]) => `etcd-${key}: ${key === 'user' ? value : path.join(etcd.dir, value)}\n`
    )
    for (const kube of names) {
      fs.mkdirSync(path.join(bench.dir, kube), { recursive: true })
      fs.writeFileSync(path.join(bench.dir, kube, 'config.yml'), `etcd: [ ${etcd.url} ]\n${lines.join('')}`)
    }
    kubes = await bench.subnet(names)
    const record = path.join(bench.dir, 'strict.yml')
    fs.writeFileSync(record, 'order: strict\n')
    await kubes[0]!.json(['record', 'set', name, '--file', record])
    await converged(kubes)
  }, 120_000)
  afterAll(async () => {
    await bench.end()
    await etcd?.end()
  })

  const tryPublish = (kube: KubeProcess, text: string): Promise<Said> =>
    kube.dx(['publish', bench.site({ 'index.html': text }), '--to', name, '-m', text, '--json'])
  const codeOf = ({ err }: Said): string => (JSON.parse(err.trim().split('\n').at(-1)!) as { code: string }).code
  const bodyOf = async (kube: KubeProcess): Promise<string> => (await kube.fetch(url)).body.toString()

  async function publish(kube: KubeProcess, text: string): Promise<void> {
    const { code, err } = await tryPublish(kube, text)
    expect(code, err).toBe(0)
  }

  test('is written from every machine; of all at once one is first and the others are told to rebase', async () => {
    for (const kube of kubes) {
      await publish(kube, `from ${kube.name}`)
      await converged(kubes)
    }
    const before = (await kubes[0]!.json<LoggedRelease[]>(['log', name])).length
    const said = await Promise.all(kubes.map(kube => tryPublish(kube, `at once from ${kube.name}`)))
    await converged(kubes)
    const won = said.filter(({ code }) => code === 0).length
    expect(won).toBeGreaterThan(0)
    for (const lost of said.filter(({ code }) => code !== 0)) expect(codeOf(lost), lost.err).toBe('KUBE_STALE')
    expect((await kubes[0]!.json<LoggedRelease[]>(['log', name])).length).toBe(before + won)
    expect(await kubes[0]!.json(['conflicts'])).toEqual([])
  }, 60_000)

  test('goes on with one machine, without a majority of them, after the one that ordered was killed', async () => {
    await publish(kubes[0]!, 'before')
    await converged(kubes)
    await kubes[0]!.end('SIGKILL')
    await kubes[1]!.end('SIGKILL')
    await eventually(async () => (await tryPublish(kubes[2]!, 'alone')).code === 0, 'a takeover', 45_000)
    expect(await bodyOf(kubes[2]!)).toBe('alone')
  }, 60_000)

  test('refuses writes with the reason while etcd does not answer, and is read', async () => {
    await etcd.stop()
    await eventually(async () => {
      const said = await tryPublish(kubes[2]!, 'without etcd')
      return said.code === 1 && codeOf(said) === 'KUBE_SEQUENCER' && said.err.includes(etcd.url)
    }, 'a refusal that names etcd')
    expect((await kubes[2]!.fetch(url)).status).toBe(200)
    await etcd.start()
    await eventually(async () => (await tryPublish(kubes[2]!, 'with etcd')).code === 0, 'a publish', 30_000)
    expect(await bodyOf(kubes[2]!)).toBe('with etcd')
  }, 90_000)

  test('says its password nowhere', async () => {
    for (const kube of kubes) expect(kube.log).not.toContain(password)
    expect((await kubes[2]!.dx(['status', '--json'])).out).not.toContain(password)
  })
})
