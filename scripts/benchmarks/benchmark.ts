import type { Report } from './report.ts'
import type { Scope } from './scope.ts'

export interface Place {
  readonly scope: Scope
  readonly report: Report
}

export interface Benchmark {
  readonly name: string
  /** Half a line for people. */
  readonly about: string
  /** Beyond it the benchmark has failed. */
  readonly secondsMax: number
  /** Takes minutes: measured when it is asked for by its name. */
  readonly onlyNamed?: boolean
  /** Counts what goes over the loopback, and so wants one of its own. */
  readonly ownNetwork?: boolean
  run(place: Place): Promise<void>
}
