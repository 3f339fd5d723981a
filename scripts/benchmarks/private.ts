// What a right costs: the same page of 5 KB open, and private with a token, from one KUBE on one core, in turn; once by
// the fast lane, once with a field that sends every request through the parser.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Benchmark, Place } from './benchmark.ts'
import { Kube } from './kubes.ts'
import { cpuSeconds, installed } from './machine.ts'
import { ratioAtMost, say } from './report.ts'
import { WebLoad } from './serve.ts'
import { hotFile, writeSite } from './site.ts'
import type { Server } from './web-servers.ts'

const roundsCount = 24
const roundSeconds = 1
/** Whatever disturbs a round makes it dearer: the cheapest tells most. */
const cheapest = (runs: readonly number[]): number => Math.min(...runs)
/** Of the CPU time of an open request: what other programs take of the core does not count. */
const costMax = 1.15

async function run({ scope, report }: Place): Promise<void> {
  for (const needed of ['wrk', 'taskset']) {
    if (!installed(needed)) return say(`  ${needed.toUpperCase()} IS NOT INSTALLED: nothing was measured`)
  }
  if (os.availableParallelism() < 2) return say('  TWO CORES ARE NEEDED: nothing was measured')
  const site = writeSite(scope.folder('site'))
  const kube = new Kube(scope, 'served')
  await kube.start({ command: ['taskset', '-c', '0', path.join(import.meta.dirname, '../kubed')] })
  const record = path.join(scope.folder('record'), 'private.yml')
  fs.writeFileSync(record, 'access: private\n')
  await kube.dx(['record', 'set', 'dx://vault', '--file', record])
  for (const name of ['dx://site', 'dx://vault']) await kube.dx(['publish', site.dir, '--to', name])
  const token = (await kube.dx(['grant', 'read', 'dx://vault'])).trim()
  const serverOf = (host: string): Server => ({ name: host, host: `${host}:${kube.port}`, port: kube.port })
  const bench = new WebLoad(scope)
  for (const [name, more] of [
    ['private-5-kb-page', []],
    ['private-5-kb-page-parsed', ['X-Parsed: 1']]
  ] as const) {
    const kinds = [
      { server: serverOf('vault.kube.local'), fields: [...more, `Authorization: Bearer ${token}`] },
      { server: serverOf('site.kube.local'), fields: [...more] }
    ]
    const costs: [number[], number[]] = [[], []]
    for (const { server, fields } of kinds) await bench.load(server, [`/${hotFile}`], 1, fields)
    report.mark()
    for (let round = 0; round < roundsCount; round++) {
      for (const [at, { server, fields }] of kinds.entries()) {
        const before = cpuSeconds(kube.pid) ?? Number.NaN
        const { requests } = await bench.load(server, [`/${hotFile}`], roundSeconds, fields)
        costs[at]!.push((1e6 * ((cpuSeconds(kube.pid) ?? Number.NaN) - before)) / requests)
      }
    }
    const [runs, open] = costs
    report.figure({
      name,
      unit: 'µs CPU a request',
      runs,
      of: cheapest,
      peer: { name: 'the same page, open', runs: open },
      goal: ratioAtMost(costMax)
    })
  }
}

export const privatePages: Benchmark = {
  name: 'private',
  about: 'a private page with a token, beside the same page open',
  secondsMax: 180,
  run
}
