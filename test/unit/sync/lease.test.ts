// Promises of members and the lease that they make: examples of each rule, and that no two KUBEs ever hold one at once.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leaseMs, leaseUsableMs, termStepMax } from '../../../src/base/limits.ts'
import {
  Grantor,
  type KeptPromise,
  Lease,
  majorityOf,
  nextTerm,
  shortOf,
  shortOfRecovery
} from '../../../src/sync/lease.ts'

const isMember = () => true
const granted = (isNew: boolean) => ({ type: 'granted', isNew })

describe('a member', () => {
  test('promises one at a time, for as long as the promise holds', () => {
    const member = new Grantor(undefined, 0)
    expect(member.ask('a', 1, 100, isMember)).toEqual(granted(true))
    expect(member.ask('b', 2, 200, isMember)).toEqual({
      type: 'refused',
      term: 1,
      holder: 'a',
      remainingMs: leaseMs - 100
    })
    expect(member.ask('a', 1, 300, isMember)).toEqual(granted(false))
    expect(member.ask('b', 2, 299 + leaseMs, isMember)).toMatchObject({ type: 'refused', remainingMs: 1 })
    expect(member.ask('b', 2, 300 + leaseMs, isMember)).toEqual(granted(true))
    expect(member.kept).toEqual({ term: 2, holder: 'b' })
  })

  test('promises no term again that is not later, and confirms to nobody but whom it promised last', () => {
    const member = new Grantor({ term: 5, holder: 'a' }, 0)
    expect(member.ask('b', 5, leaseMs, isMember)).toMatchObject({ type: 'refused', term: 5 })
    expect(member.ask('b', 6, leaseMs, isMember)).toEqual(granted(true))
    expect(member.confirms('a', 5, leaseMs)).toBe(false)
    expect(member.confirms('b', 6, leaseMs)).toBe(true)
    expect(member.ask('a', 5, 3 * leaseMs, isMember)).toMatchObject({ type: 'refused' })
  })

  test('keeps a promise over a restart for its whole time', () => {
    const member = new Grantor({ term: 5, holder: 'a' }, 1_000)
    expect(member.ask('b', 6, 999 + leaseMs, isMember)).toMatchObject({ type: 'refused', holder: 'a' })
    expect(member.ask('a', 6, 1_001, isMember)).toEqual(granted(true))
  })

  test('is free again when whom it promised says so, or is no member any more', () => {
    const member = new Grantor(undefined, 0)
    member.ask('a', 1, 0, isMember)
    expect(member.ask('b', 2, 1, peer => peer !== 'a')).toEqual(granted(true))
    member.release('a', 1, 2)
    expect(member.holder(3)).toEqual({ term: 2, holder: 'b' })
    member.release('b', 2, 4)
    expect(member.holder(4)).toBeUndefined()
    expect(member.ask('c', 3, 4, isMember)).toEqual(granted(true))
  })

  test('confirms and promises nothing below a fence, and keeps its word to who has the lease', () => {
    const member = new Grantor(undefined, 0)
    member.ask('a', 5, 0, isMember)
    expect(member.fence('m', 5, 1)).toMatchObject({ type: 'refused', term: 5, holder: 'a' })
    expect(member.fence('m', 105, 1)).toEqual(granted(true))
    expect(member.fence('m', 105, 2)).toEqual(granted(false))
    expect(member.fence('n', 105, 2)).toEqual(granted(false))
    expect(member.fence('n', 50, 2)).toEqual(granted(false))
    expect(member.kept).toEqual({ term: 105, holder: 'm', fence: true })
    expect(member.confirms('a', 5, 3)).toBe(false)
    expect(member.confirms('m', 105, 3)).toBe(false)
    // Who had the lease still has it against all others, also against who asked for the fence, and begins anew above it.
    expect(member.ask('m', 105, 4, isMember)).toMatchObject({ type: 'refused' })
    expect(member.ask('m', 106, 4, isMember)).toMatchObject({ type: 'refused' })
    expect(member.holder(4)).toEqual({ term: 105, holder: 'a' })
    expect(member.ask('a', 105, 5, isMember)).toMatchObject({ type: 'refused' })
    expect(member.ask('a', 106, 5, isMember)).toEqual(granted(true))
    expect(member.ask('b', 107, 6 + leaseMs, isMember)).toEqual(granted(true))
  })

  test('does not know after a restart who had the lease before a fence, and makes everybody wait', () => {
    const member = new Grantor({ term: 105, holder: 'm', fence: true }, 0)
    expect(member.ask('m', 106, leaseMs - 1, isMember)).toMatchObject({ type: 'refused' })
    expect(member.ask('b', 106, leaseMs, isMember)).toEqual(granted(true))
  })

  test('promises again above what it regained, at once', () => {
    const member = new Grantor({ term: 3, holder: 'a' }, 0)
    member.regain({ term: 105, holder: 'm', fence: true }, 10)
    expect(member.ask('b', 105, 10, isMember)).toMatchObject({ type: 'refused', term: 105 })
    expect(member.ask('b', 106, 10, isMember)).toEqual(granted(true))
  })

  test('that has forgotten must hear one of every majority that it can have been in', () => {
    for (let size = 1; size <= 9; size++) {
      const all = new Set(Array.from({ length: size }, (_, index) => `${index}`))
      const others = [...all].slice(1)
      const needed = others.length - Array.from(others).filter((_, at) => at >= size - Math.floor(size / 2)).length
      for (let heard = 0; heard <= others.length; heard++) {
        const left = shortOfRecovery([all], '0', peer => others.indexOf(peer) < heard)
        expect(left, `${heard} of ${size}`).toBe(Math.max(0, needed - heard))
        // A majority with it in which nobody was heard.
        const unheard = 1 + others.length - heard
        if (left === 0 && size > 1) expect(unheard).toBeLessThan(majorityOf(all))
      }
    }
  })

  test('has its promise begin anew with each entry that it confirms', () => {
    const member = new Grantor(undefined, 0)
    member.ask('a', 1, 0, isMember)
    member.confirms('a', 1, leaseMs - 1)
    expect(member.holder(2 * leaseMs - 2)).toBeDefined()
  })
})

describe('a lease', () => {
  const three = new Set(['a', 'b', 'c'])

  test('holds while most have promised, counted from when they were asked', () => {
    const lease = new Lease(1)
    lease.promised('a', 0)
    expect(lease.holds([three], 0)).toBe(false)
    lease.promised('b', 100)
    expect(lease.holds([three], leaseUsableMs - 1)).toBe(true)
    expect(lease.holds([three], leaseUsableMs)).toBe(false)
  })

  test('wants a majority of each electorate: of those of now, and of those of the last entry', () => {
    const more = new Set(['a', 'b', 'c', 'd', 'e'])
    const has =
      (...peers: string[]) =>
      (peer: string) =>
        peers.includes(peer)
    expect(shortOf([three, more], has('a', 'b'))).toBe(1)
    expect(shortOf([three, more], has('c', 'd', 'e'))).toBe(1)
    expect(shortOf([three, more], has('a', 'b', 'd'))).toBe(0)
    expect(shortOf([new Set(['a'])], has('a'))).toBe(0)
  })

  test('asks for a term above what most have promised, whatever a few say', () => {
    expect(nextTerm(new Map([['a', 4]]), three, { here: three, least: 2, last: 2 })).toBe(3)
    const ahead = new Map([
      ['a', 4],
      ['b', 6],
      ['c', Number.MAX_SAFE_INTEGER]
    ])
    expect(nextTerm(ahead, three, { here: three, least: 2, last: 2 })).toBe(7)
  })

  test('of those that can be asked: one that is needed and has run ahead is followed at once, as far as terms may go', () => {
    const ahead = new Map([
      ['a', 49],
      ['c', 4_000]
    ])
    expect(nextTerm(ahead, three, { here: new Set(['a', 'c']), least: 49, last: 49 })).toBe(4_001)
    expect(nextTerm(ahead, three, { here: new Set(['a']), least: 49, last: 49 })).toBe(50)
    const mad = new Map([['c', Number.MAX_SAFE_INTEGER]])
    const far = 49 + termStepMax
    expect(nextTerm(mad, three, { here: new Set(['a', 'c']), least: 49, last: 49 })).toBe(far)
    // However often it says so.
    expect(nextTerm(mad, three, { here: new Set(['a', 'c']), least: far, last: 49 })).toBe(far + 1)
  })
})

type Step =
  | { type: 'ask'; from: number; fresh: boolean; to: number[] }
  | { type: 'release'; from: number }
  | { type: 'restart'; member: number }
  | { type: 'wait'; ms: number }

const members = ['a', 'b', 'c', 'd', 'e']
const electorate = new Set(members)
const member = fc.nat(members.length - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('ask' as const),
      from: member,
      fresh: fc.boolean(),
      to: fc.subarray(members.map((_, at) => at))
    })
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('release' as const), from: member }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const), member }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(leaseMs) }) }
)

/** Members whose clocks run at rates up to 4 % fast and slow: any two differ by less than a tenth. */
class Election {
  readonly #rates: readonly number[]
  readonly #grantors: Grantor[]
  readonly leases = new Map<number, Lease>()
  #now = 1_000

  constructor(rates: readonly number[]) {
    this.#rates = rates
    this.#grantors = rates.map((_, at) => new Grantor(undefined, this.#clock(at) - leaseMs))
  }

  #clock(at: number): number {
    return this.#now * this.#rates[at]!
  }

  run(one: Step): void {
    if (one.type === 'wait') this.#now += one.ms
    else if (one.type === 'restart') this.#restart(one.member)
    else if (one.type === 'release') this.#release(one.from)
    else this.#ask(one)
  }

  holders(): number[] {
    return [...this.leases].filter(([at, lease]) => lease.holds([electorate], this.#clock(at))).map(([at]) => at)
  }

  #restart(at: number): void {
    const kept: KeptPromise | undefined = this.#grantors[at]!.kept
    this.#grantors[at] = new Grantor(kept, this.#clock(at))
    this.leases.delete(at)
  }

  #release(from: number): void {
    const lease = this.leases.get(from)
    this.leases.delete(from)
    for (const [at, grantor] of this.#grantors.entries()) {
      if (lease) grantor.release(members[from]!, lease.term, this.#clock(at))
    }
  }

  #ask({ from, fresh, to }: Extract<Step, { type: 'ask' }>): void {
    const terms = new Map(this.#grantors.map(({ kept }, at) => [members[at]!, kept?.term ?? 0]))
    const known = fresh ? undefined : this.leases.get(from)
    const lease = known ?? new Lease(nextTerm(terms, electorate, { here: electorate, least: 0, last: 0 }))
    this.leases.set(from, lease)
    const askedMs = this.#clock(from)
    this.#now += 50
    for (const at of to) {
      const answer = this.#grantors[at]!.ask(members[from]!, lease.term, this.#clock(at), isMember)
      if (answer.type === 'granted') lease.promised(members[at]!, askedMs)
    }
  }
}

describe('of five members', () => {
  test('at most one holds a lease at any moment, and its term is the latest', () => {
    let held = 0
    let changes = 0
    const rates = fc.array(fc.double({ min: 0.96, max: 1.04, noNaN: true }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(rates, fc.array(step, { maxLength: 60, size: 'max' }), (rate, steps) => {
        const election = new Election(rate)
        let last: { holder: number; term: number } | undefined
        for (const one of steps) {
          election.run(one)
          const [holder, other] = election.holders()
          expect(other).toBeUndefined()
          if (holder === undefined) continue
          const { term } = election.leases.get(holder)!
          if (last !== undefined) expect(term).toBeGreaterThanOrEqual(last.term)
          if (last !== undefined && last.holder !== holder) {
            expect(term).toBeGreaterThan(last.term)
            changes++
          }
          last = { holder, term }
          held++
        }
      }),
      { numRuns: 500 }
    )
    expect(held).toBeGreaterThan(1_000)
    expect(changes).toBeGreaterThan(100)
  })
})
