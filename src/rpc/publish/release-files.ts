// The files of a whole release, and the trees that hold them: what is published, with what stays beside it.
import { toHex } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { buildTrees } from '../../base/git-format.ts'
import { pathToBytes } from '../../base/path-bytes.ts'
import type { ObjectId } from '../../base/types.ts'
import type { GitObject } from '../../ports/objects.ts'
import type { FileEntry, PublishPlanRequest } from '../api.ts'
import type { Target } from '../target.ts'
import type { TreeFileEntry, Trees } from '../trees.ts'
import { changedTrees } from './changed-trees.ts'
import { foldersOf } from './release.ts'

/** All files of a release, and the trees that hold them. */
export interface ReleaseFiles {
  readonly files: readonly TreeFileEntry[]
  /** Published on their own. */
  readonly folders: readonly string[]
  readonly root: ObjectId
  readonly trees: readonly GitObject[]
}

/** What is published @param head the release that it follows on @throws KUBE_FILE_REFUSED, and as reading that one */
export async function releaseFiles(
  trees: Trees,
  { request, target }: { readonly request: PublishPlanRequest; readonly target: Target },
  head: ObjectId | undefined
): Promise<ReleaseFiles> {
  const before = head === undefined ? undefined : await trees.commit(head)
  const { files, folders } = await allFiles(trees, request.files, target, before)
  const changed = before && (await changedTrees(trees, before.release.tree, files))
  return { files, folders, ...(changed ?? buildTrees(files.map(file => ({ ...file, path: bytesOf(file.path) })))) }
}

async function allFiles(
  trees: Trees,
  files: readonly FileEntry[],
  { resource }: Target,
  before: { release: { tree: ObjectId }; message: string } | undefined
) {
  const kept = before ? foldersOf(before.message) : []
  const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
  if (resource.length === 0) {
    const folders = kept.filter(folder => !files.some(file => within(file.path, folder)))
    const beside = folders.length === 0 || !before ? [] : await trees.files(before.release.tree)
    return { files: [...files, ...beside.filter(file => folders.some(folder => within(file.path, folder)))], folders }
  }
  const folder = resource.join('/')
  const all = before ? await trees.files(before.release.tree) : []
  const moved: TreeFileEntry[] = files.map(({ path, mode, id }) => ({ path: `${folder}/${path}`, mode, id }))
  const folders = [...new Set([...kept.filter(other => !within(other, folder)), folder])]
  return { files: [...all.filter(file => !within(file.path, folder)), ...moved], folders }
}

function bytesOf(path: string): string | Uint8Array {
  if (path.isWellFormed()) return path
  const bytes = pathToBytes(path)
  if (bytes) return bytes
  throw new KubeError('KUBE_FILE_REFUSED', 'a file name is not valid', { reason: toHex(Buffer.from(path)) })
}
