// Commits of a few files: credentials, machines, records. Not signed one by one: the entry that brings them is.
import { gitId } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTree, encodeCommit, encodeTree, type Ident } from '../../base/git-format.ts'
import { recordBytesMax } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import { andThen, inHandOf, type Soon } from './pending-objects.ts'

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
  const treeId = gitId('tree', tree)
  const commit = encodeCommit({
    tree: treeId,
    parents,
    author,
    committer: author,
    message: `${message}\n`
  })
  const objects: GitObject[] = blobs.map(({ content, id }) => ({ type: 'blob', content, id }))
  const id = gitId('commit', commit)
  return {
    id,
    objects: [...objects, { type: 'tree', content: tree, id: treeId }, { type: 'commit', content: commit, id }]
  }
}

/**
 * One file of a small commit; undefined when it has none of that name, and for what is no such commit: whoever wrote it,
 * all KUBEs read the same. At once where its objects are in hand.
 * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED as the store does, nothing else
 */
export function readSmallFile(objects: Objects, commit: ObjectId, name: string): Soon<Uint8Array | undefined> {
  const bytesMax = recordBytesMax
  const ofName = (content: Uint8Array) => namedIn(content, name, 'file')
  const tree = readAs(objects, commit, { type: 'commit', bytesMax }, content => decodeCommit(content).tree)
  const file = andThen(tree, id => id && readAs(objects, id, { type: 'tree', bytesMax }, ofName))
  return andThen(file, id => (id ? readAs(objects, id, { type: 'blob', bytesMax }, content => content) : undefined))
}

/** The file or folder of that name in a tree; what a commit of another repository has (a gitlink) is neither, and not here. */
export function namedIn(tree: Uint8Array, name: string, kind: 'file' | 'folder'): ObjectId | undefined {
  const found = decodeTree(tree).find(entry => entry.name === name)
  if (found === undefined || found.mode === '160000') return undefined
  return (found.mode === '40000') === (kind === 'folder') ? found.id : undefined
}

/** What an object says; undefined when it has another type or form, or is larger. @throws as `readSmallFile` */
export function readAs<T>(
  objects: Objects,
  id: ObjectId,
  { type, bytesMax }: { readonly type: GitObject['type']; readonly bytesMax: number },
  read: (content: Uint8Array) => T
): Soon<T | undefined> {
  const saidBy = (object: GitObject | undefined): T | undefined =>
    object?.type === type ? formed(() => read(object.content)) : undefined
  const known = inHandOf(objects, id)
  if (known !== undefined) return known.content.length <= bytesMax ? saidBy(known) : undefined
  return objects
    .read(id, { bytesMax })
    .catch((thrown: unknown) => without('KUBE_LIMIT', thrown))
    .then(saidBy)
}

/** What bytes say; undefined when they are malformed. */
export function formed<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (thrown) {
    return without('KUBE_OBJECT_DAMAGED', thrown)
  }
}

function without(code: string, thrown: unknown): undefined {
  if (!(thrown instanceof KubeError && thrown.code === code)) throw thrown
  return undefined
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
