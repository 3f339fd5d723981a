// Which nodes have records, in the order of their names: for lists of children and for what lies below a node. Made
// when first asked for; the names are those that the ledger holds anyway, so a node costs one pointer.
import type { ObjectId, RefName } from '../base/types.ts'
import { decodeComponent, parsePathKey, pathKey } from '../graph/component.ts'
import { byText } from '../ledger/entry-check.ts'
import { isMeta } from '../ledger/ref-grammar.ts'
import type { Applied } from './entries/changes.ts'
import type { Replica } from './replica.ts'

const leaf = '/!meta'

export interface Child {
  /** Decoded. */
  readonly component: string
  /** Id of its `!meta` commit; undefined for a node without a record that has others below it. */
  readonly record: ObjectId | undefined
}

export class RecordIndex {
  readonly #replica: Replica
  /** Names of `!meta` refs that exist or did; undefined until somebody asks. */
  #sorted: RefName[] | undefined
  readonly #fresh = new Set<RefName>()

  private constructor(replica: Replica) {
    this.#replica = replica
  }

  static follow(replica: Replica): RecordIndex {
    const index = new RecordIndex(replica)
    replica.onApplied(({ refs }: Applied) => index.#take(refs.keys()))
    return index
  }

  /** Children of a node after one of them, in the order of their encoded names with a slash behind. */
  *children(path: readonly string[], after?: string): Generator<Child> {
    const prefix = prefixOf(path)
    const names = this.#names()
    let at = lowerBound(names, after === undefined ? prefix : past(prefix + pathKey([after])))
    for (let name = names[at]; name?.startsWith(prefix); name = names[at]) {
      const encoded = name.slice(prefix.length, name.indexOf('/', prefix.length))
      if (encoded.startsWith('!') || name.indexOf('/', prefix.length) < 0) {
        at++
        continue
      }
      const child = prefix + encoded
      const component = decodeComponent(encoded)
      const record = this.#replica.ledger.ref(child + leaf)
      if (component !== undefined && (record !== undefined || this.#anyFrom(names, at, `${child}/`))) {
        yield { component, record }
      }
      at = lowerBound(names, past(child), at)
    }
  }

  /** Paths of nodes with a record, the node itself first where it has one, then those below it; those after one. */
  *below(path: readonly string[], after?: readonly string[]): Generator<string[]> {
    const prefix = prefixOf(path)
    const names = this.#names()
    const from = after === undefined ? prefix : `${prefixOf(after)}!meta `
    for (let at = lowerBound(names, from < prefix ? prefix : from); names[at]?.startsWith(prefix); at++) {
      if (this.#replica.ledger.ref(names[at]!) === undefined) continue
      const found = parsePathKey(names[at]!.slice('refs/'.length, -leaf.length))
      if (found !== undefined) yield found
      else if (names[at] === 'refs/!meta') yield []
    }
  }

  /** The first node with a record below another. */
  firstBelow(path: readonly string[]): readonly string[] | undefined {
    for (const found of this.below(path)) if (found.length > path.length) return found
    return undefined
  }

  #anyFrom(names: readonly RefName[], from: number, prefix: string): boolean {
    for (let at = from; names[at]?.startsWith(prefix); at++) {
      if (this.#replica.ledger.ref(names[at]!) !== undefined) return true
    }
    return false
  }

  #take(refs: Iterable<RefName>): void {
    if (this.#sorted === undefined) return
    for (const ref of refs) if (isMeta(ref)) this.#fresh.add(ref)
  }

  #names(): readonly RefName[] {
    if (this.#sorted === undefined) {
      this.#sorted = []
      for (const [ref] of this.#replica.ledger.refs()) if (isMeta(ref)) this.#sorted.push(ref)
      this.#sorted.sort(byText)
    }
    if (this.#fresh.size > 0) {
      const known = this.#sorted
      const fresh = [...this.#fresh].filter(ref => known[lowerBound(known, ref)] !== ref).sort(byText)
      this.#sorted = fresh.length === 0 ? known : merge(known, fresh)
      this.#fresh.clear()
    }
    return this.#sorted
  }
}

const prefixOf = (path: readonly string[]): string => (path.length === 0 ? 'refs/' : `refs/${pathKey(path)}/`)

/** The first text after everything below a node: `0` follows `/`. */
const past = (node: string): string => `${node}0`

function lowerBound(names: readonly string[], wanted: string, from = 0): number {
  let low = from
  let high = names.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (names[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}

function merge(a: readonly string[], b: readonly string[]): string[] {
  const merged: string[] = []
  let at = 0
  for (const name of b) {
    while (at < a.length && a[at]! < name) merged.push(a[at++]!)
    merged.push(name)
  }
  while (at < a.length) merged.push(a[at++]!)
  return merged
}
