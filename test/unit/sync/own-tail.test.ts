import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockSkewMsMax, futureMsMax } from '../../../src/base/limits.ts'
import { heldTail } from '../../../src/sync/own-tail.ts'

const dayMs = futureMsMax
const nowMs = 1_700_000_000_000
/** From the newest back, by how far each is ahead of now. */
const chain = (...aheadMs: number[]) =>
  aheadMs.map((ms, at) => ({
    id: String(aheadMs.length - at).padStart(40, '0'),
    time: { wallMs: nowMs + ms, counter: 0 }
  }))
const id = (sequence: number) => String(sequence).padStart(40, '0')

describe('the end of a chain that peers hold', () => {
  it('is what lies more than a day ahead of most peers, to the newest', () => {
    const entries = chain(3 * dayMs, 2 * dayMs, dayMs, 0)
    expect(heldTail(entries, { nowMs, aheadMs: 0 })).toEqual({
      head: id(4),
      after: id(2),
      entries: 2,
      untilMs: nowMs + 2 * dayMs
    })
    expect(heldTail(chain(3 * dayMs), { nowMs, aheadMs: 0 })).toMatchObject({ after: undefined, entries: 1 })
    expect(heldTail(chain(dayMs, 0), { nowMs, aheadMs: 0 })).toBeUndefined()
    expect(heldTail([], { nowMs, aheadMs: 0 })).toBeUndefined()
  })

  it('is not looked for while nobody has told the time, or the clock is ahead', () => {
    const entries = chain(3 * dayMs, 0)
    expect(heldTail(entries, { nowMs, aheadMs: undefined })).toBeUndefined()
    expect(heldTail(entries, { nowMs, aheadMs: clockSkewMsMax + 1 })).toBeUndefined()
  })

  it('a clock that fell behind makes none of what others take', () => {
    // Ten days behind: by this clock all of the chain is of the future.
    expect(heldTail(chain(10 * dayMs, 9 * dayMs), { nowMs, aheadMs: -10 * dayMs })).toBeUndefined()
    expect(heldTail(chain(12 * dayMs, 9 * dayMs), { nowMs, aheadMs: -10 * dayMs })).toMatchObject({ entries: 1 })
  })

  it('is exactly what a peer would hold, whatever the times', () => {
    const times = fc.array(fc.integer({ min: -5 * dayMs, max: 5 * dayMs }), { maxLength: 12 })
    fc.assert(
      fc.property(times, fc.integer({ min: -3 * dayMs, max: clockSkewMsMax }), (ahead, aheadMs) => {
        const entries = chain(...ahead.sort((a, b) => b - a))
        const held = entries.filter(({ time }) => time.wallMs - dayMs > nowMs - aheadMs)
        const tail = heldTail(entries, { nowMs, aheadMs })
        expect(tail?.entries ?? 0).toBe(held.length)
        if (tail) expect([tail.head, tail.after]).toEqual([entries[0]?.id, entries[held.length]?.id])
      })
    )
  })
})
