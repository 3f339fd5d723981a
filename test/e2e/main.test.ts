// The main job with real processes: three KUBEs, a site published on one, every byte of it served by all, each from a
// git repository that stock git reads.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyOfPeerId } from '../../src/base/identity.ts'
import type { Listed, LoggedRelease, Published, Resolved, SubnetStatus } from '../../src/rpc/api.ts'
import { allowedSignersLine } from '../support/allowed-signers.ts'
import { Bench, converged, eventually, type KubeProcess, run } from '../support/kube-process.ts'

const files: Record<string, string | Uint8Array> = {
  'index.html': '<!doctype html><title>notes</title><script src=main.js></script>',
  'main.js': 'document.title += "!"',
  'css/main.css': 'body { color: teal }',
  'img/logo.png': Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 255, 254]),
  'deep/er/ünïcode — name.txt': 'spaces, accents and a dash\n',
  'a/b/c/d/e/f/g/h/i/j/k/l/deep.txt': 'deep',
  '日本語/ファイル.txt': 'こんにちは',
  '\u00e9.txt': 'one code point',
  'e\u0301.txt': 'a letter and an accent: another file',
  'two  spaces/ leading.txt': ' ',
  '100%.txt': 'per cent',
  'what?#&+.txt': 'reserved in URLs',
  'quote\'s".txt': 'quotes',
  'empty.txt': '',
  'large.bin': Buffer.alloc(3_000_000, 'large '),
  'tools/run.sh': '#!/bin/sh\necho ran\n'
}
const odd = Buffer.concat([Buffer.from('not-utf8-'), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')])
const urlOfOdd = 'not-utf8-%FF%FE.txt'
const origins = ['https://notepad.kube.local/', 'https://kube.local/notepad/', 'https://notepad.kube.localhost/']
const url = (name: string): string => name.split('/').map(encodeURIComponent).join('/')

const bench = new Bench()
let kubes: KubeProcess[] = []
let site = ''
let first: Published

beforeAll(async () => {
  kubes = await bench.subnet(['a1', 'a2', 'a3'])
  site = bench.site(files)
  fs.chmodSync(path.join(site, 'tools/run.sh'), 0o755)
  if (process.platform === 'linux') fs.writeFileSync(Buffer.concat([Buffer.from(`${site}/`), odd]), 'bytes')
  const all = ['--replicas', 'all', '--timeout', '60s']
  first = await kubes[0]!.json<Published>(['publish', site, '--to', 'dx://notepad', '-m', 'the first', ...all])
}, 60_000)
afterAll(() => bench.end())

const kube = (at: number): KubeProcess => kubes[at]!
const names = (): string[] => Object.keys(files)
const countOf = (): number => names().length + (process.platform === 'linux' ? 1 : 0)

describe('a publish', () => {
  test('says what it is, how much, and who serves it', () => {
    expect(first).toMatchObject({ type: 'published', name: 'dx://notepad', files: countOf(), stored: countOf() })
    expect(first.release).toMatch(/^[0-9a-f]{40}$/)
    expect([...first.servedBy].sort()).toEqual(['a1', 'a2', 'a3'])
    expect(first.url).toBe(`https://notepad.kube.localhost:${kube(0).port}/`)
  })

  test.each(['a1', 'a2', 'a3'])('%s serves every byte at every origin', async name => {
    const found = kubes.find(one => one.name === name)!
    for (const origin of origins) {
      for (const [file, content] of Object.entries(files)) {
        const { status, body } = await found.fetch(origin + (file === 'index.html' ? '' : url(file)))
        expect(status, origin + file).toBe(200)
        expect(Buffer.compare(body, Buffer.from(content)), origin + file).toBe(0)
      }
    }
    if (process.platform !== 'linux') return
    expect((await found.fetch(origins[0]! + urlOfOdd)).body.toString()).toBe('bytes')
  })

  test('one digest on all of them, and the same root CA', async () => {
    expect(await converged(kubes)).toMatch(/^[0-9a-f]{64}$/)
    for (const { ca } of kubes) expect(ca.equals(kube(0).ca)).toBe(true)
  })
})

describe('stock git', () => {
  test.each(['a1', 'a2', 'a3'])('finds the repository of %s whole', async name => {
    const found = kubes.find(one => one.name === name)!
    expect(await found.git('fsck', '--full', '--strict', '--no-dangling')).toMatchObject({ code: 0, out: '' })
    const refs = (await found.git('for-each-ref', '--format=%(objectname) %(refname)')).out.split('\n')
    expect(refs).toContain(`${first.release} refs/local/kube/notepad/!https`)
    expect(refs.some(ref => ref.endsWith(' refs/local/kube/notepad/!meta'))).toBe(true)
    expect(refs.some(ref => ref.endsWith(` refs/!kubes/${kube(0).ready!.peerId}/!log`))).toBe(true)
    const { out } = await found.git('ls-tree', '-r', '-z', first.release)
    const entries = out.split('\0').filter(Boolean)
    expect(entries).toHaveLength(countOf())
    for (const file of names()) {
      const mode = file === 'tools/run.sh' ? '100755' : '100644'
      expect(
        entries.some(entry => entry.startsWith(`${mode} blob `) && entry.endsWith(`\t${file}`)),
        file
      ).toBe(true)
    }
    const blob = await found.git('cat-file', 'blob', `${first.release}:deep/er/ünïcode — name.txt`)
    expect(blob.out).toBe(files['deep/er/ünïcode — name.txt'])
  })

  test('verifies the signatures of the release and of every chain entry', async ({ skip }) => {
    const keygen = await run('ssh-keygen', ['-Y', 'help']).catch(() => undefined)
    skip(keygen === undefined, 'ssh-keygen is not installed')
    const peers = kubes.map(one => one.ready!.peerId)
    const signers = path.join(bench.dir, 'allowed-signers')
    fs.writeFileSync(signers, peers.map(peer => `${allowedSignersLine(peer, keyOfPeerId(peer))}\n`).join(''))
    const verify = (from: string, ...commits: string[]) =>
      kube(1).git('-c', `gpg.ssh.allowedSignersFile=${from}`, 'verify-commit', ...commits)
    expect((await verify(signers, first.release)).code).toBe(0)
    const chains = await kube(1).git('for-each-ref', '--format=%(refname)', 'refs/!kubes/')
    expect(chains.out).toContain(peers[0])
    for (const chain of chains.out.split('\n').filter(Boolean)) {
      const peer = chain.split('/')[2]
      const { out } = await kube(1).git('rev-list', '--first-parent', chain)
      const entries = out.split('\n').filter(Boolean)
      expect(entries.length).toBeGreaterThan(0)
      const said = await verify(signers, ...entries)
      expect(said.code, said.err).toBe(0)
      expect(said.err).toContain(`Good "git" signature for ${peer}`)
    }
    const nobody = path.join(bench.dir, 'no-signers')
    fs.writeFileSync(nobody, '')
    expect((await verify(nobody, first.release)).code).not.toBe(0)
  })
})

describe('later publishes', () => {
  test('store only what is new, and reach the others', async () => {
    fs.writeFileSync(path.join(site, 'added.txt'), 'added')
    fs.writeFileSync(path.join(site, 'main.js'), 'changed')
    fs.rmSync(path.join(site, 'empty.txt'))
    const said = await kube(1).dxProcess(['publish', site, '--to', 'notepad'])
    expect(said).toMatchObject({ code: 0, out: `https://notepad.kube.localhost:${kube(1).port}/\n` })
    expect(said.err).toBe(`${countOf()} files, 2 stored\n`)
    for (const one of kubes) {
      const added = async () => (await one.fetch(`${origins[0]}added.txt`)).body.toString() === 'added'
      await eventually(added, `the new file on ${one.name}`, 5000)
      expect((await one.fetch(`${origins[0]}main.js`)).body.toString()).toBe('changed')
      expect((await one.fetch(`${origins[0]}empty.txt`)).status).toBe(404)
    }
  })

  test('do nothing where nothing has changed', async () => {
    const [before] = await kube(2).json<LoggedRelease[]>(['log', 'notepad'])
    const said = await kube(2).dxProcess(['publish', site, '--to', 'dx://notepad'])
    expect(said).toMatchObject({ code: 0, err: `nothing to do: ${countOf()} files, 0 stored\n` })
    const again = await kube(2).json<Published>(['publish', site, '--to', 'dx://notepad'])
    expect(again).toMatchObject({ stored: 0, release: before!.release })
  })

  test('survive kill -9 straight after they were acknowledged', async () => {
    for (const content of ['one', 'two', 'three']) {
      fs.writeFileSync(path.join(site, 'kept.txt'), content)
      const said = await kube(0).json<Published>(['publish', site, '--to', 'dx://notepad'])
      await kube(0).end('SIGKILL')
      await kube(0).start()
      expect((await kube(0).fetch(`${origins[0]}kept.txt`)).body.toString()).toBe(content)
      expect((await kube(0).git('rev-parse', 'refs/local/kube/notepad/!https')).out.trim()).toBe(said.release)
      await converged(kubes)
    }
    for (const one of kubes) {
      const fsck = await one.kubed(['fsck'])
      expect(fsck, fsck.err).toMatchObject({ code: 0, out: expect.stringContaining('all is well') })
    }
    expect((await kube(0).git('fsck', '--full', '--strict')).code).toBe(0)
  }, 60_000)
})

describe('history', () => {
  test('dx log has every release, newest first, and dx rollback makes another with the old files', async () => {
    const log = await kube(1).json<LoggedRelease[]>(['log', 'dx://notepad'])
    expect(log).toHaveLength(5)
    expect(log.at(-1)).toMatchObject({ release: first.release, message: 'the first' })
    const back = await kube(2).json<Published>(['rollback', 'dx://notepad', first.release])
    expect(back.release).not.toBe(first.release)
    for (const one of kubes) {
      const gone = async () => (await one.fetch(`${origins[0]}added.txt`)).status === 404
      await eventually(gone, `the old files on ${one.name}`, 5000)
      expect((await one.fetch(`${origins[0]}main.js`)).body.toString()).toBe(files['main.js'])
    }
    const trees = await kube(0).git('rev-parse', `${first.release}^{tree}`, `${back.release}^{tree}`)
    expect(new Set(trees.out.trim().split('\n')).size).toBe(1)
    expect(await kube(0).json<LoggedRelease[]>(['log', 'notepad'])).toHaveLength(6)
    await kube(0).json<Published>(['rollback', 'notepad'])
    expect((await kube(0).fetch(`${origins[0]}kept.txt`)).body.toString()).toBe('three')
  })
})

describe('looking', () => {
  test('dx ls, dx resolve, dx record get', async () => {
    const listed = await kube(2).json<Listed[]>(['ls'])
    expect(listed).toMatchObject([{ name: 'dx://notepad', type: expect.stringMatching(/webapp$/) }])
    expect(await kube(2).dxProcess(['ls'])).toMatchObject({ code: 0, out: 'dx://notepad\n' })
    const resolved = await kube(1).json<Resolved>(['resolve', 'https://notepad.kube.local/img/logo.png'])
    expect(resolved['@type']).toMatch(/^dxos\.dmg\.service\./)
    expect(resolved.parts.at(-1)).toMatchObject({
      path: 'img/logo.png',
      resource: expect.stringMatching(/^[0-9a-f]{40}$/)
    })
    const explained = await kube(1).dxProcess(['resolve', '--explain', 'dx://notepad'])
    expect(explained).toMatchObject({ code: 0, out: expect.stringContaining('refs/local/kube/notepad/!meta') })
    const record = await kube(1).json<{ type: string; manifest: unknown }>(['record', 'get', 'dx://notepad'])
    expect(record.type).toMatch(/webapp$/)
    expect(JSON.stringify(record.manifest)).toContain('ünïcode — name.txt')
    expect((await kube(1).dxProcess(['record', 'get', 'notepad'])).out).toMatch(/^type: /m)
  })

  test('dx status and dx remote in the folder of a project', async () => {
    const project = bench.site({ 'dx.yml': 'project: { publish: { realm: dx://notepad } }\n', 'index.html': 'x' })
    const cwd = { cwd: project }
    expect(await kube(0).dxProcess(['remote', '-v'], cwd)).toMatchObject({ code: 0, out: 'dx://notepad\n' })
    expect(await kube(0).json(['remote', '-v'], cwd)).toEqual([
      { name: 'dx://notepad', url: `https://notepad.kube.localhost:${kube(0).port}/` }
    ])
    await converged(kubes)
    const text = (await kube(0).dxProcess(['status'], { ...cwd, env: { TZ: 'Asia/Tokyo' } })).out
    const [newest] = await kube(0).json<LoggedRelease[]>(['log', 'notepad'])
    const tokyo = new Date(Date.parse(newest!.published) + 9 * 3600 * 1000).toISOString()
    expect(text).toContain(`Published: ${tokyo.slice(0, 10)} ${tokyo.slice(11, 19)}`)
    for (const name of ['a1 (this one)', 'a2', 'a3']) expect(text).toContain(name)
    const status = await kube(0).json<SubnetStatus & { project: { name: string } }>(['status'], cwd)
    expect(status).toMatchObject({ subnet: kube(0).ready!.subnet, conflicts: 0, project: { name: 'dx://notepad' } })
    expect(status.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(status.machines.map(({ name, connected }) => [name, connected])).toEqual([
      ['a1', true],
      ['a2', true],
      ['a3', true]
    ])
  })

  test('SIGTERM ends each in order within 5 s', async () => {
    for (const one of kubes) {
      const started = performance.now()
      expect(await one.end('SIGTERM')).toBe(0)
      expect(performance.now() - started).toBeLessThan(5000)
    }
  })
})
