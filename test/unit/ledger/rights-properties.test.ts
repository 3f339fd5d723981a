// Rights, withdrawals and the merge together: what the ledger makes of a quarrel is what the definition says, in every order
// in which it hears of it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { keysQuarrel } from '../../support/keys-history.ts'
import { reorder, seeded, subnetKey } from '../../support/ledger-history.ts'
import { type Arrival, referenceDigest, referenceState } from '../../support/reference-ledger.ts'
import { FilledLedger, quarrel, strictQuarrel } from '../../support/rights-history.ts'

const numRuns = Number(process.env.KUBE_TEST_RUNS ?? 150)

function ledgerOf(arrivals: readonly Arrival[]): Ledger {
  const filled = new FilledLedger(arrivals)
  for (const arrival of arrivals) filled.insert(arrival)
  return filled.ledger
}

const standingsOf = (ledger: Ledger, arrivals: readonly Arrival[]): Map<string, string | undefined> =>
  new Map(arrivals.map(({ entry }) => [entry.id, ledger.standing(entry.id)]))
const arrivals = fc.oneof(
  { weight: 2, arbitrary: quarrel() },
  { weight: 1, arbitrary: strictQuarrel() },
  { weight: 1, arbitrary: keysQuarrel() }
)
const quarrels = fc.record({ arrivals, seed: fc.integer() })

describe('the state of a set of entries that withdraw rights', () => {
  test('is what replication.md says', () => {
    const met = new Map<string, number>()
    fc.assert(
      fc.property(quarrels, ({ arrivals, seed }) => {
        const ledger = ledgerOf(reorder(arrivals, seeded(seed)))
        const reference = referenceState(subnetKey, arrivals)
        expect(standingsOf(ledger, arrivals)).toEqual(
          new Map(arrivals.map(({ entry }) => [entry.id, reference.standing.get(entry.id)]))
        )
        expect(new Map([...ledger.refs()].sort())).toEqual(new Map([...reference.refs].sort()))
        expect(ledger.conflicts()).toEqual(reference.conflicts)
        for (const { entry } of arrivals) {
          const standing = reference.standing.get(entry.id)
          const fenced = ledger.reason(entry.id) === 'a later term had begun without it'
          for (const kind of [standing, entry.term && `strict and ${standing}`, fenced && 'fenced']) {
            if (kind) met.set(kind, (met.get(kind) ?? 0) + 1)
          }
        }
      }),
      { numRuns }
    )
    // Histories in which nothing is ever struck prove nothing.
    for (const standing of ['standing', 'struck', 'void', 'set-aside']) {
      expect(met.get(standing) ?? 0).toBeGreaterThan(numRuns / 4)
    }
    for (const kind of ['strict and standing', 'strict and void', 'fenced']) {
      expect(met.get(kind) ?? 0, kind).toBeGreaterThan(numRuns / 20)
    }
  })

  test('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(quarrels, ({ arrivals, seed }) => {
        const one = ledgerOf(arrivals)
        const other = ledgerOf(reorder(arrivals, seeded(seed)))
        expect(standingsOf(other, arrivals)).toEqual(standingsOf(one, arrivals))
        expect(other.digest()).toBe(one.digest())
        expect(other.withdrawals()).toEqual(one.withdrawals())
        const ids = (ledger: Ledger) =>
          ledger
            .grants()
            .map(grant => grant.id)
            .sort()
        expect(ids(other)).toEqual(ids(one))
      }),
      { numRuns: 4 * numRuns }
    )
  })

  test('changes, with each entry, as the change says', () => {
    fc.assert(
      fc.property(quarrels, ({ arrivals, seed }) => {
        const filled = new FilledLedger(arrivals)
        let before = new Map(filled.ledger.refs())
        for (const arrival of reorder(arrivals, seeded(seed))) {
          const { refs } = filled.insert(arrival)
          const after = new Map(filled.ledger.refs())
          for (const ref of new Set([...before.keys(), ...after.keys(), ...refs.keys()])) {
            const moved = before.get(ref) !== after.get(ref)
            expect(refs.has(ref), ref).toBe(moved)
            if (moved) expect(refs.get(ref)).toEqual({ old: before.get(ref), new: after.get(ref) })
          }
          before = after
        }
        expect(filled.ledger.digest()).toBe(referenceDigest(before))
      }),
      { numRuns: Math.ceil(numRuns / 3) }
    )
  })
})
