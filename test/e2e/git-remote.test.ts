// Stock git with `dx://`: the remote helper beside the programs.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it('says in one line what it cannot do', async () => {
  const unknown = await git('clone', '--quiet', 'dx://nobody', 'nobody')
  expect(unknown.code).not.toBe(0)
  expect(unknown.err).toMatch(/^error: nothing is published at dx:\/\/nobody.*\(KUBE_NOT_FOUND\)/m)
  expect(unknown.err).not.toMatch(/ {4}at /)
})
