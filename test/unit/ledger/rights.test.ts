import { describe, expect, test } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import { type RightsView, updatesDenial } from '../../../src/ledger/rights.ts'
import type { Entry, Grant, RefUpdate, Role } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'

const root = didOfKey(subnetKey)
const [admin, writer, other] = [0, 1, 2].map(chainOf) as [string, string, string]
const write = (ref: string): RefUpdate => ({ ref, old: undefined, new: fakeId(ref) })

const noRules: RightsView = { rules: () => [], hasKey: () => false, isHidden: () => false, isKeyNode: () => false }
const refusal = (chain: string, updates: readonly RefUpdate[], grants: readonly Grant[]): string | undefined =>
  updatesDenial({ subject: didOf(chain), chain, grants }, updates, () => undefined, noRules)?.reason

describe('a role', () => {
  const refs = {
    node: 'refs/local/kube/x/!https',
    neighbour: 'refs/local/kubes/x/!https',
    root: 'refs/!meta',
    trust: 'refs/!trust/1/!credential',
    own: `refs/!machines/${writer}/!meta`,
    foreign: `refs/!machines/${other}/!meta`
  }
  const allowed = (role: Role, scope = ''): string[] =>
    Object.entries(refs)
      .filter(([, ref]) => refusal(writer, [write(ref)], [grantOf(root, didOf(writer), role, scope)]) === undefined)
      .map(([name]) => name)

  test.each<[Role, string, string[]]>([
    ['admin', '', ['node', 'neighbour', 'root', 'trust', 'own', 'foreign']],
    ['admin', 'local/kube', ['node']],
    ['write', '', ['node', 'neighbour', 'own']],
    ['write', 'local/kube', ['node']],
    ['member', '', ['own']],
    ['read', '', []],
    ['control', '', []],
    ['replicate', '', []]
  ])('%s of "%s" may write %j', (role, scope, names) => {
    expect(allowed(role, scope)).toEqual(names)
  })

  test('is needed for every ref of a changeset', () => {
    const grants = [grantOf(root, didOf(writer), 'write', 'local/kube')]
    expect(refusal(writer, [write(refs.node), write(refs.neighbour)], grants)).toContain(refs.neighbour)
    expect(new Ledger({ subnet: subnetKey }).denial(writer, [])?.reason).toContain('no credential')
  })
})

describe('a grant holds', () => {
  /** The admin's first entry, by which the root makes it admin. */
  const found = (ledger: Ledger, more: Grant[] = []): Entry => {
    const grants = [grantOf(root, didOf(admin), 'admin'), ...more]
    const updates = [write('refs/!trust/1/!credential')]
    const { entry } = makeArrival({ kube: 0, time: { wallMs: 1, counter: 0 }, updates, grants })
    ledger.insert(entry, { grants })
    return entry
  }
  const next = (kube: number, wallMs: number, past: Entry[], grants: Grant[] = [], ref = 'refs/a/!https') => {
    const parent = past.find(entry => entry.chain === chainOf(kube))
    const deps = past.filter(entry => entry !== parent).map(headOf)
    return makeArrival({ kube, time: { wallMs, counter: 0 }, parent, deps, updates: [write(ref)], grants })
  }
  const fresh = () => new Ledger({ subnet: subnetKey })

  test('at the entry that brings it, when it comes from the root', () => {
    const ledger = fresh()
    expect(ledger.standing(found(ledger).id)).toBe('standing')
  })

  test('when an admin gave it, from the entry after on', () => {
    const ledger = fresh()
    const first = found(ledger)
    const grant = grantOf(didOf(admin), didOf(writer), 'write')
    const before = next(1, 2, [first])
    const giving = next(0, 3, [first], [grant], 'refs/!trust/2/!credential')
    for (const { entry, grants } of [before, giving]) ledger.insert(entry, { grants })
    const after = next(1, 4, [before.entry, giving.entry])
    expect(ledger.insert(after.entry, {}).standing).toBe('standing')
    expect(ledger.standing(before.entry.id)).toBe('void')
    expect(ledger.grants(didOf(writer))).toEqual([grant])
    expect(ledger.grantsAt(first.id, didOf(writer))).toEqual([])
    expect(ledger.grantsAt(giving.entry.id, didOf(writer))).toEqual([grant])
    expect(ledger.denial(writer, [write('refs/b/!https')])).toBeUndefined()
    expect(ledger.denial(other, [write('refs/b/!https')])?.reason).toContain('no credential')
  })

  test('not for the one who brings it and gave it to himself', () => {
    const ledger = fresh()
    const first = found(ledger)
    const self = next(1, 2, [first], [grantOf(didOf(writer), didOf(writer), 'admin')])
    expect(ledger.insert(self.entry, { grants: self.grants }).standing).toBe('void')
    expect(ledger.grants(didOf(writer))).toEqual([])
  })

  test('not when its issuer became admin in the same stroke', () => {
    const ledger = fresh()
    found(ledger, [grantOf(didOf(admin), didOf(writer), 'write')])
    expect(ledger.grants(didOf(writer))).toEqual([])
  })

  test('not when a writer gave it, or an entry brought it that is void', () => {
    const ledger = fresh()
    const first = found(ledger, [grantOf(root, didOf(writer), 'write')])
    const given = next(1, 2, [first], [grantOf(didOf(writer), didOf(other), 'write')])
    const carried = next(2, 3, [first], [grantOf(didOf(admin), didOf(other), 'write')])
    for (const { entry, grants } of [given, carried]) ledger.insert(entry, { grants })
    expect(ledger.standing(carried.entry.id)).toBe('void')
    expect(ledger.grants(didOf(other))).toEqual([])
  })

  test('not when a scoped admin gave it', () => {
    const ledger = fresh()
    const first = found(ledger, [grantOf(root, didOf(writer), 'admin', 'a')])
    const given = next(1, 2, [first], [grantOf(didOf(writer), didOf(other), 'write')])
    expect(ledger.insert(given.entry, { grants: given.grants }).standing).toBe('standing')
    expect(ledger.grants(didOf(other))).toEqual([])
  })
})
