// What entries are judged by is not freed before a checkpoint tells it: a KUBE that starts with git alone finds the same.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ObjectId } from '../../../src/base/types.ts'
import { silent } from '../../../src/base/types.ts'
import { emptyRecord } from '../../../src/graph/record.ts'
import { factReader } from '../../../src/node/entries/entry-facts.ts'
import { recordCommit } from '../../../src/node/records.ts'
import { FreeingReplica, keeping } from '../../support/freeing.ts'
import { GitStore } from '../../support/git-store.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'

const meta = 'refs/com/alice/!meta'
const keys = 'refs/keys/!https'
const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }
const facts = factReader('', silent)

let store: GitStore
let kube: FreeingReplica
beforeEach(async () => {
  store = await GitStore.make()
  kube = await open()
})
afterEach(async () => await store.close())

/** With nothing but git. */
async function open(): Promise<FreeingReplica> {
  const { objects, refs } = await store.open()
  return await FreeingReplica.open(0, { objects, refs, state: memoryDisk().state }, keeping(3), { facts })
}

/** A record whose rule takes its keys from `/keys:keys`. */
async function rule(by: SmallReplica, title: string): Promise<ObjectId> {
  const old = by.replica.ledger.ref(meta)
  const actions = { writes: [{ name: 'theirs', from: '/keys:keys' }] }
  const record = { ...emptyRecord, properties: { title, actions } }
  const commit = recordCommit({ record, yaml: title, parents: old ? [old] : [], author, message: title })
  const updates = [{ ref: meta, old, new: commit.id }]
  await by.replica.append(() => ({ updates, objects: commit.objects, message: title }))
  return commit.id
}

async function publishKeys(count: number): Promise<ObjectId[]> {
  const releases: ObjectId[] = []
  for (let n = 0; n < count; n++) {
    await kube.small.write([keys], { keys: `# ${n}\n` })
    releases.push(kube.small.replica.ledger.ref(keys)!)
  }
  return releases
}

async function freeAll(): Promise<void> {
  await kube.makeCheckpoint()
  expect((await kube.freeing.run()).freed?.objects).toBeGreaterThan(0)
}

async function expectSameFromGit(): Promise<void> {
  expect(store.fsck()).toBe('')
  const again = await open()
  expect([...again.small.replica.ledger.entries()].length).toBe(kube.small.replica.ledger.position)
  expect(again.small.replica.ledger.digest()).toBe(kube.small.replica.ledger.digest())
}

test('rules may name a file of a realm whose first releases are gone', async () => {
  await kube.small.found([0])
  const [first] = await publishKeys(6)
  await freeAll()
  expect(await kube.disk.objects.has(first!)).toBe(false)
  await rule(kube.small, 'one')
  await expectSameFromGit()
})

test('a record that an entry goes back to stays, though the entry lists none of it', async () => {
  await kube.small.found([0, 1], [0, 1])
  // By a program that lists less.
  const other = await SmallReplica.open(1, memoryDisk())
  const first = await rule(kube.small, 'one')
  for (const title of ['two', 'three', 'four', 'five']) await rule(kube.small, title)
  await other.take(kube.small, kube.small.staged)
  const old = other.replica.ledger.ref(meta)
  const updates = [{ ref: meta, old, new: first }]
  await other.replica.append(() => ({ updates, objects: [], lookBack: true, message: 'back' }))
  expect(other.staged[0]!.listed).toEqual([])
  await kube.makeCheckpoint()
  await kube.small.take(other, other.staged)
  await publishKeys(1)
  for (const title of ['six', 'seven', 'eight', 'nine']) await rule(kube.small, title)
  for (let times = 0; times < 2; times++) {
    await kube.freeing.run()
    expect(await kube.disk.objects.verify(first)).toBe(true)
    expect(store.fsck()).toBe('')
  }
})

test('rules bring the file that they name, where others have freed it meanwhile', async () => {
  await kube.small.found([0, 1], [0, 1])
  const other = await SmallReplica.open(1, memoryDisk(), silent, facts)
  const [named] = await publishKeys(1)
  await other.take(kube.small, kube.small.staged)
  await rule(other, 'by who was away')
  await publishKeys(6)
  await freeAll()
  expect(await kube.disk.objects.has(named!)).toBe(false)
  await kube.small.take(other, other.staged)
  expect(kube.small.replica.ledger.has(other.staged[0]!.entry.id)).toBe(true)
  await kube.freeing.run()
  await expectSameFromGit()
})
