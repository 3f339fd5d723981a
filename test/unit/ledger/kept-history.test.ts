// Where histories are cut: nothing that a value keeps is behind a cut, and nothing else stays.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ObjectId } from '../../../src/base/types.ts'
import { type KeptValue, shallowCommits } from '../../../src/ledger/kept-history.ts'

type Graph = ReadonlyMap<ObjectId, readonly ObjectId[]>

const id = (n: number): ObjectId => n.toString(16).padStart(40, '0')
const whole = Number.POSITIVE_INFINITY

const chain = (length: number, from = 0): [ObjectId, ObjectId[]][] =>
  Array.from({ length }, (_, n) => [id(from + n), n === 0 ? [] : [id(from + n - 1)]])

const cutsOf = async (graph: Graph, values: readonly KeptValue[], cut: readonly ObjectId[] = []) =>
  await shallowCommits(values, async commit => graph.get(commit)!, new Set(cut))

/** All commits that values reach when commits in `shallow` have no parents. */
function reached(graph: Graph, values: readonly ObjectId[], shallow: ReadonlySet<ObjectId>): Set<ObjectId> {
  const seen = new Set<ObjectId>()
  const waiting = [...values]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (!shallow.has(next)) waiting.push(...graph.get(next)!)
  }
  return seen
}

/** By definition: commits fewer than `depth` steps away from a value. */
function wanted(graph: Graph, values: readonly KeptValue[]): Set<ObjectId> {
  const kept = new Set<ObjectId>()
  for (const { id: value, depth } of values) {
    let front = new Set([value])
    for (let distance = 0; distance < depth && front.size > 0; distance++) {
      const seen = [...front]
      for (const commit of seen) kept.add(commit)
      front = new Set(seen.flatMap(commit => graph.get(commit)!))
    }
  }
  return kept
}

describe('a history', () => {
  test('of twenty releases is whole', async () => {
    expect(await cutsOf(new Map(chain(20)), [{ id: id(19), depth: 20 }])).toEqual(new Set())
  })

  test('of more is cut behind the twentieth', async () => {
    expect(await cutsOf(new Map(chain(25)), [{ id: id(24), depth: 20 }])).toEqual(new Set([id(5)]))
  })

  test('that another ref keeps is not cut', async () => {
    const values = [
      { id: id(24), depth: 20 },
      { id: id(10), depth: whole }
    ]
    expect(await cutsOf(new Map(chain(25)), values)).toEqual(new Set())
  })

  test('is counted along the shortest way through a merge', async () => {
    const graph = new Map([...chain(10), [id(50), [id(9), id(2)]] as const])
    const shallow = await cutsOf(graph, [{ id: id(50), depth: 3 }])
    expect(shallow).toEqual(new Set([id(8), id(1)]))
  })

  test('that was cut before ends there, however much is to be kept', async () => {
    const graph = new Map([...chain(25)].filter(([commit]) => commit >= id(10)))
    expect(await cutsOf(graph, [{ id: id(24), depth: whole }], [id(10)])).toEqual(new Set([id(10)]))
  })

  test('reads each commit once, also of a hundred thousand', async () => {
    const graph = new Map(chain(100_000))
    let reads = 0
    const shallow = await shallowCommits(
      [0, 1, 2, 3].map(n => ({ id: id(99_999 - n), depth: 90_000 + n })),
      async commit => {
        reads++
        return graph.get(commit)!
      }
    )
    expect(reads).toBe(90_006)
    expect(shallow).toEqual(new Set([id(9_994)]))
  })
})

const scene = fc
  .integer({ min: 1, max: 40 })
  .chain(size =>
    fc.record({
      parents: fc.tuple(
        ...Array.from({ length: size }, (_, n) =>
          n === 0 ? fc.constant([]) : fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { maxLength: 3 })
        )
      ),
      values: fc.array(
        fc.record({
          at: fc.integer({ min: 0, max: size - 1 }),
          depth: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.constant(whole))
        }),
        { minLength: 1, maxLength: 6 }
      )
    })
  )
  .map(({ parents, values }) => ({
    graph: new Map(parents.map((of, n) => [id(n), of.map(id)])),
    values: values.map(({ at, depth }) => ({ id: id(at), depth }))
  }))

describe('of any histories', () => {
  test('exactly what some value keeps is reached', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ graph, values }) => {
        const shallow = await cutsOf(graph, values)
        const tips = values.map(value => value.id)
        const keeps = wanted(graph, values)
        // Whole, and not more than asked for.
        expect(reached(graph, tips, shallow)).toEqual(keeps)
        for (const commit of shallow) expect(graph.get(commit)!.every(parent => keeps.has(parent))).toBe(false)
        for (const { id: tip, depth } of values) {
          if (depth === whole) expect(reached(graph, [tip], shallow)).toEqual(reached(graph, [tip], new Set()))
        }
      }),
      { numRuns: 2_000 }
    )
  })

  test('to cut once more cuts the same', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ graph, values }) => {
        const shallow = await cutsOf(graph, values)
        const tips = values.map(value => value.id)
        const kept = reached(graph, tips, shallow)
        const left = new Map([...graph].filter(([commit]) => kept.has(commit)))
        const again = await cutsOf(left, values, [...shallow])
        expect(reached(left, tips, again)).toEqual(kept)
      }),
      { numRuns: 1_000 }
    )
  })
})
