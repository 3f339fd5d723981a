// Withdrawals in numbers: what admins do in years, and what somebody with a stolen key can do in an hour. Each has to cost
// what is new in it; the time allowed is many times what it takes, and far below what it took when each cost all before it.
import { expect, test } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import type { Entry } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'
import type { Arrival } from '../../support/reference-rights.ts'
import { FilledLedger } from '../../support/rights-history.ts'

const root = didOfKey(subnetKey)
const did = (kube: number): string => didOf(chainOf(kube))

/** An admin (0) and two writers (1, 2). */
class Many {
  readonly filled = new FilledLedger([])
  readonly #tips = new Map<number, Entry>()
  #wallMs = 10

  constructor() {
    const grants = [grantOf(root, did(0), 'admin'), grantOf(root, did(1), 'write'), grantOf(root, did(2), 'write')]
    this.say(0, 'refs/!trust/1/!credential', { grants })
    for (const kube of [1, 2]) this.say(kube, `refs/x${kube}/!https`, {}, [0])
  }

  say(kube: number, ref: string, brings: Partial<Arrival>, cites: readonly number[] = []): Entry {
    const { grants = [], ...facts } = brings
    const arrival = makeArrival({
      kube,
      time: { wallMs: ++this.#wallMs, counter: 0 },
      parent: this.#tips.get(kube),
      deps: cites.map(other => headOf(this.#tips.get(other)!)),
      updates: [{ ref, old: undefined, new: fakeId(ref, this.#wallMs) }],
      grants,
      facts
    })
    this.#tips.set(kube, arrival.entry)
    this.filled.insert(arrival)
    return arrival.entry
  }

  rule(kube: number, at: number): Entry {
    const ref = `refs/m${at}/!meta`
    return this.say(kube, ref, { rules: [{ ref, rules: [{ name: 'r', from: { node: 'keys', path: 'keys' } }] }] })
  }
}

test('revocations by an admin cost what is new in each', { timeout: 30_000 }, () => {
  const many = new Many()
  for (let at = 0; at < 1_500; at++) {
    many.say(0, `refs/!trust/${at}/!revoked`, { revocations: [{ credential: `c${at}`, cut: [] }] })
  }
  expect(many.filled.ledger.withdrawals()).toHaveLength(1_500)
})

test('rules of a stolen key, written on as though its revocation were not known, cost what is new in each', {
  timeout: 30_000
}, () => {
  const many = new Many()
  many.say(0, 'refs/!trust/1/!revoked', { revocations: [{ key: did(1), cut: [] }] })
  const stolen = Array.from({ length: 400 }, (_, at) => many.rule(1, at))
  const honest = Array.from({ length: 20 }, (_, at) => many.rule(2, 1_000 + at))
  const { ledger } = many.filled
  expect(new Set(stolen.map(({ id }) => ledger.standing(id)))).toEqual(new Set(['struck']))
  expect(new Set(honest.map(({ id }) => ledger.standing(id)))).toEqual(new Set(['standing']))
})
