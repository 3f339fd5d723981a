// How long a start takes, and what a KUBE costs while nothing happens.
import fs from 'node:fs'
import { createInterface } from 'node:readline'
import type { Benchmark, Place } from './benchmark.ts'
import { converged, Kube, kubedProgram, startSubnet } from './kubes.ts'
import { cpuSeconds, residentMb } from './machine.ts'
import { atMost, say } from './report.ts'
import { root, type Scope } from './scope.ts'
import { writeSite } from './site.ts'

const runsCount = 7
const idleSeconds = 20
const goalMs = 1000
const goalMb = 150
const goalCpuPercent = 0.5
const bareServer =
  "import http from 'node:http';http.createServer((q,a)=>a.end('x')).listen(0,'127.0.0.1',()=>console.log('ready'))"

/** A server that does nothing on the same Node: what no start can go below. */
async function startBare(scope: Scope): Promise<{ tookMs: number; pid: number; stop: () => Promise<void> }> {
  const startedMs = performance.now()
  const node = `${root}/node_modules/.bin/node`
  const child = scope.start(node, ['--input-type=module', '-e', bareServer], { stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', code => reject(new Error(`the bare server ended with ${code}`)))
    createInterface({ input: child.stdout! }).once('line', () => resolve())
  })
  return { tookMs: performance.now() - startedMs, pid: child.pid ?? 0, stop: () => scope.stop(child) }
}

async function starts({ scope, report }: Place): Promise<void> {
  const [bare, again, program, first]: number[][] = [[], [], [], []]
  const old = new Kube(scope, 'old')
  await old.start()
  await old.stop()
  report.mark()
  for (let at = 0; at < runsCount; at++) {
    const server = await startBare(scope)
    await server.stop()
    bare!.push(server.tookMs)
    again!.push(await old.start())
    await old.stop()
    program!.push(await old.start({ command: kubedProgram }))
    await old.stop()
    const fresh = new Kube(scope, 'fresh')
    first!.push(await fresh.start())
    await fresh.stop()
    fs.rmSync(fresh.home, { recursive: true })
  }
  const peer = { name: 'an empty HTTP server on the same Node', runs: bare }
  const goal = atMost(goalMs)
  report.figure({ name: 'start-existing-home', unit: 'ms', runs: again!, peer, goal })
  report.figure({ name: 'start-existing-home-program', unit: 'ms', runs: program!, peer })
  report.figure({ name: 'start-first', unit: 'ms', runs: first!, peer, goal })
}

async function idle({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const bare = await startBare(scope)
  const kubes = await startSubnet(scope, ['one', 'two', 'three'])
  const fresh = await resting(kubes)
  await kubes[0]!.dx(['publish', site.dir, '--to', 'dx://site', '--replicas', 'all'])
  await converged(kubes)
  const published = await resting(kubes)
  const bareMb = residentMb(bare.pid)
  await bare.stop()
  if (!fresh || !published) return say('  this system does not say what processes cost: left out')
  const peer = { name: 'an empty HTTP server on the same Node', runs: bareMb === undefined ? undefined : [bareMb] }
  const of = (values: readonly number[]): number => Math.max(...values)
  const more = { kubes: kubes.length, afterSeconds: idleSeconds }
  report.figure({ name: 'idle-resident', unit: 'MB', runs: fresh.megabytes, of, peer, goal: atMost(goalMb), more })
  report.figure({ name: 'idle-resident-after-48-mb', unit: 'MB', runs: published.megabytes, of, peer, more })
  const goal = atMost(goalCpuPercent)
  report.figure({ name: 'idle-cpu', unit: '% of a core', runs: published.cpuPercent, of, goal, more })
}

/** Memory and CPU of each after a while in which nobody asks anything of them. */
async function resting(kubes: readonly Kube[]): Promise<{ megabytes: number[]; cpuPercent: number[] } | undefined> {
  // What a start or a publish leaves to do is over soon.
  await new Promise(resolve => setTimeout(resolve, 3_000))
  const before = kubes.map(kube => cpuSeconds(kube.pid))
  await new Promise(resolve => setTimeout(resolve, idleSeconds * 1000))
  const megabytes: number[] = []
  const cpuPercent: number[] = []
  for (const [at, kube] of kubes.entries()) {
    const [from, to, memory] = [before[at], cpuSeconds(kube.pid), residentMb(kube.pid)]
    if (from === undefined || to === undefined || memory === undefined) return undefined
    megabytes.push(memory)
    cpuPercent.push((100 * (to - from)) / idleSeconds)
  }
  return { megabytes, cpuPercent }
}

async function run(place: Place): Promise<void> {
  await starts(place)
  await idle(place)
}

export const start: Benchmark = {
  name: 'start',
  about: 'start to ready; memory and CPU of three idle machines',
  secondsMax: 140,
  run
}
