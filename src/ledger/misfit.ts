// What only an entry's past shows: whether it says the truth about it. All of this depends on the past alone, so every
// KUBE finds the same.
import { equalBytes } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { compareTime, observe } from './clock.ts'
import type { EntryTable, Links } from './entry-table.ts'
import { invalid } from './failure.ts'
import type { Entry, HybridTime } from './types.ts'

/** Latest time in the past of each entry that is not later than its past; all others are themselves the latest. */
export type Floors = Map<number, HybridTime>

/** Where what an entry builds on is. @throws KUBE_LEDGER_INVALID when it is not here */
export function linksOf(table: EntryTable, entry: Pick<Entry, 'parent' | 'deps'>): Links {
  const find = (id: ObjectId): number => {
    const number = table.find(id)
    if (number === undefined) throw invalid(`${id}, which it builds on, is not here`)
    return number
  }
  const parent = entry.parent === undefined ? undefined : find(entry.parent)
  return { parent, deps: entry.deps.map(dep => find(dep.id)) }
}

/** The latest time in an entry's past, itself included. */
function floorOf(table: EntryTable, floors: Floors, entry: number): HybridTime {
  return floors.get(entry) ?? table.time(entry)
}

/** The latest time in the past of an entry to come; undefined when it builds on nothing. */
export function pastTime(table: EntryTable, floors: Floors, links: Links): HybridTime | undefined {
  let latest: HybridTime | undefined
  if (links.parent !== undefined) latest = floorOf(table, floors, links.parent)
  for (const dep of links.deps) latest = observe(latest, floorOf(table, floors, dep))
  return latest
}

/** In which way the entry speaks falsely of its parent or of the heads that it cites; undefined when it does not. */
export function misfit(table: EntryTable, entry: Entry, links: Links): string | undefined {
  const { parent, deps } = links
  if (parent !== undefined) {
    if (table.chain(parent) !== entry.chain) return 'its parent is an entry of another chain'
    if (table.sequence(parent) !== entry.sequence - 1) return 'its sequence number does not follow that of its parent'
    const same = entry.parentSha256 !== undefined && equalBytes(table.sha256(parent), entry.parentSha256)
    if (!same) return 'the SHA-256 of its parent is another'
  }
  for (const [at, dep] of deps.entries()) {
    const cited = entry.deps[at]!
    if (table.chain(dep) === cited.chain && table.sequence(dep) === cited.sequence) continue
    return `${cited.id}, which it cites, is not entry ${cited.sequence} of ${cited.chain}`
  }
  return undefined
}

/** In which way the entry is not where its time says; undefined when it is later than all that it builds on. */
export function misplaced(time: HybridTime, past: HybridTime | undefined): string | undefined {
  if (past === undefined || compareTime(time, past) > 0) return undefined
  return 'its hybrid time is not later than its causal past'
}
