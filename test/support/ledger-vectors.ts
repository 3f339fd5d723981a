// Golden vectors of ledger entries: `node test/support/ledger-vectors.ts` writes test/vectors/ledger-entries.json.
// Keys are fixed, so the bytes are too; a change of them is a change of the format.
import { createPrivateKey, sign } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { concatBytes, fromHex, gitId, gitSha256, sha256, sha256Hex, toHex, utf8 } from '../../src/base/bytes.ts'
import { encodeTree, withSignature } from '../../src/base/git-format.ts'
import { sshBlobOfEd25519 } from '../../src/base/ssh-key.ts'
import { field } from '../../src/base/ssh-wire.ts'
import { sshsigBlob, sshsigMessage } from '../../src/base/sshsig.ts'
import {
  type AccountSignature,
  type AccountStatement,
  accountNamespace,
  accountStatement
} from '../../src/ledger/account.ts'
import { encodeChangeset, encodeObjectList } from '../../src/ledger/changeset-codec.ts'
import type { Changeset } from '../../src/ledger/changeset-read.ts'
import {
  composeEntry,
  type EntryDraft,
  entryPayload,
  entryTree,
  type SealedEntry,
  sealEntry
} from '../../src/ledger/entry.ts'
import type { EntryBytes, ListedObject } from '../../src/ledger/types.ts'
import { type SigningKey, signingKey } from '../../src/trust/keys.ts'
import { createSigner } from '../../src/trust/ssh-signature.ts'

export const vectorsFile = path.join(import.meta.dirname, '../vectors/ledger-entries.json')

export interface Vector {
  readonly comment: string
  /** Why it is refused; absent when it is valid. */
  readonly refused?: string
  /** Id of the entry, when it is valid. */
  readonly id?: string
  readonly commit: string
  readonly changeset: string
  readonly objects: string
}

export interface Vectors {
  readonly comment: string
  /** Raw key of the subnet root, in hex. */
  readonly subnet: string
  readonly entries: readonly Vector[]
}

/** An Ed25519 key from a word: for tests alone. */
export function fixedKey(word: string): SigningKey {
  const pkcs8 = concatBytes(fromHex('302e020100300506032b657004220420'), sha256(`kube test key ${word}`))
  return signingKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))
}

const [root, a1, a2, person] = ['root', 'a1', 'a2', 'person'].map(fixedKey) as [
  SigningKey,
  SigningKey,
  SigningKey,
  SigningKey
]
export const vectorSubnet = root.publicKey
const startMs = Date.UTC(2024, 0, 2, 3, 4, 5, 678)

export function listedBlob(text: string): ListedObject {
  const content = utf8.encode(text)
  return { id: gitId('blob', content), type: 'blob', size: content.length, sha256: gitSha256('blob', content) }
}

const value = (text: string): string => gitId('blob', utf8.encode(text))

export function baseDraft(more: Partial<EntryDraft> = {}): EntryDraft {
  return {
    subnet: root.publicKey,
    chain: a1.peerId,
    sequence: 1,
    time: { wallMs: startMs, counter: 0 },
    publishedMs: startMs,
    deps: [],
    updates: [{ ref: 'refs/local/kube/notepad/!https', old: undefined, new: value('release 1') }],
    credentials: [],
    message: 'publish dx://notepad',
    objects: [listedBlob('release 1')],
    name: 'a1',
    ...more
  }
}

export function seal(draft: EntryDraft, key: SigningKey): SealedEntry {
  const composed = composeEntry(draft)
  return sealEntry(composed, createSigner(key).sign(composed.payload))
}

interface Forgery {
  readonly values?: Partial<Changeset>
  readonly changeset?: (bytes: Uint8Array) => Uint8Array
  readonly objects?: readonly ListedObject[] | Uint8Array
  readonly tree?: (changeset: Uint8Array, objects: Uint8Array) => Uint8Array
  readonly payload?: (text: string) => string
  readonly armor?: (text: string) => string
  readonly key?: SigningKey
  readonly parentSha256?: Uint8Array
}

/** An entry that `composeEntry` would not make, well signed all the same. */
export function forge(forgery: Forgery): EntryBytes {
  const values: Changeset = { ...composeEntry(baseDraft()).values, ...forgery.values }
  const encoded = encodeChangeset(values)
  const changeset = forgery.changeset?.(encoded) ?? encoded
  const listed = forgery.objects ?? baseDraft().objects
  const objects = listed instanceof Uint8Array ? listed : encodeObjectList(listed)
  const tree = forgery.tree?.(changeset, objects) ?? entryTree(changeset, objects)
  const payload = entryPayload({
    tree: gitId('tree', tree),
    values,
    changesetSha256: sha256Hex(changeset),
    objectsSha256: sha256Hex(objects),
    parentSha256: forgery.parentSha256 && toHex(forgery.parentSha256),
    name: 'a1'
  })
  const text = new TextDecoder().decode(payload)
  const signed = utf8.encode(forgery.payload?.(text) ?? text)
  const armored = createSigner(forgery.key ?? a1).sign(signed)
  return { commit: withSignature(signed, forgery.armor?.(armored) ?? armored), changeset, objects }
}

const refused = (comment: string, reason: string, bytes: EntryBytes): Vector => ({
  comment,
  refused: reason,
  ...hexOf(bytes)
})

function hexOf({ commit, changeset, objects }: EntryBytes): { commit: string; changeset: string; objects: string } {
  return { commit: toHex(commit), changeset: toHex(changeset), objects: toHex(objects) }
}

const valid = (comment: string, sealed: SealedEntry): Vector => ({
  comment,
  id: sealed.entry.id,
  ...hexOf(sealed.bytes)
})

function validVectors(): Vector[] {
  const first = seal(baseDraft(), a1)
  const other = seal(baseDraft({ chain: a2.peerId, name: 'a2', time: { wallMs: startMs, counter: 1 } }), a2)
  const second = seal(
    baseDraft({
      sequence: 2,
      parent: first.entry,
      time: { wallMs: startMs + 1, counter: 7 },
      publishedMs: startMs + 1,
      deps: [{ chain: a2.peerId, sequence: 1, id: other.entry.id }],
      credentials: ['z', 'b'],
      updates: [
        { ref: 'refs/local/kube/notepad/!meta', old: undefined, new: value('record') },
        { ref: 'refs/local/kube/notepad/!https', old: value('release 1'), new: undefined }
      ],
      message: ' several\nlines ',
      name: 'Zoë <a1>'
    }),
    a1
  )
  // The key was used twice: the third entry builds on both.
  const branch = seal(baseDraft({ time: { wallMs: startMs, counter: 9 } }), a1)
  const joining = seal(
    baseDraft({
      sequence: 3,
      parent: second.entry,
      time: { wallMs: startMs + 2, counter: 0 },
      deps: [{ chain: a1.peerId, sequence: 1, id: branch.entry.id }]
    }),
    a1
  )
  const future = forge({ values: { rules: 2 }, changeset: bytes => Buffer.concat([bytes, Uint8Array.of(0x98, 6, 1)]) })
  return [
    { comment: 'rules of the future, with a field of theirs', id: gitId('commit', future.commit), ...hexOf(future) },
    valid('the first entry of a chain', first),
    valid('the first entry of another chain', other),
    valid('the second entry: parent, cited head, two refs of which one is deleted, name and message cleaned', second),
    valid('another first entry of the same chain', branch),
    valid('an entry that cites another branch of its own chain', joining),
    valid('made for an account', seal(baseDraft({ account: accountOf(person) }), a1)),
    valid('nothing updated, nothing listed', seal(baseDraft({ updates: [], objects: [], name: '' }), a1))
  ]
}

const update = (ref: string, more: object = {}) => ({ ref, old: undefined, new: value('x'), ...more })

function formVectors(): Vector[] {
  const id = value('another entry')
  const dep = { chain: a2.peerId, sequence: 1, id }
  const blob = listedBlob('x')
  const refs = (...names: string[]) => forge({ values: { updates: names.map(name => update(name)) } })
  return [
    refused('no rules', 'the number of its rules', forge({ values: { rules: 0 } })),
    refused('another subnet', 'another subnet', forge({ values: { subnet: a2.publicKey } })),
    refused('a subnet that is no key', 'its subnet is not a key', forge({ values: { subnet: new Uint8Array(31) } })),
    refused('a chain that is no peer id', 'its chain is not a peer id', forge({ values: { chain: 'k51' } })),
    refused('sequence 0', 'its sequence number is out of range', forge({ values: { sequence: 0 } })),
    refused('a first entry with a parent', 'has no parent', forge({ values: { parent: id } })),
    refused('a second entry without one', 'has no parent', forge({ values: { sequence: 2 } })),
    refused(
      'time after the year 9999',
      'its hybrid time',
      forge({ values: { time: { wallMs: 2 ** 48, counter: 0 } } })
    ),
    refused('it cites a head twice', 'not sorted, or one stands twice', forge({ values: { deps: [dep, dep] } })),
    refused('a ref that is no ref', 'does not begin with refs/', refs('HEAD')),
    refused('a chain head', 'is not written by changesets', refs(`refs/!kubes/${a1.peerId}/!log`)),
    refused('a kept conflict', 'is not written by changesets', refs('refs/!conflicts/0123456789ab/a/!https')),
    refused('a ref without a leaf', 'no component that begins with !', refs('refs/local/kube')),
    refused('a ref below a leaf', 'after one that is a leaf', refs('refs/a/!https/x')),
    refused('a ref that climbs', 'a component that no ref', refs('refs/../!https')),
    refused('a lock file', 'a component that no ref', refs('refs/a.lock/!https')),
    refused('one ref twice', 'not sorted, or one stands twice', refs('refs/a/!https', 'refs/a/!https')),
    refused('refs out of order', 'not sorted, or one stands twice', refs('refs/b/!https', 'refs/a/!https')),
    refused(
      'an update that changes nothing',
      'does not change',
      forge({
        values: { updates: [update('refs/a/!https', { old: value('x') })] }
      })
    ),
    refused(
      'the id of zeros',
      'is the id of zeros',
      forge({
        values: { updates: [update('refs/a/!https', { old: '0'.repeat(40) })] }
      })
    ),
    refused(
      'an id of 19 bytes',
      'is not an object id',
      forge({
        values: { updates: [update('refs/a/!https', { old: 'ab'.repeat(19) })] }
      })
    ),
    refused('a message of two lines', 'not one line', forge({ values: { message: 'a\nb' } })),
    refused('an object listed twice', 'not sorted, or one stands twice', forge({ objects: [blob, blob] })),
    refused('an object of 2^40 bytes', 'the size of a listed object', forge({ objects: [{ ...blob, size: 2 ** 40 }] })),
    refused(
      'a listed object without SHA-256',
      'has no SHA-256',
      forge({
        objects: [{ ...blob, sha256: new Uint8Array(0) }]
      })
    )
  ]
}

/** The account's signature over the updates of `baseDraft`, as told. */
function accountOf(
  key: SigningKey,
  more: Partial<AccountStatement> = {},
  namespace = accountNamespace
): AccountSignature {
  const { subnet, chain, updates } = baseDraft()
  const statement = { subnet, chain, updates, sequence: 0, nonce: sha256('nonce').subarray(0, 16), ...more }
  const blob = sshBlobOfEd25519(key.publicKey)
  const own = sign(null, sshsigMessage(accountStatement(statement), namespace), key.privateKey)
  const signature = sshsigBlob({ blob }, namespace, concatBytes(field('ssh-ed25519'), field(own)))
  return { publicKey: blob, sequence: statement.sequence, nonce: statement.nonce, signature }
}

function accountVectors(): Vector[] {
  const not = 'its account has not signed these updates'
  const by = (comment: string, reason: string, account: AccountSignature): Vector =>
    refused(comment, reason, forge({ values: { account } }))
  const good = accountOf(person)
  return [
    by('an account that signed for another subnet', not, accountOf(person, { subnet: a2.publicKey })),
    by('an account that signed for another KUBE', not, accountOf(person, { chain: a2.peerId })),
    by('an account that signed other updates', not, accountOf(person, { updates: [] })),
    by('an account that signed a commit', not, accountOf(person, {}, 'git')),
    by('a signature by another account', not, { ...good, publicKey: sshBlobOfEd25519(a2.publicKey) }),
    by('an account that signed another nonce', not, { ...good, nonce: sha256('other').subarray(0, 16) }),
    by('an account that has not signed', 'its account has not signed it', { ...good, signature: new Uint8Array(0) }),
    by('an account without a key', 'the key of its account is none', { ...good, publicKey: new Uint8Array(0) }),
    by('a short nonce', 'has not 16 bytes', { ...good, nonce: good.nonce.subarray(1) }),
    by('signed for a later part of the chain', 'for another part of the chain', accountOf(person, { sequence: 2 })),
    refused(
      'signed for a part of the chain that is more than 1,000 back',
      'for another part of the chain',
      forge({ values: { sequence: 1002, parent: value('another entry'), account: accountOf(person, { sequence: 1 }) } })
    )
  ]
}

function bindingVectors(): Vector[] {
  const first = seal(baseDraft(), a1)
  const parent = first.entry.id
  const objects = encodeObjectList([listedBlob('other')])
  const third = (trees: Uint8Array, more: Uint8Array): Uint8Array =>
    encodeTree([
      { mode: '100644', name: 'changeset.binpb', id: gitId('blob', trees) },
      { mode: '100644', name: 'objects.binpb', id: gitId('blob', more) },
      { mode: '100644', name: 'x', id: gitId('blob', more) }
    ])
  const said = 'its commit does not say what its changeset says'
  const elsewhere = 'does not stand where git puts it'
  const edited = (edit: (text: string) => string): Uint8Array =>
    utf8.encode(edit(new TextDecoder().decode(first.bytes.commit)))
  return [
    refused('signed by another key', 'not by the key of its chain', forge({ key: a2 })),
    refused('not signed', 'it is not signed', { ...first.bytes, commit: composeEntry(baseDraft()).payload }),
    refused(
      'armor wrapped anew: a second id for one entry',
      'not by the key of its chain',
      forge({
        armor: text => text.replace(/(.{70})\n(.{70})\n/, '$1$2\n')
      })
    ),
    refused('line ends of another system in the armor', elsewhere, {
      ...first.bytes,
      commit: edited(text => text.replace('SIGNATURE-----\n', 'SIGNATURE-----\r\n'))
    }),
    refused('the signature in front of the author', elsewhere, {
      ...first.bytes,
      commit: edited(text => text.replace(/(author .*)(gpgsig .*END SSH SIGNATURE-----\n)/s, '$2$1'))
    }),
    refused('objects.binpb of another entry', 'its tree does not hold', { ...first.bytes, objects }),
    refused('a third file in the tree', 'its tree does not hold', forge({ tree: third })),
    refused(
      'SHA-256 of other objects',
      said,
      forge({ payload: text => text.replace(/(Objects-SHA256: ).{4}/, '$10000') })
    ),
    refused('another time of day than published', said, forge({ payload: text => text.replaceAll(' 1704', ' 1705') })),
    refused('another subject line', said, forge({ payload: text => text.replace('publish', 'unpublish') })),
    refused('an author who is another KUBE', said, forge({ payload: text => text.replaceAll(a1.peerId, a2.peerId) })),
    refused(
      'a header more',
      'its commit is not one',
      forge({ payload: text => text.replace('author', 'encoding x\nauthor') })
    ),
    refused('a trailer more', said, forge({ payload: text => `${text}X: y\n` })),
    refused(
      're-parented',
      'the parent of its commit',
      forge({
        values: { sequence: 2, parent },
        parentSha256: first.entry.sha256,
        payload: text => text.replace(parent, value('another parent'))
      })
    ),
    refused('a parent without SHA-256', 'does not bind its parent', forge({ values: { sequence: 2, parent } })),
    refused(
      'two parents',
      'more than one parent',
      forge({
        values: { sequence: 2, parent },
        parentSha256: first.entry.sha256,
        payload: text => text.replace(/^parent .*\n/m, line => line + line)
      })
    )
  ]
}

function byteVectors(): Vector[] {
  const first = seal(baseDraft(), a1)
  const form = 'changeset.binpb is not in its one byte form'
  const bytes =
    (...more: number[]) =>
    (encoded: Uint8Array) =>
      concatBytes(encoded, Uint8Array.from(more))
  return [
    refused('an unknown field', form, forge({ changeset: bytes(0xf8, 0x01, 0x01) })),
    refused('a default that is written out', form, forge({ changeset: bytes(0x3a, 0x00) })),
    refused(
      'a number written longer than it is',
      form,
      forge({
        changeset: encoded => concatBytes(Uint8Array.of(0x08, 0x81, 0x00), encoded.subarray(2))
      })
    ),
    refused('cut short', 'cut short', forge({ changeset: encoded => encoded.subarray(0, -1) })),
    refused('a group', 'a group or an unknown wire type', forge({ changeset: bytes(0x0b) })),
    refused('no commit at all', 'its commit is not one', { ...first.bytes, commit: new Uint8Array(0) }),
    refused('nothing', form, {
      commit: new Uint8Array(0),
      changeset: new Uint8Array(0),
      objects: new Uint8Array(0)
    })
  ]
}

export function makeVectors(): Vectors {
  return {
    comment: 'Entries of ledger chains, all bytes in hex; test/support/ledger-vectors.ts makes this file',
    subnet: toHex(root.publicKey),
    entries: [...validVectors(), ...formVectors(), ...accountVectors(), ...bindingVectors(), ...byteVectors()]
  }
}

if (import.meta.main) fs.writeFileSync(vectorsFile, `${JSON.stringify(makeVectors(), null, 1)}\n`)
