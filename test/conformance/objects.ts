// What every store of objects must do (src/ports/objects.ts), but for what comes from peers.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { streamBytesMin } from '../../src/base/limits.ts'
import type { Objects } from '../../src/ports/objects.ts'
import {
  blob,
  commit,
  expectAll,
  expectationOf,
  file,
  gather,
  inPieces,
  kinds,
  listed,
  sourceOf,
  tree
} from '../support/object-samples.ts'

export interface ObjectsUnderTest {
  /** Opens the store again: what was stored is there. The one opened before is closed. */
  reopen(): Promise<Objects>
  /** Turns bits of a stored object over. */
  damage(id: string): Promise<void>
  close(): Promise<void>
}

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

    test('an object that comes with its hashes is the same as one without', async () => {
      const hashed = kinds.map(object => ({
        ...object,
        id: expectationOf(object).id,
        sha256: expectationOf(object).sha256
      }))
      const stored = await objects.write(hashed)
      expect(stored).toEqual(kinds.map(object => ({ ...expectationOf(object), fresh: true })))
      for (const { id } of stored) expect(await objects.verify(id)).toBe(true)
      expect((await objects.write(kinds)).every(({ fresh }) => !fresh)).toBe(true)
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
  })
}
