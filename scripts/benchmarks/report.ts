// What a benchmark says: one JSON line a figure on stdout, words for people on stderr.
import { ForeignCpu } from './machine.ts'

export interface Peer {
  readonly name: string
  /** Undefined where the peer is not installed: the figure then stands alone, and says so. */
  readonly runs: readonly number[] | undefined
}

export interface Goal {
  /** As people write it: `<= 1.0`. */
  readonly text: string
  met(kubed: number, peer: number | undefined): boolean
}

export interface Measured {
  readonly name: string
  readonly unit: string
  /** One value a run, in their order. */
  readonly runs: readonly number[]
  /** How the runs become one value; the median unless said. */
  readonly of?: (runs: readonly number[]) => number
  readonly peer?: Peer
  readonly goal?: Goal
  /** Whatever else belongs to the figure. */
  readonly more?: Readonly<Record<string, unknown>>
}

export const say = (text: string): void => void process.stderr.write(`${text}\n`)

export const atMost = (limit: number): Goal => ({ text: `<= ${limit}`, met: kubed => kubed <= limit })
export const atLeast = (limit: number): Goal => ({ text: `>= ${limit}`, met: kubed => kubed >= limit })
/** Of our value divided by the peer's. */
export const ratioAtMost = (limit: number): Goal => ({
  text: `ratio <= ${limit}`,
  met: (kubed, peer) => peer !== undefined && kubed / peer <= limit
})
export const ratioAtLeast = (limit: number): Goal => ({
  text: `ratio >= ${limit}`,
  met: (kubed, peer) => peer !== undefined && kubed / peer >= limit
})
export const ratioAbove = (limit: number): Goal => ({
  text: `ratio > ${limit}`,
  met: (kubed, peer) => peer !== undefined && kubed / peer > limit
})

/** Share `part` of the sorted values: 0.5 is the median, 0.95 the p95 (nearest rank). */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.ceil(part * sorted.length) - 1
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => quantile(values, 0.5)
export const p95 = (values: readonly number[]): number => quantile(values, 0.95)

/** Three digits that matter; whole numbers from a hundred up. */
export function round(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return Number(value.toFixed(Math.min(digits, 6)))
}

/** Cores that somebody else used while a figure was measured: above it the figure is disturbed. */
const foreignCpuMax = 0.15

/** Prints figures, and keeps which goals were missed. */
export class Report {
  readonly missed: string[] = []
  readonly #foreign = new ForeignCpu()

  /** What follows is measured, until the next mark: only who disturbs it meanwhile counts. */
  mark(): void {
    this.#foreign.mark()
  }

  figure({ name, unit, runs, of = median, peer, goal, more }: Measured): void {
    const kubed = of(runs)
    const peerValue = peer?.runs && peer.runs.length > 0 ? of(peer.runs) : undefined
    const met = goal?.met(kubed, peerValue)
    const foreignCpu = this.#foreign.since()
    const line = {
      name,
      unit,
      kubed: round(kubed),
      peer: peer?.name ?? null,
      peerValue: peerValue === undefined ? null : round(peerValue),
      ratio: peerValue === undefined ? null : round(kubed / peerValue),
      ...(goal && { goal: goal.text, met }),
      ...more,
      runs: runs.map(round),
      ...(peer?.runs && { peerRuns: peer.runs.map(round) }),
      foreignCpu: foreignCpu === undefined ? null : round(foreignCpu)
    }
    process.stdout.write(`${JSON.stringify(line)}\n`)
    if (met === false) this.missed.push(name)
    say(`  ${name}: ${sentence(line, goal, met)}`)
    if (foreignCpu !== undefined && foreignCpu > foreignCpuMax) {
      say(`  ${name}: disturbed, others used ${foreignCpu.toFixed(2)} cores meanwhile; run it again when it is quiet`)
    }
  }
}

function sentence(
  line: { kubed: number; unit: string; peer: string | null; peerValue: number | null; ratio: number | null },
  goal: Goal | undefined,
  met: boolean | undefined
): string {
  const peer = line.peer === null ? '' : `; ${line.peer} ${line.peerValue ?? 'not installed'}`
  const ratio = line.ratio === null ? '' : `, ratio ${line.ratio}`
  return `${line.kubed} ${line.unit}${peer}${ratio}${goal ? `; goal ${goal.text}: ${met ? 'met' : 'MISSED'}` : ''}`
}
