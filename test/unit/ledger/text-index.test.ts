import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TextIndex } from '../../../src/ledger/text-index.ts'

test('finds what a map finds, for any seed', () => {
  const text = fc.oneof(fc.string({ maxLength: 3 }), fc.nat(2000).map(String))
  fc.assert(
    fc.property(fc.integer(), fc.uniqueArray(text, { maxLength: 600 }), fc.array(text), (seed, texts, others) => {
      const list: string[] = []
      const index = new TextIndex(list, seed)
      const map = new Map<string, number>()
      for (const text of texts) {
        expect(index.find(text)).toBeUndefined()
        map.set(text, list.push(text) - 1)
        index.addLast()
      }
      for (const text of [...texts, ...others]) expect(index.find(text)).toBe(map.get(text))
    }),
    { numRuns: 50 }
  )
})
