// The checker of histories is itself checked: on examples from the definition, and on histories made by one machine.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  linearization,
  type Operation,
  type Registers,
  registersKey,
  type Swap,
  swapAll
} from '../support/linearizability.ts'

const never = Number.POSITIVE_INFINITY
const swap = (calledAt: number, answeredAt: number, ...swaps: Swap[]): Operation<Registers> => ({
  what: JSON.stringify(swaps),
  calledAt,
  answeredAt,
  apply: state => swapAll(state, swaps)
})
const set = (ref: string, old: string | undefined, value: string): Swap => ({ ref, old, new: value })
const read = (calledAt: number, answeredAt: number, ref: string, value: string | undefined): Operation<Registers> => ({
  what: `read ${ref}`,
  calledAt,
  answeredAt,
  apply: state => (state.get(ref) === value ? state : undefined)
})
const holds = (...operations: Operation<Registers>[]): boolean =>
  linearization(new Map(), operations, registersKey) !== undefined

describe('a history', () => {
  test.each<[string, boolean, Operation<Registers>[]]>([
    ['of nothing', true, []],
    ['of one after the other', true, [swap(1, 2, set('a', undefined, '1')), swap(3, 4, set('a', '1', '2'))]],
    [
      'in which two at once build on one another',
      true,
      [swap(1, 4, set('a', '1', '2')), swap(2, 3, set('a', undefined, '1'))]
    ],
    [
      'in which two had the same value before',
      false,
      [swap(1, 4, set('a', undefined, '1')), swap(2, 3, set('a', undefined, '2'))]
    ],
    ['in which the later was first', false, [swap(1, 2, set('a', '1', '2')), swap(3, 4, set('a', undefined, '1'))]],
    [
      'with an answer that nobody saw, and which counted',
      true,
      [swap(1, never, set('a', undefined, '1')), read(3, 4, 'a', '1')]
    ],
    [
      'with an answer that nobody saw, and which never counted',
      true,
      [swap(1, never, set('a', undefined, '1')), read(3, 4, 'a', undefined)]
    ],
    [
      'that took back what was read',
      false,
      [swap(1, never, set('a', undefined, '1')), read(3, 4, 'a', '1'), read(5, 6, 'a', undefined)]
    ],
    ['that lost what was answered', false, [swap(1, 2, set('a', undefined, '1')), read(3, 4, 'a', undefined)]],
    [
      'of a changeset of which half was done',
      false,
      [swap(1, 2, set('a', undefined, '1'), set('b', undefined, '1')), read(3, 4, 'b', undefined)]
    ]
  ])('%s: %s', (_, expected, operations) => {
    expect(holds(...operations)).toBe(expected)
  })

  const steps = fc.array(fc.record({ ref: fc.constantFrom('a', 'b'), early: fc.nat(20), late: fc.nat(20) }), {
    maxLength: 30
  })

  test('of one machine holds, however long its calls and answers were on their way; with one value exchanged it does not', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (made, pick) => {
        let state: Registers = new Map()
        const swaps: Swap[] = []
        const operations = made.map(({ ref, early, late }, at) => {
          const one = set(ref, state.get(ref), `${at}`)
          swaps.push(one)
          state = swapAll(state, [one])!
          return swap(10 * at - early, 10 * at + late, one)
        })
        expect(holds(...operations)).toBe(true)
        if (swaps.length < 2) return
        const at = pick % swaps.length
        const wrong = swap(operations[at]!.calledAt, operations[at]!.answeredAt, {
          ...swaps[at]!,
          old: 'nobody wrote this'
        })
        expect(holds(...operations.with(at, wrong))).toBe(false)
      })
    )
  })
})
