// Which entries are struck: genuine and with the right at their causal past, which a withdrawal that they had not seen, or
// the cut of a revocation, has taken (replication.md, Merge). An ordinary entry costs one comparison; a withdrawal looks at
// what it can reach, and at everything where one entry on which others depend is struck.
import type { Epochs } from './epochs.ts'
import type { Evidence } from './evidence.ts'
import type { Withdrawal } from './rights-log.ts'
import type { Verdict } from './verdict.ts'

export class Strikes {
  readonly #evidence: Evidence
  readonly #epochs: Epochs
  readonly #struck = new Set<number>()

  constructor(evidence: Evidence, epochs: Epochs) {
    this.#evidence = evidence
    this.#epochs = epochs
  }

  values(): Iterable<number> {
    return this.#struck.values()
  }

  has(entry: number): boolean {
    return this.#struck.has(entry)
  }

  /** Why an entry is struck. */
  reason(entry: number): string | undefined {
    return this.#struck.has(entry) ? (this.#epochs.now.denial(entry)?.reason ?? 'a withdrawal strikes it') : undefined
  }

  /** Takes in an entry that is not void and no withdrawal. */
  add(entry: number): void {
    if (!this.#epochs.isCurrent(entry) && !this.#epochs.now.counts(entry)) this.#struck.add(entry)
  }

  /** Takes in a withdrawal that is not void. Gives the entries that are struck or stand anew, itself apart. */
  withdraw(entry: number): number[] {
    const before = this.#epochs.now
    this.#epochs.addWithdrawal(entry)
    const verdict = this.#epochs.now
    this.#toggle(entry, verdict)
    const { log, table, refName } = this.#evidence
    const grown = verdict.grewBy(entry, before)
    // One that counts for nothing changes nothing: what saw it has yet to come.
    if (grown === 'rejected') return []
    const reach = grown === 'accepted' ? this.#reach(log.withdrawal(entry)) : undefined
    const near = reach && this.#judge(reach, verdict)
    if (near !== undefined && !near.some(other => log.bears(other, table, refName))) return near
    const rest = this.#judge(this.#everything(entry), verdict)
    return [...new Set([...(near ?? []), ...rest])]
  }

  *#everything(except: number): Generator<number> {
    for (let entry = 0; entry < this.#evidence.table.length; entry++) if (entry !== except) yield entry
  }

  #judge(entries: Iterable<number>, verdict: Verdict): number[] {
    const changed: number[] = []
    for (const entry of entries) {
      if (!this.#evidence.isVoid(entry) && this.#toggle(entry, verdict)) changed.push(entry)
    }
    return changed
  }

  #toggle(entry: number, verdict: Verdict): boolean {
    const struck = !verdict.counts(entry)
    if (struck === this.#struck.has(entry)) return false
    if (struck) this.#struck.add(entry)
    else this.#struck.delete(entry)
    return true
  }

  /** The entries that a withdrawal can strike by itself; undefined where what it takes has been passed on. */
  #reach(withdrawal: Withdrawal): Iterable<number> | undefined {
    const entries = new Set<number>()
    if (withdrawal.rules.size + withdrawal.removed.size > 0) {
      for (const entry of this.#concurrent(withdrawal.entry)) entries.add(entry)
    }
    for (const revoked of withdrawal.revokes) {
      const { log, table } = this.#evidence
      for (const subject of log.subjectsOf(revoked)) {
        const believed = (entry: number): boolean => revoked.cut.some(last => table.isOnBranch(entry, last))
        if (log.issuedBy(subject).some(({ carrier }) => !believed(carrier))) return undefined
        for (const entry of this.#usesOf(subject)) {
          if (entry !== withdrawal.entry && !believed(entry)) entries.add(entry)
        }
      }
    }
    return entries
  }

  *#concurrent(entry: number): Generator<number> {
    const { table } = this.#evidence
    for (const line of table.lines.all) {
      const seen = table.lines.seenBy(table.place(entry), line.number)
      for (let at = Math.max(seen + 1, line.start); at <= table.lines.tipSequence(line); at++) {
        yield line.entries.at(at - line.start)
      }
    }
  }

  /** Entries that a KUBE or an account made, those included that a KUBE made for accounts. */
  *#usesOf(subject: string): Generator<number> {
    const { table, didOf } = this.#evidence
    yield* table.accounts.of(subject)
    for (const line of table.lines.all) {
      if (didOf(line.chain) !== subject) continue
      for (let at = 0; at < line.entries.length; at++) yield line.entries.at(at)
    }
  }
}
