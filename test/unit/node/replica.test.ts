// Entries that come in together, where one of them cannot be read now: all but what builds on it are in, and known to all;
// the rest comes in with the next attempt. And whoever follows, where one of them fails.
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { didOfKey, keyOfPeerId } from '../../../src/base/identity.ts'
import { silent } from '../../../src/base/types.ts'
import type { Facts } from '../../../src/ledger/types.ts'
import type { Applied } from '../../../src/node/entries/changes.ts'
import type { FactReader } from '../../../src/node/entries/entry-facts.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import { Replica } from '../../../src/node/replica.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { peerOf, seal, subnet } from '../../simulation/sim-kube.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const author = { name: 'test', email: 'test@kube', seconds: 1_700_000_000, offset: 0 }
const writers = [0, 2].map(index => didOfKey(keyOfPeerId(peerOf(index))))

/** `refs/!trust/first/!credential` makes the writers admins; every read goes by `watch`. */
function factsOf(watch: (ref: string) => void): FactReader {
  return {
    of: async (updates): Promise<Facts> => {
      for (const { ref } of updates) watch(ref)
      const isFirst = updates.some(({ ref }) => ref === 'refs/!trust/first/!credential')
      const grants = writers.map(
        subject => ({ id: `first ${subject}`, issuer: didOfKey(subnet), subject, role: 'admin', scope: '' }) as const
      )
      return isFirst ? { grants } : {}
    },
    keysIn: async () => []
  }
}

async function replica(index: number, watch: (ref: string) => void = () => undefined, disk = new MemoryDisk()) {
  const time = new VirtualTime()
  const self = peerOf(index)
  const made = await Replica.open({
    self,
    subnet,
    name: `kube-${index}`,
    objects: disk.objects(),
    refs: disk.refs(),
    state: disk.state(),
    signer: { peerId: self, sign: payload => seal(self, payload) },
    verifier: { verify: (chain, payload, armored) => armored === seal(chain, payload) },
    clock: time.clock(() => 0),
    scheduler: time,
    logger: silent,
    facts: factsOf(watch)
  })
  return { disk, time, replica: made }
}

interface Writer {
  readonly replica: Replica
  readonly staged: StagedEntry[]
}

async function writer(index: number): Promise<Writer> {
  const { replica: made } = await replica(index)
  const staged: StagedEntry[] = []
  made.onAppended = one => staged.push(one)
  return { replica: made, staged }
}

async function write({ replica: to }: Pick<Writer, 'replica'>, ...refs: string[]): Promise<void> {
  for (const ref of refs) {
    const { id, objects } = smallCommit({ files: { text: Buffer.from(ref) }, parents: [], author, message: ref })
    await to.append(() => ({ updates: [{ ref, old: undefined, new: id }], objects, message: ref }))
  }
}

const idsOf = (staged: readonly StagedEntry[]): string[] => staged.map(({ entry }) => entry.id)

test('what does not build on one that cannot be read is in, and shown', async () => {
  const [one, other] = [await writer(0), await writer(2)]
  await write(one, 'refs/!trust/first/!credential')
  await other.replica.commit(one.staged)
  await write(one, 'refs/a/!https', 'refs/b/!https', 'refs/c/!https')
  await write(other, 'refs/d/!https', 'refs/e/!https')
  const staged = [...one.staged, ...other.staged]

  let broken = true
  const reader = await replica(1, ref => {
    if (broken && ref === 'refs/b/!https') throw new KubeError('KUBE_DISK', 'the disk is busy')
  })
  const { ledger } = reader.replica
  const applied: Applied[] = []
  reader.replica.onApplied(one => void applied.push(one))
  const [, , b, c] = idsOf(one.staged)
  expect([...(await reader.replica.commit(staged)).keys()]).toEqual([b, c])
  expect(idsOf(staged).filter(id => !ledger.has(id))).toEqual([b, c])
  expect(reader.disk.refsLive.get('refs/e/!https')).toBe(ledger.ref('refs/e/!https'))
  expect(applied.map(({ entries }) => entries.length)).toEqual([4])

  broken = false
  expect((await reader.replica.commit(staged)).size).toBe(0)
  await one.replica.commit(other.staged)
  expect(ledger.digest()).toBe(one.replica.ledger.digest())
  expect(reader.disk.refsLive.get('refs/c/!https')).toBe(ledger.ref('refs/c/!https'))
  expect(applied.map(({ entries }) => entries.length)).toEqual([4, 2])
  expect([...(await reader.disk.refs().heads()).keys()].filter(ref => ref.includes('!fork'))).toEqual([])
})

test('what was left out at a start and comes again from peers is no fork', async () => {
  const one = await writer(0)
  await write(one, 'refs/!trust/first/!credential', 'refs/a/!https', 'refs/b/!https', 'refs/c/!https')
  const before = await replica(1)
  await before.replica.commit(one.staged)
  await before.replica.close()
  const { disk } = before
  disk.crash(what => what !== 'state')
  disk.objectsDurable.delete(idsOf(one.staged)[1]!)
  const reader = await replica(1, () => undefined, disk)
  // No head leads to what is below it: that is looked for.
  expect(reader.replica.ledger.position).toBe(1)
  await reader.replica.commit(one.staged)
  expect(reader.replica.ledger.digest()).toBe(one.replica.ledger.digest())
  expect([...(await disk.refs().heads()).keys()].filter(ref => ref.includes('!fork'))).toEqual([])
})

test('every follower hears of a change, and a view that could not take one in is read anew', async () => {
  const { replica: made, time } = await replica(0)
  let broken = true
  const [heard, seen]: [string[][], string[]] = [[], []]
  const fails = (): void => {
    if (broken) throw Object.assign(new Error('too many open files'), { code: 'EMFILE' })
  }
  const rebuild = async (): Promise<void> => {
    fails()
    seen.splice(0, seen.length, ...[...made.ledger.refs()].map(([ref]) => ref).sort())
  }
  made.onApplied(
    ({ refs }) => {
      fails()
      seen.push(...refs.keys())
    },
    { name: 'a view', rebuild }
  )
  made.onApplied(({ refs }) => void heard.push([...refs.keys()]))
  const appended: StagedEntry[] = []
  made.onAppended = staged => appended.push(staged)

  await write({ replica: made }, 'refs/!trust/first/!credential', 'refs/a/!https')
  expect(heard).toEqual([['refs/!trust/first/!credential'], ['refs/a/!https']])
  expect(appended).toHaveLength(2)
  expect(seen).toEqual([])
  await time.run(3_000)
  expect(seen).toEqual([])
  broken = false
  await time.run(3_000)
  expect(seen).toEqual(['refs/!trust/first/!credential', 'refs/a/!https'])
  await write({ replica: made }, 'refs/b/!https')
  expect(seen).toHaveLength(3)
  await made.close()
})

test('a write that cannot be read leaves nothing behind', async () => {
  let broken = false
  const { replica: made } = await replica(0, () => {
    if (broken) throw new KubeError('KUBE_DISK', 'the disk is busy')
  })
  const put = (ref: string) => {
    const { id, objects } = smallCommit({ files: { text: Buffer.from(ref) }, parents: [], author, message: ref })
    return made.append(() => ({ updates: [{ ref, old: undefined, new: id }], objects, message: ref }))
  }
  await put('refs/!trust/first/!credential')
  broken = true
  await expect(put('refs/a/!https')).rejects.toThrow('the disk is busy')
  broken = false
  expect((await put('refs/a/!https'))?.sequence).toBe(2)
  expect(made.ledger.standing(made.ledger.tipOf(peerOf(0))!.id)).toBe('standing')
})
