// Homes that cannot be used as they are: full, read-only, loose, damaged, too deep. What was acknowledged stays, and
// once the home is right again everything works.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Published, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, KubeProcess, run } from '../support/kube-process.ts'
import { errorLine, expectRefusal, refuses } from '../support/refusal.ts'

const quiet = ['--https', '0', '--http', '0', '--p2p', '0', '--no-mdns']
const mounted: string[] = []
let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(async () => {
  for (const dir of mounted.splice(0)) await run('umount', ['-l', dir])
  await bench.end()
})

/** A file system of its own; undefined where this user may not mount one. */
async function mount(megabytes: number): Promise<string | undefined> {
  const dir = path.join(bench.dir, `disk-${mounted.length}`)
  fs.mkdirSync(dir)
  const said = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'kube-test', dir]).catch(() => undefined)
  if (said?.code !== 0) return undefined
  mounted.push(dir)
  return dir
}

/** Leaves this much room on the disk. Gives the file that takes the rest. */
function fill(dir: string, leaveBytes: number): string {
  const { bavail, bsize } = fs.statfsSync(dir)
  const file = path.join(dir, 'filler')
  fs.writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
  return file
}

const page = async (kube: KubeProcess, name: string): Promise<string> =>
  (await kube.fetch(`https://${name}.kube.localhost/`)).body.toString()

describe('a full disk', () => {
  test('a publish that does not fit stores nothing, the daemon lives, and with room it works', async ({ skip }) => {
    const disk = await mount(8)
    if (disk === undefined) return skip('this user may not mount a tmpfs')
    const kube = new KubeProcess('full', disk)
    try {
      await kube.start()
      await kube.json(['publish', bench.site({ 'index.html': 'before' }), '--to', 'app'])
      const free = () => fs.statfsSync(disk).bavail * fs.statfsSync(disk).bsize
      const before = free()
      const noise = () => randomBytes(500_000)
      const many = bench.site(Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`f${number}`, noise()])))
      const one = bench.site({ large: Buffer.concat(Array.from({ length: 20 }, noise)) })
      for (const dir of [many, one]) {
        const wanted = { code: 'KUBE_DISK_FULL', says: /no space left/, next: /^df -h/ } as const
        await refuses(more => kube.dx(['publish', dir, '--to', 'app', ...more]), wanted)
        expect(await page(kube, 'app')).toBe('before')
        expect(before - free(), 'what a failed publish left on the disk').toBeLessThan(500_000)
      }
      // Not a byte left: reading goes on, writing says why not.
      const filler = fill(disk, 0)
      // More than may be left of a page of the journal.
      const small = bench.site({ 'index.html': 'after', noise: randomBytes(200_000) })
      await refuses(more => kube.dx(['publish', small, '--to', 'app', ...more]), { code: 'KUBE_DISK_FULL' })
      await refuses(more => kube.kubed(['invite', ...more]), { code: 'KUBE_DISK_FULL' })
      expect(await page(kube, 'app')).toBe('before')
      expect((await kube.dx(['status'])).code).toBe(0)
      fs.rmSync(filler)
      expect(await kube.json<Published>(['publish', small, '--to', 'app'])).toMatchObject({ stored: 2 })
      expect(await page(kube, 'app')).toBe('after')
      expect((await kube.kubed(['fsck'])).code).toBe(0)
      expect((await kube.git('fsck', '--full', '--strict')).code).toBe(0)
    } finally {
      await kube.end('SIGKILL')
    }
  }, 40_000)

  test.for([0, 20_000, 120_000, 250_000, 450_000])(
    'a start with %i bytes left fails in one line, or works',
    { timeout: 20_000 },
    async (left, { skip }) => {
      const disk = await mount(2)
      if (disk === undefined) return skip('this user may not mount a tmpfs')
      const filler = fill(disk, left)
      const kube = new KubeProcess('full', disk)
      try {
        const said = await kube.kubed(['start', ...quiet, '--name', 'full'], { timeoutMs: 3000 })
        // It works where it was still there and had to be ended.
        if (said.code > 0) expectRefusal(said, { code: 'KUBE_DISK_FULL', next: /^df -h/ })
        fs.rmSync(filler)
        await kube.start()
        await kube.json(['publish', bench.site({ 'index.html': 'x' }), '--to', 'app'])
        expect((await kube.kubed(['fsck'])).code).toBe(0)
      } finally {
        await kube.end('SIGKILL')
      }
    }
  )

  test('a replica without room serves what it has, and catches up once there is room', async ({ skip }) => {
    const disk = await mount(8)
    if (disk === undefined) return skip('this user may not mount a tmpfs')
    const a1 = await bench.kube('a1').start()
    const full = new KubeProcess('full', disk)
    try {
      await full.start(['--join', await a1.invite()])
      await a1.json(['publish', bench.site({ 'index.html': 'first' }), '--to', 'app'])
      await converged([a1, full])
      const filler = fill(disk, 50_000)
      const site = bench.site({ 'index.html': 'second', large: randomBytes(1_000_000) })
      const said = await a1.dx(['publish', site, '--to', 'app', '--replicas', 'all', '--timeout', '2s'])
      expectRefusal(said, { code: 'KUBE_REPLICAS', out: /^https:/ })
      expect(await page(full, 'app')).toBe('first')
      expect(full.running).toBe(true)
      const warnings = async () => (await full.json<SubnetStatus>(['status'])).warnings.join('\n')
      expect(await warnings()).toMatch(/machines? waits?: this disk is full .*df -h/)
      expect(await warnings()).not.toContain('not to be had')
      fs.rmSync(filler)
      await eventually(async () => (await page(full, 'app')) === 'second', 'the second release on full', 10_000)
      await converged([a1, full])
      expect((await full.kubed(['fsck'])).code).toBe(0)
      expect(await warnings()).not.toContain('this disk')
      // What can never fit is not begun, and what nearly could is tried once.
      const sent = () => Number(/wchar: (\d+)/.exec(fs.readFileSync(`/proc/${a1.pid}/io`, 'utf8'))![1])
      for (const [megabytes, times] of [
        [60, 0.2],
        [12, 1.5]
      ] as const) {
        const before = sent()
        await a1.json(['publish', bench.site({ large: randomBytes(megabytes << 20) }), '--to', `of-${megabytes}`])
        const stored = sent() - before
        await eventually(async () => (await warnings()).includes('this disk is full'), 'the other says so')
        await new Promise(resolve => setTimeout(resolve, 5_000))
        expect(sent() - before - stored).toBeLessThan(times * (megabytes << 20))
        expect(await page(full, 'app')).toBe('second')
      }
    } finally {
      await full.end('SIGKILL')
    }
  }, 90_000)
})

describe('a home', () => {
  const start = (home: string, more: readonly string[]) =>
    bench.kube('any').kubed(['start', '--home', home, ...quiet, ...more])

  test('that is a file, or below one', async () => {
    const file = path.join(bench.dir, 'file')
    fs.writeFileSync(file, '')
    const wanted = { code: 'KUBE_HOME_INVALID', says: /there is a file of this name/ } as const
    await refuses(more => bench.kube('any').kubedProcess(['start', '--home', file, ...quiet, ...more]), wanted)
    await refuses(more => start(`${file}/below`, more), { code: 'KUBE_HOME_INVALID', says: /a file stands where/ })
  })

  test('on a read-only file system', async ({ skip }) => {
    const disk = await mount(8)
    if (disk === undefined) return skip('this user may not mount a tmpfs')
    const kube = new KubeProcess('home', disk)
    await kube.start()
    await kube.end()
    await run('mount', ['-o', 'remount,ro', disk])
    await refuses(more => start(kube.home, more), { code: 'KUBE_HOME_INVALID', says: /file system is read-only/ })
    await refuses(more => start(path.join(disk, 'new'), more), { code: 'KUBE_HOME_INVALID', says: /cannot be made/ })
    await run('mount', ['-o', 'remount,rw', disk])
    await kube.start()
    expect(await kube.end()).toBe(0)
  }, 20_000)

  test('that this user may not write', async ({ skip }) => {
    const root = process.getuid?.() === 0
    const home = path.join(bench.dir, 'home')
    fs.chmodSync(bench.dir, 0o755)
    fs.mkdirSync(home, { mode: 0o555 })
    const kube = new KubeProcess('home', bench.dir, root ? { uid: 65534 } : {})
    const able = (await kube.dx(['version']).catch(() => undefined))?.code === 0
    skip(!able, 'the checkout cannot be used as nobody')
    const says = /this user may not write there/
    await refuses(more => kube.kubed(['start', ...quiet, ...more]), { code: 'KUBE_HOME_INVALID', says })
    if (root) fs.chownSync(home, 65534, 65534)
    fs.chmodSync(home, 0o700)
    await kube.start()
    expect(await kube.end()).toBe(0)
    skip(!root, 'only root may write what is of others')
    for (const command of ['start', 'fsck']) {
      await refuses(
        more => kube.kubed([command, '--home', home, ...(command === 'start' ? quiet : []), ...more], { uid: 0 }),
        {
          code: 'KUBE_HOME_INVALID',
          says: /home is the home of another user: its keys belong to user 65534/,
          next: /^sudo -u '#65534' kubed fsck/
        }
      )
    }
    await kube.start()
    expect(await kube.end()).toBe(0)
  }, 30_000)

  test('whose keys others may read', async () => {
    const kube = await bench.kube('loose').start()
    await kube.end()
    for (const [name, mode, right] of [
      ['keys', 0o755, 0o700],
      ['keys/kube.pem', 0o644, 0o600],
      ['keys/root.pem', 0o640, 0o600]
    ] as const) {
      const file = path.join(kube.home, name)
      fs.chmodSync(file, mode)
      await refuses(more => start(kube.home, more), {
        code: 'KUBE_KEYS_LOOSE',
        says: new RegExp(`${file} can be read by other users`),
        next: new RegExp(`^chmod ${right.toString(8)} ${file}`)
      })
      fs.chmodSync(file, right)
    }
    await kube.start()
    expect(await kube.end()).toBe(0)
  }, 20_000)

  test('whose folder others may change, or whose keys lead elsewhere', async () => {
    const kube = await bench.kube('open').start()
    await kube.end()
    for (const mode of [0o777, 0o775, 0o702]) {
      fs.chmodSync(kube.home, mode)
      await refuses(more => start(kube.home, more), {
        code: 'KUBE_HOME_INVALID',
        says: /other users may put other keys in it/,
        next: new RegExp(`^chmod go-w ${kube.home}`)
      })
    }
    fs.chmodSync(kube.home, 0o755)
    const pem = path.join(kube.home, 'keys/kube.pem')
    fs.renameSync(pem, path.join(bench.dir, 'elsewhere.pem'))
    fs.symlinkSync(path.join(bench.dir, 'elsewhere.pem'), pem)
    await refuses(more => start(kube.home, more), { code: 'KUBE_KEYS_LOOSE', says: /kube\.pem is a link/ })
    fs.renameSync(path.join(bench.dir, 'elsewhere.pem'), pem)
    await kube.start()
    expect(await kube.end()).toBe(0)
  }, 20_000)

  test('that anyone may enter shows them nothing but what is public', async () => {
    const home = path.join(bench.dir, 'entered')
    fs.mkdirSync(home, { mode: 0o755 })
    const kube = await bench.kube('entered', { home }).start()
    await kube.json(['publish', bench.site({ 'index.html': 'for members' }), '--to', 'app'])
    const open = fs.readdirSync(home).filter(name => (fs.statSync(path.join(home, name)).mode & 0o077) !== 0)
    expect(open).toEqual(['ca.crt'])
  }, 20_000)

  test('whose keys are damaged, cut short or gone', async () => {
    const kube = await bench.kube('damaged').start()
    await kube.json(['publish', bench.site({ 'index.html': 'kept' }), '--to', 'app'])
    await kube.end()
    for (const [name, content] of [
      ['subnet.json', '{'],
      ['subnet.json', '{}'],
      ['subnet.json', ''],
      ['subnet.json', undefined],
      ['kube.pem', 'garbage'],
      ['kube.pem', ''],
      ['kube.pem', undefined],
      ['root.pem', 'garbage']
    ] as const) {
      const file = path.join(kube.home, 'keys', name)
      const good = fs.readFileSync(file)
      if (content === undefined) fs.rmSync(file)
      else fs.writeFileSync(file, content)
      const said = await start(kube.home, [])
      expectRefusal(said, { code: 'KUBE_HOME_INVALID', says: new RegExp(file) })
      expect(errorLine(await start(kube.home, ['--json']))).toContain('backup')
      fs.writeFileSync(file, good, { mode: 0o600 })
    }
    // All keys gone: never a new subnet over the graph of the old one.
    const keys = path.join(kube.home, 'keys')
    fs.renameSync(keys, `${keys}.away`)
    expectRefusal(await start(kube.home, []), {
      code: 'KUBE_HOME_INVALID',
      says: /dmg\.git is of the subnet did:key:\w+ already/
    })
    expect(fs.existsSync(keys)).toBe(false)
    fs.renameSync(`${keys}.away`, keys)
    const ca = fs.readFileSync(path.join(kube.home, 'ca.crt'))
    await kube.start()
    expect(await page(kube, 'app')).toBe('kept')
    expect(kube.ca.equals(ca)).toBe(true)
  }, 30_000)

  test('whose state is damaged makes it anew and says so; a fsck does it too', async () => {
    const kube = await bench.kube('state').start()
    await kube.json(['publish', bench.site({ 'index.html': 'kept' }), '--to', 'app'])
    await kube.end()
    const state = path.join(kube.home, 'state')
    for (const mend of [undefined, 'fsck --rebuild', 'fsck']) {
      for (const name of fs.readdirSync(state)) fs.writeFileSync(path.join(state, name), 'garbage')
      if (mend !== undefined) expect((await kube.kubed(mend.split(' '))).code).toBe(0)
      await kube.start()
      expect(await page(kube, 'app')).toBe('kept')
      if (mend === undefined) expect(kube.log).toMatch(/the views are damaged and are made anew/)
      expect((await kube.kubed(['fsck', '--rebuild'])).code).toBe(0)
      expect(await page(kube, 'app')).toBe('kept')
      await kube.end()
    }
  }, 30_000)

  test('of a path too long for a socket works, and leaves nothing in /tmp', async () => {
    const sockets = () => fs.readdirSync('/tmp').filter(name => /^kubed-[0-9a-f]{32}$/.test(name))
    const home = path.join(bench.dir, 'long'.repeat(40), 'deep'.repeat(40))
    const kube = new KubeProcess('long', bench.dir, { home })
    await kube.start()
    expect((await kube.dx(['publish', bench.site({ 'index.html': 'far' }), '--to', 'app'])).code).toBe(0)
    const during = sockets()
    expect((await kube.kubed(['stop'])).code).toBe(0)
    expect(sockets().length).toBeLessThan(during.length)
    const tooLong = path.join(bench.dir, 'x'.repeat(300))
    await refuses(more => start(tooLong, more), { code: 'KUBE_HOME_INVALID', says: /path is too long/ })
  }, 20_000)
})
