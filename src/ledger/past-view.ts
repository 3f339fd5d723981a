// Rules and files of keys as the causal past of an entry has them. A changeset that lost a merge gives and takes rights
// all the same: of concurrent changes every one holds until somebody who had seen them writes anew.
import type { ObjectId } from '../base/types.ts'
import type { EntryTable, Links } from './entry-table.ts'
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

/** Whether an entry is in the past of one to come. */
export function isPast(table: EntryTable, entry: number, { parent, deps }: Links): boolean {
  return (parent !== undefined && table.reaches(parent, entry)) || deps.some(dep => table.reaches(dep, entry))
}

export class PastView implements RightsView, OrdersView {
  readonly #evidence: Evidence
  readonly #counts: (entry: number) => boolean
  readonly #isPast: (entry: number) => boolean
  readonly #overlay: Overlay | undefined

  constructor(
    evidence: Evidence,
    counts: (entry: number) => boolean,
    isPast: (entry: number) => boolean,
    overlay?: Overlay
  ) {
    this.#evidence = evidence
    this.#counts = counts
    this.#isPast = isPast
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
    const releases = this.releases(from.node)
    if (releases.length === 0) return false
    return releases.every(value => this.#keysIn(value, from.path)?.has(subject))
  }

  /** What the last releases of a node are; undefined where one was deleted. */
  releases(node: string): (ObjectId | undefined)[] {
    return this.#last(this.#evidence.writersOf(releaseOf(node))).map(({ value }) => value)
  }

  isHidden({ node, path }: From): boolean {
    return this.releases(node).some(value => value !== undefined && this.#keysIn(value, path) === undefined)
  }

  /** Undefined where nothing in the past shows the file. */
  #keysIn(release: ObjectId | undefined, path: string): ReadonlySet<string> | undefined {
    if (release === undefined) return undefined
    const { log, table } = this.#evidence
    const ruling = this.#overlay?.strike.entry
    const isSeen = (entry: number): boolean =>
      this.#isPast(entry) || (ruling !== undefined && table.reaches(ruling, entry))
    return log.shownKeys(release, path, isSeen)
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
      if (!this.#isPast(writer.entry)) continue
      if (last.some(({ entry }) => table.reaches(entry, writer.entry)) || !this.#counts(writer.entry)) continue
      for (let at = last.length - 1; at >= 0; at--) {
        if (table.reaches(writer.entry, last[at]!.entry)) last.splice(at, 1)
      }
      last.push(writer)
    }
    return last
  }
}
