// The end of a KUBE's own chain that its peers hold: written while its clock was more than a day ahead (replication.md,
// Merge). By its own clock of that time it was never ahead, so only the clocks of others show it.
import { clockSkewMsMax, futureMsMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { Entry } from '../ledger/types.ts'

export interface ClockView {
  readonly nowMs: number
  /** How far this clock is ahead of most peers'; undefined while nobody has told. */
  readonly aheadMs: number | undefined
}

export interface HeldTail {
  /** The newest entry. */
  readonly head: ObjectId
  /** The newest that nobody holds; undefined when all of the chain is held. */
  readonly after: ObjectId | undefined
  /** How many entries are held. */
  readonly entries: number
  /** When others would take the last of them. */
  readonly untilMs: number
}

/**
 * The held end of a chain, given from its newest entry back; undefined when there is none. Also while the clock is still
 * ahead, or peers have told no time: what would be written instead could be held as well.
 */
export function heldTail(
  newestFirst: Iterable<Pick<Entry, 'id' | 'time'>>,
  { nowMs, aheadMs }: ClockView
): HeldTail | undefined {
  if (aheadMs === undefined || aheadMs > clockSkewMsMax) return undefined
  const latestMs = nowMs - aheadMs + futureMsMax
  let found: Omit<HeldTail, 'after'> | undefined
  for (const { id, time } of newestFirst) {
    if (time.wallMs <= latestMs) return found && { ...found, after: id }
    const first = { head: id, untilMs: time.wallMs - futureMsMax }
    found = { ...(found ?? first), entries: (found?.entries ?? 0) + 1 }
  }
  return found && { ...found, after: undefined }
}
