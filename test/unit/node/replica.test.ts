// Entries that come in together, where one of them cannot be read now: those before it are in, and known to all; the rest
// come in with the next attempt.
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { didOfKey, keyOfPeerId } from '../../../src/base/identity.ts'
import { silent } from '../../../src/base/types.ts'
import type { Facts } from '../../../src/ledger/types.ts'
import type { FactReader } from '../../../src/node/entry-facts.ts'
import { type Applied, Replica } from '../../../src/node/replica.ts'
import { smallCommit } from '../../../src/node/small-commit.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { peerOf, seal, subnet } from '../../simulation/sim-kube.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const author = { name: 'test', email: 'test@kube', seconds: 1_700_000_000, offset: 0 }
const writerDid = didOfKey(keyOfPeerId(peerOf(0)))

/** Whoever writes `refs/!trust/first/!credential` first is admin; every read goes by `watch`. */
function factsOf(watch: (ref: string) => void): FactReader {
  return {
    of: async (updates): Promise<Facts> => {
      for (const { ref } of updates) watch(ref)
      const isFirst = updates.some(({ ref }) => ref === 'refs/!trust/first/!credential')
      const grant = { id: 'first', issuer: didOfKey(subnet), subject: writerDid, role: 'admin', scope: '' } as const
      return isFirst ? { grants: [grant] } : {}
    },
    keysIn: async () => []
  }
}

async function replica(index: number, watch: (ref: string) => void = () => undefined) {
  const disk = new MemoryDisk()
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
    clock: time.clock(0),
    scheduler: time,
    logger: silent,
    facts: factsOf(watch)
  })
  return { disk, replica: made }
}

test('what came before one that cannot be read is in, and shown', async () => {
  const writer = await replica(0)
  const staged: StagedEntry[] = []
  writer.replica.onAppended = one => staged.push(one)
  for (const ref of ['refs/!trust/first/!credential', 'refs/a/!https', 'refs/b/!https', 'refs/c/!https']) {
    const { id, objects } = smallCommit({ files: { text: Buffer.from(ref) }, parents: [], author, message: ref })
    await writer.replica.append(() => ({ updates: [{ ref, old: undefined, new: id }], objects, message: ref }))
  }

  let broken = true
  const reader = await replica(1, ref => {
    if (broken && ref === 'refs/b/!https') throw new KubeError('KUBE_DISK', 'the disk is busy')
  })
  const applied: Applied[] = []
  reader.replica.onApplied(one => void applied.push(one))
  await expect(reader.replica.commit(staged)).rejects.toThrow('the disk is busy')
  const ids = staged.map(({ entry }) => entry.id)
  expect(ids.map(id => reader.replica.ledger.has(id))).toEqual([true, true, false, false])
  expect(reader.disk.refsLive.get('refs/a/!https')).toBe(reader.replica.ledger.ref('refs/a/!https'))
  expect(applied.map(({ entries }) => entries.length)).toEqual([2])

  broken = false
  await reader.replica.commit(staged)
  expect(reader.replica.ledger.digest()).toBe(writer.replica.ledger.digest())
  expect(reader.disk.refsLive.get('refs/c/!https')).toBe(writer.replica.ledger.ref('refs/c/!https'))
  expect(applied.map(({ entries }) => entries.length)).toEqual([2, 2])
})

test('a write that cannot be read leaves nothing behind', async () => {
  let broken = false
  const writer = await replica(0, () => {
    if (broken) throw new KubeError('KUBE_DISK', 'the disk is busy')
  })
  const write = (ref: string) => {
    const { id, objects } = smallCommit({ files: { text: Buffer.from(ref) }, parents: [], author, message: ref })
    return writer.replica.append(() => ({ updates: [{ ref, old: undefined, new: id }], objects, message: ref }))
  }
  await write('refs/!trust/first/!credential')
  broken = true
  await expect(write('refs/a/!https')).rejects.toThrow('the disk is busy')
  broken = false
  expect((await write('refs/a/!https'))?.sequence).toBe(2)
  expect(writer.replica.ledger.standing(writer.replica.ledger.tipOf(peerOf(0))!.id)).toBe('standing')
})
