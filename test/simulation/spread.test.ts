// A change in a large subnet: few hops, and a cost for each KUBE that does not grow with their number.
import { expect, test } from 'vitest'
import { type Spread, spread } from './spread.ts'

const sizes = [10, 30, 100, 300, 1000]

test.each([
  ['small, sent along', false],
  ['large, asked for', true]
] as const)(
  'hops grow as the logarithm of the KUBEs, messages per KUBE not at all: objects %s',
  async (_, large) => {
    const results: Spread[] = []
    for (const kubes of sizes) results.push(await spread({ kubes, changes: kubes === 1000 ? 3 : 10, large }))
    if (process.env.SPREAD_LOG) console.table(results.map((result, at) => ({ kubes: sizes[at], ...result })))
    for (const [at, { hopsMax }] of results.entries()) {
      // With 12 connections each, the farthest of a random graph is about log(n) / log(12 - 1) away, and one or two more.
      expect(hopsMax, `${sizes[at]} KUBEs`).toBeLessThanOrEqual(Math.ceil(Math.log(sizes[at]!) / Math.log(11)) + 2)
    }
    const [, , hundred, , thousand] = results as [Spread, Spread, Spread, Spread, Spread]
    expect(thousand.messagesPerKube).toBeLessThan(1.15 * hundred.messagesPerKube)
    expect(thousand.messagesPerKube).toBeLessThan(30)
    // Each fetches once, whatever many told it.
    expect(thousand.fetchesPerKube).toBeLessThanOrEqual(1)
  },
  120_000
)
