// A publish in one call: what is others than in the release that is published. Most publishes change a few small files, and
// the daemon has the rest.
import { gitId } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { pushBytesMax } from '../../base/limits.ts'
import type { GitObject } from '../../ports/objects.ts'
import type { ChangedFile, FileEntry, PublishChangeRequest } from '../api.ts'
import type { Trees } from '../trees.ts'
import { type ChangedTrees, patchedTrees, wholeFiles } from './changed-trees.ts'
import { foldersOf } from './release.ts'

/** What is made of a change before it is written. */
interface Since {
  /** All files of the release, as a plan has them. */
  readonly files: readonly FileEntry[]
  /** Its trees, where no file is new. */
  readonly trees: ChangedTrees | undefined
}

/**
 * Undefined where it does not follow on a release of just these files: folders published on their own, links and submodules
 * are in no plan.
 * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED
 */
export async function filesSince(trees: Trees, { since, put }: PublishChangeRequest): Promise<Since | undefined> {
  const { release, message } = await trees.commit(since)
  const before = foldersOf(message).length > 0 ? undefined : await wholeFiles(trees, release.tree)
  if (before === undefined) return undefined
  const changed = new Map(put.map(file => [file.path, file]))
  const files: FileEntry[] = []
  for (const { path, mode, id } of before) {
    if (mode === '120000') return undefined
    const file = changed.get(path)
    changed.delete(path)
    files.push(file ? entryOf(file) : { path, mode, id, size: 0 })
  }
  for (const file of changed.values()) files.push(entryOf(file))
  return { files, trees: changed.size > 0 ? undefined : await patchedTrees(trees, release.tree, put) }
}

const entryOf = ({ path, mode, id, size }: ChangedFile): FileEntry => ({ path, mode, id, size })

/** The blobs that came along. @throws KUBE_FILE_CHANGED when one is not what its id says, KUBE_LIMIT */
export function blobsOf({ put }: PublishChangeRequest): GitObject[] {
  const byId = new Map(put.map(({ id, content }) => [id, content]))
  const blobs = [...byId].map(([id, content]) => ({
    type: 'blob' as const,
    content: Buffer.from(content, 'base64'),
    id
  }))
  if (blobs.reduce((sum, { content }) => sum + content.length, 0) > pushBytesMax) {
    throw new KubeError('KUBE_LIMIT', 'these files are too large for one call', {
      reason: `${pushBytesMax} bytes are the most`,
      next: ['dx publish']
    })
  }
  for (const { id, content } of blobs) {
    if (gitId('blob', content) === id) continue
    throw new KubeError('KUBE_FILE_CHANGED', 'a file changed while it was published', {
      reason: `its bytes are not ${id}`,
      next: ['dx publish']
    })
  }
  return blobs
}
