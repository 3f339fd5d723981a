// Between what is about to go and whoever looks for it.
import { beforeEach, expect, test } from 'vitest'
import { FreeGate } from '../../../src/node/freeing/free-gate.ts'
import type { Objects } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { blob, expectAll, expectationOf, gather, sourceOf } from '../../support/object-samples.ts'

const [a, b, c] = ['a', 'b', 'c'].map(text => blob(text)) as [
  ReturnType<typeof blob>,
  ReturnType<typeof blob>,
  ReturnType<typeof blob>
]
const [idA, idB, idC] = [a, b, c].map(object => expectationOf(object).id) as [string, string, string]

let gate: FreeGate
let store: Objects
let objects: Objects
beforeEach(async () => {
  gate = new FreeGate()
  store = new MemoryDisk().objects()
  objects = gate.watch(store)
  await store.write([a, b, c])
})

const going = () => gate.gate([idA, idB, idC], async may => [...may].sort())

test('goes what nobody has looked for', async () => {
  gate.begin([idA, idB, idC])
  // Also where it stands in two places.
  for (let copy = 0; copy < 2; copy++) expect(await going()).toEqual([idA, idB, idC].sort())
  gate.end()
  expect(await going()).toEqual([])
})

const looks: [string, () => Promise<unknown>][] = [
  ['has', () => objects.has(idA)],
  ['present', () => objects.present([idA])],
  ['read', () => objects.read(idA)],
  ['header', () => objects.header(idA)],
  ['stream', () => gather(objects.stream(idA))],
  ['pack', () => gather(objects.pack([idA]))],
  ['write', () => objects.write([a])],
  ['write from a source', () => objects.write([sourceOf(Buffer.from(a.content))])],
  ['receive', async () => objects.receive(store.pack([idA]), expectAll([a]))]
]
test.each(looks)('what somebody looks for by %s stays', async (_, look) => {
  gate.begin([idA, idB, idC])
  await look()
  expect(await going()).toEqual([idB, idC].sort())
})

test('what was being written when the run began stays', async () => {
  const writing = objects.write([a])
  gate.begin([idA, idB])
  await writing
  expect(await going()).toEqual([idB])
})

test('what was looked for in an earlier run may go in the next', async () => {
  gate.begin([idA])
  await objects.has(idA)
  gate.end()
  gate.begin([idA])
  expect(await going()).toEqual([idA])
})

test('what a pack on its way in is to bring stays, though it came before the run', async () => {
  const arrived = Promise.withResolvers<void>()
  const slow = async function* () {
    await arrived.promise
    yield* store.pack([idA])
  }
  const receiving = objects.receive(slow(), expectAll([a]))
  await Promise.resolve()
  gate.begin([idA, idB])
  expect(await going()).toEqual([idB])
  arrived.resolve()
  expect((await receiving).complete).toBe(true)
})

test('nothing goes while something is written, and what is written waits for what goes', async () => {
  const order: string[] = []
  const opened = Promise.withResolvers<void>()
  const content = Buffer.from('long')
  const source = sourceOf(content)
  const slow = async function* () {
    await opened.promise
    yield* source.open()
  }
  gate.begin([idA])
  const writing = objects.write([{ ...source, open: slow }]).then(() => order.push('written'))
  const removing = gate.gate([idA], async () => {
    order.push('goes')
    await new Promise(setImmediate)
    order.push('gone')
  })
  await new Promise(setImmediate)
  expect(order).toEqual([])
  opened.resolve()
  await writing
  const second = objects.write([b]).then(() => order.push('second'))
  const asked = objects.has(idA).then(() => order.push('asked'))
  await Promise.all([removing, second, asked])
  for (const later of ['asked', 'second']) expect(order.indexOf(later)).toBeGreaterThan(order.indexOf('gone'))
})

test('a removal that fails holds up nobody', async () => {
  gate.begin([idA])
  const failing = gate.gate([idA], async () => {
    throw new Error('the disk')
  })
  await expect(failing).rejects.toThrow('the disk')
  expect(await objects.has(idA)).toBe(true)
  expect((await objects.write([a]))[0]!.fresh).toBe(false)
})
