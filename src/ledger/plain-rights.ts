// Whether an entry that brings nothing may write what it writes, asked of a million of them: most are of refs for which no
// rule is, by a KUBE that holds the same credentials as for the entry before. It says yes or that it does not know, and then
// a `Verdict` is asked.
import type { PeerId } from '../base/types.ts'
import type { EntryTable } from './entry-table.ts'
import type { Epochs } from './epochs.ts'
import type { Evidence } from './evidence.ts'
import { type Actor, mayWithoutRules } from './rights.ts'
import { nodeOf, parentOf } from './write-rules.ts'

/** What an entry of a line and all after it hold, as long as nothing else is known and no further withdrawal in their past. */
interface Holding {
  readonly epoch: number
  readonly version: number
  /** The entry that was asked about. */
  readonly at: number
  readonly actor: Actor
  /** It may write every ref of a node but the root's record. */
  readonly isUnbounded: boolean
}

export class PlainRights {
  readonly #evidence: Evidence
  readonly #epochs: Epochs
  readonly #table: EntryTable
  /** By line, and there by account: first of the KUBE itself, then by the number of each. */
  readonly #holdings: (Holding | undefined)[][] = []
  /** By ref: the version for which no rule or order is about it, below zero where one is; 0 for neither. */
  #calm = new Int32Array(64)

  constructor(evidence: Evidence, epochs: Epochs) {
    this.#evidence = evidence
    this.#epochs = epochs
    this.#table = evidence.table
  }

  /**
   * Whether the next entry of a line, which has the withdrawals `epoch` in its past, may write refs and changes no right.
   * `account` is the number of whoever has it made, -1 where that is its KUBE.
   */
  mayWrite(parent: number, epoch: number, refs: readonly number[], account: number): boolean {
    for (const ref of refs) if (!this.#isCalm(ref)) return false
    const line = this.#table.line(parent)
    let holdings = this.#holdings[line]
    if (holdings === undefined) {
      holdings = []
      this.#holdings[line] = holdings
    }
    const known = holdings[account + 1]
    const isFresh = known?.epoch === epoch && known.version === this.#version
    if (isFresh && this.#allows(known, refs)) return true
    if (isFresh && known.at === parent) return false
    const holding = this.#find(parent, epoch, account)
    holdings[account + 1] = holding
    return holding !== undefined && this.#allows(holding, refs)
  }

  /** From 1. */
  get #version(): number {
    return 1 + this.#evidence.log.version + this.#evidence.orders.version
  }

  #allows({ actor, isUnbounded }: Holding, refs: readonly number[]): boolean {
    for (const ref of refs) {
      const name = this.#evidence.refName(ref)
      if (isUnbounded && !name.startsWith('refs/!')) continue
      if (!mayWithoutRules(actor, name)) return false
    }
    return true
  }

  #find(at: number, epoch: number, account: number): Holding | undefined {
    const chain: PeerId = this.#table.chain(at)
    const kube = this.#evidence.didOf(chain)
    const verdict = this.#epochs.of(epoch)
    const own = verdict.lastingGrants(kube, at)
    if (own === undefined || own.length === 0) return undefined
    const subject = account < 0 ? kube : this.#table.accounts.subjectOf(account)
    const grants = account < 0 ? own : verdict.lastingGrants(subject, at)
    if (grants === undefined) return undefined
    const isUnbounded = grants.some(({ role, scope }) => (role === 'admin' || role === 'write') && scope === '')
    const actor = { subject, chain: account < 0 ? chain : undefined, grants }
    return { epoch, version: this.#version, at, actor, isUnbounded }
  }

  #isCalm(ref: number): boolean {
    const version = this.#version
    if (ref >= this.#calm.length) {
      const grown = new Int32Array(2 * Math.max(ref, this.#calm.length))
      grown.set(this.#calm)
      this.#calm = grown
    }
    if (Math.abs(this.#calm[ref]!) !== version) {
      this.#calm[ref] = isWithoutRules(this.#evidence, this.#evidence.refName(ref)) ? version : -version
    }
    return this.#calm[ref]! > 0
  }
}

/** Whether nobody ever made a rule or an order for the node of a ref or one above it, or named its files in one. */
function isWithoutRules({ log, orders }: Evidence, ref: string): boolean {
  const own = nodeOf(ref)?.node
  if (own === undefined) return true
  if (log.naming(own) !== undefined) return false
  for (let node: string | undefined = own; node !== undefined; node = parentOf(node)) {
    if (log.ruleWrites(node).length + orders.writes(node).length > 0) return false
  }
  return true
}
