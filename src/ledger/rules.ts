// The merge rules by their numbers (replication.md, One truth): which are in force, and whether an entry keeps to them.
import type { ObjectId } from '../base/types.ts'
import type { EntryTable, Links } from './entry-table.ts'
import { type Floors, linksOf, misfit, misplaced, pastTime } from './misfit.ts'
import type { NewerEntries } from './newer.ts'
import type { Raises } from './raises.ts'
import { revokedPattern } from './ref-grammar.ts'
import { type Entry, firstRules } from './types.ts'

export class Rules {
  /** Number of the newest that this program knows. */
  readonly known: number
  readonly #table: EntryTable
  readonly #raises: Raises
  readonly #newer: NewerEntries
  readonly #floors: Floors

  constructor(table: EntryTable, floors: Floors, raises: Raises, newer: NewerEntries, known: number) {
    this.known = known
    this.#table = table
    this.#floors = floors
    this.#raises = raises
    this.#newer = newer
  }

  /** Number of those by which the next entry is to be. */
  get inForce(): number {
    return this.#raises.now()
  }

  /** Whether some are in force, or were, that this program does not know: its state is not that of all that is here. */
  get isBehind(): boolean {
    return this.#newer.size > 0 || this.inForce > this.known
  }

  /** The newest that an entry here is by, or that are in force. */
  get newest(): number {
    return Math.max(this.inForce, ...this.#newer.numbers())
  }

  /** The newest that an entry of the state is by: all who know these can read them. */
  get needed(): number {
    return this.#table.rulesMax
  }

  /** In which way an entry that builds on these does not keep to the rules; undefined when it does. */
  broken(entry: Entry, links: Links): string | undefined {
    return unruly(entry, this.#raises.at(links))
  }

  /** Whether all of an entry is here, and not its place alone. */
  isWhole(id: ObjectId): boolean {
    const number = this.#table.find(id)
    return number !== undefined && !this.#table.isPlaceAlone(number)
  }

  /** What the ledger should have of an entry that is here, by all that came before it. */
  asKept(entry: Entry): Entry {
    const number = this.#table.find(entry.id)
    if (number === undefined || entry.rules <= firstRules) return entry
    const links = linksOf(this.#table, this.#table.get(number))
    if (links.deps.length !== entry.deps.length) return entry
    const past = pastTime(this.#table, this.#floors, links)
    const wrong = misfit(this.#table, entry, links) ?? misplaced(entry.time, past) ?? this.broken(entry, links)
    return (wrong !== undefined && stripped(entry)) || entry
  }
}

/** Whoever knows older rules can still take rights away. */
export function revokesAlone({ updates }: Pick<Entry, 'updates'>): boolean {
  return updates.length > 0 && updates.every(({ ref }) => revokedPattern.test(ref))
}

/** In which way an entry is not by the rules in force where it was written. */
function unruly(entry: Entry, inForce: number): string | undefined {
  if (entry.rules > inForce || (entry.rules < inForce && !revokesAlone(entry))) {
    return `it is by rules ${entry.rules}, and where it was written those of number ${inForce} are in force`
  }
  if (entry.malformed !== undefined) return entry.malformed
  if (entry.rules > firstRules && entry.updates.length === 0) return 'it is not what its rules ask for'
  return undefined
}

/**
 * What is kept of an entry that every version must find void, whether it can read the rest or not. Undefined when all of it is.
 */
export function stripped(entry: Entry): Entry | undefined {
  if (entry.rules <= firstRules) return undefined
  const { id, chain, sequence, rules, time, publishedMs, parent, deps, sha256, parentSha256 } = entry
  const place = { id, chain, sequence, rules, time, publishedMs, parent, deps, sha256, parentSha256 }
  return { ...place, updates: [], credentials: [], message: 'update' }
}
