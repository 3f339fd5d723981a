// What every store of refs must do (src/ports/refs.ts).
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../src/base/bytes.ts'
import type { GitObject, Objects } from '../../src/ports/objects.ts'
import type { Refs } from '../../src/ports/refs.ts'

export interface RefsUnderTest {
  /** Opens the store again; the one opened before is closed. */
  reopen(): Promise<{ readonly objects: Objects; readonly refs: Refs }>
  /** Ids of objects that are in the store: git wants refs to lead somewhere. */
  readonly ids: readonly string[]
  /** The refs as another program sees them, where there is one. */
  seen?(): Map<string, string>
  close(): Promise<void>
}

const head = 'refs/!kubes/k51qzi5uqu5dabc/!log'

export function refsConformance(name: string, make: () => Promise<RefsUnderTest>): void {
  describe(`refs: ${name}`, () => {
    let store: RefsUnderTest
    let refs: Refs
    let objects: Objects
    const reopen = async (): Promise<void> => {
      ;({ objects, refs } = await store.reopen())
    }
    let a: string
    let b: string
    beforeEach(async () => {
      store = await make()
      await reopen()
      a = store.ids[0]!
      b = store.ids[1]!
    })
    afterEach(async () => await store.close())

    const entries = async (from: Refs) => Object.fromEntries(await from.list())
    const same = async (wanted: Record<string, string>) => {
      expect(await entries(refs)).toEqual(wanted)
      if (store.seen !== undefined) expect(Object.fromEntries(store.seen())).toEqual(wanted)
    }

    test('starts empty', async () => await same({}))

    test('commits at which history was cut stay, until they are set anew', async () => {
      expect(await refs.shallow()).toEqual(new Set())
      await refs.setShallow(new Set([b, a]))
      await refs.setView([{ ref: 'refs/!meta', value: a }])
      await same({ 'refs/!meta': a })
      await reopen()
      expect(await refs.shallow()).toEqual(new Set([a, b]))
      await refs.setShallow(new Set([b]))
      expect(await refs.shallow()).toEqual(new Set([b]))
      await refs.setShallow(new Set())
      await reopen()
      expect(await refs.shallow()).toEqual(new Set())
    })

    const blobs = (count: number): GitObject[] =>
      Array.from({ length: count }, (_, at) => ({ type: 'blob', content: Buffer.from(`${count} ${at}`) }))

    test.each([0, 1, 8, 300])('heads are set with %i objects', async count => {
      const stored = await objects.write(blobs(count), new Map([[head, a]]))
      await same({ [head]: a })
      const again = await objects.write(blobs(count), new Map([[head, b]]))
      expect(again.map(({ id, fresh }) => [id, fresh])).toEqual(stored.map(({ id }) => [id, false]))
      await reopen()
      await same({ [head]: b })
      expect((await objects.present(stored.map(({ id }) => id))).size).toBe(count)
    })

    test('what cannot be a head is not set, and nothing is stored with it', async () => {
      for (const ref of ['refs/a/!meta', 'refs/!kubes/../!log', `${head}/!log`]) {
        await refs.setHead(head, a)
        await expect(objects.write(blobs(1), new Map([[ref, a]]))).rejects.toThrow(/./)
        expect((await objects.present([gitId('blob', Buffer.from('1 0'))])).size).toBe(0)
      }
      await same({ [head]: a })
    })

    test('heads stay, and change', async () => {
      await refs.setHead(head, a)
      await refs.setHead(head, b)
      await same({ [head]: b })
      await reopen()
      await same({ [head]: b })
    })

    test('a view is set, changed and removed, in order', async () => {
      await refs.setView([
        { ref: 'refs/!meta', value: a },
        { ref: 'refs/local/kube/notepad/!meta', value: a },
        { ref: 'refs/local/kube/notepad/!https', value: a },
        { ref: 'refs/local/kube/%C3%A9/!meta', value: a },
        { ref: 'refs/local/kube/notepad/!https', value: b }
      ])
      await refs.setView([
        { ref: 'refs/local/kube/notepad/!meta', value: undefined },
        { ref: 'refs/none/!meta', value: undefined }
      ])
      await same({ 'refs/!meta': a, 'refs/local/kube/notepad/!https': b, 'refs/local/kube/%C3%A9/!meta': a })
    })

    test('a name may become a folder once it is free, and the other way round', async () => {
      await refs.setView([{ ref: 'refs/a/b', value: a }])
      for (const ref of ['refs/a/b/c', 'refs/a']) {
        await expect(refs.setView([{ ref, value: a }])).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
      }
      await refs.setView([
        { ref: 'refs/a/b', value: undefined },
        { ref: 'refs/a/b/c/d', value: a }
      ])
      await same({ 'refs/a/b/c/d': a })
      await refs.setView([
        { ref: 'refs/a/b/c/d', value: undefined },
        { ref: 'refs/a', value: b }
      ])
      await same({ 'refs/a': b })
    })

    test.each([
      'refs/../x',
      '../x',
      'refs/a b',
      'refs/a/.b',
      'refs/a.lock',
      'refs/a.lock/b',
      'refs//a',
      'refs/a/',
      'refs/a\0',
      'refs/a:b',
      'HEAD',
      'refs/a@{1}',
      'refs',
      'refs/a..b',
      'refs/ä\n'
    ])('%j is refused', async ref => {
      await expect(refs.setView([{ ref, value: a }])).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
      await expect(refs.setHead(ref, a)).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
      await same({})
    })

    test('heads and views are kept apart', async () => {
      await expect(refs.setView([{ ref: head, value: a }])).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
      await expect(refs.setHead('refs/a/!meta', a)).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
    })

    test('many at once', async () => {
      const many = Array.from({ length: 300 }, (_, index) => ({ ref: `refs/n/${index}/!meta`, value: a }))
      await refs.setHead(head, b)
      await refs.setView([
        { ref: 'refs/n/7/!meta', value: b },
        { ref: 'refs/old/!meta', value: b }
      ])
      await refs.setView(many)
      await refs.setView([
        ...many.slice(0, 150).map(({ ref }) => ({ ref, value: undefined })),
        { ref: 'refs/old/!meta', value: undefined }
      ])
      await refs.setView([
        { ref: 'refs/n/200/!meta', value: b },
        { ref: 'refs/n/201/!meta', value: undefined }
      ])
      const wanted: Record<string, string> = { [head]: b }
      for (const { ref } of many.slice(150)) wanted[ref] = a
      wanted['refs/n/200/!meta'] = b
      delete wanted['refs/n/201/!meta']
      await same(wanted)
      await expect(refs.setView([{ ref: 'refs/n/202', value: a }])).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
      await expect(refs.setView([{ ref: 'refs/n/202/!meta/x', value: a }])).rejects.toMatchObject({
        code: 'KUBE_REF_INVALID'
      })
      await reopen()
      await same(wanted)
    })

    test('changes that are asked for at once all come about', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => refs.setView([{ ref: `refs/x/${index}/!meta`, value: a }]))
      )
      expect((await refs.list()).size).toBe(20)
    })

    test('a rebuilt view is exact and leaves heads alone', async () => {
      const fork = 'refs/!kubes/k51qzi5uqu5dabc/!fork'
      await refs.setHead(head, a)
      await refs.setHead(fork, b)
      const ref = fc.constantFrom(
        'refs/!meta',
        'refs/a/!meta',
        'refs/a/!https',
        'refs/b/c/!meta',
        'refs/!kubes/x/!meta'
      )
      const bulk = fc.boolean()
      const view = fc.dictionary(ref, fc.constantFrom(a, b))
      await fc.assert(
        fc.asyncProperty(view, bulk, async (wanted, large) => {
          const all = { ...wanted }
          if (large) for (let index = 0; index < 120; index++) all[`refs/bulk/${index}/!meta`] = a
          const before = await entries(refs)
          const wrong = new Set([...Object.keys(before), ...Object.keys(all)])
          const count = [...wrong].filter(key => before[key] !== all[key] && key !== head && key !== fork).length
          expect(await refs.rebuildView(new Map(Object.entries(all)))).toBe(count)
          await same({ ...all, [head]: a, [fork]: b })
          expect(await refs.rebuildView(new Map(Object.entries(all)))).toBe(0)
        }),
        { numRuns: 12 }
      )
    })
  })
}
