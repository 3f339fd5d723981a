// Against a naive reference that reads RFC 9110 13.2.2 line by line.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConditionFields, evaluate, rangeOf, type Verdict } from '../../../src/web/conditions.ts'
import { formatHttpDate, parseHttpDate } from '../../../src/web/http-date.ts'

const now = Date.parse('2026-01-02T03:04:05Z')
const modifiedMs = Date.parse('2024-05-06T07:08:09Z')
const has = { etag: '"abc"', modifiedMs }

const tags = fc.constantFrom('"abc"', 'W/"abc"', '"a,b"', '"x"', 'W/"x"', '"ab"', '"abcd"')
const tagField = fc.oneof(
  fc.constantFrom('*', ' * ', 'nonsense', '', 'abc'),
  fc.array(tags, { minLength: 1, maxLength: 4 }).map(list => list.join(', '))
)
const dateField = fc.oneof(
  fc.constantFrom('yesterday', '2024-05-06', '', formatHttpDate(modifiedMs)),
  fc.integer({ min: -3, max: 3 }).map(days => formatHttpDate(modifiedMs + days * 86_400_000))
)
const fields: fc.Arbitrary<ConditionFields> = fc.record(
  {
    'if-match': tagField,
    'if-none-match': tagField,
    'if-modified-since': dateField,
    'if-unmodified-since': dateField
  },
  { requiredKeys: [] }
)

function naive(given: ConditionFields): Verdict {
  const list = (text: string): string[] => text.split(/, (?=W\/"|")/)
  const match = given['if-match'] as string | undefined
  const noneMatch = given['if-none-match'] as string | undefined
  const since = given['if-modified-since'] as string | undefined
  const unmodified = given['if-unmodified-since'] as string | undefined
  if (match !== undefined) {
    if (!(match.trim() === '*' || list(match).includes('"abc"'))) return 'failed'
  } else if (unmodified !== undefined && /GMT$/.test(unmodified) && modifiedMs > Date.parse(unmodified)) return 'failed'
  if (noneMatch !== undefined) {
    const found = noneMatch.trim() === '*' || list(noneMatch).some(tag => tag.replace(/^W\//, '') === '"abc"')
    return found ? 'not-modified' : 'proceed'
  }
  if (since !== undefined && /GMT$/.test(since) && modifiedMs <= Date.parse(since)) return 'not-modified'
  return 'proceed'
}

describe('conditional requests', () => {
  it('agree with the RFC, read naively', () => {
    fc.assert(
      fc.property(fields, given => {
        expect(evaluate(given, has, now)).toBe(naive(given))
      }),
      { numRuns: 2000 }
    )
  })

  it('without validators only * matches', () => {
    const bare = { etag: undefined, modifiedMs: undefined }
    expect(evaluate({ 'if-none-match': '"abc"', 'if-modified-since': formatHttpDate(now) }, bare, now)).toBe('proceed')
    expect(evaluate({ 'if-match': '"abc"' }, bare, now)).toBe('failed')
    expect(evaluate({ 'if-match': '*' }, bare, now)).toBe('proceed')
  })

  it('ends in time on a long list', () => {
    const started = performance.now()
    evaluate({ 'if-none-match': '"'.repeat(16_000) }, has, now)
    evaluate({ 'if-none-match': `W/"${'a'.repeat(16_000)}` }, has, now)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('dates', () => {
  it('reads the three forms', () => {
    for (const text of [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994'
    ]) {
      expect(parseHttpDate(text, now)).toBe(784_111_777_000)
    }
    expect(parseHttpDate('Friday, 06-Nov-76 08:49:37 GMT', now)).toBe(Date.parse('2076-11-06T08:49:37Z'))
    expect(parseHttpDate('Saturday, 06-Nov-77 08:49:37 GMT', now)).toBe(Date.parse('1977-11-06T08:49:37Z'))
  })

  it('and nothing else', () => {
    for (const text of [
      '',
      'now',
      '0',
      '2024-05-06',
      'Sun, 31 Feb 2021 08:49:37 GMT',
      'Sun, 06 Nov 1994 24:00:00 GMT'
    ]) {
      expect(parseHttpDate(text, now)).toBeUndefined()
    }
  })

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), second => {
        expect(parseHttpDate(formatHttpDate(second * 1000), now)).toBe(second * 1000)
      })
    )
  })
})

describe('ranges', () => {
  it('agree with slicing, byte by byte', () => {
    const number = fc.oneof(fc.nat(30), fc.constantFrom('', '99999999999999999999'))
    fc.assert(
      fc.property(number, number, fc.nat(20), (from, to, size) => {
        const all = Array.from({ length: size }, (_, at) => at)
        const got = rangeOf({ range: `bytes=${from}-${to}` }, size, '"abc"')
        const invalid = (from === '' && to === '') || (from !== '' && to !== '' && BigInt(to) < BigInt(from))
        if (invalid) {
          expect(got.kind).toBe('whole')
          return
        }
        const wanted =
          from === ''
            ? all.filter(at => at >= size - Number(to))
            : all.filter(at => at >= Number(from) && (to === '' || at <= Number(to)))
        const part = { kind: 'part', first: wanted[0], last: wanted.at(-1) }
        expect(got).toEqual(wanted.length === 0 ? { kind: 'unsatisfiable' } : part)
      }),
      { numRuns: 2000 }
    )
  })

  it.each([
    'bytes=0-1,4-5',
    'lines=0-5',
    'bytes=a-b',
    'bytes 0-9',
    'bytes=',
    'bytes=-',
    'bytes=--1',
    'bytes=1-2-3',
    'bytes=0x1-2'
  ])('%s is ignored', range => expect(rangeOf({ range }, 10, '"abc"').kind).toBe('whole'))

  it('If-Range: only the very tag', () => {
    const range = 'bytes=0-1'
    expect(rangeOf({ range, 'if-range': '"abc"' }, 10, '"abc"').kind).toBe('part')
    for (const condition of ['W/"abc"', '"x"', formatHttpDate(modifiedMs), '']) {
      expect(rangeOf({ range, 'if-range': condition }, 10, '"abc"').kind).toBe('whole')
    }
  })
})
