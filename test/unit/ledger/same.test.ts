// What a checkpoint tells of an entry has to be all that the entry says: no field of it may be another, nor what it brings.
import { describe, expect, test } from 'vitest'
import { CheckpointWriter } from '../../../src/ledger/checkpoint-part.ts'
import { CheckpointReader } from '../../../src/ledger/part-rows.ts'
import { sameEntry, sameFacts } from '../../../src/ledger/same.ts'
import type { Entry, Facts } from '../../../src/ledger/types.ts'
import { chainOf, fakeId, makeArrival } from '../../support/ledger-history.ts'

const entry: Entry = {
  ...makeArrival({
    kube: 1,
    updates: [{ ref: 'refs/a/!https', old: undefined, new: fakeId('a') }],
    time: { wallMs: 5, counter: 1 },
    account: { subject: 'did:key:a', sequence: 3, nonce: '0'.repeat(32) },
    term: 2
  }).entry,
  parent: fakeId('parent'),
  parentSha256: new Uint8Array(32)
}

const others: { readonly [Key in keyof Required<Omit<Entry, 'malformed'>>]: Entry[Key] } = {
  id: fakeId('another'),
  chain: chainOf(2),
  sequence: 9,
  rules: 2,
  time: { wallMs: 5, counter: 2 },
  publishedMs: 1,
  parent: fakeId('another parent'),
  deps: [{ chain: chainOf(3), sequence: 1, id: fakeId('dep') }],
  updates: [],
  account: { subject: 'did:key:b', sequence: 3, nonce: '0'.repeat(32) },
  credentials: ['one'],
  message: 'another',
  term: 3,
  sha256: new Uint8Array(32),
  parentSha256: new Uint8Array(32).fill(1)
}

describe('an entry of a checkpoint', () => {
  test('is the same when everything is', () => {
    expect(sameEntry(entry, structuredClone(entry))).toBe(true)
  })

  test.each(Object.entries(others))('is another with another %s', (key, value) => {
    expect(sameEntry(entry, { ...entry, [key]: value })).toBe(false)
  })

  test('is another without its term', () => {
    const { term: _, ...rest } = entry
    expect(sameEntry(entry, rest)).toBe(false)
  })

  test('brings the same only with the same orders of realms', () => {
    const strict = { orders: [{ ref: 'refs/a/!meta', order: 'strict' as const }] }
    expect(sameFacts(strict, structuredClone(strict))).toBe(true)
    expect(sameFacts(strict, {})).toBe(false)
    expect(sameFacts(strict, { orders: [{ ref: 'refs/a/!meta', order: 'merge' }] })).toBe(false)
  })

  test.each<Facts>([{ raises: 2 }, { raises: 3, orders: [{ ref: 'refs/!meta', order: 'merge' }] }])(
    'tells which merge rules it puts in force: %j',
    facts => {
      const { parent: _, parentSha256: __, ...first } = entry
      const told = { ...first, sequence: 1, parent: undefined, parentSha256: undefined, deps: [] }
      const [read] = new CheckpointReader().part(new CheckpointWriter().part([{ entry: told, facts }]))
      expect(sameFacts(read!.facts, facts)).toBe(true)
      expect(sameFacts(read!.facts, {})).toBe(false)
    }
  )
})
