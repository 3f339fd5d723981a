import path from 'node:path'
import fc from 'fast-check'
import protobuf from 'protobufjs'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { recordBytesMax } from '../../../src/base/limits.ts'
import type { Json, JsonObject } from '../../../src/graph/json.ts'
import { webappManifest } from '../../../src/graph/manifest.ts'
import { validateProperties } from '../../../src/graph/properties.ts'
import {
  type DmgRecord,
  emptyRecord,
  mergeRecord,
  publishRecord,
  recordFromJson,
  recordFromYaml,
  recordToJson,
  recordToYaml
} from '../../../src/graph/record.ts'
import { decodeRecord, encodeRecord } from '../../../src/graph/record-codec.ts'
import { canonicalType, type PayloadType } from '../../../src/graph/types.ts'
import { parseYaml, parseYamlDocuments } from '../../../src/graph/yaml.ts'
import vectors from '../../vectors/records.json' with { type: 'json' }
import invalid from '../../vectors/records-invalid.json' with { type: 'json' }
import { anyRecord } from './arbitrary.ts'

function refusal(body: () => unknown): KubeError {
  try {
    body()
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('records', () => {
  test.each(vectors)('$comment', ({ yaml, json, hex }) => {
    const record = recordFromYaml(yaml)
    expect(recordToJson(record)).toEqual(json)
    expect(toHex(encodeRecord(record))).toBe(hex)
    expect(decodeRecord(fromHex(hex))).toEqual(record)
    expect(recordFromJson(json)).toEqual(record)
    expect(recordFromYaml(recordToYaml(record))).toEqual(record)
  })

  test.each(invalid)('refused: $comment', ({ yaml, says }) => {
    const error = refusal(() => recordFromYaml(yaml))
    expect(['KUBE_RECORD_INVALID', 'KUBE_NAME_INVALID']).toContain(error.code)
    for (const word of says) expect(`${error.message} | ${error.reason}`).toContain(word)
  })

  test('the codec gives back what it took', () => {
    fc.assert(
      fc.property(anyRecord, json => {
        const record = recordFromJson(json)
        const bytes = encodeRecord(record)
        const decoded = decodeRecord(bytes)
        expect(decoded).toEqual(record)
        expect(toHex(encodeRecord(decoded))).toBe(toHex(bytes))
        expect(recordFromJson(recordToJson(record))).toEqual(record)
        expect(recordFromYaml(recordToYaml(record))).toEqual(record)
      })
    )
  })

  test('the order in which keys are written does not matter', () => {
    fc.assert(
      fc.property(anyRecord, json => {
        const turned = turn(json) as JsonObject
        expect(toHex(encodeRecord(recordFromJson(turned)))).toBe(toHex(encodeRecord(recordFromJson(json))))
      })
    )
  })

  test('any bytes are a record or are refused', () => {
    const damaged = fc.tuple(fc.constantFrom(...vectors), fc.nat(), fc.nat(255)).map(([{ hex }, at, byte]) => {
      const bytes = fromHex(hex)
      if (bytes.length > 0) bytes[at % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), damaged), bytes => {
        try {
          const record = decodeRecord(bytes)
          recordToJson(record)
          encodeRecord(record)
        } catch (error) {
          expect(error).toBeInstanceOf(KubeError)
        }
      }),
      { numRuns: 2000 }
    )
  })

  test('a reader that has the .proto alone reads it', async () => {
    const schema = await new protobuf.Root().load(path.resolve('proto/dxos/dmg/record.proto'))
    const vector = vectors.find(({ comment }) => comment.startsWith("the seed's record"))
    const type = schema.lookupType('dxos.dmg.Record')
    const read = type.toObject(type.decode(fromHex(vector?.hex ?? '')))
    expect(read.https).toEqual({ serve: '!https:', fallback: '!https:index.html' })
    expect(read.actions.writes.rules[1].publishHttps).toEqual({
      after: '!code:build',
      from: '!code:public',
      to: '!https'
    })
  })

  test('a payload and a schema id survive, of types that are not known too', () => {
    const payload = { type: 'kube.local/schemas/note', schema: 'ab'.repeat(20), value: utf8.encode('x') }
    const record: DmgRecord = { ...emptyRecord, payload }
    expect(decodeRecord(encodeRecord(record))).toEqual(record)
    expect(recordToJson(record)).toEqual({ type: 'kube.local/schemas/note', value: 'eA==' })
  })

  test('a type is read by its own codec where one is given', () => {
    const note: PayloadType = {
      type: 'kube.local/schemas/note',
      message: 'notes.Note',
      fields: { text: { kind: 'text' } },
      required: [],
      encode: fields => utf8.encode(String(fields.text)),
      decode: bytes => ({ text: Buffer.from(bytes).toString() })
    }
    const types = (type: string): PayloadType | undefined => (type === note.type ? note : undefined)
    const record = recordFromJson({ text: 'hello', title: 't' }, { type: 'dx://schemas/note', types })
    expect(recordToJson(record, types)).toEqual({ type: note.type, text: 'hello', title: 't' })
  })

  test('too large a record is refused both ways', () => {
    const large = recordFromJson({ env: { a: 'x'.repeat(recordBytesMax) } })
    expect(refusal(() => encodeRecord(large)).code).toBe('KUBE_LIMIT')
    expect(refusal(() => decodeRecord(new Uint8Array(recordBytesMax + 1))).code).toBe('KUBE_LIMIT')
  })
})

/** The same value with its keys the other way round. */
function turn(value: Json): Json {
  if (Array.isArray(value)) return value.map(turn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turn(item)])
  )
}

describe('types', () => {
  test.each([
    ['webapp', 'schema.dxos.org/dmg/webapp'],
    ['/dxos/schema/webapp', 'schema.dxos.org/dmg/webapp'],
    ['dx://schema.dxos.org/dmg/webapp', 'schema.dxos.org/dmg/webapp'],
    ['dx://webapp', 'kube.local/webapp'],
    ['schemas/note', 'kube.local/schemas/note'],
    ['dx://alice.com/schemas/note', 'alice.com/schemas/note']
  ])('%s is %s', (spelled, canonical) => {
    expect(canonicalType(spelled)).toBe(canonical)
    expect(canonicalType(canonical)).toBe(canonical)
  })
})

describe('manifests', () => {
  test('nested as in the seed', () => {
    expect(webappManifest(['main.js', 'img/logo.png', 'index.html', 'img/a/b.txt'])).toEqual({
      default: 'index.html',
      files: [{ img: [{ a: ['b.txt'] }, 'logo.png'] }, 'index.html', 'main.js']
    })
  })

  test('a release of any size and depth has a valid one', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `assets/folder-${at % 100}/file-${at}.js`)
    const deep = [`${'a/'.repeat(100)}x`]
    for (const paths of [many, deep, [], ['\udcff.txt'], ['a/b', 'a']]) {
      const record = recordFromJson({ type: 'webapp', manifest: webappManifest(paths) })
      expect(encodeRecord(record).length).toBeLessThan(recordBytesMax)
      expect(decodeRecord(encodeRecord(record))).toEqual(record)
    }
  })
})

describe('changing records', () => {
  const own = recordFromYaml('title: t\nhttps: { serve: "!https:", fallback: "!https:a" }\nlabels: { a: x, b: y }\n')

  test('merge changes only what is given', () => {
    expect(recordToJson(mergeRecord(own, { https: { fallback: null }, labels: { b: 'z' }, title: null }))).toEqual({
      https: { serve: '!https:', fallback: null },
      labels: { a: 'x', b: 'z' }
    })
    const mount = recordFromJson({ type: 'mount', target: 'dx://a' })
    expect(recordToJson(mergeRecord(mount, { target: 'dx://b' }))).toMatchObject({ target: 'dx://b' })
    expect(() => mergeRecord(own, { titel: 'x' })).toThrow(KubeError)
  })

  test('publishing keeps what was set otherwise, and takes back what an earlier dx.yml had', () => {
    const publish = (before: DmgRecord | undefined, yaml: string): DmgRecord =>
      publishRecord(before, { type: 'webapp', fields: {}, hostLabels: 3, ...validateProperties(yaml) })
    const first = publish(own, 'title: mine\nhttps: { fallback: "!https:b" }\naccess: members\n')
    expect(recordToJson(first)).toMatchObject({
      title: 'mine',
      https: { fallback: '!https:b' },
      labels: { a: 'x', b: 'y' }
    })
    const second = publish(first, '')
    expect(recordToJson(second)).toEqual({
      type: 'schema.dxos.org/dmg/webapp',
      access: 'members',
      labels: { a: 'x', b: 'y' }
    })
    expect(decodeRecord(encodeRecord(first))).toEqual(first)
    expect(encodeRecord(publish(second, ''))).toEqual(encodeRecord(second))
  })

  test('a dx.yml is let through but for its record properties', () => {
    expect(
      validateProperties('project: { any: thing }\npub: { dev: { target: a, target: b } }\ntitle: x\n').properties
    ).toEqual({
      title: 'x'
    })
    expect(refusal(() => validateProperties('projct: {}\n')).reason).toContain('project')
  })
})

describe('YAML', () => {
  test('a key that may be repeated gives a list', () => {
    expect(parseYaml('target: a\ntarget: b\ntarget: [ c ]', { repeated: ['target'] })).toEqual({
      target: ['a', 'b', 'c']
    })
  })

  test('aliases within limits, documents, empty text', () => {
    expect(parseYaml('a: &x { b: 1 }\nc: *x')).toEqual({ a: { b: 1 }, c: { b: 1 } })
    expect(parseYamlDocuments('a: 1\n---\nb: 2')).toEqual([{ a: 1 }, { b: 2 }])
    expect(parseYaml('')).toBeNull()
  })

  const letters = 'abcdefghijkl'
  const bomb = [...letters].map((name, at) =>
    at === 0 ? 'a: &a [ x, x, x, x, x, x, x, x, x ]' : `${name}: &${name} [ ${`*${letters[at - 1]}, `.repeat(9)}]`
  )
  test.each([
    ['an alias bomb', bomb.join('\n')],
    ['nested lists', '['.repeat(100_000)],
    ['nested lists on one line', '- '.repeat(100_000)],
    ['nested maps', '{a: '.repeat(50_000)],
    ['nested blocks', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['quotes', '"'.repeat(200_000)],
    ['anchors', '&a '.repeat(60_000)],
    ['tags', '!a '.repeat(60_000)],
    ['too much', 'a'.repeat(300_000)]
  ])('%s is refused in bounded time', (_, text) => {
    const started = performance.now()
    expect(refusal(() => parseYaml(text)).code).toMatch(/KUBE_(RECORD_INVALID|LIMIT)/)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

test('a redirect has a status that sends a reader elsewhere, a service an address that can be asked', () => {
  const read = (type: string, value: unknown) => () => recordFromJson(value, { type })
  for (const status of [301, 302, 303, 307, 308]) expect(read('redirect', { to: 'dx://pad', status })).not.toThrow()
  for (const status of [200, 300, 304, 305, 306, 309, 301.5]) {
    expect(read('redirect', { to: 'dx://pad', status }), String(status)).toThrow(/status/)
  }
  expect(read('service', { addresses: ['http://127.0.0.1:3000/api', 'https://[::1]'] })).not.toThrow()
  for (const address of [
    '127.0.0.1:1',
    'ftp://a',
    'http://a:99999',
    'http://[x',
    'http://u@a',
    'http://a?b',
    'http://'
  ]) {
    expect(read('service', { addresses: [address] }), address).toThrow(/address/)
  }
})
