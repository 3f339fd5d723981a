// Many looked at while they are taken in: what is in hand at once, the rest several at a time.
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { eachOf, pendingFirst } from '../../../src/node/objects/pending-objects.ts'
import { readSmallFile, smallCommit } from '../../../src/node/objects/small-commit.ts'
import type { GitObject, Objects } from '../../../src/ports/objects.ts'

it('gives results in the order of the items, whether they came at once or later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('at once', 'later', 'latest'), { maxLength: 100 }), async when => {
      let underWay = 0
      const results = await eachOf([...when.entries()], ([at, how]) => {
        if (how === 'at once') return at
        expect(++underWay).toBeLessThanOrEqual(32)
        return pause(how === 'later' ? 0 : 1).then(() => {
          underWay--
          return at
        })
      })
      expect(results).toEqual([...when.keys()])
    }),
    { numRuns: 20 }
  )
})

it('fails with what a task throws, at once or later, and leaves no failure behind that nobody hears of', async () => {
  const late = async (what: string): Promise<never> => {
    await pause(1)
    throw new Error(what)
  }
  const failing = (what: string): never => {
    throw new Error(what)
  }
  await expect(eachOf(['first', 'second'], late)).rejects.toThrow('first')
  await expect(eachOf(['first', 'second'], what => (what === 'first' ? late(what) : failing(what)))).rejects.toThrow(
    'second'
  )
  await pause(5)
})

it('reads a file of a small commit the same from hand and from the store', async () => {
  const author = { name: 'a', email: 'a@kube', seconds: 1, offset: 0 }
  const files = { 'record.binpb': Uint8Array.of(1, 2), 'dx.yml': Uint8Array.of(3) }
  const { id, objects } = smallCommit({ files, parents: [], author, message: 'set' })
  const all = new Map(objects.map(object => [gitId(object.type, object.content), object]))
  const blob = gitId('blob', files['dx.yml'])
  const store = { read: async (wanted: string) => all.get(wanted)! } as unknown as Objects
  const empty = new Map<string, GitObject>()
  for (const [commit, name] of [
    [id, 'record.binpb'],
    [id, 'dx.yml'],
    [id, 'other'],
    [blob, 'dx.yml']
  ] as const) {
    const inHand = readSmallFile(pendingFirst(store, all), commit, name)
    expect(inHand).not.toBeInstanceOf(Promise)
    expect(await readSmallFile(pendingFirst(store, empty), commit, name)).toEqual(inHand)
    expect(await readSmallFile(store, commit, name)).toEqual(inHand)
  }
})
