// The arbiter on a real server of etcd: one holder at a time, terms that only grow, entries that count only while the term
// does, and whoever takes over has the last of them. Skipped where etcd is not installed (Debian's `etcd-server`).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leaseMs } from '../../../src/base/limits.ts'
import { silent } from '../../../src/base/types.ts'
import { EtcdArbiter } from '../../../src/etcd/etcd-arbiter.ts'
import type { OrderedEntry, Turn } from '../../../src/ports/arbiter.ts'
import { Etcd, hasEtcd } from '../../support/etcd.ts'

if (!hasEtcd) console.warn('etcd is not installed: its tests are skipped (apt-get install etcd-server)')

let subnets = 0
const entryOf = (digit: string, sequence: number): OrderedEntry => ({ id: digit.repeat(40), chain: 'k1', sequence })

describe.skipIf(!hasEtcd)('etcd as the arbiter', () => {
  let etcd: Etcd
  beforeAll(async () => {
    etcd = await Etcd.start()
  }, 30_000)
  afterAll(() => etcd?.end())

  function place() {
    const subnet = `did:key:test-${++subnets}`
    return (self: string, more: { endpoints?: string[]; lastTerm?: number } = {}) =>
      new EtcdArbiter({
        endpoints: more.endpoints ?? [etcd.url],
        subnet,
        self,
        clock: { now: () => Date.now(), monotonic: () => performance.now() },
        logger: silent,
        has: () => false,
        covers: () => false,
        lastTerm: () => more.lastTerm ?? 0,
        nameOf: peer => peer,
        until: async done => done()
      })
  }

  const termOf = (turn: Turn): number => (turn.type === 'own' ? turn.term : 0)

  test('one has the turn, the other hears who; after a release the other has a later term', async () => {
    const arbiter = place()
    const [one, two] = [arbiter('one'), arbiter('two')]
    const first = termOf(await one.take())
    expect(first).toBeGreaterThan(0)
    expect(await one.take()).toEqual({ type: 'own', term: first })
    expect(await two.take()).toEqual({ type: 'other', holder: 'one' })
    await one.release()
    const second = termOf(await two.take())
    expect(second).toBeGreaterThan(first)
    expect([one.holds(first), two.holds(second)]).toEqual([false, true])
    await two.release()
  })

  test('of many at once one has it', async () => {
    const arbiter = place()
    const turns = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(self => arbiter(self).take()))
    expect(turns.filter(({ type }) => type === 'own')).toHaveLength(1)
  })

  test('an entry counts while the term does, and who takes over must have the last one', async () => {
    const arbiter = place()
    const [one, two] = [arbiter('one'), arbiter('two')]
    const term = termOf(await one.take())
    await one.confirm(term, entryOf('1', 1))
    await one.confirm(term, entryOf('2', 2))
    await one.release()
    await expect(one.confirm(term, entryOf('3', 3))).rejects.toMatchObject({ code: 'KUBE_SEQUENCER' })
    await expect(two.take()).rejects.toMatchObject({ reason: expect.stringContaining('has not come here yet') })
  })

  test('takes over from who is silent, once the lease has ended', async () => {
    const arbiter = place()
    const [one, two] = [arbiter('one'), arbiter('two')]
    const first = termOf(await one.take())
    const began = performance.now()
    let turn = await two.take()
    while (turn.type !== 'own' && performance.now() - began < 4 * leaseMs) {
      await new Promise(resolve => setTimeout(resolve, 200))
      turn = await two.take()
    }
    expect(termOf(turn)).toBeGreaterThan(first)
    expect(performance.now() - began).toBeGreaterThan(leaseMs / 2)
    expect(one.holds(first)).toBe(false)
    await expect(one.confirm(first, entryOf('1', 1))).rejects.toMatchObject({ code: 'KUBE_SEQUENCER' })
  }, 40_000)

  test('a machine that was started again takes its own key away, and has a later term', async () => {
    const arbiter = place()
    const first = termOf(await arbiter('one').take())
    const again = arbiter('one')
    expect(await again.take()).toMatchObject({ type: 'none' })
    expect(termOf(await again.take())).toBeGreaterThan(first)
  })

  test('asks the next endpoint where one does not answer, and says which do not', async () => {
    const arbiter = place()
    const dead = 'http://127.0.0.1:1'
    expect((await arbiter('one', { endpoints: [dead, etcd.url] }).take()).type).toBe('own')
    await expect(arbiter('two', { endpoints: [dead] }).take()).rejects.toMatchObject({
      code: 'KUBE_SEQUENCER',
      reason: expect.stringContaining(dead)
    })
  })

  test('is not believed when its revisions are behind the terms that have been', async () => {
    const arbiter = place()
    await expect(arbiter('one', { lastTerm: 1e9 }).take()).rejects.toMatchObject({
      reason: expect.stringContaining('a new cluster')
    })
    expect((await arbiter('two').take()).type).toBe('own')
  })
})
