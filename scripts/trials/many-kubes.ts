// Many real daemons on one machine: each publishes, all come to one state.
// scripts/trial many-kubes [--kubes 50] [--publishes 500] [--at-once 4]

import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { dxProgram, Kube, kubedProgram } from '../benchmarks/kubes.ts'
import { cpuSeconds, residentMb } from '../benchmarks/machine.ts'
import { Scope } from '../benchmarks/scope.ts'

const { values } = parseArgs({
  options: {
    kubes: { type: 'string', default: '50' },
    publishes: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '4' }
  }
})
const [count, publishes, atOnce] = [values.kubes, values.publishes, values['at-once']].map(Number) as [
  number,
  number,
  number
]
const startMsMax = 60_000
const settleMsMax = 300_000

const scope = new Scope()
const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1)
const say = (text: string): void => console.log(text)

interface Status {
  readonly digest: string
  readonly position: number
  readonly machines: readonly { readonly connected: boolean }[]
}

async function status(kube: Kube): Promise<Status> {
  return JSON.parse(await kube.dx(['status', '--json'], dxProgram)) as Status
}

/** Starts them one after the other; each joins by a code of one that is there already. */
async function startAll(): Promise<Kube[]> {
  const kubes: Kube[] = []
  for (let index = 0; index < count; index++) {
    const kube = new Kube(scope, `k${index}`)
    const host = kubes[0]
    const code = host === undefined ? undefined : (await host.kubed(['invite'])).trim()
    const started = kube.start({ command: kubedProgram, args: code === undefined ? [] : ['--join', code] })
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`k${index} did not start`)), startMsMax).unref()
    })
    await Promise.race([started, late])
    kubes.push(kube)
  }
  return kubes
}

async function publishAll(kubes: readonly Kube[]): Promise<number[]> {
  const tookMs: number[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < publishes) {
      const number = next++
      const dir = path.join(scope.folder('site'))
      fs.writeFileSync(path.join(dir, 'index.html'), `publish ${number}`)
      const from = performance.now()
      await kubes[number % count]!.dx(['publish', dir, '--to', `site-${number % 100}`], dxProgram)
      tookMs.push(performance.now() - from)
      fs.rmSync(dir, { recursive: true })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return tookMs.sort((a, b) => a - b)
}

/** Asks all of them until they say the same digest and position. */
async function settled(kubes: readonly Kube[]): Promise<Status> {
  const end = performance.now() + settleMsMax
  for (;;) {
    const all: Status[] = []
    for (const kube of kubes) all.push(await status(kube))
    const [first] = all
    const same = all.filter(each => each.digest === first!.digest && each.position === first!.position).length
    if (same === count) return first!
    if (performance.now() > end) throw new Error(`${same} of ${count} agree after ${settleMsMax / 1000} s`)
  }
}

try {
  let from = performance.now()
  const kubes = await startAll()
  say(`${count} daemons started and joined in ${seconds(from)} s`)
  from = performance.now()
  await settled(kubes)
  say(`agreed on who is there after ${seconds(from)} s more`)
  const cpuBefore = kubes.map(kube => cpuSeconds(kube.pid) ?? 0)
  from = performance.now()
  const tookMs = await publishAll(kubes)
  say(`${publishes} publishes in ${seconds(from)} s, ${atOnce} at once`)
  say(
    `  one: p50 ${tookMs[Math.floor(tookMs.length / 2)]?.toFixed(0)} ms, p95 ${tookMs[Math.floor(tookMs.length * 0.95)]?.toFixed(0)} ms, the command's start included`
  )
  from = performance.now()
  const { digest, position, machines } = await settled(kubes)
  say(`one digest on all ${count} after at most ${seconds(from)} s more: ${digest.slice(0, 16)}, ${position} entries`)
  const connected = machines.filter(machine => machine.connected).length - 1
  const memory = kubes.map(kube => residentMb(kube.pid) ?? 0).sort((a, b) => a - b)
  const cpu = kubes.map((kube, at) => (cpuSeconds(kube.pid) ?? 0) - cpuBefore[at]!).reduce((sum, each) => sum + each, 0)
  say(
    `resident: median ${memory[Math.floor(count / 2)]?.toFixed(0)} MB, most ${memory.at(-1)?.toFixed(0)} MB; k0 has ${connected} connections`
  )
  say(`CPU of all daemons: ${((1000 * cpu) / publishes / count).toFixed(1)} ms a publish and daemon`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await scope.end()
}
