// Checks an entry that somebody else made: everything that it says about itself must hold before it is believed.
import { equalBytes, fromHex, sha256Hex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { commitPayload } from '../base/git-format.ts'
import { entryBytesMax } from '../base/limits.ts'
import { accountSigned } from './account.ts'
import { decodeChangeset, decodeObjectList, readChangeset } from './changeset-codec.ts'
import type { Changeset } from './changeset-read.ts'
import {
  authorLengthMax,
  type CommitValues,
  entryHeaders,
  entryOf,
  entryPayload,
  entryText,
  entryTreeId
} from './entry.ts'
import { assertChangeset, assertListed } from './entry-check.ts'
import { decodeOutline, type EntryContext, parentTrailer, splitCommit } from './entry-outline.ts'
import { demand, invalid } from './failure.ts'
import { type Entry, type EntryBytes, firstRules, type ListedObject, rulesKnown } from './types.ts'
import { firstNumber } from './wire-scan.ts'

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

/**
 * Read from where `entryHeaders` and `withSignature` put it; undefined when it is not there. Nothing else is looked at.
 * @param text the commit, a character for each byte
 */
function givenIn(text: string, bytes: Buffer): Given | undefined {
  const author = text.indexOf(authorStart) + authorStart.length
  const from = text.indexOf(signatureStart) + 1
  const end = text.indexOf(signatureEnd, from)
  if (author < authorStart.length || from < 1 || end < 0) return undefined
  const to = end + signatureEnd.length
  const signature = unfolded(text, from + signatureStart.length - 1, to)
  if (signature === undefined) return undefined
  const name = bytes.toString('utf8', author, text.indexOf(' <', author))
  return { name, parentSha256: parentTrailer(text.slice(-trailerLength)), signature, from, to }
}

/** What a header says, each line but the first of it behind a space; undefined when one header alone does not stand there. */
function unfolded(text: string, from: number, to: number): string | undefined {
  let value = ''
  for (let at = from; at < to; ) {
    const next = text.indexOf('\n', at) + 1
    if (next < to && text[next] !== ' ') return undefined
    value += text.slice(at, next)
    at = next + 1
  }
  return value.includes('\r') ? undefined : value
}

/** What is signed, where all of the commit but the header of the signature is as expected, and that header comes last. */
function payloadIn(text: string, bytes: Buffer, { from, to }: Given, expected: CommitValues): Buffer | undefined {
  const plain = ascii.test(expected.name) && ascii.test(expected.values.message)
  const [headers, rest] = plain
    ? [entryHeaders(expected), entryText(expected)]
    : [asBytes(entryHeaders(expected)), asBytes(entryText(expected))]
  if (text.slice(0, from) !== headers || text.slice(to) !== rest) return undefined
  const payload = Buffer.allocUnsafe(headers.length + rest.length)
  payload.set(bytes.subarray(0, from))
  payload.set(bytes.subarray(to), from)
  return payload
}

/** All else of a commit is ASCII: ids, numbers, the name of a chain, which was looked at before. */
const ascii = /^[\0-\x7f]*$/

/** A character for each byte of its UTF-8. */
const asBytes = (text: string): string => Buffer.from(text).toString('latin1')

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
  const commit = Buffer.from(bytes.commit.buffer, bytes.commit.byteOffset, bytes.commit.length)
  const text = commit.toString('latin1')
  const given = givenIn(text, commit)
  if (given === undefined) throw malformed(bytes, values)
  const expected = expectedOf(bytes, values, given)
  const payload = payloadIn(text, commit, given, expected)
  if (payload === undefined) throw malformed(bytes, values)
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
 * place in the ledger, and whether it counts, `Ledger.insert` says. Of one by rules that this program does not know its place
 * holds; so it does of one that breaks newer rules than the first, for machines that know them not have passed it on
 * and cannot be blamed: it is `malformed`.
 * @throws KUBE_LEDGER_INVALID with what is wrong
 */
export function decodeEntry(bytes: EntryBytes, context: EntryContext): { entry: Entry; listed: ListedObject[] } {
  const size = bytes.commit.length + bytes.changeset.length + bytes.objects.length
  demand(size <= entryBytesMax, 'it is larger than an entry may be', 'entryBytesMax')
  const rules = firstNumber(bytes.changeset)
  if (rules > (context.rulesKnown ?? rulesKnown)) return decodeOutline(bytes, context)
  if (rules <= firstRules) return decodeWhole(bytes, context)
  try {
    return decodeWhole(bytes, context)
  } catch (thrown) {
    if (!(thrown instanceof KubeError)) throw thrown
    const { entry, listed } = decodeOutline(bytes, context)
    return { entry: { ...entry, malformed: thrown.reason }, listed }
  }
}

function decodeWhole(bytes: EntryBytes, context: EntryContext): { entry: Entry; listed: ListedObject[] } {
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
 * @throws KUBE_LEDGER_INVALID when it is of another subnet or no entry
 */
export function decodeStoredEntry(
  bytes: Pick<EntryBytes, 'commit' | 'changeset'>,
  context: Pick<EntryContext, 'subnet'>
): Entry {
  const values = readChangeset(bytes.changeset)
  demand(equalBytes(values.subnet, context.subnet), 'it is of another subnet')
  const parentSha256 = parentTrailer(splitCommit(bytes.commit).message)
  return entryOf(bytes.commit, values, parentSha256 === undefined ? undefined : fromHex(parentSha256))
}
