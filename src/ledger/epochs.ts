// The withdrawals in the causal past of each entry, as sets with a number: most entries have that of the entry before them,
// so it costs four bytes an entry. What a set of withdrawals comes to, its `Verdict` says.
import { Int32Column } from './columns.ts'
import type { Links } from './entry-table.ts'
import type { Evidence } from './evidence.ts'
import { PairMemo } from './pairs.ts'
import type { Revoked } from './rights-log.ts'
import { Verdict } from './verdict.ts'

interface Epoch {
  /** The set that it has grown from: of many sets each costs what is new in it. */
  readonly base: number | undefined
  /** Numbers of the entries that are in it and not in its base. */
  readonly more: readonly number[]
  readonly size: number
  /** Known without weighing: it grew from a clean one by a withdrawal that had seen all of it and struck none of it. */
  readonly isClean: boolean
}

/** The entries of a while are of few epochs. */
const verdictsKept = 16
const joinsKept = 10_000

export class Epochs {
  readonly #evidence: Evidence
  readonly #epochs: Epoch[] = [{ base: undefined, more: [], size: 0, isClean: true }]
  /** By entry: withdrawals in its past; those and itself. */
  readonly #before = new Int32Column()
  readonly #after = new Int32Column()
  readonly #joins = new Map<string, number>()
  readonly #verdicts = new Map<number, Verdict>()
  readonly #pairs = new PairMemo()
  /** All that are here. */
  #all = 0

  constructor(evidence: Evidence) {
    this.#evidence = evidence
  }

  /** Takes in the next entry. */
  push(links: Links): void {
    const epoch = this.pastOf(links)
    this.#before.push(epoch)
    this.#after.push(epoch)
  }

  /** The number of the set of withdrawals in the past of an entry to come. */
  pastOf({ parent, deps }: Links): number {
    let epoch = parent === undefined ? 0 : this.#after.at(parent)
    for (const dep of deps) epoch = this.#join(epoch, this.#after.at(dep))
    return epoch
  }

  /** Of a set of withdrawals by its number. */
  of(epoch: number): Verdict {
    return this.#verdict(epoch)
  }

  /** The entry taken in last is a withdrawal. */
  addWithdrawal(entry: number): void {
    const base = this.#before.at(entry)
    const isClean = this.#verdict(base).isClean && !this.#strikesAny(entry, base)
    const after = this.#epochs.push({ base, more: [entry], size: this.#size(base) + 1, isClean })
    this.#after.set(entry, after - 1)
    this.#all = this.#join(this.#all, after - 1)
  }

  /** Of the withdrawals in the past of an entry. */
  at(entry: number): Verdict {
    return this.#verdict(this.#before.at(entry))
  }

  /** Of all withdrawals that are here. */
  get now(): Verdict {
    return this.#verdict(this.#all)
  }

  /** Whether an entry had seen every withdrawal that is here. */
  isCurrent(entry: number): boolean {
    const [before, all] = [this.#before.at(entry), this.#all]
    return before === all || this.#size(before) === this.#size(all)
  }

  #size(epoch: number): number {
    return this.#epochs[epoch]!.size
  }

  #join(a: number, b: number): number {
    if (a === b || this.#size(b) === 0) return a
    if (this.#size(a) === 0) return b
    const key = `${a} ${b}`
    const known = this.#joins.get(key)
    if (known !== undefined) return known
    const joined = this.#union(a, b)
    if (this.#joins.size >= joinsKept) this.#joins.clear()
    this.#joins.set(key, joined)
    return joined
  }

  #union(a: number, b: number): number {
    const [small, large] = this.#size(a) < this.#size(b) ? [a, b] : [b, a]
    const known = new Set(this.#of(large))
    const more = this.#of(small).filter(entry => !known.has(entry))
    if (more.length === 0) return large
    return this.#epochs.push({ base: large, more, size: this.#size(large) + more.length, isClean: false }) - 1
  }

  /** Its withdrawals, ascending. */
  #of(epoch: number): number[] {
    const entries: number[] = []
    for (let at: number | undefined = epoch; at !== undefined; at = this.#epochs[at]!.base) {
      entries.push(...this.#epochs[at]!.more)
    }
    return entries.sort((one, other) => one - other)
  }

  /** Whether a withdrawal might strike one of those that it had seen: that only a revocation can. */
  #strikesAny(entry: number, epoch: number): boolean {
    const { log } = this.#evidence
    const { revokes } = log.withdrawal(entry)
    if (revokes.length > 0 && log.hasRules) return true
    return revokes.some(revoked => this.#mayStrike(revoked, log.subjectsOf(revoked), this.#of(epoch)))
  }

  /** By the rights of its signer, or by those of whoever granted them: by credentials alone, where there are no rules. */
  #mayStrike({ cut }: Revoked, subjects: readonly string[], entries: readonly number[]): boolean {
    const { log, table, didOf } = this.#evidence
    const isOutside = (other: number): boolean => !cut.some(last => table.isOnBranch(other, last))
    const isBy = (other: number): boolean =>
      subjects.includes(didOf(table.chain(other))) || subjects.includes(table.accounts.subject(other) ?? '')
    const isMeant = (other: number): boolean => isBy(other) && isOutside(other)
    if (entries.some(isMeant) || [...log.carriers()].some(isMeant)) return true
    return subjects.some(subject => log.issuedBy(subject).some(({ carrier }) => isOutside(carrier)))
  }

  #verdict(epoch: number): Verdict {
    const { isClean } = this.#epochs[epoch]!
    const verdict = this.#verdicts.get(epoch) ?? new Verdict(this.#evidence, this.#of(epoch), isClean, this.#pairs)
    this.#verdicts.delete(epoch)
    this.#verdicts.set(epoch, verdict)
    if (this.#verdicts.size > verdictsKept) this.#verdicts.delete(this.#verdicts.keys().next().value!)
    return verdict
  }
}
