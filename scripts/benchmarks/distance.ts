// A change over a distance: three machines in network namespaces of their own, with 50 ms one way between any two. Counted
// in round trips of 100 ms, from the publish until both others can read the page.
import { Lab, labMissing } from '../../test/support/lab.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { startKubes } from './kube-site.ts'
import { eachPeer } from './peers.ts'
import type { Replicated, Spot, Spots } from './replicated.ts'
import { atMost, say } from './report.ts'
import { hotVersion, writeSite } from './site.ts'

const delaySeconds = 0.05
const roundTripMs = 2 * 1000 * delaySeconds
const changesCount = 20
const warmUpCount = 5
const goalRoundTrips = 3

async function roundTrips(replicated: Replicated): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; at < warmUpCount + changesCount; at++) {
    const ms = await replicated.change(hotVersion(`far-${replicated.name}`, at))
    if (at >= warmUpCount) took.push(ms / roundTripMs)
    await new Promise(resolve => setTimeout(resolve, 300 + ((at * 37) % 60)))
  }
  return took
}

async function run({ scope, report }: Place): Promise<void> {
  const missing = labMissing()
  if (missing !== undefined) return say(`  no machines at a distance can be made here, left out: ${missing}`)
  const lab = new Lab()
  scope.atEnd(() => lab.end())
  const spots: Spot[] = []
  for (const name of ['a', 'b', 'c']) spots.push(await lab.machine(name))
  const site = writeSite(scope.folder('site'))
  const options = { scope, site, spots: spots as unknown as Spots }
  const far = async (replicated: Replicated): Promise<number[]> => {
    await lab.shape({ delay: 0 })
    await replicated.copy()
    await lab.shape({ delay: delaySeconds })
    return roundTrips(replicated)
  }
  const peers = await eachPeer(options, far)
  await lab.shape({ delay: 0 })
  report.mark()
  const runs = await far(await startKubes(options))
  const own = { unit: 'round trips', runs, more: { roundTripMs } }
  report.figure({ ...own, name: 'distance-one-change', goal: atMost(goalRoundTrips) })
  for (const [key, found] of peers) {
    const peer = { name: found?.name ?? key, runs: found?.measured }
    report.figure({ ...own, name: `distance-beside-${key}`, peer })
  }
}

export const distance: Benchmark = {
  name: 'distance',
  about: 'a change with 50 ms between the machines, in round trips',
  secondsMax: 240,
  run
}
