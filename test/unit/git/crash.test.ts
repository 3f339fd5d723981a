// What a killed process, a crash between two names, or a full disk leaves behind.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, link, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openRepository } from '../../../src/git/repository.ts'
import type { ContentSource } from '../../../src/ports/objects.ts'
import { GitStore } from '../../support/git-store.ts'
import { blob, expectationOf, gather } from '../../support/object-samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let store: GitStore
beforeEach(async () => {
  store = await GitStore.make()
})
afterEach(async () => await store.close())

const many = (count = 80) => Array.from({ length: count }, (_, index) => blob(`file ${index}`))

describe('a process killed in the middle of writing', () => {
  test('has lost nothing that it acknowledged, and leaves nothing', async () => {
    const acknowledged = new Set<string>()
    let head: string | undefined
    for (let run = 0; run < 4; run++) {
      const script = fileURLToPath(new URL('../../support/crash-writer.ts', import.meta.url))
      const child = spawn(process.execPath, [script, store.dir], { stdio: ['ignore', 'pipe', 'inherit'] })
      let lines = 0
      for await (const line of createInterface(child.stdout)) {
        const [kind, id] = line.split(' ')
        acknowledged.add(id!)
        if (kind === 'head') head = id
        if (++lines === 40 + run * 77) child.kill('SIGKILL')
      }
      const { objects, refs } = await store.open()
      // What only the journal had is being written to its place.
      await refs.setView([])
      expect(await store.leftovers()).toEqual([])
      for (const id of acknowledged) expect(await objects.verify(id)).toBe(true)
      const heads = await refs.list()
      expect(await objects.has(heads.get('refs/!kubes/k51/!log')!)).toBe(true)
      expect(head).toBeDefined()
      // Blobs stand where commits would; that is all git may mind.
      expect(
        store
          .fsck()
          .split('\n')
          .filter(line => line !== '' && !/: not a commit|refs\//.test(line))
      ).toEqual([])
      await refs.setHead('refs/!kubes/k51/!log', head!)
    }
  }, 60_000)

  test('whose pack has its name and whose index has not', async () => {
    const { objects } = await store.open()
    const stored = await objects.write(many())
    const [pack] = await store.packs()
    const index = pack!.replace(/pack$/, 'idx')
    const name = /pack-[0-9a-f]{40}/.exec(index)![0]
    await rename(index, join(store.dir, `kubed/scratch/${name}.idx-0000`))
    await writeFile(join(store.dir, 'kubed/scratch/pack-0000'), 'half a pack')
    await writeFile(join(store.dir, `kubed/scratch/pack-${'0'.repeat(40)}.idx-0001`), 'an index whose pack has no name')
    const after = await store.reopen()
    for (const { id } of stored) expect(await after.verify(id)).toBe(true)
    expect(await store.leftovers()).toEqual([])
    expect(store.fsck()).toBe('')
  })

  test('that held a lock, beside the lock of another program', async () => {
    const { objects, refs } = await store.open()
    const { id } = (await objects.write([blob('x')]))[0]!
    await refs.setView([
      { ref: 'refs/a/!meta', value: id },
      { ref: 'refs/b/!meta', value: id }
    ])
    const temporary = join(store.dir, 'kubed/scratch/ref-0000')
    await writeFile(temporary, 'x')
    await link(temporary, join(store.dir, 'refs/a/!meta.lock'))
    await link(temporary, join(store.dir, 'packed-refs.lock'))
    await writeFile(join(store.dir, 'refs/b/!meta.lock'), '')
    const after = (await store.open()).refs
    await after.setView([{ ref: 'refs/a/!meta', value: undefined }])
    expect(await readdir(join(store.dir, 'refs'))).toEqual(['b'])
    const blocked = after.setView([{ ref: 'refs/b/!meta', value: undefined }])
    await expect(blocked).rejects.toMatchObject({ code: 'KUBE_DISK', reason: expect.stringContaining('!meta.lock') })
    await rm(join(store.dir, 'refs/b/!meta.lock'))
    await after.setView([{ ref: 'refs/b/!meta', value: undefined }])
    expect((await after.list()).size).toBe(0)
  })
})

describe('a repository', () => {
  test('that is half made is completed', async () => {
    await mkdir(join(store.dir, 'objects'), { recursive: true })
    await writeFile(join(store.dir, 'HEAD'), '')
    await store.open()
    expect(store.git(['rev-parse', '--is-bare-repository'])).toBe('true\n')
    expect(store.git(['config', 'gc.auto'])).toBe('0\n')
    expect(store.fsck()).toBe('')
  })

  test('of somebody else is taken as it is', async () => {
    store.git(['init', '-q', '--bare', store.dir])
    const config = await readFile(join(store.dir, 'config'), 'utf8')
    const id = store.git(['hash-object', '-w', '--stdin'], 'hello\n').trim()
    const objects = await store.reopen()
    expect(await objects.verify(id)).toBe(true)
    // But for the word that keeps git from removing what only KUBE knows of.
    const mark = '[extensions]\n\tpreciousObjects = true\n'
    expect(await readFile(join(store.dir, 'config'), 'utf8')).toBe(config + mark)
  })

  test('of a new folder below folders that are not there', async () => {
    const dir = join(await temporaryFolder(), 'a/b/c')
    await (await openRepository(dir)).close()
    await (await openRepository(dir)).close()
  })
})

describe('a damaged pack', () => {
  test('that is cut short serves what it still has; the rest is taken out and the whole is sound again', async () => {
    let objects = await store.reopen()
    const contents = [...many(), blob(randomBytes(2000))]
    const stored = await objects.write(contents)
    const bytes = await gather(objects.pack(stored.map(({ id }) => id)))
    const [pack] = await store.packs()
    await truncate(pack!, Math.floor((await readFile(pack!)).length / 4))
    objects = await store.reopen()
    const whole: boolean[] = []
    for (const { id } of stored) whole.push(await objects.verify(id))
    expect(whole.filter(Boolean).length).toBeGreaterThan(5)
    expect(whole.filter(fine => !fine).length).toBeGreaterThan(5)
    const lost = stored.filter((_, index) => !whole[index])
    await expect(objects.read(lost[0]!.id)).rejects.toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
    // The first takes all that is damaged with it.
    for (const { id } of lost) await objects.quarantine(id)
    for (const { id } of lost) expect(await objects.has(id)).toBe(false)
    expect(store.fsck()).toBe('')
    const send = async function* () {
      yield bytes
    }
    await objects.receive(send(), new Map(stored.map(object => [object.id, object])))
    for (const { id } of stored) expect(await objects.verify(id)).toBe(true)
    expect(store.fsck()).toBe('')
    expect((await readdir(join(store.dir, 'kubed/quarantine'))).length).toBe(2)
  })

  test('that is whole gets its index again', async () => {
    const stored = await (await store.reopen()).write(many())
    const [pack] = await store.packs()
    const index = pack!.replace(/pack$/, 'idx')
    await copyFile(index, `${index}.copy`)
    await rm(index)
    await writeFile(index, (await readFile(`${index}.copy`)).fill(7, 2000, 2010))
    const objects = await store.reopen()
    expect((await objects.write(many())).some(({ fresh }) => fresh)).toBe(false)
    for (const { id } of stored) expect(await objects.verify(id)).toBe(true)
  })
})

describe('a full disk', () => {
  const mountPoint = async (): Promise<string | undefined> => {
    const dir = await temporaryFolder()
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir])
    if (mounted.status !== 0) return undefined
    onTestFinished(() => void spawnSync('umount', ['-l', dir]))
    return dir
  }

  test('is said so, stores nothing half, and the next try works', async context => {
    const dir = await mountPoint()
    if (dir === undefined) {
      console.warn('no tmpfs can be mounted here: writing to a full disk was NOT tested')
      return context.skip()
    }
    const { objects, refs, close } = await openRepository(join(dir, 'repository'))
    const [small] = await objects.write([blob('small')])
    const isFull = { code: 'KUBE_DISK_FULL' }
    const streamed = randomBytes(9 << 20)
    const source: ContentSource = {
      type: 'blob',
      size: streamed.length,
      open: async function* () {
        yield streamed
      }
    }
    await expect(objects.write([source])).rejects.toMatchObject(isFull)
    const list = Array.from({ length: 100 }, () => blob(randomBytes(20_000)))
    await expect(objects.write(list)).rejects.toMatchObject(isFull)
    const other = await store.open()
    await other.objects.write(list)
    const expected = new Map(list.map(object => [expectationOf(object).id, expectationOf(object)]))
    const received = objects.receive(other.objects.pack([...expected.keys()]), expected)
    await expect(received).rejects.toMatchObject(isFull)
    expect(await readdir(join(dir, 'repository/kubed/scratch'))).toEqual([])
    const filler = join(dir, 'filler')
    await writeFile(filler, Buffer.alloc(900_000))
    await writeFile(join(dir, 'rest'), Buffer.alloc(200_000)).catch(() => undefined)
    await expect(objects.write([blob(randomBytes(100_000))])).rejects.toMatchObject(isFull)
    // The rest of a page that the journal has begun takes some.
    const setMany = async (): Promise<void> => {
      for (let count = 0; count < 1000; count++) await refs.setHead('refs/!kubes/k/!log', small!.id)
    }
    await expect(setMany()).rejects.toMatchObject(isFull)
    expect(await readdir(join(dir, 'repository/kubed/scratch'))).toEqual([])
    await rm(filler)
    await refs.setHead('refs/!kubes/k/!log', small!.id)
    const [next] = await objects.write([blob(randomBytes(100_000))])
    expect(await objects.verify(next!.id)).toBe(true)
    expect(await objects.verify(small!.id)).toBe(true)
    await close()
  })
})
