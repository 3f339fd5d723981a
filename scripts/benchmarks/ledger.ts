// What a large ledger costs whoever comes to it: a daemon that starts with a million entries over ten thousand refs, and a
// machine that joins it. Daemons as users run them, on the loopback interface.
import type { Benchmark, Place } from './benchmark.ts'
import { converged, Kube, kubedProgram } from './kubes.ts'
import { fillHome } from './large-home.ts'
import { cpuSeconds, residentMb, settleDisk } from './machine.ts'
import { atMost, median, say } from './report.ts'

const entries = Number(process.env.BENCH_ENTRIES ?? 1_000_000)
const refs = Number(process.env.BENCH_REFS ?? 10_000)
const goalStartSeconds = 3
const goalJoinSeconds = 10
const runsCount = 3

async function run({ scope, report }: Place): Promise<void> {
  const first = new Kube(scope, 'first')
  await first.start()
  await first.stop()
  const made = await fillHome(first.home, entries, refs)
  say(`  a ledger of ${entries} entries over ${refs} refs; its checkpoint was made in ${made.toFixed(1)} s`)
  const more = { entries, refs }
  const [starts, joins, startCpu, joinCpu]: number[][] = [[], [], [], []]
  report.mark()
  for (let at = 0; at < runsCount; at++) {
    settleDisk()
    starts!.push((await first.start({ command: kubedProgram })) / 1000)
    startCpu!.push(cpuSeconds(first.pid)!)
    if (at < runsCount - 1) await first.stop()
  }
  report.figure({
    name: 'start-large-ledger',
    unit: 's',
    runs: starts!,
    goal: atMost(goalStartSeconds),
    more: { ...more, cpuSeconds: median(startCpu!) }
  })
  report.mark()
  for (let at = 0; at < runsCount; at++) {
    const joiner = new Kube(scope, `joiner${at}`)
    const code = (await first.kubed(['invite'])).trim()
    settleDisk()
    joins!.push((await joiner.start({ command: kubedProgram, args: ['--join', code] })) / 1000)
    joinCpu!.push(cpuSeconds(joiner.pid)!)
    await converged([first, joiner])
    if (at === 0) report.figure({ name: 'resident-large-ledger', unit: 'MB', runs: [residentMb(joiner.pid)!], more })
    await joiner.stop()
  }
  report.figure({
    name: 'join-large-ledger',
    unit: 's',
    runs: joins!,
    goal: atMost(goalJoinSeconds),
    more: { ...more, cpuSeconds: median(joinCpu!) }
  })
  await first.stop()
}

export const ledger: Benchmark = {
  name: 'ledger',
  about: 'a start with a million entries, and a machine that joins them',
  secondsMax: 600,
  run
}
