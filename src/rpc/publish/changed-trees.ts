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
  if (wanted.size !== files.length) return undefined
  const made: BuiltTree[] = []
  /** Undefined where other files are there than are wanted. */
  const rebuilt = async (id: ObjectId, below: string): Promise<ObjectId | undefined> => {
    const { entries, isWhole } = await trees.listing(id)
    if (!isWhole || entries.size === 0) return undefined
    const present: NewTreeEntry[] = []
    let isSame = true
    for (const { name, type, mode, id: old } of entries.values()) {
      const path = below + name
      const file = wanted.get(path)
      const now = type === 'tree' ? await rebuilt(old, `${path}/`) : file?.id
      if (now === undefined) return undefined
      if (type === 'blob') wanted.delete(path)
      const nowMode = type === 'tree' ? '40000' : file!.mode
      isSame &&= now === old && nowMode === mode
      present.push({ mode: nowMode, name: name.isWellFormed() ? name : (pathToBytes(name) ?? name), id: now })
    }
    if (isSame) return id
    const tree = gitTree(encodeTree(present))
    made.push(tree)
    return tree.id
  }
  const root = await rebuilt(before, '')
  return root === undefined || wanted.size > 0 ? undefined : { root, trees: made }
}
