import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { componentToLabel, hostToPath, pathToHost } from '../../../src/graph/host.ts'
import { parseDotted, parseName, splitUrl } from '../../../src/graph/name.ts'
import { formatDotted, formatName, urlsOf } from '../../../src/graph/name-format.ts'
import valid from '../../vectors/names.json' with { type: 'json' }
import invalid from '../../vectors/names-invalid.json' with { type: 'json' }
import { component, path } from './arbitrary.ts'

function refusal(body: () => unknown): KubeError {
  try {
    body()
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('names', () => {
  test.each(valid)('$name: $comment', vector => {
    const { path, resource, subnet, hostLabels } = parseName(vector.name)
    expect(path).toEqual(vector.path)
    expect(resource).toEqual(vector.resource ?? [])
    expect(subnet).toBe(vector.subnet)
    const options = { hostLabels, resource, ...(subnet === undefined ? {} : { subnet }) }
    expect(formatName(path, options)).toBe(vector.canonical)
    expect(parseName(vector.canonical).path).toEqual(vector.path)
  })

  test.each(invalid)('refused: $comment', ({ name, reason }) => {
    const error = refusal(() => parseName(name))
    expect(error.code).toBe('KUBE_NAME_INVALID')
    expect(error.reason).toContain(reason)
    expect(error.next.length).toBeGreaterThan(0)
  })

  test('a lone surrogate is refused', () => {
    expect(refusal(() => parseName('dx://odd/\ud800')).reason).toContain('Unicode')
  })

  test('what formatName writes is read back as the same path', () => {
    fc.assert(
      fc.property(path, fc.nat(5), (components, hostLabels) => {
        expect(parseName(formatName(components, { hostLabels })).path).toEqual(components)
        expect(parseName(formatName(components)).path).toEqual(components)
      })
    )
  })

  test('a canonical name stays as it is', () => {
    fc.assert(
      fc.property(path, components => {
        const name = formatName(components)
        const read = parseName(name)
        expect(formatName(read.path, { hostLabels: read.hostLabels })).toBe(name)
      })
    )
  })

  test('a dotted name is read back', () => {
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 6 }), path => {
        expect(parseDotted(formatDotted(path)).path).toEqual(path)
      })
    )
  })

  test('any text is a name or is refused with a reason', () => {
    const pieces = fc.constantFrom(
      'dx://',
      'https://',
      'dxn:',
      '/',
      ':',
      '[',
      ']',
      '..',
      '%',
      '%2F',
      '!',
      'did:key:',
      'a',
      'kube.local',
      '\u0301',
      '?',
      '@'
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces, { maxLength: 12 }).map(all => all.join(''))
        ),
        text => {
          try {
            const { path } = parseName(text)
            expect(parseName(formatName(path)).path).toEqual(path)
          } catch (error) {
            expect(error).toBeInstanceOf(KubeError)
            expect((error as KubeError).reason).not.toBe('')
          }
        }
      ),
      { numRuns: 2000 }
    )
  })
})

describe('hosts', () => {
  test('a host and its path are each other’s reverse', () => {
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 4 }), path => {
        const host = pathToHost(path)
        fc.pre(host !== undefined)
        expect(hostToPath(host!)).toEqual(path)
        expect(hostToPath(host!.toUpperCase())).toEqual(path)
      })
    )
  })

  test('what only looks like a label is none', () => {
    for (const text of [
      'xn--wgv71a',
      'CASE',
      'a.b',
      'a b',
      '-a',
      'a-',
      '!a',
      '\u3002',
      'a\u3002b',
      '',
      '0x7f.1'.slice(2),
      'a%62'
    ]) {
      expect([text, componentToLabel(text)]).toEqual([text, undefined])
    }
  })

  test('numbers are labels, not addresses', () => {
    expect(hostToPath('0x7f.1')).toEqual(['1', '0x7f'])
    expect(hostToPath('127.0.0.1')).toEqual(['1', '0', '0', '127'])
  })
})

describe('URLs', () => {
  const bases = ['kube.local', 'kube.localhost', 'alice.com']

  test('own origins first, then the path', () => {
    expect(urlsOf(['local', 'kube', 'notepad'], bases, 8443)).toEqual([
      'https://notepad.kube.local:8443/',
      'https://notepad.kube.localhost:8443/',
      'https://kube.local:8443/notepad/'
    ])
    expect(urlsOf(['local', 'kube'], bases, 443)).toEqual(['https://kube.local/', 'https://kube.localhost/'])
  })

  test('the host that the publisher wrote comes first', () => {
    const app = ['com', 'alice', 'beta', 'app', 'notepad']
    expect(urlsOf(app, bases, 443, 3)[0]).toBe('https://beta.alice.com/app/notepad/')
    expect(urlsOf(app, bases, 443, 2)[0]).toBe('https://alice.com/beta/app/notepad/')
  })

  test('a name that is no label stands in the path', () => {
    expect(urlsOf(['local', 'kube', 'sp ace'], ['kube.local'], 443)).toEqual(['https://kube.local/sp%20ace/'])
  })

  test('none under foreign names', () => {
    expect(urlsOf(['com', 'example'], bases, 443)).toEqual([])
  })

  test('a URL is split as it goes over the wire', () => {
    expect(splitUrl('https://kube.local:8443/a/\u00fc b%2F?q=1#f')).toEqual({
      host: 'kube.local',
      rawPath: '/a/%C3%BC%20b%2F'
    })
    expect(splitUrl('HTTP://kube.local')).toEqual({ host: 'kube.local', rawPath: '/' })
    expect(splitUrl('dx://notepad')).toBeUndefined()
  })
})
