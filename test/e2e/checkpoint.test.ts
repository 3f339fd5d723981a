// A machine that joins where a checkpoint is has the state at once, and the past behind it; one that was away for long takes
// one too. With real daemons.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckpointStatus, SubnetStatus } from '../../src/rpc/api.ts'
import { connect } from '../../src/rpc/client.ts'
import { Bench, converged, eventually, type KubeProcess } from '../support/kube-process.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.end())

/** More changesets than come in one answer, all of them about few names. */
async function write(kube: KubeProcess, count: number, word: string): Promise<void> {
  const client = connect(kube.home)
  for (let at = 0; at < count; at++) {
    await client.call('record.set', { name: `dx://note${at % 7}`, text: `title: ${word} ${at}` })
  }
}

const status = (kube: KubeProcess): Promise<SubnetStatus> => kube.json<SubnetStatus>(['status'])
const checkpoint = async (kube: KubeProcess): Promise<CheckpointStatus> =>
  JSON.parse((await kube.kubed(['checkpoint', '--json'])).out)
const title = async (kube: KubeProcess, name: string): Promise<string> =>
  (await kube.json<{ title: string }>(['record', 'get', name])).title
const whole = (kube: KubeProcess): Promise<void> =>
  eventually(async () => expect((await status(kube)).checkpoint?.whole).toBe(true), `${kube.name} has the past`, 30_000)

describe('a checkpoint', { timeout: 180_000 }, () => {
  test('is what a joining machine begins with, and the past follows', async () => {
    const [a1] = (await bench.subnet(['a1'])) as [KubeProcess]
    await a1.json(['publish', bench.site({ 'index.html': 'hello' }), '--to', 'page'])
    await write(a1, 320, 'one')
    const made = await checkpoint(a1)
    expect(made).toMatchObject({ signers: [a1.ready?.peerId], needed: 1, whole: true })
    await write(a1, 3, 'two')

    const a2 = bench.kube('a2')
    await a2.start(['--join', await a1.invite('--role', 'member')])
    // Ready is a machine once it has written where it is: nothing of the join is still to come.
    const { peerId } = await connect(a2.home).call('daemon', {})
    expect((await a2.git('rev-parse', '--verify', `refs/!machines/${peerId}/!machine`)).code).toBe(0)
    const digest = await converged([a1, a2])
    expect(await title(a2, 'dx://note1')).toBe('two 1')
    expect((await a2.fetch('https://page.kube.localhost/')).body.toString()).toBe('hello')
    expect((await status(a2)).checkpoint).toMatchObject({ position: made.position, signers: made.signers })
    await whole(a2)
    const fsck = JSON.parse((await a2.kubed(['fsck', '--json'])).out)
    expect(fsck).toMatchObject({ ok: true, missing: [], damaged: [] })
    expect((await a2.git('fsck', '--connectivity-only')).code).toBe(0)

    // What came with it is there after a start, with and without the views, and without the peer that gave it.
    await a1.end()
    await a2.end('SIGKILL')
    await a2.start()
    expect((await status(a2)).digest).toBe(digest)
    expect((await a2.kubed(['fsck', '--rebuild', '--json'])).code).toBe(0)
    expect((await status(a2)).digest).toBe(digest)
    await a2.json(['publish', bench.site({ 'index.html': 'again' }), '--to', 'page'])
    await a1.start()
    await converged([a1, a2])
  })

  test('brings a machine up to date that was away, killed while it takes it', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    await write(a2, 3, 'own')
    await converged([a1, a2])
    await a2.end()
    await write(a1, 300, 'one')
    // Two admins there are, and one of them is away: the other's word is not enough to be believed.
    expect(await checkpoint(a1)).toMatchObject({ needed: 2, signers: [a1.ready?.peerId] })
    await a2.start()
    setTimeout(() => void a2.end('SIGKILL'), 700)
    await new Promise(resolve => setTimeout(resolve, 1500))
    await a2.start()
    await converged([a1, a2], 60_000)
    // Once it has seen all of it by itself it signs as well.
    await eventually(async () => expect((await status(a1)).checkpoint?.signers).toHaveLength(2), 'both sign', 60_000)
    expect(await title(a2, 'dx://note1')).toBe(await title(a1, 'dx://note1'))

    const a3 = bench.kube('a3')
    await a3.start(['--join', await a1.invite('--role', 'member')])
    await converged([a1, a2, a3])
    expect((await status(a3)).checkpoint?.signers).toHaveLength(2)
    await whole(a3)
  })

  test('is not made where nobody may', async () => {
    const [a1] = (await bench.subnet(['a1'])) as [KubeProcess]
    const a2 = bench.kube('a2')
    await a2.start(['--join', await a1.invite('--role', 'member')])
    const { code, err } = await a2.kubed(['checkpoint'])
    expect(code).not.toBe(0)
    expect(err).toMatch(/no admin of the subnet \(KUBE_DENIED\)/)
  })
})
