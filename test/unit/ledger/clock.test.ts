import { describe, expect, test } from 'vitest'
import { compareTime, counterMax, isHybridTime, observe, tick, wallMsMax } from '../../../src/ledger/clock.ts'

const time = (wallMs: number, counter = 0) => ({ wallMs, counter })

describe('hybrid time', () => {
  test('is the wall clock while that goes on', () => {
    expect(tick(undefined, 1000.9)).toEqual(time(1000))
    expect(tick(time(999, 5), 1000)).toEqual(time(1000))
  })

  test('counts while the wall clock stands or goes back', () => {
    expect(tick(time(1000), 1000)).toEqual(time(1000, 1))
    expect(tick(time(1000, 1), 10)).toEqual(time(1000, 2))
    expect(tick(time(1000, counterMax), 10)).toEqual(time(1001))
  })

  test('is never behind what was seen', () => {
    expect(observe(undefined, time(5))).toEqual(time(5))
    expect(observe(time(5, 1), time(5))).toEqual(time(5, 1))
    expect(observe(time(5, 1), time(6))).toEqual(time(6))
    expect(compareTime(time(5, 1), time(5))).toBeGreaterThan(0)
  })

  test('has bounds', () => {
    expect(isHybridTime(time(wallMsMax, counterMax))).toBe(true)
    for (const wrong of [
      time(-1),
      time(wallMsMax + 1),
      time(0.5),
      time(0, -1),
      time(0, counterMax + 1),
      time(Number.NaN)
    ]) {
      expect(isHybridTime(wrong)).toBe(false)
    }
  })
})
