// What is here of an object says nothing of what it needs.
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { encodeCommit, encodeTree } from '../../../src/base/git-format.ts'
import { historyEnds, lackedBelow } from '../../../src/node/objects/below.ts'
import type { GitObject } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'

const idOf = ({ type, content }: GitObject) => gitId(type, content)
const blob = (text: string): GitObject => ({ type: 'blob', content: Buffer.from(text) })
const tree = (files: Record<string, GitObject>, links: readonly string[] = []): GitObject => {
  const entries = Object.entries(files).map(([name, of]) => {
    return { mode: of.type === 'tree' ? '40000' : '100644', name, id: idOf(of) } as const
  })
  const gitlinks = links.map(name => ({ mode: '160000', name, id: 'a'.repeat(40) }) as const)
  return { type: 'tree', content: encodeTree([...entries, ...gitlinks]) }
}
const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }
const commit = (of: GitObject, parents: readonly GitObject[] = []): GitObject => {
  const content = encodeCommit({
    tree: idOf(of),
    parents: parents.map(idOf),
    author,
    committer: author,
    message: 'm\n'
  })
  return { type: 'commit', content }
}
const tag = (of: GitObject): GitObject => {
  const content = Buffer.from(`object ${idOf(of)}\ntype ${of.type}\ntag v1\ntagger a <a@kube> 1 +0000\n\nv1\n`)
  return { type: 'tag', content }
}

const deep = blob('deep')
const page = blob('page')
const folder = tree({ deep })
const root = tree({ folder, page }, ['module'])
const release = commit(root)
const label = tag(release)
const all = [deep, page, folder, root, release, label]

const storeOf = async (objects: readonly GitObject[]) => {
  const store = new MemoryDisk().objects()
  await store.write(objects)
  return store
}

test('whole is what has all that it needs; commits of other repositories are not needed, nor are parents', async () => {
  const next = commit(root, [commit(tree({}))])
  const whole = new Set<string>()
  const store = await storeOf([...all, next])
  expect(await lackedBelow(store, [idOf(label), idOf(next)], whole)).toEqual(new Set())
  expect(whole).toEqual(new Set([...all, next].map(idOf)))
})

test.each(all.map((object, at) => [at, object] as const))('without object %i that alone is lacked', async (_, left) => {
  const store = await storeOf(all.filter(object => object !== left))
  const whole = new Set<string>()
  expect(await lackedBelow(store, [idOf(label)], whole)).toEqual(new Set([idOf(left)]))
  // Nothing of it is called whole that may not be.
  expect(whole.size).toBe(0)
})

test('what is known to be whole is not looked at', async () => {
  const store = await storeOf([root, release])
  expect(await lackedBelow(store, [idOf(release)], new Set([root, page].map(idOf)))).toEqual(new Set())
})

test('history ends at the first commit on the way back whose parent is not here whole', async () => {
  const first = commit(tree({ page: blob('first') }))
  const second = commit(folder, [first])
  const third = commit(root, [second])
  const fourth = commit(folder, [third, second])
  const here = [...all, tree({ page: blob('first') }), first, second, third, fourth]
  const ends = async (objects: readonly GitObject[], shallow: readonly GitObject[] = []) =>
    await historyEnds(await storeOf(objects), [idOf(fourth)], { shallow: new Set(shallow.map(idOf)), whole: new Set() })
  expect(await ends([...here, blob('first')])).toEqual(new Set())
  // The first release is here without its page.
  expect(await ends(here)).toEqual(new Set([idOf(second)]))
  expect(await ends(here, [third, second])).toEqual(new Set())
  expect(await ends(here.filter(object => object !== second))).toEqual(new Set([idOf(fourth)]))
  expect(await ends([...here, label], [second])).toEqual(new Set())
})
