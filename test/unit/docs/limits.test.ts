// docs/limits.md names every limit with its value.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import * as limits from '../../../src/base/limits.ts'
import { codeOf, type Row, readDocument, root, rowsWith } from '../../support/markdown.ts'

const text = readDocument('docs/limits.md')
const elsewhere = rowsWith(text, 'limit', 'file', 'value', 'unit', 'counted', 'reason')
const central = rowsWith(text, 'limit', 'value', 'unit', 'counted', 'reason').filter(row => !Object.hasOwn(row, 'file'))

/** Units that are not counted one by one. */
const factors: Readonly<Record<string, number>> = {
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  s: 1000,
  min: 60_000,
  h: 3_600_000
}

function amountOf({ value = '', unit = '' }: Row): number {
  return Number(value.replaceAll(',', '')) * (factors[unit] ?? 1)
}

/** `name` and file of every limit that a module outside of src/base/limits.ts exports. */
function exportedElsewhere(): string[] {
  const found: string[] = []
  for (const name of fs.readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    const file = `src/${name.split(path.sep).join('/')}`
    if (!name.endsWith('.ts') || name.endsWith('.d.ts') || file === 'src/base/limits.ts') continue
    const source = fs.readFileSync(path.join(root, file), 'utf8')
    for (const [, limit] of source.matchAll(/^export const (\w+Max) = /gm)) found.push(`${limit} ${file}`)
  }
  return found.sort()
}

const marks = ['yes', 'no', 'dx', 'end', 'rule', 'unseen']

/** Limits that a place in the source counts, or names in an error, by their names in quotes. */
function namesThatCount(limitNames: ReadonlySet<string>): string[] {
  const counted = new Set<string>()
  for (const name of fs.readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts') || name.endsWith('limit-hits.ts')) continue
    const source = fs.readFileSync(path.join(root, 'src', name), 'utf8')
    for (const [, word = ''] of source.matchAll(/'(\w+)'/g)) if (limitNames.has(word)) counted.add(word)
  }
  return [...counted].sort()
}

describe('docs/limits.md', () => {
  it('has every limit of src/base/limits.ts once, with its value', () => {
    const written = central.map(row => [codeOf(row.limit), amountOf(row)])
    expect(Object.fromEntries(written)).toEqual({ ...limits })
    expect(written.length).toBe(Object.keys(limits).length)
  })

  it('has every limit that other files export', () => {
    expect(elsewhere.map(row => `${codeOf(row.limit)} ${codeOf(row.file)}`).sort()).toEqual(exportedElsewhere())
  })

  it.each(elsewhere)('has the value of $limit', async row => {
    const module = (await import(path.join(root, codeOf(row.file)))) as Record<string, unknown>
    expect(amountOf(row)).toBe(module[codeOf(row.limit)])
  })

  it('says of each limit whether it is counted, and none of another', () => {
    const rows = [...central, ...elsewhere]
    for (const row of rows) expect(marks, row.limit).toContain(row.counted)
    const said = rows.filter(row => row.counted === 'yes').map(row => codeOf(row.limit))
    expect([...new Set(said)].sort()).toEqual(namesThatCount(new Set(rows.map(row => codeOf(row.limit)))))
  })

  it('gives a reason for each', () => {
    for (const row of [...central, ...elsewhere]) expect(row.reason, row.limit).toMatch(/\w/)
  })
})
