// Commits of a few files: credentials, machines, records. Not signed one by one: the entry that brings them is.
import { gitId } from '../base/bytes.ts'
import { decodeCommit, decodeTree, encodeCommit, encodeTree, type Ident } from '../base/git-format.ts'
import { recordBytesMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'

export interface SmallCommit {
  readonly id: ObjectId
  readonly objects: readonly GitObject[]
}

export interface SmallCommitRequest {
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly parents: readonly ObjectId[]
  readonly author: Ident
  readonly message: string
}

export function smallCommit({ files, parents, author, message }: SmallCommitRequest): SmallCommit {
  const blobs = Object.entries(files).map(([name, content]) => ({ name, content, id: gitId('blob', content) }))
  const tree = encodeTree(blobs.map(({ name, id }) => ({ mode: '100644', name, id })))
  const commit = encodeCommit({
    tree: gitId('tree', tree),
    parents,
    author,
    committer: author,
    message: `${message}\n`
  })
  const objects: GitObject[] = blobs.map(({ content }) => ({ type: 'blob', content }))
  return {
    id: gitId('commit', commit),
    objects: [...objects, { type: 'tree', content: tree }, { type: 'commit', content: commit }]
  }
}

/** One file of a small commit; undefined when it has none of that name. @throws KUBE_OBJECT_MISSING, KUBE_LIMIT */
export async function readSmallFile(objects: Objects, commit: ObjectId, name: string): Promise<Uint8Array | undefined> {
  const { tree } = decodeCommit((await objects.read(commit)).content)
  const entry = decodeTree((await objects.read(tree)).content).find(found => found.name === name)
  return entry && (await objects.read(entry.id, { bytesMax: recordBytesMax })).content
}

/** A commit over a tree that is stored already. */
export function smallMerge(request: { tree: ObjectId; parents: readonly ObjectId[]; author: Ident; message: string }): {
  id: ObjectId
  object: GitObject
} {
  const { tree, parents, author, message } = request
  const content = encodeCommit({ tree, parents, author, committer: author, message: `${message}\n` })
  return { id: gitId('commit', content), object: { type: 'commit', content } }
}
