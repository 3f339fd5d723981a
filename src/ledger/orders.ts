// Which realms are strict (replication.md, Merge): `order` of records, as the causal past of an entry has it. A realm's order
// reaches the ledger as a fact of the record that holds it; of concurrent settings `strict` holds until somebody who had
// seen them writes anew.
import type { RefName } from '../base/types.ts'
import type { Order, RefUpdate } from './types.ts'
import { nodeOf, parentOf } from './write-rules.ts'

/** An entry that gave a node another order than it had. */
export interface OrderWrite {
  readonly entry: number
  readonly after: Order | undefined
}

/** Orders as they stand at one place. */
export interface OrdersView {
  /** Of each of the last writers of the node's order; undefined where its record says none. */
  orders(node: string): readonly (Order | undefined)[]
}

/** Who changed the order of which node; of entries that are not void. */
export class OrderLog {
  readonly #writes = new Map<string, OrderWrite[]>()
  #version = 0

  /** How many there are. */
  get version(): number {
    return this.#version
  }

  add(node: string, write: OrderWrite): void {
    this.#version++
    const known = this.#writes.get(node)
    if (known) known.push(write)
    else this.#writes.set(node, [write])
  }

  writes(node: string): readonly OrderWrite[] {
    return this.#writes.get(node) ?? []
  }

  get isEmpty(): boolean {
    return this.#writes.size === 0
  }
}

/** Orders in what an entry brings, by node. */
export function ordersByNode(orders: readonly { readonly ref: RefName; readonly order: Order }[]): Map<string, Order> {
  return new Map(orders.map(({ ref, order }) => [nodeOf(ref)?.node ?? '', order]))
}

/** Whether a ref is of a strict realm: the nearest of its node and the node's ancestors that says an order decides. */
export function isStrict(ref: RefName, view: OrdersView): boolean {
  for (let node = nodeOf(ref)?.node; node !== undefined; node = parentOf(node)) {
    const orders = view.orders(node)
    if (orders.includes('strict')) return true
    if (orders.includes('merge')) return false
  }
  return false
}

/** How a changeset is ordered: `mixed` when some of its refs are of strict realms and others are not. */
export function orderOf(updates: readonly Pick<RefUpdate, 'ref'>[], view: OrdersView): Order | 'mixed' {
  const strict = updates.filter(({ ref }) => isStrict(ref, view)).length
  if (strict === 0) return 'merge'
  return strict === updates.length ? 'strict' : 'mixed'
}

/** Why updates do not fit how they are ordered; undefined when they do. */
export function disorder(order: Order | 'mixed', term: number | undefined): string | undefined {
  if (order === 'mixed') return 'it writes to strict realms and to others at once'
  if (order === 'strict' && term === undefined) return 'it writes to a strict realm without its sequencer'
  if (order === 'merge' && term !== undefined) return 'it has a term and writes to no strict realm'
  return undefined
}
