// What people get wrong: each is one line with code, reason and the command that mends it, nothing is left half-made,
// and the next try works.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Listed, Published } from '../../src/rpc/api.ts'
import { createSigningKey, privateKeyPem } from '../../src/trust/keys.ts'
import { Bench, KubeProcess, run } from '../support/kube-process.ts'
import { refuses, type Wanted } from '../support/refusal.ts'

const bench = new Bench()
const kube = bench.kube('a1')
const quiet = ['--https', '0', '--http', '0', '--p2p', '0', '--no-mdns']

beforeAll(async () => {
  await kube.start()
}, 30_000)
afterAll(() => bench.end())

const start = (home: string, more: readonly string[], from: readonly string[] = quiet) =>
  kube.kubed(['start', '--home', home, ...from, ...more])

describe('command lines', () => {
  const usage: [string, 'dx' | 'kubed', string[], RegExp][] = [
    ['an unknown command of dx', 'dx', ['publsh'], /nearest is publish/],
    ['an unknown command of kubed', 'kubed', ['strat'], /nearest is start/],
    ['an unknown option of dx', 'dx', ['publish', '--too', 'dx://x'], /--too.*nearest is --to/],
    ['an unknown option of kubed', 'kubed', ['start', '--htps', '0'], /--htps.*nearest is --https/],
    ['an option without its value', 'dx', ['publish', '--to'], /--to/],
    ['too many arguments', 'kubed', ['start', 'now'], /now/],
    ['a number of machines that is none', 'dx', ['publish', '--to', 'x', '--replicas', 'lots'], /lots/],
    ['a time that is none', 'dx', ['publish', '--to', 'x', '--timeout', 'soon'], /soon/],
    ['a life of a code that is none', 'kubed', ['invite', '--ttl', 'long'], /long/],
    ['a port that is none', 'kubed', ['start', '--https', '99999'], /99999/],
    ['an address that is none', 'kubed', ['start', '--connect', 'nowhere'], /nowhere/],
    ['a name that cannot name a machine', 'kubed', ['start', '--name', 'a b'], /a b/]
  ]
  test.each(usage)('%s', async (_what, program, args, says) => {
    await refuses(more => kube[program]([...args, ...more]), { code: 'KUBE_USAGE', says })
  })

  test('nothing that says where to publish', async () => {
    const dir = bench.site({ 'index.html': 'x' })
    await refuses(more => kube.dx(['publish', dir, ...more]), { code: 'KUBE_TARGET_MISSING', says: /dx\.yml.*--to/ })
  })

  test.each(['dx://a/../b', 'dx://UPPER case', '', 'dx://x/!ref', `dx://${'x'.repeat(300)}`])(
    '%j as a name',
    async name => {
      const dir = bench.site({ 'index.html': 'x' })
      await refuses(more => kube.dx(['publish', dir, '--to', name, ...more]), { code: 'KUBE_NAME_INVALID' })
    }
  )

  test('a node that nobody published', async () => {
    for (const args of [
      ['log', 'dx://none'],
      ['rollback', 'dx://none'],
      ['record', 'get', 'dx://none']
    ])
      await refuses(more => kube.dx([...args, ...more]), { code: 'KUBE_NOT_FOUND' })
  })
})

describe('what is published', () => {
  const refused = (dir: string, wanted: Wanted) =>
    refuses(more => kube.dx(['publish', dir, '--to', 'dx://refused', ...more]), wanted)
  afterEach(async () => {
    expect(await kube.json<Listed[]>(['ls'])).toEqual([])
  })

  test('a folder that is not there, a file, an empty folder', async () => {
    const dir = bench.site({ 'index.html': 'x' })
    await refused(path.join(dir, 'none'), { code: 'KUBE_DIR_MISSING', says: /none is no folder: there is nothing/ })
    await refused(path.join(dir, 'index.html'), { code: 'KUBE_DIR_MISSING', says: /it is a file/ })
    fs.mkdirSync(path.join(dir, 'empty/er'), { recursive: true })
    await refused(path.join(dir, 'empty'), { code: 'KUBE_DIR_EMPTY', says: /has no files/ })
  })

  test.each([
    '.git/config',
    'sub/.GIT/config',
    '.Git',
    'git~1',
    '.g\u200cit/x',
    '.git. /x',
    '.git::$INDEX_ALLOCATION/x'
  ])('%j, a name that git forbids', async name => {
    await refused(bench.site({ 'index.html': 'x', [name]: 'y' }), {
      code: 'KUBE_FILE_REFUSED',
      says: /git keeps its own data under this name.*dx\.yml/
    })
  })

  test.each(['.env', 'deep/.env.production', 'id.p12'])('%s, a secret by its name', async name => {
    await refused(bench.site({ 'index.html': 'x', [name]: 'y' }), {
      code: 'KUBE_FILE_REFUSED',
      says: /project\.publish\.allow/
    })
  })

  test('a private key by its content', async () => {
    const key = privateKeyPem(createSigningKey().privateKey)
    await refused(bench.site({ 'index.html': 'x', 'notes.txt': key }), {
      code: 'KUBE_FILE_REFUSED',
      says: /notes\.txt.*private key/
    })
  })

  test('links to nothing, in a circle and out of the project', async () => {
    for (const [target, says] of [
      ['nothing', /a link to nothing/],
      ['link', /leads back to itself/],
      ['/etc/hostname', /leaves the project/],
      ['..', /leaves the project/],
      ['.', /leads back to a folder/]
    ] as const) {
      const dir = bench.site({ 'index.html': 'x' })
      fs.symlinkSync(target, path.join(dir, 'link'))
      await refused(dir, { code: 'KUBE_FILE_REFUSED', says })
    }
  })

  test('a named pipe', async ({ skip }) => {
    const dir = bench.site({ 'index.html': 'x' })
    const made = await run('mkfifo', [path.join(dir, 'pipe')]).catch(() => undefined)
    skip(made?.code !== 0, 'mkfifo is not installed')
    await refused(dir, { code: 'KUBE_FILE_REFUSED', says: /a named pipe, not a file/ })
  })

  test.each([
    ['not YAML', 'project: [', /dx\.yml:\d+: .*YAML/],
    ['an unknown key', 'project: { bild: { command: x } }', /dx\.yml:1: unknown key bild.*nearest is build/],
    ['a value of the wrong kind', 'project: { publish: { files: { a: b } } }', /dx\.yml:1: /]
  ])('a dx.yml with %s', async (_what, text, says) => {
    await refused(bench.site({ 'index.html': 'x', 'dx.yml': text }), { code: 'KUBE_PROJECT_INVALID', says })
  })

  test('a file that dx.yml lists and that is not there', async () => {
    const dir = bench.site({ 'index.html': 'x', 'dx.yml': 'project: { publish: { files: [ dist/ ] } }' })
    await refused(dir, { code: 'KUBE_FILE_MISSING', says: /dist.*dx\.yml/ })
  })

  test('a build that fails', async () => {
    const dir = bench.site({ 'index.html': 'x', 'dx.yml': 'project: { build: { command: exit 7 } }' })
    await refused(dir, { code: 'KUBE_BUILD_FAILED', says: /7/ })
  })
})

describe('what this user may not read', () => {
  // The superuser may read everything, so the whole KUBE runs as nobody.
  const nobody = 65534
  const dir = fs.mkdtempSync('/tmp/kube-nobody-')
  const other = new KubeProcess('n1', dir, process.getuid?.() === 0 ? { uid: nobody } : {})
  let able = false
  beforeAll(async () => {
    if (process.getuid?.() === 0) fs.chownSync(dir, nobody, nobody)
    able = (await other.dx(['version']).catch(() => undefined))?.code === 0
    if (able) await other.start()
  }, 30_000)
  afterAll(async () => {
    await other.end('SIGKILL')
    fs.rmSync(dir, { recursive: true, force: true })
  })

  test('a file, a folder, the whole folder, dx.yml: each with the chmod that mends it', async ({ skip }) => {
    skip(!able, 'the checkout cannot be used as nobody')
    const site = path.join(dir, 'site')
    fs.mkdirSync(path.join(site, 'closed'), { recursive: true })
    for (const name of ['index.html', 'mine.txt', 'closed/x', 'dx.yml']) fs.writeFileSync(path.join(site, name), '')
    fs.chmodSync(site, 0o755)
    for (const [name, mode, open, mend] of [
      ['mine.txt', 0o000, 0o644, 'chmod u+r'],
      ['closed', 0o000, 0o755, 'chmod u+rx'],
      ['dx.yml', 0o000, 0o644, 'chmod u+r'],
      ['', 0o000, 0o755, 'chmod u+rx']
    ] as const) {
      const file = path.join(site, name)
      fs.chmodSync(file, mode)
      await refuses(more => other.dx(['publish', site, '--to', 'dx://mine', ...more]), {
        code: 'KUBE_FILE_UNREADABLE',
        next: new RegExp(`^${mend.replace('+', '\\+')} ${file}\\n?$`)
      })
      fs.chmodSync(file, open)
    }
    expect(await other.json<Published>(['publish', site, '--to', 'dx://mine'])).toMatchObject({ files: 3 })
  }, 30_000)

  test('the socket of another user', async ({ skip }) => {
    skip(!able || process.getuid?.() !== 0, 'needs two users')
    fs.chmodSync(bench.dir, 0o755)
    fs.chmodSync(kube.home, 0o755)
    await refuses(more => other.dx(['status', '--home', kube.home, ...more]), { code: 'KUBE_DENIED' })
    fs.chmodSync(kube.home, 0o700)
  })
})

describe('ports and daemons', () => {
  let home = ''
  let homes = 0
  beforeEach(() => {
    home = path.join(bench.dir, `home-${homes++}`)
  })

  test.each(['--https', '--http', '--p2p'])(
    '%s: a port in use',
    async flag => {
      const args = [...quiet]
      args[args.indexOf(flag) + 1] = String(kube.port)
      await refuses(more => start(home, more, args), {
        code: 'KUBE_PORT_IN_USE',
        says: new RegExp(`${kube.port}: the port for .* is taken`),
        next: new RegExp(`^kubed start ${flag} 0`)
      })
      const again = new KubeProcess('again', bench.dir, { home })
      await again.start()
      expect(await again.end()).toBe(0)
    },
    20_000
  )

  test('an address that is not of this machine', async () => {
    const args = ['--https', '192.0.2.1:0', '--http', '0', '--p2p', '0', '--no-mdns']
    await refuses(more => start(home, more, args), { code: 'KUBE_CONFIG_INVALID', says: /no address of this machine/ })
  })

  test('a second daemon on one home names the first', async () => {
    await refuses(more => start(kube.home, more), {
      code: 'KUBE_ALREADY_RUNNING',
      says: new RegExp(`pid ${kube.pid} has ${kube.home}`),
      next: /^kubed status/
    })
    expect((await kube.kubed(['status'])).code).toBe(0)
  })

  test('no daemon', async () => {
    const commands: ['dx' | 'kubed', string[]][] = [
      ['dx', ['ls']],
      ['dx', ['status']],
      ['dx', ['publish', bench.site({ 'index.html': 'x' }), '--to', 'x']],
      ['kubed', ['status']],
      ['kubed', ['stop']],
      ['kubed', ['invite']]
    ]
    for (const [program, args] of commands) {
      await refuses(more => kube[program]([...args, '--home', home, ...more]), {
        code: 'KUBE_NO_DAEMON',
        next: new RegExp(`^kubed start --home ${home}`)
      })
    }
    expect(fs.existsSync(home)).toBe(false)
  })

  test('a daemon that was killed', async () => {
    const gone = new KubeProcess('gone', bench.dir, { home })
    await gone.start()
    await gone.end('SIGKILL')
    await refuses(more => gone.dxProcess(['ls', ...more]), { code: 'KUBE_NO_DAEMON', next: /^kubed start\n?$/ })
    await gone.start()
    expect((await gone.dx(['ls'])).code).toBe(0)
    expect((await gone.kubed(['stop'])).code).toBe(0)
  }, 20_000)
})
