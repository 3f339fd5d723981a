import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sortedById } from '../../../src/base/sorted-ids.ts'

const head = fc.constantFrom('00000000', '00000001', 'ffffffff', '0000000f')
const tail = fc.constantFrom('0'.repeat(32), '1'.repeat(32), 'f'.repeat(32), `${'0'.repeat(31)}1`)
const id = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(head, tail).map(parts => parts.join('')) },
  fc.constantFrom('', 'x', '1y')
)
const item = fc.record({ id, own: fc.nat() })

it('sorts as texts sort, those of one id in their order', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 40 }), items => {
      expect(sortedById(items)).toEqual(items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)))
    })
  )
})
