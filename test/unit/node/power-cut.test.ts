// A loss of power at every moment: the real store and replica over a simulated disk that drops what was not fsynced.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { openRepository } from '../../../src/git/repository.ts'
import { fsck } from '../../../src/node/mending/fsck.ts'
import { GitStore } from '../../support/git-store.ts'
import { errno, recordedDisk, type Survival, someSurvive, survivals } from '../../support/recorded-disk.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { SeededRandom } from '../../support/virtual-time.ts'

vi.mock('node:fs/promises', async original =>
  (await import('../../support/recorded-disk.ts')).recording(await original())
)

/** `POWER_CUTS=10000` tries that many moments; CI a sample of them. */
const cuts = Number(process.env.POWER_CUTS ?? 80)
const files = (count: number, bytes: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, `${index}`.repeat(bytes)]))

/** So that segments become full, and what was in them is put together. */
const segmentBytes = 14_000

interface Run {
  readonly local: SmallReplica
  readonly remote: SmallReplica
}

async function start(dir: string): Promise<Run & { close(): Promise<void> }> {
  const { objects, refs, close } = await openRepository(path.join(dir, 'dmg.git'), { segmentBytes, looseMax: 60 })
  const local = await SmallReplica.open(0, { objects, refs, state: memoryDisk().state })
  const remote = await SmallReplica.open(1, memoryDisk())
  return { local, remote, close }
}

/** Writes of every kind; calls `done` with what each has promised. */
const steps: readonly ((run: Run) => Promise<readonly string[]>)[] = [
  async ({ local }) => [(await local.found([0, 1])).id],
  async ({ local, remote }) => {
    await remote.take(local, local.staged)
    return []
  },
  async ({ local }) => [(await local.write(['refs/a/!https'], files(3, 100))).id],
  async ({ local }) => [(await local.write(['refs/a/!https', 'refs/b/!https'], files(100, 20))).id],
  async ({ local, remote }) => {
    await remote.write(['refs/c/!https'], files(5, 500))
    await remote.write(['refs/c/!https', 'refs/d/!https'], files(80, 50))
    await local.take(remote, remote.staged)
    return remote.staged.map(({ entry }) => entry.id)
  },
  async ({ local }) => {
    const many = Array.from({ length: 120 }, (_, index) => `refs/many/${index}/!meta`)
    return [(await local.write(many, files(1, 10))).id]
  },
  async ({ local }) => {
    const ids: string[] = []
    for (let at = 0; at < 20; at++)
      ids.push((await local.write([`refs/${at % 9}/!https`], files(1 + (at % 3), 99 + at))).id)
    return ids
  },
  async ({ local }) => [(await local.write(['refs/a/!https'], files(2, 700_000))).id],
  async ({ local }) => [(await local.write(['refs/many/7/!meta'], files(1, 12))).id]
]

/** Everything promised is there and whole, git shows what the ledger says, and writing goes on. */
async function expectWhole(dir: string, promised: readonly unknown[], what: string): Promise<void> {
  const { objects, refs, close } = await openRepository(path.join(dir, 'dmg.git'), { segmentBytes, looseMax: 60 })
  try {
    const local = await SmallReplica.open(0, { objects, refs, state: memoryDisk().state })
    const { ledger } = local.replica
    for (const id of promised) expect(ledger.has(String(id)), `${what}: ${id}`).toBe(true)
    const report = await fsck({ replica: local.replica, objects, refs, repair: async () => [], isCovered: () => false })
    expect(report, what).toMatchObject({ ok: true, refs: 0 })
    const shown = [...(await refs.list())].filter(([ref]) => !ref.startsWith('refs/!kubes/'))
    expect(new Map(shown), what).toEqual(new Map(ledger.refs()))
    if (promised.length > 0) await local.write(['refs/after/!https'], files(1, 9))
  } finally {
    await close()
  }
}

test('a loss of power at any moment, whatever survives of what was not fsynced, loses nothing that was promised', async () => {
  const root = await temporaryFolder()
  recordedDisk.start(root)
  const run = await start(root)
  for (const step of steps) for (const id of await step(run)) recordedDisk.mark(id)
  await run.close()
  const last = recordedDisk.operations.length
  const random = new SeededRandom(Number(process.env.POWER_SEED ?? 1))
  const kinds: [string, Survival][] = [...Object.entries(survivals), ['some of it', someSurvive(() => random.next())]]
  // From the first promise on: before it there is no home yet that a person could miss.
  const first = recordedDisk.operations.findIndex(({ kind }) => kind === 'mark')
  const target = path.join(await temporaryFolder(), 'left')
  for (let cut = 0; cut < cuts; cut++) {
    const count = cuts >= 4 * last ? Math.floor((cut * last) / cuts) + 1 : first + random.below(last - first + 1)
    const [name, survival] = kinds[cut % kinds.length]!
    fs.rmSync(target, { recursive: true, force: true })
    recordedDisk.crash(count, survival, target)
    const what = `after ${count} of ${last} operations, ${name} survives`
    await expectWhole(target, recordedDisk.marks(count), what)
    if (cut % 20 === 0) expect(new GitStore(path.join(target, 'dmg.git')).fsck(), what).toBe('')
  }
}, 600_000)

const refusals = ['ENOSPC', 'EROFS', 'EIO'] as const
test.for(refusals)(
  'a disk that refuses at any moment (%s) fails one write; the next works, as does a start',
  {
    timeout: 600_000
  },
  async code => {
    const base = await temporaryFolder()
    // How many calls there are in all.
    const count = { calls: 0 }
    const total = await refusedFrom(base, Number.POSITIVE_INFINITY, code, count)
    expect(total.refused).toBe(0)
    const tries = Math.min(count.calls, Math.max(10, Math.floor(cuts / 8)))
    // Each refuses at moments of its own.
    const shift = refusals.indexOf(code) / refusals.length
    let refused = 0
    for (let at = 0; at < tries; at++) {
      const result = await refusedFrom(base, Math.floor(((at + shift) * count.calls) / tries), code, { calls: 0 })
      refused += result.refused
    }
    // A call that fails in a view, or while tidying up, fails no write.
    expect(refused).toBeGreaterThan(tries / 2)
  }
)

/** The disk refuses everything from a call on, until a write has failed of it. */
async function refusedFrom(base: string, at: number, code: (typeof refusals)[number], counted: { calls: number }) {
  const root = path.join(base, String(at))
  fs.mkdirSync(root)
  recordedDisk.start(root)
  const run = await start(root)
  let refusing = true
  recordedDisk.refuse = call => {
    counted.calls++
    return refusing && counted.calls > at ? errno(code, call) : undefined
  }
  const promised: string[] = []
  let refused = 0
  for (const step of steps) {
    try {
      promised.push(...(await step(run)))
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: code === 'ENOSPC' ? 'KUBE_DISK_FULL' : 'KUBE_DISK' })
      expect(refusing).toBe(true)
      refused++
      refusing = false
      promised.push(...(await step(run)))
    }
  }
  recordedDisk.refuse = () => undefined
  await run.local.replica.close()
  await run.close()
  await expectWhole(root, promised, `${code} from call ${at}`)
  fs.rmSync(root, { recursive: true })
  return { refused }
}
