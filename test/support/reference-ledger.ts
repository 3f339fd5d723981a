// The state of a set of entries, word for word as replication.md (Merge) has it: slow, and nothing remembered. What
// src/ledger does must be the same.
import { createHash } from 'node:crypto'
import type { Conflict, Entry, Standing } from '../../src/ledger/types.ts'
import { fencedOf } from './reference-orders.ts'
import { type Arrival, ReferenceRights } from './reference-rights.ts'

export type { Arrival } from './reference-rights.ts'

export interface ReferenceState {
  readonly standing: ReadonlyMap<string, Standing>
  /** Kept losers included. */
  readonly refs: ReadonlyMap<string, string>
  readonly writers: ReadonlyMap<string, string>
  readonly conflicts: readonly Conflict[]
  readonly pasts: ReadonlyMap<string, ReadonlySet<string>>
}

/** Later first: those of strict realms, then (hybrid time, chain id, entry id). */
export function laterFirst(a: Entry, b: Entry): number {
  if ((a.term === undefined) !== (b.term === undefined)) return a.term === undefined ? 1 : -1
  if (a.time.wallMs !== b.time.wallMs) return b.time.wallMs - a.time.wallMs
  if (a.time.counter !== b.time.counter) return b.time.counter - a.time.counter
  if (a.chain !== b.chain) return a.chain < b.chain ? 1 : -1
  return a.id < b.id ? 1 : -1
}

const newValue = (entry: Entry, ref: string): string | undefined =>
  entry.updates.find(update => update.ref === ref)?.new
const writes = (entry: Entry, ref: string): boolean => entry.updates.some(update => update.ref === ref)

function pastsOf(byId: ReadonlyMap<string, Arrival>): Map<string, Set<string>> {
  const pasts = new Map<string, Set<string>>()
  const pastOf = (id: string): Set<string> => {
    const known = pasts.get(id)
    if (known) return known
    const { entry } = byId.get(id)!
    const past = new Set<string>()
    for (const before of [...(entry.parent ? [entry.parent] : []), ...entry.deps.map(dep => dep.id)]) {
      past.add(before)
      for (const older of pastOf(before)) past.add(older)
    }
    pasts.set(id, past)
    return past
  }
  for (const id of byId.keys()) pastOf(id)
  return pasts
}

export function referenceState(subnet: Uint8Array, arrivals: readonly Arrival[]): ReferenceState {
  const byId = new Map(arrivals.map(arrival => [arrival.entry.id, arrival]))
  const pasts = pastsOf(byId)
  const has = (entry: Entry, older: Entry): boolean => pasts.get(entry.id)!.has(older.id)
  const rights = new ReferenceRights(subnet, byId, pasts)
  const verdict = rights.verdict([...byId.keys()])
  const entries = [...byId.values()].map(({ entry }) => entry).sort(laterFirst)
  // What is struck is kept as what lost the merge is; it is in nobody's way.
  const genuine = entries.filter(entry => !rights.isVoid(entry.id))
  const unstruck = genuine.filter(entry => verdict.counts(entry.id))
  const fenced = fencedOf(unstruck, (older, entry) => has(entry, older))
  const rightful = unstruck.filter(entry => !fenced.has(entry.id))

  const standing: Entry[] = []
  for (const entry of rightful) {
    const rival = standing.some(
      later => !has(later, entry) && !has(entry, later) && entry.updates.some(({ ref }) => writes(later, ref))
    )
    if (!rival) standing.push(entry)
  }
  const stands = new Set(standing)
  const refs = new Map<string, string>()
  const writers = new Map<string, string>()
  const conflicts: Conflict[] = []
  for (const ref of new Set(genuine.flatMap(entry => entry.updates.map(update => update.ref)))) {
    const own = standing.filter(entry => writes(entry, ref))
    const last = own.find(entry => own.every(other => other === entry || has(entry, other)))
    if (last) writers.set(ref, last.id)
    const won = last && newValue(last, ref)
    if (won !== undefined) refs.set(ref, won)
    const losers = genuine.filter(entry => writes(entry, ref) && !stands.has(entry))
    const unsettled = losers.filter(loser => !own.some(entry => has(entry, loser)))
    for (const loser of unsettled.filter(one => !unsettled.some(other => has(other, one)))) {
      const lost = newValue(loser, ref)
      conflicts.push({ id: loser.id.slice(0, 12), entry: loser.id, ref, won, lost })
      if (lost !== undefined) refs.set(`refs/!conflicts/${loser.id.slice(0, 12)}/${ref.slice(5)}`, lost)
    }
  }
  conflicts.sort((a, b) => (a.ref === b.ref ? (a.entry < b.entry ? -1 : 1) : a.ref < b.ref ? -1 : 1))
  const standings = entries.map((entry): [string, Standing] => {
    if (rights.isVoid(entry.id)) return [entry.id, 'void']
    if (!verdict.counts(entry.id)) return [entry.id, 'struck']
    return [entry.id, stands.has(entry) ? 'standing' : 'set-aside']
  })
  return { standing: new Map(standings), refs, writers, conflicts, pasts }
}

/** The digest of refs, from its definition. */
export function referenceDigest(refs: Iterable<readonly [string, string]>): string {
  const hash = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
  const buckets = Array.from({ length: 4096 }, (): string[] => [])
  for (const [ref, id] of refs)
    buckets[Number.parseInt(hash(ref).toString('hex').slice(0, 3), 16)]!.push(`${ref} ${id}\n`)
  const hashes = buckets.map(lines => hash(lines.sort().join('')))
  const groups = Array.from({ length: 64 }, (_, group) =>
    hash(Buffer.concat(hashes.slice(64 * group, 64 * group + 64)))
  )
  return hash(Buffer.concat(groups)).toString('hex')
}
