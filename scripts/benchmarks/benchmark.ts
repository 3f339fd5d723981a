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
  run(place: Place): Promise<void>
}
