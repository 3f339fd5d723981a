// docs/reliability.md: each fault that was made names the tests that make it, and none that must be there is missing.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument, root, rowsWith } from '../../support/markdown.ts'

const rows = rowsWith(readDocument('docs/reliability.md'), 'fault', 'how it is made', 'tried', 'lost', 'test')

const required: readonly [string, RegExp][] = [
  ['kill -9', /kill -9/],
  ['power cut', /loss of power under a daemon/],
  ['writes after the last fsync dropped', /what was not fsynced is dropped/],
  ['full disk', /full disk/],
  ['read-only disk', /turns read-only/],
  ['corrupt object', /objects with a wrong byte/],
  ['corrupt level', /database of views damaged/],
  ['lost state', /views deleted/],
  ['a pack cut short', /packs cut short/],
  ['old backup', /restored from an old backup/],
  ['partition', /partition with writers/],
  ['a bad line', /200 ms.*5 %.*1 Mbit\/s/],
  ['relay', /over the relay/],
  ['hole punching', /punched/],
  ['address change', /another address/],
  ['stall', /stall/],
  ['trickle', /trickles/],
  ['flood', /flood/],
  ['nonsense', /nonsense/]
]

describe('docs/reliability.md', () => {
  it.each(required)('has the fault: %s', (_, pattern) => {
    expect(rows.some(row => pattern.test(`${row.fault} ${row['how it is made']} ${row.lost}`))).toBe(true)
  })

  it.each(rows)('names tests that there are for: $fault', row => {
    const files = [...(row.test ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file!)
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(fs.existsSync(path.join(root, file)), file).toBe(true)
    expect(row.lost).toMatch(/^(nothing|what the damage hit)/)
  })
})
