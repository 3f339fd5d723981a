// Any text is a schema or is refused; so are the bytes of a descriptor set, and those of a document.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/base/bytes.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { emptyRecord, recordToJson } from '../../src/graph/record.ts'
import { compileSchema } from '../../src/graph/schema/compile.ts'
import { publishedType } from '../../src/graph/schema/payload-type.ts'
import vectors from '../vectors/schemas.json' with { type: 'json' }
import invalid from '../vectors/schemas-invalid.json' with { type: 'json' }
import { damaged, damagedText, fuzz } from './fuzzing.ts'

const [type, commit] = ['kube.local/schemas/note', 'ab'.repeat(20)]
const source = (text: string): string => (text.startsWith('syntax') ? text : `syntax = "proto3";\n${text}`)
const compile = (text: string) => compileSchema({ type, source: source(text), imported: () => undefined })
const compiled = vectors.map(({ schema, json }) => {
  const one = compile(schema)
  const row = publishedType(type, commit, one)
  return { ...one, row, bytes: row.encode(json as JsonObject) }
})
const pieces = [
  ';',
  '{',
  '}',
  'message ',
  'enum ',
  'oneof ',
  'map<string, ',
  '>',
  'repeated ',
  'optional ',
  'reserved ',
  'import "',
  '"',
  '= 1',
  '= 0',
  '-1',
  'google.protobuf.Any',
  'M',
  '.',
  'option ',
  '[',
  ']',
  '/*',
  '*/',
  '//',
  '\n',
  'extend ',
  'service S { rpc A(M) returns (M); }',
  '__proto__',
  'constructor',
  'to max',
  'edition = "2023";',
  'group ',
  'required '
]

/** Decoded bytes are read by Kube's own view of a record, which turns what the codec throws into one error. */
const read = (row: (typeof compiled)[number]['row'], value: Uint8Array) =>
  recordToJson({ ...emptyRecord, payload: { type, schema: commit, value } }, () => row)

describe('fuzz: schemas', () => {
  it('.proto text', () => {
    fuzz(
      damagedText(
        [...vectors, ...invalid].map(({ schema }) => schema),
        pieces
      ),
      text => {
        const one = compile(text)
        publishedType(type, commit, one).encode({})
      }
    )
  })

  it('descriptor sets', () => {
    const set = fc
      .constantFrom(...compiled)
      .chain(one => damaged([one.descriptorSet]).map(descriptorSet => ({ ...one, descriptorSet })))
    fuzz(set, one => {
      const row = publishedType(type, commit, one)
      read(row, one.bytes)
    })
  })

  it('documents', () => {
    const document = fc
      .constantFrom(...compiled)
      .chain(one => fc.oneof(damaged([one.bytes]), fc.uint8Array({ maxLength: 60 })).map(bytes => ({ ...one, bytes })))
    fuzz(document, ({ row, bytes }) => {
      const { type: _, ...json } = read(row, bytes)
      const canonical = row.encode(json)
      expect(toHex(row.encode(row.decode(canonical)))).toBe(toHex(canonical))
    })
  })
})
