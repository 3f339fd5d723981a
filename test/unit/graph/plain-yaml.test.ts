// Plain YAML beside the library: read and written the same, or left to it.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import type { Json } from '../../../src/graph/json.ts'
import { formatPlainYaml, readPlainYaml } from '../../../src/graph/plain-yaml.ts'

const odd = fc.constantFrom(
  ...[
    'true',
    'True',
    'FALSE',
    'null',
    'Null',
    '~',
    'yes',
    'no',
    'on',
    'y',
    'nan',
    '.inf',
    '.5',
    '1.5',
    '0',
    '-0',
    '007'
  ],
  ...['0x1f', '0o7', '1e3', '-1', '+1', '12345678901234567890', '1_000', '2026-11-21', '12:30', '<<', '=', '__proto__'],
  ...[
    '!https:a',
    '&a',
    '*a',
    '- a',
    '-',
    '?',
    '? a',
    'a:',
    'a: b',
    'a:b',
    ':a',
    'a #b',
    'a#b',
    '#a',
    "'a'",
    '"a"',
    '[a]'
  ],
  ...[
    '{a: b}',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    'a ',
    ' a',
    'a\tb',
    'a, b',
    '---',
    '...',
    'a---',
    'dx://a/b:c',
    'a  b',
    'é',
    ''
  ]
)
const letters = fc.string({ unit: fc.constantFrom(...'abAZ019 :/.,-_#()+@!&*?|>%\'"{}[]\t~=;'), maxLength: 12 })
const words = fc.constantFrom('title', 'Run 1, record 2', 'dx://many/record5', '/a/b', 'true', '12')
const text = fc.oneof({ weight: 8, arbitrary: words }, odd, letters)
const key = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('name', 'record', 'title', 'a', 'b-c', 'd_e', 'A1', 'g', 'h') },
  { weight: 1, arbitrary: text }
)

const line = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', ' ', '  ', '  ', '  ', '    '),
    key,
    fc.constantFrom(': ', ': ', ': ', ':', ':', ':  '),
    text
  )
  .map(([indent, name, colon, value]) => `${indent}${name}${colon}${colon === ':' ? '' : value}`)
const anyLine = fc.oneof(
  { weight: 8, arbitrary: line },
  { weight: 1, arbitrary: fc.constantFrom('', '---', '---', '--- ', '...', '# a', '  ', '- a', '\t', 'a\r') },
  { weight: 1, arbitrary: text }
)
const texts = fc
  .tuple(fc.array(anyLine, { maxLength: 8 }), fc.constantFrom('\n', ''))
  .map(([all, end]) => all.join('\n') + end)

function byLibrary(source: string): Json[] | undefined {
  const documents = parseAllDocuments(source, { version: '1.2', logLevel: 'silent', prettyErrors: false })
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined
  return documents.map(document => document.toJS() as Json)
}

it('reads what the library reads, or leaves it to the library', () => {
  fc.assert(
    fc.property(texts, source => {
      const read = readPlainYaml(source)
      if (read !== undefined) expect(read).toEqual(byLibrary(source))
    }),
    { numRuns: 20_000 }
  )
})

const plainMap = fc.letrec<{ map: Record<string, unknown> }>(tie => ({
  map: fc.dictionary(
    fc.constantFrom('name', 'record', 'title', 'a', 'b-c', 'd_e'),
    fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>('title', 'Run 1, record 2', 'dx://many/record5', '/a/b', true, false),
      fc.integer(),
      tie('map')
    ),
    { minKeys: 1, maxKeys: 4 }
  )
})).map

it('reads plain records itself', () => {
  fc.assert(
    fc.property(fc.array(plainMap, { minLength: 1, maxLength: 4 }), fc.nat(6), (maps, indent) => {
      const source = maps.map(map => stringify(map, { lineWidth: 0, indent: indent + 1 })).join('---\n')
      expect(readPlainYaml(source)).toEqual(maps)
      expect(readPlainYaml(source)).toEqual(byLibrary(source))
    }),
    { numRuns: 300 }
  )
})

const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 })
  )
})).value

it('writes what the library writes, or leaves it to the library', () => {
  const same = (value: Json): void => {
    const written = formatPlainYaml(value)
    if (written !== undefined) expect(written).toBe(stringify(value, { version: '1.2', lineWidth: 0 }))
  }
  fc.assert(fc.property(values, same), { numRuns: 20_000 })
  const twice = { a: 'b' }
  same({ one: twice, other: twice })
  same({ a: `${'b '.repeat(500)}b`, c: {} })
  // As maps that were read are: without a prototype.
  const read = Object.assign(Object.create(null), { url: 'https://alice.com/pad' }) as Json
  for (const value of [{ endpoints: [read] }, { a: [[read]] }, { a: read }]) same(value)
})

it('writes plain records itself', () => {
  fc.assert(
    fc.property(plainMap, map => {
      expect(formatPlainYaml(map as Json)).toBe(stringify(map, { lineWidth: 0 }))
    })
  )
})
