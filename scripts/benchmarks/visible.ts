// How soon a change of one page can be read on both other machines: over HTTPS, verified, the very bytes.

import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gitId } from '../../src/base/bytes.ts'
import type { FileEntry } from '../../src/rpc/api.ts'
import { type ControlClient, connect } from '../../src/rpc/client.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { PushedSite } from './git-peer.ts'
import { converged, type Kube, startSubnet } from './kubes.ts'
import { atMost, median, p95 } from './report.ts'
import { hotFile, hotVersion, type Site, writeSite } from './site.ts'

const changesCount = 50
const pushesCount = 10
const goalMs = 100
const host = 'site.kube.local'
const page = `/${hotFile}`

function entriesOf(site: Site): Map<string, FileEntry> {
  const entries = new Map<string, FileEntry>()
  for (const name of site.files) {
    const content = fs.readFileSync(path.join(site.dir, name))
    entries.set(name, { path: name, mode: '100644', id: gitId('blob', content), size: content.length })
  }
  return entries
}

/** What `dx publish` asks of the daemon, without the command around it: the plan, the one blob, the commit. */
async function publishDirectly(client: ControlClient, entries: Map<string, FileEntry>, content: Buffer): Promise<void> {
  const id = gitId('blob', content)
  entries.set(hotFile, { path: hotFile, mode: '100644', id, size: content.length })
  const plan = await client.call('publish.plan', { name: 'dx://site', files: [...entries.values()] })
  const blobs = async function* () {
    yield { id, size: content.length, content }
  }
  await client.sendBlobs(plan.session, blobs())
  await client.call('publish.commit', { session: plan.session })
}

async function throughDx(source: Kube, others: readonly Kube[], site: Site) {
  const after: number[] = []
  const whole: number[] = []
  for (let at = 0; at < changesCount; at++) {
    const content = hotVersion('visible', at)
    fs.writeFileSync(path.join(site.dir, hotFile), content)
    const startedMs = performance.now()
    await source.dx(['publish', site.dir, '--to', 'dx://site'])
    const returnedMs = performance.now()
    const seen = Math.max(...(await Promise.all(others.map(kube => kube.seen(host, page, content)))))
    after.push(seen - returnedMs)
    whole.push(seen - startedMs)
  }
  return { after, whole }
}

async function throughSocket(source: Kube, others: readonly Kube[], site: Site): Promise<number[]> {
  const entries = entriesOf(site)
  const client = connect(source.home)
  const took: number[] = []
  for (let at = 0; at < changesCount; at++) {
    const content = hotVersion('directly', at)
    await pause(20)
    const startedMs = performance.now()
    const seen = Promise.all(others.map(kube => kube.seen(host, page, content, 1)))
    await Promise.all([seen, publishDirectly(client, entries, content)])
    took.push(Math.max(...(await seen)) - startedMs)
  }
  return took
}

async function run({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const pushed = await PushedSite.make(scope, site)
  const kubes = await startSubnet(scope, ['one', 'two', 'three'])
  const [source, ...others] = kubes
  await source!.dx(['publish', site.dir, '--to', 'dx://site', '--replicas', 'all'])
  await converged(kubes)
  report.mark()
  const { after, whole } = await throughDx(source!, others, site)
  const unit = 'ms'
  report.figure({ name: 'visible-after-publish-p95', unit, runs: after, of: p95, goal: atMost(goalMs) })
  report.figure({ name: 'visible-after-publish-p50', unit, runs: after, of: median })
  const native: number[] = []
  for (let at = 0; at < pushesCount; at++) native.push(await pushed.publish(hotVersion('pushed', at)))
  const peer = { name: 'git commit && git push to two, when it returns', runs: native }
  report.figure({ name: 'visible-after-dx-starts', unit, runs: whole, peer })
  report.mark()
  const direct = await throughSocket(source!, others, site)
  report.figure({ name: 'visible-after-control-call-p50', unit, runs: direct, peer })
  report.figure({ name: 'visible-after-control-call-p95', unit, runs: direct, of: p95, peer })
}

export const visible: Benchmark = {
  name: 'visible',
  about: 'a change of one page until both other machines serve it',
  secondsMax: 120,
  run
}
