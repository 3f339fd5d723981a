// Where somebody who follows the ledger stands: the newest entries that they have seen, all that is in the past of
// these included. Entries are the same on every KUBE and after every restart, their order of arrival is not, so a
// mark holds anywhere while a number would not.
import { KubeError } from '../../base/errors.ts'
import type { ObjectId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ChainHead, Entry } from '../../ledger/types.ts'

/** Heads that a mark may name: as many as could be concurrent. */
const headsMax = 4096
/** The mark of whoever has seen nothing. */
export const beginning = '0'

/** What of one further entry has been seen: its changes up to and including this ref, in the order of their names. */
export interface Partly {
  readonly entry: ObjectId
  readonly ref: string
}

export interface Mark {
  /** None of them is in the past of another. */
  readonly heads: readonly ObjectId[]
  readonly partly?: Partly
}

/** `ID`, `ID.ID`, `ID~ID/refs/…`; `0` for the beginning. */
export function formatMark({ heads, partly }: Mark): string {
  const seen = heads.length === 0 ? beginning : heads.join('.')
  return partly === undefined ? seen : `${seen}~${partly.entry}/${partly.ref}`
}

/** @throws KUBE_USAGE */
export function parseMark(text: string): Mark {
  const found = /^(0|[0-9a-f]{40}(?:\.[0-9a-f]{40})*)(?:~([0-9a-f]{40})\/(refs\/[^\s]*!meta))?$/.exec(text)
  const heads = found?.[1] === beginning ? [] : (found?.[1]?.split('.') ?? [])
  if (!found || heads.length > headsMax) {
    throw new KubeError('KUBE_USAGE', `not a position: ${JSON.stringify(text.slice(0, 60))}`, {
      reason: 'a position is what an earlier line of a watch had, or 0 for the beginning',
      next: ['dx help record watch']
    })
  }
  const [, , entry, ref] = found
  return { heads, ...(entry !== undefined && ref !== undefined && { partly: { entry, ref } }) }
}

/** The mark of all that is here. */
export function presentMark(ledger: Ledger): Mark {
  const heads = ledger.heads().map(head => head.id)
  return { heads: heads.filter(id => !heads.some(other => other !== id && ledger.covers(other, id))).sort() }
}

export const markOf = (ledger: Ledger): string => formatMark(presentMark(ledger))

/** The mark with one more entry seen whole. */
export function withEntry(ledger: Ledger, { heads }: Mark, entry: ObjectId): Mark {
  return { heads: [...heads.filter(id => !ledger.covers(entry, id)), entry].sort() }
}

export function hasSeen(ledger: Ledger, { heads }: Mark, entry: ObjectId): boolean {
  return heads.some(id => id === entry || ledger.covers(id, entry))
}

/** @throws KUBE_OBJECT_MISSING when this KUBE has not got what the mark names */
export function assertHere(ledger: Ledger, { heads, partly }: Mark): void {
  const missing = [...heads, ...(partly ? [partly.entry] : [])].find(id => !ledger.has(id))
  if (missing === undefined) return
  throw new KubeError('KUBE_OBJECT_MISSING', 'this machine is not as far as the position', {
    reason: `it has not got the entry ${missing} yet`,
    next: ['dx status']
  })
}

/**
 * Entries that count and that a mark has not seen, each after what it builds on, in an order that is the same on every
 * KUBE; the first `limit` of them.
 */
export function entriesAfter(ledger: Ledger, mark: Mark, limit: number): Entry[] {
  const found = new Map<ObjectId, Entry>()
  for (const tip of ledger.heads()) {
    let after = seenUpTo(ledger, mark, tip)
    for (let taken = 0; taken < limit; ) {
      const batch = ledger.branch(tip.id, after, limit)
      for (const entry of batch) {
        if (ledger.standing(entry.id) === 'void') continue
        found.set(entry.id, entry)
        taken++
      }
      if (batch.length < limit) break
      after = batch.at(-1)!.sequence
    }
  }
  return [...found.values()].sort(byTime).slice(0, limit)
}

/** The last sequence number on the branch of `tip` that a mark has seen: what is seen is so with all before it. */
function seenUpTo(ledger: Ledger, mark: Mark, tip: ChainHead): number {
  if (hasSeen(ledger, mark, tip.id)) return tip.sequence
  let low = 0
  let high = tip.sequence - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const [entry] = ledger.branch(tip.id, middle - 1, 1)
    if (entry !== undefined && hasSeen(ledger, mark, entry.id)) low = middle
    else high = middle - 1
  }
  return low
}

/** Later than all that an entry builds on (replication.md, Merge), so a prefix of this order is always whole. */
function byTime(a: Entry, b: Entry): number {
  const time = a.time.wallMs - b.time.wallMs || a.time.counter - b.time.counter
  if (time !== 0) return time
  return a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : a.id < b.id ? -1 : 1
}
