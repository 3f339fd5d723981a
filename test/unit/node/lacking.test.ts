// Which values of refs may not be here whole, and when they are asked for.
import { setImmediate } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { type ObjectId, type RefName, silent } from '../../../src/base/types.ts'
import type { Entry } from '../../../src/ledger/types.ts'
import type { HeldCheckpoint } from '../../../src/node/checkpoints/held-checkpoint.ts'
import { Lacking } from '../../../src/node/mending/lacking.ts'
import type { Outcome } from '../../../src/node/mending/recovering.ts'

/** What refs have, and the entries that set it. */
let refs: Map<RefName, { value: ObjectId; writer: string }>
let told: Set<string>
let listed: ObjectId[]
let isHeld: boolean
let outcomes: Map<ObjectId, Outcome>
let asked: ObjectId[]
let came: number

beforeEach(() => {
  refs = new Map()
  told = new Set()
  listed = []
  isHeld = true
  outcomes = new Map()
  asked = []
  came = 0
})

const held = (): HeldCheckpoint => ({
  ...{ id: 'c', position: 1, covers: id => told.has(id) },
  objects: async () => listed.map(id => ({ id, type: 'commit', size: 1, sha256: new Uint8Array() }))
})

const lackingOf = () =>
  new Lacking({
    ledger: {
      ref: name => refs.get(name)?.value,
      refs: () => new Map([...refs].map(([ref, { value }]) => [ref, value])).entries(),
      writer: name => (refs.has(name) ? ({ id: refs.get(name)!.writer } as Entry) : undefined)
    },
    checkpoints: { all: () => (isHeld ? [held()] : []), covers: id => told.has(id) },
    recovering: {
      bring: async ids => {
        asked.push(...ids)
        return outcomes.get([...ids][0]!) ?? 'here'
      }
    },
    came: async () => {
      came++
    },
    logger: silent
  })

const lackingNow = async () => {
  const lacking = lackingOf()
  // A member is there.
  lacking.look()
  await setImmediate()
  return lacking
}

const set = (ref: RefName, value: ObjectId, writer: string): ReadonlyMap<RefName, ObjectId> => {
  refs.set(ref, { value, writer })
  return new Map([[ref, value]])
}
const entry = (ref: RefName, old: ObjectId | undefined, value: ObjectId) =>
  ({ updates: [{ ref, old, new: value }] }) as unknown as Entry

test('a value that its own entry brings is here; one of an entry that a checkpoint told of is looked at', async () => {
  const lacking = await lackingNow()
  told.add('e1')
  lacking.applied(set('refs/a/!x', 'v1', 'e1'), [entry('refs/a/!x', undefined, 'v1')])
  lacking.applied(set('refs/b/!x', 'v2', 'e2'), [])
  expect(asked).toEqual([])
  expect(lacking.isWhole('refs/a/!x', 'v1')).toBe(true)
  expect(lacking.isWhole('refs/a/!x', 'v0')).toBe(false)
  lacking.applied(set('refs/a/!x', 'v3', 'e1'), [])
  expect(lacking.isWhole('refs/a/!x', 'v3')).toBe(false)
  await setImmediate()
  expect(asked).toEqual(['v3'])
  expect(lacking.isWhole('refs/a/!x', 'v3')).toBe(true)
  // It was whole: no view has to be made anew.
  expect(came).toBe(0)
})

test('what is not to be had is asked for again, and what is published on top of it is looked at instead', async () => {
  const lacking = await lackingNow()
  told.add('e1')
  outcomes.set('v1', 'lacking').set('v2', 'lacking')
  lacking.applied(set('refs/a/!x', 'v1', 'e1'), [])
  await setImmediate()
  lacking.applied(set('refs/a/!x', 'v2', 'e2'), [entry('refs/a/!x', 'v1', 'v2')])
  await setImmediate()
  expect(asked).toEqual(['v1', 'v2'])
  expect(lacking.isWhole('refs/a/!x', 'v2')).toBe(false)
  outcomes.set('v2', 'brought')
  lacking.look()
  await setImmediate()
  expect(asked).toEqual(['v1', 'v2', 'v2'])
  expect(lacking.isWhole('refs/a/!x', 'v2')).toBe(true)
  expect(came).toBe(1)
})

test('what does not count any more is not asked for', async () => {
  const lacking = await lackingNow()
  told.add('e1')
  outcomes.set('v1', 'lacking')
  lacking.applied(set('refs/a/!x', 'v1', 'e1'), [])
  await setImmediate()
  set('refs/a/!x', 'v2', 'e2')
  lacking.look()
  await setImmediate()
  expect(asked).toEqual(['v1'])
})

test('of a checkpoint, and of a start, what it does not list is looked at; until then nothing is sure', async () => {
  const lacking = await lackingNow()
  listed = ['v1']
  const taking = lacking.adopting(async () => {
    for (const number of [1, 2, 3]) set(`refs/${number}/!x`, `v${number}`, `e${number}`)
    told.add('e1').add('e2')
    expect(lacking.isWhole('refs/1/!x', 'v1')).toBe(false)
  })
  await taking
  await setImmediate()
  expect(asked).toEqual(['v2'])
  expect(lacking.isWhole('refs/1/!x', 'v1')).toBe(true)
  // As another start finds it.
  await lackingNow()
  await setImmediate()
  expect(asked).toEqual(['v2', 'v2'])
})

test('until a member has come nothing is looked at, and nothing is sure', async () => {
  told.add('e1')
  set('refs/a/!x', 'v1', 'e1')
  const lacking = lackingOf()
  expect([lacking.isPossible, lacking.isWhole('refs/a/!x', 'v1')]).toEqual([true, false])
  await setImmediate()
  expect(asked).toEqual([])
  lacking.look()
  await setImmediate()
  expect([asked, lacking.isWhole('refs/a/!x', 'v1')]).toEqual([['v1'], true])
})

test('where no checkpoint is held all came with its objects', async () => {
  isHeld = false
  const lacking = await lackingNow()
  told.add('e1')
  lacking.applied(set('refs/a/!x', 'v1', 'e1'), [entry('refs/a/!x', undefined, 'v1')])
  expect([asked, lacking.isPossible]).toEqual([[], false])
})
