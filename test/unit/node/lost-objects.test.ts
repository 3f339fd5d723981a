// What one machine has lost and nobody else has: a checkpoint goes without it, and whoever waited for it takes that.
import { expect, test } from 'vitest'
import { silent } from '../../../src/base/types.ts'
import { AskedInVain } from '../../../src/node/mending/asked-in-vain.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { CheckpointMachine as Machine } from '../../support/checkpoint-machine.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { memoryDisk } from '../../support/small-replica.ts'

/** Two admins; the second has the first entry, and what followed has arrived without its objects. */
async function waiting(texts: readonly string[]) {
  const disk = new MemoryDisk()
  const maker = await Machine.open(0, [0, 1], memoryDisk(disk))
  await maker.small.found([0, 1], [0, 1])
  const member = await Machine.open(1, [0, 1])
  await member.small.take(maker.small, maker.small.staged)
  // Who has written nothing is not counted among the admins.
  await member.small.write(['refs/b/!https'], { 'index.html': 'hello' })
  await maker.small.take(member.small, member.small.staged)
  maker.small.staged.length = 0
  for (const text of texts) await maker.small.write(['refs/a/!https'], { 'index.html': text })
  member.checkpoints.staged = () => maker.small.staged
  const lost = maker.small.staged[0]!.listed.find(({ type }) => type === 'blob')!.id
  disk.objectsDurable.delete(lost)
  maker.checkpoints.lost = () => [lost]
  return { maker, member, lost }
}

test('what is known to be lost is in no list of a checkpoint; what is only missing ends its making', async () => {
  const { maker, lost } = await waiting(['one', 'two'])
  await maker.checkpoints.make()
  const listed = await maker.checkpoints.all()[0]!.objects()
  expect(listed.length).toBeGreaterThan(4)
  expect(listed.map(({ id }) => id)).not.toContain(lost)
})

test('a commit or a tree that is lost ends no checkpoint either', async () => {
  for (const type of ['commit', 'tree'] as const) {
    const disk = new MemoryDisk()
    const maker = await Machine.open(0, [0], memoryDisk(disk))
    await maker.small.found([0])
    for (const text of ['one', 'two']) await maker.small.write(['refs/a/!https'], { 'index.html': text })
    const lost = maker.small.staged[1]!.listed.find(object => object.type === type)!.id
    disk.objectsDurable.delete(lost)
    await expect(maker.checkpoints.make()).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
    maker.checkpoints.lost = () => [lost]
    await maker.checkpoints.make()
    expect(maker.checkpoints.all()[0]?.position).toBe(3)
  }
})

test('entries that have arrived are taken by the word of one admin that what they list is lost', async () => {
  const { maker, member, lost } = await waiting(['one', 'two'])
  expect(await member.adopt(await maker.answer(), maker)).toBe('held')
  expect(member.ledger.digest()).toBe(maker.ledger.digest())
  expect(await member.small.disk.objects.has(lost)).toBe(false)
  expect(await member.small.disk.objects.has(member.ledger.ref('refs/a/!https')!)).toBe(true)
  // It has been signed by too few to free anything by it.
  expect(member.checkpoints.latest()).toBeUndefined()
})

test('one that has not arrived is not believed, nor one that is told other than it arrived', async () => {
  const { maker, member } = await waiting(['one', 'two'])
  const [first, second] = maker.small.staged as [StagedEntry, StagedEntry]
  member.checkpoints.staged = () => [first]
  expect(await member.adopt(await maker.answer(), maker)).toBe('refused')
  const other = { ...second, entry: { ...second.entry, updates: [] } }
  member.checkpoints.staged = () => [first, other]
  expect(await member.adopt(await maker.answer(), maker)).toBe('refused')
  expect(member.ledger.position).toBe(2)
})

test('what an entry brings is read here, not believed', async () => {
  const { maker, member } = await waiting(['one'])
  const grant = { id: 'f'.repeat(16), issuer: 'did:key:z', subject: 'did:key:z', role: 'admin', scope: '' } as const
  member.small.replica.facts.ofEntry = async () => ({ grants: [grant] })
  expect(await member.adopt(await maker.answer(), maker)).toBe('refused')
})

test('a member that asks for what was lost has it looked for; for what was freed, nothing is done', async () => {
  const { maker, lost } = await waiting(['one', 'two'])
  let nowMs = 0
  let runs = 0
  let missing: string[] = [lost]
  const asked = new AskedInVain({
    ledger: maker.ledger,
    entries: maker.small.replica.entries,
    checkpoints: maker.checkpoints,
    repair: {
      run: async () => {
        runs++
        return { missing, damaged: [] }
      }
    },
    clock: { monotonic: () => nowMs },
    logger: silent
  })
  const made = () => [runs, maker.checkpoints.all()[0]?.position ?? 0]
  await asked.noted(['0'.repeat(40)])
  expect(made()).toEqual([0, 0])
  // Noted, and looked for with what is asked for next.
  await asked.noted([lost])
  expect(made()).toEqual([0, 0])
  nowMs += 60_000
  await asked.noted(Array.from({ length: 5_000 }, (_, n) => `${n}`.padStart(40, '1')))
  expect(made()).toEqual([1, 4])
  // A checkpoint of all there is goes without it.
  nowMs += 3_600_000
  await asked.noted([lost])
  expect(made()).toEqual([1, 4])
  await maker.small.write(['refs/a/!https'], { 'index.html': 'three' })
  await asked.noted([lost])
  nowMs += 60_000
  await asked.noted([])
  expect(made()).toEqual([2, 5])
  // Not again at once, and not where others had it.
  await maker.small.write(['refs/a/!https'], { 'index.html': 'four' })
  for (let minute = 0; minute < 9; minute++) {
    nowMs += 60_000
    await asked.noted([lost])
  }
  expect(runs).toBe(2)
  missing = []
  nowMs += 600_000
  await asked.noted([lost])
  expect(made()).toEqual([3, 5])
})
