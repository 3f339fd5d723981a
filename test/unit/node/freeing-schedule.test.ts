// The daemon frees by itself now and then, and never at once when it starts.
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { freeIntervalMs } from '../../../src/base/limits.ts'
import type { FreeingReport, FreeRequest } from '../../../src/node/freeing/freeing.ts'
import { FreeingSchedule } from '../../../src/node/freeing/freeing-schedule.ts'

const nothing: FreeingReport = {
  nodes: [],
  unlisted: { objects: 0, bytes: 0 },
  recent: { objects: 0, bytes: 0 },
  total: { objects: 0, bytes: 0 },
  waiting: { objects: 0, bytes: 0, members: [] },
  freed: { objects: 0, bytes: 0 }
}

function scene(answer: () => Promise<FreeingReport> = async () => nothing) {
  const timers: { ms: number; task: () => void; cancelled: boolean }[] = []
  const requests: FreeRequest[] = []
  const logged: string[] = []
  const schedule = new FreeingSchedule({
    freeing: {
      run: async (request = {}) => {
        requests.push(request)
        return await answer()
      }
    },
    scheduler: {
      after: (ms, task) => {
        const timer = { ms, task, cancelled: false }
        timers.push(timer)
        return () => {
          timer.cancelled = true
        }
      }
    },
    random: { next: () => 0.25, bytes: length => new Uint8Array(length) },
    logger: { log: (_, message) => void logged.push(message) }
  })
  return { schedule, timers, requests, logged }
}

test('it waits for hours, frees with pauses, and waits again', async () => {
  const { timers, requests } = scene()
  expect(timers.map(({ ms }) => ms)).toEqual([0.75 * freeIntervalMs])
  expect(requests).toEqual([])
  timers[0]!.task()
  await new Promise(setImmediate)
  expect(requests).toMatchObject([{ shareMin: 0.1 }])
  expect(timers.length).toBe(2)
  const pausing = requests[0]!.pause!()
  expect(timers[2]!.ms).toBeGreaterThan(0)
  timers[2]!.task()
  await pausing
})

test('a run that fails is told, and tried again another time', async () => {
  const { timers, logged } = scene(async () => {
    throw new KubeError('KUBE_OBJECT_DAMAGED', 'damaged')
  })
  timers[0]!.task()
  await new Promise(setImmediate)
  expect(logged).toEqual(['nothing could be freed'])
  expect(timers.length).toBe(2)
})

test('once it stops nothing more is begun, and nobody waits for a pause', async () => {
  const { schedule, timers, requests } = scene()
  timers[0]!.task()
  schedule.stop()
  await new Promise(setImmediate)
  await requests[0]!.pause!()
  expect(timers.length).toBe(1)
})
