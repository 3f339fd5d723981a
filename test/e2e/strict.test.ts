// A strict realm on three real daemons: of two that publish at once one is first and the other is told so, another takes over
// when who orders is gone, and without a majority nothing is written while everything is read.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LoggedRelease, Published } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess, type Said } from '../support/kube-process.ts'

const bench = new Bench()
let kubes: KubeProcess[] = []
const name = 'dx://ledger'
const url = 'https://ledger.kube.local/'
let count = 0

beforeAll(async () => {
  kubes = await bench.subnet(['a1', 'a2', 'a3'])
  await publish(kubes[0]!, 'the first', '--replicas', 'all')
  const record = path.join(bench.dir, 'strict.yml')
  fs.writeFileSync(record, 'order: strict\n')
  await kubes[0]!.json(['record', 'set', name, '--file', record, '--merge'])
  await converged(kubes)
}, 120_000)
afterAll(() => bench.end())

const site = (text: string): string => bench.site({ 'index.html': text })

function tryPublish(kube: KubeProcess, text: string, ...more: string[]): Promise<Said> {
  return kube.dx(['publish', site(text), '--to', name, '-m', text, '--json', ...more])
}

async function publish(kube: KubeProcess, text: string, ...more: string[]): Promise<Published> {
  const { code, out, err } = await tryPublish(kube, text, ...more)
  expect(code, err).toBe(0)
  return JSON.parse(out) as Published
}

const bodyOf = async (kube: KubeProcess): Promise<string> => (await kube.fetch(url)).body.toString()
const releases = (kube: KubeProcess): Promise<LoggedRelease[]> => kube.json<LoggedRelease[]>(['log', name])
const codeOf = ({ err }: Said): string => (JSON.parse(err.trim().split('\n').at(-1)!) as { code: string }).code

describe('a strict realm', () => {
  test('is written from every machine, one after another', async () => {
    for (const kube of kubes) {
      const before = await releases(kube)
      await publish(kube, `from ${kube.name} ${++count}`)
      expect(await releases(kube)).toHaveLength(before.length + 1)
      await converged(kubes)
      for (const other of kubes) expect(await bodyOf(other)).toBe(`from ${kube.name} ${count}`)
    }
  }, 60_000)

  test('of all that publish at once lets one be first, and tells the others to rebase', async () => {
    for (let round = 0; round < 3; round++) {
      const before = (await releases(kubes[0]!)).length
      const said = await Promise.all(kubes.map(kube => tryPublish(kube, `round ${round} of ${kube.name}`)))
      const won = said.filter(({ code }) => code === 0)
      await converged(kubes)
      const after = await releases(kubes[0]!)
      // Who was late enough to see what the first had done was not beside it, but after it.
      expect(won.length).toBeGreaterThan(0)
      expect(after.length - before).toBe(won.length)
      for (const lost of said.filter(({ code }) => code !== 0)) {
        expect([lost.code, codeOf(lost)], lost.err).toEqual([1, 'KUBE_STALE'])
        expect(lost.err).toContain('rebase')
      }
      expect(await kubes[0]!.json(['conflicts'])).toEqual([])
    }
  }, 60_000)

  test('is ordered by nobody who has forgotten what it promised: a home put back from a backup', async () => {
    const [a1, , a3] = kubes as [KubeProcess, KubeProcess, KubeProcess]
    await a3.end()
    const copy = `${a3.home}.backup`
    fs.cpSync(a3.home, copy, { recursive: true, filter: file => !file.endsWith('.sock') })
    await a3.start()
    // It promises who orders now, and confirms what only it and that one have.
    for (const kube of [a1, a3, a1]) {
      // Who has not seen the last is told to rebase.
      await converged(kubes)
      await publish(kube, `after the backup ${++count}`)
    }
    await a3.end('SIGKILL')
    fs.rmSync(a3.home, { recursive: true })
    fs.renameSync(copy, a3.home)
    await publish(a1, `without it ${++count}`)
    await a3.start()
    await eventually(
      async () => a3.log.includes('this machine promises again who orders strict realms'),
      'it is sure',
      40_000
    )
    await converged(kubes)
    await publish(a3, `by it ${++count}`)
    await converged(kubes)
    for (const kube of kubes) expect(await bodyOf(kube)).toBe(`by it ${count}`)
    expect(await a1.json(['conflicts'])).toEqual([])
  }, 120_000)

  test('takes no changeset that is of other realms too', async () => {
    const file = path.join(bench.dir, 'both.yml')
    fs.writeFileSync(file, 'name: dx://ledger\nrecord: { title: one }\n---\nname: dx://free\nrecord: { title: two }\n')
    const said = await kubes[1]!.dx(['record', 'set', '--file', file, '--json'])
    expect([said.code, codeOf(said)]).toEqual([1, 'KUBE_ORDER_MIXED'])
    expect(said.err + said.out).toMatch(/strict: \S*ledger; not strict: \S*free/)
  })
})

describe.skipIf(spawnSync('ssh-keygen', ['-V']).error !== undefined)('a person', () => {
  test('signs what a machine that does not order has ordered, and is no machine whose agreement is needed', async () => {
    const home = path.join(bench.dir, 'person')
    const key = path.join(home, '.ssh/id_ed25519')
    fs.mkdirSync(path.dirname(key), { recursive: true, mode: 0o700 })
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'owner', '-f', key])
    const git = `[user]\n\tname = owner\n\tsigningkey = ${key}.pub\n[gpg]\n\tformat = ssh\n`
    fs.writeFileSync(path.join(home, '.gitconfig'), git)
    const env = { HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), SSH_AUTH_SOCK: '' }
    const one = await bench.kube('p1', { env }).start()
    const two = await bench.kube('p2', { env }).start(['--join', await one.invite()])
    const record = path.join(bench.dir, 'strict.yml')
    await one.json(['record', 'set', name, '--file', record])
    await converged([one, two])
    for (const kube of [one, two, one]) {
      await publish(kube, `by a person at ${kube.name} ${++count}`)
      await converged([one, two])
      expect((await kube.json<LoggedRelease[]>(['log', name]))[0]?.by).toBe('owner')
    }
    // Both are in the chain of the one that ordered them, in the person's name.
    const heads = (await two.git('for-each-ref', '--format=%(objectname)', 'refs/!kubes')).out.trim().split('\n')
    const chains = await Promise.all(heads.map(head => two.git('log', '--format=%s', head)))
    const ordered = chains.filter(({ out }) => out.includes('publish dx://ledger'))
    expect(ordered).toHaveLength(1)
  }, 60_000)
})

describe('when machines are gone', () => {
  test('another takes over from the one that orders, once its lease has ended', async () => {
    await publish(kubes[0]!, 'before it went')
    await converged(kubes)
    await kubes[0]!.end('SIGKILL')
    // Once, where the machine is not busy: the lease ends within the time that a write waits.
    await eventually(async () => (await tryPublish(kubes[1]!, 'after it went')).code === 0, 'a takeover', 45_000)
    await eventually(async () => (await bodyOf(kubes[2]!)) === 'after it went', 'the third has it')
  }, 60_000)

  test('without a majority writes are refused with the reason, and reads go on', async () => {
    await kubes[2]!.end('SIGKILL')
    const refused = async (): Promise<Said> => {
      const said = await tryPublish(kubes[1]!, 'alone')
      expect([said.code, codeOf(said)], said.err).toEqual([1, 'KUBE_SEQUENCER'])
      return said
    }
    await refused()
    const said = await refused()
    expect(said.err).toMatch(/2 of 3 machines must agree/)
    expect(said.err).toMatch(/a1|a3/)
    expect((await kubes[1]!.fetch(url)).status).toBe(200)
    expect(await bodyOf(kubes[1]!)).toBe('after it went')
    // What is of other realms is written as ever.
    const other = await kubes[1]!.dx(['publish', site('free'), '--to', 'dx://free'])
    expect(other.code, other.err).toBe(0)
  }, 90_000)

  test('all of it goes on once they are back', async () => {
    await kubes[0]!.start()
    await kubes[2]!.start()
    await eventually(async () => (await tryPublish(kubes[2]!, 'together again')).code === 0, 'a publish', 30_000)
    await converged(kubes)
    for (const kube of kubes) expect(await bodyOf(kube)).toBe('together again')
    expect(await kubes[0]!.json(['conflicts'])).toEqual([])
  }, 90_000)
})
