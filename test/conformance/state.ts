// What every store of views must do (src/ports/state.ts).
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { State } from '../../src/ports/state.ts'

export interface StateUnderTest {
  /** Opens the store again; the one opened before is closed. */
  reopen(): Promise<State>
  close(): Promise<void>
}

const bytes = (...values: number[]) => new Uint8Array(values)

export async function ranged(state: State, ...range: Parameters<State['range']>): Promise<[string, number[]][]> {
  const found: [string, number[]][] = []
  for await (const [key, value] of state.range(...range)) found.push([key, [...value]])
  return found
}

export function stateConformance(name: string, make: () => Promise<StateUnderTest>): void {
  describe(`state: ${name}`, () => {
    let store: StateUnderTest
    let state: State
    beforeEach(async () => {
      store = await make()
      state = await store.reopen()
    })
    afterEach(async () => await store.close())

    test('what is put is got, now and after a restart', async () => {
      expect(state.get('a')).toBeUndefined()
      await state.batch([
        { key: 'a', value: bytes(1, 2) },
        { key: 'b', value: bytes() },
        { key: 'c', value: bytes(3) }
      ])
      await state.batch([
        { key: 'c', value: undefined },
        { key: 'none', value: undefined }
      ])
      for (const open of [async () => state, () => store.reopen()]) {
        state = await open()
        expect([...state.get('a')!]).toEqual([1, 2])
        expect([...state.get('b')!]).toEqual([])
        expect(state.get('c')).toBeUndefined()
      }
    })

    test('a value is what it was when it was put', async () => {
      const value = bytes(1)
      await state.batch([{ key: 'a', value }])
      value[0] = 9
      expect([...state.get('a')!]).toEqual([1])
    })

    test('the last operation on a key counts', async () => {
      await state.batch([
        { key: 'a', value: bytes(1) },
        { key: 'a', value: undefined },
        { key: 'a', value: bytes(2) }
      ])
      expect([...state.get('a')!]).toEqual([2])
    })

    test('ranges are in the order of bytes, from and not to', async () => {
      // U+FF5E sorts before U+10000 as bytes, behind it as UTF-16.
      const keys = ['a', 'aa', 'b', 'é', '\uff5e', '\u{10000}']
      await state.batch(keys.map((key, index) => ({ key, value: bytes(index) })))
      const all = keys.map((key, index): [string, number[]] => [key, [index]])
      expect(await ranged(state, '', '\u{10ffff}')).toEqual(all)
      expect(await ranged(state, 'aa', 'é')).toEqual(all.slice(1, 3))
      expect(await ranged(state, 'a', 'z', { reverse: true, limit: 2 })).toEqual([all[2], all[1]])
      expect(await ranged(state, 'a', 'z', { limit: 1 })).toEqual([all[0]])
      expect(await ranged(state, 'x', 'b')).toEqual([])
    })

    test('cleared is empty', async () => {
      await state.batch([{ key: 'a', value: bytes(1) }])
      await state.clear()
      expect(state.get('a')).toBeUndefined()
      expect(await ranged(state, '', '\u{10ffff}')).toEqual([])
    })

    test('cleared from one key to another has the others, and is read all the while', async () => {
      const keys = Array.from({ length: 2_000 }, (_, at) => `k${String(at).padStart(4, '0')}`)
      await state.batch(keys.map(key => ({ key, value: bytes(1) })))
      const cleared = state.clear({ from: 'k0500', to: 'k1500' })
      let done = false
      void cleared.then(() => {
        done = true
      })
      while (!done) {
        for (const key of ['k0499', 'k1500']) expect(state.get(key)).toBeDefined()
        state.get('k1000')
        await setImmediate()
      }
      await cleared
      const left = (await ranged(state, '', 'z')).map(([key]) => key)
      expect(left).toEqual(keys.filter(key => key < 'k0500' || key >= 'k1500'))
    })

    test('is a sorted map', async () => {
      const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 })
      const operation = fc.record({ key, value: fc.option(fc.uint8Array({ maxLength: 4 }), { nil: undefined }) })
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(operation, { maxLength: 6 }), { maxLength: 6 }), async batches => {
          await state.clear()
          const model = new Map<string, number[]>()
          for (const batch of batches) {
            await state.batch(batch)
            for (const { key, value } of batch) {
              if (value === undefined) model.delete(key)
              else model.set(key, [...value])
            }
          }
          const sorted = [...model].sort(([x], [y]) => Buffer.compare(Buffer.from(x), Buffer.from(y)))
          expect(await ranged(state, '', '\u{10ffff}\u{10ffff}')).toEqual(sorted)
        }),
        { numRuns: 40 }
      )
    })
  })
}
