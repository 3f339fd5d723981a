// A head is found by all of its bytes, whichever of them say where it is looked for.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KnownHeads } from '../../../src/web/known-heads.ts'

const long = Buffer.from(`GET / HTTP/1.1\r\nHost: a.kube.local\r\nAuthorization: Bearer ${'x'.repeat(1200)}\r\n\r\n`)

test('one byte more, less or other is another head', () => {
  const heads = new KnownHeads<string>()
  heads.add(long, 'mine')
  expect(heads.get(Buffer.from(long))).toBe('mine')
  for (let at = 0; at < long.length; at++) {
    const other = Buffer.from(long)
    other[at]! ^= 1
    expect(heads.get(other)).toBeUndefined()
  }
  expect(heads.get(long.subarray(1))).toBeUndefined()
  expect(heads.get(long.subarray(0, -1))).toBeUndefined()
  expect(heads.get(Buffer.alloc(0))).toBeUndefined()
})

test('gives for each head what was kept for it, and keeps its own copy', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 40 }), texts => {
      const heads = new KnownHeads<string>()
      const gone = new Set<string | undefined>()
      for (const text of texts) {
        const given = Buffer.from(text)
        gone.add(heads.add(given, text))
        given.fill(0)
      }
      for (const text of texts) expect(heads.get(Buffer.from(text))).toBe(gone.has(text) ? undefined : text)
      expect([...heads.values()].sort()).toEqual(texts.filter(text => !gone.has(text)).sort())
    })
  )
})

test('of many that look alike the oldest go', () => {
  const heads = new KnownHeads<number>()
  // Bytes between those that are looked at.
  const alike = (at: number): Buffer => {
    const head = Buffer.from(long)
    head.writeUInt8(0x30 + at, 130)
    return head
  }
  const gone = Array.from({ length: 12 }, (_, at) => heads.add(alike(at), at)).filter(value => value !== undefined)
  expect(gone).toEqual([0, 1, 2, 3])
  expect(Array.from({ length: 12 }, (_, at) => heads.get(alike(at)))).toEqual([
    ...gone.map(() => undefined),
    ...[4, 5, 6, 7, 8, 9, 10, 11]
  ])
})
