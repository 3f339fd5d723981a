// Whether what is to come is begun, by how much room there is on the disk.
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { Room } from '../../../src/node/objects/room.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const mega = 1 << 20
const full = new KubeError('KUBE_DISK_FULL', 'full', { reason: 'by a test' })

function roomOf(freeAtFirst: number) {
  const time = new VirtualTime()
  const state = { free: freeAtFirst, isAwaited: true, told: 0, looks: 0 }
  const room = new Room({
    free: async () => {
      state.looks++
      return state.free
    },
    scheduler: time,
    isAwaited: () => state.isAwaited,
    onRoom: () => void state.told++
  })
  return { time, state, room }
}

test('what cannot fit even where it is stored small is not begun; what may is, once for so much room', async () => {
  const { state, room } = roomOf(10 * mega)
  await expect(room.assertFor(['a'], 41 * mega)).rejects.toMatchObject({
    code: 'KUBE_DISK_FULL',
    reason: `it has ${41 * mega} bytes, ${10 * mega} are free`
  })
  expect(await room.assertFor(['a', 'b'], 12 * mega)).toBe(10 * mega)
  room.didNotFit(['a', 'b'], 12 * mega, 10 * mega)
  for (const ids of [['a'], ['b', 'c']]) await expect(room.assertFor(ids, 12 * mega)).rejects.toThrow(KubeError)
  // Others have not been tried; a little more makes no difference.
  expect(await room.assertFor(['c'], mega)).toBe(10 * mega)
  state.free = 10.5 * mega
  await expect(room.assertFor(['a'], 12 * mega)).rejects.toThrow(KubeError)
  state.free = 11 * mega
  expect(await room.assertFor(['a'], 12 * mega)).toBe(11 * mega)
  room.came(['b'])
  state.free = 10 * mega
  expect(await room.assertFor(['b'], 12 * mega)).toBe(10 * mega)
})

test('what did not fit though there was room is begun again: a quota has an end of its own', async () => {
  const { room } = roomOf(1_000 * mega)
  room.didNotFit(['a'], 12 * mega, 1_000 * mega)
  expect(await room.assertFor(['a'], 12 * mega)).toBe(1_000 * mega)
})

test('where nobody says how much is free, whatever comes is begun', async () => {
  const room = new Room({ scheduler: new VirtualTime(), isAwaited: () => true, onRoom: () => undefined })
  room.didNotFit(['a'], 10, Number.POSITIVE_INFINITY)
  expect(await room.assertFor(['a'], 1e15)).toBe(Number.POSITIVE_INFINITY)
})

test('once a disk was full it is looked at while something waits, and said when there is more room', async () => {
  const { time, state, room } = roomOf(0)
  room.refused(full)
  expect(room.fault).toEqual({ code: 'KUBE_DISK_FULL', reason: 'by a test' })
  await time.run(20_000)
  expect(state.told).toBe(0)
  state.free = 5 * mega
  await time.run(2_500)
  expect(state.told).toBe(1)
  await time.run(20_000)
  expect(state.told).toBe(1)
  room.refused(full, 0)
  await time.run(2_500)
  expect(state.told).toBe(2)
  state.isAwaited = false
  expect(room.fault).toBeUndefined()
  await time.run(5_000)
  const { looks } = state
  await time.run(60_000)
  expect(state.looks).toBe(looks)
})

test('what comes takes room, and gives it back: that is no more room', async () => {
  const { time, state, room } = roomOf(5 * mega)
  room.refused(full, 5 * mega)
  for (let at = 0; at < 5; at++) {
    state.free = 0
    await time.run(2_100)
    state.free = 5 * mega
    await time.run(2_100)
  }
  expect(state.told).toBe(0)
  // A little at a time is more in the end.
  for (let at = 0; at < 5; at++) {
    state.free += 100 << 10
    await time.run(2_100)
  }
  expect(state.told).toBe(1)
})

test('a disk that is too ill to say how much is free harms nothing', async () => {
  const time = new VirtualTime()
  const ill = async (): Promise<number> => {
    throw Object.assign(new Error('EIO'), { code: 'EIO' })
  }
  const room = new Room({ free: ill, scheduler: time, isAwaited: () => true, onRoom: () => undefined })
  room.refused(new KubeError('KUBE_DISK', 'the disk refused'))
  await time.run(10_000)
  expect(room.fault).toMatchObject({ code: 'KUBE_DISK' })
  expect(await room.assertFor(['a'], mega)).toBe(Number.POSITIVE_INFINITY)
  room.stop()
})

test('what fits is stored, and what does not is told of until it is here', async () => {
  const { room } = roomOf(10 * mega)
  room.didNotFit(['a'], 12 * mega, 10 * mega)
  room.refused(full, 10 * mega)
  room.came(['b'])
  expect(room.fault).toBeDefined()
  room.came(['a'])
  expect(room.fault).toBeUndefined()
  room.stop()
})

test('nothing is looked at once the daemon stops', async () => {
  const { time, state, room } = roomOf(0)
  room.refused(full)
  await time.run(10_000)
  room.stop()
  const { looks } = state
  room.refused(full)
  await time.run(60_000)
  expect(state.looks).toBe(looks)
})
