// A home that was put back to an older state and wrote on before it heard of what it had written later.
import { expect, test } from 'vitest'
import { copy, MemoryDisk } from '../../support/memory-disk.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'

test('what it writes once it has both branches builds on both, and settles what they quarrel about', async () => {
  const disk = new MemoryDisk()
  const lost = await SmallReplica.open(0, memoryDisk(disk))
  await lost.found([0, 1])
  const older = new MemoryDisk()
  copy(disk, older)
  older.crash(() => true)
  const before = await lost.write(['refs/a/!https'], { 'index.html': 'before' })
  const home = await SmallReplica.open(0, memoryDisk(older))
  const after = await home.write(['refs/a/!https'], { 'index.html': 'after' })
  await home.write(['refs/b/!https'], { 'index.html': 'more' })
  await home.take(lost, lost.staged.slice(-1))
  const { ledger } = home.replica
  expect(ledger.forks()).toHaveLength(1)
  expect(ledger.conflicts()).toHaveLength(1)
  const next = await home.write(['refs/a/!https'], { 'index.html': 'both' })
  for (const { id } of [before, after]) expect(ledger.covers(next.id, id)).toBe(true)
  expect(ledger.conflicts()).toEqual([])
  // Others, and the next start, find the same.
  const other = await SmallReplica.open(1, memoryDisk())
  await other.take(lost, lost.staged)
  await other.take(home, home.staged)
  expect(other.replica.ledger.digest()).toBe(ledger.digest())
  const again = await SmallReplica.open(0, home.disk)
  expect(again.replica.ledger.digest()).toBe(ledger.digest())
})
