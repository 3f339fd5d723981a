// Commits and trees are read once while they are looked at, and from the disk where the disk is what is asked about.
import { expect, test } from 'vitest'
import { encodeTree } from '../../../src/base/git-format.ts'
import { recentFirst } from '../../../src/node/objects/recent-objects.ts'
import type { GitObject, Objects } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'

const tree = (name: string): GitObject => ({
  type: 'tree',
  content: encodeTree([{ mode: '100644', name, id: 'a'.repeat(40) }])
})

/** A store that counts what is read from it. */
function scene() {
  const disk = new MemoryDisk()
  const below = disk.objects()
  const asked: string[] = []
  const counted: Objects = new Proxy(below, {
    get(target, name) {
      if (name === 'read') {
        return async (...given: Parameters<Objects['read']>) => {
          asked.push(given[0])
          return await target.read(...given)
        }
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    }
  })
  return { disk, below, asked, objects: recentFirst(counted) }
}

const all: Parameters<Objects['free']>[1] = {
  ...{ gate: async (ids, remove) => remove(new Set(ids)), breathe: async () => undefined, shareMin: 0 }
}

test('what was written or read is not read again; files are', async () => {
  const { below, asked, objects } = scene()
  const [one, two, file] = [
    tree('one'),
    tree('two'),
    { type: 'blob', content: new TextEncoder().encode('file') } as const
  ]
  const [written] = await objects.write([one])
  const [stored, blob] = await below.write([two, file])
  expect(await objects.read(written!.id)).toEqual(one)
  for (let at = 0; at < 3; at++) {
    expect((await objects.read(stored!.id)).content).toEqual(two.content)
    expect((await objects.read(blob!.id)).content).toEqual(file.content)
  }
  expect(asked).toEqual([stored!.id, blob!.id, blob!.id, blob!.id])
  await expect(objects.read(written!.id, { bytesMax: 3 })).rejects.toMatchObject({ code: 'KUBE_LIMIT' })
})

test('what was freed or put aside is gone, and what was verified is read from the disk', async () => {
  const { disk, asked, objects } = scene()
  const trees = ['a', 'b', 'c'].map(tree)
  const [a, b, c] = (await objects.write(trees)).map(({ id }) => id) as [string, string, string]
  await objects.free(new Set([a]), all)
  await objects.quarantine(b)
  for (const gone of [a, b]) {
    await expect(objects.read(gone)).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
  }
  await objects.read(c)
  disk.damage(c)
  expect(await objects.verify(c)).toBe(false)
  await expect(objects.read(c)).rejects.toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
  expect(asked).toEqual([a, b, c])
})

test('a few megabytes are kept, those that were asked for last; of larger messages only their part', async () => {
  const { asked, objects } = scene()
  const large = (at: number): GitObject => {
    const message = Buffer.alloc(200_000)
    const { content } = tree(`${at}-${'x'.repeat(50_000)}`)
    message.set(content)
    return { type: 'tree', content: message.subarray(0, content.length) }
  }
  const ids: string[] = []
  for (let at = 0; at < 100; at++) ids.push((await objects.write([large(at)]))[0]!.id)
  const last = await objects.read(ids.at(-1)!)
  expect(last.content.buffer.byteLength).toBe(last.content.length)
  expect(asked).toEqual([])
  await objects.read(ids[0]!)
  expect(asked).toEqual([ids[0]])
})
