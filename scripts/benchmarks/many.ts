// 50 real daemons on one machine, and 500 publishes spread over all of them: until all agree, what it costs.
import type { Benchmark, Place } from './benchmark.ts'
import { manyKubes } from './many-kubes.ts'
import { atMost, p95, say } from './report.ts'

const options = { kubes: 50, publishes: 500, atOnce: 4 }
const goalAgreedMs = 5_000

async function run({ scope, report }: Place): Promise<void> {
  report.mark()
  const result = await manyKubes(scope, options, text => say(`  ${text}`))
  const { kubes, publishes } = options
  const each = publishes * kubes
  const more = { ...options, entries: result.entries, connectionsOfTheFirst: result.connections }
  const figure = (name: string, unit: string, value: number | undefined): void => {
    if (value !== undefined) report.figure({ name: `many-${name}`, unit, runs: [value], more })
  }
  figure('started', 'ms until 50 agree on who is there', result.startedMs)
  figure('publishing', 'ms for 500 publishes', result.publishingMs)
  report.figure({
    name: 'many-agreed',
    unit: 'ms from the last publish until all agree',
    runs: [result.agreedMs],
    goal: atMost(goalAgreedMs),
    more
  })
  report.figure({ name: 'many-publish-p50', unit: 'ms', runs: result.publishMs, more })
  report.figure({ name: 'many-publish-p95', unit: 'ms', runs: result.publishMs, of: p95, more })
  figure('cpu', 'ms of CPU for a publish and daemon', (1000 * result.cpuSeconds) / each)
  figure('packets', 'packets for a publish and daemon', result.packets && result.packets / each)
  figure('bytes', 'bytes for a publish and daemon', result.bytes && result.bytes / each)
  report.figure({ name: 'many-resident', unit: 'MB, median', runs: result.residentMb, more })
}

export const many: Benchmark = {
  name: 'many',
  about: '50 daemons converge after 500 publishes',
  secondsMax: 1800,
  onlyNamed: true,
  ownNetwork: true,
  run
}
