// Our repository as stock git and isomorphic-git see it, and theirs as we do.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { readBlob } from 'isomorphic-git'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { buildTrees, encodeCommit } from '../../../src/base/git-format.ts'
import { looseBytesMax, looseObjectsMax, streamBytesMin } from '../../../src/base/limits.ts'
import type { Objects } from '../../../src/ports/objects.ts'
import { applyDelta, decodeEntryHeader, encodeEntryHeader } from '../../../src/storage/pack-format.ts'
import { GitStore } from '../../support/git-store.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { blob, expectationOf, gather } from '../../support/object-samples.ts'

let store: GitStore
let objects: Objects
beforeEach(async () => {
  store = await GitStore.make()
  objects = await store.reopen()
})
afterEach(async () => await store.close())

const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 0 }

/** Versions of a text, so that git finds deltas. */
const versions = (count: number) => {
  const lines = Array.from({ length: 400 }, (_, index) => `line ${index} ${gitId('blob', Buffer.from(String(index)))}`)
  return Array.from({ length: count }, (_, index) => {
    lines[(index * 37) % 400] = `changed in ${index}`
    return blob(`${lines.join('\n')}\n`)
  })
}

/** A commit with all these files, at a ref. */
async function commitOf(files: readonly { id: string }[]): Promise<string> {
  const { root, trees } = buildTrees(
    files.map(({ id }, index) => ({ path: `d${index % 5}/f${index}`, mode: '100644', id }))
  )
  await objects.write(trees)
  const content = encodeCommit({ tree: root, parents: [], author: ident, committer: ident, message: 'm\n' })
  const { id } = (await objects.write([{ type: 'commit', content }]))[0]!
  store.git(['update-ref', 'refs/heads/main', id])
  return id
}

describe('where objects go', () => {
  const loose = async () => {
    const packed = await store.packs()
    return { packs: packed.length, loose: Number(/count: (\d+)/.exec(store.git(['count-objects', '-v']))![1]) }
  }

  test('few and small ones are loose', async () => {
    await objects.write(Array.from({ length: looseObjectsMax }, (_, index) => blob(String(index))))
    expect(await loose()).toEqual({ packs: 0, loose: looseObjectsMax })
    expect(store.fsck()).toBe('')
  })

  test('many, or large ones, are one pack', async () => {
    await objects.write(Array.from({ length: looseObjectsMax + 1 }, (_, index) => blob(String(index))))
    expect(await loose()).toEqual({ packs: 1, loose: 0 })
    await objects.write([blob(randomBytes(looseBytesMax + 1))])
    expect(await loose()).toEqual({ packs: 2, loose: 0 })
    for (const pack of await store.packs()) store.git(['verify-pack', pack])
    expect(store.git(['count-objects', '-v'])).toContain('garbage: 0')
    expect(store.fsck()).toBe('')
  })

  test('small and incompressible objects are good for git: loose, in a pack, and sent', async () => {
    // 0xff makes zlib's checksum as large as it gets.
    const sizes = [0, 1, 2, 255, 256, 257, 383, 384, 385]
    const samples = sizes.flatMap(size => [blob(Buffer.alloc(size, 0xff)), blob(randomBytes(size))])
    const many = Array.from({ length: looseObjectsMax + 1 }, (_, at) => blob(Buffer.alloc(20 + (at % 300), `${at} `)))
    const stored = [...(await objects.write(samples)), ...(await objects.write(many))]
    expect(await loose()).toMatchObject({ packs: 1 })
    for (const pack of await store.packs()) store.git(['verify-pack', pack])
    expect(store.fsck()).toBe('')
    for (const [at, { content }] of samples.entries()) {
      const { stdout } = store.tryGit(['cat-file', 'blob', stored[at]!.id])
      expect(stdout.equals(content)).toBe(true)
    }
    const other = await GitStore.make()
    try {
      await other.open()
      const sent = await gather(objects.pack([...new Set(stored.map(({ id }) => id))]))
      other.git(['index-pack', '--strict', '--stdin'], sent)
      expect(other.git(['cat-file', 'blob', stored[6]!.id], '')).toBeDefined()
      expect(other.fsck()).toBe('')
    } finally {
      await other.close()
    }
  })

  test('of many only the new ones count', async () => {
    const list = Array.from({ length: 200 }, (_, index) => blob(String(index)))
    await objects.write(list)
    await objects.write([...list, blob('new')])
    expect(await loose()).toEqual({ packs: 1, loose: 1 })
  })

  test('a received pack is one pack, or loose where it is small', async () => {
    const from = new MemoryDisk().objects()
    for (const count of [5, 300]) {
      const stored = await from.write(Array.from({ length: count }, (_, index) => blob(`${count} ${index}`)))
      await objects.receive(from.pack(stored.map(({ id }) => id)), new Map(stored.map(object => [object.id, object])))
    }
    expect(await loose()).toEqual({ packs: 1, loose: 5 })
    expect(store.fsck()).toBe('')
  })

  test('what is text is compressed, what cannot be is not', async () => {
    const text = blob(Buffer.alloc(2 << 20, 'hello world '))
    const noise = blob(randomBytes(2 << 20))
    await objects.write([text])
    await objects.write([noise])
    const sizes = (await store.packs()).map(pack => fs.statSync(pack).size).sort((a, b) => a - b)
    expect(sizes[0]).toBeLessThan(30_000)
    expect(sizes[1]).toBeLessThan((2 << 20) + 2000)
  })
})

describe('stock git', () => {
  test('reads what we wrote, and so does isomorphic-git', async () => {
    const contents = [
      blob(''),
      blob('x'),
      blob(randomBytes(100_000)),
      blob(randomBytes(streamBytesMin + 1)),
      ...versions(80)
    ]
    const stored = await objects.write(contents)
    const cache = {}
    for (const [index, { id }] of stored.entries()) {
      const out = store.tryGit(['cat-file', 'blob', id]).stdout
      expect(out.equals(contents[index]!.content)).toBe(true)
      if (out.length > 1 << 20) continue
      const second = await readBlob({ fs, gitdir: store.dir, oid: id, cache })
      expect(Buffer.from(second.blob).equals(out)).toBe(true)
    }
    await commitOf(stored)
    expect(store.fsck()).toBe('')
  })

  test.each([true, false])('may repack with deltas (by offset: %s) while we read', async byOffset => {
    const contents = [...versions(120), blob(randomBytes(300_000))]
    const stored = await objects.write(contents)
    await commitOf(stored)
    store.git(['config', 'repack.useDeltaBaseOffset', String(byOffset)])
    store.git(['config', 'extensions.preciousObjects', 'false'])
    store.git(['repack', '-adfq', '--depth=50', '--window=20'])
    store.git(['prune-packed', '-q'])
    expect(await store.packs()).toHaveLength(1)
    const chains = store.git(['verify-pack', '-v', (await store.packs())[0]!]).matchAll(/^chain length = (\d+)/gm)
    expect(Math.max(...[...chains].map(([, length]) => Number(length)))).toBeGreaterThan(8)
    for (const open of [async () => objects, () => store.reopen()]) {
      const now = await open()
      for (const [index, { id, size }] of stored.entries()) {
        expect(await now.header(id)).toEqual({ type: 'blob', size })
        expect(Buffer.from((await now.read(id)).content).equals(contents[index]!.content)).toBe(true)
        expect((await gather(now.stream(id, { start: 10, end: 50 }))).toString()).toBe(
          Buffer.from(contents[index]!.content.subarray(10, 50)).toString()
        )
      }
    }
    objects = await store.reopen()
    const other = new MemoryDisk().objects()
    const result = await other.receive(
      objects.pack(stored.map(({ id }) => id)),
      new Map(stored.map(object => [object.id, object]))
    )
    expect(result.complete).toBe(true)
  })

  test('takes the damaged object of a repacked pack out with us', async () => {
    const stored = await objects.write(versions(100))
    await commitOf(stored)
    store.git(['config', 'extensions.preciousObjects', 'false'])
    store.git(['repack', '-adfq', '--depth=50', '--window=20'])
    objects = await store.reopen()
    const victim = stored[50]!
    await objects.quarantine(victim.id)
    expect(await objects.has(victim.id)).toBe(false)
    for (const { id } of stored) if (id !== victim.id) expect(await objects.verify(id)).toBe(true)
    await objects.write([versions(100)[50]!])
    expect(store.fsck()).toBe('')
  })

  test('may run gc, and add objects, while the repository is open', async () => {
    const stored = await objects.write([blob('a'), blob('b'), ...versions(20)])
    await commitOf(stored)
    expect(await objects.has(gitId('blob', Buffer.from('late')))).toBe(false)
    store.git(['config', 'extensions.preciousObjects', 'false'])
    store.git(['gc', '-q', '--prune=now'])
    for (const { id } of stored) expect(await objects.verify(id)).toBe(true)
    const loose = store.git(['hash-object', '-w', '--stdin'], 'late').trim()
    expect(await objects.has(loose)).toBe(true)
    const clone = join(store.dir, 'clone')
    store.git(['clone', '-q', store.dir, clone])
    const inClone = ['-C', clone, '--git-dir', join(clone, '.git')]
    fs.writeFileSync(join(clone, 'new'), 'new content\n')
    store.git([...inClone, '--work-tree', clone, 'add', 'new'])
    store.git([...inClone, '--work-tree', clone, 'commit', '-qm', 'new'])
    store.git(['config', 'receive.unpackLimit', '1'])
    store.git([...inClone, 'push', '-q', 'origin', 'HEAD:refs/heads/other'])
    expect((await objects.read(gitId('blob', Buffer.from('new content\n')))).type).toBe('blob')
    const [again] = await objects.write([blob('a')])
    expect(again!.fresh).toBe(false)
    expect(store.fsck()).toBe('')
  })

  test('clones what we made and what was received', async () => {
    const stored = await objects.write(versions(90))
    const id = await commitOf(stored)
    const ids = store
      .git(['rev-list', '--objects', id])
      .trim()
      .split('\n')
      .map(line => line.slice(0, 40))
    const other = await GitStore.make()
    const { objects: target, refs } = await other.open()
    const expected = new Map<string, ReturnType<typeof expectationOf>>()
    for (const each of ids) expected.set(each, expectationOf(await objects.read(each)))
    expect((await target.receive(objects.pack(ids), expected)).complete).toBe(true)
    await refs.setView([{ ref: 'refs/heads/main', value: id }])
    other.git(['clone', '-q', other.dir, join(other.dir, 'clone')])
    expect(fs.readFileSync(join(other.dir, 'clone/d0/f0')).equals(versions(1)[0]!.content)).toBe(true)
    expect(other.fsck()).toBe('')
    await other.close()
  })
})

describe('pack entries', () => {
  test('headers of any size come back', () => {
    fc.assert(
      fc.property(fc.constantFrom('commit', 'tree', 'blob', 'tag'), fc.maxSafeNat(), (kind, size) => {
        const header = encodeEntryHeader(kind as 'blob', size)
        expect(decodeEntryHeader(header, 0)).toEqual({ kind, size, length: header.length })
        for (let cut = 0; cut < header.length; cut++)
          expect(decodeEntryHeader(header.subarray(0, cut), 0)).toBeUndefined()
      })
    )
  })

  test('a delta of any bytes is applied or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 20 }), (base, commands) => {
        try {
          expect(applyDelta(base, Buffer.from([base.length, 30, ...commands])).length).toBe(30)
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
        }
      }),
      { numRuns: 500 }
    )
  })
})
