// A slice of the schedules that scripts/simulate runs, and the seeds that once failed.
import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'

/** Schedules that once showed a fault stay here. */
const failedOnce: readonly number[] = []
const slices = 10
const perSlice = 30

describe('a subnet under faults', () => {
  for (let slice = 0; slice < slices; slice++) {
    const from = 1 + slice * perSlice
    it(`agrees and loses nothing: seeds ${from} to ${from + perSlice - 1}`, { timeout: 120_000 }, async () => {
      let crashes = 0
      for (let seed = from; seed < from + perSlice; seed++) crashes += (await simulate({ seed })).crashes
      // Faults that never happen prove nothing.
      expect(crashes).toBeGreaterThan(perSlice)
    })
  }

  it.each(failedOnce)('stays right for seed %i', { timeout: 120_000 }, async seed => {
    await simulate({ seed })
  })

  it('is the same run for the same seed', { timeout: 60_000 }, async () => {
    expect(await simulate({ seed: 7 })).toEqual(await simulate({ seed: 7 }))
  })
})
