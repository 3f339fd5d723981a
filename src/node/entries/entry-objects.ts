// An entry as git stores it.
import { KubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTree } from '../../base/git-format.ts'
import type { ObjectId } from '../../base/types.ts'
import { entryTree } from '../../ledger/entry.ts'
import type { EntryBytes } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'

/** The four git objects of an entry. */
export function entryObjects(bytes: EntryBytes): GitObject[] {
  const blobs: GitObject[] = [
    { type: 'blob', content: bytes.changeset },
    { type: 'blob', content: bytes.objects }
  ]
  return [
    ...blobs,
    { type: 'tree', content: entryTree(bytes.changeset, bytes.objects) },
    { type: 'commit', content: bytes.commit }
  ]
}

/** The three byte strings of an entry, from git. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED, KUBE_LEDGER_INVALID */
export async function readEntry(objects: Objects, id: ObjectId): Promise<EntryBytes> {
  const commit = (await objects.read(id)).content
  const tree = (await objects.read(decodeCommit(commit).tree)).content
  const blobs = new Map(decodeTree(tree).map(({ name, id: blob }) => [name, blob]))
  const [changeset, listed] = [blobs.get('changeset.binpb'), blobs.get('objects.binpb')]
  if (!changeset || !listed) {
    throw new KubeError('KUBE_LEDGER_INVALID', `${id} is no entry of a chain`, { reason: 'its tree lacks a file' })
  }
  return {
    commit,
    changeset: (await objects.read(changeset)).content,
    objects: (await objects.read(listed)).content
  }
}
