// Rules and files of keys as the causal past of an entry has them. A changeset that lost a merge gives and takes rights
// all the same: of concurrent changes every one holds until somebody who had seen them writes anew.
import type { Evidence } from './evidence.ts'
import type { OrdersView } from './orders.ts'
import type { RightsView } from './rights.ts'
import { type From, keyOfFile, type Withdrawal } from './rights-log.ts'
import type { Order, RuleSet } from './types.ts'
import { releaseOf } from './write-rules.ts'

/** A change that an entry had not seen, looked at as though it had: with what it found, or with what it made of it. */
export interface Overlay {
  readonly strike: Withdrawal
  readonly after: boolean
}

export class PastView implements RightsView, OrdersView {
  readonly #evidence: Evidence
  readonly #counts: (entry: number) => boolean
  /** Undefined: everything is in the past. */
  readonly #entry: number | undefined
  readonly #overlay: Overlay | undefined

  constructor(evidence: Evidence, counts: (entry: number) => boolean, entry: number | undefined, overlay?: Overlay) {
    this.#evidence = evidence
    this.#counts = counts
    this.#entry = entry
    this.#overlay = overlay
  }

  rules(node: string): readonly (RuleSet | undefined)[] {
    const change = this.#overlay?.strike.rules.get(node)
    if (change !== undefined) return this.#overlay?.after ? [change.after] : change.before
    if (!this.#evidence.log.hasRules) return []
    return this.#last(this.#evidence.log.ruleWrites(node)).map(write => write.after)
  }

  orders(node: string): readonly (Order | undefined)[] {
    const { orders } = this.#evidence
    return orders.isEmpty ? [] : this.#last(orders.writes(node)).map(write => write.after)
  }

  hasKey(from: From, subject: string): boolean {
    const removed = this.#overlay?.strike.removed.get(keyOfFile(from))
    if (removed?.has(subject)) return !this.#overlay?.after
    const releases = this.#last(this.#evidence.writersOf(releaseOf(from.node)))
    if (releases.length === 0) return false
    const { log } = this.#evidence
    return releases.every(({ value }) => value !== undefined && log.keysOf(value, from.path)?.has(subject))
  }

  /** Every key that one of the node's last releases has in the file. */
  keysBefore({ node, path }: From): Set<string> {
    const keys = new Set<string>()
    for (const { value } of this.#last(this.#evidence.writersOf(releaseOf(node)))) {
      for (const key of (value && this.#evidence.log.keysOf(value, path)) ?? []) keys.add(key)
    }
    return keys
  }

  isKeyNode(node: string): boolean {
    for (const meta of this.#namingNow(node)) {
      if (this.rules(meta).some(rules => rules?.some(rule => rule.from?.node === node))) return true
    }
    return false
  }

  #namingNow(node: string): Iterable<string> {
    const known = this.#evidence.log.naming(node) ?? []
    return this.#overlay === undefined ? known : new Set([...known, ...this.#overlay.strike.rules.keys()])
  }

  /** Of writers those that count, are in the past, and that no other such has in its own. */
  #last<T extends { readonly entry: number }>(writers: Iterable<T>): T[] {
    const { table } = this.#evidence
    const last: T[] = []
    for (const writer of writers) {
      if (this.#entry !== undefined && !table.isBefore(writer.entry, this.#entry)) continue
      if (last.some(({ entry }) => table.reaches(entry, writer.entry)) || !this.#counts(writer.entry)) continue
      for (let at = last.length - 1; at >= 0; at--) {
        if (table.reaches(writer.entry, last[at]!.entry)) last.splice(at, 1)
      }
      last.push(writer)
    }
    return last
  }
}
