// Conflicts that are settled after the history behind what lost was freed everywhere.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../../src/rpc/client.ts'
import { KeptSite } from '../support/kept-site.ts'
import { Bench, converged, type KubeProcess } from '../support/kube-process.ts'

interface Listed {
  readonly id: string
}

const bench = new Bench()
let one: KubeProcess
let other: KubeProcess

const site = new KeptSite(bench)

/** The first publishes some while the other is away, which then publishes once: what the first had last loses, or the other's. */
async function quarrel(name: string): Promise<void> {
  await other.end()
  for (let at = 0; at < 3; at++) await site.publish(one, `${name}, ${at}`)
  await one.end()
  await other.start()
  await site.publish(other, `${name}, apart`)
  await one.start()
  await converged([one, other])
  expect(await one.json<Listed[]>(['conflicts'])).not.toEqual([])
  for (const kube of [one, other]) await kube.json(['gc'])
}

beforeAll(async () => {
  ;[one, other] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
  await site.publish(one, 'first')
  await converged([one, other])
})
afterAll(() => bench.end())

it('by the next publish, which all take in', async () => {
  await quarrel('published')
  const before = await other.json<{ release: string }[]>(['log', 'dx://site'])
  const { code, err } = await other.dx(site.words('after'))
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringMatching(/a conflict is settled by this: release (\w{7})/)
  })
  await converged([one, other])
  // What lost is in the log from now on, though it is no conflict any more.
  const [lost] = /release \w{7}/.exec(err)!
  const after = await one.json<{ release: string; lost?: true }[]>(['log', 'dx://site'])
  const came = after.map(({ release }) => release).filter(id => !before.some(({ release }) => release === id))
  expect(came).toHaveLength(2)
  expect(after.filter(one => one.lost).map(({ release }) => release)).toEqual([came.at(-1)])
  expect(`release ${came.at(-1)!.slice(0, 7)}`).toBe(lost)
  expect(await Promise.all([one, other].map(kube => site.page(kube)))).toEqual(['after', 'after'])
  await site.publish(one, 'more')
  await converged([one, other])
})

it('one of several, or all by writing again: the others stay in the history', async () => {
  const third = bench.kube('a3')
  await third.start(['--join', await one.invite('--role', 'member')])
  const kubes = [one, other, third]
  const [dropped, restored, written] = ['dx://three', 'dx://record', 'dx://written'] as const
  const set = (kube: KubeProcess, name: string, text: string) =>
    connect(kube.home).call('record.set', { name, text: `title: ${text}` })
  const write = async (kube: KubeProcess, text: string) => {
    await kube.json(['publish', bench.site({ 'index.html': text }), '--to', dropped])
    for (const name of [restored, written]) await set(kube, name, text)
  }
  await write(one, 'before')
  await converged(kubes)
  for (const kube of kubes) await kube.end()
  for (const kube of kubes) {
    await kube.start()
    await write(kube, kube.name)
    await kube.end()
  }
  for (const kube of kubes) await kube.start()
  await converged(kubes, 60_000)
  const conflicts = await other.json<(Listed & { name: string; ref: string; lost: string })[]>(['conflicts'])
  const of = (name: string, ref: string) => conflicts.filter(conflict => conflict.name === name && conflict.ref === ref)
  const releases = of(dropped, '!https')
  expect(await other.json(['conflicts', 'drop', releases[0]!.id])).toMatchObject({ also: [releases[1]!.id] })
  const records = of(restored, '!meta')
  expect(await other.json(['conflicts', 'restore', records[0]!.id])).toMatchObject({ also: [records[1]!.id] })
  await set(other, written, 'by all')
  await converged(kubes)
  expect(await one.json(['conflicts'])).toEqual([])
  for (const kube of kubes) await kube.json(['gc'])
  for (const { name, ref, lost } of conflicts) {
    const history = await one.git('rev-list', `refs/local/kube/${name.slice('dx://'.length)}/${ref}`)
    expect(history.out, `${name} ${ref}`).toContain(lost)
  }
  for (const { lost } of releases) await one.json(['rollback', dropped, lost])
  await third.end()
}, 60_000)

it.each(['restore', 'drop'])('by dx conflicts %s', async how => {
  await quarrel(how)
  const [conflict] = await other.json<(Listed & { lost: string })[]>(['conflicts'])
  const { id, lost } = conflict!
  const present = await site.page(other)
  const refused = await other.dx(['rollback', 'dx://site', lost])
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(`dx conflicts restore ${id}`) })
  await other.json(['conflicts', how, id])
  await converged([one, other])
  if (how === 'restore') {
    // What was live before is what a step back leads to.
    expect(await site.page(other)).not.toBe(present)
    await other.json(['rollback', 'dx://site'])
    expect(await site.page(other)).toBe(present)
  }
  await site.publish(one, `after ${how}`)
  await converged([one, other])
})

it('and a realm that is made strict shows what lost before', async () => {
  const releases = async () =>
    (await one.json<{ release: string }[]>(['log', 'dx://site'])).map(({ release }) => release)
  const before = await releases()
  await connect(one.home).call('record.set', { name: 'dx://site', text: 'order: strict', merge: true })
  expect(await releases()).toEqual(before)
  await connect(one.home).call('record.set', { name: 'dx://site', text: 'order: merge', merge: true })
  await converged([one, other])
})

it('and whoever joins later has it too', async () => {
  await quarrel('joined')
  const joined = await bench.kube('a3').start(['--join', await one.invite()])
  await converged([one, other, joined])
  await site.publish(joined, 'by the third')
  await converged([one, other, joined])
  for (const kube of [one, other, joined]) {
    expect((await kube.json<unknown[]>(['log', 'dx://site'])).length).toBeGreaterThan(0)
    expect((await kube.kubed(['fsck'])).code).toBe(0)
    expect((await kube.git('fsck', '--full', '--no-dangling')).out).toBe('')
  }
})
