// Which merge rules are in force where (replication.md, One truth): those that an admin has put in force by the record of
// the root. Like rights, they hold also where the changeset lost a merge, and go with a withdrawal that strikes it.
import type { EntryTable, Links } from './entry-table.ts'
import { firstRules } from './types.ts'

interface Raise {
  readonly entry: number
  readonly rules: number
}

export class RaiseLog {
  readonly #table: EntryTable
  readonly #raises: Raise[] = []

  constructor(table: EntryTable) {
    this.#table = table
  }

  get isEmpty(): boolean {
    return this.#raises.length === 0
  }

  /** Of an entry that is not void. */
  add(entry: number, rules: number): void {
    this.#raises.push({ entry, rules })
  }

  /** Of those that count; without links of all that are here. */
  inForce(counts: (entry: number) => boolean, links?: Links): number {
    let found = firstRules
    for (const { entry, rules } of this.#raises) {
      if (rules > found && (links === undefined || this.#isPast(entry, links)) && counts(entry)) found = rules
    }
    return found
  }

  #isPast(entry: number, { parent, deps }: Links): boolean {
    if (parent !== undefined && this.#table.reaches(parent, entry)) return true
    return deps.some(dep => this.#table.reaches(dep, entry))
  }
}
