// A subnet in which one KUBE keeps blocks and the others git: they exchange the same, and each serves it.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Level } from 'level'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Published } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess, root, run } from '../support/kube-process.ts'
import { refuses } from '../support/refusal.ts'

interface Fsck {
  readonly ok: boolean
  readonly entries: number
  readonly objects: number
  readonly repaired: readonly string[]
}

const bench = new Bench()
let git: KubeProcess
let blocks: KubeProcess
let third: KubeProcess
const large = randomBytes(9 << 20)
const quiet = ['--https', '0', '--http', '0', '--p2p', '0', '--no-mdns']

function configure(kube: KubeProcess, text: string): void {
  fs.mkdirSync(kube.home, { recursive: true, mode: 0o700 })
  fs.writeFileSync(path.join(kube.home, 'config.yml'), text)
}

async function serves(kube: KubeProcess, url: string, wanted: string | Buffer): Promise<void> {
  await eventually(async () => {
    const { status, body } = await kube.fetch(url)
    return status === 200 && body.equals(Buffer.from(wanted))
  }, `${url} from ${kube.name}`)
}

const fsck = async (kube: KubeProcess, ...more: string[]): Promise<Fsck> =>
  JSON.parse((await kube.kubed(['fsck', '--json', ...more])).out) as Fsck

beforeAll(async () => {
  git = await bench.kube('git').start()
  blocks = bench.kube('blocks')
  configure(blocks, 'store: blocks\n')
  await blocks.start(['--join', await git.invite()])
  third = await bench.kube('third').start(['--join', await blocks.invite()])
}, 60_000)
afterAll(() => bench.end())

describe('a KUBE with store: blocks', () => {
  test('has blocks and no repository', () => {
    expect(fs.readdirSync(blocks.home)).toContain('blocks')
    expect(fs.readdirSync(blocks.home)).not.toContain('dmg.git')
    expect(fs.readdirSync(git.home)).not.toContain('blocks')
  })

  test('gets what others publish, and they what it publishes; each serves both', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`f/${index}.txt`, `file ${index}`]))
    const fromGit = bench.site({ 'index.html': 'of git', 'large.bin': large, ...files })
    const fromBlocks = bench.site({ 'index.html': 'of blocks', 'large.bin': randomBytes(3 << 20), ...files })
    await git.json<Published>(['publish', fromGit, '--to', 'dx://one'])
    await blocks.json<Published>(['publish', fromBlocks, '--to', 'dx://two'])
    await converged([git, blocks, third])
    for (const kube of [git, blocks, third]) {
      await serves(kube, 'https://one.kube.localhost/', 'of git')
      await serves(kube, 'https://one.kube.localhost/f/149.txt', 'file 149')
      await serves(kube, 'https://one.kube.localhost/large.bin', large)
      await serves(kube, 'https://two.kube.localhost/', 'of blocks')
      await serves(kube, 'https://two.kube.localhost/large.bin', fs.readFileSync(path.join(fromBlocks, 'large.bin')))
    }
    const part = await blocks.fetch('https://one.kube.localhost/large.bin', {
      headers: { range: 'bytes=5000000-5000099' }
    })
    expect(part.status).toBe(206)
    expect(part.body.equals(large.subarray(5_000_000, 5_000_100))).toBe(true)
    expect((await git.git('fsck', '--full', '--strict')).code).toBe(0)
    expect((await third.git('fsck', '--full', '--strict')).code).toBe(0)
  }, 60_000)

  test('is killed, starts again with all it had, and catches up', async () => {
    const own = await blocks.json<Published>(['publish', bench.site({ 'index.html': 'v2' }), '--to', 'dx://two'])
    expect(await blocks.end('SIGKILL')).toBeNull()
    await git.json(['publish', bench.site({ 'index.html': 'meanwhile' }), '--to', 'dx://one'])
    const offline = await fsck(blocks)
    expect(offline).toMatchObject({ ok: true })
    await blocks.start()
    await converged([git, blocks, third])
    await serves(blocks, 'https://one.kube.localhost/', 'meanwhile')
    await serves(git, 'https://two.kube.localhost/', 'v2')
    expect((await git.json<{ release: string }[]>(['log', 'two']))[0]!.release).toBe(own.release)
    const [a, b] = await Promise.all([fsck(git), fsck(blocks)])
    expect(b).toMatchObject({ ok: true, entries: a.entries, objects: a.objects })
  }, 60_000)

  test('gets back from its peers what its disk damaged', async () => {
    await blocks.end()
    const level = new Level<string, Uint8Array>(path.join(blocks.home, 'blocks/objects'), { valueEncoding: 'view' })
    let damaged = 0
    for await (const [key, value] of level.iterator({ gte: '/f1220', limit: 2 })) {
      await level.put(key, Buffer.from(value).fill(7, 100, 200))
      damaged++
    }
    for await (const [key, value] of level.iterator({ gte: '/f1114', lt: '/f1115' })) {
      if (!Buffer.from(value).includes('file 7')) continue
      await level.put(key, Buffer.from('blob 6\0wrong!'))
      damaged++
    }
    await level.close()
    expect(damaged).toBeGreaterThan(2)
    expect(await fsck(blocks)).toMatchObject({ ok: false })
    await blocks.start()
    await eventually(
      async () =>
        (await blocks.json<{ machines: { connected: boolean }[] }>(['status'])).machines.every(
          ({ connected }) => connected
        ),
      'connected'
    )
    await eventually(async () => (await fsck(blocks)).ok, 'mended', 20_000)
    await converged([git, blocks, third])
  }, 60_000)

  test('without its views is the same again', async () => {
    await blocks.end()
    fs.rmSync(path.join(blocks.home, 'state'), { recursive: true })
    await blocks.start()
    await converged([git, blocks, third])
    await blocks.end()
    const report = await fsck(blocks, '--rebuild')
    expect(report).toMatchObject({ ok: true })
    await blocks.start()
    await converged([git, blocks, third])
  }, 60_000)

  test('cannot be cloned from by stock git, and says so in one line', async () => {
    const env = { KUBE_HOME: blocks.home, PATH: `${path.join(root, 'scripts')}:${process.env.PATH}` }
    const said = await run('git', ['clone', '--quiet', 'dx://two', 'clone'], { cwd: bench.dir, env })
    expect(said.code).not.toBe(0)
    expect(said.err).toMatch(/^error: git cannot read the store of .*store: blocks.*\(KUBE_STORE_NO_GIT\)/m)
  })

  test('is not opened as git, nor the other way round, and nothing is changed by the try', async () => {
    for (const [kube, text, made] of [
      [blocks, 'store: git\n', 'blocks'],
      [third, 'store: blocks\n', 'dmg.git']
    ] as const) {
      await kube.end()
      const before = fs.existsSync(path.join(kube.home, 'config.yml'))
      configure(kube, text)
      const wanted: Parameters<typeof refuses>[1] = {
        code: 'KUBE_STORE_OTHER',
        says: new RegExp(`keeps its objects in ${made}`),
        next: /config\.yml/
      }
      await refuses(more => kube.kubed(['start', ...quiet, ...more]), wanted)
      await refuses(more => kube.kubed(['fsck', ...more]), wanted)
      if (before) configure(kube, 'store: blocks\n')
      else fs.rmSync(path.join(kube.home, 'config.yml'))
      await kube.start()
    }
    await converged([git, blocks, third])
  }, 60_000)

  test('may found a subnet', async () => {
    const alone = bench.kube('alone')
    configure(alone, 'store: blocks\n')
    await alone.start()
    await alone.json(['publish', bench.site({ 'index.html': 'alone' }), '--to', 'dx://app'])
    await serves(alone, 'https://app.kube.localhost/', 'alone')
    expect(await alone.end('SIGTERM')).toBe(0)
  }, 30_000)
})
