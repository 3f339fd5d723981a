// A slice of the schedules that scripts/simulate runs, and the seeds that once failed.
import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'

/** Schedules that once showed a fault stay here. */
const failedOnce: readonly number[] = [50, 309, 100_182, 500_084, 700_091, 700_253, 800_147, 980_021, 980_031]
/** The same, with machines that get to know newer rules. */
const failedUpgrading: readonly number[] = [31_047, 41_978, 51_031, 111_748, 400_912, 400_983]
/** The same, with clocks that are moved while programs run, and machines that free what nothing needs. */
const failedMovingClocks: readonly number[] = [
  406_024, 406_166, 406_400, 440_450, 440_967, 442_410, 453_119, 471_239, 476_047, 2_003_291, 2_006_971, 2_054_834,
  2_106_011, 2_107_103, 2_111_016, 2_115_651, 2_165_298, 2_318_835
]
/** Whole ones, and those of all sizes. */
const slices = [
  { first: 1, count: 12 },
  { first: 13, count: 12 },
  { first: 2_000_000, count: 30 },
  { first: 2_000_030, count: 30 }
] as const

/** Every lie that is told, what becomes of entries, and that something is freed. */
const kinds = [
  ...['cut short', 'too large', 'forged', 're-signed', 'replayed', 'after another parent', 'twice for one place'],
  ...['of another subnet', 'of the future', 'as though it had heard nothing', 'of the past'],
  ...['standing', 'set-aside', 'struck', 'void', 'freed']
]

describe('a subnet under faults', () => {
  const seen = new Map<string, number>()
  const count = (counts: Readonly<Record<string, number>>): void => {
    for (const [kind, number] of Object.entries(counts)) seen.set(kind, (seen.get(kind) ?? 0) + number)
  }

  for (const { first, count: seeds } of slices) {
    it(`agrees and loses nothing: seeds ${first} to ${first + seeds - 1}`, { timeout: 120_000 }, async () => {
      let crashes = 0
      for (let seed = first; seed < first + seeds; seed++) {
        const result = await simulate({ seed })
        crashes += result.crashes
        count({ freed: result.freed })
        count(result.standings)
        count(result.lies)
      }
      // Faults that never happen prove nothing.
      expect(crashes).toBeGreaterThan(seeds)
    })
  }

  it('was lied to in every way, entries came to be all that they can, and something was freed', () => {
    expect(kinds.filter(kind => !seen.has(kind) || seen.get(kind) === 0)).toEqual([])
  })

  it.each(failedOnce)('stays right for seed %i', { timeout: 120_000 }, async seed => {
    await simulate({ seed, upgrades: false, clocks: false, freeing: false })
  })

  it.each(failedUpgrading)('stays right for seed %i', { timeout: 120_000 }, async seed => {
    await simulate({ seed, clocks: false, freeing: false })
  })

  it.each(failedMovingClocks)('stays right for seed %i', { timeout: 120_000 }, async seed => {
    await simulate({ seed })
  })

  it('is the same run for the same seed', { timeout: 60_000 }, async () => {
    expect(await simulate({ seed: 7 })).toEqual(await simulate({ seed: 7 }))
  })
})
