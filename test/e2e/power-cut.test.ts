// A loss of power under a real daemon on a real file system: ext4 on a loop device whose image is copied while the
// daemon stands still. The copy has what was fsynced and what the kernel wrote by itself; all else is gone.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Bench, eventually, KubeProcess, run } from '../support/kube-process.ts'

const cuts = Number(process.env.DISK_CUTS ?? 4)
const mounted: string[] = []
let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(async () => {
  for (const dir of mounted.splice(0)) await run('umount', ['-l', dir])
  await bench.end()
})

/** Mounts an image; false where this user may not. The journal is written for an fsync alone, not by time. */
async function mount(image: string, dir: string): Promise<boolean> {
  fs.mkdirSync(dir, { recursive: true })
  const said = await run('mount', ['-o', 'loop,commit=300', image, dir]).catch(() => undefined)
  if (said?.code === 0) mounted.push(dir)
  return said?.code === 0
}

test(
  'what was published is there after a loss of power at any moment, and the home starts',
  async ({ skip }) => {
    const image = path.join(bench.dir, 'disk.img')
    fs.closeSync(fs.openSync(image, 'w'))
    fs.truncateSync(image, 128 << 20)
    const made = await run('mkfs.ext4', ['-q', '-F', image]).catch(() => undefined)
    const disk = path.join(bench.dir, 'disk')
    if (made?.code !== 0 || !(await mount(image, disk))) {
      console.warn('no ext4 image can be made and mounted here: the loss of power under a daemon was NOT tested')
      return skip()
    }
    const kube = new KubeProcess('a1', disk)
    try {
      await kube.start()
      const promised = new Map<string, number>()
      const left: [copy: string, promised: ReadonlyMap<string, number>][] = []
      let number = 0
      let writing = true
      const write = async (name: string, large: boolean): Promise<void> => {
        while (writing) {
          const mine = ++number
          const more = large ? { 'large.bin': randomBytes(1_500_000), ...many(90) } : {}
          await kube.json(['publish', bench.site({ 'index.html': String(mine), ...more }), '--to', name])
          promised.set(name, mine)
        }
      }
      const writers = [write('small', false), write('large', true)]
      for (let cut = 0; cut < cuts; cut++) {
        await new Promise(resolve => setTimeout(resolve, 700 + ((cut * 617) % 900)))
        kube.signal('SIGSTOP')
        const before = new Map(promised)
        const copy = path.join(bench.dir, `cut-${cut}.img`)
        const copied = await run('cp', ['--sparse=always', image, copy])
        kube.signal('SIGCONT')
        expect(copied.code).toBe(0)
        left.push([copy, before])
      }
      writing = false
      await Promise.all(writers)
      expect(promised.size).toBe(2)
      await kube.end()
      for (const [cut, [copy, before]] of left.entries()) await expectKept(copy, before, `cut ${cut}`)
    } finally {
      await kube.end('SIGKILL')
    }
  },
  60_000 + cuts * 20_000
)

test('a disk that turns read-only under a daemon: it says so, serves what it has, and goes on once it is mended', async ({
  skip
}) => {
  const image = path.join(bench.dir, 'disk.img')
  fs.closeSync(fs.openSync(image, 'w'))
  fs.truncateSync(image, 64 << 20)
  const made = await run('mkfs.ext4', ['-q', '-F', '-e', 'remount-ro', image]).catch(() => undefined)
  const disk = path.join(bench.dir, 'disk')
  const mountedHere = made?.code === 0 && (await mount(image, disk))
  const device = mountedHere ? (await run('findmnt', ['-no', 'SOURCE', disk])).out.trim() : ''
  const trigger = `/sys/fs/ext4/${path.basename(device)}/trigger_fs_error`
  if (!mountedHere || !fs.existsSync(trigger)) {
    console.warn('no ext4 image can be made to fail here: a disk that turns read-only was NOT tested')
    return skip()
  }
  const kube = new KubeProcess('a1', disk)
  const page = async (): Promise<string> => (await kube.fetch('https://app.kube.localhost/')).body.toString()
  try {
    await kube.start()
    await kube.json(['publish', bench.site({ 'index.html': 'before' }), '--to', 'app'])
    fs.writeFileSync(trigger, '1')
    const refused = await kube.dx(['publish', bench.site({ 'index.html': 'lost' }), '--to', 'app'])
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('KUBE_DISK')
    expect(await page()).toBe('before')
    expect((await kube.dx(['status'])).code).toBe(0)
    expect(kube.running).toBe(true)
    await kube.end()
    await eventually(async () => (await run('umount', [disk])).code === 0, 'nobody has a file open there')
    expect((await run('e2fsck', ['-fy', image])).code).toBeLessThan(4)
    expect(await mount(image, disk)).toBe(true)
    await kube.start()
    expect(await page()).toBe('before')
    expect((await kube.kubed(['fsck'])).code).toBe(0)
    await kube.json(['publish', bench.site({ 'index.html': 'after' }), '--to', 'app'])
    expect(await page()).toBe('after')
  } finally {
    await kube.end('SIGKILL')
  }
}, 60_000)

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, randomBytes(200).toString('hex')]))

async function expectKept(image: string, promised: ReadonlyMap<string, number>, what: string): Promise<void> {
  const disk = `${image}.mounted`
  expect(await mount(image, disk)).toBe(true)
  const kube = new KubeProcess('a1', disk)
  try {
    await kube.start()
    for (const [name, least] of promised) {
      const { body } = await kube.fetch(`https://${name}.kube.localhost/`)
      expect(Number(body.toString()), `${what}: ${name}`).toBeGreaterThanOrEqual(least)
    }
    expect(await kube.kubed(['fsck']), what).toMatchObject({ code: 0 })
    // git takes it for an error that a pack goes while it looks, as one of several does that are made one.
    await kube.end()
    const { code, err } = await kube.git('fsck', '--full', '--strict')
    expect({ code, err: code === 0 ? '' : err }, what).toEqual({ code: 0, err: '' })
    await kube.start()
    await kube.json(['publish', bench.site({ 'index.html': 'after' }), '--to', 'after'])
  } finally {
    await kube.end('SIGKILL')
    await run('umount', ['-l', disk])
    fs.rmSync(image)
  }
}
