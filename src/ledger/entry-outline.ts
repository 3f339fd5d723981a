// An entry by rules that this program does not know: what stays by all rules, and so is checked before it is kept and
// passed on (docs/protocol.md). Fields that are unknown are passed over.
import { equalBytes, fromHex, sha256Hex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { type Commit, commitPayload, decodeCommit, withSignature } from '../base/git-format.ts'
import { isPeerId } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'
import { decodeObjectList, readChangeset } from './changeset-codec.ts'
import type { Changeset } from './changeset-read.ts'
import { entryOf, entryTreeId } from './entry.ts'
import { assertListed, assertPlace } from './entry-check.ts'
import { demand, invalid } from './failure.ts'
import type { Entry, EntryBytes, ListedObject } from './types.ts'

export interface EntryContext {
  /** Raw key of the root of the subnet that this ledger is of. */
  readonly subnet: Uint8Array
  /** Number of the newest rules that are known, the program's own unless given. */
  readonly rulesKnown?: number
  /**
   * Whether `armored` is a signature over `payload` by the key of `chain` (`Verifier.verify`). It accepts one text alone
   * for one signature: else whoever relays an entry could give it a second id, and so forge a fork of the chain.
   */
  readonly verify: (chain: PeerId, payload: Uint8Array, armored: string) => boolean
}

/** @throws KUBE_LEDGER_INVALID */
export function splitCommit(bytes: Uint8Array): Commit {
  try {
    return decodeCommit(bytes)
  } catch (error) {
    if (error instanceof KubeError) throw invalid(`its commit is not one: ${error.reason}`, error)
    throw error
  }
}

/** In hex. */
export function parentTrailer(message: string): string | undefined {
  return /\nParent-SHA256: ([0-9a-f]{64})\n$/.exec(message)?.[1]
}

/** The commit names these very bytes, and is signed by the machine that is its author. */
function assertBound(commit: Commit, { commit: bytes, changeset, objects }: EntryBytes, context: EntryContext): void {
  const named = (what: string): string | undefined =>
    new RegExp(`\\n${what}-SHA256: ([0-9a-f]{64})\\n`).exec(commit.message)?.[1]
  demand(named('Changeset') === sha256Hex(changeset), 'its commit does not name its changeset')
  demand(named('Objects') === sha256Hex(objects), 'its commit does not name its list of objects')
  demand(
    commit.tree === entryTreeId(changeset, objects),
    'its tree does not hold its changeset and its list of objects, and nothing else'
  )
  const { signature } = commit
  if (signature === undefined) throw invalid('it is not signed')
  const payload = commitPayload(bytes)
  demand(equalBytes(withSignature(payload, signature), bytes), 'its signature does not stand where git puts it')
  const chain = chainOf(commit)
  const holds = isPeerId(chain) && context.verify(chain, payload, signature)
  demand(holds, 'its signature is not by the key of its author')
}

const chainOf = ({ author }: Commit): string => author.email.replace(/@kube$/, '')

function assertSays(commit: Commit, values: Changeset, { subnet }: EntryContext): void {
  demand(equalBytes(values.subnet, subnet), 'it is of another subnet')
  demand(values.chain === chainOf(commit), 'its author is not its chain')
  demand(commit.parents.length <= 1, 'it has more than one parent')
  demand(commit.parents[0] === values.parent, 'the parent of its commit is not that of its changeset')
  const binds = parentTrailer(commit.message) !== undefined
  demand(binds === (values.parent !== undefined), 'it does not bind its parent by SHA-256')
}

/** The place of an entry and the objects that it introduces. @throws KUBE_LEDGER_INVALID */
export function decodeOutline(bytes: EntryBytes, context: EntryContext): { entry: Entry; listed: ListedObject[] } {
  const commit = splitCommit(bytes.commit)
  assertBound(commit, bytes, context)
  const { account: _, term: __, ...values } = readChangeset(bytes.changeset)
  assertPlace(values)
  assertSays(commit, values, context)
  const listed = decodeObjectList(bytes.objects)
  assertListed(listed)
  const parentSha256 = parentTrailer(commit.message)
  return {
    entry: entryOf(bytes.commit, values, parentSha256 === undefined ? undefined : fromHex(parentSha256)),
    listed
  }
}
