// Machines that are away, apart, wiped or late: nothing acknowledged is lost, and all come to the same state.
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ListedConflict, LoggedRelease, Machine, Published, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess } from '../support/kube-process.ts'
import { expectRefusal } from '../support/refusal.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.end())

const page = async (kube: KubeProcess, name: string): Promise<string> => {
  const { status, body } = await kube.fetch(`https://${name}.kube.localhost/`)
  return status === 200 ? body.toString() : String(status)
}
const shows = (kube: KubeProcess, name: string, text: string) =>
  eventually(async () => (await page(kube, name)) === text, `${text} at ${name} on ${kube.name}`)

function siteOf(text: string): string {
  return bench.site({ 'index.html': text })
}

function publish(kube: KubeProcess, name: string, text: string): Promise<Published> {
  return kube.json<Published>(['publish', siteOf(text), '--to', name])
}

describe('replicas', () => {
  test('every machine is connected to every other, so that the one that founded the subnet may go', async () => {
    const kubes = (await bench.subnet(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
    for (const kube of kubes) {
      const all = async () => (await kube.json<Machine[]>(['machines'])).filter(one => one.connected).length === 3
      await eventually(all, `${kube.name} is connected to all`)
    }
    const [a1, a2, a3] = kubes
    await a1.end('SIGKILL')
    const said = await a2.json<Published>(['publish', siteOf('without a1'), '--to', 'app', '--replicas', '2'])
    expect([...said.servedBy].sort()).toEqual(['a2', 'a3'])
    expect(await page(a3, 'app')).toBe('without a1')
  }, 30_000)

  test('majority, a number and all are met; more than there are machines ends at once with exit 3', async () => {
    const [a1] = (await bench.subnet(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
    for (const [wanted, least] of [
      ['1', 1],
      ['2', 2],
      ['majority', 2],
      ['3', 3],
      ['all', 3]
    ] as const) {
      const said = await a1.json<Published>(['publish', siteOf(wanted), '--to', 'app', '--replicas', wanted])
      expect(said.servedBy.length, wanted).toBeGreaterThanOrEqual(least)
      expect(said.short).toBeUndefined()
    }
    const started = performance.now()
    const dir = siteOf('more than there are')
    const said = await a1.dx(['publish', dir, '--to', 'app', '--replicas', '7', '--timeout', '50s'])
    expect(performance.now() - started).toBeLessThan(10_000)
    const url = /^https:\/\/app\.kube\.localhost:\d+\/\n$/
    expectRefusal(said, { code: 'KUBE_REPLICAS', says: /on [123] of the 7 machines/, out: url })
    expect(await page(a1, 'app')).toBe('more than there are')
    const json = await a1.dx(['publish', dir, '--to', 'app', '--replicas', '7', '--json'])
    expect(json.code).toBe(3)
    expect(JSON.parse(json.out)).toMatchObject({ short: { wanted: 7 } })
  }, 40_000)

  test.each(['SIGSTOP', 'SIGKILL'] as const)(
    'a peer that is gone (%s) is waited for only so long, and catches up',
    async signal => {
      const [a1, a2, a3] = (await bench.subnet(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
      await publish(a1, 'app', 'before')
      await converged([a1, a2, a3])
      if (signal === 'SIGSTOP') a3.signal(signal)
      else await a3.end(signal)
      const started = performance.now()
      const said = await a1.dx(['publish', siteOf('while away'), '--to', 'app', '--replicas', 'all', '--timeout', '2s'])
      const took = performance.now() - started
      expectRefusal(said, { code: 'KUBE_REPLICAS', says: /on 2 of the 3 machines.*a1, a2/, out: /^https:/ })
      expect(took).toBeGreaterThan(1900)
      expect(took).toBeLessThan(6000)
      await shows(a2, 'app', 'while away')
      if (signal === 'SIGSTOP') a3.signal('SIGCONT')
      else await a3.start()
      await shows(a3, 'app', 'while away')
      await converged([a1, a2, a3])
    },
    40_000
  )
})

describe('a home', () => {
  test('has everything in keys, config.yml, ca.crt and dmg.git', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    await publish(a1, 'one', 'by a1')
    await publish(a2, 'two', 'by a2')
    const digest = await converged([a1, a2])
    for (const kube of [a1, a2]) {
      await kube.end()
      for (const entry of fs.readdirSync(kube.home)) {
        if (['keys', 'config.yml', 'ca.crt', 'dmg.git'].includes(entry)) continue
        fs.rmSync(path.join(kube.home, entry), { recursive: true })
      }
    }
    // Alone first: from its own repository, not from the other.
    await a2.start()
    expect((await a2.json<SubnetStatus>(['status'])).digest).toBe(digest)
    expect([await page(a2, 'one'), await page(a2, 'two')]).toEqual(['by a1', 'by a2'])
    await a1.start()
    expect(await converged([a1, a2])).toBe(digest)
    for (const kube of [a1, a2]) expect((await kube.kubed(['fsck'])).code).toBe(0)
    await publish(a2, 'two', 'again')
    await shows(a1, 'two', 'again')
  }, 40_000)
})

describe('a conflict', () => {
  test('has the same winner, loser and id everywhere, and what follows descends from both', async () => {
    const kubes = (await bench.subnet(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
    const [a1, a2, a3] = kubes
    const base = await publish(a1, 'app', 'base')
    await converged(kubes)
    for (const kube of kubes) await kube.end()
    await a1.start()
    const one = await publish(a1, 'app', 'by a1 alone')
    await a1.end()
    await a2.start()
    const two = await publish(a2, 'app', 'by a2 alone')
    for (const kube of [a1, a3]) await kube.start()
    await converged(kubes)
    const lists = await Promise.all(kubes.map(kube => kube.json<ListedConflict[]>(['conflicts'])))
    expect(lists[0]).toHaveLength(1)
    for (const list of lists) expect(list).toEqual(lists[0])
    const [conflict] = lists[0] as [ListedConflict]
    expect(conflict).toMatchObject({ name: 'dx://app', ref: '!https' })
    expect([conflict.won, conflict.lost].sort()).toEqual([one.release, two.release].sort())
    const [winner, loser] =
      conflict.won === one.release ? ['by a1 alone', 'by a2 alone'] : ['by a2 alone', 'by a1 alone']
    for (const kube of kubes) expect(await page(kube, 'app')).toBe(winner)
    expect((await a3.json<SubnetStatus>(['status'])).conflicts).toBe(1)
    expect((await a3.dx(['status'])).out).toContain('Conflicts: 1 (dx conflicts)')

    expect((await a3.dx(['conflicts', 'restore', conflict.id])).code).toBe(0)
    for (const kube of kubes) await shows(kube, 'app', loser!)
    await converged(kubes)
    for (const kube of kubes) expect(await kube.json(['conflicts'])).toEqual([])
    const next = await publish(a2, 'app', 'after both')
    for (const before of [base, one, two]) {
      const descends = await a2.git('merge-base', '--is-ancestor', before.release, next.release)
      expect(descends.code).toBe(0)
    }
    await shows(a1, 'app', 'after both')
    expectRefusal(await a1.dx(['conflicts', 'restore', conflict.id]), { code: 'KUBE_NOT_FOUND', next: /^dx conflicts/ })
  }, 60_000)
})

describe('a conflict about a node that nothing else has', () => {
  test('is dropped: the node stays away, on every machine', async () => {
    const kubes = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    const [a1, a2] = kubes
    const file = (text: string): string => path.join(bench.site({ 'records.yml': text }), 'records.yml')
    const both = '{ name: dx://both, record: { title: a1 } }\n---\n{ name: dx://alone, record: { title: a1 } }\n'
    await converged(kubes)
    for (const kube of kubes) await kube.end()
    await a1.start()
    await a1.json(['record', 'set', '--file', file(both)])
    await a1.end()
    await a2.start()
    await a2.json(['record', 'set', 'dx://both', '--file', file('title: a2\n')])
    await a1.start()
    await converged(kubes)
    const conflicts = await a1.json<ListedConflict[]>(['conflicts'])
    expect(conflicts.map(({ name, won }) => [name, won === null]).sort()).toEqual([
      ['dx://alone', true],
      ['dx://both', false]
    ])
    expect((await a1.dx(['conflicts', 'drop', conflicts[0]!.id])).code).toBe(0)
    await converged(kubes)
    for (const kube of kubes) {
      expect(await kube.json(['conflicts'])).toEqual([])
      expect(await kube.json(['record', 'get', 'dx://both'])).toEqual({ title: 'a2' })
      expectRefusal(await kube.dx(['record', 'get', 'dx://alone']), { code: 'KUBE_NOT_FOUND' })
    }
    // What was dropped does not come back, and the name is free.
    await a2.json(['record', 'set', 'dx://alone', '--file', file('title: anew\n')])
    await converged(kubes)
    expect(await a1.json(['record', 'get', 'dx://alone'])).toEqual({ title: 'anew' })
  }, 40_000)
})

describe('a machine that joins late', () => {
  test('gets everything, by start --join and by join, then start', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    const text = 'x'.repeat(200_000)
    await publish(a1, 'one', text)
    await publish(a2, 'two', 'by a2')
    await publish(a1, 'two', 'then by a1')
    const late = await bench.kube('late').start(['--join', await a1.invite()])
    // What it says it serves, it serves from the first moment.
    expect([(await page(late, 'one')).length, await page(late, 'two')]).toEqual([text.length, 'then by a1'])

    const joined = bench.kube('joined')
    const said = await joined.kubed(['join', await a2.invite(), '--name', 'joined'])
    expect(said).toMatchObject({ code: 0, out: `joined ${a1.ready!.subnet} as joined\n` })
    await joined.start()
    const all = [a1, a2, late, joined]
    await converged(all)
    for (const kube of [late, joined]) {
      expect(kube.ready!.subnet).toBe(a1.ready!.subnet)
      expect(kube.ca.equals(a1.ca)).toBe(true)
      expect(await kube.json<LoggedRelease[]>(['log', 'two'])).toHaveLength(2)
      expect((await kube.git('fsck', '--full', '--strict')).code).toBe(0)
    }
    const machines = await joined.json<Machine[]>(['machines'])
    expect(machines.map(({ name }) => name)).toEqual(['a1', 'a2', 'joined', 'late'])
    const by = await joined.json<Published>(['publish', siteOf('by joined'), '--to', 'two', '--replicas', 'all'])
    expect([...by.servedBy].sort()).toEqual(['a1', 'a2', 'joined', 'late'])
  }, 40_000)
})
