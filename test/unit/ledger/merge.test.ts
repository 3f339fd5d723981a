// Each sentence of replication.md, Merge, as an example that can be read. The property tests have the rest.
import { describe, expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { didOfKey } from '../../../src/base/identity.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Entry, RefUpdate } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'

const root = didOfKey(subnetKey)
const at = (wallMs: number, counter = 0) => ({ wallMs, counter })
const set = (ref: string, value: string | undefined): RefUpdate => ({
  ref: `refs/${ref}/!https`,
  old: fakeId('old'),
  new: value === undefined ? undefined : fakeId(value)
})
const conflictRef = (entry: Entry, ref: string): string => `refs/!conflicts/${entry.id.slice(0, 12)}/${ref}/!https`

/** A subnet in which KUBEs 0 to 3 may write everything; their first entries are there. */
function subnet() {
  const ledger = new Ledger({ subnet: subnetKey })
  const grants = [0, 1, 2, 3].map(kube => grantOf(root, didOf(chainOf(kube)), 'admin'))
  const first = makeArrival({ kube: 0, time: at(1), updates: [set('base', 'base')], grants })
  ledger.insert(first.entry, { grants: first.grants })
  const base = first.entry
  const entry = (kube: number, ms: number, updates: RefUpdate[], past: Entry[] = [base]): Entry => {
    const parent = past.findLast(other => other.chain === chainOf(kube))
    const deps = past.filter(other => other.chain !== chainOf(kube)).map(headOf)
    return makeArrival({ kube, time: at(ms), parent, deps, updates }).entry
  }
  const put = (...entries: Entry[]) => entries.map(one => ledger.insert(one, {})).at(-1)!
  return { ledger, base, entry, put }
}

describe('of two concurrent changesets that share a ref', () => {
  const { base, entry } = subnet()
  const early = entry(1, 10, [set('a', 'early'), set('b', 'early')])
  const late = entry(2, 20, [set('a', 'late')])

  test.each([
    ['the later arrives last', [early, late]],
    ['the later arrives first', [late, early]]
  ])('the earlier is set aside whole and kept: %s', (_, order) => {
    const { ledger, put } = subnet()
    put(...order)
    expect(ledger.standing(early.id)).toBe('set-aside')
    expect(ledger.ref('refs/a/!https')).toBe(fakeId('late'))
    expect(ledger.ref('refs/b/!https')).toBeUndefined()
    expect(ledger.ref(conflictRef(early, 'a'))).toBe(fakeId('early'))
    const id = early.id.slice(0, 12)
    expect(ledger.conflicts()).toEqual([
      { id, entry: early.id, ref: 'refs/a/!https', won: fakeId('late'), lost: fakeId('early') },
      { id, entry: early.id, ref: 'refs/b/!https', won: undefined, lost: fakeId('early') }
    ])
  })

  test('restoring the loser writes all its refs, and settles it', () => {
    const { ledger, put } = subnet()
    const restore = entry(3, 30, [set('a', 'early'), set('b', 'early')], [early, late])
    const change = put(early, late, restore)
    expect(ledger.conflicts()).toEqual([])
    expect(ledger.ref('refs/b/!https')).toBe(fakeId('early'))
    expect(change.refs.get(conflictRef(early, 'b'))).toEqual({ old: fakeId('early'), new: undefined })
  })

  test('a publish settles only the refs that it writes', () => {
    const { ledger, put } = subnet()
    put(early, late, entry(3, 30, [set('a', 'next')], [early, late]))
    expect(ledger.conflicts().map(({ ref }) => ref)).toEqual(['refs/b/!https'])
  })

  test('who had not seen the loser settles nothing', () => {
    const { ledger, put } = subnet()
    put(early, late, entry(3, 30, [set('a', 'next')], [late]))
    expect(ledger.conflicts().map(({ ref }) => ref)).toEqual(['refs/a/!https', 'refs/b/!https'])
  })

  test('what was settled becomes a conflict again when the one who settled it is set aside', () => {
    const { ledger, put } = subnet()
    const restore = entry(3, 30, [set('a', 'early'), set('b', 'early')], [early, late])
    put(early, late, restore, entry(0, 40, [set('b', 'other')], [base]))
    expect(ledger.standing(restore.id)).toBe('set-aside')
    expect(ledger.ref('refs/a/!https')).toBe(fakeId('late'))
    expect(ledger.conflicts().map(({ entry: lost, ref }) => [lost, ref])).toEqual([
      [restore.id, 'refs/a/!https'],
      [restore.id, 'refs/b/!https']
    ])
  })

  test('equal times: the chain decides', () => {
    const { ledger, put } = subnet()
    const [one, two] = [entry(1, 10, [set('a', 'one')]), entry(2, 10, [set('a', 'two')])]
    put(one, two)
    expect(ledger.standing((one.chain < two.chain ? one : two).id)).toBe('set-aside')
  })
})

describe('setting aside', () => {
  test('is undone when the winner itself loses to a third', () => {
    const { ledger, entry, put } = subnet()
    const first = entry(1, 10, [set('a', 'first')])
    const second = entry(2, 20, [set('a', 'second'), set('b', 'second')])
    const third = entry(3, 30, [set('b', 'third')])
    put(first, second)
    expect(ledger.standing(first.id)).toBe('set-aside')
    const change = put(third)
    expect([first, second, third].map(({ id }) => ledger.standing(id))).toEqual(['standing', 'set-aside', 'standing'])
    expect(change.refs.get('refs/a/!https')).toEqual({ old: fakeId('second'), new: fakeId('first') })
    expect(change.refs.get(conflictRef(first, 'a'))).toEqual({ old: fakeId('first'), new: undefined })
    expect(change.refs.get(conflictRef(second, 'a'))).toEqual({ old: undefined, new: fakeId('second') })
  })

  test('of several losers of one KUBE only the causally last is listed', () => {
    const { ledger, entry, put } = subnet()
    const one = entry(1, 10, [set('a', 'one')])
    const two = entry(1, 11, [set('a', 'two')], [one])
    put(one, two, entry(2, 20, [set('a', 'won')]))
    expect(ledger.conflicts().map(conflict => conflict.entry)).toEqual([two.id])
  })

  test('a deletion that lost is listed and has no ref', () => {
    const { ledger, entry, put } = subnet()
    put(entry(1, 10, [set('a', undefined)]), entry(2, 20, [set('a', 'won')]))
    expect(ledger.conflicts()[0]).toMatchObject({ won: fakeId('won'), lost: undefined })
    expect([...ledger.refs('refs/!conflicts/')]).toEqual([])
  })
})

describe('a forked chain', () => {
  const { base, entry } = subnet()
  const one = entry(1, 10, [set('a', 'one')])
  const left = entry(1, 20, [set('b', 'left')], [one])
  const right = entry(1, 21, [set('c', 'right')], [one])

  test('has two heads; both branches count, and the proof is given', () => {
    const { ledger, put } = subnet()
    put(one, left, right)
    expect(
      ledger
        .heads()
        .filter(head => head.chain === one.chain)
        .map(head => head.id)
        .sort()
    ).toEqual([left.id, right.id].sort())
    expect(ledger.ref('refs/b/!https')).toBe(fakeId('left'))
    expect(ledger.ref('refs/c/!https')).toBe(fakeId('right'))
    expect(ledger.forks()).toEqual([{ chain: one.chain, sequence: 2, entries: [left.id, right.id].sort() }])
    expect(
      ledger
        .depsFor(chainOf(3))
        .map(dep => dep.id)
        .sort()
    ).toEqual([left.id, right.id].sort())
  })

  test('is joined by the next entry of its own chain', () => {
    const { ledger, put } = subnet()
    put(one, left, right)
    const tip = ledger.tipOf(one.chain)!
    const [other] = [left, right].filter(({ id }) => id !== tip.id)
    expect(ledger.depsFor(one.chain)).toEqual([headOf(other!)])
    const next = makeArrival({
      kube: 1,
      time: at(30),
      parent: ledger.get(tip.id)!,
      deps: [headOf(other!)],
      updates: [set('b', 'joined'), set('c', 'joined')]
    }).entry
    put(next)
    expect(ledger.standing(next.id)).toBe('standing')
    expect(ledger.covers(next.id, other!.id)).toBe(true)
    expect(ledger.depsFor(one.chain)).toEqual([])
    expect(ledger.forks()).toHaveLength(1)
  })

  test('serves each branch from its first entry', () => {
    const { ledger, put } = subnet()
    const last = entry(1, 30, [set('c', 'last')], [right])
    put(one, left, right, last)
    expect(ledger.branch(last.id, 0, 9).map(({ id }) => id)).toEqual([one.id, right.id, last.id])
    expect(ledger.branch(last.id, 1, 1).map(({ id }) => id)).toEqual([right.id])
    expect(ledger.branch(left.id, 0, 9).map(({ id }) => id)).toEqual([one.id, left.id])
    expect(ledger.tipOf(one.chain)?.id).toBe(last.id)
    expect(ledger.branch(base.id, 1, 9)).toEqual([])
  })
})

describe('insertion', () => {
  test('wants everything that the entry builds on', () => {
    const { ledger, entry } = subnet()
    const one = entry(1, 10, [set('a', 'one')])
    const two = entry(1, 11, [set('a', 'two')], [one])
    expect(ledger.missing(two)).toEqual([one.id])
    expect(() => ledger.insert(two, {})).toThrow(KubeError)
    expect(ledger.has(two.id)).toBe(false)
    expect(ledger.position).toBe(1)
  })

  test('cites the heads that it had not seen, without those that others have seen', () => {
    const { ledger, base, entry, put } = subnet()
    const one = entry(1, 10, [set('a', 'one')])
    const two = entry(2, 11, [set('a', 'two')], [one])
    put(one, two)
    expect(ledger.depsFor(chainOf(3)).map(dep => dep.id)).toEqual([two.id])
    expect(ledger.depsFor(chainOf(2))).toEqual([])
    expect(ledger.covers(two.id, base.id)).toBe(true)
    expect(ledger.covers(base.id, two.id)).toBe(false)
    expect(ledger.latest).toEqual(two.time)
  })

  test('an entry that is not later than its past is void and keeps its place', () => {
    const { ledger, entry, put } = subnet()
    const one = entry(1, 10, [set('a', 'one')])
    const two = entry(1, 10, [set('a', 'two')], [one])
    const three = entry(1, 11, [set('b', 'three')], [two])
    expect(put(one, two)).toMatchObject({
      standing: 'void',
      reason: 'its hybrid time is not later than its causal past'
    })
    put(three)
    expect(ledger.ref('refs/a/!https')).toBe(fakeId('one'))
    expect(ledger.standing(three.id)).toBe('standing')
  })

  test('an entry is measured by its whole past, also by what lies behind a void one', () => {
    const { ledger, entry, put } = subnet()
    const one = entry(1, 10, [set('a', 'one')])
    const early = entry(1, 5, [set('a', 'early')], [one])
    const between = entry(1, 7, [set('a', 'between')], [early])
    const after = entry(1, 11, [set('a', 'after')], [between])
    put(one, early, between, after)
    expect([early, between, after].map(({ id }) => ledger.standing(id))).toEqual(['void', 'void', 'standing'])
  })
})

describe('a ledger that fails in the middle of an entry', () => {
  test('builds nothing on half of one, and says so', () => {
    const { ledger, entry, put } = subnet()
    const facts = {
      get revocations(): never {
        throw new RangeError('a fault of ours')
      }
    }
    const [failing, next] = [entry(1, 10, [set('a', 'x')]), entry(2, 20, [set('b', 'y')])]
    expect(() => ledger.insert(failing, facts)).toThrow('a fault of ours')
    const reason = `it failed at ${failing.id}`
    expect(() => put(next)).toThrow(expect.objectContaining({ code: 'KUBE_INTERNAL', reason }))
    expect(() => ledger.restore(next, {})).toThrow(KubeError)
  })
})
