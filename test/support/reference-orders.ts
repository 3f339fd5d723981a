// Strict realms from the definition (replication.md, Merge): whether an entry fits how its refs were ordered in its past, and
// which of those with a term a later term has left behind.
import type { Entry, Order } from '../../src/ledger/types.ts'
import type { ReferenceRights } from './reference-rights.ts'

const nodeOf = (ref: string): string | undefined => {
  const found = /^refs\/(?:((?:[^!/][^/]*\/)*[^!/][^/]*)\/)?(!.*)$/.exec(ref)
  const [node, leaf] = [found?.[1] ?? '', found?.[2] ?? '']
  return node === '' && /^!(trust|machines)\//.test(leaf) ? undefined : node
}

/** Orders as the causally last of those in a set have them that changed the order of a node. */
function lastOrders(
  rights: ReferenceRights,
  ids: Iterable<string>,
  node: string,
  counts: (id: string) => boolean
): (Order | undefined)[] {
  const meta = node === '' ? 'refs/!meta' : `refs/${node}/!meta`
  const given = (id: string): Order | undefined => rights.arrival(id).orders?.find(({ ref }) => ref === meta)?.order
  const changes = (id: string): boolean => {
    if (rights.isVoid(id) || !rights.arrival(id).entry.updates.some(({ ref }) => ref === meta)) return false
    const before = lastOrders(rights, rights.past(id), node, () => true)
    return !(before.length > 0 ? before : [undefined]).every(order => order === given(id))
  }
  const writers = [...ids].filter(id => changes(id) && counts(id))
  return writers.filter(id => !writers.some(other => rights.past(other).has(id))).map(given)
}

function isStrict(rights: ReferenceRights, id: string, ref: string): boolean {
  const past = rights.past(id)
  const verdict = rights.verdict([...past])
  for (let node = nodeOf(ref); node !== undefined; ) {
    const orders = lastOrders(rights, past, node, other => verdict.counts(other))
    if (orders.includes('strict')) return true
    if (orders.includes('merge')) return false
    if (node === '') return false
    node = node.includes('/') ? node.replace(/\/[^/]*$/, '') : ''
  }
  return false
}

/** An entry has a term, and all of its refs are strict; or it has none, and none of them is. */
export function isInOrder(rights: ReferenceRights, id: string): boolean {
  const { updates, term } = rights.arrival(id).entry
  if (!rights.hasOrders) return term === undefined
  const strict = updates.map(({ ref }) => isStrict(rights, id, ref))
  return term === undefined ? !strict.includes(true) : strict.length > 0 && !strict.includes(false)
}

/** Of entries that count, those of a term that was left behind by a later one. */
export function fencedOf(entries: readonly Entry[], isBefore: (older: Entry, entry: Entry) => boolean): Set<string> {
  const reignOf = ({ term = 0, chain }: Entry): string => `${String(term).padStart(16, '0')} ${chain}`
  const strict = entries.filter(({ term }) => term !== undefined).sort((a, b) => (reignOf(a) < reignOf(b) ? 1 : -1))
  const fenced = new Set<string>()
  const kept: Entry[] = []
  for (const entry of strict) {
    if (kept.every(later => reignOf(later) === reignOf(entry) || isBefore(entry, later))) kept.push(entry)
    else fenced.add(entry.id)
  }
  return fenced
}
