import { expect, test } from 'vitest'
import { CheckpointWriter } from '../../../src/ledger/checkpoint-part.ts'
import { CheckpointReader, type PartRows } from '../../../src/ledger/part-rows.ts'
import type { Entry } from '../../../src/ledger/types.ts'
import { takeParts } from '../../../src/node/entries/taking-rows.ts'
import { makeArrival } from '../../support/ledger-history.ts'

const count = 20_000

async function* parts(): AsyncGenerator<PartRows> {
  let parent: Entry | undefined
  const told = Array.from({ length: count }, (_, at) => {
    const { entry } = makeArrival({ kube: 0, time: { wallMs: 1 + at, counter: 0 }, updates: [], parent })
    parent = entry
    return { entry, facts: {} }
  })
  const [writer, reader] = [new CheckpointWriter(), new CheckpointReader()]
  for (const from of [0, count / 2]) yield reader.part(writer.part(told.slice(from, from + count / 2)))
}

/** Turns that others have meanwhile. */
async function turnsOf(work: Promise<void>): Promise<number> {
  let turns = 0
  let isDone = false
  const look = (): void => {
    turns++
    if (!isDone) setImmediate(look)
  }
  setImmediate(look)
  await work
  isDone = true
  return turns
}

test('others have a turn between the slices of a checkpoint, which are no longer than they should be', async () => {
  const slices: number[] = []
  const ledger = {
    expect: () => undefined,
    takeRows: (_: PartRows, from: number, end: number) => {
      slices.push(end - from)
      return end
    }
  }
  const turns = await turnsOf(takeParts(parts(), ledger, async () => undefined))
  expect(slices.reduce((sum, slice) => sum + slice)).toBe(count)
  expect(Math.max(...slices)).toBeLessThanOrEqual(2_048)
  expect(turns).toBeGreaterThanOrEqual(8)
})

test('entries that are looked at by themselves count for more of a slice', async () => {
  const taken: string[] = []
  const ledger = { expect: () => undefined, takeRows: (_: PartRows, from: number) => from }
  const turns = await turnsOf(takeParts(parts(), ledger, async ({ entry }) => void taken.push(entry.id)))
  expect(new Set(taken).size).toBe(count)
  expect(turns).toBeGreaterThan(count / 1_000)
})
