// Checkpoints none of which tells everything: an admin's disk was put back to an older state, and its last entry is on no
// disk any more. What one checkpoint tells of it is all that is known.
import { expect, test } from 'vitest'
import { decodeCheckpoint } from '../../../src/ledger/checkpoint.ts'
import type { HeldCheckpoint } from '../../../src/node/checkpoints/held-checkpoint.ts'
import { type CheckpointAnswer, listedIn } from '../../../src/node/entries/checkpoint-file.ts'
import { surveyObjects } from '../../../src/node/freeing/freeing-survey.ts'
import { peerOf } from '../../simulation/sim-kube.ts'
import { CheckpointMachine as Machine } from '../../support/checkpoint-machine.ts'
import { keeping } from '../../support/freeing.ts'
import { copy, MemoryDisk } from '../../support/memory-disk.ts'
import { memoryDisk } from '../../support/small-replica.ts'

interface Told {
  readonly answer: CheckpointAnswer
  readonly from: Machine
}

/** What the admin told before its disk was put back, and after. */
async function apart() {
  const disk = new MemoryDisk()
  const maker = await Machine.open(0, [0], memoryDisk(disk))
  await maker.small.found([0, 1, 2])
  const older = new MemoryDisk()
  copy(disk, older)
  older.crash(() => true)
  const lost = await maker.small.write(['refs/a/!https'], { 'index.html': 'on no disk any more' })
  const early: Told = { answer: await maker.answer(), from: maker }
  const restored = await Machine.open(0, [0], memoryDisk(older))
  for (let at = 0; at < 3; at++) await restored.small.write(['refs/b/!https'], { 'index.html': `${at}` })
  const late: Told = { answer: await restored.answer(), from: restored }
  return { lost, early, late, restored }
}

const adopt = (machine: Machine, { answer, from }: Told): Promise<string> => machine.adopt(answer, from)
const positions = ({ checkpoints }: Machine): number[] => checkpoints.offers().map(({ position }) => position)
const slots = async (machine: Machine): Promise<string[]> =>
  [...(await machine.small.disk.refs.heads()).keys()].filter(ref => ref.includes('!checkpoint')).sort()

test('one is not given up for another that does not tell what it tells, and a start has both', async () => {
  const { lost, early, late } = await apart()
  const disk = memoryDisk()
  const member = await Machine.open(1, [0], disk)
  expect(await adopt(member, early)).toBe('held')
  const own = await member.small.write(['refs/a/!https'], { 'index.html': 'builds on it' })
  expect(own.deps.map(({ id }) => id)).toContain(lost.id)
  expect(await adopt(member, late)).toBe('held')
  expect(positions(member)).toEqual([4, 2])
  for (const clear of [false, true]) {
    if (clear) await disk.state.clear()
    const again = await Machine.open(1, [0], disk)
    expect(again.ledger.digest()).toBe(member.ledger.digest())
    expect(again.ledger.standing(own.id)).toBe('standing')
    expect(again.checkpoints.offers()).toEqual(member.checkpoints.offers())
    expect(again.checkpoints.covers(lost.id)).toBe(true)
    expect(new Set(again.checkpoints.roots())).toEqual(new Set(member.checkpoints.roots()))
  }
  // Whoever asks gets either.
  const late2 = await Machine.open(2, [0])
  for (const { sha256 } of member.checkpoints.offers()) {
    expect(await late2.adopt(member.checkpoints.answer(sha256)!, member)).toBe('held')
  }
  await late2.small.take(member.small, member.small.staged)
  expect(late2.ledger.digest()).toBe(member.ledger.digest())
})

test('in whichever order they come', async () => {
  const { early, late } = await apart()
  const [one, two] = [await Machine.open(1, [0]), await Machine.open(2, [0])]
  for (const told of [early, late]) await adopt(one, told)
  for (const told of [late, early]) await adopt(two, told)
  expect(one.ledger.digest()).toBe(two.ledger.digest())
  expect(one.checkpoints.offers()).toEqual(two.checkpoints.offers())
})

test('the admin that takes the older one makes one that tells all, and it takes the place of both', async () => {
  const { early, late, restored, lost } = await apart()
  expect(await adopt(restored, early)).toBe('held')
  expect(restored.ledger.has(lost.id)).toBe(true)
  const all = { answer: await restored.answer(), from: restored }
  expect(positions(restored)).toEqual([5])
  const disk = memoryDisk()
  const member = await Machine.open(1, [0], disk)
  for (const told of [early, late]) await adopt(member, told)
  expect(await slots(member)).toEqual([1, 2].map(slot => slotOf(slot)))
  expect(await adopt(member, all)).toBe('held')
  expect(member.checkpoints.offers()).toEqual(restored.checkpoints.offers())
  // Nothing leads to those before any more.
  expect(member.checkpoints.roots()).toHaveLength(1)
  expect(await adopt(member, early)).toBe('known')
  expect(member.checkpoints.isCovered(restored.checkpoints.offers()[0]!.sha256)).toBe(false)
  const again = await Machine.open(1, [0], disk)
  expect(positions(again)).toEqual([5])
  expect(again.ledger.digest()).toBe(restored.ledger.digest())
})

const slotOf = (slot: number): string => `refs/!kubes/${peerOf(0)}/!checkpoint${slot === 1 ? '' : `-${slot}`}`

test('what was told is asked for no more', async () => {
  const { early, late, restored } = await apart()
  const member = await Machine.open(1, [0])
  await adopt(member, late)
  const asked: string[] = []
  const offered = early.answer
  const fetch = async (listed: readonly { id: string }[]): Promise<boolean> => {
    for (const { id } of listed) asked.push(id)
    return false
  }
  expect(await member.checkpoints.adopt(offered, fetch)).toBe('failed')
  expect(asked.length).toBeGreaterThan(0)
  asked.length = 0
  await adopt(restored, early)
  await adopt(member, { answer: await restored.answer(), from: restored })
  expect(await member.checkpoints.adopt(offered, fetch)).toBe('known')
  expect(asked).toEqual([])
})

test('one that is made while another comes loses nothing of it', async () => {
  const { early, restored, lost } = await apart()
  const [made] = await Promise.all([restored.checkpoints.make(), adopt(restored, early)])
  expect(restored.ledger.has(lost.id)).toBe(true)
  const all = restored.checkpoints.offers().map(({ sha256 }) => sha256)
  expect(all).toContain(made.id)
  expect(restored.checkpoints.covers(lost.id)).toBe(true)
})

test('what any of them lists stays, and an entry that only one tells of is not looked for', async () => {
  const { early, late, restored } = await apart()
  await adopt(restored, early)
  for (let at = 0; at < 3; at++) await restored.small.write(['refs/a/!https'], { 'index.html': `${at}` })
  const { ledger, entries, facts } = restored.small.replica
  const { objects } = restored.small.disk
  const survey = async (checkpoint: HeldCheckpoint | undefined) => {
    const view = keeping(1)
    const held = restored.checkpoints.all()
    const more = {
      roots: restored.checkpoints.roots(),
      shallow: new Set<string>(),
      atMs: Date.now(),
      goOn: () => undefined
    }
    return (await surveyObjects({ ledger, entries, facts, objects, view, checkpoint, held, ...more })).stored
  }
  for (const checkpoint of [undefined, ...restored.checkpoints.all()]) {
    const stored = await survey(checkpoint)
    const free = new Set(stored.in('free'))
    for (const { answer } of [early, late]) {
      for (const { id } of await listedIn(objects, decodeCheckpoint(answer.bytes))) expect(free.has(id)).toBe(false)
    }
  }
})
