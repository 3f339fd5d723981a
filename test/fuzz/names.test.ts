// Any text is a name or is refused; a name that is read is written again as the same name.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePathKey, pathKey } from '../../src/graph/component.ts'
import { hostToPath } from '../../src/graph/host.ts'
import { parseDotted, parseName, splitUrl } from '../../src/graph/name.ts'
import { formatName, urlsOf } from '../../src/graph/name-format.ts'
import { parseLeaf, parseTreeRef } from '../../src/graph/ref.ts'
import { canonicalType } from '../../src/graph/types.ts'
import { parseUrlPath } from '../../src/graph/url-path.ts'
import vectors from '../vectors/names.json' with { type: 'json' }
import invalid from '../vectors/names-invalid.json' with { type: 'json' }
import { damagedText, fuzz } from './fuzzing.ts'

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
const samples = [...textsOf(vectors), ...textsOf(invalid)]
const pieces = [
  '/',
  ':',
  '//',
  'dx://',
  'dxn:',
  'https://',
  '[',
  ']',
  '%',
  '%2F',
  '%00',
  '.',
  '..',
  '@',
  '!',
  '!https',
  '?',
  '#',
  'did:key:z',
  'xn--',
  '\u0000',
  '\ud800',
  '\u0130',
  'İ',
  '😀',
  '::',
  ' '
]
const text = fc.oneof(
  damagedText(samples, pieces),
  fc.array(fc.constantFrom(...pieces, 'a', 'kube', 'local'), { maxLength: 12 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 })
)

describe('fuzz: names', () => {
  it('a name is read or refused, and read again from what is written', () => {
    fuzz(text, given => {
      const { path, resource, subnet, hostLabels } = parseName(given)
      const written = formatName(path, { hostLabels, resource, ...(subnet !== undefined && { subnet }) })
      const again = parseName(written)
      expect([again.path, again.resource, again.subnet]).toEqual([path, resource, subnet])
      expect(parsePathKey(pathKey(path))).toEqual(path)
      urlsOf(path, ['kube.local', 'kube.localhost', 'alice.com'], 8443, hostLabels)
    })
  })

  it('so are its parts: hosts, dotted names, paths, refs, types', () => {
    fuzz(text, given => {
      const parsers = [parseDotted, hostToPath, parseUrlPath, splitUrl, parseLeaf, parseTreeRef, canonicalType]
      for (const parse of parsers) {
        try {
          parse(given)
        } catch (error) {
          if (parse === parsers.at(-1) || (error as Error).name !== 'KubeError') throw error
        }
      }
    })
  })
})
