// Many records in one changeset: `dx record set` of a file with 10,000 documents, until it returns and until another
// machine shows the last of them. The peer is what somebody would do with git alone: a commit and a ref for each.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Place } from './benchmark.ts'
import { git } from './git-peer.ts'
import { converged, dxProgram, type Kube, startSubnet } from './kubes.ts'
import { cpuSeconds, settleDisk } from './machine.ts'
import { atMost } from './report.ts'
import type { Scope } from './scope.ts'

const recordsCount = 10_000
const runsCount = 3
const goalMs = 3_000
const goalVisibleMs = 2_000

const title = (run: number, at: number): string => `Run ${run}, record ${at}`

function documents(run: number): string {
  const one = (_: unknown, at: number): string =>
    `name: dx://many-${run}/record${at}\nrecord:\n  title: ${title(run, at)}\n`
  return Array.from({ length: recordsCount }, one).join('---\n')
}

/** Resolves once a machine serves the title of the last record. */
async function shown(kube: Kube, run: number): Promise<number> {
  const last = recordsCount - 1
  const wanted = title(run, last)
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    const { status, body } = await kube.get('kube.local', `/many-${run}/record${last}`, { accept: 'application/json' })
    if (status === 200 && body.includes(wanted)) return performance.now()
    await pause(5)
  }
  throw new Error(`${kube.name} did not show the records within 60 s`)
}

/** The same texts with git: one pack by fast-import, a commit and a ref for each. */
async function withGit(scope: Scope): Promise<number> {
  const dir = scope.folder('git')
  await git(scope, ['init', '-q', '--bare', dir])
  const stream = path.join(scope.folder('stream'), 'stream')
  const commit = (_: unknown, at: number): string => {
    const text = `title: ${title(0, at)}\n`
    const head = `commit refs/many/record${at}\ncommitter bench <bench@localhost> 1800000000 +0000\ndata 4\nset\n`
    return `${head}\nM 100644 inline dx.yml\ndata ${text.length}\n${text}\n`
  }
  fs.writeFileSync(stream, Array.from({ length: recordsCount }, commit).join(''))
  settleDisk()
  const startedMs = performance.now()
  await scope.run('sh', ['-c', `git --git-dir='${dir}' fast-import --quiet < '${stream}'`])
  return performance.now() - startedMs
}

async function run({ scope, report }: Place): Promise<void> {
  const kubes = await startSubnet(scope, ['one', 'two'])
  const [source, other] = [kubes[0]!, kubes[1]!]
  const file = path.join(scope.folder('documents'), 'records.yml')
  const [set, visible, native, cpu]: number[][] = [[], [], [], []]
  report.mark()
  for (let at = 0; at < runsCount; at++) {
    fs.writeFileSync(file, documents(at))
    settleDisk()
    const cpuBefore = cpuSeconds(source.pid) ?? Number.NaN
    const startedMs = performance.now()
    await source.dx(['record', 'set', '--file', file], dxProgram)
    const returnedMs = performance.now()
    set!.push(returnedMs - startedMs)
    cpu!.push(1000 * ((cpuSeconds(source.pid) ?? Number.NaN) - cpuBefore))
    visible!.push((await shown(other, at)) - returnedMs)
    await converged(kubes)
    native!.push(await withGit(scope))
  }
  const peer = { name: 'git fast-import of a commit and a ref for each', runs: native }
  const more = { records: recordsCount, daemonCpuMs: cpu!.map(Math.round) }
  report.figure({ name: 'records-in-one-changeset', unit: 'ms', runs: set!, peer, goal: atMost(goalMs), more })
  report.figure({ name: 'records-visible-on-a-peer', unit: 'ms', runs: visible!, goal: atMost(goalVisibleMs), more })
}

export const records: Benchmark = {
  name: 'records',
  about: 'ten thousand records in one changeset, here and on a peer',
  secondsMax: 180,
  run
}
