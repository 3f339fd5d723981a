import fs from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../../src/base/duration.ts'
import { isDnsBase, isMachineName, isPeerAddress, parseListen, parsePeerListen } from '../../../src/base/listen.ts'
import { editDistance, nearest } from '../../../src/base/nearest.ts'
import { pathFromBytes, pathToBytes, showPath } from '../../../src/base/path-bytes.ts'
import { version } from '../../../src/base/version.ts'
import { plainYaml, readYaml } from '../../../src/base/yaml-reader.ts'

test('the version is that of the package', () => {
  const { version: packed } = JSON.parse(fs.readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  expect(version).toBe(packed)
})

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['15m', 900_000],
  ['1h', 3_600_000],
  ['7d', 604_800_000],
  ['1h30m', 5_400_000],
  ['1.5s', 1500],
  ['30', undefined],
  ['', undefined],
  ['-1s', undefined],
  ['1 s', undefined],
  ['s', undefined],
  ['1y', undefined],
  [`${'9'.repeat(30)}d`, undefined]
])('duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms))

test('spans for people', () => {
  expect([850, 12_000, 180_000, 5 * 3_600_000, 2 * 86_400_000].map(formatDuration)).toEqual([
    '850 ms',
    '12 s',
    '3 min',
    '5 h',
    '2 d'
  ])
})

test.each([
  ['publsh', 'publish'],
  ['--replicsa', '--replicas'],
  ['statsu', 'status'],
  ['xyzzy', undefined],
  ['PUBLISH', 'publish']
])('nearest to %s', (word, expected) => {
  expect(nearest(word, ['publish', '--replicas', 'status', 'ls'])).toBe(expected)
})

test('edit distance is a distance, and a swap is one edit', () => {
  expect(editDistance('ab', 'ba')).toBe(1)
  const word = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, a)).toBe(0)
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      if (a !== b) expect(editDistance(a, b)).toBeGreaterThan(0)
    })
  )
})

test('any bytes survive as text, and as JSON', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      const text = pathFromBytes(bytes)
      expect(pathToBytes(JSON.parse(JSON.stringify(text)) as string)).toEqual(bytes)
    }),
    { numRuns: 500 }
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(pathFromBytes(Buffer.from(text))).toBe(text)
    })
  )
  expect(pathFromBytes(Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toBe('caf\udce9')
  expect(pathToBytes('\ud800')).toBeUndefined()
  expect(showPath('a\nb\udcff')).toBe('a\\x0ab\\xff')
})

test.each([
  ['8443', { port: 8443 }],
  ['0', { port: 0 }],
  ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  ['localhost:1', { host: 'localhost', port: 1 }],
  ['*:443', { host: '::', port: 443 }],
  ['65536', undefined],
  ['host', undefined],
  ['::1:80', undefined],
  ['a b:80', undefined],
  ['', undefined],
  ['-1', undefined]
])('listen at %s', (text, expected) => expect(parseListen(text)).toEqual(expected))

test('multiaddrs, names of machines and subnets', () => {
  expect(parsePeerListen('4001', '127.0.0.1')).toBe('/ip4/127.0.0.1/tcp/4001')
  expect(parsePeerListen('0', '::')).toBe('/ip6/::/tcp/0')
  expect(parsePeerListen('/ip4/127.0.0.1/tcp/0', '::')).toBe('/ip4/127.0.0.1/tcp/0')
  for (const bad of ['', 'x', '/ip4/1.2.3.4', '/ip4/1.2.3.4/udp/1', '/ip4/1.2.3.4/tcp/99999', '70000']) {
    expect(parsePeerListen(bad, '::')).toBeUndefined()
  }
  expect(isPeerAddress('/dns4/a.example/tcp/4001/p2p/12D3KooW')).toBe(true)
  expect(isPeerAddress('4001')).toBe(false)
  expect([isDnsBase('alice.com'), isDnsBase('alice'), isDnsBase('a..b')]).toEqual([true, false, false])
  expect([isMachineName('a1'), isMachineName('-a'), isMachineName('a b'), isMachineName('x'.repeat(64))]).toEqual([
    true,
    false,
    false,
    false
  ])
})

test('YAML: unknown tags are what they spell, other faults have a line', () => {
  const plain = (text: string) => JSON.parse(JSON.stringify(plainYaml(readYaml(text))))
  expect(plain('a: !https:index.html\nb: [ !code, !dev/* ]\nc: !dev/feature%2Fx\n')).toEqual({
    a: '!https:index.html',
    b: ['!code', '!dev/*'],
    c: '!dev/feature%2Fx'
  })
  expect(plain('a: &x [1]\nb: *x\n')).toEqual({ a: [1], b: [1] })
  for (const [text, line] of [
    ['a:\n  b: [\n', 3],
    ['ok: 1\nname: https propagation:\n', 2],
    ['a: 1\na: 2\n', 2],
    ['x: !foo bar', 1],
    ['a: &a [*a]', 1]
  ] as const) {
    expect(() => plain(text)).toThrow(expect.objectContaining({ name: 'YamlProblem', line }))
  }
})
