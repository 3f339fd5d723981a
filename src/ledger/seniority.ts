// Whose withdrawal is weighed first (replication.md, Merge): admins by the length of the chain of issuers up to the root,
// then by when they were first made one; all others are equals, below them.
import { compareTime } from './clock.ts'
import type { Evidence } from './evidence.ts'
import type { Actor } from './rights.ts'
import type { Grant, HybridTime } from './types.ts'

export type Rank =
  | { readonly length: number; readonly time: HybridTime; readonly entry: string; readonly id: string }
  | undefined

/** Below zero when `a` is more senior. */
export function compareRanks(a: Rank, b: Rank): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  const byChain = a.length - b.length || compareTime(a.time, b.time)
  return byChain || text(a.entry, b.entry) || text(a.id, b.id)
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export class Ranks {
  readonly #evidence: Evidence
  readonly #grantsAt: (subject: string, entry: number) => readonly Grant[]

  constructor(evidence: Evidence, grantsAt: (subject: string, entry: number) => readonly Grant[]) {
    this.#evidence = evidence
    this.#grantsAt = grantsAt
  }

  of(actor: Actor, entry: number): Rank {
    return this.#best(actor.subject, actor.grants, entry)
  }

  #best(subject: string, held: readonly Grant[], entry: number): Rank {
    const { log, table, root } = this.#evidence
    const ids = new Set(held.filter(({ role, scope }) => role === 'admin' && scope === '').map(({ id }) => id))
    const own = log.carried(entry).map(grant => ({ grant, carrier: entry }))
    let best: Rank
    for (const { grant, carrier } of [...log.heldBy(subject), ...own]) {
      if (grant.subject !== subject || !ids.has(grant.id) || !table.reaches(entry, carrier)) continue
      const issuer =
        grant.issuer === root ? undefined : this.#best(grant.issuer, this.#grantsAt(grant.issuer, carrier), carrier)
      if (grant.issuer !== root && issuer === undefined) continue
      const time = table.time(carrier)
      const rank = { length: 1 + (issuer?.length ?? 0), time, entry: table.id(carrier), id: grant.id }
      if (compareRanks(rank, best) < 0) best = rank
    }
    return best
  }
}
