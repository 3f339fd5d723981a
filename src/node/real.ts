// Time, chance and timers of a real machine.
import { randomBytes, randomInt } from 'node:crypto'
import type { Clock, RandomSource, Scheduler } from '../base/types.ts'

export const realClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

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
