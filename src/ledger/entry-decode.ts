// Checks an entry that somebody else made: everything that it says about itself must hold before it is believed.
import { equalBytes, fromHex, gitId, sha256, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { type Commit, commitPayload, decodeCommit, withSignature } from '../base/git-format.ts'
import { isPeerId } from '../base/identity.ts'
import { entryBytesMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import { accountSigned } from './account.ts'
import { type Changeset, decodeChangeset, decodeObjectList, readChangeset } from './changeset-codec.ts'
import { authorLengthMax, type CommitValues, entryOf, entryPayload, entryTree } from './entry.ts'
import { assertChangeset, assertListed } from './entry-check.ts'
import { demand, invalid } from './failure.ts'
import { type Entry, type EntryBytes, type ListedObject, rulesKnown } from './types.ts'
import { firstNumber } from './wire-scan.ts'

export interface EntryContext {
  /** Raw key of the root of the subnet that this ledger is of. */
  readonly subnet: Uint8Array
  /**
   * Whether `armored` is a signature over `payload` by the key of `chain` (`Verifier.verify`). It accepts one text alone
   * for one signature: else whoever relays an entry could give it a second id, and so forge a fork of the chain.
   */
  readonly verify: (chain: PeerId, payload: Uint8Array, armored: string) => boolean
}

function splitCommit(bytes: Uint8Array): Commit {
  try {
    return decodeCommit(bytes)
  } catch (error) {
    if (error instanceof KubeError) throw invalid(`its commit is not one: ${error.reason}`, error)
    throw error
  }
}

// Rules to come may have other fields and refs, so their number is looked at before all else.
function assertRules(changeset: Uint8Array): void {
  const rules = firstNumber(changeset)
  if (rules <= rulesKnown) return
  throw new KubeError('KUBE_LEDGER_NEWER', 'a ledger entry by newer rules', {
    reason: `its rules have the number ${rules}, this kubed knows ${rulesKnown}`,
    next: ['npm install -g kubed']
  })
}

/**
 * What stays by all rules: the commit names these very bytes, and is signed by the machine that is its author. Else
 * whoever relays an entry could have it taken for one by newer rules.
 */
function assertBound({ commit: bytes, changeset }: EntryBytes, { verify }: EntryContext): void {
  const { message, author, signature } = splitCommit(bytes)
  const named = /\nChangeset-SHA256: ([0-9a-f]{64})\n/.exec(message)?.[1]
  demand(named === toHex(sha256(changeset)), 'its commit does not name its changeset')
  const chain = author.email.replace(/@kube$/, '')
  const holds = signature !== undefined && isPeerId(chain) && verify(chain, commitPayload(bytes), signature)
  demand(holds, 'its signature is not by the key of its author')
}

function parentTrailer(message: string): Uint8Array | undefined {
  const hex = /\nParent-SHA256: ([0-9a-f]{64})\n$/.exec(message)?.[1]
  return hex === undefined ? undefined : fromHex(hex)
}

/** What of a commit does not follow from its changeset. */
interface Given {
  readonly name: string
  readonly parentSha256: Uint8Array | undefined
  readonly signature: string
}

/** Read from where `entryPayload` and `withSignature` put it; undefined when it is not there. Nothing else is looked at. */
function givenIn(bytes: Uint8Array): Given | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString('latin1')
  const author = text.indexOf(authorStart) + authorStart.length
  const signature = text.indexOf(signatureStart)
  const end = text.indexOf(signatureEnd, signature)
  if (author < authorStart.length || signature < 0 || end < 0) return undefined
  return {
    name: buffer.toString('utf8', author, text.indexOf(' <', author)),
    parentSha256: parentTrailer(text.slice(-trailerLength)),
    signature: text.slice(signature + signatureStart.length, end + signatureEnd.length).replaceAll('\n ', '\n')
  }
}

const authorStart = '\nauthor '
const signatureStart = '\ngpgsig '
const signatureEnd = '-----END SSH SIGNATURE-----\n'
const trailerLength = '\nParent-SHA256: \n'.length + 64

function expectedOf(
  bytes: EntryBytes,
  values: Changeset,
  { name, parentSha256 }: Omit<Given, 'signature'>
): CommitValues {
  demand((parentSha256 === undefined) === (values.parent === undefined), 'it does not bind its parent by SHA-256')
  demand(name === values.chain || [...name].length <= authorLengthMax, 'its author is too long')
  return {
    tree: gitId('tree', entryTree(bytes.changeset, bytes.objects)),
    values,
    changesetSha256: sha256(bytes.changeset),
    objectsSha256: sha256(bytes.objects),
    parentSha256,
    name
  }
}

/** Every byte of the commit follows from the changeset and what is given, and is compared. */
function assertCommit(bytes: EntryBytes, values: Changeset, context: EntryContext): CommitValues {
  const given = givenIn(bytes.commit)
  if (given === undefined) throw malformed(bytes, values)
  const expected = expectedOf(bytes, values, given)
  const payload = entryPayload(expected)
  if (!equalBytes(withSignature(payload, given.signature), bytes.commit)) throw malformed(bytes, values)
  demand(context.verify(values.chain, payload, given.signature), 'its signature is not by the key of its chain')
  return expected
}

/** In which way the commit is not that of its changeset. */
function malformed(bytes: EntryBytes, values: Changeset): KubeError {
  const commit = splitCommit(bytes.commit)
  const { name } = commit.author
  const expected = expectedOf(bytes, values, { name, parentSha256: parentTrailer(commit.message) })
  demand(
    commit.tree === expected.tree,
    'its tree does not hold its changeset and its list of objects, and nothing else'
  )
  demand(commit.parents.length <= 1, 'it has more than one parent')
  demand(commit.parents[0] === values.parent, 'the parent of its commit is not that of its changeset')
  demand(commit.signature !== undefined, 'it is not signed')
  const same = equalBytes(commitPayload(bytes.commit), entryPayload(expected))
  demand(same, 'its commit does not say what its changeset says')
  return invalid('its signature does not stand where git puts it')
}

/**
 * An entry whose hashes, bindings, form and signature hold, and the objects that it introduces. Whether it has its
 * place in the ledger, and whether it counts, `Ledger.insert` says.
 * @throws KUBE_LEDGER_INVALID with what is wrong, KUBE_LEDGER_NEWER for one by rules which this program does not know
 */
export function decodeEntry(bytes: EntryBytes, context: EntryContext): { entry: Entry; listed: ListedObject[] } {
  const size = bytes.commit.length + bytes.changeset.length + bytes.objects.length
  demand(size <= entryBytesMax, 'it is larger than an entry may be')
  if (firstNumber(bytes.changeset) > rulesKnown) assertBound(bytes, context)
  assertRules(bytes.changeset)
  const values = decodeChangeset(bytes.changeset)
  assertChangeset(values)
  demand(equalBytes(values.subnet, context.subnet), 'it is of another subnet')
  const { parentSha256 } = assertCommit(bytes, values, context)
  if (values.account !== undefined) {
    demand(accountSigned(values, values.account), 'its account has not signed these updates')
  }
  const listed = decodeObjectList(bytes.objects)
  assertListed(listed)
  return { entry: entryOf(bytes.commit, values, parentSha256), listed }
}

/**
 * An entry that this very KUBE checked before it stored it, and whose changeset is the one that its commit names by
 * SHA-256: read, not checked again.
 * @throws KUBE_LEDGER_INVALID when it is of another subnet or no entry, KUBE_LEDGER_NEWER for unknown rules
 */
export function decodeStoredEntry(
  bytes: Pick<EntryBytes, 'commit' | 'changeset'>,
  context: Pick<EntryContext, 'subnet'>
): Entry {
  assertRules(bytes.changeset)
  const values = readChangeset(bytes.changeset)
  demand(equalBytes(values.subnet, context.subnet), 'it is of another subnet')
  return entryOf(bytes.commit, values, parentTrailer(splitCommit(bytes.commit).message))
}
