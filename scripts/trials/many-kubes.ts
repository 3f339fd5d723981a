// Many real daemons on one machine: each publishes, all come to one state.
// scripts/trial many-kubes [--kubes 50] [--publishes 500] [--at-once 4]
import { parseArgs } from 'node:util'
import { manyKubes } from '../benchmarks/many-kubes.ts'
import { median, p95 } from '../benchmarks/report.ts'
import { Scope } from '../benchmarks/scope.ts'

const { values } = parseArgs({
  options: {
    kubes: { type: 'string', default: '50' },
    publishes: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '4' }
  }
})
const options = {
  kubes: Number(values.kubes),
  publishes: Number(values.publishes),
  atOnce: Number(values['at-once'])
}
const scope = new Scope()
const say = (text: string): void => console.log(text)
const seconds = (ms: number): string => (ms / 1000).toFixed(1)

try {
  const { publishMs, publishingMs, agreedMs, entries, cpuSeconds, residentMb, connections } = await manyKubes(
    scope,
    options,
    say
  )
  say(`${options.publishes} publishes in ${seconds(publishingMs)} s, ${options.atOnce} at once`)
  say(`  one: p50 ${median(publishMs).toFixed(0)} ms, p95 ${p95(publishMs).toFixed(0)} ms`)
  say(`one digest on all ${options.kubes} after at most ${seconds(agreedMs)} s more: ${entries} entries`)
  say(
    `resident: median ${median(residentMb).toFixed(0)} MB, most ${residentMb.at(-1)?.toFixed(0)} MB; k0 has ${connections} connections`
  )
  const each = (1000 * cpuSeconds) / options.publishes / options.kubes
  say(`CPU of all daemons: ${each.toFixed(1)} ms a publish and daemon`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await scope.end()
}
