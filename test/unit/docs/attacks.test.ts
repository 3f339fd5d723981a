// docs/attacks.md and docs/security.md name tests: each of them exists.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument, root } from '../../support/markdown.ts'

interface Named {
  readonly file: string
  readonly title: string
}

/** `path`: title, in the last cell of a row. */
function namedIn(document: string): Named[] {
  const cells = [...readDocument(document).matchAll(/\| `(test\/[\w./-]+\.ts)`: ([^|]+) \|$/gm)]
  return cells.map(([, file = '', title = '']) => ({ file, title }))
}

/** Titles of the tests and groups of a file, as they are written. */
function titlesOf(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const titles = [...text.matchAll(/\b(?:test|it|describe)(?:\.\w+\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])(.*?)\1/gs)]
  return titles.map(([, , title = '']) => title)
}

describe.each(['docs/attacks.md', 'docs/security.md'])('%s', document => {
  const named = namedIn(document)

  it('names tests', () => {
    expect(named.length).toBeGreaterThan(8)
  })

  it.each(named)('$file has: $title', ({ file, title }) => {
    expect(titlesOf(file).some(written => written.includes(title))).toBe(true)
  })

  it('has a test in every row', () => {
    const rows = readDocument(document)
      .split('\n')
      .filter((line, at, lines) => line.startsWith('|') && tableHead(lines, at).endsWith('| test |'))
    const bare = rows.filter(line => !line.endsWith('| test |') && !/^\|[-|]+$/.test(line) && !/`test\//.test(line))
    expect(bare).toEqual([])
  })
})

/** The first line of the table that a line is in. */
function tableHead(lines: readonly string[], at: number): string {
  let first = at
  while (lines[first - 1]?.startsWith('|')) first--
  return lines[first] ?? ''
}
