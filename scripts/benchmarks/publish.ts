// `dx publish` of one changed file in a site of 1,000, the start of the command included, with two other machines
// connected; beside `git commit && git push` of the same change to two bare repositories.
import fs from 'node:fs'
import path from 'node:path'
import type { Benchmark, Place } from './benchmark.ts'
import { PushedSite } from './git-peer.ts'
import { converged, dxProgram, startSubnet } from './kubes.ts'
import { atMost, p95 } from './report.ts'
import { hotFile, hotVersion, writeSite } from './site.ts'

const runsCount = 15
const goalMs = 300

async function run({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const kubes = await startSubnet(scope, ['one', 'two', 'three'])
  const first = kubes[0]!
  const pushed = await PushedSite.make(scope, site)
  const publish = async (version: number, more: readonly string[], command?: readonly string[]): Promise<number> => {
    fs.writeFileSync(path.join(site.dir, hotFile), hotVersion('publish', version))
    const startedMs = performance.now()
    await first.dx(['publish', site.dir, '--to', 'dx://site', ...more], command)
    return performance.now() - startedMs
  }
  await publish(0, ['--replicas', 'all'])
  await converged(kubes)
  const [script, program, everywhere, native]: number[][] = [[], [], [], []]
  report.mark()
  for (let at = 1; at <= runsCount; at++) {
    script!.push(await publish(3 * at, []))
    program!.push(await publish(3 * at + 1, [], dxProgram))
    everywhere!.push(await publish(3 * at + 2, ['--replicas', 'all']))
    native!.push(await pushed.publish(hotVersion('push', at)))
  }
  const peer = { name: 'git commit && git push to two', runs: native }
  const unit = 'ms'
  report.figure({ name: 'publish-one-change', unit, runs: script!, peer, goal: atMost(goalMs) })
  report.figure({ name: 'publish-one-change-p95', unit, runs: script!, of: p95, peer })
  report.figure({ name: 'publish-one-change-program', unit, runs: program!, peer, goal: atMost(goalMs) })
  report.figure({ name: 'publish-one-change-replicas-all', unit, runs: everywhere!, peer })
}

export const publish: Benchmark = {
  name: 'publish',
  about: 'dx publish of one changed file among 1,000',
  secondsMax: 90,
  run
}
