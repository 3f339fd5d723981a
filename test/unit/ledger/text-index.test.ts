import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TextIndex } from '../../../src/ledger/text-index.ts'
import { TextSpans } from '../../../src/ledger/text-spans.ts'

/** Texts one after another in UTF-8, with something before each. */
function spansOf(texts: readonly string[]): TextSpans {
  const parts = texts.map(text => Buffer.from(text))
  const places = parts.flatMap((part, at) => {
    const start = parts.slice(0, at).reduce((sum, { length }) => sum + length + 1, 1)
    return [start, start + part.length]
  })
  return new TextSpans(Buffer.concat(parts.flatMap(part => [Buffer.of(0x2f), part])), places)
}

test('finds what a map finds, for any seed', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.nat(2000).map(String)
  )
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
      const asked = [...texts, ...others]
      const spans = spansOf(asked)
      for (const [at, text] of asked.entries()) {
        expect(index.find(text)).toBe(map.get(text))
        expect(index.findIn(spans, at)).toBe(map.get(text))
      }
    }),
    { numRuns: 50 }
  )
})
