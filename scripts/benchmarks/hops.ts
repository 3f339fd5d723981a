// How a change spreads through large subnets: the replication state machine of every KUBE, simulated (test/simulation/spread.ts).
// Hops shall grow as the logarithm, messages of each KUBE not at all.
import { connectionsMax } from '../../src/base/limits.ts'
import { type Spread, spread } from '../../test/simulation/spread.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { atMost, ratioAtMost } from './report.ts'

const sizes = [10, 30, 100, 300, 1000]
const changes = 10
/** Beyond the farthest KUBE of a random graph. */
const hopsMore = 2
const goalGrowth = 1.15

/** How far the farthest of a random graph is, where each has as many connections as a KUBE keeps. */
const farthest = (kubes: number): number => Math.max(1, Math.ceil(Math.log(kubes) / Math.log(connectionsMax - 1)))

async function run({ report }: Place): Promise<void> {
  for (const large of [false, true]) {
    const kind = large ? 'large' : 'small'
    const results = new Map<number, Spread>()
    for (const kubes of sizes) {
      report.mark()
      const result = await spread({ kubes, changes, large })
      results.set(kubes, result)
      report.figure({
        name: `hops-${kind}-${kubes}`,
        unit: 'hops to the last',
        runs: [result.hopsMax],
        peer: { name: 'the farthest of a random graph', runs: [farthest(kubes)] },
        goal: atMost(farthest(kubes) + hopsMore),
        more: { ...result }
      })
    }
    report.figure({
      name: `hops-${kind}-messages`,
      unit: 'messages of a KUBE for a change, 1,000 KUBEs',
      runs: [results.get(1000)!.messagesPerKube],
      peer: { name: 'the same with 100', runs: [results.get(100)!.messagesPerKube] },
      goal: ratioAtMost(goalGrowth),
      more: Object.fromEntries([...results].map(([kubes, { messagesPerKube }]) => [kubes, messagesPerKube]))
    })
  }
}

export const hops: Benchmark = {
  name: 'hops',
  about: 'hops and messages of a change in up to 1,000 simulated KUBEs',
  secondsMax: 600,
  onlyNamed: true,
  run
}
