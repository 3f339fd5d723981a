import { describe, expect, test } from 'vitest'
import { ClockWatch } from '../../../src/node/clock-watch.ts'

const hour = 3_600_000
const noon = Date.UTC(2030, 0, 1, 12)

/** A clock at noon, and peers that are behind it by so many milliseconds. */
function watch(...behind: number[]): ClockWatch {
  const clocks = new ClockWatch({ now: () => noon, monotonic: () => 0 }, () => 0)
  behind.forEach((ms, at) => {
    clocks.observe(`peer-${at}`, `a${at}`, noon - ms)
  })
  return clocks
}

describe('the clock of this machine', () => {
  test('is nobody else’s business while no peer has told its time', () => {
    const clocks = watch()
    clocks.observe('silent', 'a9', 0)
    expect([clocks.state(), clocks.warning()]).toEqual([undefined, undefined])
    expect(() => clocks.assertWritable()).not.toThrow()
  })

  test('more than an hour ahead of most peers: nothing is written, and both clocks are printed', () => {
    for (const behind of [[2 * hour], [2 * hour, 2 * hour, 0], [2 * hour, 3 * hour]]) {
      expect(() => watch(...behind).assertWritable()).toThrow(
        expect.objectContaining({
          code: 'KUBE_CLOCK',
          reason: expect.stringMatching(/here it is 2030-01-01T12:00:00.000Z, at .* 2030-01-01T(10|09):00:00.000Z/)
        })
      )
    }
  })

  test('ahead of one of two, or behind all: it writes; a minute off is told', () => {
    for (const behind of [[2 * hour, 0], [-2 * hour], [2 * hour, 0, 0], [hour]]) {
      expect(() => watch(...behind).assertWritable()).not.toThrow()
    }
    expect(watch(2 * hour, 0).warning()).toBeUndefined()
    expect(watch(59_000).warning()).toBeUndefined()
    expect(watch(61_000).warning()).toMatch(/ahead: here it is .* at a0 .*, 61 s apart/)
    expect(watch(-90_000, -90_000, 0).warning()).toMatch(/behind: .* at most of 3 peers .* 90 s apart/)
  })

  test('is noticed when somebody sets it, before any peer says a word again', () => {
    const [time, set] = [{ upMs: 5_000 }, { ms: 0 }]
    const clocks = new ClockWatch({ now: () => noon + time.upMs + set.ms, monotonic: () => 0 }, () => time.upMs)
    for (const peer of ['a', 'b', 'c', 'd', 'e']) clocks.observe(peer, peer, noon + time.upMs)
    clocks.connected = () => ['a', 'b', 'c']
    time.upMs += 10 * hour
    expect(clocks.state()).toEqual({ aheadMs: 0, peers: 5 })
    set.ms = 2 * hour
    expect(() => clocks.assertWritable()).toThrow(expect.objectContaining({ code: 'KUBE_CLOCK' }))
    set.ms = -2 * hour
    expect(clocks.warning()).toMatch(/behind: .* 7200 s apart/)
    // A machine that was halted finds its clock put right, and its peers gone.
    clocks.connected = () => []
    expect(clocks.warning()).toBeUndefined()
    set.ms = 0
    expect(() => clocks.assertWritable()).not.toThrow()
  })

  test('the last word of a peer counts', () => {
    const clocks = watch(2 * hour)
    clocks.observe('peer-0', 'a0', noon)
    expect(() => clocks.assertWritable()).not.toThrow()
  })
})
