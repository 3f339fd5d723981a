// How soon a change of one page of 5 KB, handed to the daemon, is durable there and can be read on both other machines: over
// HTTPS, verified, the very bytes. Peers of replication have it too when their replicas can read it, each in its way.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Place } from './benchmark.ts'
import { siteHost, siteName, startKubes } from './kube-site.ts'
import type { Kube } from './kubes.ts'
import { cpuSecondsOf } from './machine.ts'
import { eachPeer, restMs } from './peers.ts'
import type { Replicated } from './replicated.ts'
import { atMost, p95 } from './report.ts'
import { hotFile, hotVersion, type Site, writeSite } from './site.ts'

const changesCount = 60
const throughDxCount = 30
/** What the first changes compile is not measured. */
const warmUpCount = 15
const goalMs = 15
const goalP95Ms = 40
const goalDxMs = 100

interface Changes {
  readonly tookMs: number[]
  /** CPU milliseconds of all its processes for one change. */
  readonly cpuMs: number
}

/** One after the other, with a pause in which what each leaves to do is done. */
async function changes(replicated: Replicated): Promise<Changes> {
  const cpu = (): number => cpuSecondsOf(replicated.pids)
  const tookMs: number[] = []
  let before = 0
  for (let at = -warmUpCount; at < changesCount; at++) {
    if (at === 0) before = cpu()
    await pause(restMs(replicated) + (((at + warmUpCount) * 37) % 60))
    const took = await replicated.change(hotVersion(replicated.name, at + warmUpCount))
    if (at >= 0) tookMs.push(took)
  }
  return { tookMs, cpuMs: (1000 * (cpu() - before)) / changesCount }
}

async function throughDx(source: Kube, others: readonly Kube[], site: Site) {
  const after: number[] = []
  const whole: number[] = []
  for (let at = 0; at < throughDxCount; at++) {
    const content = hotVersion('through-dx', at)
    fs.writeFileSync(path.join(site.dir, hotFile), content)
    const startedMs = performance.now()
    await source.dx(['publish', site.dir, '--to', siteName])
    const returnedMs = performance.now()
    const seen = Math.max(...(await Promise.all(others.map(kube => kube.seen(siteHost, `/${hotFile}`, content)))))
    after.push(seen - returnedMs)
    whole.push(seen - startedMs)
  }
  return { after, whole }
}

async function run({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const measured = await eachPeer({ scope, site }, async replicated => {
    await replicated.copy()
    return (await changes(replicated)).tookMs
  })
  const kubes = await startKubes({ scope, site })
  await kubes.copy()
  report.mark()
  const { tookMs, cpuMs } = await changes(kubes)
  const [unit, more] = ['ms', { cpuMsOfAllThree: cpuMs }]
  const own = { unit, runs: tookMs, more }
  report.figure({ ...own, name: 'visible-p50', goal: atMost(goalMs) })
  report.figure({ ...own, name: 'visible-p95', of: p95, goal: atMost(goalP95Ms) })
  for (const [key, found] of measured) {
    const peer = { name: found?.name ?? key, runs: found?.measured }
    report.figure({ ...own, name: `visible-beside-${key}-p50`, peer })
    report.figure({ ...own, name: `visible-beside-${key}-p95`, of: p95, peer })
  }
  report.mark()
  const [source, ...others] = kubes.kubes
  const { after, whole } = await throughDx(source!, others, site)
  report.figure({ name: 'visible-after-dx-returns-p50', unit, runs: after })
  report.figure({ name: 'visible-after-dx-returns-p95', unit, runs: after, of: p95, goal: atMost(goalDxMs) })
  const peer = { name: 'git commit and two pushes at once, until they return', runs: measured.get('git')?.measured }
  report.figure({ name: 'visible-after-dx-starts', unit, runs: whole, peer })
}

export const visible: Benchmark = {
  name: 'visible',
  about: 'a change of one page until both other machines serve it',
  secondsMax: 300,
  run
}
