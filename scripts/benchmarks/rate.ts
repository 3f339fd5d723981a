export interface Runs {
  readonly count: number
  /** CPU time of each. */
  readonly ms: number
  /** How often `work` runs between two looks at the time: far shorter than a run, and far longer than a look. */
  readonly batch: number
}

const usual: Runs = { count: 5, ms: 400, batch: 1000 }

/** CPU time of this process in milliseconds: what other programs take of the core does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** How often `work` runs in a second of one core, its number given; some runs, after one to warm up. */
export function perSecond(work: (at: number) => unknown): number[] {
  return sideBySide([work])[0]!
}

/** The same of several, turn by turn, so that what else the machine does meets all of them alike. */
export function sideBySide(works: readonly ((at: number) => unknown)[], runs = usual): number[][] {
  const rates = works.map((): number[] => [])
  for (let turn = 0; turn <= runs.count; turn++) {
    for (const [at, work] of works.entries()) {
      const rate = rateOf(work, runs)
      if (turn > 0) rates[at]!.push(rate)
    }
  }
  return rates
}

function rateOf(work: (at: number) => unknown, { ms, batch }: Runs): number {
  const startedMs = cpuMs()
  let count = 0
  while (cpuMs() - startedMs < ms) for (let more = 0; more < batch; more++) work(count++)
  return (1000 * count) / (cpuMs() - startedMs)
}
