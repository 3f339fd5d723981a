// Entries of a chain: what a KUBE signs, as a git commit that holds the changeset and the list of its objects
// (replication.md, One truth). Made here; `entry-decode.ts` checks what others made.
import {
  concatBytes,
  fromHex,
  gitHeader,
  gitId,
  gitSha256,
  sha1Hex,
  sha256,
  sha256Hex,
  toHex,
  utf8
} from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { commitHeaders, type Ident, withSignature } from '../base/git-format.ts'
import { entryBytesMax } from '../base/limits.ts'
import { sortedById } from '../base/sorted-ids.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import { type AccountSignature, entryAccount } from './account.ts'
import { encodeChangeset, encodeObjectList } from './changeset-codec.ts'
import type { Changeset } from './changeset-read.ts'
import { assertChangeset, assertListed, byText, compareHeads, messageLine } from './entry-check.ts'
import {
  type ChainHead,
  type Entry,
  type EntryBytes,
  firstRules,
  type HybridTime,
  type ListedObject,
  type RefUpdate
} from './types.ts'

export interface EntryDraft {
  /** Raw 32-byte key of the subnet root. */
  readonly subnet: Uint8Array
  readonly chain: PeerId
  /** From 1. */
  readonly sequence: number
  /** The entry before. Absent for the first. */
  readonly parent?: Pick<Entry, 'id' | 'sha256'>
  /** Later than everything in the entry's causal past (`tick`). */
  readonly time: HybridTime
  /** The wall clock, for people. */
  readonly publishedMs: number
  /** `Ledger.depsFor(chain)` */
  readonly deps: readonly ChainHead[]
  readonly updates: readonly RefUpdate[]
  /** In whose name, when not in that of the KUBE: signed over `accountStatement`. */
  readonly account?: AccountSignature
  readonly credentials: readonly string[]
  /** One line for people. Control characters become spaces; what is too long is cut. */
  readonly message: string
  /** Of a changeset of strict realms: the term in which this chain orders them. */
  readonly term?: number
  /** `Ledger.rulesInForce`; the first when absent. */
  readonly rules?: number
  readonly objects: readonly ListedObject[]
  /** The KUBE's name, for the author line. */
  readonly name: string
}

export interface ComposedEntry {
  /** The commit without its signature: what is signed. */
  readonly payload: Uint8Array
  /** Content of `changeset.binpb`. */
  readonly changeset: Uint8Array
  /** Content of `objects.binpb`. */
  readonly objects: Uint8Array
  /** Content of the tree that holds the two. */
  readonly tree: Uint8Array
  readonly values: Changeset
  readonly parentSha256: Uint8Array | undefined
}

export interface EntryObject {
  readonly id: ObjectId
  readonly type: 'commit' | 'tree' | 'blob'
  readonly content: Uint8Array
  /** SHA-256 of `<type> <size>\0<content>`. */
  readonly sha256: Uint8Array
}

export interface SealedEntry {
  readonly bytes: EntryBytes
  readonly entry: Entry
  /** Tree, two blobs, and the commit last. */
  readonly objects: readonly EntryObject[]
}

export interface CommitValues {
  readonly tree: ObjectId
  readonly values: Changeset
  /** In hex, as those after it. */
  readonly changesetSha256: string
  readonly objectsSha256: string
  readonly parentSha256: string | undefined
  readonly name: string
}

/** The unsigned commit: every byte of it follows from these values, so there is one form. */
export function entryPayload(commit: CommitValues): Uint8Array {
  return utf8.encode(entryHeaders(commit) + entryText(commit))
}

/** What of it comes before the signature, */
export function entryHeaders({ tree, values, name }: CommitValues): string {
  const { chain, publishedMs, parent } = values
  const author: Ident = { name, email: `${chain}@kube`, seconds: Math.floor(publishedMs / 1000), offset: 0 }
  return commitHeaders({ tree, parents: parent === undefined ? [] : [parent], author, committer: author })
}

/** and what comes after it, the empty line first. */
export function entryText({ values, changesetSha256, objectsSha256, parentSha256 }: CommitValues): string {
  const parent = parentSha256 === undefined ? '' : `Parent-SHA256: ${parentSha256}\n`
  return `\n${values.message}\n\nChangeset-SHA256: ${changesetSha256}\nObjects-SHA256: ${objectsSha256}\n${parent}`
}

const treeParts = ['changeset.binpb', 'objects.binpb'].map(name => utf8.encode(`100644 ${name}\0`))

/** Content of the tree of an entry: two files in git's order. Every entry has it, so it is not made by way of a list. */
export function entryTree(changeset: Uint8Array, objects: Uint8Array): Uint8Array {
  const ids = [gitId('blob', changeset), gitId('blob', objects)]
  return concatBytes(...treeParts.flatMap((part, at) => [part, fromHex(ids[at]!)]))
}

/** Id of that tree. Each entry that comes is checked by it: the object is not put together anew each time. */
export function entryTreeId(changeset: Uint8Array, objects: Uint8Array): ObjectId {
  treeObject.write(gitId('blob', changeset), changesetAt, 'hex')
  treeObject.write(gitId('blob', objects), objectsAt, 'hex')
  return sha1Hex(treeObject)
}

const treeContent = entryTree(new Uint8Array(0), new Uint8Array(0))
/** With git's header: both files change nothing but their ids, of 20 bytes each. */
const treeObject = Buffer.concat([Buffer.from(gitHeader('tree', treeContent.length)), treeContent])
const objectsAt = treeObject.length - 20
const changesetAt = objectsAt - 20 - treeParts[1]!.length

/** Characters of the name in the author line. */
export const authorLengthMax = 64

function authorName(name: string, chain: PeerId): string {
  const clean = name
    .toWellFormed()
    .replace(/[<>\p{Cc}]/gu, '')
    .trim()
  return [...clean].slice(0, authorLengthMax).join('').trim() || chain
}

/**
 * The bytes of a new entry, to be signed. Lists are put in their order here.
 * @throws KUBE_LEDGER_INVALID when nobody would accept it, KUBE_LIMIT when it is larger than an entry may be
 */
export function composeEntry(draft: EntryDraft): ComposedEntry {
  const { subnet, chain, sequence, time, publishedMs, parent } = draft
  const values: Changeset = {
    rules: draft.rules ?? firstRules,
    subnet,
    chain,
    sequence,
    time,
    publishedMs: Math.floor(publishedMs),
    parent: parent?.id,
    deps: draft.deps.toSorted(compareHeads),
    updates: draft.updates.toSorted((a, b) => byText(a.ref, b.ref)),
    ...(draft.account && { account: draft.account }),
    credentials: draft.credentials.toSorted(byText),
    message: messageLine(draft.message),
    ...(draft.term !== undefined && { term: draft.term })
  }
  const listed = sortedById(draft.objects)
  assertChangeset(values)
  assertListed(listed)
  const changeset = encodeChangeset(values)
  const objects = encodeObjectList(listed)
  const tree = entryTree(changeset, objects)
  const parentSha256 = parent?.sha256
  const payload = entryPayload({
    tree: gitId('tree', tree),
    values,
    changesetSha256: sha256Hex(changeset),
    objectsSha256: sha256Hex(objects),
    parentSha256: parentSha256 && toHex(parentSha256),
    name: authorName(draft.name, chain)
  })
  const size = changeset.length + objects.length + payload.length
  if (size > entryBytesMax - 1024) {
    throw new KubeError('KUBE_LIMIT', 'the changeset is too large', {
      reason: `its entry has ${size} bytes, ${entryBytesMax} are the most; publish it in parts`,
      limit: 'entryBytesMax'
    })
  }
  return { payload, changeset, objects, tree, values, parentSha256 }
}

/**
 * The entry with its signature: armored, in namespace `git`, over `payload` (`Signer.sign`). Not verified here.
 */
export function sealEntry(composed: ComposedEntry, armored: string): SealedEntry {
  const commit = withSignature(composed.payload, armored)
  const { changeset, objects, tree, values, parentSha256 } = composed
  const entry = entryOf(commit, values, parentSha256)
  const object = (type: 'commit' | 'tree' | 'blob', content: Uint8Array): EntryObject => ({
    id: gitId(type, content),
    type,
    content,
    sha256: gitSha256(type, content)
  })
  return {
    bytes: { commit, changeset, objects },
    entry,
    objects: [object('tree', tree), object('blob', changeset), object('blob', objects), object('commit', commit)]
  }
}

export function entryOf(commit: Uint8Array, values: Changeset, parentSha256: Uint8Array | undefined): Entry {
  const { rules, chain, sequence, time, publishedMs, parent, deps, updates, account, credentials, message, term } =
    values
  const id = gitId('commit', commit)
  const own = { id, sha256: sha256(commit), parentSha256 }
  const entry = { rules, chain, sequence, time, publishedMs, parent, deps, updates, credentials, message, ...own }
  // Hardly any has one of these, and all are made alike, for speed.
  if (account === undefined && term === undefined) return entry
  return { ...entry, ...(account && { account: entryAccount(account) }), ...(term !== undefined && { term }) }
}
