// How soon a change of one page of 5 KB, handed to the daemon, is durable there and can be read on both other machines: over
// HTTPS, verified, the very bytes. Peers of replication have it too when their replicas can read it, each in its way.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Place } from './benchmark.ts'
import { PushedSite } from './git-peer.ts'
import { startHyperdrive } from './hyper-peer.ts'
import { siteHost, siteName, startKubes } from './kube-site.ts'
import type { Kube } from './kubes.ts'
import { cpuSeconds } from './machine.ts'
import type { Replicated, ReplicatedOptions } from './replicated.ts'
import { atMost, type Peer, p95, say } from './report.ts'
import { startRsync } from './rsync-peer.ts'
import { hotFile, hotVersion, type Site, writeSite } from './site.ts'
import { startSyncthing } from './syncthing-peer.ts'

const changesCount = 60
const throughDxCount = 30
/** What the first changes compile is not measured. */
const warmUpCount = 15
const goalMs = 15
const goalP95Ms = 40
const goalDxMs = 100

const gitName = 'git commit && git push to two, when it returns'
const peers: readonly [string, (options: ReplicatedOptions) => Promise<Replicated | undefined>][] = [
  ['Hyperdrive put', startHyperdrive],
  ['Syncthing told by REST', startSyncthing],
  ['rsync of the one file', startRsync]
]

interface Changes {
  readonly tookMs: number[]
  /** CPU milliseconds of all its processes for one change. */
  readonly cpuMs: number
}

/** One after the other, with a pause in which what each leaves to do is done. */
async function changes(replicated: Replicated, pauseMs: number): Promise<Changes> {
  const cpu = (): number => replicated.pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? Number.NaN), 0)
  const tookMs: number[] = []
  let before = 0
  for (let at = -warmUpCount; at < changesCount; at++) {
    if (at === 0) before = cpu()
    await pause(pauseMs + (((at + warmUpCount) * 37) % 60))
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
  const measured: Peer[] = []
  for (const [name, start] of peers) {
    const replicated = await start({ scope, site })
    if (!replicated) say(`  ${name}: not installed, left out`)
    else {
      await replicated.copy()
      // Syncthing gathers what changes within a short time.
      measured.push({
        name,
        runs: (await changes(replicated, replicated.name.startsWith('Syncthing') ? 500 : 40)).tookMs
      })
      await replicated.stop()
    }
  }
  const pushed = await PushedSite.make(scope, site)
  const native: number[] = []
  for (let at = 0; at < changesCount / 3; at++) native.push(await pushed.publish(hotVersion('pushed', at)))
  measured.push({ name: gitName, runs: native })
  const kubes = await startKubes({ scope, site })
  await kubes.copy()
  report.mark()
  const { tookMs, cpuMs } = await changes(kubes, 40)
  const unit = 'ms'
  const more = { cpuMsOfAllThree: cpuMs }
  for (const [at, peer] of measured.entries()) {
    const name = `visible-beside-${peer.name.split(' ', 1)[0]!.toLowerCase()}`
    const goals = at === 0 ? [atMost(goalMs), atMost(goalP95Ms)] : []
    report.figure({ name: `${name}-p50`, unit, runs: tookMs, peer, more, ...(goals[0] && { goal: goals[0] }) })
    report.figure({ name: `${name}-p95`, unit, runs: tookMs, of: p95, peer, more, ...(goals[1] && { goal: goals[1] }) })
  }
  report.mark()
  const [source, ...others] = kubes.kubes
  const { after, whole } = await throughDx(source!, others, site)
  report.figure({ name: 'visible-after-dx-returns-p50', unit, runs: after })
  report.figure({ name: 'visible-after-dx-returns-p95', unit, runs: after, of: p95, goal: atMost(goalDxMs) })
  report.figure({ name: 'visible-after-dx-starts', unit, runs: whole, peer: { name: gitName, runs: native } })
}

export const visible: Benchmark = {
  name: 'visible',
  about: 'a change of one page until both other machines serve it',
  secondsMax: 300,
  run
}
