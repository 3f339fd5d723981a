// Which values a state keeps: those of its refs, of what lost, of what was unpublished lately, and schemas in use.
import { describe, expect, test } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import { keepDefault, unpublishedKeptMs } from '../../../src/base/limits.ts'
import { emptyRecord } from '../../../src/graph/record.ts'
import { keptValues, type RetentionView, type StateValue } from '../../../src/ledger/kept-values.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Entry, RefUpdate } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'

const startMs = 1_700_000_000_000
const nobody: RetentionView = { meta: () => undefined, at: () => undefined }

const set = (ref: string, old: string | undefined, value: string | undefined): RefUpdate => ({
  ref,
  old: old && fakeId(old),
  new: value && fakeId(value)
})

/** A subnet of which KUBEs 0 to 2 are admins. */
function subnet() {
  const ledger = new Ledger({ subnet: subnetKey })
  const grants = [0, 1, 2].map(kube => grantOf(didOfKey(subnetKey), didOf(chainOf(kube)), 'admin'))
  const first = makeArrival({
    kube: 0,
    time: { wallMs: startMs, counter: 0 },
    updates: [set('refs/b/!https', undefined, 'base')],
    grants
  })
  ledger.insert(first.entry, { grants })
  const write = (kube: number, ms: number, updates: RefUpdate[], past: Entry[] = [first.entry]): Entry => {
    const parent = past.findLast(other => other.chain === chainOf(kube))
    const deps = past.filter(other => other.chain !== chainOf(kube)).map(headOf)
    const { entry } = makeArrival({ kube, time: { wallMs: startMs + ms, counter: 0 }, parent, deps, updates })
    ledger.insert(entry, {})
    return entry
  }
  return { ledger, write }
}

const keeps = (ledger: Ledger, atMs: number, view = nobody) => [...keptValues({ ledger, view, atMs })]
const idsOf = (values: readonly StateValue[]) => new Set(values.map(({ id }) => id))

describe('a state keeps', () => {
  test('the value of each ref, by what it is', () => {
    const { ledger, write } = subnet()
    write(1, 10, [set('refs/a/!https', undefined, 'site'), set('refs/a/!code', undefined, 'source')])
    expect(keeps(ledger, startMs)).toContainEqual({ ref: 'refs/a/!https', id: fakeId('site'), depth: keepDefault })
    expect(keeps(ledger, startMs)).toContainEqual({
      ref: 'refs/a/!code',
      id: fakeId('source'),
      depth: Number.POSITIVE_INFINITY
    })
  })

  test('everything that a changeset wrote which lost on one ref', () => {
    const { ledger, write } = subnet()
    const lost = write(1, 10, [set('refs/a/!https', undefined, 'lost'), set('refs/c/!https', undefined, 'beside')])
    const won = write(2, 20, [set('refs/a/!https', undefined, 'won')])
    // On the other ref somebody who had seen the loser settled it.
    write(0, 30, [set('refs/c/!https', undefined, 'after')], [lost, won])
    expect(ledger.conflicts().map(({ ref }) => ref)).toEqual(['refs/a/!https'])
    const found = idsOf(keeps(ledger, startMs))
    for (const name of ['lost', 'beside', 'won', 'after']) expect(found).toContain(fakeId(name))
  })

  test('what was unpublished, for a while', () => {
    const { ledger, write } = subnet()
    const there = write(1, 10, [set('refs/a/!https', undefined, 'site')])
    write(1, 20, [set('refs/a/!https', 'site', undefined)], [there])
    expect(idsOf(keeps(ledger, startMs + 20))).toContain(fakeId('site'))
    expect(idsOf(keeps(ledger, startMs + 19 + unpublishedKeptMs))).toContain(fakeId('site'))
    expect(idsOf(keeps(ledger, startMs + 20 + unpublishedKeptMs))).not.toContain(fakeId('site'))
  })

  test('the schema that a record is read by, and nothing of its history', () => {
    const { ledger, write } = subnet()
    write(1, 10, [set('refs/a/!meta', undefined, 'record')])
    const schema = fakeId('schema')
    const record = { ...emptyRecord, payload: { type: 'x', schema, value: new Uint8Array() } }
    const view: RetentionView = { ...nobody, at: id => (id === fakeId('record') ? record : undefined) }
    expect(keeps(ledger, startMs, view)).toContainEqual({ ref: 'refs/a/!meta', id: schema, depth: 1, pinned: true })
  })
})
