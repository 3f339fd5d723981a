// What a member may set a ref to is not what it should be: of another type, malformed, too large. Every KUBE makes the
// same of it, takes in what comes after it, and starts again with it.
import { expect, test } from 'vitest'
import { gitId, gitSha256, utf8 } from '../../../src/base/bytes.ts'
import { encodeCommit, encodeTree } from '../../../src/base/git-format.ts'
import { recordBytesMax } from '../../../src/base/limits.ts'
import { silent } from '../../../src/base/types.ts'
import type { Entry, ListedObject } from '../../../src/ledger/types.ts'
import { Connecting } from '../../../src/node/entries/connected.ts'
import { factReader } from '../../../src/node/entries/entry-facts.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import type { GitObject } from '../../../src/ports/objects.ts'
import { localKube } from '../../support/local-kube.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'

const author = { name: 'liar', email: 'liar@kube', seconds: 1_700_000_000, offset: 0 }
const blob: GitObject = { type: 'blob', content: utf8.encode('no commit') }
const idOf = ({ type, content }: GitObject): string => gitId(type, content)
const emptyTree: GitObject = { type: 'tree', content: new Uint8Array() }
const oddFile = encodeTree([{ mode: '40000', name: 'record.binpb', id: idOf(emptyTree) }])
const commitOf = (tree: Uint8Array): GitObject => {
  const content = encodeCommit({
    tree: gitId('tree', tree),
    parents: [],
    author,
    committer: author,
    message: 'odd\n'
  })
  return { type: 'commit', content }
}
const filed = (name: string, content: Uint8Array): GitObject[] => [
  ...smallCommit({ files: { [name]: content }, parents: [], author, message: 'odd' }).objects
]
const garbage = new Uint8Array(64).fill(0xff)
const large = new Uint8Array(recordBytesMax + 1)

/** A commit of another repository where a file or folder should be: it is nowhere here. */
const elsewhere = 'ab'.repeat(20)
const gitlinks = (...names: string[]): GitObject[] => {
  const tree = encodeTree(names.sort().map(name => ({ mode: '160000', name, id: elsewhere })))
  return [{ type: 'tree', content: tree }, commitOf(tree)]
}
const files = ['credential.json', 'credential.jwt', 'machine.binpb', 'record.binpb', 'revocation.binpb']

/** The last object is the value. */
const values: Readonly<Record<string, readonly GitObject[]>> = {
  'a blob': [blob],
  'a tree': [emptyTree],
  'a commit whose file is a folder': [emptyTree, { type: 'tree', content: oddFile }, commitOf(oddFile)],
  'a commit whose files are of another repository': gitlinks(...files),
  'a commit without files': [emptyTree, commitOf(new Uint8Array())],
  'a record of garbage': filed('record.binpb', garbage),
  'a record that is too large': filed('record.binpb', large),
  'a credential of garbage': filed('credential.jwt', garbage),
  'a credential that is too large': filed('credential.jwt', large),
  'a revocation of garbage': filed('revocation.binpb', garbage),
  'a revocation that is too large': filed('revocation.binpb', large),
  'a machine of garbage': filed('machine.binpb', garbage),
  'a token of garbage': filed('credential.json', garbage)
}

test.each(Object.entries(values))(
  '%s, where anything else should be',
  async (_, objects) => {
    const { kube, dir, end } = await localKube()
    const id = idOf(objects.at(-1)!)
    const refs = ['refs/a/!meta', 'refs/a/!https', 'refs/!trust/odd/!credential', 'refs/!trust/odd/!revoked']
    refs.push(`refs/!machines/${kube.self}/!machine`)
    await kube.replica.append(() => ({
      updates: refs.map(ref => ({ ref, old: kube.replica.ledger.ref(ref), new: id })),
      objects,
      message: 'odd'
    }))
    expect(kube.replica.ledger.ref('refs/a/!meta')).toBe(id)
    expect(kube.membership.isMember(kube.self)).toBe(true)
    const digest = kube.replica.ledger.digest()
    await end()
    const again = await localKube(dir)
    expect(again.kube.replica.ledger.ref('refs/a/!meta')).toBe(id)
    expect(again.kube.membership.isMember(again.kube.self)).toBe(true)
    await again.end()
    expect(digest).toHaveLength(64)
  },
  30_000
)

const malformed: readonly (readonly [string, GitObject])[] = [
  ['a commit that is none', { type: 'commit', content: garbage }],
  ['a tag that is none', { type: 'tag', content: garbage }],
  [
    'a tag of what nobody has',
    { type: 'tag', content: utf8.encode(`object ${elsewhere}\ntype commit\ntag v1\n\nv1\n`) }
  ],
  ['a tree that is cut short', { type: 'tree', content: oddFile.subarray(0, oddFile.length - 3) }]
]

test.each(malformed)('%s makes its entry incomplete, and fails nothing else', async (_, object) => {
  const objects = new MemoryDisk().objects()
  await objects.write([object])
  const { type, content } = object
  const listed: ListedObject = { id: idOf(object), type, size: content.length, sha256: gitSha256(type, content) }
  const entry = { updates: [{ ref: 'refs/a/!https', old: undefined, new: listed.id }] } as unknown as Entry
  const none = new Uint8Array()
  const staged = { entry, bytes: { commit: none, changeset: none, objects: none }, listed: [listed], inline: [] }
  expect(await new Connecting({ objects }).isConnected(staged)).toBe(false)
})

const keyFiles: readonly [string, readonly GitObject[], string][] = [
  ['a commit of another repository', gitlinks('keys'), 'keys'],
  ['a folder of another repository', gitlinks('a'), 'a/keys'],
  ['a folder', [emptyTree, { type: 'tree', content: oddFile }, commitOf(oddFile)], 'record.binpb'],
  ['a file in the place of a folder', filed('a', utf8.encode('text')), 'a/keys']
]

test.each(keyFiles)('%s, where a file of keys should be, names nobody', async (_, made, path) => {
  const objects = new MemoryDisk().objects()
  await objects.write([...made])
  expect(await factReader('', silent).keysIn({ commit: idOf(made.at(-1)!), path }, objects)).toEqual([])
})
