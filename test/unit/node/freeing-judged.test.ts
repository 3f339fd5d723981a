// What entries are judged by is not freed before a checkpoint tells it: a KUBE that starts with git alone finds the same.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ObjectId } from '../../../src/base/types.ts'
import { silent } from '../../../src/base/types.ts'
import { emptyRecord } from '../../../src/graph/record.ts'
import { factReader } from '../../../src/node/entries/entry-facts.ts'
import { Listings } from '../../../src/node/entries/listings.ts'
import { Recovering } from '../../../src/node/mending/recovering.ts'
import { lackedBelow } from '../../../src/node/objects/below.ts'
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

test('a release in which a rule from elsewhere looks for keys is asked for, where it was freed meanwhile', async () => {
  await kube.small.found([0, 1], [0, 1])
  const other = await SmallReplica.open(1, memoryDisk(), silent, facts)
  const [, named] = await publishKeys(2)
  await other.take(kube.small, kube.small.staged)
  await rule(other, 'by who was away')
  await publishKeys(6)
  await freeAll()
  const { replica } = kube.small
  const { ledger, entries } = replica
  const { objects } = kube.disk
  const { listed } = other.staged[0]!
  const wanted = new Map(listed.map(object => [object.id, object]))
  await objects.receive(other.disk.objects.pack([...wanted.keys()]), wanted)
  const whole = other.staged.map(staged => ({ ...staged, inline: [] }))
  const [why] = (await replica.commit(whole)).values()
  expect(why).toMatchObject({ code: 'KUBE_OBJECT_MISSING', release: named })
  const recovering = new Recovering({
    listings: new Listings({ ledger, entries, objects }),
    objects,
    shallow: kube.shallow,
    repair: async lacked => {
      const asked = new Map(lacked.map(object => [object.id, object]))
      return (await objects.receive(other.disk.objects.pack([...asked.keys()]), asked)).stored
    },
    logger: silent
  })
  expect(await recovering.bring([named!])).toBe('brought')
  expect((await replica.commit(whole)).size).toBe(0)
  expect(ledger.has(whole[0]!.entry.id)).toBe(true)
  await kube.freeing.run()
  expect(await objects.verify(named!)).toBe(true)
  await expectSameFromGit()
})

test('a file of keys is read once for what is written here, before it is written', async () => {
  let reads = 0
  const counted: typeof facts = {
    ...facts,
    keysIn: (file, objects) => facts.keysIn(file, objects).finally(() => reads++)
  }
  const small = await SmallReplica.open(0, memoryDisk(), silent, counted)
  await small.found([0])
  await small.write([keys], { keys: '# 0\n' })
  await rule(small, 'one')
  expect(reads).toBe(1)
  await rule(small, 'two')
  await small.write([keys], { keys: '# 1\n' })
  expect(reads).toBe(2)
})

test('what an entry replaces stays until a checkpoint tells of the entry: others may have to bring it', async () => {
  await kube.small.found([0, 1], [0, 1])
  const ref = 'refs/com/site/!https'
  await kube.small.write([ref], { stays: 'as it is', page: 'one' })
  const first = kube.small.replica.ledger.ref(ref)!
  const other = await SmallReplica.open(1, memoryDisk())
  await other.take(kube.small, kube.small.staged)
  // More of them than a history has.
  for (let n = 0; n < 4; n++) await other.write([ref], { stays: 'as it is', page: `apart ${n}` })
  for (let n = 0; n < 6; n++) await kube.small.write([ref], { page: `${n}` })
  await kube.makeCheckpoint()
  await kube.small.take(other, other.staged)
  for (let times = 0; times < 2; times++) {
    await kube.freeing.run()
    expect(await lackedBelow(kube.disk.objects, [first])).toEqual(new Set())
    expect(store.fsck()).toBe('')
  }
  // Then somebody may have to judge by it no more.
  for (let n = 6; n < 12; n++) await kube.small.write([ref], { page: `${n}` })
  await freeAll()
  expect(await kube.disk.objects.has(first)).toBe(false)
  await expectSameFromGit()
})
