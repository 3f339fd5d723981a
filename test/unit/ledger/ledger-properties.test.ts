import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Change } from '../../../src/ledger/types.ts'
import { history, reorder, seeded, subnetKey } from '../../support/ledger-history.ts'
import { type Arrival, laterFirst, referenceDigest, referenceState } from '../../support/reference-ledger.ts'

const numRuns = Number(process.env.KUBE_TEST_RUNS ?? 200)

function ledgerOf(arrivals: readonly Arrival[]): Ledger {
  const ledger = new Ledger({ subnet: subnetKey })
  for (const { entry, grants } of arrivals) ledger.insert(entry, { grants })
  return ledger
}

const refsOf = (ledger: Ledger): Map<string, string> => new Map([...ledger.refs()].sort())
const standingsOf = (ledger: Ledger, arrivals: readonly Arrival[]): Map<string, string | undefined> =>
  new Map(arrivals.map(({ entry }) => [entry.id, ledger.standing(entry.id)]))

const histories = fc.record({ arrivals: history(), seed: fc.integer() })

describe('the state of a set of entries', () => {
  test('is what replication.md says', () => {
    fc.assert(
      fc.property(history(), arrivals => {
        const ledger = ledgerOf(arrivals)
        const reference = referenceState(subnetKey, arrivals)
        expect(standingsOf(ledger, arrivals)).toEqual(new Map(reference.standing))
        expect(refsOf(ledger)).toEqual(new Map([...reference.refs].sort()))
        expect(ledger.conflicts()).toEqual(reference.conflicts)
        for (const [ref, writer] of reference.writers) expect(ledger.writer(ref)?.id).toBe(writer)
        expect(ledger.digest()).toBe(referenceDigest(reference.refs))
      }),
      { numRuns }
    )
  })

  test('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, seed }) => {
        const one = ledgerOf(arrivals)
        const other = ledgerOf(reorder(arrivals, seeded(seed)))
        expect(other.digest()).toBe(one.digest())
        expect(refsOf(other)).toEqual(refsOf(one))
        expect(other.conflicts()).toEqual(one.conflicts())
        expect(standingsOf(other, arrivals)).toEqual(standingsOf(one, arrivals))
        expect(other.heads()).toEqual(one.heads())
        expect(other.forks()).toEqual(one.forks())
        for (const { entry } of arrivals) expect(other.depsFor(entry.chain)).toEqual(one.depsFor(entry.chain))
      }),
      { numRuns }
    )
  })

  test('gives back every entry as it came, and the causal past', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, seed }) => {
        const ledger = ledgerOf(reorder(arrivals, seeded(seed)))
        const { pasts } = referenceState(subnetKey, arrivals)
        for (const { entry } of arrivals) {
          expect(ledger.get(entry.id)).toEqual(entry)
          for (const { entry: other } of arrivals) {
            expect(ledger.covers(entry.id, other.id)).toBe(pasts.get(entry.id)!.has(other.id))
          }
        }
      }),
      { numRuns: Math.ceil(numRuns / 4) }
    )
  })
})

describe('with each entry', () => {
  test('the change lists every ref whose value changed, and nothing else', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, seed }) => {
        const ledger = new Ledger({ subnet: subnetKey })
        let before = refsOf(ledger)
        for (const [at, { entry, grants }] of reorder(arrivals, seeded(seed)).entries()) {
          const change = ledger.insert(entry, { grants })
          const after = refsOf(ledger)
          expect(new Map([...change.refs].sort())).toEqual(difference(before, after))
          expect(change.position).toBe(at + 1)
          expect(change.standing).toBe(ledger.standing(entry.id))
          before = after
        }
      }),
      { numRuns }
    )
  })

  test('the digest, read at every step, follows the refs', () => {
    fc.assert(
      fc.property(history(25), arrivals => {
        const ledger = new Ledger({ subnet: subnetKey })
        for (const { entry, grants } of arrivals) {
          ledger.insert(entry, { grants })
          expect(ledger.digest()).toBe(referenceDigest(ledger.refs()))
        }
      }),
      { numRuns: Math.ceil(numRuns / 10) }
    )
  })

  test('a late arrival overturns nothing later than itself', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, seed }) => {
        const ledger = new Ledger({ subnet: subnetKey })
        const here: Arrival[] = []
        for (const arrival of reorder(arrivals, seeded(seed))) {
          const before = standingsOf(ledger, here)
          ledger.insert(arrival.entry, { grants: arrival.grants })
          for (const { entry } of here) {
            if (ledger.standing(entry.id) === before.get(entry.id)) continue
            expect(laterFirst(arrival.entry, entry)).toBeLessThan(0)
          }
          here.push(arrival)
        }
      }),
      { numRuns }
    )
  })

  test('a second arrival changes nothing', () => {
    fc.assert(
      fc.property(history(15), arrivals => {
        const ledger = ledgerOf(arrivals)
        const digest = ledger.digest()
        for (const { entry, grants } of arrivals) {
          const change = ledger.insert(entry, { grants })
          expect(change.refs.size).toBe(0)
          expect(change.position).toBe(arrivals.length)
        }
        expect(ledger.digest()).toBe(digest)
      }),
      { numRuns: Math.ceil(numRuns / 10) }
    )
  })
})

describe('nothing that was acknowledged disappears', () => {
  // For each value that an entry which counts has set: it is the present one; or an entry that had seen it, and that
  // stands, has written the ref since; or it is kept as a conflict, itself or through a later loser that had seen it.
  test('each value is present, or superseded by one who had seen it, or kept', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, seed }) => {
        const ledger = ledgerOf(reorder(arrivals, seeded(seed)))
        const conflicts = ledger.conflicts()
        for (const { entry } of arrivals) {
          const standing = ledger.standing(entry.id)
          if (standing === 'void') continue
          for (const { ref } of entry.updates) {
            const writer = ledger.writer(ref)
            const present = writer?.id === entry.id
            const superseded = writer !== undefined && ledger.covers(writer.id, entry.id)
            const kept = conflicts.some(
              lost => lost.ref === ref && (lost.entry === entry.id || ledger.covers(lost.entry, entry.id))
            )
            if (standing === 'standing') expect([present, superseded]).toContain(true)
            else expect([superseded, kept]).toContain(true)
            if (conflicts.some(lost => lost.ref === ref && lost.entry === entry.id)) expect(superseded).toBe(false)
            expect(present && standing !== 'standing').toBe(false)
          }
        }
      }),
      { numRuns }
    )
  })

  test('a kept value has its ref, until somebody who had seen it writes there', () => {
    fc.assert(
      fc.property(history(), arrivals => {
        const ledger = ledgerOf(arrivals)
        for (const { id, entry, ref, won, lost } of ledger.conflicts()) {
          const kept = `refs/!conflicts/${id}/${ref.slice('refs/'.length)}`
          expect(ledger.ref(kept)).toBe(lost)
          expect(ledger.writer(kept)?.id).toBe(entry)
          expect(ledger.ref(ref)).toBe(won)
        }
        const kept = [...ledger.refs('refs/!conflicts/')].length
        expect(kept).toBe(ledger.conflicts().filter(({ lost }) => lost !== undefined).length)
      }),
      { numRuns }
    )
  })

  test('a changeset is there whole or not at all', () => {
    fc.assert(
      fc.property(history(), arrivals => {
        const ledger = ledgerOf(arrivals)
        for (const { entry } of arrivals) {
          const written = entry.updates.filter(({ ref }) => {
            const writer = ledger.writer(ref)
            return writer !== undefined && (writer.id === entry.id || ledger.covers(writer.id, entry.id))
          })
          if (ledger.standing(entry.id) === 'standing') expect(written.length).toBe(entry.updates.length)
          else for (const { ref } of entry.updates) expect(ledger.writer(ref)?.id).not.toBe(entry.id)
        }
      }),
      { numRuns }
    )
  })
})

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Change['refs'] {
  const refs = new Map<string, { old: string | undefined; new: string | undefined }>()
  for (const ref of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    if (before.get(ref) !== after.get(ref)) refs.set(ref, { old: before.get(ref), new: after.get(ref) })
  }
  return refs
}
