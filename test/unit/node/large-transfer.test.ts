// Large objects whose transfer is cut: the next goes on where it was, and what comes of it is the object or nothing.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { gitId, gitSha256 } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { uncounted } from '../../../src/base/limit-hits.ts'
import { partialMsMax } from '../../../src/base/limits.ts'
import type { ListedObject } from '../../../src/ledger/types.ts'
import { contentProtocol, serveContent } from '../../../src/node/objects/large-transfer.ts'
import { fetchListed, Measured, serveObjects } from '../../../src/node/objects/object-transfer.ts'
import { realScheduler } from '../../../src/node/real.ts'
import type { Channel, Network } from '../../../src/ports/network.ts'
import type { Objects } from '../../../src/ports/objects.ts'
import { PartialFiles } from '../../../src/storage/partial-files.ts'
import { channelPair } from '../../support/channel-pair.ts'
import { GitStore } from '../../support/git-store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const bytesMin = 1 << 20
const content = randomBytes(bytesMin + 54_321)
const text = Buffer.from(randomBytes(bytesMin + 17).toString('hex'))
const listOf = (bytes: Uint8Array): ListedObject => ({
  id: gitId('blob', bytes),
  type: 'blob',
  size: bytes.length,
  sha256: gitSha256('blob', bytes)
})

let partialFolder: string
let here: Objects
let there: Objects
beforeEach(async () => {
  const stores = [await GitStore.make(), await GitStore.make()]
  onTestFinished(async () => {
    for (const store of stores) await store.close()
  })
  ;[here, there] = (await Promise.all(stores.map(store => store.reopen()))) as [Objects, Objects]
  await there.write([
    { type: 'blob', content },
    { type: 'blob', content: text }
  ])
  partialFolder = path.join(await temporaryFolder(), 'partial')
})

interface Link {
  /** Bytes that come before it is cut. */
  readonly cutAfter?: number
  /** Knows the protocol for the rest of an object. */
  readonly isNew?: boolean
  /** What it makes of a piece of content. */
  readonly bend?: (piece: Uint8Array) => Uint8Array
}

let came = 0

/** Sends a beginning, and then the same again and again. */
function endlessChannel(beginning: Uint8Array, again: Uint8Array): Channel {
  const channel = { peer: 'there', limit: () => undefined, send: async () => undefined, close: async () => undefined }
  return {
    ...channel,
    abort: () => undefined,
    async *[Symbol.asyncIterator]() {
      yield beginning
      for (;;) {
        await new Promise(resolve => setImmediate(resolve))
        came += again.length
        yield again
      }
    }
  }
}

/** One that holds the objects, over a link of which each channel is cut after so many bytes. */
function network({
  cutAfter = Number.POSITIVE_INFINITY,
  isNew = true,
  bend = piece => piece
}: Link): Pick<Network, 'open'> {
  const open = async (_: string, protocol: string): Promise<Channel> => {
    if (protocol === contentProtocol && !isNew) throw new KubeError('KUBE_PEER_REFUSED', 'does not speak it')
    const [ours, theirs] = channelPair('there', 'here')
    const options = { objects: there, scheduler: realScheduler, hit: uncounted }
    const serve = protocol === contentProtocol ? serveContent : serveObjects
    serve(theirs, options).catch(error => theirs.abort(error))
    let sent = 0
    return {
      ...ours,
      peer: ours.peer,
      send: bytes => ours.send(bytes),
      close: () => ours.close(),
      limit: bytes => ours.limit(bytes),
      abort: reason => ours.abort(reason),
      async *[Symbol.asyncIterator]() {
        for await (const piece of ours) {
          sent += piece.length
          if (sent > cutAfter) throw new KubeError('KUBE_PEER_LOST', 'it was cut')
          came += piece.length
          yield protocol === contentProtocol ? bend(piece) : piece
        }
      }
    }
  }
  return { open }
}

async function pull(bytes: Uint8Array, link: Link = {}, partials = partialsHere()): Promise<boolean> {
  const request = { objects: here, peer: 'there', scheduler: realScheduler, measured: new Measured(here), partials }
  return fetchListed({ ...request, network: network(link) }, [listOf(bytes)])
}

async function isHere(bytes: Uint8Array): Promise<boolean> {
  const { id } = listOf(bytes)
  return (await here.has(id)) && here.verify(id)
}

const partialsHere = (): PartialFiles => new PartialFiles(partialFolder, { bytesMin })
const left = (): string[] => (fs.existsSync(partialFolder) ? fs.readdirSync(partialFolder) : [])

describe('a transfer that is cut', () => {
  test('goes on from there, however often, and little comes twice', async () => {
    came = 0
    const cut = 256 << 10
    let pulls = 0
    for (; pulls < 12 && !(await pull(content, { cutAfter: cut })); pulls++) expect(await isHere(content)).toBe(false)
    expect(pulls).toBeLessThanOrEqual(6)
    expect(came).toBeLessThan(content.length + 6 * (70 << 10))
    expect(await isHere(content)).toBe(true)
    expect(left()).toEqual([])
  })

  test('of what can be made small stays small', async () => {
    came = 0
    for (let pulls = 0; pulls < 12 && !(await pull(text, { cutAfter: 300 << 10 })); pulls++);
    expect(await isHere(text)).toBe(true)
    expect(came).toBeLessThan(0.7 * text.length)
  })

  test('at any places, with others in between: the object or nothing', async () => {
    const cuts = fc.array(fc.tuple(fc.nat(content.length), fc.boolean()), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(cuts, async at => {
        fs.rmSync(partialFolder, { recursive: true, force: true })
        await here.free(new Set([listOf(content).id]), {
          gate: (ids, remove) => remove(new Set(ids)),
          breathe: async () => undefined,
          shareMin: 0
        })
        for (const [cutAfter, isNew] of at) await pull(content, { cutAfter, isNew })
        expect(await pull(content)).toBe(true)
        expect(await isHere(content)).toBe(true)
        expect(left()).toEqual([])
      }),
      { numRuns: 25 }
    )
  }, 60_000)

  test('comes whole from a machine that knows nothing of it', async () => {
    expect(await pull(content, { cutAfter: 400 << 10 })).toBe(false)
    expect(await pull(content, { isNew: false })).toBe(true)
    expect(await isHere(content)).toBe(true)
    expect(left()).toEqual([])
  })
})

test('what lies beside it comes too, also what is empty', async () => {
  const empty = Buffer.alloc(0)
  await there.write([{ type: 'blob', content: empty }])
  await pull(content, { cutAfter: 400 << 10 })
  const request = { objects: here, peer: 'there', scheduler: realScheduler, measured: new Measured(here) }
  const all = [listOf(content), listOf(empty)]
  expect(await fetchListed({ ...request, partials: partialsHere(), network: network({}) }, all)).toBe(true)
  expect(await here.has(listOf(empty).id)).toBe(true)
})

describe('what is not the content', () => {
  test('and never ends, is left', async () => {
    await pull(content, { cutAfter: 400 << 10 })
    came = 0
    const nothing = Buffer.from('0000ffff'.repeat(8_000), 'hex')
    const endless = {
      open: async () => endlessChannel(Buffer.concat([Buffer.from([0x78, 0x01]), Buffer.from([0])]), nothing)
    }
    const request = { objects: here, peer: 'there', scheduler: realScheduler, measured: new Measured(here) }
    const pulling = fetchListed({ ...request, partials: partialsHere(), network: endless }, [listOf(content)])
    await expect(pulling).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
    expect(came).toBeLessThan(3 * content.length)
    expect(await pull(content)).toBe(true)
  })

  test('of the rest is seen in the end: nothing of it is stored, and it comes anew', async () => {
    for (const at of [1, 600 << 10]) {
      fs.mkdirSync(partialFolder, { recursive: true })
      const beginning = Buffer.from(content.subarray(0, 800 << 10))
      beginning[at]! ^= 1
      fs.writeFileSync(path.join(partialFolder, listOf(content).id), beginning)
      expect(await pull(content, { cutAfter: 200 << 10 })).toBe(false)
      expect(await isHere(content)).toBe(false)
    }
    expect(await pull(content)).toBe(true)
    expect(await isHere(content)).toBe(true)
    expect(await Array.fromAsync(here.ids())).toEqual([listOf(content).id])
  })

  test('and no zlib stream, or more than there is, is no success', async () => {
    await pull(content, { cutAfter: 400 << 10 })
    expect(await pull(content, { bend: piece => Buffer.alloc(piece.length, 7) })).toBe(false)
    expect(await pull(content)).toBe(true)
    // The holder has another object under that name: longer.
    fs.writeFileSync(path.join(partialFolder, listOf(text).id), Buffer.alloc(listOf(text).size + 1))
    expect(await pull(text)).toBe(true)
    expect(await isHere(text)).toBe(true)
  })

  test('in the kept stream is thrown away', async () => {
    for (const file of ['', '.z']) {
      fs.mkdirSync(partialFolder, { recursive: true })
      fs.writeFileSync(path.join(partialFolder, `${listOf(content).id}${file}`), file === '' ? '' : randomBytes(70_000))
    }
    expect(await pull(content)).toBe(true)
    expect(left()).toEqual([])
  })
})

test('a beginning that is whole is taken without asking, once', async () => {
  fs.mkdirSync(partialFolder, { recursive: true })
  fs.writeFileSync(path.join(partialFolder, listOf(content).id), content)
  came = 0
  expect(await pull(content)).toBe(true)
  expect(came).toBe(0)
  expect(await isHere(content)).toBe(true)
})

test('two that pull one object do not write into one file', async () => {
  const partials = partialsHere()
  await pull(content, { cutAfter: 400 << 10 }, partials)
  expect(await Promise.all([pull(content, {}, partials), pull(content, {}, partials)])).toEqual([true, true])
  expect(await isHere(content)).toBe(true)
  expect(left()).toEqual([])
})

test('what has come takes room that it does not have to find again', async () => {
  const { size } = listOf(content)
  const taken = (): number => left().reduce((sum, name) => sum + fs.statSync(path.join(partialFolder, name)).size, 0)
  const room = async () => ({ bavail: Math.floor(3.2 * size) - taken(), bsize: 1 }) as never
  const short = vi.spyOn(fs.promises, 'statfs').mockImplementation(room)
  came = 0
  for (let pulls = 0; pulls < 6 && !(await pull(content, { cutAfter: 400 << 10 })); pulls++);
  short.mockRestore()
  expect(await isHere(content)).toBe(true)
  expect(came).toBeLessThan(1.4 * size)
})

test('a disk that keeps no rest has it come whole, at once', async () => {
  await pull(content, { cutAfter: 400 << 10 })
  const begun = path.join(partialFolder, listOf(content).id)
  const refusing = vi.spyOn(fs.promises, 'open').mockImplementation(async file => {
    throw Object.assign(new Error('quota'), { code: 'EDQUOT', syscall: 'open', path: file })
  })
  const partials = partialsHere()
  const pulled = await pull(content, {}, partials).finally(() => refusing.mockRestore())
  expect(pulled).toBe(true)
  expect(fs.existsSync(begun)).toBe(false)
  expect(await isHere(content)).toBe(true)
})

test('nothing is kept where there is no room for it, nor for ever', async () => {
  const { size } = listOf(content)
  const bavail = Math.floor(2.5 * size)
  const short = vi.spyOn(fs.promises, 'statfs').mockResolvedValue({ bavail, bsize: 1 } as never)
  expect(await pull(content, { cutAfter: 400 << 10 })).toBe(false)
  expect(left()).toEqual([])
  short.mockRestore()

  expect(await pull(content, { cutAfter: 400 << 10 })).toBe(false)
  expect(left()).toHaveLength(1)
  const old = (Date.now() - partialMsMax - 1000) / 1000
  for (const name of left()) fs.utimesSync(path.join(partialFolder, name), old, old)
  await pull(text, { cutAfter: 300 << 10 })
  expect(left()).toEqual([`${listOf(text).id}.z`])
})
