// What fsck mends of a store of which much is lost: everything at once, however deep it lies.
import { expect, test } from 'vitest'
import type { ObjectId } from '../../../src/base/types.ts'
import type { ListedObject } from '../../../src/ledger/types.ts'
import { fsck } from '../../../src/node/mending/fsck.ts'
import type { GitObject } from '../../../src/ports/objects.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { SmallReplica } from '../../support/small-replica.ts'

/** A home with a history of releases, and all of its objects. */
async function written() {
  const disk = new MemoryDisk()
  const local = await SmallReplica.open(0, { objects: disk.objects(), refs: disk.refs(), state: disk.state() })
  await local.found([0])
  for (let turn = 0; turn < 5; turn++) await local.write(['refs/a/!https', 'refs/b/!meta'], { x: `${turn}`, y: 'same' })
  return { disk, local, all: new Map(disk.objectsDurable) }
}

type Written = Awaited<ReturnType<typeof written>>

/** Runs it beside a peer that has `held`; gives how often the peer was asked. */
async function mend({ disk, local }: Written, held: ReadonlyMap<ObjectId, GitObject>) {
  const { replica } = local
  const { objects, refs } = local.disk
  let asked = 0
  const repair = async (wanted: readonly ListedObject[]): Promise<ObjectId[]> => {
    asked++
    const come = wanted.flatMap(({ id }) => held.get(id) ?? [])
    await objects.write(come)
    return [...(await objects.present(wanted.map(({ id }) => id)))]
  }
  const report = await fsck({ replica, objects, refs, repair, isCovered: () => false })
  return { report, asked, kept: disk.objectsDurable }
}

test('all that was lost comes back in one turn: releases, their history, their trees and files', async () => {
  const home = await written()
  home.disk.objectsDurable.clear()
  const { report, asked, kept } = await mend(home, home.all)
  expect(report).toMatchObject({ ok: true, damaged: [], missing: [], problems: [] })
  expect(asked).toBe(1)
  expect(new Set(kept.keys())).toEqual(new Set(home.all.keys()))
  expect(new Set(report.repaired)).toEqual(new Set(home.all.keys()))
})

test('what nobody has is named, and asked for once a turn', async () => {
  const home = await written()
  home.disk.objectsDurable.clear()
  const held = new Map([...home.all].filter(([, { type }]) => type !== 'blob'))
  const { report, asked } = await mend(home, held)
  expect(report.ok).toBe(false)
  const blobs = [...home.all].flatMap(([id, { type }]) =>
    type === 'blob' && !report.repaired.includes(id) ? [id] : []
  )
  expect([...report.missing].sort()).toEqual(blobs.toSorted())
  expect(blobs.length).toBeGreaterThan(0)
  expect(asked).toBe(2)
})

test('what is damaged below what is lost comes back too', async () => {
  const home = await written()
  for (const [id, { type }] of home.all) {
    if (type === 'commit') home.disk.objectsDurable.delete(id)
    if (type === 'blob') home.disk.objectsDurable.set(id, { type, content: Uint8Array.of(0) })
  }
  const { report, asked } = await mend(home, home.all)
  expect(report).toMatchObject({ ok: true, damaged: [], missing: [], problems: [] })
  expect(asked).toBe(1)
})
