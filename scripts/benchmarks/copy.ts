// The first copy of the site to two machines at once: of KUBEs from the connection to the page being served, with everything
// before it stored durably and checked; of its peers from the moment they may begin until each says that it has all of it.
// What came is compared file by file, outside the clock.
import type { Benchmark, Place } from './benchmark.ts'
import { startKubes } from './kube-site.ts'
import { settleDisk } from './machine.ts'
import { eachPeer } from './peers.ts'
import type { Replicated, ReplicatedOptions } from './replicated.ts'
import { ratioAtLeast } from './report.ts'
import { writeSite } from './site.ts'

const runsCount = 3
const goals = { hyperdrive: 2, syncthing: 2, rsync: 0.5, git: undefined } as const

async function run({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const options: ReplicatedOptions = { scope, site }
  const rate = async (replicated: Replicated): Promise<number> => {
    settleDisk()
    return site.bytes / 1e3 / (await replicated.copy())
  }
  report.mark()
  const own: number[] = []
  const others = new Map<keyof typeof goals, { name: string; runs: number[] }>()
  // Turn by turn, so that what else the machine does meets all alike.
  for (let at = 0; at < runsCount; at++) {
    const kubes = await startKubes(options)
    own.push(await rate(kubes))
    await kubes.stop()
    for (const [key, found] of await eachPeer(options, rate)) {
      const peer = others.get(key) ?? { name: found?.name ?? key, runs: [] }
      others.set(key, { ...peer, runs: found ? [...peer.runs, found.measured] : peer.runs })
    }
  }
  for (const [key, { name, runs }] of others) {
    const goal = runs.length === 0 ? undefined : goals[key]
    const peer = { name, runs: runs.length === 0 ? undefined : runs }
    const figure = { name: `copy-to-two-beside-${key}`, unit: 'MB/s for each', runs: own, peer }
    report.figure({ ...figure, ...(goal !== undefined && { goal: ratioAtLeast(goal) }) })
  }
}

export const copy: Benchmark = {
  name: 'copy',
  about: 'the first copy of 48 MB to two machines at once',
  secondsMax: 300,
  run
}
