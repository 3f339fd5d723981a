// The state of a set of entries, word for word as replication.md (Merge) has it: slow, and nothing remembered. What
// src/ledger does must be the same.
import { createHash } from 'node:crypto'
import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import type { Conflict, Entry, Grant, Standing } from '../../src/ledger/types.ts'

export interface Arrival {
  readonly entry: Entry
  readonly grants: readonly Grant[]
}

export interface ReferenceState {
  readonly standing: ReadonlyMap<string, Standing>
  /** Kept losers included. */
  readonly refs: ReadonlyMap<string, string>
  readonly writers: ReadonlyMap<string, string>
  readonly conflicts: readonly Conflict[]
  readonly pasts: ReadonlyMap<string, ReadonlySet<string>>
}

/** Later first: (hybrid time, chain id, entry id). */
export function laterFirst(a: Entry, b: Entry): number {
  if (a.time.wallMs !== b.time.wallMs) return b.time.wallMs - a.time.wallMs
  if (a.time.counter !== b.time.counter) return b.time.counter - a.time.counter
  if (a.chain !== b.chain) return a.chain < b.chain ? 1 : -1
  return a.id < b.id ? 1 : -1
}

const isLater = (a: Entry['time'], b: Entry['time']): boolean =>
  a.wallMs > b.wallMs || (a.wallMs === b.wallMs && a.counter > b.counter)

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

function isTrue(entry: Entry, byId: ReadonlyMap<string, Arrival>): boolean {
  if (entry.parent !== undefined) {
    const { entry: parent } = byId.get(entry.parent)!
    if (parent.chain !== entry.chain || parent.sequence !== entry.sequence - 1) return false
    if (Buffer.compare(parent.sha256, entry.parentSha256!) !== 0) return false
  }
  return entry.deps.every(dep => {
    const { entry: cited } = byId.get(dep.id)!
    return cited.chain === dep.chain && cited.sequence === dep.sequence
  })
}

function mayWrite(grant: Grant, chain: string, ref: string): boolean {
  const inScope = grant.scope === '' || ref.startsWith(`refs/${grant.scope}/`)
  const machine = /^refs\/!machines\/([^/]+)\//.exec(ref)?.[1]
  switch (grant.role) {
    case 'admin':
      return inScope
    case 'member':
      return machine === chain
    case 'write':
      if (ref === 'refs/!meta' || ref.startsWith('refs/!trust/')) return false
      return inScope && (machine === undefined || machine === chain)
    default:
      return false
  }
}

class Judge {
  readonly root: string
  readonly byId: ReadonlyMap<string, Arrival>
  readonly pasts: ReadonlyMap<string, ReadonlySet<string>>
  readonly voids = new Map<string, boolean>()

  constructor(subnet: Uint8Array, byId: ReadonlyMap<string, Arrival>, pasts: Map<string, Set<string>>) {
    this.root = didOfKey(subnet)
    this.byId = byId
    this.pasts = pasts
  }

  isVoid(id: string): boolean {
    const known = this.voids.get(id)
    if (known !== undefined) return known
    const found = this.#judge(id)
    this.voids.set(id, found)
    return found
  }

  #judge(id: string): boolean {
    const { entry, grants } = this.byId.get(id)!
    const past = [...this.pasts.get(id)!]
    if (!isTrue(entry, this.byId)) return true
    if (!past.every(older => isLater(entry.time, this.byId.get(older)!.entry.time))) return true
    const subject = didOfKey(keyOfPeerId(entry.chain))
    const own = grants.filter(grant => grant.issuer === this.root)
    const held = [...this.#valid(past), ...own].filter(grant => grant.subject === subject)
    if (held.length === 0) return true
    return !entry.updates.every(({ ref }) => held.some(grant => mayWrite(grant, entry.chain, ref)))
  }

  #valid(past: readonly string[]): Grant[] {
    return past.filter(id => !this.isVoid(id)).flatMap(id => this.#validOf(id))
  }

  #validOf(id: string): Grant[] {
    return this.byId.get(id)!.grants.filter(grant => {
      if (grant.issuer === this.root) return true
      const before = this.#valid([...this.pasts.get(id)!])
      return before.some(other => other.subject === grant.issuer && other.role === 'admin' && other.scope === '')
    })
  }
}

export function referenceState(subnet: Uint8Array, arrivals: readonly Arrival[]): ReferenceState {
  const byId = new Map(arrivals.map(arrival => [arrival.entry.id, arrival]))
  const pasts = pastsOf(byId)
  const has = (entry: Entry, older: Entry): boolean => pasts.get(entry.id)!.has(older.id)
  const judge = new Judge(subnet, byId, pasts)
  const entries = [...byId.values()].map(({ entry }) => entry).sort(laterFirst)
  const genuine = entries.filter(entry => !judge.isVoid(entry.id))

  const standing: Entry[] = []
  for (const entry of genuine) {
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
    const rightful = standing.filter(entry => writes(entry, ref))
    const last = rightful.find(entry => rightful.every(other => other === entry || has(entry, other)))
    if (last) writers.set(ref, last.id)
    const won = last && newValue(last, ref)
    if (won !== undefined) refs.set(ref, won)
    const losers = genuine.filter(entry => writes(entry, ref) && !stands.has(entry))
    const unsettled = losers.filter(loser => !rightful.some(entry => has(entry, loser)))
    for (const loser of unsettled.filter(one => !unsettled.some(other => has(other, one)))) {
      const lost = newValue(loser, ref)
      conflicts.push({ id: loser.id.slice(0, 12), entry: loser.id, ref, won, lost })
      if (lost !== undefined) refs.set(`refs/!conflicts/${loser.id.slice(0, 12)}/${ref.slice(5)}`, lost)
    }
  }
  conflicts.sort((a, b) => (a.ref === b.ref ? (a.entry < b.entry ? -1 : 1) : a.ref < b.ref ? -1 : 1))
  const standings = entries.map((entry): [string, Standing] => {
    if (judge.isVoid(entry.id)) return [entry.id, 'void']
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
