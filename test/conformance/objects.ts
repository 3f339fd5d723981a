// What every store of objects must do (src/ports/objects.ts).
import { createHash, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId, gitSha256, utf8 } from '../../src/base/bytes.ts'
import { KubeError } from '../../src/base/errors.ts'
import { encodeCommit, encodeTree } from '../../src/base/git-format.ts'
import { streamBytesMin } from '../../src/base/limits.ts'
import { encodeEntryHeader, encodePackHeader } from '../../src/git/pack-format.ts'
import type { ContentSource, ExpectedObject, GitObject, Objects } from '../../src/ports/objects.ts'

export interface ObjectsUnderTest {
  /** Opens the store again: what was stored is there. The one opened before is closed. */
  reopen(): Promise<Objects>
  /** Turns bits of a stored object over. */
  damage(id: string): Promise<void>
  close(): Promise<void>
}

export const blob = (text: string | Uint8Array): GitObject => ({
  type: 'blob',
  content: typeof text === 'string' ? utf8.encode(text) : text
})

export function expectationOf({ type, content }: GitObject): ExpectedObject {
  return { id: gitId(type, content), type, size: content.length, sha256: gitSha256(type, content) }
}

export const expectAll = (objects: readonly GitObject[]): Map<string, ExpectedObject> =>
  new Map(objects.map(object => [expectationOf(object).id, expectationOf(object)]))

export async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(64 << 10)
    parts.push(piece)
  }
  return Buffer.concat(parts)
}

export async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function listed(objects: Objects): Promise<string[]> {
  const ids: string[] = []
  for await (const id of objects.ids()) ids.push(id)
  return ids.sort()
}

const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 0 }
const file = blob('hello\n')
const tree: GitObject = {
  type: 'tree',
  content: encodeTree([{ mode: '100644', name: 'a', id: gitId('blob', file.content) }])
}
const commit: GitObject = {
  type: 'commit',
  content: encodeCommit({
    tree: gitId('tree', tree.content),
    parents: [],
    author: ident,
    committer: ident,
    message: 'm\n'
  })
}
const tag: GitObject = {
  type: 'tag',
  content: utf8.encode(
    `object ${gitId('commit', commit.content)}\ntype commit\ntag t\ntagger A <a@b> 1700000000 +0000\n\nt\n`
  )
}
const kinds = [file, tree, commit, tag, blob('')]

function sourceOf(content: Uint8Array, size = content.length): ContentSource {
  return { type: 'blob', size, open: () => inPieces(content, 60_000) }
}

/** A pack with anything in it, right or wrong. */
function packOf(entries: readonly Buffer[], count = entries.length): Buffer {
  const body = Buffer.concat([encodePackHeader(count), ...entries])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}

const entryOf = ({ type, content }: GitObject, size = content.length) =>
  Buffer.concat([encodeEntryHeader(type, size), deflateSync(content)])

export function objectsConformance(name: string, make: () => Promise<ObjectsUnderTest>): void {
  describe(`objects: ${name}`, () => {
    let store: ObjectsUnderTest
    let objects: Objects
    beforeEach(async () => {
      store = await make()
      objects = await store.reopen()
    })
    afterEach(async () => await store.close())

    test('what is written is read, now and after a restart', async () => {
      const stored = await objects.write(kinds)
      expect(stored).toEqual(kinds.map(object => ({ ...expectationOf(object), fresh: true })))
      for (const open of [async () => objects, () => store.reopen()]) {
        objects = await open()
        for (const object of kinds) {
          const { id, type, size } = expectationOf(object)
          expect(await objects.has(id)).toBe(true)
          expect(await objects.header(id)).toEqual({ type, size })
          const read = await objects.read(id)
          expect({ type: read.type, content: Buffer.from(read.content) }).toEqual({
            type,
            content: Buffer.from(object.content)
          })
          expect(await gather(objects.stream(id))).toEqual(Buffer.from(object.content))
          expect(await objects.verify(id)).toBe(true)
        }
        expect(await listed(objects)).toEqual(stored.map(({ id }) => id).sort())
      }
    })

    test('what is here, or comes twice at once, is not fresh', async () => {
      expect((await objects.write([file, tree, file])).map(({ fresh }) => fresh)).toEqual([true, true, false])
      expect((await objects.write([file, commit])).map(({ fresh }) => fresh)).toEqual([false, true])
    })

    test('many writes of the same and of other objects at once', async () => {
      const rounds = Array.from({ length: 12 }, (_, index) => [file, tree, blob(`own ${index}`)])
      const results = await Promise.all(rounds.map(round => objects.write(round)))
      for (const [index, result] of results.entries()) {
        expect(result.map(({ id }) => id)).toEqual(rounds[index]!.map(object => expectationOf(object).id))
        for (const { id } of result) expect(await objects.verify(id)).toBe(true)
      }
    })

    test('what is not here is missing', async () => {
      const { id } = expectationOf(file)
      expect(await objects.has(id)).toBe(false)
      expect(await objects.verify(id)).toBe(false)
      const isMissing = expect.objectContaining({ code: 'KUBE_OBJECT_MISSING' })
      await expect(objects.read(id)).rejects.toEqual(isMissing)
      await expect(objects.header(id)).rejects.toEqual(isMissing)
      await expect(gather(objects.stream(id))).rejects.toEqual(isMissing)
      await expect(gather(objects.pack([id]))).rejects.toEqual(isMissing)
      await objects.quarantine(id)
    })

    test('a limit on reading holds', async () => {
      const [stored] = await objects.write([blob('x'.repeat(100))])
      expect((await objects.read(stored!.id, { bytesMax: 100 })).content.length).toBe(100)
      await expect(objects.read(stored!.id, { bytesMax: 99 })).rejects.toMatchObject({ code: 'KUBE_LIMIT' })
    })

    test.each([200_000, streamBytesMin + 300_000])(
      'content of %d bytes comes from a source, and in parts',
      async size => {
        const content = randomBytes(size)
        const [stored] = await objects.write([sourceOf(content)])
        expect(stored).toEqual({ ...expectationOf(blob(content)), fresh: true })
        expect((await objects.write([sourceOf(content)]))[0]!.fresh).toBe(false)
        objects = await store.reopen()
        const { id } = stored!
        const cuts = [
          [0, 10],
          [size - 10, size],
          [65_535, 65_537],
          [100_000, 190_000],
          [size - 5, size + 5],
          [7, 7]
        ] as const
        for (const [start, end] of cuts) {
          const part = await gather(objects.stream(id, { start, end }))
          expect(part.equals(content.subarray(start, end)), `${start} to ${end}`).toBe(true)
        }
        expect((await gather(objects.stream(id, { start: 1000 }))).equals(content.subarray(1000))).toBe(true)
        expect((await gather(objects.stream(id))).equals(content)).toBe(true)
        expect(await objects.header(id)).toEqual({ type: 'blob', size })
      }
    )

    test.each([5000, streamBytesMin + 5000])('a source of %d bytes that changed stores nothing', async size => {
      const content = new Uint8Array(size)
      for (const wrong of [size - 1, size + 1]) {
        await expect(objects.write([sourceOf(content, wrong)])).rejects.toMatchObject({ code: 'KUBE_FILE_CHANGED' })
      }
      expect(await listed(objects)).toEqual([])
    })

    test('a damaged object is noticed, taken out of the way, and received again', async () => {
      const large = blob(randomBytes(streamBytesMin + 1000))
      const many = [file, tree, large, ...Array.from({ length: 80 }, (_, index) => blob(`file ${index} of many`))]
      await objects.write([file, tree])
      await objects.write(many)
      const bytes = await gather(objects.pack(many.map(object => expectationOf(object).id)))
      for (const object of [file, large, many[40]!]) {
        const { id } = expectationOf(object)
        await store.damage(id)
        objects = await store.reopen()
        expect(await objects.has(id)).toBe(true)
        expect(await objects.verify(id)).toBe(false)
        const isDamaged = expect.objectContaining({ code: 'KUBE_OBJECT_DAMAGED' })
        await expect(gather(objects.stream(id))).rejects.toEqual(isDamaged)
        await expect(gather(objects.stream(id, { start: 5, end: 6 }))).rejects.toEqual(isDamaged)
        await expect(gather(objects.pack([id]))).rejects.toEqual(isDamaged)
        if (object !== large) await expect(objects.read(id)).rejects.toEqual(isDamaged)
        await objects.quarantine(id)
        expect(await objects.has(id)).toBe(false)
        await objects.receive(inPieces(bytes, 50_000), expectAll(many))
        expect(await objects.verify(id)).toBe(true)
      }
      objects = await store.reopen()
      for (const object of many) expect(await objects.verify(expectationOf(object).id)).toBe(true)
    })

    describe('receiving', () => {
      const refused = { code: 'KUBE_PEER_MISBEHAVED' }

      test('whatever pieces a pack comes in, all of it is stored', async () => {
        const content = fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.nat(400_000).map(size => Buffer.alloc(size, 'ab'))
        )
        const some = fc.uniqueArray(content.map(blob), { maxLength: 8, selector: object => expectationOf(object).id })
        await fc.assert(
          fc.asyncProperty(some, fc.integer({ min: 1, max: 5000 }), async (list, size) => {
            const other = await make()
            const from = await other.reopen()
            await from.write(list)
            const pack = await gather(from.pack(list.map(object => expectationOf(object).id)))
            const result = await objects.receive(inPieces(pack, size), expectAll(list))
            expect(result.complete).toBe(true)
            expect([...result.stored].sort()).toEqual(list.map(object => expectationOf(object).id).sort())
            for (const object of list) {
              expect(Buffer.from((await objects.read(expectationOf(object).id)).content).equals(object.content)).toBe(
                true
              )
            }
            await other.close()
          }),
          { numRuns: 12 }
        )
      })

      test('a pack that is cut short leaves what was whole', async () => {
        const list = [...kinds, blob(randomBytes(300_000)), blob('last')]
        const pack = packOf(list.map(object => entryOf(object)))
        const cuts = [0, 5, 12, 13, 40, 200, 700, 200_000, pack.length - 21, pack.length - 1]
        for (const cut of cuts) {
          const other = await make()
          const target = await other.reopen()
          const result = await target.receive(inPieces(pack.subarray(0, cut)), expectAll(list))
          expect(result.complete).toBe(false)
          expect(await listed(target)).toEqual([...result.stored].sort())
          const rest = list.filter(object => !result.stored.includes(expectationOf(object).id))
          const second = await target.receive(inPieces(packOf(rest.map(object => entryOf(object)))), expectAll(rest))
          expect(second.complete).toBe(true)
          for (const object of list) expect(await target.verify(expectationOf(object).id)).toBe(true)
          await other.close()
        }
      })

      test('a stream that fails leaves what was whole and says why', async () => {
        const list = [file, tree, commit]
        const pack = packOf(list.map(object => entryOf(object)))
        const failing = async function* () {
          yield* inPieces(pack.subarray(0, pack.length - 25))
          throw new Error('the line is dead')
        }
        const result = await objects.receive(failing(), expectAll(list))
        expect(result).toMatchObject({ complete: false, cause: new Error('the line is dead') })
        expect(result.stored).toHaveLength(2)
      })

      test('less than was asked for is not complete', async () => {
        const result = await objects.receive(inPieces(packOf([entryOf(file)])), expectAll([file, tree]))
        expect(result).toEqual({ stored: [expectationOf(file).id], complete: false })
      })

      test('objects that are here already are no fault', async () => {
        await objects.write([file])
        const list = [file, tree]
        const result = await objects.receive(inPieces(packOf(list.map(object => entryOf(object)))), expectAll(list))
        expect(result.complete).toBe(true)
      })

      const mid = blob(randomBytes(300_000))
      const zeros = blob(new Uint8Array(400_000))
      const deltaHeader = (kind: number, size: number) => Buffer.from([(kind << 4) | size])
      const lies: [string, readonly GitObject[], () => Buffer][] = [
        ['no pack at all', [file], () => Buffer.from('GET / HTTP/1.1\r\n\r\n and so on')],
        ['a pack of version 3', [file], () => Buffer.from(packOf([entryOf(file)])).fill(3, 7, 8)],
        ['an object that nobody asked for', [file], () => packOf([entryOf(blob('hello!'))])],
        ['more objects than were asked for', [file], () => packOf([entryOf(file), entryOf(tree)])],
        ['an object twice', [file, tree], () => packOf([entryOf(file), entryOf(file)])],
        ['an object of another type', [file], () => packOf([entryOf({ ...file, type: 'tag' })])],
        ['a wrong checksum', [file], () => Buffer.concat([packOf([entryOf(file)]).subarray(0, -20), randomBytes(20)])],
        ['something behind its end', [file], () => Buffer.concat([packOf([entryOf(file)]), Buffer.from('x')])],
        ['content longer than it says', [file], () => packOf([entryOf(file, 5)])],
        ['content shorter than it says', [file, mid], () => packOf([entryOf(file, 7)])],
        ['an impossible size', [file], () => packOf([entryOf(file, 2 ** 40)])],
        ['what is not zlib', [file], () => packOf([Buffer.concat([encodeEntryHeader('blob', 6), randomBytes(300)])])],
        ['an unknown type', [file], () => packOf([Buffer.from([0x50, 1, 2, 3, ...new Array(60).fill(0)])])],
        [
          'a delta by offset',
          [file, mid],
          () =>
            packOf([
              entryOf(file),
              Buffer.concat([deltaHeader(6, 6), Buffer.from([20]), deflateSync(file.content), Buffer.alloc(40)])
            ])
        ],
        [
          'a delta by id',
          [file],
          () =>
            packOf([Buffer.concat([deltaHeader(7, 6), randomBytes(20), deflateSync(file.content), Buffer.alloc(40)])])
        ],
        [
          'a bomb',
          [file],
          () => packOf([Buffer.concat([encodeEntryHeader('blob', 6), deflateSync(Buffer.alloc(1 << 20))])])
        ],
        [
          'a large bomb',
          [mid],
          () => packOf([Buffer.concat([encodeEntryHeader('blob', 300_000), deflateSync(Buffer.alloc(20 << 20))])])
        ],
        ['a large object that is wrong', [mid], () => packOf([entryOf(blob(randomBytes(300_000)))])],
        [
          'a large object that is short',
          [mid],
          () => packOf([Buffer.concat([encodeEntryHeader('blob', 300_000), deflateSync(mid.content.subarray(1))])])
        ],
        [
          'a large object that is not zlib',
          [mid],
          () => packOf([Buffer.concat([encodeEntryHeader('blob', 300_000), randomBytes(500_000)])])
        ],
        [
          'a large object padded without end',
          [zeros],
          () =>
            packOf([
              Buffer.concat([
                encodeEntryHeader('blob', 400_000),
                Buffer.from([0x78, 1]),
                Buffer.alloc(2 << 20, Buffer.from([0, 0, 0, 0xff, 0xff]))
              ])
            ])
        ]
      ]
      test.each(lies)('%s is refused', async (_what, expected, pack) => {
        await expect(objects.receive(inPieces(pack(), 70_000), expectAll(expected))).rejects.toMatchObject(refused)
        const known = new Set(expected.map(object => expectationOf(object).id))
        for (const id of await listed(objects)) {
          expect(known.has(id)).toBe(true)
          expect(await objects.verify(id)).toBe(true)
        }
      })

      test('an object with the right id and another SHA-256 is refused', async () => {
        for (const object of [file, mid]) {
          const expected = { ...expectationOf(object), sha256: new Uint8Array(32) }
          const received = objects.receive(inPieces(packOf([entryOf(object)])), new Map([[expected.id, expected]]))
          await expect(received).rejects.toMatchObject(refused)
        }
        expect(await listed(objects)).toEqual([])
      })

      test('what was right before a lie stays', async () => {
        const pack = packOf([entryOf(file), entryOf(mid), entryOf(blob('a lie'))])
        const expected = expectAll([file, mid, tree])
        await expect(objects.receive(inPieces(pack), expected)).rejects.toBeInstanceOf(KubeError)
        expect(await listed(objects)).toEqual([file, mid].map(object => expectationOf(object).id).sort())
        objects = await store.reopen()
        expect(await objects.verify(expectationOf(mid).id)).toBe(true)
      })

      test('bytes turned over anywhere never store anything wrong', async () => {
        const list = [file, tree, blob('some more text, some more text'), blob(randomBytes(3000))]
        const pack = packOf(list.map(object => entryOf(object)))
        await fc.assert(
          fc.asyncProperty(fc.nat(pack.length - 1), fc.integer({ min: 1, max: 255 }), async (place, bits) => {
            const other = await make()
            const target = await other.reopen()
            const wrong = Buffer.from(pack)
            wrong[place] = wrong[place]! ^ bits
            try {
              const { complete } = await target.receive(inPieces(wrong, 97), expectAll(list))
              expect(complete).toBe(false)
            } catch (thrown) {
              expect(thrown).toMatchObject(refused)
            }
            const known = expectAll(list)
            for (const id of await listed(target)) {
              expect(known.has(id)).toBe(true)
              expect(await target.verify(id)).toBe(true)
            }
            await other.close()
          }),
          { numRuns: 40 }
        )
      })
    })
  })
}
