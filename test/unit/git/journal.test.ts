// What was promised and does not stand in its place yet: after a crash, on a disk that refuses, and in bytes that are none.
import { randomBytes } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../../src/base/bytes.ts'
import { encodeCommit } from '../../../src/base/git-format.ts'
import { type Logger, silent } from '../../../src/base/types.ts'
import { Journal, type JournalOptions, type Promised } from '../../../src/git/journal.ts'
import { openRepository } from '../../../src/git/repository.ts'
import { describeObject } from '../../../src/storage/content-source.ts'
import { GitStore } from '../../support/git-store.ts'
import { blob } from '../../support/object-samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let folder: string
const opened: Journal[] = []
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map(journal => journal.close()))
})

const id = (): string => toHex(randomBytes(20))
const head = (name: string): string => `refs/!kubes/${name}/!log`
const open = async (options: Partial<JournalOptions> = {}) => {
  const given = await Journal.open({ folder, log: silent, settle: async () => undefined, ...options })
  opened.push(given.journal)
  return given
}
const some = (count: number): Promised => ({
  objects: new Map(Array.from({ length: count }, () => [id(), new Uint8Array(randomBytes(50))])),
  heads: new Map([[head('a'), id()]])
})
const all = (promised: readonly Promised[]): Promised => ({
  objects: new Map(promised.flatMap(({ objects }) => [...objects])),
  heads: new Map(promised.flatMap(({ heads }) => [...heads]))
})
const plain = ({ objects, heads }: Promised) => ({
  objects: new Map([...objects].map(([name, stream]) => [name, toHex(stream)])),
  heads: new Map(heads)
})

describe('a journal', () => {
  test('gives back what was appended, the latest head of each ref, and nothing once it was closed', async () => {
    const { journal } = await open()
    const promised = [some(3), some(0), some(2)]
    await Promise.all(promised.map(one => journal.append(one)))
    await journal.append({ heads: new Map([[head('b'), id()]]) })
    const { journal: again, left } = await open()
    expect(plain(left).objects).toEqual(plain(all(promised)).objects)
    expect(left.heads.get(head('a'))).toBe(promised[2]!.heads.get(head('a')))
    expect(left.heads.size).toBe(2)
    await again.close()
    expect(await readdir(folder)).toEqual([])
  })

  test('cut short or damaged anywhere has all records before that, and no other', async () => {
    const { journal } = await open()
    const promised = [some(2), some(1), some(3), some(1)]
    for (const one of promised) await journal.append(one)
    const [name] = await readdir(folder)
    const whole = await readFile(join(folder, name!))
    const leftOf = async (bytes: Uint8Array) => {
      await writeFile(join(folder, name!), bytes)
      return plain((await open()).left)
    }
    const prefixes = [0, 1, 2, 3, 4].map(count => JSON.stringify([...plain(all(promised.slice(0, count))).objects]))
    const seen = new Set<number>()
    const cases = fc.record({ at: fc.nat(whole.length - 1), isCut: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(cases, async ({ at, isCut }) => {
        const bytes = isCut ? whole.subarray(0, at) : Buffer.from(whole)
        if (!isCut) bytes[at]! ^= 0x40
        const found = prefixes.indexOf(JSON.stringify([...(await leftOf(bytes)).objects]))
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThan(4)
        seen.add(found)
      }),
      { numRuns: 200 }
    )
    expect(seen.size).toBe(4)
  })

  test('takes nothing that an object holds for a record, wherever a write was cut', async () => {
    const { journal } = await open()
    await journal.append(some(1))
    const [name] = await readdir(folder)
    const forged = await readFile(join(folder, name!))
    // What a peer may publish: a whole journal of its own.
    await rm(join(folder, name!))
    const { journal: second } = await open()
    await second.append({ objects: new Map([[id(), new Uint8Array(forged)]]) })
    const [other] = await readdir(folder)
    const written = await readFile(join(folder, other!))
    const at = written.indexOf(forged)
    for (const from of [at, at + 24]) {
      await writeFile(join(folder, other!), Buffer.concat([written.subarray(0, 24), written.subarray(from)]))
      expect((await open()).left.objects.size).toBe(0)
    }
  })

  test('lets the full segments go in their order, and keeps them while their files cannot be fsynced', async () => {
    let isRefused = true
    const said: string[] = []
    const log: Logger = { log: (level, message) => void said.push(`${level} ${message}`) }
    const settled: (readonly string[])[] = []
    const { journal } = await open({
      log,
      settle: async ids => {
        if (isRefused) throw Object.assign(new Error('no'), { code: 'EIO', syscall: 'fsync' })
        settled.push([...ids])
      }
    })
    const names: string[][] = []
    for (let at = 0; at < 4; at++) {
      const objects = new Map([[id(), new Uint8Array(randomBytes(1_100_000))]])
      names.push([...objects.keys()])
      await journal.append({ objects })
    }
    expect(await readdir(folder)).toHaveLength(4)
    await journal.settle()
    expect(said.length).toBeGreaterThan(0)
    expect(await readdir(folder)).toHaveLength(4)
    isRefused = false
    await journal.settle()
    expect(await readdir(folder)).toHaveLength(1)
    await journal.close()
    expect(settled).toEqual(names)
    expect(await readdir(folder)).toEqual([])
  })

  test('that cannot be appended to refuses that, and takes the next', async () => {
    const { journal } = await open()
    await journal.append(some(1))
    await journal.close()
    await rename(folder, `${folder}.away`)
    await expect(Promise.all([journal.append(some(1)), journal.append(some(2))])).rejects.toMatchObject({
      code: 'ENOENT'
    })
    await mkdir(folder)
    const next = some(2)
    await journal.append(next)
    expect(plain((await open()).left)).toEqual(plain(next))
  })
})

test('what came in a pack stays when the head behind it cannot be promised', async () => {
  const dir = await temporaryFolder()
  const { objects, refs, close } = await openRepository(dir)
  const journal = join(dir, 'kubed/journal')
  await rm(journal, { recursive: true, force: true })
  const many = Array.from({ length: 300 }, (_, at) => blob(`${at}`))
  const ref = head('k51')
  const value = toHex(randomBytes(20))
  await expect(objects.write(many, new Map([[ref, value]]))).rejects.toMatchObject({ code: 'KUBE_DISK' })
  const ids = many.map(object => describeObject(object).id)
  expect((await objects.present(ids)).size).toBe(300)
  for (const name of ids) expect(await objects.verify(name)).toBe(true)
  expect((await refs.heads()).has(ref)).toBe(false)
  await mkdir(journal)
  const [again] = await objects.write(many.slice(0, 1), new Map([[ref, value]]))
  expect(again).toMatchObject({ fresh: false })
  expect((await refs.heads()).get(ref)).toBe(value)
  await close()
})

describe('a repository that was killed', () => {
  test.for(['before any file had its place', 'when names were there and bytes were not'])(
    '%s has what it promised, by itself and for git',
    async moment => {
      const first = await temporaryFolder()
      const { objects, refs, close } = await openRepository(first)
      const contents = Array.from({ length: 20 }, (_, at) => blob(`${at}`.repeat(at * 300)))
      const stored = await objects.write(contents)
      const ref = head('k51')
      await refs.setHead(ref, stored[0]!.id)
      await refs.setHead(ref, stored[7]!.id)
      // Read before it stands in its place.
      for (const { id: name } of stored) expect(await objects.verify(name)).toBe(true)
      expect((await refs.heads()).get(ref)).toBe(stored[7]!.id)
      const store = await GitStore.make()
      if (moment === 'before any file had its place') {
        await cp(join(first, 'kubed/journal'), join(store.dir, 'kubed/journal'), { recursive: true })
      } else {
        await refs.setView([])
        await cp(first, store.dir, { recursive: true })
        for (const { id: name } of stored.slice(0, 5)) await rm(store.loosePath(name))
        for (const { id: name } of stored.slice(5, 9)) {
          await rm(store.loosePath(name))
          await writeFile(store.loosePath(name), '')
        }
        await truncate(join(store.dir, ref), 0)
      }
      await close()
      const again = await openRepository(store.dir)
      expect((await again.refs.heads()).get(ref)).toBe(stored[7]!.id)
      for (const { id: name } of stored) expect(await again.objects.verify(name)).toBe(true)
      await again.refs.setView([])
      expect(store.git(['rev-parse', ref]).trim()).toBe(stored[7]!.id)
      for (const { id: name } of stored) expect(store.git(['cat-file', '-t', name])).toBe('blob\n')
      await again.close()
      expect(await readdir(join(store.dir, 'kubed/journal'))).toEqual([])
      await store.close()
    }
  )

  test('keeps a head that is later than the one of its journal, and no other', async () => {
    const dir = await temporaryFolder()
    const { objects, refs, close } = await openRepository(dir)
    const commits: string[] = []
    const commit = async (parents: readonly string[]): Promise<string> => {
      const author = { name: 'a', email: 'a@b', seconds: 1, offset: 0 }
      const [tree] = await objects.write([{ type: 'tree', content: new Uint8Array() }])
      const said = { tree: tree!.id, parents, author, committer: author, message: `${commits.length}\n` }
      const [stored] = await objects.write([{ type: 'commit', content: encodeCommit(said) }])
      commits.push(stored!.id)
      return stored!.id
    }
    const first = await commit([])
    const second = await commit([first])
    const third = await commit([second, first])
    const other = await commit([first])
    for (const name of ['a', 'b', 'c', 'd']) await refs.setHead(head(name), second)
    await refs.setView([])
    // A copy of a home in use has its parts of different moments.
    const copy = await temporaryFolder()
    await cp(dir, copy, { recursive: true })
    await close()
    const stands = { a: third, b: first, c: other, d: 'f'.repeat(40) }
    for (const [name, value] of Object.entries(stands)) await writeFile(join(copy, head(name)), `${value}\n`)
    const again = await openRepository(copy)
    await again.refs.setView([])
    const heads = await again.refs.heads()
    expect(['a', 'b', 'c', 'd'].map(name => heads.get(head(name)))).toEqual([third, second, second, second])
    await again.close()
  })

  test('reads, lists, streams, measures and frees what has no place yet', async () => {
    const { objects, close } = await openRepository(await temporaryFolder())
    const contents = [blob('small'), blob(randomBytes(40_000)), blob('gone')]
    const stored = await objects.write(contents)
    const ids = stored.map(({ id: name }) => name)
    expect((await Array.fromAsync(objects.ids())).sort()).toEqual([...ids].sort())
    for (const [at, { id: name, size }] of stored.entries()) {
      expect(await objects.header(name)).toEqual({ type: 'blob', size })
      expect(Buffer.concat(await Array.fromAsync(objects.stream(name)))).toEqual(Buffer.from(contents[at]!.content))
      expect(Buffer.from((await objects.read(name)).content)).toEqual(Buffer.from(contents[at]!.content))
    }
    const measured = new Map(await Array.fromAsync(objects.occupied(ids)))
    expect(measured.size).toBe(3)
    const gone = new Set([ids[2]!])
    const freed = await objects.free(gone, {
      gate: async (batch, remove) => await remove(new Set(batch)),
      breathe: async () => undefined,
      shareMin: 0
    })
    expect(freed).toEqual({ objects: 1, bytes: measured.get(ids[2]!) })
    expect(await objects.present(ids)).toEqual(new Set(ids.slice(0, 2)))
    await close()
  })
})
