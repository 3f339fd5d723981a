// Join codes that do not fit, each with a code of its own, and a config.yml that is not right: nothing is left
// half-made, and the next try works.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Bench, KubeProcess } from '../support/kube-process.ts'
import { refuses, type Wanted } from '../support/refusal.ts'

const bench = new Bench()
const a1 = bench.kube('a1')
const b1 = bench.kube('b1')
const quiet = ['--https', '0', '--http', '0', '--p2p', '0', '--no-mdns']
let home = ''
let homes = 0

beforeAll(async () => {
  await a1.start()
  await b1.start()
}, 30_000)
beforeEach(() => {
  home = path.join(bench.dir, `home-${homes++}`)
})
afterAll(() => bench.end())

const refused = async (joinCode: string, wanted: Wanted) => {
  await refuses(more => a1.kubed(['join', joinCode, '--home', home, ...more]), wanted)
  await refuses(more => a1.kubed(['start', '--join', joinCode, '--home', home, ...quiet, ...more]), wanted)
}

/** The same home joins with a good code. */
async function joins(): Promise<void> {
  const said = await a1.kubed(['join', await a1.invite(), '--home', home])
  expect(said, said.err).toMatchObject({ code: 0, out: expect.stringContaining(a1.ready!.subnet) })
}

describe('a join code', () => {
  test('that was mistyped or cut leaves nothing behind', async () => {
    const good = await a1.invite()
    const at = 30
    const other = good[at] === 'a' ? 'b' : 'a'
    for (const [text, says] of [
      ['nonsense', /does not begin with kube1/],
      ['', /does not begin with kube1/],
      ['kube1', /cut short/],
      [good.slice(0, -5), /cut short or mistyped/],
      [good.slice(0, 40), /cut short or mistyped/],
      [good.slice(0, at) + other + good.slice(at + 1), /mistyped/],
      [`${good.slice(0, at)}0${good.slice(at + 1)}`, /"0" at position 31/],
      [`${good}${good}`, /too long|mistyped/],
      [good.replace(/^kube1/, 'kube2'), /newer kubed/]
    ] as const) {
      await refuses(more => a1.kubed(['join', text, '--home', home, ...more]), {
        code: 'KUBE_CODE_INVALID',
        says,
        next: /^kubed invite/
      })
      expect(fs.existsSync(home), text).toBe(false)
    }
    const half = `${good.slice(0, 20)} ${good.slice(20)}`
    const wanted = { code: 'KUBE_CODE_INVALID', says: /white space|" " at position/ } as const
    await refused(half, wanted)
    await refuses(more => a1.kubedProcess(['join', half, '--home', home, ...more]), wanted)
    expect((await a1.kubed(['join', good, '--home', home])).code).toBe(0)
  }, 40_000)

  // Six daemons one after another, each some seconds of CPU time where the machine is slow and busy.
  test('that was used', async () => {
    const code = await a1.invite()
    expect((await a1.kubed(['join', code, '--home', `${home}-first`])).code).toBe(0)
    await refused(code, { code: 'KUBE_CODE_USED', says: /used before.*used 1 of 1 times/, next: /^kubed invite/ })
    // The machine that used it may say so again: its first answer may have been lost.
    const again = await a1.kubed(['join', code, '--home', `${home}-first`])
    expect(again).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^nothing to do: this home is in did:key:/)
    })
    await joins()
  }, 40_000)

  test('for two machines lets in two', async () => {
    const code = await a1.invite('--uses', '2')
    for (const one of ['one', 'two']) expect((await a1.kubed(['join', code, '--home', `${home}-${one}`])).code).toBe(0)
    await refused(code, { code: 'KUBE_CODE_USED', says: /used 2 of 2 times/ })
  }, 20_000)

  test('that has expired', async () => {
    const code = await a1.invite('--ttl', '1s')
    await wait(1500)
    await refused(code, { code: 'KUBE_CODE_EXPIRED', says: /has expired.*expired at/, next: /^kubed invite/ })
    await joins()
  }, 20_000)

  test('of another subnet', async () => {
    await joins()
    const code = await b1.invite()
    await refused(code, { code: 'KUBE_CODE_SUBNET', says: new RegExp(`in the subnet ${a1.ready!.subnet}`) })
    const again = await new KubeProcess('again', bench.dir, { home }).start()
    expect(again.ready!.subnet).toBe(a1.ready!.subnet)
    await again.end()
    // The store says whose it is where nothing else does any more.
    for (const lost of ['keys/subnet.json', 'keys']) {
      fs.rmSync(path.join(home, lost), { recursive: true })
      await refused(code, { code: 'KUBE_CODE_SUBNET', says: new RegExp(`in the subnet ${a1.ready!.subnet}`) })
      const whose = {
        code: 'KUBE_HOME_INVALID',
        says: new RegExp(`is missing.*is of the subnet ${a1.ready!.subnet}`)
      } as const
      await refuses(more => a1.kubed(['start', '--home', home, ...quiet, ...more]), whose)
      await refuses(more => a1.kubed(['fsck', '--home', home, ...more]), whose)
    }
    await joins()
  }, 30_000)

  test('whose KUBE does not answer fails in a bounded time, and works once it does', async () => {
    const gone = bench.kube('gone')
    await gone.start()
    const code = await gone.invite()
    await gone.end()
    const started = performance.now()
    await refused(code, { code: 'KUBE_UNREACHABLE', says: /does not answer: .*tcp\/\d+: connection refused/ })
    expect(performance.now() - started).toBeLessThan(20_000)
    await gone.start()
    expect((await gone.kubed(['join', code, '--home', home])).code).toBe(0)
    // A KUBE that hangs is no better than one that is gone.
    const other = await gone.invite()
    gone.signal('SIGSTOP')
    const hung = performance.now()
    const wanted = { says: /does not answer|was silent/ }
    const said = await gone.kubed(['join', other, '--home', `${home}-hung`])
    expect(performance.now() - hung).toBeLessThan(25_000)
    expect(said.err).toMatch(wanted.says)
    expect(said.code).toBe(1)
    gone.signal('SIGCONT')
    expect((await gone.kubed(['join', other, '--home', `${home}-hung`])).code).toBe(0)
  }, 60_000)

  test('that did not get through leaves a home that says so', async () => {
    const gone = bench.kube('gone-too')
    await gone.start()
    const code = await gone.invite()
    await gone.end()
    await a1.kubed(['join', code, '--home', home])
    await refuses(more => a1.kubed(['start', '--home', home, ...quiet, ...more]), {
      code: 'KUBE_HOME_INVALID',
      says: /has not joined its subnet yet/,
      next: new RegExp(`^kubed join CODE --home ${home}`)
    })
    await joins()
  }, 20_000)
})

describe('config.yml', () => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    ['that is not YAML', 'name: a1\nhttps: [8443\n', /config\.yml:\d: this is not valid YAML: /],
    ['with an unknown key', 'name: a1\nhtps: 8443\n', /config\.yml:2: unknown key htps: the nearest is https/],
    ['with a key that nothing is like', 'colour: blue\n', /config\.yml:1: unknown key colour: known are name, /],
    ['with a key twice', 'name: a1\nname: a2\n', /config\.yml:2: not valid: name: stands twice/],
    ['with a port that is none', 'https: banana\n', /config\.yml:1: not valid: https: banana is not \[HOST:\]PORT/],
    ['with a name that is none', 'name: "a b"\n', /name: a b is not letters/],
    ['with neither true nor false', 'mdns: perhaps\n', /mdns must be true or false/],
    ['that is a list', '- name\n', /must be a map of keys/],
    ['with an address that is none', 'connect: [ here ]\n', /connect: here is not a multiaddr/],
    ['that is binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 255]), /this is not text/]
  ]
  test.each(cases)('%s', async (_what, content, says) => {
    fs.mkdirSync(home)
    const file = path.join(home, 'config.yml')
    fs.writeFileSync(file, content)
    await refuses(more => a1.kubed(['start', '--home', home, ...quiet, ...more]), {
      code: 'KUBE_CONFIG_INVALID',
      says,
      next: new RegExp(file)
    })
    expect(fs.readdirSync(home)).toEqual(['config.yml'])
  })

  test('that is right again starts', async () => {
    fs.mkdirSync(home)
    fs.writeFileSync(path.join(home, 'config.yml'), 'name: from-file\nmdns: false\nhttps: 0\nhttp: 0\n')
    const { code, out } = await a1.kubed(['start', '--home', home, '--p2p', '0', '--https', 'x'])
    expect([code, out]).toEqual([2, ''])
    const kube = await new KubeProcess('x', bench.dir, { home }).start()
    expect(await kube.end()).toBe(0)
  }, 20_000)
})
