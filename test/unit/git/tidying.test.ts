// Full segments of the journal become packs, and packs of a size become one, while everybody reads.
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { encodeCommit, encodeTree } from '../../../src/base/git-format.ts'
import { openRepository } from '../../../src/git/repository.ts'
import type { GitObject } from '../../../src/ports/objects.ts'
import type { Repository } from '../../../src/ports/repository.ts'
import { GitStore } from '../../support/git-store.ts'
import { eventually } from '../../support/kube-process.ts'
import { SeededRandom } from '../../support/virtual-time.ts'

const segmentBytes = 40_000
let store: GitStore
let repository: Repository
const open = async (): Promise<void> => {
  repository = await openRepository(store.dir, { segmentBytes, looseMax: 60 })
}
beforeEach(async () => {
  store = await GitStore.make()
  await open()
})
afterEach(() => repository.close())

const random = new SeededRandom(7)
const noise = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, () => random.below(256)))
const idOf = ({ type, content }: GitObject): string => gitId(type, content)
const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }

/** A file in a release, with a ref that leads there. */
async function publish(number: number, bytes = 3_000): Promise<Map<string, Uint8Array>> {
  const blob: GitObject = { type: 'blob', content: noise(bytes) }
  const entry = { mode: '100644', name: 'f', id: idOf(blob) } as const
  const tree: GitObject = { type: 'tree', content: encodeTree([entry]) }
  const message = `${number}\n`
  const content = encodeCommit({ tree: idOf(tree), parents: [], author, committer: author, message })
  const objects: GitObject[] = [blob, tree, { type: 'commit', content }]
  for (let at = 0; at < 20; at++) objects.push({ type: 'blob', content: noise(30) })
  await repository.objects.write(objects)
  await repository.refs.setView([{ ref: `refs/r/${number}`, value: idOf(objects[2]!) }])
  return new Map(objects.map(object => [idOf(object), object.content]))
}

async function loose(): Promise<string[]> {
  const folders = (await readdir(join(store.dir, 'objects'))).filter(name => /^[0-9a-f]{2}$/.test(name))
  const names = await Promise.all(folders.map(folder => readdir(join(store.dir, 'objects', folder))))
  return names.flat()
}
const packs = async (): Promise<number> => (await store.packs()).length
const segments = async (): Promise<number> => (await readdir(join(store.dir, 'kubed/journal'))).length

async function expectAll(all: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const { objects } = repository
  expect((await objects.present([...all.keys()])).size).toBe(all.size)
  for (const [id, content] of all) expect(Buffer.from((await objects.read(id)).content).equals(content)).toBe(true)
  const listed = await Array.fromAsync(objects.ids())
  expect(listed.length).toBe(new Set(listed).size)
  expect(new Set(listed)).toEqual(new Set(all.keys()))
  expect(store.fsck()).toBe('')
}

describe('what has come one by one', () => {
  test('is in few packs, and in few files of its own', { timeout: 60_000 }, async () => {
    const all = new Map<string, Uint8Array>()
    for (let at = 0; at < 130; at++) for (const [id, content] of await publish(at)) all.set(id, content)
    await eventually(async () => (await segments()) <= 1, 'the segments are settled')
    // 130 times 23 objects, in segments of a dozen.
    expect((await loose()).length).toBeLessThan(23 * 25)
    expect(await packs()).toBeGreaterThan(0)
    expect(await packs()).toBeLessThan(16)
    await expectAll(all)
    await repository.close()
    await open()
    await expectAll(all)
    expect(await store.leftovers()).toEqual([])
  })

  test('can be read all the while', { timeout: 60_000 }, async () => {
    const all = new Map<string, Uint8Array>()
    let isDone = false
    const reading = Array.from({ length: 4 }, async (_, lane) => {
      const own = new SeededRandom(lane)
      let read = 0
      while (!isDone) {
        await new Promise(resolve => setImmediate(resolve))
        const ids = [...all.keys()]
        const id = ids[own.below(ids.length)]
        if (id === undefined) continue
        expect(await repository.objects.has(id)).toBe(true)
        expect((await repository.objects.read(id)).content.length).toBe(all.get(id)!.length)
        const pieces = await Array.fromAsync(repository.objects.stream(id))
        expect(Buffer.concat(pieces).equals(all.get(id)!)).toBe(true)
        read++
      }
      return read
    })
    // Of more than one read from the disk.
    for (let at = 0; at < 30; at++) for (const [id, content] of await publish(at, 60_000)) all.set(id, content)
    isDone = true
    for (const read of await Promise.all(reading)) expect(read).toBeGreaterThan(10)
    await expectAll(all)
  })

  test('is not passed over by who lists all ids meanwhile', { timeout: 60_000 }, async () => {
    const first = await publish(0)
    const all = new Map(first)
    const listing = (async () => {
      const found = new Set<string>()
      for await (const id of repository.objects.ids()) {
        found.add(id)
        for (const [other, content] of await publish(all.size, 2_000)) all.set(other, content)
      }
      return found
    })()
    const found = await listing
    for (const id of first.keys()) expect(found.has(id)).toBe(true)
    await eventually(async () => (await segments()) <= 1, 'the segments are settled')
    await expectAll(all)
  })

  test('that is damaged stays where it is, and a pack that is to be kept as it is', { timeout: 60_000 }, async () => {
    const all = await publish(0)
    await eventually(async () => (await loose()).length === all.size, 'all is in its place')
    const [id] = [...all.keys()]
    const path = store.loosePath(id!)
    await chmod(path, 0o644)
    await writeFile(path, (await readFile(path)).subarray(0, 20))
    for (let at = 1; at < 40; at++) for (const [other, content] of await publish(at)) all.set(other, content)
    await eventually(async () => (await segments()) <= 1, 'the segments are settled')
    expect(await loose()).toContain(id!.slice(2))
    // What a person has stored by git is put together as well.
    const own = store.git(['hash-object', '-w', '--stdin'], 'by hand').trim()
    expect((await repository.objects.read(own)).content.length).toBe(7)
    await expect(repository.objects.read(id!)).rejects.toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
    const [kept] = await store.packs()
    await writeFile(kept!.replace(/pack$/, 'keep'), '')
    for (let at = 40; at < 240; at++) await publish(at)
    await eventually(async () => (await segments()) <= 1, 'the segments are settled')
    expect(await store.packs()).toContain(kept)
    expect(await packs()).toBeLessThan(16)
  })
})
