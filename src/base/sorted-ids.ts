// Things in the order of their object ids. A changeset of ten thousand records sorts forty thousand of them, twice: by
// number, with the place in the last bits, it takes a tenth of the time that comparing texts does.
import type { ObjectId } from './types.ts'

const headDigits = 8
const places = 2 ** (52 - 4 * headDigits)

/** A new list, sorted. */
export function sortedById<T extends { readonly id: ObjectId }>(items: readonly T[]): T[] {
  const inOrder = (a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  if (items.length > places) return items.toSorted(inOrder)
  const keys = new Float64Array(items.length)
  for (const [at, { id }] of items.entries()) keys[at] = Number.parseInt(id.slice(0, headDigits), 16) * places + at
  if (keys.includes(Number.NaN)) return items.toSorted(inOrder)
  keys.sort()
  const sorted = Array.from(keys, key => items[key % places]!)
  // Two that begin alike stand beside each other.
  for (let at = 1; at < sorted.length; at++) {
    const item = sorted[at]!
    let to = at
    while (to > 0 && inOrder(sorted[to - 1]!, item) > 0) sorted[to] = sorted[--to]!
    sorted[to] = item
  }
  return sorted
}
