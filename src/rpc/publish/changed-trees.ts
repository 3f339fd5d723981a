// The trees of a release in which some files are others than in the one before, and none came or went: most releases. Only
// what leads to these files is made anew, and the rest not looked at again.
import { type BuiltTree, encodeTree, gitTree, type NewTreeEntry } from '../../base/git-format.ts'
import { pathToBytes } from '../../base/path-bytes.ts'
import type { ObjectId } from '../../base/types.ts'
import type { TreeFileEntry, Trees } from '../trees.ts'

export interface ChangedTrees {
  readonly root: ObjectId
  readonly trees: readonly BuiltTree[]
}

/** As `buildTrees` makes them of the files; undefined where that has to make all of them. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
export async function changedTrees(
  trees: Trees,
  before: ObjectId,
  files: readonly TreeFileEntry[]
): Promise<ChangedTrees | undefined> {
  const wanted = new Map(files.map(file => [file.path, file]))
  const present = await wholeFiles(trees, before)
  if (present === undefined || wanted.size !== files.length || wanted.size !== present.length) return undefined
  const changed: TreeFileEntry[] = []
  for (const { path, mode, id } of present) {
    const file = wanted.get(path)
    if (file === undefined) return undefined
    if (file.id !== id || file.mode !== mode) changed.push(file)
  }
  return await patchedTrees(trees, before, changed)
}

/** Every file below a tree; undefined where something else is there too, which `buildTrees` would leave out. */
export async function wholeFiles(trees: Trees, tree: ObjectId, below = ''): Promise<TreeFileEntry[] | undefined> {
  const { entries, isWhole } = await trees.listing(tree)
  if (!isWhole || entries.size === 0) return undefined
  const files: TreeFileEntry[] = []
  for (const { name, type, mode, id } of entries.values()) {
    if (type === 'blob') files.push({ path: below + name, mode: mode as TreeFileEntry['mode'], id })
    else {
      const inner = await wholeFiles(trees, id, `${below}${name}/`)
      if (inner === undefined) return undefined
      for (const file of inner) files.push(file)
    }
  }
  return files
}

/** The trees where these files are others, all else as it is; undefined where one of them is new. @throws as `changedTrees` */
export async function patchedTrees(
  trees: Trees,
  before: ObjectId,
  changed: readonly TreeFileEntry[]
): Promise<ChangedTrees | undefined> {
  const made: BuiltTree[] = []
  const patched = async (id: ObjectId, files: readonly TreeFileEntry[]): Promise<ObjectId | undefined> => {
    const { entries } = await trees.listing(id)
    const byName = Map.groupBy(files, ({ path }) => path.split('/', 1)[0]!)
    if (![...byName.keys()].every(name => entries.has(name))) return undefined
    const present: NewTreeEntry[] = []
    for (const { name, type, mode, id: old } of entries.values()) {
      const some = byName.get(name)
      const below = some?.map(file => ({ ...file, path: file.path.slice(name.length + 1) }))
      if (below?.some(({ path }) => (path === '') !== (type === 'blob'))) return undefined
      const now = below && type === 'tree' ? await patched(old, below) : (below?.at(-1)?.id ?? old)
      if (now === undefined) return undefined
      const nowMode = type === 'tree' ? '40000' : ((below?.at(-1)?.mode ?? mode) as NewTreeEntry['mode'])
      present.push({ mode: nowMode, name: name.isWellFormed() ? name : (pathToBytes(name) ?? name), id: now })
    }
    const tree = gitTree(encodeTree(present))
    made.push(tree)
    // The next change follows on it.
    trees.remember(tree.id, tree.content)
    return tree.id
  }
  if (changed.length === 0) return { root: before, trees: [] }
  const root = await patched(before, changed)
  return root === undefined ? undefined : { root, trees: made }
}
