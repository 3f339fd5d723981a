// Refs of chains: each branch of a chain has one. Usually a chain has one branch; a home that was restored may go on another.
import type { ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { Entry } from '../../ledger/types.ts'

export const logRef = (chain: PeerId): RefName => `refs/!kubes/${chain}/!log`

export interface BranchesOptions {
  /** Refs of chains, with the entries that they lead to. */
  readonly tips: ReadonlyMap<RefName, ObjectId>
  /** Whether the ledger has an entry. */
  readonly isIn: (id: ObjectId) => boolean
  /** An entry that the ledger has not; undefined where it cannot be read. */
  readonly peek: (id: ObjectId) => Promise<Entry | undefined>
}

/** The ref of the branch that an entry continues; a new one where it starts a second branch; none where one leads to it. */
export async function branchRef(entry: Entry, options: BranchesOptions): Promise<RefName | undefined> {
  const { tips } = options
  const log = logRef(entry.chain)
  const tip = tips.get(log)
  if (tip === undefined || tip === entry.parent || tip === entry.id) return log
  const fork = log.replace(/!log$/, '!fork')
  const forks = [...tips.keys()].filter(ref => ref.startsWith(fork))
  const continued = forks.find(ref => tips.get(ref) === entry.parent || tips.get(ref) === entry.id)
  if (continued) return continued
  for (const ref of [log, ...forks]) if (await leadsTo(tips.get(ref), entry, options)) return undefined
  return tips.has(fork) ? `${fork}-${entry.id.slice(0, 12)}` : fork
}

/** Whether a tip has an entry below it that is not in the ledger: what was left out, and comes again. */
async function leadsTo(
  tip: ObjectId | undefined,
  { id: wanted, sequence }: Entry,
  { isIn, peek }: BranchesOptions
): Promise<boolean> {
  for (let id = tip; id !== undefined && !isIn(id); ) {
    const entry = await peek(id)
    if (entry === undefined || entry.sequence <= sequence) return false
    if (entry.parent === wanted) return true
    id = entry.parent
  }
  return false
}
