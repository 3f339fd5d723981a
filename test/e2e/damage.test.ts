// A home whose store was damaged while nobody looked: it starts, mends from peers by itself or by `kubed fsck`, and says
// what it did; and a home that is an old copy of itself.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../src/base/bytes.ts'
import type { Listed, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess } from '../support/kube-process.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.end())

const page = async (kube: KubeProcess, name: string): Promise<string> =>
  (await kube.fetch(`https://${name}.kube.localhost/`)).body.toString()
const publish = (kube: KubeProcess, name: string, text: string, more: Record<string, string> = {}, from = bench) =>
  kube.json(['publish', from.site({ 'index.html': text, ...more }), '--to', name])
const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`f${index}`, `${index}`.repeat(300)]))

const store = (kube: KubeProcess, ...names: string[]): string => path.join(kube.home, 'dmg.git', ...names)
const looseFolders = (kube: KubeProcess): string[] =>
  fs.readdirSync(store(kube, 'objects')).filter(name => /^[0-9a-f]{2}$/.test(name))
const loose = (kube: KubeProcess): string[] =>
  looseFolders(kube).flatMap(folder =>
    fs.readdirSync(store(kube, 'objects', folder)).map(name => store(kube, 'objects', folder, name))
  )
const packs = (kube: KubeProcess, end: string): string[] =>
  fs
    .readdirSync(store(kube, 'objects/pack'))
    .flatMap(name => (name.endsWith(end) ? [store(kube, 'objects/pack', name)] : []))
const heads = (kube: KubeProcess): string[] =>
  fs
    .readdirSync(store(kube, 'refs/!kubes'))
    .sort((a, b) => Number(b === kube.ready?.peerId) - Number(a === kube.ready?.peerId))
    .map(name => store(kube, 'refs/!kubes', name, '!log'))

function rewrite(file: string, change: (bytes: Buffer) => Uint8Array): void {
  const bytes = change(fs.readFileSync(file))
  fs.chmodSync(file, 0o644)
  fs.writeFileSync(file, bytes)
}
function flip(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length / 2)
  bytes[at] = bytes[at]! ^ 0xff
  return bytes
}

/** What becomes of each file. */
function each(files: readonly string[], change: (file: string) => void): void {
  for (const file of files) change(file)
}
const every = (files: readonly string[], step: number): string[] => files.filter((_, at) => at % step === 0)
const cut = (bytes: Buffer): Uint8Array => bytes.subarray(0, bytes.length / 3)
const remove = (file: string): void => fs.rmSync(file)

const idOf = async (kube: KubeProcess, name: string): Promise<string> => (await kube.git('rev-parse', name)).out.trim()

/** What each file of a store holds. */
const contents = (kube: KubeProcess): Map<string, string> =>
  new Map(
    fs
      .readdirSync(store(kube), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map(file => [file, fs.readFileSync(file, 'latin1')])
  )

/** Each takes the home of a machine that is stopped. */
const damages: readonly [string, (kube: KubeProcess) => void][] = [
  ['every third loose object has a wrong byte', kube => each(every(loose(kube), 3), file => rewrite(file, flip))],
  ['every second loose object is gone', kube => each(every(loose(kube), 2), remove)],
  ['packs are cut short', kube => each(packs(kube, '.pack'), file => rewrite(file, cut))],
  ['packs have a wrong byte', kube => each(packs(kube, '.pack'), file => rewrite(file, flip))],
  ['indexes of packs are gone', kube => each(packs(kube, '.idx'), remove)],
  [
    'packs are cut short and their indexes are gone',
    kube => {
      each(packs(kube, '.pack'), file => rewrite(file, cut))
      each(packs(kube, '.idx'), remove)
    }
  ],
  ['packs are gone', kube => each([...packs(kube, '.pack'), ...packs(kube, '.idx')], remove)],
  ['all objects are gone', kube => fs.rmSync(store(kube, 'objects'), { recursive: true })],
  ['its own chain head is no id', kube => fs.writeFileSync(heads(kube)[0]!, 'junk')],
  ['every chain head is empty', kube => each(heads(kube), file => fs.writeFileSync(file, ''))],
  ['every chain head is gone', kube => each(heads(kube), remove)],
  [
    'chain heads and state are gone',
    kube => {
      fs.rmSync(store(kube, 'refs/!kubes'), { recursive: true })
      fs.rmSync(path.join(kube.home, 'state'), { recursive: true })
    }
  ]
]

describe('damage beside a peer', () => {
  const two = new Bench()
  let kubes: [KubeProcess, KubeProcess]
  beforeAll(async () => {
    kubes = (await two.subnet(['a1', 'a2'])) as typeof kubes
    const [a1, a2] = kubes
    await publish(a1, 'large', 'many', many, two)
    await publish(a2, 'own', 'of a2', many, two)
  })
  afterAll(() => two.end())

  // Each case takes the home as the one before it was mended. A start without what makes it a member has it mended from a peer first.
  test.for(damages)('%s: everything comes back', { timeout: 120_000 }, async ([what, harm]) => {
    const [a1, a2] = kubes
    const before = `before ${what}`
    await publish(a1, 'app', before, {}, two)
    await converged(kubes)
    await a2.end()
    const whole = contents(a2)
    harm(a2)
    expect(contents(a2)).not.toEqual(whole)
    // A head that is no id is not guessed at by a start: it says what to do.
    await a2.start().catch(async (thrown: unknown) => {
      expect(String(thrown)).toContain('"next":["kubed fsck"]')
      await a2.kubed(['fsck'])
      await a2.start()
    })
    expect(a2.log).not.toMatch(/the first catch-up goes on in the background/)
    const mended = async (): Promise<boolean> => (await a2.kubed(['fsck'])).code === 0
    await eventually(mended, 'fsck finds everything well', 30_000)
    await converged([a1, a2], 30_000)
    for (const [name, text] of [
      ['app', before],
      ['large', 'many'],
      ['own', 'of a2']
    ] as const) {
      await eventually(async () => (await page(a2, name)) === text, `${name} on a2`)
    }
    expect((await a2.git('fsck', '--full', '--strict')).code).toBe(0)
    // Nothing was written twice on the way: no fork, no conflict. What it tells of itself it may tell again, where that was lost.
    expect(await a1.json<SubnetStatus>(['status'])).toMatchObject({ conflicts: 0 })
    expect(fs.readdirSync(store(a2, 'refs/!kubes', a2.ready!.peerId))).toEqual(['!log'])
    await publish(a2, 'app', 'after', {}, two)
    await converged([a1, a2])
    expect(await page(a1, 'app')).toBe('after')
  })

  test.for(['commit', 'tree', 'blob'])('who asks for a page whose %s is gone has it brought', async kind => {
    const [a1, a2] = kubes
    const text = `once more, with its ${kind}`
    await publish(a1, 'app', text, {}, two)
    await converged(kubes)
    await a2.end()
    const names = { commit: '', tree: '^{tree}', blob: ':index.html' }
    const id = await idOf(a2, `refs/local/kube/app/!https${names[kind as keyof typeof names]}`)
    remove(store(a2, 'objects', id.slice(0, 2), id.slice(2)))
    await a2.start()
    await eventually(async () => (await page(a2, 'app')) === text, 'the page is there')
    // Who asks gets it from memory while it is being written.
    await eventually(async () => (await a2.git('fsck', '--full', '--strict')).code === 0, 'git finds it too')
  })

  test('a command that needs a release which is gone has it brought', async () => {
    const [a1, a2] = kubes
    await publish(a1, 'app', 'for a command', {}, two)
    await converged(kubes)
    await a2.end()
    const id = await idOf(a2, 'refs/local/kube/app/!https')
    remove(store(a2, 'objects', id.slice(0, 2), id.slice(2)))
    await a2.start()
    expect((await a2.dx(['log', 'app'])).err).toContain('KUBE_OBJECT_MISSING')
    await eventually(async () => (await a2.dx(['log', 'app'])).code === 0, 'the releases are listed')
    await publish(a2, 'app', 'after it', {}, two)
  })
})

describe('damage of a machine alone', () => {
  test.for([
    ['its own chain head is no id', (kube: KubeProcess) => fs.writeFileSync(heads(kube)[0]!, 'junk')],
    ['its own chain head is gone', (kube: KubeProcess) => fs.rmSync(heads(kube)[0]!)]
  ] as const)('%s: nothing is lost', { timeout: 30_000 }, async ([, harm]) => {
    const kube = await bench.kube('a1').start()
    await publish(kube, 'app', 'one', many)
    await publish(kube, 'app', 'two')
    const { digest } = await kube.json<SubnetStatus>(['status'])
    await kube.end()
    harm(kube)
    const said = await kube.kubed(['fsck'])
    expect(said).toMatchObject({ code: 0 })
    await kube.start()
    expect((await kube.json<SubnetStatus>(['status'])).digest).toBe(digest)
    expect(await page(kube, 'app')).toBe('two')
  })

  test.for([
    ['gone', (kube: KubeProcess) => each(packs(kube, '.idx'), remove)],
    ['cut short', (kube: KubeProcess) => each(packs(kube, '.idx'), file => rewrite(file, cut))],
    ['changed by a bit', (kube: KubeProcess) => each(packs(kube, '.idx'), file => rewrite(file, flip))]
  ] as const)(
    'indexes of packs that are %s are made again, by fsck beside the daemon and by a start',
    { timeout: 60_000 },
    async ([, harm]) => {
      const kube = await bench.kube('a1').start()
      await publish(kube, 'app', 'one', many)
      const { digest } = await kube.json<SubnetStatus>(['status'])
      const indexes = packs(kube, '.idx').map(file => fs.readFileSync(file))
      const asBefore = async (): Promise<void> => {
        expect(packs(kube, '.idx').map(file => fs.readFileSync(file))).toEqual(indexes)
        expect((await kube.json<SubnetStatus>(['status'])).digest).toBe(digest)
        expect((await kube.fetch('https://app.kube.localhost/f77')).body.toString()).toBe('77'.repeat(300))
        expect((await kube.git('fsck', '--full', '--strict')).code).toBe(0)
      }
      harm(kube)
      expect(await kube.kubed(['fsck'])).toMatchObject({
        code: 0,
        out: expect.stringContaining('its index was made again')
      })
      await asBefore()
      await kube.end()
      harm(kube)
      expect(await kube.kubed(['fsck'])).toMatchObject({
        code: 0,
        out: expect.stringContaining('its index was made again')
      })
      harm(kube)
      await kube.start()
      await asBefore()
    }
  )

  test('stock git that is told to prune takes nothing that was unpublished or is being published', {
    timeout: 60_000
  }, async () => {
    const kube = await bench.kube('a1').start()
    await publish(kube, 'app', 'one', many)
    const { release } = (await publish(kube, 'app', 'two')) as { release: string }
    await kube.dx(['unpublish', 'app'])
    const clean = async (): Promise<void> => {
      for (const args of [
        ['gc', '--prune=now'],
        ['repack', '-ad'],
        ['prune', '--expire=now']
      ])
        await kube.git(...args)
    }
    await clean()
    await kube.end()
    await clean()
    await kube.start()
    expect((await kube.kubed(['fsck'])).code).toBe(0)
    await kube.json(['rollback', 'app', release])
    expect(await page(kube, 'app')).toBe('two')
  })

  test('a publish sends what the disk has lost of it: of the same, and of a change', async () => {
    const kube = await bench.kube('a1').start()
    const dir = bench.site({ 'index.html': 'one', 'lost.bin': 'bytes' })
    await kube.json(['publish', dir, '--to', 'app'])
    const id = gitId('blob', Buffer.from('bytes'))
    for (const text of ['one', 'two']) {
      await kube.end()
      fs.rmSync(store(kube, 'objects', id.slice(0, 2), id.slice(2)))
      await kube.start()
      fs.writeFileSync(path.join(dir, 'index.html'), text)
      await kube.json(['publish', dir, '--to', 'app'])
      expect((await kube.fetch('https://app.kube.localhost/lost.bin')).body.toString()).toBe('bytes')
      expect(await page(kube, 'app')).toBe(text)
    }
    expect((await kube.kubed(['fsck'])).code).toBe(0)
    // Of the very same files, while the daemon runs: nobody has noticed yet.
    fs.rmSync(store(kube, 'objects', id.slice(0, 2), id.slice(2)))
    expect(await kube.json(['publish', dir, '--to', 'app'])).toMatchObject({ stored: 1 })
    expect((await kube.kubed(['fsck'])).code).toBe(0)
    // Of a change, once somebody has.
    fs.rmSync(store(kube, 'objects', id.slice(0, 2), id.slice(2)))
    expect((await kube.kubed(['fsck'])).code).toBe(1)
    fs.writeFileSync(path.join(dir, 'index.html'), 'three')
    expect(await kube.json(['publish', dir, '--to', 'app'])).toMatchObject({ stored: 2 })
    expect((await kube.kubed(['fsck'])).code).toBe(0)
  }, 30_000)

  test('a release that the disk has lost hides no other', async () => {
    const kube = await bench.kube('a1').start()
    await publish(kube, 'one', 'one')
    await publish(kube, 'two', 'two')
    await kube.end()
    const id = await idOf(kube, 'refs/local/kube/one/!https')
    fs.rmSync(store(kube, 'objects', id.slice(0, 2), id.slice(2)))
    await kube.start()
    const listed = await kube.json<Listed[]>(['ls'])
    expect(listed.find(({ name }) => name === 'dx://one')).toMatchObject({ release: id, published: null })
    expect(listed.find(({ name }) => name === 'dx://two')?.published).toMatch(/^20/)
  }, 30_000)

  test('fsck names what is missing, and exits 1', async () => {
    const kube = await bench.kube('a1').start()
    await publish(kube, 'app', 'one')
    await kube.end()
    const blobs = await kube.git('ls-tree', '-r', 'refs/local/kube/app/!https')
    const found = /blob ([0-9a-f]{40})/.exec(blobs.out)
    const id = found?.[1] ?? ''
    expect(id).not.toBe('')
    fs.rmSync(store(kube, 'objects', id.slice(0, 2), id.slice(2)))
    const said = await kube.kubed(['fsck'])
    expect(said.code).toBe(1)
    expect(said.out).toContain(`missing ${id}`)
    expect(said.out).toContain('needed by refs/local/kube/app/!https')
  }, 30_000)
})

describe('damage before anybody else had it', () => {
  const lose = (kube: KubeProcess, text: string): void => {
    const id = gitId('blob', Buffer.from(text))
    fs.rmSync(store(kube, 'objects', id.slice(0, 2), id.slice(2)))
  }
  const warnings = async (kube: KubeProcess) => (await kube.json<SubnetStatus>(['status'])).warnings.join('\n')
  /** Two machines; while the second is away, the first of these writes and loses something of it. */
  const apart = async (roles: readonly string[], writes: 'a1' | 'a2') => {
    const a1 = await bench.kube('a1').start()
    const a2 = bench.kube('a2')
    await a2.start(['--join', await a1.invite(...roles)])
    await converged([a1, a2])
    const [writer, other] = writes === 'a1' ? [a1, a2] : [a2, a1]
    await other.end()
    await publish(writer, 'app', 'soon another')
    await publish(writer, 'app', 'another', { 'gone.txt': 'gone' })
    await publish(writer, 'later', 'after it')
    lose(writer, 'soon another')
    lose(writer, 'gone')
    return { writer, other }
  }

  test('keeps nothing else from the others: an admin makes a checkpoint without it', async () => {
    const { writer, other } = await apart([], 'a1')
    await other.start()
    await converged([writer, other], 30_000)
    expect(await page(other, 'later')).toBe('after it')
    expect(await page(other, 'app')).toBe('another')
    expect((await other.fetch('https://app.kube.localhost/gone.txt')).status).toBe(503)
    expect(await warnings(other)).not.toContain('cannot be taken')
    expect((await writer.kubed(['fsck'])).code).toBe(1)
    expect(await warnings(writer)).toContain('2 objects are lost on this disk')
    // What is published again comes back on both.
    await publish(writer, 'again', 'soon another', { 'gone.txt': 'gone' })
    await eventually(
      async () => (await other.fetch('https://app.kube.localhost/gone.txt')).body.toString() === 'gone',
      'it comes back'
    )
    for (const kube of [writer, other]) expect((await kube.kubed(['fsck'])).code).toBe(0)
    expect(await warnings(writer)).not.toContain('lost on this disk')
  }, 60_000)

  test('of a machine that is no admin is told on both, and publishing the same again ends the wait', async () => {
    const { writer, other } = await apart(['--role', 'member'], 'a2')
    await other.start()
    await eventually(
      async () => /of "publish dx:\/\/app" of a2 was not to be had of a2/.test(await warnings(other)),
      'a1 says so'
    )
    expect((await writer.kubed(['fsck'])).code).toBe(1)
    expect(await warnings(writer)).toContain('2 objects are lost on this disk')
    await publish(writer, 'again', 'soon another', { 'gone.txt': 'gone' })
    await converged([writer, other], 30_000)
    expect(await page(other, 'later')).toBe('after it')
    expect(await warnings(other)).not.toContain('not to be had')
    expect(await warnings(writer)).not.toContain('lost on this disk')
  }, 60_000)
})

describe('a home restored from an old backup', () => {
  const backUp = async (kube: KubeProcess): Promise<string> => {
    await kube.end()
    const copy = `${kube.home}.backup`
    fs.cpSync(kube.home, copy, { recursive: true, filter: name => !name.endsWith('.sock') })
    await kube.start()
    return copy
  }
  const restore = async (kube: KubeProcess, copy: string): Promise<void> => {
    await kube.end('SIGKILL')
    fs.rmSync(kube.home, { recursive: true })
    fs.renameSync(copy, kube.home)
  }

  test('asks its peers for its own newest entry before it writes, and forks nothing', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    await publish(a2, 'app', 'in the backup')
    const copy = await backUp(a2)
    await converged([a1, a2])
    for (const text of ['later', 'latest']) await publish(a2, 'app', text)
    await converged([a1, a2])
    await restore(a2, copy)
    await a2.start()
    await publish(a2, 'other', 'after the restore')
    await converged([a1, a2])
    expect(await page(a2, 'app')).toBe('latest')
    expect(await page(a1, 'other')).toBe('after the restore')
    expect(fs.readdirSync(store(a1, 'refs/!kubes', a2.ready!.peerId))).toEqual(['!log'])
    expect((await a1.json<SubnetStatus>(['status'])).conflicts).toBe(0)
  }, 40_000)

  test('alone writes after two seconds at most, and its fork loses nothing', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    await publish(a2, 'app', 'in the backup')
    const copy = await backUp(a2)
    await converged([a1, a2])
    await publish(a2, 'lost-disk', 'only the peer has it')
    await converged([a1, a2])
    await a1.end()
    await restore(a2, copy)
    await a2.start()
    const from = performance.now()
    await publish(a2, 'after', 'written alone')
    expect(performance.now() - from).toBeLessThan(6_000)
    await a1.start()
    await converged([a1, a2], 30_000)
    for (const kube of [a1, a2]) {
      expect(await page(kube, 'app')).toBe('in the backup')
      expect(await page(kube, 'lost-disk')).toBe('only the peer has it')
      expect(await page(kube, 'after')).toBe('written alone')
    }
    // Both branches are kept, and it goes on from there.
    await publish(a2, 'app', 'goes on')
    await converged([a1, a2])
    expect(await page(a1, 'app')).toBe('goes on')
  }, 60_000)
})
