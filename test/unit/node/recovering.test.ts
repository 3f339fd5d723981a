// An entry of somebody who was away for long counts on what was freed meanwhile: it is brought here again.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeCommit, decodeTree } from '../../../src/base/git-format.ts'
import { silent } from '../../../src/base/types.ts'
import type { ListedObject } from '../../../src/ledger/types.ts'
import { connectedOnly } from '../../../src/node/entries/connected.ts'
import { Listings } from '../../../src/node/entries/listings.ts'
import { fsck } from '../../../src/node/mending/fsck.ts'
import { Recovering } from '../../../src/node/mending/recovering.ts'
import { FreeingReplica, keeping } from '../../support/freeing.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'

const site = 'refs/com/alice/!https'
const shared = randomBytes(2_000)

/** A machine that has freed, and the entry of another that was away. */
async function scene() {
  const kube = await FreeingReplica.open(0, memoryDisk(), keeping(2))
  const away = await SmallReplica.open(1, memoryDisk())
  await kube.small.found([0, 1])
  for (const text of ['a', 'b']) await kube.small.write([site], { shared, text })
  await away.take(kube.small, kube.small.staged)
  await away.write([site], { shared, text: 'written away' })
  for (let n = 0; n < 5; n++) await kube.small.write([site], { other: randomBytes(100) })
  await kube.makeCheckpoint()
  await kube.freeing.run()
  const [entry] = away.staged
  const { ledger, entries } = kube.small.replica
  const asked: ListedObject[] = []
  const recovering = new Recovering({
    listings: new Listings({ ledger, entries, objects: kube.disk.objects }),
    objects: kube.disk.objects,
    shallow: kube.shallow,
    repair: async wanted => {
      asked.push(...wanted)
      const here = await away.disk.objects.present(wanted.map(({ id }) => id))
      const listed = new Map(wanted.filter(({ id }) => here.has(id)).map(object => [object.id, object]))
      return (await kube.disk.objects.receive(away.disk.objects.pack([...listed.keys()]), listed)).stored
    },
    logger: silent
  })
  const listed = new Map(entry!.listed.map(object => [object.id, object]))
  await kube.disk.objects.receive(away.disk.objects.pack([...listed.keys()]), listed)
  const options = { ledger, objects: kube.disk.objects, logger: silent }
  const seek = recovering.seek.bind(recovering)
  return { kube, away, entry: entry!, recovering, seek, options, asked }
}

test('what it names and does not list is asked for, by what other entries say of it', async () => {
  const { kube, entry, seek, options, asked } = await scene()
  expect(await connectedOnly([entry], options)).toEqual([])
  const whole = await connectedOnly([entry], { ...options, seek })
  expect(whole).toEqual([entry])
  // The file that it shares with the release before, that release, and what this consists of.
  expect(asked.map(({ type }) => type).sort()).toEqual(['blob', 'blob', 'commit', 'tree'])
  await kube.small.replica.commit(whole)
  const { replica } = kube.small
  expect(replica.ledger.conflicts().length).toBe(1)
  expect(await fsck({ replica, ...kube.disk, repair: async () => [] })).toMatchObject({ ok: true })
  // The release before has a parent that is not here: history ends there.
  const found = entry.listed.find(({ type }) => type === 'commit')!.id
  expect(kube.shallow.commits.has(found)).toBe(false)
  await kube.freeing.run()
  expect(await fsck({ replica, ...kube.disk, repair: async () => [] })).toMatchObject({ ok: true })
})

test('what is here of it and not whole is asked for too, once entries may have come without their objects', async () => {
  const { kube, away, entry, seek, options, asked } = await scene()
  const { objects } = kube.disk
  // What a pack that broke off has left: the release before, and its tree without the files.
  const before = entry.entry.updates[0]!.old!
  const { tree } = decodeCommit((await away.disk.objects.read(before)).content)
  await objects.write([await away.disk.objects.read(before), await away.disk.objects.read(tree)])
  const { content } = await away.disk.objects.read(tree)
  const [file] = decodeTree(content).filter(({ name }) => name === 'text')
  const sharedFile = decodeTree(content).find(({ name }) => name === 'shared')!.id
  await objects.write([await away.disk.objects.read(sharedFile)])
  expect(await objects.has(file!.id)).toBe(false)
  const lacking = { isPossible: true, isWhole: () => false }
  expect(await connectedOnly([entry], { ...options, lacking })).toEqual([])
  expect(await connectedOnly([entry], { ...options, lacking, seek })).toEqual([entry])
  expect(asked.map(({ id }) => id)).toEqual([file!.id])
  // Of a value that is known to be whole nothing is looked at.
  expect(await connectedOnly([entry], { ...options, lacking: { isPossible: true, isWhole: () => true } })).toEqual([
    entry
  ])
})

test('where nobody has it any more the entry waits, and what no entry lists is not looked for twice', async () => {
  const { away, entry, recovering, seek, options, asked } = await scene()
  for await (const id of away.disk.objects.ids()) await away.disk.objects.quarantine(id)
  expect(await connectedOnly([entry], { ...options, seek })).toEqual([])
  const before = asked.length
  expect(await recovering.bring(['f'.repeat(40)])).toBe('lacking')
  expect(await recovering.bring(['f'.repeat(40)])).toBe('lacking')
  expect(asked.length).toBe(before)
})

test('who is not patient does not wait for one who is', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { kube } = await scene()
  const find = async (_: unknown, { isPatient }: { isPatient: boolean }) => {
    if (isPatient) await promise
    return { listed: new Map(), rest: 'nothing' as const }
  }
  const options = { listings: { find }, objects: kube.disk.objects, shallow: kube.shallow, logger: silent }
  const recovering = new Recovering({ ...options, repair: async () => [] })
  const patient = recovering.bring(['e'.repeat(40)])
  expect(await recovering.seek(['f'.repeat(40)])).toBe('later')
  resolve()
  expect(await patient).toBe('lacking')
})

test('who does not wait, as somebody else does, hears when to ask again', async () => {
  const { recovering, entry } = await scene()
  let freed = 0
  recovering.onFree = () => void freed++
  const before = entry.entry.updates[0]!.old!
  const patient = recovering.bring([before])
  expect(await recovering.seek([before])).toBe('later')
  expect(freed).toBe(0)
  expect(await patient).toBe('brought')
  expect(freed).toBe(1)
  expect(await recovering.seek([before])).toBe('here')
  expect(await recovering.bring([before])).toBe('here')
  expect(freed).toBe(1)
})

test('what is in no list, or what nobody who was asked has, is nowhere; else that is told later', async () => {
  const { recovering, entry } = await scene()
  expect(await recovering.seek(['f'.repeat(40)])).toBe('nowhere')
  const patient = recovering.bring(['e'.repeat(40)])
  expect(await recovering.seek(['f'.repeat(40)])).toBe('later')
  await patient
  expect(await recovering.seek([entry.entry.updates[0]!.old!])).toBe('here')
})
