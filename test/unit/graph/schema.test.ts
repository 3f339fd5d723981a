// Published types: .proto text to a descriptor set, documents to bytes and back, what a new version may change.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import type { JsonObject } from '../../../src/graph/json.ts'
import { recordFromJson, recordToJson } from '../../../src/graph/record.ts'
import { breakingChanges } from '../../../src/graph/schema/compatible.ts'
import { type CompiledSchema, compileSchema } from '../../../src/graph/schema/compile.ts'
import { readModel } from '../../../src/graph/schema/model.ts'
import { publishedType, schemaMessage } from '../../../src/graph/schema/payload-type.ts'
import type { PayloadType } from '../../../src/graph/types.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { hasProgram } from '../../support/web-gateway.ts'
import vectors from '../../vectors/schemas.json' with { type: 'json' }
import invalid from '../../vectors/schemas-invalid.json' with { type: 'json' }

const commit = 'ab'.repeat(20)
const type = 'kube.local/schemas/note'

interface Given {
  readonly files?: Readonly<Record<string, string>>
  readonly message?: string
  readonly imported?: Readonly<Record<string, CompiledSchema>>
}

function compile(body: string, { files = {}, message, imported = {} }: Given = {}): CompiledSchema {
  return compileSchema({
    type,
    source: body.startsWith('syntax') ? body : `syntax = "proto3";\n${body}`,
    files,
    message,
    imported: name => imported[name]?.descriptorSet
  })
}

function typeOf(body: string, given?: Given): PayloadType {
  return publishedType(type, commit, compile(body, given))
}

function refusal(body: () => unknown): KubeError {
  try {
    body()
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** Every kind of field. */
const everything = `package all;
import "google/protobuf/timestamp.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/wrappers.proto";
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/empty.proto";
message Everything {
  reserved 90, 95 to 99; reserved "gone";
  string text = 1; bytes raw = 2; bool flag = 3; double real = 4; float short_real = 5;
  int32 i32 = 6; int64 i64 = 7; uint32 u32 = 8; uint64 u64 = 9; sint32 s32 = 10; sint64 s64 = 11;
  fixed32 f32 = 12; fixed64 f64 = 13; sfixed32 sf32 = 14; sfixed64 sf64 = 15;
  Kind kind = 16; Inner inner = 17; optional int32 maybe = 18;
  repeated string texts = 19; repeated int32 numbers = 20; repeated int32 loose = 21 [packed = false];
  repeated Kind kinds = 22; repeated Inner inners = 23;
  map<string, string> words = 24; map<int32, Inner> by_number = 25; map<bool, Kind> by_flag = 26; map<uint64, bytes> by_id = 27;
  oneof choice { string either = 28; Inner or = 29; }
  google.protobuf.Timestamp at = 30; google.protobuf.Duration took = 31; google.protobuf.Struct extra = 32;
  google.protobuf.Value any_value = 33; google.protobuf.ListValue list = 34; google.protobuf.StringValue wrapped = 35;
  google.protobuf.Any packed = 36; google.protobuf.FieldMask mask = 37; google.protobuf.Empty nothing = 38;
  string renamed = 39 [json_name = "otherName"];
  message Inner { string name = 1; Everything up = 2; }
  enum Kind { NONE = 0; SOME = 1; NEGATIVE = -3; reserved 7; reserved "OLD"; }
}`
const everythingType = typeOf(everything)

const text = fc.string({ unit: 'grapheme', maxLength: 8 })
const int32 = fc.integer()
const uint32 = fc.nat(2 ** 32 - 1)
const wide = (min: bigint, max: bigint) => fc.bigInt({ min, max }).map(String)
const int64 = wide(-(2n ** 63n), 2n ** 63n - 1n)
const uint64 = wide(0n, 2n ** 64n - 1n)
const base64 = fc.uint8Array({ maxLength: 8 }).map(bytes => Buffer.from(bytes).toString('base64'))
const kind = fc.constantFrom('NONE', 'SOME', 'NEGATIVE')
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map(value => value || 0)
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value || 0)
const inner = fc.record({ name: fc.constantFrom('a', 'é', '😀') }, { requiredKeys: [] })
const json = fc.jsonValue({ maxDepth: 3 }).filter(value => !JSON.stringify(value).includes('__proto__'))
const key = text.filter(name => name !== '__proto__')
const time = fc
  .date({ min: new Date('0002-01-01'), max: new Date('9998-01-01'), noInvalidDate: true })
  .map(date => date.toISOString())
const document = fc
  .record(
    {
      text,
      raw: base64,
      flag: fc.boolean(),
      real: double,
      shortReal: float,
      i32: int32,
      i64: int64,
      u32: uint32,
      u64: uint64,
      s32: int32,
      s64: int64,
      f32: uint32,
      f64: uint64,
      sf32: int32,
      sf64: int64,
      kind,
      inner,
      maybe: int32,
      texts: fc.array(text),
      numbers: fc.array(int32),
      loose: fc.array(int32),
      kinds: fc.array(kind),
      inners: fc.array(inner),
      words: fc.dictionary(key, text),
      byNumber: fc.dictionary(int32.map(String), inner),
      byFlag: fc.dictionary(fc.constantFrom('true', 'false'), kind),
      byId: fc.dictionary(uint64, base64),
      either: text,
      at: time,
      took: fc.integer({ min: -1e9, max: 1e9 }).map(seconds => `${seconds}s`),
      extra: fc.dictionary(key, json),
      anyValue: json,
      list: fc.array(json),
      wrapped: text,
      nothing: fc.constant({}),
      otherName: text
    },
    { requiredKeys: [] }
  )
  .map(value => JSON.parse(JSON.stringify(value).replaceAll('-0,', '0,')) as JsonObject)

describe('documents of a published type', () => {
  it('come back as they were given, and their bytes are canonical', () => {
    fc.assert(
      fc.property(document, given => {
        const bytes = everythingType.encode(given)
        const read = everythingType.decode(bytes)
        expect(toHex(everythingType.encode(read))).toBe(toHex(bytes))
        for (const [name, value] of Object.entries(read))
          expect(JSON.stringify(sorted(normal(name, value)))).toBe(JSON.stringify(sorted(normal(name, given[name]))))
        const turned = Object.fromEntries(Object.entries(given).reverse())
        expect(toHex(everythingType.encode(turned))).toBe(toHex(bytes))
      }),
      { numRuns: 300 }
    )
  })

  it.each(vectors)('$comment', ({ schema, json: given, hex }) => {
    const row = typeOf(schema)
    expect(toHex(row.encode(given as JsonObject))).toBe(hex)
    expect(row.decode(fromHex(hex))).toEqual(given)
  })

  it.each(invalid)('refused: $comment', ({ schema, json: given, says }) => {
    const error = refusal(() =>
      given === undefined ? compile(schema) : typeOf(schema).encode(given as unknown as JsonObject)
    )
    expect(error.code).toBe(given === undefined ? 'KUBE_SCHEMA_INVALID' : 'KUBE_RECORD_INVALID')
    for (const word of says) expect(`${error.message} | ${error.reason}`).toContain(word)
  })

  it('keep the schema that they were written by, and share title with the record', () => {
    const row = typeOf('package notes; message Note { string title = 1; int32 count = 2; }')
    const types = (name: string, schema?: string): PayloadType | undefined =>
      name === type && (schema ?? commit) === commit ? row : undefined
    const record = recordFromJson({ title: 't', count: 7, labels: { a: 'b' } }, { type, types })
    expect(record.payload?.schema).toBe(commit)
    expect(record.properties).toEqual({ labels: { a: 'b' } })
    expect(recordToJson(record, types)).toEqual({ type, title: 't', count: 7, labels: { a: 'b' } })
    const foreign = { ...record, payload: { ...record.payload!, schema: 'cd'.repeat(20) } }
    expect(recordToJson(foreign, types)).toMatchObject({
      value: Buffer.from(row.encode({ title: 't', count: 7 })).toString('base64')
    })
  })

  it('nest to a limit, both ways', () => {
    const row = typeOf('message Tree { Tree below = 1; }')
    let given: JsonObject = {}
    for (let depth = 0; depth < 40; depth++) given = { below: given }
    expect(refusal(() => row.encode(given)).message).toContain('nested too deeply')
    let bytes = new Uint8Array()
    for (let depth = 0; depth < 40; depth++) bytes = Uint8Array.from([0x0a, bytes.length, ...bytes])
    expect(refusal(() => row.decode(bytes)).message).toContain('nested too deeply')
  })

  it.skipIf(!hasProgram('protoc'))('protoc reads them with the descriptor set, and writes the same', async () => {
    const folder = await temporaryFolder()
    const set = path.join(folder, 'set.binpb')
    fs.writeFileSync(set, compile(everything).descriptorSet)
    const protoc = (how: string, input: Uint8Array): Buffer =>
      execFileSync('protoc', [`--descriptor_set_in=${set}`, `--${how}=all.Everything`, `${type}.proto`], { input })
    const given = {
      text: 'x',
      shortReal: 0.1,
      i64: '-5',
      numbers: [1, 2],
      loose: [3],
      at: '2024-05-06T07:08:09.500Z',
      anyValue: null,
      maybe: 0
    }
    const bytes = everythingType.encode(given)
    const shown = protoc('decode', bytes)
    expect(shown.toString()).toContain('seconds: 1714979289')
    expect(toHex(protoc('encode', shown))).toBe(toHex(bytes))
  })
})

/** What the codec is free to spell in one way. */
function normal(name: string, value: unknown): unknown {
  if (name === 'at' && typeof value === 'string') return value.replace('.000Z', 'Z')
  if (name === 'took' && value === '-0s') return '0s'
  // The shortest decimal is not the one that was drawn.
  if (name === 'shortReal' && typeof value === 'number') return Math.fround(value)
  return value
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)])
  )
}

describe('schemas', () => {
  it('import files beside them, and other records', () => {
    const base = compileSchema({
      type: 'kube.local/schemas/base',
      source: 'syntax = "proto3"; package base; message Person { string name = 1; }',
      imported: () => undefined
    })
    const source = `package notes;
import "dx://schemas/base";
import "sub/kinds.proto";
message Note { base.Person by = 1; kinds.Kind kind = 2; }`
    const files = { 'sub/kinds.proto': 'syntax = "proto3"; package kinds; enum Kind { A = 0; B = 1; }' }
    const compiled = compile(source, { files, imported: { 'kube.local/schemas/base': base } })
    expect(readModel(compiled.descriptorSet).files).toEqual([
      'kube.local/schemas/base.proto',
      `${type}/sub/kinds.proto`,
      `${type}.proto`
    ])
    const row = publishedType(type, commit, compiled)
    expect(row.decode(row.encode({ by: { name: 'x' }, kind: 'B' }))).toEqual({ by: { name: 'x' }, kind: 'B' })
  })

  it('that ship have every message that their records name', () => {
    const { messages } = readModel(fs.readFileSync(path.resolve('realms/genesis/types.binpb')))
    const realm = fs.readFileSync(path.resolve('realms/genesis/realm.yml'), 'utf8')
    const named = [...realm.matchAll(/message: ([\w.]+)/g)].map(([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(5)
    expect([...messages.keys()]).toEqual(expect.arrayContaining(named))
  })

  it('say which one is missing, and refuse cycles with the trip', () => {
    const missing = refusal(() => compile('import "other.proto"; message A { int32 a = 1; }'))
    expect(`${missing.message} ${missing.reason}`).toMatch(/imports other\.proto.*no schema record/)
    const files = {
      'a.proto': 'syntax = "proto3"; import "b.proto"; message A { B b = 1; }',
      'b.proto': 'syntax = "proto3"; import "a.proto"; message B { A a = 1; }'
    }
    const circle = refusal(() => compile('import "a.proto"; message M { A a = 1; }', { files }))
    expect(circle.reason).toContain('a.proto → kube.local/schemas/note/b.proto → kube.local/schemas/note/a.proto')
    expect(refusal(() => compile('import "dx://schemas/note"; message M { int32 a = 1; }')).message).toContain(
      'imports itself'
    )
    const first = compile('message Old { int32 a = 1; }')
    const other = compileSchema({
      type: 'kube.local/schemas/other',
      source: 'syntax = "proto3"; import "dx://schemas/note"; message Other { Old old = 1; }',
      imported: () => first.descriptorSet
    })
    const over = refusal(() =>
      compile('import "dx://schemas/other"; message M { Other a = 1; }', {
        imported: { 'kube.local/schemas/other': other }
      })
    )
    expect(over.reason).toContain('kube.local/schemas/other.proto → kube.local/schemas/note.proto')
  })

  it('have one message, or say which', () => {
    const two = 'package p; message A { int32 a = 1; } message B { int32 b = 1; message C { int32 c = 1; } }'
    expect(refusal(() => compile(two)).reason).toContain('p.A, p.B')
    expect(compile(two, { message: 'B' }).message).toBe('p.B')
    expect(compile(two, { message: 'p.B.C' }).message).toBe('p.B.C')
    expect(refusal(() => compile(two, { message: 'D' })).message).toContain('no message D')
    expect(refusal(() => compile('enum E { A = 0; }')).message).toContain('no message')
  })

  it('keep the names of properties free', () => {
    const error = refusal(() => compile('message A { string access = 1; string title = 2; string type = 3; }'))
    expect(error.message).toContain('access, type')
  })

  it('of hostile size or depth are refused in bounded time', () => {
    const many = Array.from({ length: 3000 }, (_, at) => `message M${at} { int32 a = 1; }`).join('\n')
    const fields = Array.from({ length: 9000 }, (_, at) => `int32 a${at} = ${at < 8000 ? at + 1 : at + 30_000};`).join(
      ' '
    )
    for (const source of [
      'message A {'.repeat(20_000),
      `${many} message A { int32 a = 1; }`,
      'x'.repeat(300_000),
      `message A { ${fields} } message B { ${fields} } message C { ${fields} }`
    ]) {
      const started = performance.now()
      expect(refusal(() => compile(source, { message: 'A' })).code).toMatch(/KUBE_(LIMIT|SCHEMA_INVALID)/)
      expect(performance.now() - started).toBeLessThan(5_000)
    }
  })
})

describe('new versions', () => {
  const before =
    'package n; message Note { string title = 1; int32 count = 2; repeated Kind kinds = 3; map<string, int32> m = 4; Inner inner = 5; message Inner { string a = 1; } enum Kind { NONE = 0; ONE = 1; } }'
  const changed = (after: string): string[] =>
    breakingChanges(schemaMessage(compile(before)), schemaMessage(compile(after)))

  it('may add, reorder, and take out what they reserve', () => {
    expect(changed(before)).toEqual([])
    expect(
      changed(
        before
          .replace('message Inner { string a = 1; }', 'message Inner { string a = 1; int32 b = 2; } string more = 9;')
          .replace('ONE = 1;', 'ONE = 1; TWO = 2;')
      )
    ).toEqual([])
    expect(
      changed(
        before
          .replace('int32 count = 2;', 'reserved 2; reserved "count";')
          .replace('ONE = 1;', 'reserved 1; reserved "ONE";')
      )
    ).toEqual([])
  })

  it.each([
    ['int32 count = 2;', '', 'n.Note.count is gone'],
    ['int32 count = 2;', 'reserved 2;', 'n.Note.count is gone'],
    ['int32 count = 2;', 'int64 count = 2;', 'n.Note.count was int32 and is int64'],
    ['int32 count = 2;', 'repeated int32 count = 2;', 'n.Note.count was int32 and is repeated int32'],
    ['int32 count = 2;', 'optional int32 count = 2;', 'n.Note.count was int32 and is optional int32'],
    ['int32 count = 2;', 'int32 count = 7;', 'n.Note.count had the number 2 and has 7'],
    ['int32 count = 2;', 'int32 number = 2;', 'n.Note.count is now called number'],
    ['int32 count = 2;', 'int32 count = 2 [json_name = "c"];', 'n.Note.count was count in JSON and is c'],
    [
      'map<string, int32> m = 4;',
      'map<string, string> m = 4;',
      'n.Note.m was map<string, int32> and is map<string, string>'
    ],
    ['string a = 1;', 'string b = 1;', 'n.Note.Inner.a is now called b'],
    ['ONE = 1;', '', 'n.Note.Kind.ONE is gone'],
    ['ONE = 1;', 'ONE = 2;', 'n.Note.Kind.ONE was 1 and is 2'],
    ['package n;', 'package other;', 'the message n.Note is now other.Note']
  ])('%s → %s', (was, is, says) => {
    expect(changed(before.replace(was, is))).toEqual([says])
  })

  it('may not use what was reserved', () => {
    const kept = 'message N { reserved 2; reserved "old"; int32 a = 1; }'
    const found = breakingChanges(
      schemaMessage(compile(kept)),
      schemaMessage(compile('message N { int32 a = 1; int32 old = 2; }'))
    )
    expect(found).toEqual(['N.old has the number 2, which was reserved', 'N.old has a name that was reserved'])
  })
})
