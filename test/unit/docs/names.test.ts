// The examples of docs/names.md are what the program does.
import { describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { pathKey } from '../../../src/graph/component.ts'
import { parseName } from '../../../src/graph/name.ts'
import { formatName } from '../../../src/graph/name-format.ts'
import { parseRef } from '../../../src/graph/ref.ts'
import { codeOf, readDocument, rowsWith } from '../../support/markdown.ts'

const text = readDocument('docs/names.md')
const bases = ['kube.local', 'kube.localhost']

function shown(spelling: string): string {
  const { path, ...rest } = parseName(spelling)
  return formatName(path, { bases, ...rest })
}

function refusalOf(spelling: string): string {
  try {
    parseName(spelling)
  } catch (error) {
    if (error instanceof KubeError && error.code === 'KUBE_NAME_INVALID') return error.reason
    throw error
  }
  return ''
}

describe('docs/names.md', () => {
  const spellings = rowsWith(text, 'spelling', 'node below `refs/`', 'shown as')
  it.each(spellings)('reads and writes $spelling', row => {
    const spelling = codeOf(row.spelling)
    expect(pathKey(parseName(spelling).path)).toBe(codeOf(row['node below `refs/`']))
    expect(shown(spelling)).toBe(codeOf(row['shown as']))
    expect(parseName(shown(spelling)).path).toEqual(parseName(spelling).path)
  })

  it.each(rowsWith(text, 'spelling', 'path in the release'))('finds the path within $spelling', row => {
    const { path, resource } = parseName(codeOf(row.spelling))
    expect(pathKey(path)).toBe(codeOf(row['node below `refs/`']))
    expect(resource.join('/')).toBe(codeOf(row['path in the release']))
  })

  it.each(rowsWith(text, 'spelling', 'reason'))('refuses $spelling', row => {
    expect(refusalOf(codeOf(row.spelling))).toContain(row.reason)
  })

  it.each(rowsWith(text, 'ref', 'holds'))('knows $ref as the ref of a node', row => {
    expect(parseRef(codeOf(row.ref))?.path).toEqual(['local', 'kube', 'notepad'])
  })

  it('has examples at all', () => expect(spellings.length).toBeGreaterThan(20))
})
