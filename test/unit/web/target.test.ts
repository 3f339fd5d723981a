import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slashLocation } from '../../../src/web/request-head.ts'
import { certificateOf, parseHost, parseTarget } from '../../../src/web/target.ts'

const codeOf = (body: () => unknown): string => {
  try {
    body()
    return 'none'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('request target', () => {
  it.each([
    ['/', '/', ''],
    ['/a/b.txt?x=1?y', '/a/b.txt', '?x=1?y'],
    ['/a%2Fb', '/a%2Fb', ''],
    ['/.../x', '/.../x', ''],
    ['/.well-known/x', '/.well-known/x', ''],
    ["/a;b:c@d!$&'()*+,=~_-[]", "/a;b:c@d!$&'()*+,=~_-[]", ''],
    ['/\\evil', '/%5Cevil', ''],
    ['/a"b', '/a%22b', ''],
    ['/\xc3\xbc.txt', '/%C3%BC.txt', ''],
    ['*', '*', '']
  ])('%s', (raw, path, query) => {
    expect(parseTarget(raw)).toEqual({ authority: undefined, path, query })
  })

  it('takes the absolute form apart', () => {
    expect(parseTarget('https://Web.kube.local:8443/x?y')).toEqual({
      authority: 'Web.kube.local:8443',
      path: '/x',
      query: '?y'
    })
    expect(parseTarget('http://a')).toEqual({ authority: 'a', path: '/', query: '' })
  })

  it.each([
    '/..',
    '/a/../b',
    '/%2e%2E/x',
    '/.%2e',
    '/./x',
    '/%',
    '/%zz',
    '/x%0',
    '/%00',
    'x',
    '',
    'ftp://x/',
    '/..%00'
  ])('%s is invalid', raw => {
    expect(codeOf(() => parseTarget(raw))).toBe('KUBE_NAME_INVALID')
  })

  it.each(['//x', '/a//b', '//'])('%s is nowhere', raw => {
    expect(codeOf(() => parseTarget(raw))).toBe('KUBE_NOT_FOUND')
  })

  it('what passes can stand in a Location and stays on its origin', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const raw = `/${text}`
        if (codeOf(() => parseTarget(raw)) !== 'none') return
        const { path, query } = parseTarget(raw)
        expect(`${path}${query}`).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
        expect(path).not.toMatch(/\\/)
        expect(new URL(slashLocation(raw), 'https://a.local').host).toBe('a.local')
      })
    )
  })
})

describe('host', () => {
  it.each([
    ['notepad.kube.local', 'notepad.kube.local'],
    ['Notepad.KUBE.local:8443', 'notepad.kube.local'],
    ['kube.local.:443', 'kube.local'],
    ['abc1234--web.kube.local', 'abc1234--web.kube.local'],
    ['kube.local:', 'kube.local']
  ])('%s', (given, host) => expect(parseHost(given)).toBe(host))

  it.each([
    '',
    '..',
    '.a',
    'a..b',
    'a:b',
    'a:123456',
    'a b',
    'a@b',
    'a/b',
    'a\\b',
    `${'a'.repeat(300)}.local`,
    'ü.local'
  ])('%s is no host', given => expect(codeOf(() => parseHost(given))).toBe('KUBE_NAME_INVALID'))

  it.each(['127.0.0.1:8443', '[::1]:8443', '10.0.0.1'])('%s is foreign', given =>
    expect(codeOf(() => parseHost(given))).toBe('KUBE_NAME_FOREIGN')
  )

  it('one certificate covers a base and one label below it', () => {
    const bases = ['kube.local', 'kube.localhost']
    for (const name of ['kube.local', 'a.kube.local', 'a.kube.localhost', 'example.com', '127.0.0.1', 'xkube.local']) {
      expect(certificateOf(name, bases)).toBe('')
    }
    expect(certificateOf('b.a.kube.local', bases)).toBe('b.a.kube.local')
    expect(certificateOf('a.b.local', ['b.local', 'local'])).toBe('')
  })
})
