// Any bytes are a record or are refused, and any text is YAML of one or is refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../src/base/bytes.ts'
import { validateProperties } from '../../src/graph/properties.ts'
import { mergeRecord, recordFromJson, recordFromYaml, recordToJson, recordToYaml } from '../../src/graph/record.ts'
import { decodeRecord, encodeRecord } from '../../src/graph/record-codec.ts'
import { parseYamlDocuments } from '../../src/graph/yaml.ts'
import vectors from '../vectors/records.json' with { type: 'json' }
import invalid from '../vectors/records-invalid.json' with { type: 'json' }
import { damaged, damagedText, fuzz } from './fuzzing.ts'

const samples = vectors.map(({ hex }) => fromHex(hex))
const texts = [...vectors, ...invalid].map(({ yaml }) => yaml)
const pieces = [
  ': ',
  '\n',
  '  ',
  '- ',
  '!https:',
  '!',
  '&a ',
  '*a',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '#',
  '|',
  '>',
  '---',
  '%',
  '? ',
  'null',
  '0x1',
  '1e999',
  '__proto__',
  '\t',
  '\ud800',
  '<<: ',
  '~'
]

describe('fuzz: records', () => {
  it('bytes', () => {
    fuzz(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged(samples)), bytes => {
      const record = decodeRecord(bytes)
      const again = encodeRecord(record)
      expect(toHex(encodeRecord(decodeRecord(again)))).toBe(toHex(again))
      recordToYaml(record)
      expect(JSON.stringify(recordToJson(record))).not.toContain('"__proto__"')
    })
  })

  it('YAML', () => {
    fuzz(damagedText(texts, pieces), text => {
      parseYamlDocuments(text)
      const record = recordFromYaml(text)
      expect(recordFromYaml(recordToYaml(record))).toEqual(record)
      expect(decodeRecord(encodeRecord(record))).toEqual(record)
      validateProperties(text)
    })
  })

  it('JSON of any shape, set and merged', () => {
    const own = recordFromJson({ title: 't', labels: { a: 'b' } })
    const keys = fc.constantFrom(
      'type',
      'title',
      'https',
      'actions',
      'handler',
      'mounts',
      'target',
      'manifest',
      'body',
      'override',
      'a',
      '__proto__',
      'constructor'
    )
    const value = fc.letrec(tie => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 0, -1, 1.5, '', 'dx://a', 'webapp', '!https:', 'mount'),
        fc.array(tie('any'), { maxLength: 3 }),
        tie('map')
      ),
      map: fc.dictionary(keys, tie('any'), { maxKeys: 4 })
    })).any
    fuzz(value, given => {
      mergeRecord(own, given)
      recordFromJson(given)
    })
  })
})
