// What every store of objects must do with a pack from a peer (src/ports/objects.ts).
import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KubeError } from '../../src/base/errors.ts'
import type { ExpectedObject, GitObject, Objects } from '../../src/ports/objects.ts'
import { encodeEntryHeader } from '../../src/storage/pack-format.ts'
import {
  blob,
  commit,
  entryOf,
  expectAll,
  expectationOf,
  file,
  gather,
  inPieces,
  kinds,
  listed,
  packOf,
  tree
} from '../support/object-samples.ts'
import type { ObjectsUnderTest } from './objects.ts'

export function receivingConformance(name: string, make: () => Promise<ObjectsUnderTest>): void {
  describe(`objects, received: ${name}`, () => {
    let store: ObjectsUnderTest
    let objects: Objects
    beforeEach(async () => {
      store = await make()
      objects = await store.reopen()
    })
    afterEach(async () => await store.close())

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
      expect(result).toEqual({ stored: [expectationOf(file).id], complete: false, disputed: false })
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
        () => packOf([Buffer.concat([deltaHeader(7, 6), randomBytes(20), deflateSync(file.content), Buffer.alloc(40)])])
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

    const untrue: [string, (object: GitObject) => Partial<ExpectedObject>][] = [
      ['SHA-256', () => ({ sha256: new Uint8Array(32) })],
      ['type', () => ({ type: 'tag' })],
      ['size', ({ content }) => ({ size: content.length + 1 })],
      ['smaller size', ({ content }) => ({ size: content.length - 1 })]
    ]
    test.each(untrue)('an object with the right id that is listed with another %s is disputed', async (what, lie) => {
      for (const object of [file, mid]) {
        const [{ id }, beside] = [expectationOf(object), blob(`beside ${object.content.length}`)]
        // Nothing can be read behind what is larger than all that was asked for.
        const sent = what === 'smaller size' ? [beside, object] : [object, beside]
        const expected = expectAll(sent)
        expected.set(id, { ...expectationOf(object), ...lie(object) })
        const result = await objects.receive(inPieces(packOf(sent.map(each => entryOf(each)))), expected)
        expect(result).toEqual({ stored: [expectationOf(beside).id], complete: false, disputed: true })
        expect(await objects.has(id)).toBe(false)
      }
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
}
