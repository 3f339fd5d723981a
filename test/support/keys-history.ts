// Made-up histories of a subnet that quarrels about files of keys: admins publish them and set rules that name them, and
// accounts use what these give them, while they know more or less of each other.
import fc from 'fast-check'
import type { Arrival } from './reference-rights.ts'
import { kube, meet, Quarrel, revoke, ruleSets, type Step } from './rights-history.ts'

const itself = { account: fc.constant(-1), term: fc.constant(0) }
const write: fc.Arbitrary<Step> = fc.record({
  ...{ type: fc.constant('write' as const), kube, account: fc.constantFrom(1, 2, -1), term: fc.constant(0) },
  ...{ node: fc.constantFrom(0, 0, 0, 1, 4), leaves: fc.constantFrom<number[]>([1], [0], [1, 2]) },
  ...{ back: fc.constant(0), again: fc.constant(false) }
})
const rules: fc.Arbitrary<Step> = fc.record({
  ...{ type: fc.constant('rules' as const), kube, ...itself },
  ...{ node: fc.constantFrom(0, 0, 0, 2, 4), set: fc.nat(ruleSets.length - 1), andSite: fc.boolean() }
})
const keys: fc.Arbitrary<Step> = fc.record({
  ...{ type: fc.constant('keys' as const), kube: fc.nat(2), ...itself },
  ...{ node: fc.constantFrom(4, 4, 4, 1), holders: fc.constantFrom<number[]>([1], [2], [1, 2], []) }
})
const step = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 4, arbitrary: rules },
  { weight: 4, arbitrary: keys },
  { weight: 2, arbitrary: revoke },
  { weight: 7, arbitrary: meet }
)

export const keysQuarrel = (maxLength = 24): fc.Arbitrary<Arrival[]> =>
  fc.array(step, { minLength: 4, maxLength, size: 'max' }).map(steps => new Quarrel().run(steps))
