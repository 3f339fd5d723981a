// Which merge rules are in force where (replication.md, One truth): those that an admin has put in force by the record of
// the root. Like rights, they hold also where the changeset lost a merge, and go with a withdrawal that strikes it.
import type { EntryTable, Links } from './entry-table.ts'
import type { Epochs } from './epochs.ts'
import { isPast } from './past-view.ts'
import { isAdmin } from './rights.ts'
import { type Facts, firstRules } from './types.ts'

interface Raise {
  readonly entry: number
  readonly rules: number
}

export const onlyAdminsRaise = 'admins alone put other merge rules in force'

export class Raises {
  readonly #table: EntryTable
  readonly #epochs: Epochs
  readonly #raises: Raise[] = []

  constructor(table: EntryTable, epochs: Epochs) {
    this.#table = table
    this.#epochs = epochs
  }

  /** Takes note of what an entry that is not void puts in force. */
  take(entry: number, { raises }: Facts): void {
    if (raises !== undefined) this.#raises.push({ entry, rules: raises })
  }

  /** Number of the merge rules in force for whoever builds on these alone. */
  at(links: Links): number {
    if (this.#raises.length === 0) return firstRules
    const verdict = this.#epochs.of(this.#epochs.pastOf(links))
    return this.#highest(entry => isPast(this.#table, entry, links) && verdict.counts(entry))
  }

  /** The same for whoever builds on all that is here. */
  now(): number {
    return this.#highest(entry => this.#epochs.now.counts(entry))
  }

  /** Whoever may write the record of the root by a rule alone puts no other merge rules in force. */
  refusal(number: number, { raises = firstRules }: Facts, links: Links): string | undefined {
    if (raises === firstRules || raises <= this.at(links)) return undefined
    return isAdmin(this.#epochs.at(number).grantsOf(number)) ? undefined : onlyAdminsRaise
  }

  #highest(counts: (entry: number) => boolean): number {
    let found = firstRules
    for (const { entry, rules } of this.#raises) if (rules > found && counts(entry)) found = rules
    return found
  }
}
