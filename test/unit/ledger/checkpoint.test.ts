import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../src/base/bytes.ts'
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../../../src/ledger/checkpoint.ts'
import { type CheckpointEntry, CheckpointWriter } from '../../../src/ledger/checkpoint-part.ts'
import { byText } from '../../../src/ledger/entry-check.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { CheckpointReader } from '../../../src/ledger/part-rows.ts'
import { sameEntry } from '../../../src/ledger/same.ts'
import type { Entry, KeysInFile } from '../../../src/ledger/types.ts'
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

type Adopt = (ledger: Ledger, parts: readonly Uint8Array[], keys: readonly KeysInFile[]) => void

/** Takes in what a checkpoint has entry by entry, files of keys from its list alone. */
const adopt: Adopt = (ledger, parts, keys) => {
  const single = singly(ledger, keys)
  for (const told of read(parts)) if (!ledger.has(told.entry.id)) single(told)
}

/** The same by rows, as far as they let themselves be taken so. */
const adoptRows: Adopt = (ledger, parts, keys) => {
  const reader = new CheckpointReader()
  const single = singly(ledger, keys)
  for (const part of parts) {
    const rows = reader.part(part)
    for (let row = 0; row < rows.length; row++) {
      const next = ledger.takeRows(rows, row, rows.length)
      plainRows += next - row
      row = next
      if (row < rows.length) single(rows.entry(row))
    }
  }
}
let plainRows = 0

function singly(ledger: Ledger, keys: readonly KeysInFile[]): (told: CheckpointEntry) => void {
  const files = new Map(keys.map(file => [`${file.commit} ${file.path}`, file]))
  return ({ entry, facts }) => {
    const shown = ledger.shownFiles(entry.updates, facts, entry)
    const found = shown.flatMap(file => files.get(`${file.commit} ${file.path}`) ?? [])
    ledger.restore(entry, { ...facts, keys: found })
  }
}

const shown = (ledger: Ledger) => ({
  digest: ledger.digest(),
  refs: new Map([...ledger.refs()].sort()),
  conflicts: ledger.conflicts(),
  heads: ledger.heads(),
  forks: ledger.forks(),
  withdrawals: ledger.withdrawals(),
  removed: [...ledger.removed()].sort((a, b) => byText(a.ref, b.ref)),
  latest: ledger.latest,
  standings: [...ledger.entries()].map(({ id }) => `${id} ${ledger.standing(id)}`).sort(),
  deps: ledger.heads().map(({ chain }) => ledger.depsFor(chain)),
  writers: [...ledger.refs()].map(([ref]) => `${ref} ${ledger.writer(ref)?.id}`).sort()
})

/** Of several, which is named depends on the order of arrival. */
const reasons = (ledger: Ledger) => [...ledger.entries()].map(({ id }) => ledger.reason(id))

/** What an entry is not. */
function belied(entry: Entry): Entry[] {
  return [
    { ...entry, message: `${entry.message}!` },
    { ...entry, sequence: entry.sequence + 1 },
    { ...entry, publishedMs: entry.publishedMs + 1 },
    { ...entry, time: { wallMs: entry.time.wallMs + 1, counter: entry.time.counter } },
    { ...entry, time: { wallMs: entry.time.wallMs, counter: entry.time.counter + 1 } },
    { ...entry, sha256: sha256('another') },
    { ...entry, chain: chainOf(9) },
    { ...entry, credentials: [...entry.credentials, 'another'] },
    { ...entry, deps: entry.deps.length > 0 ? entry.deps.slice(1) : entry.deps, rules: entry.rules + 1 },
    { ...entry, updates: [...entry.updates, { ref: 'refs/zz/!https', old: undefined, new: fakeId('zz') }] },
    { ...entry, updates: entry.updates.map(update => ({ ...update, new: fakeId('another') })), message: 'other' }
  ]
}

describe('the entries of a checkpoint', () => {
  test('make the state that all entries make, for whoever had some of them already', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, order, known, size }) => {
        const whole = ledgerOf(arrivals)
        const mixed = reorder(arrivals, seeded(order))
        for (const way of [adopt, adoptRows]) {
          const filled = new FilledLedger(arrivals)
          for (const arrival of mixed.slice(0, Math.floor(known * mixed.length))) filled.insert(arrival)
          way(filled.ledger, partsOf(whole, size), [...whole.keys()])
          expect(shown(filled.ledger)).toEqual(shown(whole))
        }
      }),
      { numRuns: 2 * numRuns }
    )
  })

  test('make a ledger by rows that is, and goes on, as one that took each by itself', () => {
    const before = plainRows
    let total = 0
    fc.assert(
      fc.property(histories, ({ arrivals, order, known, size }) => {
        const mixed = reorder(arrivals, seeded(order))
        const cut = Math.floor((1 - known / 2) * mixed.length)
        const maker = ledgerOf(mixed.slice(0, cut))
        const [one, other] = [new FilledLedger(arrivals), new FilledLedger(arrivals)]
        for (const arrival of mixed.slice(0, cut)) one.insert(arrival)
        adoptRows(other.ledger, partsOf(maker, size), [...maker.keys()])
        total += cut
        expect(shown(other.ledger)).toEqual(shown(one.ledger))
        expect(reasons(other.ledger)).toEqual(reasons(one.ledger))
        expect([...other.ledger.entries()]).toEqual([...one.ledger.entries()])
        for (const arrival of mixed.slice(cut)) {
          const [change, same] = [one.insert(arrival), other.insert(arrival)]
          expect(same).toEqual(change)
        }
        expect(shown(other.ledger)).toEqual(shown(one.ledger))
        expect(reasons(other.ledger)).toEqual(reasons(one.ledger))
      }),
      { numRuns: 2 * numRuns }
    )
    // Or nothing was tried.
    expect((plainRows - before) / total).toBeGreaterThan(0.05)
  })

  test('change what is said to have changed since', () => {
    fc.assert(
      fc.property(histories, ({ arrivals, order, known, size }) => {
        const mixed = reorder(arrivals, seeded(order))
        const maker = ledgerOf(mixed)
        const filled = new FilledLedger(arrivals)
        for (const arrival of mixed.slice(0, Math.floor(known * mixed.length))) filled.insert(arrival)
        const { ledger } = filled
        const [values, before] = [new Map(ledger.refs()), ledger.refsBefore()]
        adoptRows(ledger, partsOf(maker, size), [...maker.keys()])
        const after = new Map(ledger.refs())
        const names = new Set([...values.keys(), ...after.keys()])
        const differing = [...names].filter(ref => values.get(ref) !== after.get(ref)).sort()
        const changes = ledger.changesSince(before)
        expect([...changes.keys()].sort()).toEqual(differing)
        for (const ref of differing) expect(changes.get(ref)).toEqual({ old: values.get(ref), new: after.get(ref) })
      }),
      { numRuns }
    )
  })

  test('are told from what a checkpoint says wrongly of them', () => {
    fc.assert(
      fc.property(histories, fc.nat(), ({ arrivals, size }, which) => {
        const ledger = ledgerOf(arrivals)
        const entries = [...ledger.entries()].map(entry => ({ entry, facts: ledger.facts(entry.id) }))
        const reader = new CheckpointReader()
        for (const part of partsOf(ledger, size)) {
          const rows = reader.part(part)
          for (let row = 0; row < rows.length; row++) {
            const { entry } = rows.entry(row)
            if (ledger.rows.isSame(rows, row)) expect(sameEntry(ledger.get(entry.id)!, entry)).toBe(true)
            else expect(rows.isPlain(row) && ledger.standing(entry.id) !== 'void').toBe(false)
          }
        }
        const at = which % entries.length
        const others = belied(entries[at]!.entry)
        const { entry, facts } = { entry: others[which % others.length]!, facts: entries[at]!.facts }
        const told = new CheckpointReader().part(new CheckpointWriter().part(entries.with(at, { entry, facts })))
        for (let row = 0; row < at; row++) ledger.rows.isSame(told, row)
        expect(ledger.rows.isSame(told, at)).toBe(false)
      }),
      { numRuns }
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
