// dx publish as a process: what is sent, what is said, exit codes, bad folders and files.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import type { PublishChanged, PublishChangeRequest, Published } from '../../../src/rpc/api.ts'
import { lines, commandPlace as place, run } from '../../support/command.ts'
import { idOf, memoryDaemon } from '../../support/control-daemon.ts'
import { writeTree } from '../../support/folder-tree.ts'

test('publish: the URL alone on stdout, counts on stderr, only what is new is sent', async () => {
  const { dx, home, site } = await place({ 'index.html': 'hello', 'deep/er/ünïcode — name.txt': 'x', 'empty.txt': '' })
  const { blobs, plans, calls } = await memoryDaemon(home)
  const first = await dx(['publish', site, '--to', 'dx://notepad', '-m', 'first'], { cwd: '/' })
  expect([first.code, first.out]).toEqual([0, 'https://notepad.kube.local/\n'])
  expect(first.err).toBe('3 files, 3 stored\n')
  expect(plans[0]).toEqual({
    name: 'dx://notepad',
    message: 'first',
    files: expect.arrayContaining([
      { path: 'index.html', mode: '100644', id: gitId('blob', Buffer.from('hello')), size: 5 }
    ])
  })
  expect(plans[0]!.files.map(file => file.path).sort()).toEqual([
    'deep/er/ünïcode — name.txt',
    'empty.txt',
    'index.html'
  ])
  expect(blobs.size).toBe(2 + 1)
  expect((await dx(['publish', '--to', 'dx://notepad'])).err).toMatch(/^nothing to do/)
  fs.writeFileSync(path.join(site, 'index.html'), 'hello again')
  const said = await dx(['publish', '--to', 'dx://notepad', '--json', '--replicas', 'majority', '--timeout', '5s'])
  expect(JSON.parse(said.out)).toMatchObject({ type: 'published', name: 'dx://notepad', files: 3 })
  expect([lines(said.out).length, said.err]).toEqual([1, ''])
  expect(calls.at(-1)).toEqual({
    method: 'publish.commit',
    request: { session: '3', replicas: 'majority', timeoutMs: 5000 }
  })
  expect(blobs.size).toBe(4)
})

test('a project: branch and targets, build log and mapping on stderr, properties, --no-build', async () => {
  const { dx, home, site } = await place({
    'dx.yml': `project:
  build: { command: 'echo out; echo err >&2; mkdir -p dist; cp src.js dist/main.js; echo . >> builds' }
  publish: { files: [ public/index.html, dist/ ] }
pub:
  main: { target: dx://notepad }
  dev:
    target: dx://notepad/dev
    target: dx://notepad:dev
https:
  fallback: !https:index.html
`,
    'src.js': '1',
    'public/index.html': 'page',
    '.git/HEAD': 'ref: refs/heads/main\n'
  })
  const { plans } = await memoryDaemon(home)
  const said = await dx(['publish'])
  expect([said.code, said.out]).toEqual([0, 'https://notepad.kube.local/\n'])
  expect(lines(said.err)).toEqual([
    'out',
    'err',
    'public/index.html → /index.html, 1 file',
    'dist/ → /, 1 file',
    '2 files, 2 stored'
  ])
  expect(plans[0]!.properties).toBe('https:\n  fallback: "!https:index.html"\n')
  expect(plans[0]!.files.map(file => file.path)).toEqual(['index.html', 'main.js'])
  writeTree(site, { '.git/HEAD': 'ref: refs/heads/dev\n', 'dist/main.js': 'by hand' })
  const two = await dx(['publish', '--no-build', '--json'])
  expect(lines(two.out).map(line => JSON.parse(line).name)).toEqual(['dx://notepad/dev', 'dx://notepad:dev'])
  expect(fs.readFileSync(path.join(site, 'builds'), 'utf8')).toBe('.\n')
  expect((await dx(['remote', '-v'])).out).toBe('dx://notepad/dev\ndx://notepad:dev\n')
  writeTree(site, { '.git/HEAD': 'ref: refs/heads/feature\n' })
  const none = await dx(['publish'])
  expect([none.code, none.out]).toEqual([2, ''])
  for (const word of ['feature', 'main', 'dev']) expect(none.err).toContain(word)
  const named = await dx(['publish', 'kube.local/other', '--no-build'])
  expect([named.code, plans.at(-1)!.name]).toEqual([0, 'kube.local/other'])
})

test('a build that fails: its log, exit 1, nothing sent', async () => {
  const { dx, home } = await place({
    'dx.yml': 'project: { build: { command: "echo no such module; exit 7" }, publish: { realm: dx://a } }'
  })
  const { plans } = await memoryDaemon(home)
  const said = await dx(['publish', '--json'])
  expect([said.code, said.out, plans.length]).toEqual([1, '', 0])
  expect(lines(said.err)[0]).toBe('no such module')
  expect(JSON.parse(lines(said.err).at(-1)!)).toMatchObject({ code: 'KUBE_BUILD_FAILED', reason: 'it exited with 7' })
})

test('interrupted: exit 130, and the build with all it started', async () => {
  const { dx, home, site } = await place({
    'dx.yml': 'project: { build: { command: "sh -c \'echo $$ > pid; sleep 60\'" }, publish: { realm: dx://a } }'
  })
  const { plans } = await memoryDaemon(home)
  const said = dx(['publish'], {
    started: async child => {
      while (!fs.existsSync(path.join(site, 'pid')) || fs.readFileSync(path.join(site, 'pid'), 'utf8') === '')
        await wait(10)
      child.kill('SIGINT')
    }
  })
  expect(await said).toMatchObject({ code: 130, out: '' })
  expect(plans).toEqual([])
  const pid = Number(fs.readFileSync(path.join(site, 'pid'), 'utf8'))
  // Ended, it may wait a moment to be reaped by process 1.
  await expect.poll(() => spawnSync('kill', ['-0', String(pid)]).status, { timeout: 5000 }).not.toBe(0)
})

test('bad folders and files: each one line with its code, nothing sent', async () => {
  const { dx, home, base, site } = await place({ 'file.txt': '' })
  const { plans } = await memoryDaemon(home)
  const empty = fs.mkdirSync(path.join(base, 'empty/inner'), { recursive: true })!
  writeTree(path.join(base, 'forbidden'), { 'a.txt': '', 'x/.GIT/config': '' })
  writeTree(path.join(base, 'secret'), { 'a.txt': '', '.env': 'A=1' })
  for (const [args, code, exit, word] of [
    [['/no/such/folder', '--to', 'dx://x'], 'KUBE_DIR_MISSING', 1, '/no/such/folder'],
    [['./no-such-folder'], 'KUBE_DIR_MISSING', 1, 'no-such-folder'],
    [['/no/such/folder'], 'KUBE_DIR_MISSING', 1, '/no/such/folder'],
    [[path.join(site, 'file.txt'), '--to', 'dx://x'], 'KUBE_DIR_MISSING', 1, 'a file'],
    [[empty, '--to', 'dx://x'], 'KUBE_DIR_EMPTY', 1, 'empty'],
    [[path.join(base, 'forbidden'), '--to', 'dx://x'], 'KUBE_FILE_REFUSED', 1, 'x/.GIT'],
    [[path.join(base, 'secret'), '--to', 'dx://x'], 'KUBE_FILE_REFUSED', 1, '.env'],
    [[base, '--to', ''], 'KUBE_NAME_INVALID', 2, 'empty']
  ] as const) {
    const said = await dx(['publish', ...args])
    expect([said.code, said.out, lines(said.err).length], said.err).toEqual([exit, '', 1])
    expect(said.err).toContain(`(${code})`)
    expect(said.err).toContain(word)
  }
  expect(plans).toEqual([])
})

const nobody = process.getuid?.() === 0 && spawnSync('su', ['nobody', '-s', '/bin/sh', '-c', 'true']).status === 0

test.runIf(process.getuid?.() !== 0 || nobody)('a file that this user may not read is named, exit 1', async () => {
  const { base, home, site } = await place({ 'index.html': 'x', 'locked.txt': 'x', 'shut/a': 'x' })
  const { plans } = await memoryDaemon(home)
  for (const dir of [base, site]) fs.chmodSync(dir, 0o755)
  const args = ['publish', site, '--to', 'dx://x']
  const env = { KUBE_HOME: home }
  // Root may read everything; as nobody the socket is out of reach too, so only the walk is run there.
  const walk = `import { mapFiles } from '${path.resolve('src/dx/files.ts')}'
import { hashFiles } from '${path.resolve('src/dx/hash.ts')}'
import { StatCache } from '${path.resolve('src/dx/stat-cache.ts')}'
const signal = new AbortController().signal
const dir = '${site}'
try {
  const { files } = await mapFiles({ dir, described: false, allow: [] }, signal)
  await hashFiles(files, { allow: new Set(), cache: new StatCache('/nowhere', dir), signal, now: Date.now })
} catch (error) { console.error(error.message + ' (' + error.code + ')'); process.exit(error.exit) }`
  const script = path.join(base, 'walk.ts')
  fs.writeFileSync(script, walk, { mode: 0o644 })
  const said = () => {
    if (!nobody) return run('dx', args, { env })
    const { status, stdout, stderr } = spawnSync(
      'su',
      ['nobody', '-s', '/bin/sh', '-c', `'${process.execPath}' '${script}'`],
      { encoding: 'utf8' }
    )
    return { code: status, out: stdout, err: stderr }
  }
  fs.chmodSync(path.join(site, 'locked.txt'), 0)
  expect(await said()).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/file locked\.txt cannot be read.*\(KUBE_FILE_UNREADABLE\)/)
  })
  fs.rmSync(path.join(site, 'locked.txt'))
  fs.chmodSync(path.join(site, 'shut'), 0)
  expect(await said()).toMatchObject({ code: 1, err: expect.stringMatching(/folder shut cannot be read/) })
  fs.chmodSync(path.join(site, 'shut'), 0o755)
  expect(plans).toEqual([])
})

const done: Published = {
  type: 'published',
  name: 'dx://a',
  url: 'https://a.kube.local/',
  release: idOf('b'),
  files: 1,
  bytes: 1,
  stored: 1,
  servedBy: ['a1', 'a2', 'a3'],
  ms: 1
}

test('fewer replicas than asked for: exit 3, the URL on stdout, both counts on stderr', async () => {
  const { dx, home } = await place({ 'index.html': 'x' })
  await memoryDaemon(home, { 'publish.commit': async () => ({ ...done, short: { wanted: 5, got: 3 } }) })
  const said = await dx(['publish', '--to', 'dx://a', '--replicas', '5', '--timeout', '1s'])
  expect([said.code, said.out]).toEqual([3, 'https://a.kube.local/\n'])
  expect(said.err).toMatch(/on 3 of the 5 machines.*a1, a2, a3.*KUBE_REPLICAS/)
  const json = await dx(['publish', '--to', 'dx://a', '--replicas', '5', '--json'])
  expect([json.code, JSON.parse(json.out).short, JSON.parse(json.err).code]).toEqual([
    3,
    { wanted: 5, got: 3 },
    'KUBE_REPLICAS'
  ])
})

test('somebody else published meanwhile: once more, and only once', async () => {
  const { dx, home } = await place({ 'index.html': 'x' })
  let times = 0
  const stale = async (): Promise<Published> => {
    if (++times !== 2) throw new KubeError('KUBE_STALE', 'changed meanwhile')
    return done
  }
  const { plans } = await memoryDaemon(home, { 'publish.commit': stale })
  expect((await dx(['publish', '--to', 'dx://a'])).code).toBe(0)
  expect([times, plans.length]).toEqual([2, 2])
  expect(await dx(['publish', '--to', 'dx://a'])).toMatchObject({ code: 1, err: expect.stringContaining('KUBE_STALE') })
  expect(times).toBe(4)
})

test('somebody else published to a strict realm meanwhile: the person has to look first', async () => {
  const { dx, home } = await place({ 'index.html': 'x' })
  let times = 0
  await memoryDaemon(home, {
    'publish.plan': async () => ({ session: 's', missing: [], unchanged: false, strict: true, warnings: [] }),
    'publish.commit': async () => {
      times++
      throw new KubeError('KUBE_STALE', 'changed meanwhile', { reason: 'rebase on it' })
    }
  })
  const said = await dx(['publish', '--to', 'dx://a'])
  expect(said).toMatchObject({ code: 1, err: expect.stringContaining('rebase') })
  expect(times).toBe(1)
})

test('a few small files are sent in one call, as what is others than in the last release there', async () => {
  const { dx, home, site } = await place({ 'index.html': 'one', 'a/b.css': 'b', 'c.js': 'c' })
  const asked: PublishChangeRequest[] = []
  let answer: PublishChanged = { published: { ...done, release: idOf('b') }, unchanged: false, warnings: ['mind this'] }
  const { plans } = await memoryDaemon(home, {
    'publish.change': async request => {
      asked.push(request)
      return answer
    }
  })
  const publish = (...more: string[]) => dx(['publish', '--to', 'dx://a', ...more])
  expect((await publish()).code).toBe(0)
  expect([plans.length, asked.length]).toEqual([1, 0])
  writeTree(site, { 'index.html': 'two', 'd.txt': 'new' })
  const said = await publish('-m', 'second', '--replicas', '2')
  expect(said.err).toContain('mind this')
  const put = Object.entries({ 'd.txt': 'new', 'index.html': 'two' }).map(([file, text]) => {
    const content = Buffer.from(text)
    const sent = { mode: '100644', size: 3, content: content.toString('base64') } as const
    return { path: file, id: gitId('blob', content), ...sent }
  })
  expect(asked).toEqual([
    { name: 'dx://a', message: 'second', since: idOf('a'), put, bytes: 8, replicas: 2, timeoutMs: 30_000 }
  ])
  // Of the release that was made then.
  writeTree(site, { 'c.js': 'cc' })
  expect((await publish()).code).toBe(0)
  expect(asked.at(-1)).toMatchObject({ since: idOf('b'), put: [{ path: 'c.js' }], bytes: 9 })
  expect(plans.length).toBe(1)
  // Another place, a file that went, much at once: all is planned.
  expect((await publish('--ref', '!dev')).code).toBe(0)
  fs.rmSync(path.join(site, 'c.js'))
  expect((await publish()).code).toBe(0)
  writeTree(site, { 'index.html': 'x'.repeat(300_000) })
  expect((await publish()).code).toBe(0)
  expect([plans.length, asked.length]).toEqual([4, 2])
  // Where the daemon has another release, too.
  answer = { plan: true }
  writeTree(site, { 'index.html': 'three' })
  expect((await publish()).code).toBe(0)
  expect([plans.length, asked.length]).toEqual([5, 3])
})

test('a daemon of before does not know that call', async () => {
  const { dx, home, site } = await place({ 'index.html': 'one' })
  const { plans } = await memoryDaemon(home)
  for (const text of ['one', 'two']) {
    writeTree(site, { 'index.html': text })
    expect((await dx(['publish', '--to', 'dx://a'])).code).toBe(0)
  }
  expect(plans.length).toBe(2)
})

test('what the daemon refuses is the exit code: not allowed is 4', async () => {
  const { dx, home } = await place({ 'index.html': 'x' })
  await memoryDaemon(home, {
    'publish.plan': async () => {
      throw new KubeError('KUBE_DENIED', 'not allowed', { reason: 'the rule admin-publishes does not name this key' })
    }
  })
  const said = await dx(['publish', '--to', 'dx://a'])
  expect([said.code, said.out]).toEqual([4, ''])
  expect(said.err).toContain('admin-publishes')
})
