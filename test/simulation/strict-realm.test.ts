// A slice of the schedules of strict realms that scripts/simulate --strict runs, and the seeds that once failed.
import { describe, expect, it } from 'vitest'
import { type StrictResult, strictRealm } from './strict-realm.ts'

/** Schedules that once showed a fault stay here. */
const failedOnce: readonly number[] = [47]
/** From here on terms are left behind often enough. */
const firstSeed = 56
const slices = 2
const perSlice = 12

describe('a strict realm under faults', () => {
  const totals = new Map<string, number>()

  for (let slice = 0; slice < slices; slice++) {
    const from = firstSeed + slice * perSlice
    it(`is a history of one machine: seeds ${from} to ${from + perSlice - 1}`, { timeout: 120_000 }, async () => {
      for (let seed = from; seed < from + perSlice; seed++) {
        for (const [what, count] of Object.entries(await strictRealm({ seed }))) {
          totals.set(what, (totals.get(what) ?? 0) + count)
        }
      }
    })
  }

  it('met everything that can become of a changeset', () => {
    const kinds: readonly (keyof StrictResult)[] = ['accepted', 'stale', 'refused', 'open', 'openAccepted', 'setAside']
    // Faults that never happen prove nothing.
    for (const kind of kinds) expect(totals.get(kind) ?? 0, kind).toBeGreaterThan(slices)
    expect(totals.get('crashes')).toBeGreaterThan(slices * perSlice)
    expect(totals.get('terms')).toBeGreaterThan(slices * perSlice)
  })

  it.each(failedOnce)('stays right for seed %i', { timeout: 60_000 }, async seed => {
    await strictRealm({ seed })
  })

  it('is the same run for the same seed', { timeout: 60_000 }, async () => {
    expect(await strictRealm({ seed: 7 })).toEqual(await strictRealm({ seed: 7 }))
  })
})
