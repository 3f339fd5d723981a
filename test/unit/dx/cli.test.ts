import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Published } from '../../../src/rpc/api.ts'
import { lines, commandPlace as place, run } from '../../support/command.ts'
import { idOf, memoryDaemon } from '../../support/control-daemon.ts'

test('no daemon: one line, exit 1, nothing on stdout, nothing built', async () => {
  const { dx, home, site } = await place({
    'index.html': 'x',
    'dx.yml': 'project: { build: { command: touch built } }'
  })
  for (const args of [['ls'], ['status'], ['publish', '--to', 'dx://none'], ['log', 'dx://a'], ['machines']]) {
    const said = await dx(args)
    expect([said.code, said.out, lines(said.err).length]).toEqual([1, '', 1])
    const words = `no kubed is running for ${home}: nobody answers at its socket (KUBE_NO_DAEMON)`
    expect(said.err).toBe(`error: ${words}; try: kubed start\n`)
  }
  expect(fs.existsSync(path.join(site, 'built'))).toBe(false)
  const said = await dx(['ls', '--json'])
  expect(JSON.parse(said.err)).toEqual({
    code: 'KUBE_NO_DAEMON',
    message: `no kubed is running for ${home}`,
    reason: 'nobody answers at its socket',
    next: ['kubed start']
  })
  for (const args of [['status'], ['stop'], ['invite']]) {
    expect((await run('kubed', args, { env: { KUBE_HOME: home } })).code).toBe(1)
  }
})

test('a daemon that opens its home: that it is there, by its number; one that is gone is not meant', async () => {
  const { dx, home } = await place()
  fs.mkdirSync(home, { recursive: true })
  fs.writeFileSync(path.join(home, 'kubed.pid'), `${process.pid}\n`)
  const said = await dx(['status'])
  expect(said.err).toContain(
    `process ${process.pid} has the home: it starts or ends, or its socket was removed (KUBE_NO_DAEMON); try: kubed status`
  )
  for (const left of ['4194305\n', 'x', '']) {
    fs.writeFileSync(path.join(home, 'kubed.pid'), left)
    expect((await dx(['status'])).err, left).toMatch(
      /nobody answers at its socket \(KUBE_NO_DAEMON\); try: kubed start/
    )
  }
})

test('usage: unknown command, unknown flag, bad values: exit 2, the nearest, nothing on stdout', async () => {
  const { dx, home } = await place()
  for (const [args, word] of [
    [['publsh'], 'publish'],
    [['publish', '--replicsa', '2'], '--replicas'],
    [['publish', '--to', 'dx://x', '--replicas', 'many'], 'many'],
    [['publish', '--to', 'dx://x', '--timeout', 'soon'], 'soon'],
    [['publish', '--to', 'dx://a b'], 'a b'],
    [['rollback', 'dx://a', 'nonsense'], 'nonsense'],
    [['publish'], '--to'],
    [['record', 'watch', 'dx://x', '--from', ''], '--from'],
    [['log'], 'NAME']
  ] as const) {
    const said = await dx(args)
    expect([said.code, said.out, lines(said.err).length], said.err).toEqual([2, '', 1])
    expect(said.err).toContain(word)
  }
  const said = await run('kubed', ['strat', '--json'], { env: { KUBE_HOME: home } })
  expect([said.code, JSON.parse(said.err).next[0]]).toEqual([2, 'kubed start'])
})

test('help and version', async () => {
  const { dx, home } = await place()
  for (const args of [[], ['help'], ['--help'], ['-h']]) {
    const said = await dx(args)
    expect([said.code, said.err]).toEqual([0, ''])
    expect(said.out).toMatch(/^ {2}publish \[DIR\|NAME\] /m)
  }
  expect((await dx(['help', 'publish'])).out).toBe((await dx(['publish', '--help'])).out)
  expect((await dx(['help', 'nonsense'])).code).toBe(2)
  for (const args of [
    ['--home', '/h', 'help'],
    ['--home=/h', '--help'],
    ['help', '--home', '/h'],
    ['--json', '-h']
  ]) {
    expect(await dx(args), args.join(' ')).toEqual(await dx(['help']))
  }
  expect((await dx(['--home', '/h', 'help', 'publish'])).out).toBe((await dx(['help', 'publish'])).out)
  expect((await dx(['version'])).out).toMatch(/^dx \d+\.\d+\.\d+\n$/)
  expect((await run('kubed', ['help', 'start'], { env: { KUBE_HOME: home } })).out).toContain('--no-mdns')
})

const rolledBack: Published = {
  type: 'published',
  name: 'dx://notepad',
  url: 'https://notepad.kube.local/',
  release: idOf('b'),
  files: 1,
  bytes: 1,
  stored: 0,
  servedBy: ['a1'],
  ms: 1
}

const machine = { id: 'k51a', connected: true, lag: 0, digest: 'd1', admin: true, addresses: [] }

test('looking: tables for people, one JSON value for scripts', async () => {
  const { dx, home, site } = await place({ 'dx.yml': 'project: { publish: { realm: dx://notepad } }' })
  const listed = {
    name: 'dx://notepad',
    type: 'webapp',
    release: idOf('c'),
    published: '2022-07-31T15:05:02.000Z',
    urls: ['https://notepad.kube.local:1/']
  }
  const parts = [
    { path: 'notepad', record: idOf('1') },
    { path: 'img/logo.png', resource: idOf('2') }
  ]
  const { calls } = await memoryDaemon(home, {
    ls: async () => [listed],
    status: async () => ({
      subnet: 'did:key:z',
      digest: 'd1',
      position: 4,
      machines: [{ ...machine, name: 'a1', self: true }],
      conflicts: 0,
      warnings: [],
      limits: {},
      checkpoint: null
    }),
    machines: async () => [{ ...machine, name: 'a1', self: true }],
    log: async () => [{ release: idOf('c'), published: '2022-07-31T15:05:02.000Z', by: 'a1', message: 'first' }],
    conflicts: async () => [],
    resolve: async () => ({ '@type': 'dxos.dmg.service.ResolveUrlResponse', parts }),
    'record.get': async () => ({ json: { type: 'webapp' }, yaml: 'type: webapp\n' }),
    rollback: async () => rolledBack
  })
  expect((await dx(['ls'])).out).toBe('dx://notepad\n')
  expect(JSON.parse((await dx(['ls', '--json'])).out)).toEqual([listed])
  expect((await dx(['status'])).out).toMatch(/^Published: 2022-07-31 15:05:02$/m)
  expect(JSON.parse((await dx(['status', '--json'])).out)).toMatchObject({
    subnet: 'did:key:z',
    digest: 'd1',
    machines: [{ name: 'a1', id: 'k51a', connected: true, lag: 0, digest: 'd1' }],
    conflicts: 0,
    project: { name: 'dx://notepad', url: listed.urls[0], release: listed.release, published: listed.published }
  })
  expect(JSON.parse((await dx(['status', '--json'], { cwd: '/' })).out).project).toBeNull()
  expect((await dx(['log', 'dx://notepad'])).out).toMatch(/cccccccccccc {2}2022-07-31 15:05:02 {2}a1 {2}first/)
  expect((await dx(['remote', '-v'])).out).toBe('dx://notepad\n')
  expect(JSON.parse((await dx(['remote', '--json'])).out)).toEqual([{ name: 'dx://notepad', url: listed.urls[0] }])
  expect((await dx(['open', '--print', 'kube.local/notepad'])).out).toBe('https://notepad.kube.local:1/\n')
  expect(await dx(['conflicts'])).toMatchObject({ out: '', err: 'no conflicts\n' })
  expect((await dx(['conflicts', '--json'])).out).toBe('[]\n')
  expect((await dx(['machines'])).out).toContain('a1 (this one)')
  expect(JSON.parse((await dx(['resolve', 'https://notepad.kube.local/img/logo.png', '--json'])).out).parts).toEqual(
    parts
  )
  expect((await dx(['record', 'get', 'dx://notepad'])).out).toBe('type: webapp\n')
  expect(JSON.parse((await dx(['record', 'get', 'dx://notepad', '--json'])).out)).toEqual({ type: 'webapp' })
  expect((await dx(['rollback', 'dx://notepad', 'abcdef'])).out).toBe(`${rolledBack.url}\n`)
  await dx(['resolve', 'dxn:com.alice', '--explain'])
  expect(calls.at(-1)!.request).toEqual({ dxn: 'com.alice', explain: true })
  fs.writeFileSync(path.join(site, 'dx.yml'), 'projct: {}')
  expect(await dx(['status'])).toMatchObject({ code: 0, err: expect.stringContaining('projct') })
})

test('a reader that stops ends it quietly', async () => {
  const { home } = await place()
  const one = { name: `dx://${'long'.repeat(100)}`, type: 'webapp', release: null, published: null, urls: [] }
  await memoryDaemon(home, { ls: async () => Array.from({ length: 20_000 }, () => one) })
  const script = `'${process.execPath}' '${path.resolve('kubed/dx.ts')}' ls | head -1; exit "\${PIPESTATUS[0]}"`
  const said = await new Promise<{ code: number | null; err: string }>(resolve => {
    void import('node:child_process').then(({ execFile }) =>
      execFile('bash', ['-c', script], { env: { ...process.env, KUBE_HOME: home } }, (error, _, err) =>
        resolve({ code: (error?.code as number | undefined) ?? 0, err })
      )
    )
  })
  expect(said).toEqual({ code: 0, err: '' })
})

test('kubed: invite prints the code alone, status, fsck by the daemon, stop waits for the process', async () => {
  const { home } = await place()
  const report = {
    ok: true,
    entries: 1,
    objects: 2,
    damaged: [],
    missing: [],
    repaired: [],
    lacking: [],
    mended: [],
    refs: 0,
    problems: []
  }
  const sleeper = (await import('node:child_process')).spawn('sleep', ['30'], { stdio: 'ignore' })
  await memoryDaemon(home, {
    invite: async ({ uses, ttlMs }) => ({ code: `code-${uses}-${ttlMs}`, expires: '2030-01-01T00:00:00Z' }),
    fsck: async () => report,
    stop: async () => {
      setTimeout(() => sleeper.kill(), 300)
      return { pid: sleeper.pid! }
    }
  })
  const kubed = (args: readonly string[]) => run('kubed', args, { env: { KUBE_HOME: home } })
  expect((await kubed(['invite', '--uses', '2', '--ttl', '1h'])).out).toBe('code-2-3600000\n')
  expect((await kubed(['invite', '--ttl', 'soon'])).code).toBe(2)
  expect(await kubed(['fsck', '--json'])).toMatchObject({ code: 0, out: `${JSON.stringify(report)}\n` })
  report.ok = false
  expect((await kubed(['fsck'])).code).toBe(1)
  expect((await kubed(['stop'])).code).toBe(0)
  expect(sleeper.exitCode ?? sleeper.signalCode).not.toBeNull()
})

test('kubed refuses a damaged config.yml and a code with white space before anything else', async () => {
  const { home } = await place()
  fs.writeFileSync(path.join(home, 'config.yml'), 'name: a1\nhtps: 443\n')
  const said = await run('kubed', ['start', '--home', home])
  expect([said.code, said.out, lines(said.err).length]).toEqual([1, '', 1])
  expect(said.err).toMatch(/config\.yml:2: unknown key htps: the nearest is https \(KUBE_CONFIG_INVALID\)/)
  fs.rmSync(path.join(home, 'config.yml'))
  expect((await run('kubed', ['join', 'two words', '--home', home])).err).toContain('KUBE_CODE_INVALID')
  expect((await run('kubed', ['--https', 'many', '--home', home])).code).toBe(2)
})

test('a machine is granted to by its name, whatever file is called so; a file by its path', async () => {
  const { dx, home, site } = await place({
    laptop: 'ssh-ed25519 AAAA somebody else',
    'key.pub': 'ssh-ed25519 BBBB me\n'
  })
  const granted = { id: 'g', token: null, expires: null }
  const { calls } = await memoryDaemon(home, {
    machines: async () => [{ ...machine, name: 'laptop', self: true }],
    grant: async () => granted,
    revoke: async () => ({ revoked: [] })
  })
  const told = async (...args: string[]) => {
    expect((await dx(args, { cwd: site })).code).toBe(0)
    return calls.at(-1)!.request
  }
  expect(await told('grant', 'write', 'dx://a', '--to', 'laptop')).toMatchObject({ to: 'laptop' })
  expect(await told('grant', 'write', 'dx://a', '--to', './laptop')).toMatchObject({
    to: expect.stringMatching(/AAAA/)
  })
  expect(await told('grant', 'write', 'dx://a', '--to', 'key.pub')).toMatchObject({ to: 'ssh-ed25519 BBBB me' })
  expect(await told('revoke', 'laptop')).toEqual({ what: 'laptop' })
  const payload = Buffer.from(JSON.stringify({ jti: 'urn:uuid:1-2', pad: 'x'.repeat(800) })).toString('base64url')
  expect(await told('revoke', `eyJhbGciOiJFZERTQSJ9.${payload}.secret`)).toEqual({ what: '1-2' })
})

test('a name that no file can have is none', async () => {
  const { dx, home, site } = await place({})
  await memoryDaemon(home, {})
  const long = 'x'.repeat(5000)
  for (const args of [
    ['publish', long, '--to', 'a'],
    ['record', 'set', 'a', '--file', long],
    ['schema', 'publish', long],
    ['status', '--kube', 'https://localhost:1', '--ca', long]
  ]) {
    const said = await dx(args, { cwd: site })
    expect(said.err).not.toContain('KUBE_INTERNAL')
    expect(said.code).toBeGreaterThan(0)
  }
})
