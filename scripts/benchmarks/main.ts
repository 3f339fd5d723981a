// scripts/bench [NAME…]: every benchmark beside a peer in the same run; one JSON line a figure on stdout, words for
// people on stderr. docs/benchmarks.md says what each measures.
import os from 'node:os'
import { parseArgs } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { checkpoint } from './checkpoint.ts'
import { copy } from './copy.ts'
import { distance } from './distance.ts'
import { entries } from './entries.ts'
import { graph } from './graph.ts'
import { hops } from './hops.ts'
import { idle } from './idle.ts'
import { join } from './join.ts'
import { large } from './large.ts'
import { ledger } from './ledger.ts'
import { many } from './many.ts'
import { inOwnNetwork, mayOwnNetwork } from './own-network.ts'
import { privatePages } from './private.ts'
import { publish } from './publish.ts'
import { records } from './records.ts'
import { Report, say } from './report.ts'
import { resolve } from './resolve.ts'
import { Scope } from './scope.ts'
import { serve } from './serve.ts'
import { start } from './start.ts'
import { store } from './store.ts'
import { visible } from './visible.ts'
import { wire } from './wire.ts'

const benchmarks: readonly Benchmark[] = [
  store,
  publish,
  visible,
  distance,
  wire,
  join,
  copy,
  serve,
  privatePages,
  start,
  resolve,
  records,
  entries,
  checkpoint,
  ledger,
  graph,
  idle,
  large,
  many,
  hops
]
const report = new Report()
let running: Scope | undefined

function chosen(names: readonly string[]): Benchmark[] {
  const unknown = names.find(name => !benchmarks.some(benchmark => benchmark.name === name))
  if (unknown !== undefined) {
    say(`error: no benchmark is called ${unknown}; there are:`)
    for (const { name, about, onlyNamed } of benchmarks) {
      say(`  ${name.padEnd(10)} ${about}${onlyNamed ? ' (when named)' : ''}`)
    }
    process.exit(2)
  }
  if (names.length === 0) return benchmarks.filter(({ onlyNamed = false }) => !onlyNamed)
  return benchmarks.filter(({ name }) => names.includes(name))
}

async function measure(benchmark: Benchmark): Promise<void> {
  say(`${benchmark.name}: ${benchmark.about}`)
  const scope = new Scope()
  running = scope
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`not done within ${benchmark.secondsMax} s`)),
    benchmark.secondsMax * 1000
  )
  const startedMs = performance.now()
  try {
    await Promise.race([benchmark.run({ scope, report }), late])
  } finally {
    clearTimeout(timer)
    await scope.end()
    running = undefined
  }
  say(`  done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}

async function main(names: readonly string[]): Promise<void> {
  const failed: string[] = []
  const wanted = chosen(names)
  const cpus = os.cpus()
  say(
    `${cpus[0]?.model ?? 'unknown CPU'}, ${cpus.length} cores, ${os.platform()} ${os.arch()}, Node ${process.version}`
  )
  for (const benchmark of wanted) {
    try {
      if (benchmark.ownNetwork && mayOwnNetwork()) await inOwnNetwork(benchmark.name)
      else await measure(benchmark)
    } catch (error) {
      failed.push(benchmark.name)
      say(`  ${benchmark.name} FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
  }
  if (report.missed.length > 0) say(`goals missed: ${report.missed.join(', ')}`)
  else if (failed.length === 0) say('every goal was met')
  if (failed.length > 0) say(`failed: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

/** Whatever ends this process, nothing of a benchmark outlives it. */
function leave(status: number, why?: unknown): void {
  if (why !== undefined) say(`error: ${why instanceof Error ? (why.stack ?? why.message) : String(why)}`)
  const ended = running?.end() ?? Promise.resolve()
  void ended.finally(() => process.exit(status))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => leave(130))
process.once('uncaughtException', error => leave(1, error))
process.once('unhandledRejection', reason => leave(1, reason))
// Whoever reads the figures has seen enough (`| head`), or the terminal is gone.
process.stdout.once('error', () => leave(0))
process.stderr.once('error', () => leave(0))
await main(parseArgs({ allowPositionals: true }).positionals)
