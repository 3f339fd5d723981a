// What nothing needs is freed, and nothing else is: on git's own store, with git as the second opinion.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { unlistedKeptMs } from '../../../src/base/limits.ts'
import type { ObjectId } from '../../../src/base/types.ts'
import { fsck } from '../../../src/node/mending/fsck.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import { BlocksStore } from '../../support/blocks-store.ts'
import { FreeingReplica, keeping } from '../../support/freeing.ts'
import { GitStore } from '../../support/git-store.ts'
import { blob, expectationOf } from '../../support/object-samples.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const site = 'refs/com/alice/!https'
const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }

let store: GitStore
let kube: FreeingReplica
beforeEach(async () => {
  store = await GitStore.make()
  kube = await open(store)
})
afterEach(async () => await store.close())

async function open(from: GitStore): Promise<FreeingReplica> {
  const { objects, refs } = await from.open()
  return await FreeingReplica.open(0, { objects, refs, state: memoryDisk().state }, keeping(3))
}

/** Releases whose files are all their own. */
async function publish(count: number, bytes = 20_000, ref = site): Promise<ObjectId[]> {
  const releases: ObjectId[] = []
  for (let n = 0; n < count; n++) {
    await kube.small.write([ref], { 'index.html': randomBytes(bytes), 'b.txt': randomBytes(10) })
    releases.push(kube.small.replica.ledger.ref(ref)!)
  }
  return releases
}

const log = (ref = site): string[] => store.git(['log', '--format=%H', ref]).trim().split('\n')
/** Of files: what a folder takes is the file system's own affair. */
const diskBytes = (): number => {
  const found = readdirSync(join(store.dir, 'objects'), { recursive: true, withFileTypes: true })
  const files = found.filter(entry => entry.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}

async function expectWhole(): Promise<void> {
  const { replica } = kube.small
  const report = await fsck({ replica, ...kube.disk, repair: async () => [] })
  expect(report).toMatchObject({ ok: true, missing: [], damaged: [], problems: [], refs: 0 })
  expect(store.fsck()).toBe('')
}

describe('history beyond what is kept', () => {
  test('stays as long as no checkpoint covers it, and is said to wait', async () => {
    await kube.small.found([0])
    const releases = await publish(6)
    const report = await kube.freeing.run()
    expect(report).toMatchObject({ nodes: [], total: { objects: 0, bytes: 0 }, freed: { objects: 0, bytes: 0 } })
    expect(report.waiting).toMatchObject({ objects: 3 * 4, members: [] })
    expect(log()).toEqual(releases.toReversed())
    await expectWhole()
  })

  test('goes from the disk once one does: as many bytes as were shown', async () => {
    await kube.small.found([0])
    const releases = await publish(8)
    await kube.makeCheckpoint()
    const shown = await kube.freeing.run({ dryRun: true })
    expect(shown.nodes).toEqual([{ node: 'com/alice', objects: 5 * 4, bytes: shown.total.bytes }])
    expect(shown.total.bytes).toBeGreaterThan(5 * 20_000)
    expect(shown.freed).toBeUndefined()
    const before = diskBytes()
    const { freed } = await kube.freeing.run()
    expect(freed?.objects).toBe(5 * 4)
    expect(before - diskBytes()).toBe(freed?.bytes)
    expect(freed?.bytes).toBe(shown.total.bytes)
    expect(log()).toEqual(releases.slice(-3).toReversed())
    await expectWhole()
    expect((await kube.freeing.run()).freed).toEqual({ objects: 0, bytes: 0 })
  })

  test('goes out of packs too, of which a part stays', async () => {
    await kube.small.found([0])
    const stays = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`s${n}`, randomBytes(500)]))
    const goes = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`g${n}`, randomBytes(500)]))
    await kube.small.write([site], { ...stays, ...goes })
    for (let n = 0; n < 4; n++) await kube.small.write([site], { ...stays, n: `${n}` })
    expect((await store.packs()).length).toBe(1)
    await kube.makeCheckpoint()
    const shown = await kube.freeing.run({ dryRun: true })
    // Where little of a pack goes, it may be left for another time.
    expect((await kube.freeing.run({ shareMin: 0.9 })).freed?.objects).toBeLessThan(10)
    const before = diskBytes()
    const { freed } = await kube.freeing.run()
    expect(freed?.objects).toBeGreaterThanOrEqual(40)
    expect(before - diskBytes()).toBe(freed?.bytes)
    expect(Math.abs(freed!.bytes - shown.total.bytes)).toBeLessThan(2_000)
    expect((await store.packs()).length).toBe(1)
    await expectWhole()
  })

  test('leaves a repository that git clones, fetches from and looks into', async () => {
    await kube.small.found([0])
    await publish(3)
    const clone = await temporaryFolder()
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: clone, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
    git('init', '-q')
    git('fetch', '-q', store.dir, `${site}:refs/heads/before`)
    await publish(6)
    await kube.makeCheckpoint()
    await kube.freeing.run()
    git('fetch', '-q', '--update-shallow', `file://${store.dir}`, `${site}:refs/heads/after`)
    expect(git('fsck', '--full', '--no-dangling', '--no-progress')).toBe('')
    expect(git('log', '--format=%H', 'after').trim().split('\n')).toEqual(log())
    expect(git('log', '--format=%H', 'before').trim().split('\n').length).toBe(3)
    // As `git clone dx://NAME` fetches.
    const serve = 'git -c uploadpack.allowAnySHA1InWant=true upload-pack'
    git('init', '-q', 'helped')
    for (let round = 0; round < 2; round++) {
      const tip = log()[0]!
      git('-C', 'helped', 'fetch-pack', '--quiet', '--update-shallow', `--upload-pack=${serve}`, store.dir, tip)
      git('-C', 'helped', 'update-ref', 'refs/heads/got', tip)
      expect(git('-C', 'helped', 'log', '--format=%H', 'got').trim().split('\n')[0]).toBe(tip)
      expect(git('-C', 'helped', 'fsck', '--full', '--no-dangling', '--no-progress')).toBe('')
      await publish(4)
      await kube.makeCheckpoint()
      await kube.freeing.run()
    }
    const fresh = await temporaryFolder()
    const cloned = spawnSync('git', ['clone', '-q', '--bare', `file://${store.dir}`, join(fresh, 'c')])
    expect(cloned.status, cloned.stderr.toString()).toBe(0)
  })

  test('goes on being written, over a restart', async () => {
    await kube.small.found([0])
    await publish(6)
    await kube.makeCheckpoint()
    await kube.freeing.run()
    const disk = kube.disk
    await store.open()
    kube = await FreeingReplica.open(0, { ...disk, ...(await store.open()) }, keeping(3))
    expect(kube.shallow.commits.size).toBe(1)
    await publish(5)
    await expectWhole()
    await kube.makeCheckpoint()
    await kube.freeing.run()
    expect(log().length).toBe(3)
    await expectWhole()
  })

  test('stays where another ref keeps it, and source is never cut', async () => {
    await kube.small.found([0])
    const releases = await publish(3)
    await kube.small.replica.append(() => ({
      updates: [{ ref: 'refs/com/alice/!code', old: undefined, new: releases[2]! }],
      objects: [],
      message: 'keeps it'
    }))
    await publish(5)
    await kube.makeCheckpoint()
    await kube.freeing.run()
    expect(log('refs/com/alice/!code')).toEqual(releases.toReversed())
    await expectWhole()
  })
})

describe('nothing goes', () => {
  test('that a member may still ask for', async () => {
    await kube.small.found([0])
    await publish(6)
    await kube.makeCheckpoint()
    kube.lacking = ['lamp']
    expect((await kube.freeing.run()).waiting).toMatchObject({ objects: 12, members: ['lamp'] })
    expect(log().length).toBe(6)
  })

  test('that an entry after the checkpoint lists, or the checkpoint itself', async () => {
    await kube.small.found([0])
    await publish(6)
    await kube.makeCheckpoint()
    await publish(6)
    await kube.freeing.run()
    // Three that the checkpoint lists, six that nobody covers.
    expect(log().length).toBe(9)
    await expectWhole()
  })

  test('of what lost and is not settled', async () => {
    const other = await SmallReplica.open(1, memoryDisk())
    await kube.small.found([0, 1])
    await publish(1)
    await other.take(kube.small, kube.small.staged)
    await other.write([site], { lost: randomBytes(5_000) })
    await publish(1)
    await kube.small.take(other, other.staged)
    const { ledger } = kube.small.replica
    const [conflict] = ledger.conflicts()
    await publish(0)
    await kube.makeCheckpoint()
    await kube.freeing.run()
    expect(conflict).toBeDefined()
    expect(await kube.disk.objects.verify(conflict!.lost!)).toBe(true)
    await expectWhole()
  })

  test('that an entry consists of, though somebody has published the very bytes', async () => {
    await kube.small.found([0])
    const entry = await kube.small.write([site], { a: '1' })
    const { changeset, objects } = await kube.small.replica.entries.bytes(entry.id)
    await kube.small.write([site], { changeset, objects })
    await publish(4)
    await kube.makeCheckpoint()
    expect((await kube.freeing.run()).freed?.objects).toBeGreaterThan(0)
    expect(await kube.disk.objects.verify(gitId('blob', changeset))).toBe(true)
    await expectWhole()
  })

  test('that has arrived and is not in the ledger yet', async () => {
    await kube.small.found([0])
    await publish(6)
    await kube.makeCheckpoint()
    kube.staged = kube.small.staged.slice(1, 2)
    await kube.freeing.run()
    for (const { id } of kube.staged[0]!.listed) expect(await kube.disk.objects.has(id)).toBe(true)
    expect(log().length).toBe(3)
    await expectWhole()
  })

  test('from a store without a file that the state needs', async () => {
    await kube.small.found([0])
    await publish(2)
    const { listed } = kube.small.staged.at(-1)!
    await kube.disk.objects.free(new Set([listed.find(({ type }) => type === 'blob')!.id]), {
      ...{ gate: async (ids, remove) => remove(new Set(ids)), breathe: async () => undefined, shareMin: 0 }
    })
    await expect(kube.freeing.run()).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
    expect(kube.losses).toBe(1)
  })

  test('from a store that is not whole', async () => {
    await kube.small.found([0])
    await publish(6)
    await kube.makeCheckpoint()
    await store.damage(log()[0]!)
    const { objects, refs } = await store.open()
    const again = await FreeingReplica.open(0, { objects, refs, state: kube.disk.state }, keeping(3))
    again.checkpoint = kube.checkpoint
    await expect(again.freeing.run()).rejects.toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
    expect(again.losses).toBe(1)
    expect(await kube.disk.refs.shallow()).toEqual(new Set())
  })
})

describe('what no entry lists', () => {
  test('goes a day after it was noticed', async () => {
    await kube.small.found([0])
    await publish(1)
    const [left] = await kube.disk.objects.write([blob('of an upload that was broken off')])
    expect((await kube.freeing.run()).unlisted.objects).toBe(0)
    kube.nowMs += unlistedKeptMs - 1
    expect((await kube.freeing.run()).unlisted.objects).toBe(0)
    kube.nowMs += 1
    const report = await kube.freeing.run()
    expect(report.unlisted.objects).toBe(1)
    expect(report.freed?.objects).toBe(1)
    expect(await kube.disk.objects.has(left!.id)).toBe(false)
    await expectWhole()
  })

  test('is said before that, and goes at once where somebody asks for it', async () => {
    await kube.small.found([0])
    await publish(1)
    const left = await kube.disk.objects.write([blob('of an upload that was broken off'), blob('and another')])
    const { recent, freed } = await kube.freeing.run()
    expect([recent.objects, freed?.objects]).toEqual([2, 0])
    expect(recent.bytes).toBeGreaterThan(0)
    expect((await kube.freeing.run({ dryRun: true, unfinished: true })).unlisted.objects).toBe(2)
    const report = await kube.freeing.run({ unfinished: true })
    expect([report.unlisted.objects, report.recent.objects, report.freed?.objects]).toEqual([2, 0, 2])
    for (const { id } of left) expect(await kube.disk.objects.has(id)).toBe(false)
    await expectWhole()
  })

  test('goes a day after the clock was put right, where that was ahead when it was noticed', async () => {
    await kube.small.found([0])
    const [left] = await kube.disk.objects.write([blob('of an upload that was broken off')])
    kube.nowMs += 100 * unlistedKeptMs
    await kube.freeing.run()
    kube.nowMs -= 100 * unlistedKeptMs
    await kube.freeing.run()
    kube.nowMs += unlistedKeptMs - 1
    expect((await kube.freeing.run()).unlisted.objects).toBe(0)
    kube.nowMs += 1
    expect((await kube.freeing.run()).unlisted.objects).toBe(1)
    expect(await kube.disk.objects.has(left!.id)).toBe(false)
  })

  test('stays where the clock is too far ahead, which says how long all has been left alone', async () => {
    await kube.small.found([0])
    const [left] = await kube.disk.objects.write([blob('of an upload that goes on')])
    await kube.freeing.run()
    kube.nowMs += 100 * unlistedKeptMs
    kube.small.replica.assertWritable = () => {
      throw new KubeError('KUBE_CLOCK', 'the clock of this machine is too far ahead to write')
    }
    await expect(kube.freeing.run()).rejects.toMatchObject({ code: 'KUBE_CLOCK' })
    expect((await kube.freeing.run({ dryRun: true })).freed).toBe(undefined)
    expect(await kube.disk.objects.has(left!.id)).toBe(true)
  })

  test('stays where it is an entry of a chain whose head may be what is lost', async () => {
    await kube.small.found([0])
    await publish(2)
    const tip = kube.small.replica.ledger.heads()[0]!.id
    const before = kube.small.replica.ledger.get(tip)!.parent!
    const head = store.git(['for-each-ref', '--format=%(refname)', 'refs/!kubes']).trim()
    store.git(['update-ref', head, before])
    const repository = await store.open()
    kube = await FreeingReplica.open(0, { ...repository, state: memoryDisk().state }, keeping(3))
    await kube.freeing.run()
    kube.nowMs += 2 * unlistedKeptMs
    await kube.freeing.run()
    expect(await kube.disk.objects.verify(tip)).toBe(true)
    // The chain has gone on without it: now it is what a crash left.
    await publish(1)
    await kube.freeing.run()
    kube.nowMs += 2 * unlistedKeptMs
    await kube.freeing.run()
    expect(await kube.disk.objects.has(tip)).toBe(false)
    await expectWhole()
  })
})

describe('while it runs', () => {
  test('what is published again stays, whoever counted on its being here', async () => {
    await kube.small.found([0])
    const content = randomBytes(3_000)
    await kube.small.write([site], { kept: content })
    await publish(6)
    await kube.makeCheckpoint()
    const going = expectationOf(blob(content)).id
    let asked = false
    await kube.freeing.run({
      pause: async () => {
        if (asked) return
        asked = true
        await kube.small.write([site], { kept: content })
      }
    })
    await kube.small.write([site], { kept: content, more: 'x' })
    expect(await kube.disk.objects.verify(going)).toBe(true)
    await expectWhole()
  })

  test('what somebody had counted on before is said to be gone, and nothing is written', async () => {
    await kube.small.found([0])
    await publish(1)
    const file = blob('an upload')
    const { id } = (await kube.disk.objects.write([file]))[0]!
    const { ledger } = kube.small.replica
    const described = new Map([[id, expectationOf(file)]])
    const commit = smallCommit({ files: { a: file.content }, parents: [ledger.ref(site)!], author, message: 'm' })
    const objects = commit.objects.filter(({ type }) => type !== 'blob')
    await kube.freeing.run()
    kube.nowMs += 2 * unlistedKeptMs
    await kube.freeing.run()
    const position = ledger.position
    const request = {
      updates: [{ ref: site, old: ledger.ref(site), new: commit.id }],
      objects,
      described,
      message: 'm'
    }
    await expect(kube.small.replica.append(() => request)).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
    expect(ledger.position).toBe(position)
  })
})

test('a cut that was forgotten is found again', async () => {
  await kube.small.found([0])
  await publish(6)
  await kube.makeCheckpoint()
  await kube.freeing.run()
  const cut = await kube.disk.refs.shallow()
  await kube.shallow.change(() => new Set())
  await kube.freeing.run()
  expect(await kube.disk.refs.shallow()).toEqual(cut)
  await expectWhole()
})

test('a store of blocks is freed of the same', async () => {
  const blocks = await BlocksStore.make()
  try {
    const { objects, refs } = await blocks.open()
    kube = await FreeingReplica.open(0, { objects, refs, state: memoryDisk().state }, keeping(3))
    await kube.small.found([0])
    await publish(4, 3_000_000)
    const last = await publish(2)
    await kube.makeCheckpoint()
    const blocksBytes = () => Number(execFileSync('du', ['-sb', blocks.dir]).toString().split('\t')[0])
    const before = blocksBytes()
    const shown = await kube.freeing.run({ dryRun: true })
    expect(shown.total.bytes).toBeGreaterThan(9_000_000)
    const { freed } = await kube.freeing.run()
    expect(freed?.bytes).toBe(shown.total.bytes)
    expect(before - blocksBytes()).toBeGreaterThan(0.9 * freed!.bytes)
    expect(kube.shallow.commits.size).toBe(1)
    expect(kube.small.replica.ledger.ref(site)).toBe(last[1])
    const { replica } = kube.small
    expect(await fsck({ replica, objects, refs, repair: async () => [] })).toMatchObject({ ok: true })
  } finally {
    await blocks.close()
  }
})
