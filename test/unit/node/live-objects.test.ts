// The closure that a state needs: whole, cut where it is said, each object once.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GitType, gitId } from '../../../src/base/bytes.ts'
import { encodeCommit, encodeTree, type NewTreeEntry } from '../../../src/base/git-format.ts'
import type { ObjectId } from '../../../src/base/types.ts'
import { historyBoundary, liveObjects } from '../../../src/node/objects/live-objects.ts'
import type { GitObject, Objects } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'

const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }
const whole = Number.POSITIVE_INFINITY

class Store {
  readonly objects: Objects = new MemoryDisk().objects()
  readonly reads: ObjectId[] = []
  readonly counting: Pick<Objects, 'read' | 'header'> = {
    header: id => this.objects.header(id),
    read: async id => {
      this.reads.push(id)
      return await this.objects.read(id)
    }
  }

  async put(type: GitType, content: Uint8Array): Promise<ObjectId> {
    await this.objects.write([{ type, content } satisfies GitObject])
    return gitId(type, content)
  }

  blob = (text: string): Promise<ObjectId> => this.put('blob', Buffer.from(text))
  tree = (entries: NewTreeEntry[]): Promise<ObjectId> => this.put('tree', encodeTree(entries))

  async commit(files: Readonly<Record<string, string>>, ...parents: ObjectId[]): Promise<ObjectId> {
    const entries: NewTreeEntry[] = []
    for (const [name, text] of Object.entries(files)) {
      entries.push({ mode: '100644', name, id: await this.blob(text) })
    }
    const tree = await this.tree(entries)
    const content = encodeCommit({ tree, parents, author, committer: author, message: `${Object.keys(files)}\n` })
    return await this.put('commit', content)
  }

  async live(values: readonly ObjectId[], shallow: Iterable<ObjectId> = []): Promise<Map<ObjectId, GitType>> {
    const found = new Map<ObjectId, GitType>()
    for await (const { id, type } of liveObjects(this.counting, values, new Set(shallow))) {
      expect(found.has(id)).toBe(false)
      found.set(id, type)
    }
    return found
  }
}

describe('what values need', () => {
  test('is each object below them once, with its type, blobs unread', async () => {
    const store = new Store()
    const first = await store.commit({ a: 'one', b: 'two' })
    const second = await store.commit({ a: 'one', b: 'three' }, first)
    const live = await store.live([second, second, first])
    expect(live.size).toBe(2 + 2 + 3)
    for (const [id, type] of live) expect((await store.objects.header(id)).type).toBe(type)
    expect([...store.reads].sort()).toEqual([...live].flatMap(([id, type]) => (type === 'blob' ? [] : [id])).sort())
  })

  test('ends at a commit that is cut, whose tree it still has', async () => {
    const store = new Store()
    const first = await store.commit({ a: 'old' })
    const second = await store.commit({ a: 'new' }, first)
    const live = await store.live([second], [second])
    expect(live.has(first)).toBe(false)
    expect(live.has(await store.blob('old'))).toBe(false)
    expect(live.has(await store.blob('new'))).toBe(true)
  })

  test('leaves commits of other repositories out, and follows tags', async () => {
    const store = new Store()
    const submodule = 'e'.repeat(40)
    const tree = await store.tree([
      { mode: '160000', name: 'lib', id: submodule },
      { mode: '40000', name: 'd', id: await store.tree([]) }
    ])
    const tag = await store.put('tag', Buffer.from(`object ${tree}\ntype tree\ntag t\ntagger A <a@b> 1 +0000\n\nt\n`))
    expect([...(await store.live([tag])).values()].sort()).toEqual(['tag', 'tree', 'tree'])
  })

  test('cannot be told where something is missing', async () => {
    const store = new Store()
    const lost = 'a'.repeat(40)
    const content = encodeCommit({ tree: lost, parents: [], author, committer: author, message: '\n' })
    const commit = await store.put('commit', content)
    await expect(store.live([commit])).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
  })
})

test('the boundary of a tag is that of its commit', async () => {
  const store = new Store()
  const first = await store.commit({ a: '1' })
  const second = await store.commit({ a: '2' }, first)
  const tag = await store.put('tag', Buffer.from(`object ${second}\ntype commit\ntag t\ntagger A <a@b> 1 +0000\n\nt\n`))
  expect(await historyBoundary(store.objects, [{ id: tag, depth: 1 }], new Set())).toEqual(new Set([second]))
  expect(await historyBoundary(store.objects, [{ id: await store.blob('1'), depth: 1 }], new Set())).toEqual(new Set())
})

const history = fc
  .array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 2 }), files: fc.array(fc.nat(5), { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 15
  })
  .map(commits =>
    commits.map(({ parents, files }, n) => ({
      files: Object.fromEntries(files.map(file => [`f${file}`, `${(n * file) % 7}`])),
      parents: n === 0 ? [] : [...new Set(parents.map(parent => parent % n))]
    }))
  )
const refs = fc.array(
  fc.record({ at: fc.nat(), depth: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(whole)) }),
  { minLength: 1, maxLength: 4 }
)

test('of any history what is kept is closed: with nothing else in the store it is all there', async () => {
  await fc.assert(
    fc.asyncProperty(history, refs, async (commits, tips) => {
      const store = new Store()
      const made: ObjectId[] = []
      for (const { files, parents } of commits) made.push(await store.commit(files, ...parents.map(n => made[n]!)))
      const values = tips.map(({ at, depth }) => ({ id: made[at % made.length]!, depth }))
      const ids = values.map(({ id }) => id)
      const shallow = await historyBoundary(store.objects, values, new Set())
      const live = await store.live(ids, shallow)
      const rest = new Store()
      for (const id of live.keys()) await rest.objects.write([await store.objects.read(id)])
      expect([...(await rest.live(ids, shallow)).keys()].sort()).toEqual([...live.keys()].sort())
      // What is never cut is all there.
      for (const { id, depth } of values) {
        if (depth === whole)
          expect([...(await rest.live([id], shallow))].sort()).toEqual([...(await store.live([id]))].sort())
      }
    }),
    { numRuns: 300 }
  )
})
