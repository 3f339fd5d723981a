// Hybrid logical time (Kulkarni and others, "Logical Physical Clocks", 2014): near the wall clock, and later than
// everything in the writer's causal past. It orders concurrent changesets and nothing else.
import type { HybridTime } from './types.ts'

/** The last millisecond of the year 9999: git and people read times as four-digit years. */
export const wallMsMax = 253_402_300_799_999
/** A uint32 on the wire. */
export const counterMax = 2 ** 32 - 1

/** Below zero when `a` is earlier. */
export function compareTime(a: HybridTime, b: HybridTime): number {
  return a.wallMs - b.wallMs || a.counter - b.counter
}

/** The later of a clock's last time and one that was seen: what the next `tick` must exceed. */
export function observe(last: HybridTime | undefined, seen: HybridTime): HybridTime {
  return last !== undefined && compareTime(last, seen) >= 0 ? last : seen
}

/** The time of the next entry: the wall clock, unless that is not later than `last`. */
export function tick(last: HybridTime | undefined, wallMs: number): HybridTime {
  const wall = Math.max(0, Math.floor(wallMs))
  if (last === undefined || wall > last.wallMs) return { wallMs: wall, counter: 0 }
  if (last.counter < counterMax) return { wallMs: last.wallMs, counter: last.counter + 1 }
  return { wallMs: last.wallMs + 1, counter: 0 }
}

export function isHybridTime(time: HybridTime): boolean {
  return isWallMs(time.wallMs) && Number.isInteger(time.counter) && time.counter >= 0 && time.counter <= counterMax
}

export function isWallMs(ms: number): boolean {
  return Number.isInteger(ms) && ms >= 0 && ms <= wallMsMax
}
