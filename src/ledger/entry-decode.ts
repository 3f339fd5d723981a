// Checks an entry that somebody else made: everything that it says about itself must hold before it is believed.
import { equalBytes, fromHex, sha256Hex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { type Commit, commitPayload, decodeCommit } from '../base/git-format.ts'
import { isPeerId } from '../base/identity.ts'
import { entryBytesMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import { accountSigned } from './account.ts'
import { type Changeset, decodeChangeset, decodeObjectList, readChangeset } from './changeset-codec.ts'
import { authorLengthMax, type CommitValues, entryOf, entryPayload, entryTreeId } from './entry.ts'
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
  demand(named === sha256Hex(changeset), 'its commit does not name its changeset')
  const chain = author.email.replace(/@kube$/, '')
  const holds = signature !== undefined && isPeerId(chain) && verify(chain, commitPayload(bytes), signature)
  demand(holds, 'its signature is not by the key of its author')
}

/** In hex. */
function parentTrailer(message: string): string | undefined {
  return /\nParent-SHA256: ([0-9a-f]{64})\n$/.exec(message)?.[1]
}

/** What of a commit does not follow from its changeset. */
interface Given {
  readonly name: string
  readonly parentSha256: string | undefined
  /** Armored. */
  readonly signature: string
  /** Where its header begins and ends. */
  readonly from: number
  readonly to: number
}

/** Read from where `entryPayload` and `withSignature` put it; undefined when it is not there. Nothing else is looked at. */
function givenIn(bytes: Uint8Array): Given | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString('latin1')
  const author = text.indexOf(authorStart) + authorStart.length
  const from = text.indexOf(signatureStart) + 1
  const end = text.indexOf(signatureEnd, from)
  if (author < authorStart.length || from < 1 || end < 0) return undefined
  const to = end + signatureEnd.length
  const lines = text.slice(from + signatureStart.length - 1, to)
  const signature = lines.replaceAll('\n ', '\n')
  // One header alone stands for a signature: git's, each line but the first behind a space.
  if (signature.length !== lines.length - lineBreaks(lines) + 1 || lines.includes('\r')) return undefined
  const name = buffer.toString('utf8', author, text.indexOf(' <', author))
  return { name, parentSha256: parentTrailer(text.slice(-trailerLength)), signature, from, to }
}

function lineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Whether the bytes but for the header of the signature are these, and that header comes last. */
function isPayload(bytes: Uint8Array, payload: Uint8Array, { from, to }: Given): boolean {
  const own = Buffer.from(payload.buffer, payload.byteOffset, payload.length)
  const rest = bytes.length - to
  if (payload.length !== from + rest || own[from] !== newline) return false
  return own.compare(bytes, 0, from, 0, from) === 0 && own.compare(bytes, to, bytes.length, from) === 0
}

const newline = 0x0a

const authorStart = '\nauthor '
const signatureStart = '\ngpgsig '
const signatureEnd = '-----END SSH SIGNATURE-----\n'
const trailerLength = '\nParent-SHA256: \n'.length + 64

function expectedOf(
  bytes: EntryBytes,
  values: Changeset,
  { name, parentSha256 }: Pick<Given, 'name' | 'parentSha256'>
): CommitValues {
  demand((parentSha256 === undefined) === (values.parent === undefined), 'it does not bind its parent by SHA-256')
  demand(
    name === values.chain || name.length <= authorLengthMax || [...name].length <= authorLengthMax,
    'its author is too long'
  )
  return {
    tree: entryTreeId(bytes.changeset, bytes.objects),
    values,
    changesetSha256: sha256Hex(bytes.changeset),
    objectsSha256: sha256Hex(bytes.objects),
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
  if (!isPayload(bytes.commit, payload, given)) throw malformed(bytes, values)
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
  return {
    entry: entryOf(bytes.commit, values, parentSha256 === undefined ? undefined : fromHex(parentSha256)),
    listed
  }
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
  const parentSha256 = parentTrailer(splitCommit(bytes.commit).message)
  return entryOf(bytes.commit, values, parentSha256 === undefined ? undefined : fromHex(parentSha256))
}
