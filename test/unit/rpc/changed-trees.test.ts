// Trees made from those of the release before are those that all files make.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { buildTrees, encodeTree } from '../../../src/base/git-format.ts'
import { pathFromBytes, pathToBytes } from '../../../src/base/path-bytes.ts'
import type { ObjectId } from '../../../src/base/types.ts'
import { changedTrees } from '../../../src/rpc/publish/changed-trees.ts'
import { type TreeFileEntry, Trees } from '../../../src/rpc/trees.ts'

const blob = (text: string): ObjectId => gitId('blob', Buffer.from(text))
const build = (files: readonly TreeFileEntry[]) =>
  buildTrees(files.map(file => ({ ...file, path: pathToBytes(file.path)! })))

/** A store of trees alone. */
function store() {
  const kept = new Map<ObjectId, Uint8Array>()
  const read = async (id: ObjectId) => ({ type: 'tree' as const, content: kept.get(id)! })
  const put = ({ trees }: Pick<ReturnType<typeof buildTrees>, 'trees'>): void => {
    for (const { id, content } of trees) kept.set(id, content)
  }
  return { kept, put, trees: new Trees({ read }) }
}

const name = fc.constantFrom('a', 'b', 'ab', 'a.b', 'a-b', 'a0', 'ü', pathFromBytes(Uint8Array.of(0x66, 0xff)))
const file = fc.record({
  path: fc.array(name, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/')),
  mode: fc.constantFrom<TreeFileEntry['mode']>('100644', '100755', '120000'),
  id: fc.constantFrom('1', '2', '3').map(blob)
})
/** Where nothing is both a file and a folder. */
const release = fc
  .uniqueArray(file, { minLength: 1, maxLength: 12, selector: ({ path }) => path })
  .map(files => files.filter(({ path }) => !files.some(other => other.path.startsWith(`${path}/`))))

describe('trees of a release after another', () => {
  test('are those that all of its files make', async () => {
    await fc.assert(
      fc.asyncProperty(release, fc.array(file, { maxLength: 12 }), async (before, others) => {
        const { put, trees } = store()
        const built = build(before)
        put(built)
        const after = before.map((present, at) => ({ ...present, ...others[at], path: present.path }))
        const made = await changedTrees(trees, built.root, after)
        expect(made?.root).toBe(build(after).root)
        const present = new Set(built.trees.map(({ id }) => id))
        const all = new Set([...present, ...made!.trees.map(({ id }) => id)])
        for (const { id } of build(after).trees) expect(all.has(id)).toBe(true)
      })
    )
  })

  test('are left to be made whole where files came or went', async () => {
    await fc.assert(
      fc.asyncProperty(release, release, async (before, after) => {
        const { put, trees } = store()
        const built = build(before)
        put(built)
        const [one, two] = [before, after].map(files => new Set(files.map(({ path }) => path)))
        const made = await changedTrees(trees, built.root, after)
        if (one!.symmetricDifference(two!).size > 0) expect(made).toBeUndefined()
        else expect(made?.root).toBe(build(after).root)
      })
    )
  })

  test('a path that stands twice, a submodule and an empty folder are not passed over', async () => {
    const { kept, put, trees } = store()
    const files: TreeFileEntry[] = [{ path: 'a', mode: '100644', id: blob('1') }]
    const built = build(files)
    put(built)
    expect(await changedTrees(trees, built.root, [...files, ...files])).toBeUndefined()
    const none = encodeTree([])
    const odd = [
      { mode: '160000', name: 'sub', id: blob('commit') },
      { mode: '40000', name: 'sub', id: gitId('tree', none) }
    ] as const
    kept.set(gitId('tree', none), none)
    for (const entry of odd) {
      const content = encodeTree([{ mode: '100644', name: 'a', id: blob('1') }, entry])
      kept.set(gitId('tree', content), content)
      expect(await changedTrees(trees, gitId('tree', content), files)).toBeUndefined()
    }
  })
})
