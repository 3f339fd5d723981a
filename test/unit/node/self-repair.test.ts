// What of a store is taken for damage, by whoever reads it.
import { expect, test } from 'vitest'
import { type ObjectId, silent } from '../../../src/base/types.ts'
import { SelfRepair, watchObjects } from '../../../src/node/mending/self-repair.ts'
import type { GitObject } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { SmallReplica } from '../../support/small-replica.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

test('what is not there is damage to those alone who ask for what has to be there', async () => {
  const told: [string, ObjectId][] = []
  const objects = new MemoryDisk().objects()
  const [here] = await objects.write([{ type: 'blob', content: Uint8Array.of(1) }])
  const lost = '0'.repeat(40)
  for (const lacking of ['usual', 'damage'] as const) {
    const watched = watchObjects(objects, id => told.push([lacking, id]), lacking)
    await watched.read(here!.id)
    expect(await watched.has(lost)).toBe(false)
    await expect(watched.read(lost)).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
    await expect(watched.header(lost)).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
  }
  expect(told).toEqual([
    ['damage', lost],
    ['damage', lost]
  ])
})

test('what nobody has is looked for more and more seldom, and at once when somebody comes', async () => {
  const disk = new MemoryDisk()
  const local = await SmallReplica.open(0, { objects: disk.objects(), refs: disk.refs(), state: disk.state() })
  await local.found([0])
  const all = new Map(disk.objectsDurable)
  disk.objectsDurable.clear()
  const time = new VirtualTime()
  const asked: number[] = []
  let held = new Map<ObjectId, GitObject>()
  const start = time.now
  const repair = new SelfRepair({
    replica: local.replica,
    objects: local.disk.objects,
    refs: local.disk.refs,
    repair: async wanted => {
      asked.push(time.now - start)
      const come = wanted.flatMap(({ id }) => held.get(id) ?? [])
      await local.disk.objects.write(come)
      return wanted.map(({ id }) => id).filter(id => held.has(id))
    },
    isCovered: () => false,
    alone: task => task(),
    peers: () => 1,
    rereadAll: async () => undefined,
    scheduler: time,
    logger: silent
  })
  repair.notice()
  await time.run(60_000)
  // The entry itself comes back from the views in the first run, which asks again then.
  expect(asked).toEqual([0, 0, 5_000, 10_000, 20_000, 40_000])
  await time.run(60 * 60_000)
  expect(asked.length).toBeLessThan(25)
  const before = asked.length
  held = all
  repair.peerCame()
  await time.run(1_000)
  expect(asked).toHaveLength(before + 1)
  expect(disk.objectsDurable.size).toBe(all.size)
  await time.run(60 * 60_000)
  expect(asked).toHaveLength(before + 1)
})
