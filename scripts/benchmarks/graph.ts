// What a large graph costs: resolution in it, memory and the start of a daemon that has it, at 10^3, 10^5 and 10^6
// records. Half of them stand three deep, half twelve deep; no two are alike.
import { setTimeout as pause } from 'node:timers/promises'
import { resolve } from '../../src/graph/resolve.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { depths, GraphHome, pathOf } from './graph-home.ts'
import { Kube, kubedProgram } from './kubes.ts'
import { residentMb, settleDisk } from './machine.ts'
import { perSecond } from './rate.ts'
import { atLeast, atMost, median, say } from './report.ts'

const counts = [1_000, 100_000, 1_000_000] as const
const goalPerSecond = 500_000
/** How much slower a million may be than a thousand. */
const goalSlowdown = 1.3
const goalStartMs = 5_000
const goalBytes = 400
const startsCount = 3
/** Names asked for again and again: what is in use. */
const warmCount = 400
const restSeconds = 20

/** Names of one depth, spread evenly over the graph. */
function namesOf(depth: number, records: number, count: number): string[][] {
  const step = 2 * Math.max(1, Math.floor(records / count / 2))
  const first = depth === depths[0] ? 0 : 1
  return Array.from({ length: Math.min(count, records / 2) }, (_, at) => pathOf((at * step + first) % records))
}

interface Resident {
  readonly megabytes: number
  readonly startMs: number[]
}

/** Starts of a daemon with this home, and what it holds when nothing happens. */
async function daemon(kube: Kube): Promise<Resident> {
  const startMs: number[] = []
  for (let at = 0; at < startsCount; at++) {
    if (at > 0) await kube.stop()
    settleDisk()
    startMs.push(await kube.start({ command: kubedProgram }))
  }
  await pause(restSeconds * 1000)
  const megabytes = residentMb(kube.pid) ?? Number.NaN
  await kube.stop()
  return { megabytes, startMs }
}

function resolution({ report }: Place, home: GraphHome, first: Map<number, number>): void {
  for (const depth of depths) {
    const names = namesOf(depth, home.count, warmCount)
    report.mark()
    const runs = perSecond(at => {
      if (resolve(home.records, names[at % names.length]!)?.depth !== depth) throw new Error('resolved to another node')
    })
    const peerRuns = perSecond(at => new Map([[names[at % names.length]!.join('/'), at]]).get('x'))
    const rate = median(runs)
    const more = { records: home.count, depth }
    const peer = { name: 'the name joined, a Map made of it and asked', runs: peerRuns }
    report.figure({ name: 'resolve-in-graph', unit: '1/s', runs, peer, goal: atLeast(goalPerSecond), more })
    const slowdown = (first.get(depth) ?? rate) / rate
    if (!first.has(depth)) first.set(depth, rate)
    else report.figure({ name: 'resolve-slowdown', unit: 'x', runs: [slowdown], goal: atMost(goalSlowdown), more })
  }
}

async function run(place: Place): Promise<void> {
  const { scope, report } = place
  const kube = new Kube(scope, 'graph')
  await kube.start()
  await kube.stop()
  const first = new Map<number, number>()
  let small: Resident | undefined
  for (const count of counts) {
    const home = await GraphHome.open(kube.home)
    home.count = count === counts[0] ? 0 : counts[counts.indexOf(count) - 1]!
    const startedMs = performance.now()
    await home.grow(count)
    say(`  ${count} records: filled in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
    resolution(place, home, first)
    await home.close()
    report.mark()
    const { megabytes, startMs } = await daemon(kube)
    const more = { records: count }
    report.figure({ name: 'start-with-graph', unit: 'ms', runs: startMs, goal: atMost(goalStartMs), more })
    report.figure({ name: 'resident-with-graph', unit: 'MB', runs: [megabytes], more })
    small ??= { megabytes, startMs }
    if (count === counts[0]) continue
    const bytes = ((megabytes - small.megabytes) * 1e6) / (count - counts[0])
    const goal = count === counts.at(-1) ? { goal: atMost(goalBytes) } : {}
    report.figure({ name: 'bytes-per-record', unit: 'bytes', runs: [bytes], ...goal, more })
  }
}

export const graph: Benchmark = {
  name: 'graph',
  about: 'resolution, start and memory with 10^3, 10^5 and 10^6 records',
  secondsMax: 900,
  run
}
