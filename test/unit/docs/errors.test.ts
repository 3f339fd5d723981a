// docs/errors.md is the catalogue of src/base/errors.ts, in words for people.
import { describe, expect, it } from 'vitest'
import { type CatalogueRow, catalogue } from '../../../src/base/errors.ts'
import { codeOf, readDocument, rowsWith } from '../../support/markdown.ts'

const rows = rowsWith(readDocument('docs/errors.md'), 'code', 'exit', 'HTTP', 'retry', 'meaning', 'what to do')

describe('docs/errors.md', () => {
  it('has every code once, and no other', () => {
    expect(rows.map(row => codeOf(row.code)).sort()).toEqual(Object.keys(catalogue).sort())
  })

  it.each(Object.entries<CatalogueRow>(catalogue))('says of %s what the catalogue says', (code, row) => {
    const written = rows.find(other => codeOf(other.code) === code)
    expect(written).toMatchObject({
      exit: String(row.exit),
      HTTP: String(row.status),
      retry: row.retryable ? 'yes' : 'no',
      meaning: row.means
    })
    expect(written?.['what to do']).not.toBe('')
  })
})
