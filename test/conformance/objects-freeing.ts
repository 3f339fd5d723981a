// What every store of objects must do with those that nothing needs (src/ports/objects.ts).
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { streamBytesMin } from '../../src/base/limits.ts'
import type { FreeOptions, GitObject, Objects } from '../../src/ports/objects.ts'
import { blob, expectAll, expectationOf, gather, inPieces, listed } from '../support/object-samples.ts'
import type { ObjectsUnderTest } from './objects.ts'

/** Nobody is in the way. */
export const atOnce: FreeOptions = {
  gate: (ids, remove) => remove(new Set(ids)),
  breathe: async () => undefined,
  shareMin: 0
}

const idOf = (object: GitObject): string => expectationOf(object).id
const many = (name: string, count: number, bytes = 100): GitObject[] =>
  Array.from({ length: count }, (_, index) =>
    blob(Buffer.concat([Buffer.from(`${name} ${index} `), randomBytes(bytes)]))
  )

export function freeingConformance(name: string, make: () => Promise<ObjectsUnderTest>): void {
  describe(`objects, freed: ${name}`, () => {
    let store: ObjectsUnderTest
    let objects: Objects
    beforeEach(async () => {
      store = await make()
      objects = await store.reopen()
    })
    afterEach(async () => await store.close())

    /** A few that stand alone, and many that came together; large ones of which two share a part. */
    async function fill(): Promise<{ going: GitObject[]; staying: GitObject[] }> {
      const shared = randomBytes(2 << 20)
      const large = [1, 2, 3].map(n => blob(Buffer.concat([shared, Buffer.alloc(streamBytesMin, n)])))
      const going = [...many('g', 3), ...many('more', 70), large[0]!]
      const staying = [...many('s', 3), ...many('rest', 70), large[1]!, large[2]!]
      await objects.write([...going.slice(0, 3), ...staying.slice(0, 3)])
      await objects.write([...going.slice(3), ...staying.slice(3)])
      return { going, staying }
    }

    async function expectOnly(staying: readonly GitObject[], going: readonly GitObject[]): Promise<void> {
      expect(await listed(objects)).toEqual(staying.map(idOf).sort())
      for (const object of staying) expect(await objects.verify(idOf(object))).toBe(true)
      expect(await objects.present(going.map(idOf))).toEqual(new Set())
      for (const object of going.slice(0, 4)) {
        expect(await objects.has(idOf(object))).toBe(false)
        await expect(objects.read(idOf(object))).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
      }
    }

    test('goes, and nothing else does, now and after a restart', async () => {
      const { going, staying } = await fill()
      const sizes = new Map<string, number>()
      for await (const [id, bytes] of objects.occupied([...going, ...many('unknown', 1)].map(idOf)))
        sizes.set(id, bytes)
      expect([...sizes.keys()].sort()).toEqual(going.map(idOf).sort())
      const shown = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
      const freed = await objects.free(new Set([...going, ...many('unknown', 1)].map(idOf)), atOnce)
      expect(freed.objects).toBe(going.length)
      // What was shown is what goes, but for the ends of files.
      expect(Math.abs(freed.bytes - shown)).toBeLessThan(4_096)
      await expectOnly(staying, going)
      objects = await store.reopen()
      await expectOnly(staying, going)
      expect(await objects.free(new Set(going.map(idOf)), atOnce)).toEqual({ objects: 0, bytes: 0 })
    })

    test('comes again, written or received', async () => {
      const { going, staying } = await fill()
      const again = going.slice(0, 10)
      const pack = await gather(objects.pack(going.map(idOf)))
      await objects.free(new Set(going.map(idOf)), atOnce)
      expect((await objects.write(again)).map(({ fresh }) => fresh)).toEqual(again.map(() => true))
      await objects.receive(inPieces(pack, 50_000), expectAll(going))
      for (const object of [...going, ...staying]) expect(await objects.verify(idOf(object))).toBe(true)
    })

    test('stays where somebody has come to need it', async () => {
      const { going, staying } = await fill()
      const needed = idOf(going[5]!)
      const gate: FreeOptions['gate'] = (ids, remove) => remove(new Set(ids.filter(id => id !== needed)))
      await objects.free(new Set(going.map(idOf)), { ...atOnce, gate })
      expect(await objects.verify(needed)).toBe(true)
      for (const object of staying) expect(await objects.verify(idOf(object))).toBe(true)
      await objects.free(new Set(going.map(idOf)), atOnce)
      await expectOnly(staying, going)
    })

    test('goes while others read and write', async () => {
      const { going, staying } = await fill()
      let done = false
      const reading = (async () => {
        let rounds = 0
        for (; !done; rounds++) {
          for (const object of staying) await objects.read(idOf(object), { bytesMax: 1 << 30 })
          await new Promise(setImmediate)
        }
        return rounds
      })()
      const fresh = many('fresh', 40)
      const writing = (async () => {
        for (const object of fresh) await objects.write([object])
      })()
      await objects.free(new Set(going.map(idOf)), { ...atOnce, breathe: () => new Promise(setImmediate) })
      await writing
      done = true
      expect(await reading).toBeGreaterThan(0)
      await expectOnly([...staying, ...fresh], going)
    })
  })
}
