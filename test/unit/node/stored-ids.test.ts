import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha1Hex } from '../../../src/base/bytes.ts'
import { StoredIds, type StoredState } from '../../../src/node/objects/stored-ids.ts'

const state = fc.constantFrom<StoredState>('unlisted', 'needed', 'free', 'held')
const step = fc.record({
  isCommit: fc.boolean(),
  id: fc.nat(40).map(n => sha1Hex(String(n))),
  state,
  node: fc.option(fc.constantFrom('a', 'b/c'))
})

test('ids are in the state that they were put into last, with their node', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40)), fc.array(step, { maxLength: 80 }), (stored, steps) => {
      const ids = new StoredIds()
      const model = new Map<string, { state: StoredState; node: string }>()
      const commits = new Set<string>()
      for (const n of stored) {
        ids.add(sha1Hex(String(n)))
        model.set(sha1Hex(String(n)), { state: 'unlisted', node: '' })
      }
      for (const { id, state: next, node, isCommit } of steps) {
        if (isCommit) {
          ids.markCommit(id)
          commits.add(id)
        }
        ids.set(id, next, node ?? undefined)
        const known = model.get(id)
        if (known) model.set(id, { state: next, node: node ?? known.node })
      }
      for (let n = 0; n <= 40; n++) {
        const id = sha1Hex(String(n))
        expect(ids.get(id)).toBe(model.get(id)?.state)
        expect(ids.nodeOf(id)).toBe(model.get(id)?.node ?? '')
      }
      for (const wanted of ['unlisted', 'needed', 'free', 'held'] as const) {
        const found = [...model].filter(([, known]) => known.state === wanted).map(([id]) => id)
        expect([...ids.in(wanted)].sort()).toEqual(found.sort())
        expect([...ids.commitsIn(wanted)].sort()).toEqual(found.filter(id => commits.has(id)).sort())
      }
    })
  )
})
