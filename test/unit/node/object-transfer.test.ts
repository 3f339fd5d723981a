// Lists that are untrue: signed by a member, about objects that others have rightly. They keep nobody else's entries from
// coming, and no holder is blamed for the right bytes.
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { gitId, gitSha256, sha256, toHex } from '../../../src/base/bytes.ts'
import { packStallMsMax } from '../../../src/base/limits.ts'
import { silent } from '../../../src/base/types.ts'
import type { ListedObject } from '../../../src/ledger/types.ts'
import { fetchListed, fetchObjects, Measured, repairObjects } from '../../../src/node/objects/object-transfer.ts'
import { rawObject } from '../../../src/node/objects/raw-object.ts'
import type { Channel, Network } from '../../../src/ports/network.ts'
import type { GitObject, Objects } from '../../../src/ports/objects.ts'
import { dxos } from '../../../src/proto/generated.js'
import type { RawObject } from '../../../src/sync/messages.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const blob = (text: string): GitObject => ({ type: 'blob', content: Buffer.from(text) })
const listOf = ({ type, content }: GitObject): ListedObject => ({
  id: gitId(type, content),
  type,
  size: content.length,
  sha256: gitSha256(type, content)
})
const [page, other] = [blob('an honest page'), blob('another')]
const lies: [string, ListedObject][] = [
  ['SHA-256', { ...listOf(page), sha256: sha256('a lie') }],
  ['size', { ...listOf(page), size: 3 }],
  ['type', { ...listOf(page), type: 'tree' }]
]

const staged = (listed: readonly ListedObject[], inline: readonly RawObject[] = []): StagedEntry =>
  ({ listed, inline }) as unknown as StagedEntry

/** One that asks a holder of these objects, who answers so many requests. */
async function asking(
  held: readonly GitObject[],
  here: readonly GitObject[] = [],
  { requests = Number.POSITIVE_INFINITY } = {}
) {
  const [holder, disk] = [new MemoryDisk().objects(), new MemoryDisk()]
  const objects = disk.objects()
  await holder.write([...held])
  await objects.write([...here])
  const ids = new Set(held.map(object => listOf(object).id))
  /** Of how many objects, by request. */
  const asked: number[] = []
  const open = async (): Promise<Channel> => {
    let wanted: string[] = []
    return {
      peer: 'holder',
      send: async (bytes: Uint8Array) => {
        wanted = (dxos.kube.ObjectsRequest.decode(bytes).want ?? []).map(toHex)
        asked.push(wanted.length)
      },
      close: async () => undefined,
      abort: () => undefined,
      async *[Symbol.asyncIterator]() {
        if (asked.length > requests) throw new Error('it was cut')
        yield* holder.pack(wanted.filter(id => ids.has(id)))
      }
    } as unknown as Channel
  }
  const request = {
    network: { open },
    objects: objects as Objects,
    peer: 'holder',
    scheduler: { after: () => () => undefined },
    measured: new Measured(objects)
  }
  const fetch = (...entries: StagedEntry[]) => fetchObjects({ ...request, entries })
  return { disk, objects, fetch, request, asked }
}

describe.each(lies)('a list with another %s of an object', (_, lie) => {
  test('is complete on no machine: not where the object is, and not where it comes from a peer', async () => {
    const has = await asking([page], [page])
    expect(await has.fetch(staged([lie]))).toBe('disputed')
    const lacks = await asking([page])
    expect(await lacks.fetch(staged([lie]))).toBe('disputed')
    expect(await lacks.objects.has(lie.id)).toBe(false)
  })

  test('is not mixed with a true one, in whatever order they come', async () => {
    for (const lists of [
      [listOf(page), lie],
      [lie, listOf(page)]
    ]) {
      const { fetch } = await asking([page])
      expect(await fetch(...lists.map(list => staged([list])))).toBe('disputed')
      expect(await fetch(staged([listOf(page)]))).toBe('complete')
    }
  })

  test('leaves what comes beside it none the worse', async () => {
    const { fetch, objects } = await asking([other, page])
    expect(await fetch(staged([listOf(other)]), staged([lie]))).toBe('disputed')
    expect(await objects.has(listOf(other).id)).toBe(true)
  })

  test('is seen through where the object comes inline', async () => {
    const { fetch } = await asking([])
    expect(await fetch(staged([lie], [rawObject(page)]))).toBe('disputed')
    expect(await fetch(staged([listOf(page)], [rawObject(page)]))).toBe('complete')
  })

  test('keeps nobody from mending the object by a true one', async () => {
    for (const wanted of [
      [lie, listOf(page)],
      [listOf(page), lie]
    ]) {
      const { request, objects } = await asking([page])
      await repairObjects({ ...request, peers: ['holder'], logger: silent }, wanted)
      expect(await objects.has(lie.id)).toBe(true)
    }
  })
})

test('an object that is damaged here is fetched again, not held against the list', async () => {
  const { disk, fetch, objects } = await asking([page], [page])
  disk.objectsDurable.set(listOf(page).id, blob('an honest pagf'))
  expect(await fetch(staged([listOf(page)]))).toBe('complete')
  expect(await objects.verify(listOf(page).id)).toBe(true)
})

test('a peer that trickles is left once too few bytes have come for too long, and one that is slow is not', async () => {
  const large: GitObject = { type: 'blob', content: randomBytes(40 << 10) }
  const { request, objects } = await asking([large])
  const time = new VirtualTime()
  const holder = new MemoryDisk().objects()
  await holder.write([large])
  const pull = async (bytes: number, everyMs: number): Promise<string> => {
    const ended = Promise.withResolvers<never>()
    ended.promise.catch(() => undefined)
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      const pack = Buffer.concat(await Array.fromAsync(holder.pack([listOf(large).id])))
      for (let at = 0; at < pack.length; at += bytes) {
        await Promise.race([new Promise<void>(resolve => time.after(everyMs, resolve)), ended.promise])
        yield pack.subarray(at, at + bytes)
      }
    }
    const channel = { peer: 'holder', send: async () => undefined, close: async () => undefined, abort: ended.reject }
    const open = async () => ({ ...channel, [Symbol.asyncIterator]: pieces }) as unknown as Channel
    const fetch = { ...request, scheduler: time, network: { open } as unknown as Network }
    let outcome = 'pulling'
    void fetchObjects({ ...fetch, entries: [staged([listOf(large)])] }).then(
      done => (outcome = done),
      () => (outcome = 'left')
    )
    await time.run(120_000, () => outcome !== 'pulling')
    return outcome
  }
  const began = time.now
  expect(await pull(100, packStallMsMax - 1)).toBe('unavailable')
  expect(time.now - began).toBeLessThanOrEqual(2 * packStallMsMax)
  expect(await objects.has(listOf(large).id)).toBe(false)
  expect(await pull(2 << 10, 1_500)).toBe('complete')
})

test('what came before a pull broke off is here, however much is to come', async () => {
  const large = ['a', 'b', 'c'].map(text => ({ type: 'blob' as const, content: Buffer.alloc(30 << 20, text) }))
  const { request, objects, asked } = await asking(large, [], { requests: 1 })
  const listed = large.map(listOf)
  expect(await fetchListed(request, listed)).toBe(false)
  expect(asked).toEqual([2, 1])
  expect([...(await objects.present(listed.map(({ id }) => id)))]).toEqual(listed.slice(0, 2).map(({ id }) => id))
})
