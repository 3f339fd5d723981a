// Stock git with `dx://`: the remote helper beside the programs.
import fs from 'node:fs'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runGitRemote } from '../../src/dx/git-remote.ts'
import { Bench, type KubeProcess, root, run } from '../support/kube-process.ts'

const bench = new Bench()
let kube: KubeProcess
let release: string
const git = (...args: string[]) =>
  run('git', args, {
    cwd: bench.dir,
    env: { KUBE_HOME: kube.home, PATH: `${path.join(root, 'scripts')}:${process.env.PATH}`, GIT_TERMINAL_PROMPT: '0' }
  })

beforeAll(async () => {
  ;[kube] = (await bench.subnet(['a1'])) as [KubeProcess]
  const site = bench.site({ 'index.html': 'one', 'deep/er/a b.txt': 'two' })
  release = (await kube.json<{ release: string }>(['publish', site, '--to', 'dx://notepad'])).release
})
afterAll(() => bench.end())

it('git clone dx://notepad gives the release, and git pull the next one', async () => {
  const cloned = await git('clone', '--quiet', 'dx://notepad', 'clone')
  expect(cloned).toMatchObject({ code: 0 })
  expect((await git('-C', 'clone', 'rev-parse', 'HEAD')).out.trim()).toBe(release)
  expect(fs.readFileSync(path.join(bench.dir, 'clone/deep/er/a b.txt'), 'utf8')).toBe('two')
  const next = await kube.json<{ release: string }>([
    'publish',
    bench.site({ 'index.html': 'three' }),
    '--to',
    'dx://notepad'
  ])
  expect(await git('-C', 'clone', 'pull', '--quiet')).toMatchObject({ code: 0 })
  expect((await git('-C', 'clone', 'rev-parse', 'HEAD')).out.trim()).toBe(next.release)
  expect((await git('-C', 'clone', 'fsck', '--full', '--strict')).code).toBe(0)
})

it('is silent where git is asked to be, or nobody looks', async () => {
  for (const words of [['--quiet'], []]) {
    const said = await git('clone', ...words, 'dx://notepad', `silent-${words.length}`)
    expect([said.code, said.err.replace(/^Cloning into .*\n/, '')]).toEqual([0, ''])
  }
  expect((await git('clone', '--progress', 'dx://notepad', 'told')).err).toMatch(/remote: .*objects/)
})

it('tries again where git ends as what it reads is being freed', async () => {
  const bin = path.join(bench.dir, 'bin')
  const failed = path.join(bench.dir, 'failed')
  const real = (await run('sh', ['-c', 'command -v git'])).out.trim()
  fs.mkdirSync(bin)
  const script = `#!/bin/sh\ncase "$*" in fetch-pack*) [ -e ${failed} ] || { touch ${failed}; echo 'fatal: gone' >&2; exit 128; } ;; esac\nexec ${real} "$@"\n`
  fs.writeFileSync(path.join(bin, 'git'), script, { mode: 0o755 })
  const into = path.join(bench.dir, 'into.git')
  await run(real, ['init', '--quiet', '--bare', into])
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const code = await runGitRemote({
    argv: ['origin', 'dx://notepad'],
    // git puts its own folder before all others for what it starts: asked directly, the helper finds this one.
    env: { KUBE_HOME: kube.home, GIT_DIR: into, PATH: `${bin}:${process.env.PATH}` },
    cwd: bench.dir,
    input: Readable.from([`fetch ${release} refs/heads/main\n\n`]),
    output,
    errors
  })
  expect([code, errors.read(), String(output.read())]).toEqual([0, null, '\n'])
  expect((await run(real, ['-C', into, 'cat-file', '-t', release])).out.trim()).toBe('commit')
  expect(fs.existsSync(failed)).toBe(true)
})

it('says in one line what it cannot do', async () => {
  const unknown = await git('clone', '--quiet', 'dx://nobody', 'nobody')
  expect(unknown.code).not.toBe(0)
  expect(unknown.err).toMatch(/^error: nothing is published at dx:\/\/nobody.*\(KUBE_NOT_FOUND\)/m)
  expect(unknown.err).not.toMatch(/ {4}at /)
})
