// Checks an entry that somebody else made: everything that it says about itself must hold before it is believed.
import { equalBytes, fromHex, gitId, sha256 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { type Commit, commitPayload, decodeCommit, withSignature } from '../base/git-format.ts'
import { entryBytesMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
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

// Rules to come may have other fields and refs, so this is looked at before all else; nothing of it is verified.
function assertRules(changeset: Uint8Array): void {
  const rules = firstNumber(changeset)
  if (rules > rulesKnown) {
    throw new KubeError('KUBE_LEDGER_NEWER', 'a ledger entry by newer rules', {
      reason: `its rules have the number ${rules}, this kubed knows ${rulesKnown}`,
      next: ['npm install -g kubed']
    })
  }
}

function parentTrailer(message: string): Uint8Array | undefined {
  const hex = /\nParent-SHA256: ([0-9a-f]{64})\n$/.exec(message)?.[1]
  return hex === undefined ? undefined : fromHex(hex)
}

/** Gives what the signature must be over: every byte of the commit follows from the changeset, and is compared. */
function assertCommit(bytes: EntryBytes, commit: Commit, values: Changeset): CommitValues {
  const tree = gitId('tree', entryTree(bytes.changeset, bytes.objects))
  demand(commit.tree === tree, 'its tree does not hold its changeset and its list of objects, and nothing else')
  demand(commit.parents.length <= 1, 'it has more than one parent')
  demand(commit.parents[0] === values.parent, 'the parent of its commit is not that of its changeset')
  const parentSha256 = parentTrailer(commit.message)
  demand((parentSha256 === undefined) === (values.parent === undefined), 'it does not bind its parent by SHA-256')
  const { name } = commit.author
  demand(name === values.chain || [...name].length <= authorLengthMax, 'its author is too long')
  return {
    tree,
    values,
    changesetSha256: sha256(bytes.changeset),
    objectsSha256: sha256(bytes.objects),
    parentSha256,
    name
  }
}

function assertSigned(bytes: Uint8Array, commit: Commit, expected: CommitValues, context: EntryContext): void {
  const payload = entryPayload(expected)
  if (commit.signature === undefined) throw invalid('it is not signed')
  if (!equalBytes(withSignature(payload, commit.signature), bytes)) {
    demand(equalBytes(commitPayload(bytes), payload), 'its commit does not say what its changeset says')
    throw invalid('its signature does not stand where git puts it')
  }
  const { chain } = expected.values
  demand(context.verify(chain, payload, commit.signature), 'its signature is not by the key of its chain')
}

/**
 * An entry whose hashes, bindings, form and signature hold, and the objects that it introduces. Whether it has its
 * place in the ledger, and whether it counts, `Ledger.insert` says.
 * @throws KUBE_LEDGER_INVALID with what is wrong, KUBE_LEDGER_NEWER for what says that it is by rules which this
 * program does not know (who says so is not verified)
 */
export function decodeEntry(bytes: EntryBytes, context: EntryContext): { entry: Entry; listed: ListedObject[] } {
  const size = bytes.commit.length + bytes.changeset.length + bytes.objects.length
  demand(size <= entryBytesMax, 'it is larger than an entry may be')
  assertRules(bytes.changeset)
  const values = decodeChangeset(bytes.changeset)
  assertChangeset(values)
  demand(equalBytes(values.subnet, context.subnet), 'it is of another subnet')
  const commit = splitCommit(bytes.commit)
  const expected = assertCommit(bytes, commit, values)
  assertSigned(bytes.commit, commit, expected, context)
  const listed = decodeObjectList(bytes.objects)
  assertListed(listed)
  return { entry: entryOf(bytes.commit, values, expected.parentSha256), listed }
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
