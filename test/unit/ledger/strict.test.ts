// Each sentence about strict realms in replication.md, Merge, as an example that can be read.
import { describe, expect, test } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Entry, Order } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'
import type { Arrival } from '../../support/reference-rights.ts'

const root = didOfKey(subnetKey)
const update = (ref: string, value: string) => ({ ref, old: undefined, new: fakeId(value) })

/** KUBEs 0 to 3 may write everything, and `refs/a` is strict. */
function subnet() {
  const grants = [0, 1, 2, 3].map(kube => grantOf(root, didOf(chainOf(kube)), 'admin'))
  const first = makeArrival({
    kube: 0,
    time: { wallMs: 1, counter: 0 },
    updates: [update('refs/b/!https', 'b')],
    grants
  })
  const facts = new Map<string, Arrival>([[first.entry.id, first]])
  const write = (
    kube: number,
    ms: number,
    refs: string[],
    more: { term?: number; past?: Entry[]; order?: Order } = {}
  ) => {
    const { past = [strict], term, order } = more
    const parent = past.findLast(entry => entry.chain === chainOf(kube))
    const deps = past.filter(entry => entry.chain !== chainOf(kube)).map(headOf)
    const updates = refs.map(ref => update(ref, `${kube} ${ms}`))
    const orders = order && { facts: { orders: [{ ref: refs[0]!, order }] } }
    const draft = { kube, time: { wallMs: ms, counter: 0 }, updates, parent, deps, ...(term && { term }), ...orders }
    const arrival = makeArrival(draft)
    facts.set(arrival.entry.id, arrival)
    return arrival.entry
  }
  let strict = first.entry
  strict = write(0, 2, ['refs/a/!meta'], { order: 'strict' })
  const ledgerOf = (...entries: Entry[]): Ledger => {
    const ledger = new Ledger({ subnet: subnetKey })
    for (const entry of [first.entry, strict, ...entries]) {
      const { entry: _, ...brought } = facts.get(entry.id)!
      ledger.insert(entry, brought)
    }
    return ledger
  }
  return { write, ledgerOf, first: first.entry, strict }
}

const site = 'refs/a/!https'
const below = 'refs/a/x/!https'
const other = 'refs/b/!https'

describe('a strict realm', () => {
  test('is the node with the order, and all below it that says no other', () => {
    const { write, ledgerOf } = subnet()
    const free = write(1, 10, ['refs/a/free/!meta'], { term: 1, order: 'merge' })
    const ledger = ledgerOf(free)
    const of = (...refs: string[]) => ledger.orderOf(refs.map(ref => ({ ref })))
    expect([of(site), of(below), of('refs/a/!meta')]).toEqual(['strict', 'strict', 'strict'])
    expect([of(other), of('refs/!machines/x/!machine'), of('refs/a/free/y/!https')]).toEqual([
      'merge',
      'merge',
      'merge'
    ])
    expect(of(site, other)).toBe('mixed')
  })

  test.each([
    ['without a term', [site], undefined],
    ['together with another realm', [site, other], 1],
    ['in another realm with a term', [other], 1]
  ])('takes no changeset %s', (_, refs, term) => {
    const { write, ledgerOf } = subnet()
    const entry = write(1, 10, refs, term ? { term } : {})
    expect(ledgerOf(entry).standing(entry.id)).toBe('void')
  })

  test('is judged as the causal past has it: who had not heard of it may have written', () => {
    const { write, ledgerOf, first } = subnet()
    const unaware = write(1, 10, [site], { past: [first] })
    expect(ledgerOf(unaware).standing(unaware.id)).toBe('standing')
  })

  test('gives what it accepted precedence over what was written before it was strict, however late that comes', () => {
    const { write, ledgerOf, first } = subnet()
    const accepted = write(2, 10, [site], { term: 1 })
    const unaware = write(1, 999, [site, other], { past: [first] })
    for (const order of [
      [accepted, unaware],
      [unaware, accepted]
    ]) {
      const ledger = ledgerOf(...order)
      expect(ledger.standing(accepted.id)).toBe('standing')
      expect(ledger.standing(unaware.id)).toBe('set-aside')
      expect(ledger.conflicts().map(({ entry }) => entry)).toEqual([unaware.id, unaware.id])
    }
  })
})

describe('a term', () => {
  const { write, ledgerOf } = subnet()
  const one = write(1, 10, [site], { term: 1 })
  const two = write(2, 20, [below], { term: 2, past: [one] })
  const late = write(1, 999, ['refs/a/y/!https'], { term: 1, past: [one] })

  test.each([
    ['before', [one, late, two]],
    ['after', [one, two, late]]
  ])('that has begun sets aside what one before it goes on to write, heard of %s it', (_, order) => {
    const ledger = ledgerOf(...order)
    expect([one, two, late].map(({ id }) => ledger.standing(id))).toEqual(['standing', 'standing', 'set-aside'])
    expect(ledger.reason(late.id)).toBe('a later term had begun without it')
    expect(ledger.conflicts().map(({ entry, ref }) => [entry, ref])).toEqual([[late.id, 'refs/a/y/!https']])
    expect(ledger.strictTip()?.id).toBe(two.id)
  })

  test('that one after it has set aside sets nothing aside itself', () => {
    const unseen = write(3, 15, [site], { term: 2 })
    const three = write(2, 30, [site], { term: 3, past: [one] })
    const ledger = ledgerOf(unseen, one, three)
    expect([one, unseen, three].map(({ id }) => ledger.standing(id))).toEqual(['standing', 'set-aside', 'standing'])
  })

  test('leaves entries that are one after another, whatever came', () => {
    const again = write(1, 1000, [site], { term: 4, past: [late, two] })
    const ledger = ledgerOf(one, two, late, again)
    expect(ledger.standing(late.id)).toBe('set-aside')
    expect(ledger.standing(again.id)).toBe('standing')
    expect(ledger.ref('refs/a/y/!https')).toBeUndefined()
  })
})
