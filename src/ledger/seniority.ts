// Whose withdrawal is weighed first (replication.md, Merge): admins by the length of the chain of issuers up to the root,
// then by when they were first made one; all others are equals, below them.
import { compareTime } from './clock.ts'
import { byText } from './entry-check.ts'
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
  return byChain || byText(a.entry, b.entry) || byText(a.id, b.id)
}

/** A grant, and the entry that brought it. */
interface Brought {
  readonly grant: Grant
  readonly carrier: number
}

/** Somebody, as an entry saw him. */
interface Seen {
  readonly subject: string
  readonly entry: number
}

/** As of one set of withdrawals that are taken into account. */
export class Ranks {
  readonly #evidence: Evidence
  readonly #grantsAt: (subject: string, entry: number) => readonly Grant[]
  /** By `keyOf`: of issuers where they issued. */
  readonly #known = new Map<string, Rank>()

  constructor(evidence: Evidence, grantsAt: (subject: string, entry: number) => readonly Grant[]) {
    this.#evidence = evidence
    this.#grantsAt = grantsAt
  }

  of({ subject, grants }: Actor, entry: number): Rank {
    // From the oldest up: issuers lead to issuers, as far back as somebody likes.
    for (const issuer of this.#issuersOf({ subject, entry })) {
      this.#known.set(keyOf(issuer), this.#best(issuer, this.#grantsAt(issuer.subject, issuer.entry)))
    }
    return this.#best({ subject, entry }, grants)
  }

  #best(seen: Seen, held: readonly Grant[]): Rank {
    const { table, root } = this.#evidence
    const ids = new Set(held.map(({ id }) => id))
    let best: Rank
    for (const { grant, carrier } of this.#brought(seen)) {
      if (!ids.has(grant.id)) continue
      const issuer =
        grant.issuer === root ? undefined : this.#known.get(keyOf({ subject: grant.issuer, entry: carrier }))
      if (grant.issuer !== root && issuer === undefined) continue
      const time = table.time(carrier)
      const rank = { length: 1 + (issuer?.length ?? 0), time, entry: table.id(carrier), id: grant.id }
      if (compareRanks(rank, best) < 0) best = rank
    }
    return best
  }

  /** What may have made somebody an admin: before the entry, and of what that brings itself what is the root's (`grantsAt`). */
  *#brought({ subject, entry }: Seen): Generator<Brought> {
    const { log, table, root } = this.#evidence
    const isMeant = (grant: Grant): boolean => grant.subject === subject && grant.role === 'admin' && grant.scope === ''
    for (const held of log.heldBy(subject)) {
      if (isMeant(held.grant) && table.isBefore(held.carrier, entry)) yield held
    }
    for (const grant of log.carried(entry)) {
      if (isMeant(grant) && grant.issuer === root) yield { grant, carrier: entry }
    }
  }

  /** Whose ranks must be known first, each after those that it needs itself. */
  #issuersOf(first: Seen): Seen[] {
    const { root } = this.#evidence
    const found = new Map<string, Seen>()
    const waiting = [first]
    for (let seen = waiting.pop(); seen !== undefined; seen = waiting.pop()) {
      for (const { grant, carrier } of this.#brought(seen)) {
        const issuer = { subject: grant.issuer, entry: carrier }
        const key = keyOf(issuer)
        if (grant.issuer === root || found.has(key) || this.#known.has(key)) continue
        found.set(key, issuer)
        waiting.push(issuer)
      }
    }
    return [...found.values()].sort((a, b) => a.entry - b.entry)
  }
}

const keyOf = ({ subject, entry }: Seen): string => `${entry} ${subject}`
