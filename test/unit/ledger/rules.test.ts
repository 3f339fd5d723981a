// Merge rules by their numbers (replication.md, One truth): who puts newer ones in force, what entries by them are to who
// knows them and who does not, and that the two never disagree about what both can read.
import { describe, expect, test } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Entry, Facts, RefUpdate } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'

const root = didOfKey(subnetKey)
const set = (ref: string, value: string): RefUpdate => ({ ref, old: undefined, new: fakeId(value) })
const page = (value: string, ref = 'a') => [set(`refs/${ref}/!https`, value)]
const rootRecord = (value: string) => [set('refs/!meta', value)]
const revoking = [set(`refs/!trust/${'r'.repeat(8)}/!revoked`, 'revoked')]

interface Put {
  readonly entry: Entry
  readonly facts: Facts
}

const grants = [
  ...[0, 1].map(kube => grantOf(root, didOf(chainOf(kube)), 'admin')),
  ...[2, 3].map(kube => grantOf(root, didOf(chainOf(kube)), 'write'))
]
const arrival = makeArrival({ kube: 0, time: { wallMs: 1, counter: 0 }, updates: page('base', 'base'), grants })
const base: Put = { entry: arrival.entry, facts: { grants } }

/** By a KUBE at a time, behind others. */
function put(
  kube: number,
  wallMs: number,
  updates: RefUpdate[],
  past: Put[],
  more: Partial<Entry> = {},
  facts: Facts = {}
): Put {
  const entries = past.map(({ entry }) => entry)
  const parent = entries.findLast(other => other.chain === chainOf(kube))
  const deps = entries.filter(other => other.chain !== chainOf(kube)).map(headOf)
  const { entry } = makeArrival({ kube, time: { wallMs, counter: 0 }, parent, deps, updates })
  return { entry: { ...entry, ...more }, facts }
}

function ledgerWith(rulesKnown: number, ...puts: Put[]): Ledger {
  const ledger = new Ledger({ subnet: subnetKey, rulesKnown })
  for (const { entry, facts } of [base, ...puts]) ledger.insert(entry, facts)
  return ledger
}

const raise = put(0, 10, rootRecord('rules: 2'), [base], {}, { raises: 2 })
const second = put(1, 20, page('second'), [base, raise], { rules: 2 })

describe('newer rules', () => {
  test('are in force behind an entry of an admin that says so', () => {
    expect(ledgerWith(2).rules.inForce).toBe(1)
    const ledger = ledgerWith(2, raise, second)
    expect(ledger.rules).toMatchObject({ inForce: 2, isBehind: false, needed: 2 })
    expect(ledger.standing(second.entry.id)).toBe('standing')
    expect(ledger.ref('refs/a/!https')).toBe(fakeId('second'))
  })

  test('are put in force by nobody else', () => {
    const rule = [{ ref: 'refs/!meta', rules: [] }]
    const byWriter = put(2, 10, rootRecord('rules: 2'), [base], {}, { raises: 2, rules: rule })
    const ledger = ledgerWith(2, byWriter)
    expect(ledger.rules.inForce).toBe(1)
    expect(ledger.standing(byWriter.entry.id)).toBe('void')
    const denied = ledger.denial(chainOf(2), byWriter.entry.updates, { raises: 2 })
    expect(denied?.reason).toMatch(/admin|credential/)
  })

  test('stay in force where the record that says so loses to another', () => {
    const other = put(1, 11, rootRecord('a title'), [base])
    const ledger = ledgerWith(2, raise, other)
    expect(ledger.standing(raise.entry.id)).toBe('set-aside')
    expect(ledger.rules.inForce).toBe(2)
  })

  test('are in force no more once the key that did it is revoked before it', () => {
    const cut = { revocations: [{ key: didOf(chainOf(0)), cut: [headOf(base.entry)] }] }
    const revocation = put(1, 30, revoking, [base], {}, cut)
    const ledger = ledgerWith(1, raise)
    expect(ledger.rules).toMatchObject({ inForce: 2, isBehind: true })
    ledger.insert(revocation.entry, revocation.facts)
    expect(ledger.rules).toMatchObject({ inForce: 1, isBehind: false })
    const next = put(1, 40, page('next'), [base, raise, revocation])
    expect(ledger.insert(next.entry, {}).standing).toBe('standing')
  })
})

describe('an entry by rules that are not those in force where it was written', () => {
  const early = put(1, 20, page('early'), [base], { rules: 2 })
  const late = put(1, 20, page('late'), [base, raise])

  test.each([
    ['newer ones', [early]],
    ['older ones', [raise, late]]
  ])('counts for nothing: %s', (_, puts) => {
    for (const known of [1, 2]) {
      const ledger = ledgerWith(known, ...puts)
      const { id } = puts.at(-1)!.entry
      expect(ledger.standing(id)).toBe('void')
      expect(ledger.reason(id)).toContain('in force')
      expect(ledger.ref('refs/a/!https')).toBeUndefined()
    }
  })

  test('is the same to who can read it and who cannot', () => {
    const unread = { ...early.entry, updates: [set('refs/unheard of', 'x')], message: '' }
    const [one, two] = [ledgerWith(1, { entry: unread, facts: {} }), ledgerWith(2, early)]
    expect(one.get(early.entry.id)).toEqual(two.get(early.entry.id))
    expect(one.digest()).toBe(two.digest())
    expect(two.rules.asKept(early.entry)).toEqual(two.get(early.entry.id))
    expect(two.rules.isWhole(early.entry.id)).toBe(false)
  })

  test('nor is one that is not later than its past more than its place, to whoever can read it', () => {
    const past = put(1, 1, page('past'), [base, raise], { rules: 2 })
    const ledger = ledgerWith(2, raise, past)
    const kept = ledger.get(past.entry.id)
    expect(kept?.updates).toEqual([])
    expect(ledger.rules.asKept(past.entry)).toEqual(kept)
  })

  test('may still revoke, behind newer ones', () => {
    const cut = { revocations: [{ key: didOf(chainOf(3)), cut: [] }] }
    const revocation = put(1, 20, revoking, [base, raise], {}, cut)
    expect(ledgerWith(1, raise, revocation).standing(revocation.entry.id)).toBe('standing')
  })
})

describe('entries by rules that a program does not know', () => {
  const third = put(0, 30, page('third', 'b'), [base, raise, second], { rules: 2 })
  const beside = put(2, 25, page('beside', 'c'), [base])
  const ledger = ledgerWith(1, raise, second, third, beside)

  test('are kept, with what builds on them, and are in no state', () => {
    expect(ledger.insert(second.entry, {}).standing).toBe('newer')
    expect(ledger.get(second.entry.id)).toEqual(second.entry)
    expect(ledger.ref('refs/a/!https')).toBeUndefined()
    expect(ledger.missing(third.entry)).toEqual([])
    expect(ledger.position).toBe(3)
    expect(ledger.digest()).toBe(ledgerWith(2, raise, beside).digest())
  })

  test('are told of and given to others as all are', () => {
    const whole = ledgerWith(2, raise, second, third, beside)
    expect(ledger.heads()).toEqual(whole.heads())
    for (const { chain, id, sequence } of whole.heads()) {
      for (let after = 0; after < sequence; after++) {
        const ids = (of: Ledger) => of.branch(id, after, 2).map(entry => entry.id)
        expect([chain, after, ids(ledger)]).toEqual([chain, after, ids(whole)])
      }
    }
  })

  test('are not built on, and keep no entry beside them from counting', () => {
    const deps = ledger.depsFor(chainOf(1)).map(({ id }) => id)
    expect(new Set(deps)).toEqual(new Set([raise.entry.id, beside.entry.id]))
    expect(ledger.standing(beside.entry.id)).toBe('standing')
    expect(ledger.newer.ofChain(chainOf(1))).toBe(true)
    expect(ledger.newer.ofChain(chainOf(2))).toBe(false)
  })

  test('come to the same as everywhere once the program knows them', () => {
    const upgraded = new Ledger({ subnet: subnetKey, rulesKnown: 2 })
    for (const { entry, facts } of [base, beside, raise, second, third]) upgraded.restore(entry, facts)
    expect(upgraded.digest()).toBe(ledgerWith(2, raise, second, third, beside).digest())
  })

  test('are none that counts when they are malformed', () => {
    const broken = put(1, 20, page('broken'), [base, raise], { rules: 2, malformed: 'it is nonsense' })
    const known = ledgerWith(2, raise, broken)
    expect([known.standing(broken.entry.id), known.reason(broken.entry.id)]).toEqual(['void', 'it is nonsense'])
    expect(known.get(broken.entry.id)!.updates).toEqual([])
    // As a checkpoint tells of it.
    const told = ledgerWith(2, raise, { entry: known.get(broken.entry.id)!, facts: {} })
    expect(told.standing(broken.entry.id)).toBe('void')
  })
})
