// What an entry brings that rights depend on, read from its objects (ledger/types.ts, Facts): credentials, revocations,
// rules and order of records, files of keys. All of it follows from the ids of objects, and is kept with the entry in the state
// and in checkpoints; what no checkpoint covers, freeing leaves alone.
import { KubeError } from '../../base/errors.ts'
import { decodeCommit } from '../../base/git-format.ts'
import { keyFileBytesMax, readBytesMax } from '../../base/limits.ts'
import { sshKeyOfLine } from '../../base/ssh-key.ts'
import type { Logger, ObjectId, RefName } from '../../base/types.ts'
import { decodeRecord } from '../../graph/record-codec.ts'
import { isMeta, revokedPattern } from '../../ledger/ref-grammar.ts'
import {
  type Facts,
  firstRules,
  type Grant,
  type KeyFile,
  type Order,
  type RefUpdate,
  type Revocation,
  type RuleSet
} from '../../ledger/types.ts'
import { ruleSetOf } from '../../ledger/write-rules.ts'
import type { Objects } from '../../ports/objects.ts'
import { eachOf } from '../objects/pending-objects.ts'
import { namedIn, readAs, readSmallFile } from '../objects/small-commit.ts'
import { grantReader } from './held-credentials.ts'
import { readRevocation } from './revocation.ts'

export interface FactReader {
  /** What updates bring, files of keys aside; in their order. */
  of(updates: readonly RefUpdate[], objects: Objects): Promise<Facts>
  /** The keys in a file, as subjects. */
  keysIn(file: KeyFile, objects: Objects): Promise<string[]>
}

/** `subnet`: `did:key` of its root. */
export function factReader(subnet: string, logger: Logger): FactReader {
  const grantsOf = grantReader(subnet, logger)
  return {
    async of(updates, objects) {
      const grants: readonly Grant[] = await grantsOf(updates, objects)
      const revocations: Revocation[] = []
      const records = await recordsOf(updates, objects)
      const rules = records.flatMap(({ ref, rules: set }) => (set ? [{ ref, rules: set }] : []))
      const orders = records.flatMap(({ ref, order }) => (order ? [{ ref, order }] : []))
      const raises = Math.max(firstRules, ...records.map(record => record.raises))
      for (const { ref, new: commit } of updates) {
        if (commit !== undefined && revokedPattern.test(ref)) revocations.push(...(await revocationIn(objects, commit)))
      }
      return {
        ...(grants.length > 0 && { grants }),
        ...(revocations.length > 0 && { revocations }),
        ...(rules.length > 0 && { rules }),
        ...(orders.length > 0 && { orders }),
        ...(raises > firstRules && { raises })
      }
    },
    keysIn
  }
}

/** What of a record others' writes are judged by. */
interface Ruling {
  readonly ref: RefName
  readonly rules: RuleSet | undefined
  readonly order: Order | undefined
  /** Number of the merge rules that the record of the root puts in force. */
  readonly raises: number
}

async function recordsOf(updates: readonly RefUpdate[], objects: Objects): Promise<Ruling[]> {
  const metas = updates.filter(({ ref, new: commit }) => commit !== undefined && isMeta(ref))
  const files = await eachOf(metas, ({ new: commit }) => readSmallFile(objects, commit!, 'record.binpb'))
  return metas.flatMap(({ ref }, at) => recordIn(ref, files[at]))
}

async function revocationIn(objects: Objects, commit: ObjectId): Promise<Revocation[]> {
  const found = await readRevocation(objects, commit)
  if (found === undefined) return []
  const { credential, key, cut } = found
  return [{ ...(credential && { credential }), ...(key && { key }), cut }]
}

/** What is no record gives nobody a right and takes none. */
function recordIn(ref: RefName, file: Uint8Array | undefined): Ruling[] {
  try {
    if (file === undefined) return []
    const { properties, removed } = decodeRecord(file)
    const { actions, order } = properties
    const ended = removed.includes('/order') ? 'merge' : undefined
    const raises = ref === 'refs/!meta' ? (properties.rules ?? firstRules) : firstRules
    return [{ ref, rules: actions?.writes && ruleSetOf(actions.writes), order: order ?? ended, raises }]
  } catch (thrown) {
    if (thrown instanceof KubeError) return []
    throw thrown
  }
}

/** Lines that hold no key that KUBE knows name nobody; so does what is no file, and a file that is too large. */
async function keysIn({ commit, path }: KeyFile, objects: Objects): Promise<string[]> {
  const whole = { bytesMax: readBytesMax }
  let id = await readAs(objects, commit, { type: 'commit', ...whole }, content => decodeCommit(content).tree)
  const names = path.split('/')
  for (const [at, name] of names.entries()) {
    const kind = at === names.length - 1 ? 'file' : 'folder'
    id = id && (await readAs(objects, id, { type: 'tree', ...whole }, content => namedIn(content, name, kind)))
  }
  const text = (content: Uint8Array) => Buffer.from(content).toString('utf8')
  const lines = id && (await readAs(objects, id, { type: 'blob', bytesMax: keyFileBytesMax }, text))
  return subjectsIn(lines ?? '')
}

function subjectsIn(text: string): string[] {
  const subjects = new Set<string>()
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    try {
      subjects.add(sshKeyOfLine(line).subject)
    } catch (thrown) {
      if (!(thrown instanceof KubeError)) throw thrown
    }
  }
  return [...subjects].sort()
}
