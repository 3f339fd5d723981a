// A loss of power, a killed process or a disk that refuses at any moment of freeing: nothing that is kept is lost, git
// finds the repository whole, and the next run goes on.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { openRepository } from '../../../src/git/repository.ts'
import type { HeldCheckpoint } from '../../../src/node/checkpoints/held-checkpoint.ts'
import { fsck } from '../../../src/node/mending/fsck.ts'
import { FreeingReplica, keeping } from '../../support/freeing.ts'
import { GitStore } from '../../support/git-store.ts'
import { errno, recordedDisk, type Survival, someSurvive, survivals } from '../../support/recorded-disk.ts'
import { memoryDisk } from '../../support/small-replica.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { SeededRandom } from '../../support/virtual-time.ts'

vi.mock('node:fs/promises', async original =>
  (await import('../../support/recorded-disk.ts')).recording(await original())
)

/** `POWER_CUTS=10000` tries that many moments; CI a sample of them. */
const cuts = Number(process.env.POWER_CUTS ?? 120) / 3
const site = 'refs/com/alice/!https'

async function openHome(dir: string) {
  const { objects, refs, close } = await openRepository(path.join(dir, 'dmg.git'))
  const kube = await FreeingReplica.open(0, { objects, refs, state: memoryDisk().state }, keeping(2))
  return { kube, close }
}

/** Releases that stand alone, that are a pack each, and a pack of which a part goes. */
async function publish(kube: FreeingReplica): Promise<void> {
  await kube.small.found([0])
  const many = (name: string) =>
    Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`f${n}`, `${name} ${n} `.repeat(20)]))
  const stays = many('stays')
  for (let n = 0; n < 3; n++) await kube.small.write([site], { a: `alone ${n}`.repeat(50) })
  await kube.small.write([site], { ...many('goes'), ...prefixed(stays) })
  for (let n = 0; n < 3; n++) await kube.small.write([site], { ...prefixed(stays), a: `last ${n}` })
}

const prefixed = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`s${name}`, text]))

/** All that is promised is there and whole, and what was begun comes to its end. */
async function expectGoesOn(dir: string, checkpoint: HeldCheckpoint, what: string, askGit = true): Promise<void> {
  const store = new GitStore(path.join(dir, 'dmg.git'))
  const { kube, close } = await openHome(dir)
  try {
    const { replica } = kube.small
    expect(replica.ledger.position, what).toBe(8)
    const check = () => fsck({ replica, ...kube.disk, repair: async () => [] })
    expect(await check(), what).toMatchObject({ ok: true })
    if (askGit) expect(store.fsck(), what).toBe('')
    kube.checkpoint = checkpoint
    await kube.freeing.run()
    expect(await check(), what).toMatchObject({ ok: true })
    if (askGit) expect(store.fsck(), what).toBe('')
    expect(store.git(['rev-list', '--count', site]).trim(), what).toBe('2')
    expect((await kube.freeing.run()).freed, what).toEqual({ objects: 0, bytes: 0 })
    await kube.small.write([site], { after: 'x' })
    expect(await check(), what).toMatchObject({ ok: true })
  } finally {
    await close()
  }
}

test('a loss of power at any moment of freeing', async () => {
  const root = await temporaryFolder()
  recordedDisk.start(root)
  const { kube, close } = await openHome(root)
  await publish(kube)
  await kube.makeCheckpoint()
  const first = recordedDisk.operations.length
  expect((await kube.freeing.run()).freed?.objects).toBeGreaterThan(80)
  await close()
  const last = recordedDisk.operations.length
  const random = new SeededRandom(Number(process.env.POWER_SEED ?? 1))
  const kinds: [string, Survival][] = [...Object.entries(survivals), ['some of it', someSurvive(() => random.next())]]
  const target = path.join(await temporaryFolder(), 'left')
  for (let cut = 0; cut < cuts; cut++) {
    const count = first + Math.floor((cut * (last - first + 1)) / cuts)
    const [name, survival] = kinds[cut % kinds.length]!
    fs.rmSync(target, { recursive: true, force: true })
    recordedDisk.crash(count, survival, target)
    const what = `after ${count - first} of ${last - first}, ${name} survives`
    await expectGoesOn(target, kube.checkpoint!, what, cut % 8 < kinds.length)
  }
}, 600_000)

test.for(['ENOSPC', 'EROFS', 'EIO'] as const)(
  'a disk that refuses at any moment of freeing (%s)',
  { timeout: 600_000 },
  async code => {
    const base = await temporaryFolder()
    for (const at of [0, 1, 3, 7, 13]) {
      const root = path.join(base, `${code}-${at}`)
      fs.mkdirSync(root)
      recordedDisk.start(root)
      const { kube, close } = await openHome(root)
      await publish(kube)
      await kube.makeCheckpoint()
      let calls = 0
      recordedDisk.refuse = call => (calls++ >= at ? errno(code, call) : undefined)
      const refused = await kube.freeing.run().then(
        () => undefined,
        (thrown: { code?: string }) => thrown.code
      )
      recordedDisk.refuse = () => undefined
      if (calls > at) expect(['KUBE_DISK', 'KUBE_DISK_FULL']).toContain(refused)
      await kube.small.replica.close()
      await close()
      await expectGoesOn(root, kube.checkpoint!, `${code} from call ${at}`)
      fs.rmSync(root, { recursive: true })
    }
  }
)
