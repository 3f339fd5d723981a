// What a killed process, a damaged file or a full disk leaves of a store of blocks.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { open, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { streamBytesMin } from '../../../src/base/limits.ts'
import { openBlocks } from '../../../src/blocks/store.ts'
import type { Objects } from '../../../src/ports/objects.ts'
import { BlocksStore } from '../../support/blocks-store.ts'
import { blob, expectAll, expectationOf, gather, listed, sourceOf } from '../../support/object-samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let store: BlocksStore
beforeEach(async () => {
  store = await BlocksStore.make()
})
afterEach(async () => await store.close())

const head = 'refs/!kubes/k51/!log'

async function pieces(): Promise<number> {
  return await store.blockstore(async blockstore => {
    let count = 0
    for await (const { cid } of blockstore.getAll()) if (cid.multihash.code === 0x12) count++
    return count
  })
}

test('a process killed in the middle of writing has lost nothing that it acknowledged, and leaves nothing', async () => {
  const acknowledged = new Set<string>()
  let last: string | undefined
  for (let run = 0; run < 4; run++) {
    const script = fileURLToPath(new URL('../../support/crash-writer.ts', import.meta.url))
    const child = spawn(process.execPath, [script, store.dir, 'blocks'], { stdio: ['ignore', 'pipe', 'inherit'] })
    let lines = 0
    for await (const line of createInterface(child.stdout)) {
      const [kind, id] = line.split(' ')
      acknowledged.add(id!)
      if (kind === 'head') last = id
      if (++lines === 40 + run * 77) child.kill('SIGKILL')
    }
    const { objects, refs } = await store.open()
    expect(await store.leftovers()).toEqual([])
    for (const id of acknowledged) expect(await objects.verify(id)).toBe(true)
    const value = (await refs.heads()).get(head)!
    expect(await objects.has(value)).toBe(true)
    expect(last).toBeDefined()
    await refs.setHead(head, last!)
    await store.shut()
  }
  const objects = await store.reopen()
  let large = 0
  for await (const id of objects.ids()) if ((await objects.header(id)).size > 1 << 20) large++
  expect(await pieces(), 'pieces of large objects, and no other').toBe(large * 9)
}, 60_000)

describe('pieces that no object has', () => {
  test('are swept at the next open', async () => {
    const kept = blob(randomBytes(3 << 20))
    const objects = await store.reopen()
    await objects.write([kept])
    const content = randomBytes(streamBytesMin + 10)
    await expect(objects.write([sourceOf(content, content.length + 5)])).rejects.toMatchObject({
      code: 'KUBE_FILE_CHANGED'
    })
    // Changed between the pass that hashes and the one that stores.
    let passes = 0
    const changing = {
      type: 'blob' as const,
      size: content.length,
      open: async function* () {
        yield passes++ === 0 ? content : randomBytes(content.length)
      }
    }
    await expect(objects.write([changing])).rejects.toMatchObject({ code: 'KUBE_FILE_CHANGED' })
    expect(await pieces()).toBeGreaterThan(3)
    expect(await listed(await store.reopen())).toEqual([expectationOf(kept).id])
    expect(await pieces()).toBe(3)
  })

  test('of one that is taken out go, those that another has as well stay', async () => {
    const shared = randomBytes(2 << 20)
    const [a, b] = [blob(Buffer.concat([shared, Buffer.from('a')])), blob(Buffer.concat([shared, Buffer.from('b')]))]
    let objects = await store.reopen()
    await objects.write([a, b])
    expect(await pieces()).toBe(4)
    await store.damage(expectationOf(a).id)
    objects = await store.reopen()
    await objects.quarantine(expectationOf(a).id)
    objects = await store.reopen()
    expect(await objects.verify(expectationOf(b).id)).toBe(true)
    expect(await pieces()).toBe(3)
  })
})

describe('damaged files of LevelDB', () => {
  const files = async (ending: string) => {
    const folder = join(store.dir, 'objects')
    return (await readdir(folder)).filter(name => name.endsWith(ending)).map(name => join(folder, name))
  }
  const scratch = async (path: string, at: number) => {
    const handle = await open(path, 'r+')
    await handle.write(Buffer.alloc(200, 0xff), 0, 200, at)
    await handle.close()
  }
  const contents = Array.from({ length: 300 }, (_, index) => blob(`${index} `.repeat(5_000)))
  const filled = async (): Promise<Objects> => {
    await (await store.reopen()).write(contents)
    // Opening puts the log into tables.
    await store.reopen()
    return await store.reopen()
  }

  test('are noticed object by object, and what they held can come again', async () => {
    let objects = await filled()
    const pack = await gather(objects.pack(contents.map(object => expectationOf(object).id)))
    await store.shut()
    for (const path of await files('.ldb')) await scratch(path, Math.floor((await stat(path)).size / 2))
    objects = await store.reopen()
    const damaged: string[] = []
    for (const { id } of contents.map(expectationOf)) if (!(await objects.verify(id))) damaged.push(id)
    expect(damaged.length).toBeGreaterThan(0)
    expect(damaged.length).toBeLessThan(contents.length)
    await expect(objects.read(damaged[0]!)).rejects.toMatchObject({ code: expect.stringMatching(/^KUBE_OBJECT_/) })
    await store.shut()
    const mended = await openBlocks(store.dir, { mend: true })
    for (const id of damaged) await mended.objects.quarantine(id)
    const send = async function* () {
      yield pack
    }
    await mended.objects.receive(send(), expectAll(contents))
    for (const { id } of contents.map(expectationOf)) expect(await mended.objects.verify(id)).toBe(true)
    await mended.close()
  })

  test('that it needs to open are told with what mends them', async () => {
    await filled()
    await store.shut()
    const folder = join(store.dir, 'objects')
    for (const name of await readdir(folder)) if (/^MANIFEST/.test(name)) await writeFile(join(folder, name), 'junk')
    await expect(openBlocks(store.dir)).rejects.toMatchObject({
      code: 'KUBE_DISK',
      next: ['kubed stop', 'kubed fsck --rebuild']
    })
    const mended = await openBlocks(store.dir, { mend: true })
    for (const { id } of contents.map(expectationOf)) expect(await mended.objects.verify(id)).toBe(true)
    await mended.close()
  })
})

test('a full disk is said so, reading goes on, and the next try works', async context => {
  const dir = await temporaryFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dir])
  if (mounted.status !== 0) {
    console.warn('no tmpfs can be mounted here: writing to a full disk was NOT tested')
    return context.skip()
  }
  onTestFinished(() => void spawnSync('umount', ['-l', dir]))
  const { objects, refs, close } = await openBlocks(join(dir, 'blocks'))
  const [small] = await objects.write([blob('small')])
  await refs.setHead(head, small!.id)
  const filler = join(dir, 'filler')
  const { bavail, bsize } = await statfs(dir)
  await writeFile(filler, Buffer.alloc(bavail * bsize - 300_000))
  const isFull = { code: 'KUBE_DISK_FULL' }
  const many = Array.from({ length: 40 }, () => blob(randomBytes(20_000)))
  await expect(objects.write(many)).rejects.toMatchObject(isFull)
  await writeFile(join(dir, 'rest'), Buffer.alloc(300_000)).catch(() => undefined)
  for (let count = 0; count < 3; count++) {
    await expect(objects.write([blob(randomBytes(100_000))])).rejects.toMatchObject(isFull)
  }
  expect(await objects.verify(small!.id)).toBe(true)
  expect((await refs.heads()).get(head)).toBe(small!.id)
  await rm(filler)
  await rm(join(dir, 'rest'), { force: true })
  const reading = Promise.all(Array.from({ length: 50 }, () => objects.read(small!.id)))
  const stored = await objects.write(many)
  await reading
  await refs.setHead(head, stored[0]!.id)
  await close()
  const after = await openBlocks(join(dir, 'blocks'))
  for (const { id } of stored) expect(await after.objects.verify(id)).toBe(true)
  expect((await after.refs.heads()).get(head)).toBe(stored[0]!.id)
  await after.close()
})
