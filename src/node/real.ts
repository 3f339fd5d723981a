// Time, chance and timers of a real machine.
import { randomBytes, randomInt } from 'node:crypto'
import { uptime } from 'node:os'
import type { Clock, RandomSource, Scheduler } from '../base/types.ts'

export const realClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** Milliseconds since the machine came up, those that it slept included, whatever its clock was set to. */
export const upMs = (): number => uptime() * 1000

export const realRandom: RandomSource = {
  next: () => randomInt(2 ** 47) / 2 ** 47,
  bytes: length => new Uint8Array(randomBytes(length))
}

export const realScheduler: Scheduler = {
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  }
}
