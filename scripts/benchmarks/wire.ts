// Bytes on the wire for one changed page of 5 KB, for each of two replicas: what went over the loopback, TCP/IP headers and
// acknowledgements included. Nobody reads a page meanwhile, and the daemon is called over its unix socket.
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Place } from './benchmark.ts'
import { startKubes } from './kube-site.ts'
import type { Kube } from './kubes.ts'
import { loopbackTraffic } from './machine.ts'
import { eachPeer, restMs } from './peers.ts'
import { ratioAtMost, say } from './report.ts'
import type { Scope } from './scope.ts'
import { hotFile, hotVersion, writeSite } from './site.ts'

const changesCount = 20
const warmUpCount = 3
/** What a change still has to say afterwards is said by then. */
const settleMs = 400
const replicasCount = 2
const goalRatio = 3

const bytesSent = (): number => loopbackTraffic()?.bytes ?? Number.NaN

async function bytesOfChanges(change: (content: Buffer) => Promise<unknown>, restMs: number): Promise<number[]> {
  const bytes: number[] = []
  for (let at = 0; at < changesCount + warmUpCount; at++) {
    await pause(restMs)
    const before = bytesSent()
    await change(hotVersion('wire', at))
    await pause(settleMs)
    if (at >= warmUpCount) bytes.push((bytesSent() - before) / replicasCount)
  }
  return bytes
}

/** Bytes that git packs of what the last release has and the one before had not. */
async function packed(scope: Scope, { home }: Kube): Promise<number> {
  const repository = path.join(home, 'dmg.git')
  const refs = await scope.run('git', ['--git-dir', repository, 'for-each-ref', '--format=%(refname)'])
  const ref = refs.split('\n').find(name => name.endsWith('/site/!https')) ?? ''
  const script =
    'git --git-dir "$0" rev-list --objects "$1" "^$1~1" | git --git-dir "$0" pack-objects -q --stdout | wc -c'
  return Number(await scope.run('sh', ['-c', script, repository, ref]))
}

async function run({ scope, report }: Place): Promise<void> {
  if (loopbackTraffic() === undefined) return say('  this system does not count what goes over the loopback: left out')
  const site = writeSite(scope.folder('site'))
  const peers = await eachPeer({ scope, site }, async replicated => {
    await replicated.copy()
    return bytesOfChanges(content => replicated.change(content), restMs(replicated))
  })
  const kubes = await startKubes({ scope, site })
  await kubes.copy()
  report.mark()
  const runs = await bytesOfChanges(content => kubes.publishing.publish(hotFile, content, 'all'), 100)
  const [source] = kubes.kubes
  const own = { unit: 'bytes for each replica', runs }
  report.figure({
    ...own,
    name: 'wire-one-change',
    peer: { name: 'what git packs of the new objects', runs: [await packed(scope, source!)] },
    goal: ratioAtMost(goalRatio)
  })
  for (const [key, found] of peers) {
    report.figure({ ...own, name: `wire-beside-${key}`, peer: { name: found?.name ?? key, runs: found?.measured } })
  }
}

export const wire: Benchmark = {
  name: 'wire',
  about: 'bytes on the wire for one changed page of 5 KB',
  secondsMax: 240,
  ownNetwork: true,
  run
}
