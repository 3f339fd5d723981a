// What a changeset lists must be all that a peer with the old values lacks.
import { describe, expect, it } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { buildTrees, decodeCommit, decodeTree, encodeCommit } from '../../../src/base/git-format.ts'
import type { ObjectId } from '../../../src/base/types.ts'
import { Reach } from '../../../src/node/objects/reachable.ts'
import type { GitObject, Objects } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'

const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }

async function commit(
  objects: Objects,
  files: Record<string, string>,
  parents: readonly ObjectId[]
): Promise<ObjectId> {
  const blobs: GitObject[] = Object.values(files).map(text => ({ type: 'blob', content: Buffer.from(text) }))
  const { root, trees } = buildTrees(
    Object.entries(files).map(([path, text]) => ({ path, mode: '100644', id: gitId('blob', Buffer.from(text)) }))
  )
  const content = encodeCommit({ tree: root, parents, author, committer: author, message: 'm\n' })
  await objects.write([...blobs, ...trees, { type: 'commit', content }])
  return gitId('commit', content)
}

async function closure(objects: Objects, id: ObjectId, into = new Set<ObjectId>()): Promise<Set<ObjectId>> {
  if (into.has(id)) return into
  into.add(id)
  const { type, content } = await objects.read(id)
  if (type === 'commit') {
    const { tree, parents } = decodeCommit(content)
    for (const next of [tree, ...parents]) await closure(objects, next, into)
  } else if (type === 'tree') for (const entry of decodeTree(content)) await closure(objects, entry.id, into)
  return into
}

const tagOf = (id: ObjectId, type: string): Uint8Array =>
  Buffer.from(`object ${id}\ntype ${type}\ntag v1\ntagger a <a@kube> 1700000000 +0000\n\nm\n`)

const ids = (listed: readonly { id: ObjectId }[]): Set<ObjectId> => new Set(listed.map(({ id }) => id))

describe('objects that a changeset lists', () => {
  it('are exactly the new ones after a small change', async () => {
    const objects = new MemoryDisk().objects()
    const old = await commit(objects, { 'a/1': 'one', 'a/2': 'two', 'b/3': 'three' }, [])
    const next = await commit(objects, { 'a/1': 'one', 'a/2': 'changed', 'b/3': 'three' }, [old])
    const listed = ids(await new Reach(objects, {}).list([{ ref: 'refs/x/!https', old, new: next }]))
    const before = await closure(objects, old)
    const wanted = new Set([...(await closure(objects, next))].filter(id => !before.has(id)))
    expect(listed).toEqual(wanted)
    expect(listed.size).toBe(4)
  })

  it('are what a tag names, with it', async () => {
    const objects = new MemoryDisk().objects()
    const target = await commit(objects, { a: '1' }, [])
    const inner: GitObject = { type: 'tag', content: tagOf(target, 'commit') }
    const outer: GitObject = { type: 'tag', content: tagOf(gitId('tag', inner.content), 'tag') }
    await objects.write([inner, outer])
    const value = gitId('tag', outer.content)
    const listed = ids(await new Reach(objects, {}).list([{ ref: 'refs/x/!https', old: undefined, new: value }]))
    expect(listed).toEqual(new Set([value, gitId('tag', inner.content), ...(await closure(objects, target))]))
  })

  it('are found over a value that is no commit', async () => {
    const objects = new MemoryDisk().objects()
    const next = await commit(objects, { a: '1' }, [])
    const odd: GitObject = { type: 'blob', content: Buffer.from('no commit') }
    await objects.write([odd])
    const update = { ref: 'refs/x/!https', old: gitId('blob', odd.content), new: next }
    expect(ids(await new Reach(objects, {}).list([update]))).toEqual(await closure(objects, next))
    expect(ids(await new Reach(objects, { lookBack: true }).list([update]))).toEqual(await closure(objects, next))
  })

  it('are everything for a ref that is new', async () => {
    const objects = new MemoryDisk().objects()
    const first = await commit(objects, { a: '1' }, [])
    const second = await commit(objects, { a: '2', 'd/e/f': '3' }, [first])
    const listed = ids(await new Reach(objects, {}).list([{ ref: 'refs/x/!https', old: undefined, new: second }]))
    expect(listed).toEqual(await closure(objects, second))
  })

  it('leave an older release out when it is published again', async () => {
    const objects = new MemoryDisk().objects()
    const first = await commit(objects, { a: '1', b: 'x' }, [])
    const second = await commit(objects, { a: '2', b: 'x' }, [first])
    const third = await commit(objects, { a: '1', b: 'x' }, [second])
    const update = { ref: 'refs/x/!https', old: second, new: third }
    const listed = ids(await new Reach(objects, { lookBack: true, keepOf: () => 2 }).list([update]))
    expect(listed).toEqual(new Set([third]))
  })

  it('are all of an older release that peers may have freed', async () => {
    const objects = new MemoryDisk().objects()
    const first = await commit(objects, { a: '1', b: 'x' }, [])
    const second = await commit(objects, { a: '2', b: 'x' }, [first])
    const third = await commit(objects, { a: '1', b: 'x' }, [second])
    const update = { ref: 'refs/x/!https', old: second, new: third }
    const listed = ids(await new Reach(objects, { lookBack: true, keepOf: () => 1 }).list([update]))
    const { tree } = decodeCommit((await objects.read(third)).content)
    expect(listed).toEqual(new Set([third, tree, gitId('blob', Buffer.from('1'))]))
  })

  it('end where history was cut', async () => {
    const objects = new MemoryDisk().objects()
    const gone = 'a'.repeat(40)
    const first = await commit(objects, { a: '1' }, [gone])
    const second = await commit(objects, { a: '2' }, [first])
    const third = await commit(objects, { a: '1' }, [second])
    const shallow = new Set([first])
    const update = { ref: 'refs/x/!https', old: second, new: third }
    const listed = await new Reach(objects, { lookBack: true, keepOf: () => 20, shallow }).list([update])
    expect(ids(listed)).toEqual(new Set([third]))
    const all = await new Reach(objects, { shallow }).list([{ ...update, old: undefined }])
    expect(ids(all).has(gone)).toBe(false)
  })

  it('hold what a merged loser brings, and not what both sides had', async () => {
    const objects = new MemoryDisk().objects()
    const base = await commit(objects, { a: 'base' }, [])
    const won = await commit(objects, { a: 'won' }, [base])
    const lost = await commit(objects, { a: 'lost' }, [base])
    const both = await commit(objects, { a: 'next' }, [won, lost])
    const listed = ids(await new Reach(objects, {}).list([{ ref: 'refs/x/!https', old: won, new: both }]))
    const before = await closure(objects, won)
    const wanted = new Set([...(await closure(objects, both))].filter(id => !before.has(id)))
    expect(listed).toEqual(wanted)
  })

  it('describe type, size and SHA-256 as the object is', async () => {
    const objects = new MemoryDisk().objects()
    const next = await commit(objects, { a: 'text' }, [])
    const [stored] = await objects.write([{ type: 'blob', content: Buffer.from('text') }])
    const listed = await new Reach(objects, {}).list([{ ref: 'refs/x/!https', old: undefined, new: next }])
    const { fresh: _, ...expected } = stored!
    expect(listed.find(({ id }) => id === stored?.id)).toEqual(expected)
  })
})
