// Chains are as many as somebody makes keys.
import { expect, test } from 'vitest'
import { Ledger } from '../../../src/ledger/ledger.ts'
import { chainOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'

test('chains that have seen nothing cost little, however many there are', () => {
  const entries = Array.from({ length: 8_000 }, (_, kube) => {
    return makeArrival({ kube, updates: [], time: { wallMs: kube + 1, counter: 0 } }).entry
  })
  const ledger = new Ledger({ subnet: subnetKey })
  const before = process.memoryUsage().arrayBuffers
  for (const entry of entries) ledger.insert(entry, {})
  // With a number for each pair it would be more than a hundred.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 << 20)
  expect(ledger.heads()).toHaveLength(entries.length)
  expect(ledger.isGranted(chainOf(0))).toBe(false)
})
