// How many commits of each kind of ref are kept.
import { describe, expect, test } from 'vitest'
import { keepDefault } from '../../../src/base/limits.ts'
import { depthKept } from '../../../src/graph/retention.ts'
import { memoryGraph } from '../../support/graph-view.ts'

const whole = Number.POSITIVE_INFINITY
const graph = memoryGraph({
  '/com': {},
  'dx://alice.com': { keep: 3 },
  'dx://alice.com/shop': { title: 'Shop' },
  'dx://alice.com/blog': { keep: 7 }
})

test.each([
  ['refs/com/alice/!https', 3],
  ['refs/com/alice/!meta', 3],
  ['refs/com/alice/!dev/main', 3],
  ['refs/com/alice/shop/!https', 3],
  ['refs/com/alice/no-record/deep/!https', 3],
  ['refs/com/alice/blog/!https', 7],
  ['refs/com/bob/!https', keepDefault],
  ['refs/!meta', keepDefault],
  ['refs/!conflicts/0123456789ab/com/alice/blog/!https', 7],
  ['refs/!conflicts/0123456789ab/!meta', keepDefault]
])('%s: %d', (ref, depth) => {
  expect(depthKept(graph, ref)).toBe(depth)
})

describe('never cut', () => {
  test.each([
    'refs/com/alice/!code',
    'refs/com/alice/!code@feature',
    'refs/!conflicts/0123456789ab/com/alice/!code',
    'refs/com/alice/!space',
    'refs/!trust/0123/!credential',
    'refs/!trust/0123/!revoked',
    'refs/!machines/k51qzi5uqu5d/!endpoint',
    'refs/!kubes/k51qzi5uqu5d/!log',
    'refs/heads/main'
  ])('%s', ref => {
    expect(depthKept(graph, ref)).toBe(whole)
  })
})

test('a node that takes the inherited number away has the default', () => {
  const without = memoryGraph({ 'dx://alice.com': { keep: 3 }, 'dx://alice.com/shop': { keep: null } })
  expect(depthKept(without, 'refs/com/alice/shop/!https')).toBe(keepDefault)
})
