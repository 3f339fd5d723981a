import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../src/base/bytes.ts'
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../../../src/ledger/checkpoint.ts'
import { type CheckpointEntry, CheckpointReader, CheckpointWriter } from '../../../src/ledger/checkpoint-part.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { KeysInFile } from '../../../src/ledger/types.ts'
import { dxos } from '../../../src/proto/generated.js'
import { chainOf, fakeId, history, makeArrival, reorder, seeded, subnetKey } from '../../support/ledger-history.ts'
import type { Arrival } from '../../support/reference-ledger.ts'
import { FilledLedger, quarrel } from '../../support/rights-history.ts'

const numRuns = Number(process.env.KUBE_TEST_RUNS ?? 150)
const histories = fc.record({
  arrivals: fc.oneof(quarrel(), history()),
  order: fc.integer(),
  known: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.integer({ min: 1, max: 40 })
})

function ledgerOf(arrivals: readonly Arrival[]): Ledger {
  const filled = new FilledLedger(arrivals)
  for (const arrival of arrivals) filled.insert(arrival)
  return filled.ledger
}

/** The parts of a checkpoint of all that a ledger has. */
function partsOf(ledger: Ledger, size: number): Uint8Array[] {
  const writer = new CheckpointWriter()
  const parts: Uint8Array[] = []
  for (let from = 0; from < ledger.position; from += size) {
    const entries = [...ledger.entries(from, Math.min(from + size, ledger.position))]
    parts.push(writer.part(entries.map(entry => ({ entry, facts: ledger.facts(entry.id) }))))
  }
  return parts
}

function read(parts: readonly Uint8Array[]): CheckpointEntry[] {
  const reader = new CheckpointReader()
  return parts.flatMap(part => [...reader.part(part)])
}

/** Takes in what a checkpoint has, files of keys from its list alone. */
function adopt(ledger: Ledger, entries: readonly CheckpointEntry[], keys: readonly KeysInFile[]): void {
  const files = new Map(keys.map(file => [`${file.commit} ${file.path}`, file]))
  for (const { entry, facts } of entries) {
    if (ledger.has(entry.id)) continue
    const found = ledger.lacking(entry.updates, facts).flatMap(file => files.get(`${file.commit} ${file.path}`) ?? [])
    ledger.insert(entry, { ...facts, keys: found })
  }
}

const shown = (ledger: Ledger) => ({
  digest: ledger.digest(),
  refs: new Map([...ledger.refs()].sort()),
  conflicts: ledger.conflicts(),
  heads: ledger.heads(),
  forks: ledger.forks(),
  withdrawals: ledger.withdrawals(),
  standings: [...ledger.entries()].map(({ id }) => `${id} ${ledger.standing(id)}`).sort()
})

describe('the entries of a checkpoint', () => {
  test('make the state that all entries make, for whoever had some of them already', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, order, known, size }) => {
        const whole = ledgerOf(arrivals)
        const entries = read(partsOf(whole, size))
        const mixed = reorder(arrivals, seeded(order))
        const filled = new FilledLedger(arrivals)
        for (const arrival of mixed.slice(0, Math.floor(known * mixed.length))) filled.insert(arrival)
        adopt(filled.ledger, entries, [...whole.keys()])
        expect(shown(filled.ledger)).toEqual(shown(whole))
      }),
      { numRuns: 2 * numRuns }
    )
  })

  test('are the entries as they came', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, size }) => {
        const ledger = ledgerOf(arrivals)
        const back = read(partsOf(ledger, size)).map(({ entry }) => entry)
        expect(back).toEqual([...ledger.entries()])
      }),
      { numRuns }
    )
  })

  test('are within a cut when one of its heads has them in its past', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, known }) => {
        const early = ledgerOf(arrivals.slice(0, Math.ceil(known * arrivals.length)))
        const late = ledgerOf(arrivals)
        for (const { entry } of arrivals) expect(late.isWithin(early.heads(), entry.id)).toBe(early.has(entry.id))
      }),
      { numRuns }
    )
  })
})

describe('a part that is none', () => {
  const first = makeArrival({ kube: 0, time: { wallMs: 1, counter: 0 }, updates: [] }).entry
  const part = new CheckpointWriter().part([{ entry: first, facts: {} }])
  const { CheckpointPart } = dxos.kube
  const refusal = (bytes: Uint8Array): string => {
    try {
      read([bytes])
      return 'taken'
    } catch (thrown) {
      return String((thrown as { reason?: string }).reason)
    }
  }

  test('is refused with what is wrong', () => {
    const changed = (change: Partial<dxos.kube.ICheckpointPart>): string =>
      refusal(CheckpointPart.encode({ ...CheckpointPart.decode(part), ...change }).finish())
    expect(changed({})).toBe('taken')
    expect(changed({ first: 7 })).toMatch(/not the next one/)
    expect(changed({ ids: new Uint8Array(19) })).toMatch(/differ in length/)
    expect(changed({ depsCount: [1] })).toMatch(/differ in length/)
    expect(changed({ depsCount: [1], deps: [1] })).toMatch(/builds on none/)
    expect(changed({ parent: [1] })).toMatch(/builds on none/)
    expect(changed({ chain: [4] })).toMatch(/names a text/)
    const claim = { deps: [{ chain: chainOf(1), sequence: 1, id: new Uint8Array(20) }] }
    expect(changed({ details: [{ at: 0, claim }] })).toMatch(/cites others/)
    expect(changed({ details: [{ at: 0, facts: { grants: [{ role: 'king' }] } }] })).toMatch(/no role/)
  })

  test('never does anything but be refused or be read, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(part.length - 1), (bytes, at) => {
        const changed = part.slice()
        changed.set(bytes.slice(0, part.length - at), at)
        expect(typeof refusal(changed)).toBe('string')
        expect(typeof refusal(bytes)).toBe('string')
      }),
      { numRuns: 4 * numRuns }
    )
  })
})

test('checkpoint.binpb says what it was made with', () => {
  const part = { id: fakeId('part'), type: 'blob', size: 7, sha256: sha256('part') } as const
  const checkpoint: Checkpoint = {
    rules: 1,
    subnet: subnetKey,
    position: 3,
    heads: [{ chain: chainOf(0), sequence: 3, id: fakeId('head') }],
    digest: 'ab'.repeat(32),
    madeMs: 1_700_000_000_000,
    admins: 2,
    keys: [{ commit: fakeId('release'), path: 'keys', subjects: ['did:key:z6Mk'] }],
    entries: [part],
    objects: [part, part]
  }
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint)
})
