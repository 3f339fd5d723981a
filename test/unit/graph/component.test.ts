import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeComponent,
  encodeComponent,
  parsePathKey,
  pathKey,
  refusedComponent
} from '../../../src/graph/component.ts'
import { parseLeaf, parseRef, parseTreeRef, refOf } from '../../../src/graph/ref.ts'
import { parseUrlPath } from '../../../src/graph/url-path.ts'
import vectors from '../../vectors/components.json' with { type: 'json' }
import { component, path } from './arbitrary.ts'

describe('components in refs', () => {
  test.each(vectors)('$encoded: $comment', vector => {
    expect(decodeComponent(vector.encoded)).toBe(vector.component)
    if (vector.component !== undefined) expect(encodeComponent(vector.component)).toBe(vector.encoded)
  })

  test('a bijection', () => {
    fc.assert(
      fc.property(component, text => {
        expect(decodeComponent(encodeComponent(text))).toBe(text)
      }),
      { numRuns: 1000 }
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a.%2EF!-AL', '.lock') }), encoded => {
        const text = decodeComponent(encoded)
        if (text !== undefined) expect(encodeComponent(text)).toBe(encoded)
      }),
      { numRuns: 1000 }
    )
  })

  test('encodings that differ only in case stand for the same component', () => {
    fc.assert(
      fc.property(component, component, (a, b) => {
        const [first, second] = [encodeComponent(a), encodeComponent(b)]
        expect(first.toLowerCase() === second.toLowerCase()).toBe(a === b)
      })
    )
  })

  test('stock git takes every one', () => {
    const names = fc.sample(component, { numRuns: 40, seed: 1 })
    for (const name of names) execFileSync('git', ['check-ref-format', refOf(['x', name], '!meta')])
  })

  test('80 bytes are taken, 81 are not', () => {
    expect(refusedComponent('\u00fc'.repeat(40))).toBeUndefined()
    expect(refusedComponent(`${'\u00fc'.repeat(40)}a`)).toContain('80 bytes')
    expect(encodeComponent('\u00fc'.repeat(40)).length + '.lock'.length).toBeLessThanOrEqual(255)
  })
})

describe('refs', () => {
  test('path and leaf come back', () => {
    fc.assert(
      fc.property(path, component, (node, branch) => {
        expect(parsePathKey(pathKey(node))).toEqual(node)
        const { leaf } = parseLeaf(`!dev/${encodeURIComponent(branch.toWellFormed())}`)
        expect(parseRef(refOf(node, leaf))).toEqual({ path: node, leaf })
        expect(parseRef(refOf(node, '!meta'))).toEqual({ path: node, leaf: '!meta' })
      })
    )
  })

  test('leaves', () => {
    expect(parseLeaf('!https')).toEqual({ leaf: '!https', kind: 'https' })
    expect(parseLeaf('!dev/feature%2Fx')).toEqual({ leaf: '!dev/feature%2Fx', kind: 'dev', branch: 'feature/x' })
    expect(parseLeaf('!dev/Main')).toEqual({ leaf: '!dev/%4Dain', kind: 'dev', branch: 'Main' })
    expect(parseLeaf('!code@main')).toEqual({ leaf: '!code@main', kind: 'code', branch: 'main' })
    for (const text of [
      '',
      'https',
      '!',
      '!Https',
      '!dev',
      '!dev/',
      '!dev/a/b',
      '!https/x',
      '!dev@x',
      '!a b',
      '!dev/..',
      '!dev/%'
    ]) {
      expect(() => parseLeaf(text), text).toThrow(expect.objectContaining({ code: 'KUBE_REF_INVALID' }))
    }
  })

  test('other refs are none of a node', () => {
    const others = [
      'refs/heads/main',
      'refs/!kubes/k51/!log',
      'refs/!trust/x/!credential',
      'refs/!conflicts/aa/a/!https',
      'refs/a/!dev',
      'refs//!meta',
      'refs/A/!meta',
      'refs/a/!meta/x',
      'refs/%61/!meta',
      'HEAD',
      '!meta',
      'refs/a/!dev/A'
    ]
    for (const ref of others) expect([ref, parseRef(ref)]).toEqual([ref, undefined])
  })

  test('a path in the tree of a ref', () => {
    expect(parseTreeRef('!https:')).toEqual({ leaf: '!https', path: [] })
    expect(parseTreeRef('!https:a/b c%20.html')).toEqual({ leaf: '!https', path: ['a', 'b c%20.html'] })
    expect(parseTreeRef('!code:public/')).toEqual({ leaf: '!code', path: ['public'] })
    for (const text of ['https:x', '!https:../x', '!https:a//b', '!https:a/./b'])
      expect(() => parseTreeRef(text), text).toThrow()
  })
})

describe('paths of requests', () => {
  test('components and the slash', () => {
    expect(parseUrlPath('/')).toEqual({ components: [], slash: true })
    expect(parseUrlPath('/a/b%20c/')).toEqual({ components: ['a', 'b c'], slash: true })
    expect(parseUrlPath('/a%2Fb/%E6%97%A5')).toEqual({ components: ['a/b', '\u65e5'], slash: false })
    expect(parseUrlPath('/new%0Aline.txt').components).toEqual(['new\nline.txt'])
    expect(parseUrlPath('/f%ff%fe.txt').components).toEqual(['f\udcff\udcfe.txt'])
  })

  test.each([
    '',
    'a',
    '//',
    '/a//b',
    '/../a',
    '/a/..',
    '/%2e%2e/a',
    '/.',
    '/a/%2E/b',
    '/%00',
    '/%',
    '/%zz',
    '/%e',
    '/\u00fc',
    '/a b',
    '/a\r\nb'
  ])('refused: %j', rawPath => {
    expect(() => parseUrlPath(rawPath)).toThrow(expect.objectContaining({ code: 'KUBE_NAME_INVALID' }))
  })
})
