// What a subnet of ten costs while nothing happens: CPU of each daemon, and what each sends in a minute.
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Place } from './benchmark.ts'
import { converged, startSubnet } from './kubes.ts'
import { cpuSecondsOf, loopbackTraffic, residentMb } from './machine.ts'
import { eachPeer } from './peers.ts'
import { threeHere } from './replicated.ts'
import { atMost, median, say } from './report.ts'
import { writeSite } from './site.ts'

const kubesCount = 10
/** What a start leaves to do is over by then. */
const settleMs = 20_000
const idleMs = 120_000
const goalCpuPercent = 0.5

interface Rest {
  /** Of a core, in the mean of all. */
  readonly cpuPercent: number
  /** Sent by each in a minute. */
  readonly bytes: number
  readonly packets: number
}

async function atRest(machines: number, pids: readonly number[]): Promise<Rest> {
  await pause(settleMs)
  const [cpu, before] = [cpuSecondsOf(pids), loopbackTraffic()]
  await pause(idleMs)
  const after = loopbackTraffic()
  const minutes = (machines * idleMs) / 60_000
  return {
    cpuPercent: (100_000 * (cpuSecondsOf(pids) - cpu)) / idleMs / machines,
    bytes: ((after?.bytes ?? Number.NaN) - (before?.bytes ?? Number.NaN)) / minutes,
    packets: ((after?.packets ?? Number.NaN) - (before?.packets ?? Number.NaN)) / minutes
  }
}

async function run({ scope, report }: Place): Promise<void> {
  if (loopbackTraffic() === undefined) return say('  this system does not count what goes over the loopback: left out')
  const site = writeSite(scope.folder('site'))
  const measure = async (replicated: { copy(): Promise<number>; pids: readonly number[] }): Promise<Rest> => {
    await replicated.copy()
    return atRest(threeHere.length, replicated.pids)
  }
  const peers = await eachPeer({ scope, site }, measure, ['hyperdrive', 'syncthing'])
  const kubes = await startSubnet(
    scope,
    Array.from({ length: kubesCount }, (_, at) => `kube-${at}`)
  )
  await kubes[0]!.dx(['publish', site.dir, '--to', 'dx://site', '--replicas', 'all'])
  await converged(kubes)
  report.mark()
  const rest = await atRest(
    kubesCount,
    kubes.map(({ pid }) => pid)
  )
  const resident = median(kubes.map(({ pid }) => residentMb(pid) ?? Number.NaN))
  const more = { kubes: kubesCount, seconds: idleMs / 1000 }
  for (const [key, found] of peers) {
    const name = found ? `${found.name}, three of them` : key
    const beside = (value: keyof Rest) => ({ name, runs: found && [found.measured[value]] })
    const own = (value: keyof Rest, unit: string) => ({ unit, runs: [rest[value]], peer: beside(value), more })
    report.figure({
      ...own('cpuPercent', '% of a core for each'),
      name: `idle-ten-cpu-beside-${key}`,
      goal: atMost(goalCpuPercent)
    })
    report.figure({ ...own('bytes', 'bytes for each and minute'), name: `idle-ten-bytes-beside-${key}` })
    report.figure({ ...own('packets', 'packets for each and minute'), name: `idle-ten-packets-beside-${key}` })
  }
  report.figure({ name: 'idle-ten-resident', unit: 'MB, median', runs: [resident], more })
}

export const idle: Benchmark = {
  name: 'idle',
  about: 'CPU and heartbeat of an idle subnet of ten',
  secondsMax: 600,
  onlyNamed: true,
  ownNetwork: true,
  run
}
