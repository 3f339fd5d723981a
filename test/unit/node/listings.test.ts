// Which objects entries list: looked up in what was read of them, beside all that they list.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256, toHex } from '../../../src/base/bytes.ts'
import type { ObjectId } from '../../../src/base/types.ts'
import { encodeObjectList } from '../../../src/ledger/changeset-codec.ts'
import type { Entry, EntryBytes } from '../../../src/ledger/types.ts'
import { ListedIndex } from '../../../src/node/entries/listed-index.ts'
import { Listings } from '../../../src/node/entries/listings.ts'

const idOf = (name: string | number): ObjectId => toHex(sha256(`${name}`)).slice(0, 40)

interface Fake {
  readonly objects: readonly ObjectId[]
  readonly isGranted?: boolean
  isBare?: boolean
}

/** A ledger that only lists. */
class Lists {
  readonly all: Fake[] = []
  readonly later: Fake[] = []
  /** Numbers of entries whose lists were read, in that order. */
  readonly read: number[] = []
  readonly listings: Listings
  beforeRead: (entry: number) => Promise<void> = async () => undefined

  constructor(...all: readonly Fake[]) {
    this.all.push(...all)
    const lists = this
    const entryOf = (id: ObjectId): Entry => ({ id, chain: id }) as Entry
    this.listings = new Listings({
      ledger: {
        get position() {
          return lists.all.length
        },
        *ids(from: number, to: number) {
          for (let at = from; at < to; at++) yield `${at}`
        },
        get: entryOf,
        isGranted: chain => this.#at(chain).isGranted ?? true,
        get newer() {
          return new Map(lists.later.map((_, at) => [`later ${at}`, entryOf(`later ${at}`)])) as never
        }
      },
      objects: { has: async id => !this.#at(id).isBare },
      entries: {
        bytes: async id => {
          this.read.push(Number(id))
          await this.beforeRead(Number(id))
          const listed = this.#at(id).objects.map(object => ({
            id: object,
            type: 'blob' as const,
            size: 1,
            sha256: new Uint8Array(32)
          }))
          return { objects: encodeObjectList(listed) } as EntryBytes
        }
      }
    })
  }

  #at(id: string): Fake {
    return id.startsWith('later') ? this.later[Number(id.slice(6))]! : this.all[Number(id)]!
  }

  lackOne(...names: readonly (string | number)[]): Promise<boolean | undefined> {
    return this.listings.lackOne(new Set(names.map(idOf)))
  }
}

const listing = (...names: readonly (string | number)[]): Fake => ({ objects: names.map(idOf) })

test('the index leads to every entry that lists an object, the last first', () => {
  const index = new ListedIndex(1)
  const expected = new Map<ObjectId, number[]>()
  for (let entry = 0; entry < 5_000; entry++) {
    for (const name of [entry, entry % 7]) {
      index.add(idOf(name), entry)
      expected.set(idOf(name), [entry, ...(expected.get(idOf(name)) ?? [])])
    }
  }
  for (const [id, entries] of expected) expect([...index.at(id)]).toEqual(entries)
  expect([...index.at(idOf('none'))]).toEqual([])
})

test('what is looked for is found where anybody who is told of lists it', async () => {
  const entry = fc.record({
    objects: fc.uniqueArray(fc.nat(12).map(idOf), { maxLength: 4 }),
    isGranted: fc.boolean(),
    isBare: fc.constantFrom(false, false, false, true)
  })
  const step = fc.oneof(
    fc.record({ add: entry }),
    fc.record({ addLater: entry }),
    fc.record({ comes: fc.nat(40) }),
    fc.record({ ask: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 4 }) })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      const lists = new Lists()
      for (const one of steps) {
        if ('add' in one) lists.all.push(one.add)
        else if ('addLater' in one) lists.later.push(one.addLater)
        else if ('comes' in one) Object.assign(lists.all[one.comes] ?? {}, { isBare: false })
        else {
          const all = [...lists.all, ...lists.later]
          const told = all.filter(({ isGranted, isBare }) => isGranted && !isBare)
          const isListed = (name: number): boolean => told.some(({ objects }) => objects.includes(idOf(name)))
          // Whatever is not found may be listed by one that others are told of, and whose bytes are not here.
          const isCertain = all.every(({ isGranted, isBare }) => !isGranted || !isBare)
          const lacksOne = isCertain ? true : undefined
          expect(await lists.lackOne(...one.ask)).toBe(one.ask.every(isListed) ? false : lacksOne)
        }
      }
    })
  )
})

test('each list is read once, the newest first, and only until all is found', async () => {
  const lists = new Lists(...Array.from({ length: 1_000 }, (_, at) => listing(at)))
  expect(await lists.lackOne(998)).toBe(false)
  // The first 256, and then once more the one that it is in.
  expect(lists.read).toHaveLength(257)
  expect(lists.read.slice(0, 2)).toEqual([999, 998])
  expect(await lists.lackOne('none')).toBe(true)
  expect(await lists.lackOne('none')).toBe(true)
  expect(lists.read).toHaveLength(1_001)
  lists.all.push(listing('new'))
  expect(await lists.lackOne('none', 3)).toBe(true)
  expect(lists.read.slice(1_001)).toEqual([3, 1_000])
})

test('nobody waits until the lists of a long past are read', async () => {
  const lists = new Lists(...Array.from({ length: 20_000 }, (_, at) => listing(at)))
  expect(await lists.lackOne('none')).toBe(undefined)
  expect(lists.read.length).toBeLessThan(10_000)
  // What was read by then is known at once.
  expect(await lists.lackOne(19_999)).toBe(false)
  expect(await lists.lackOne(0)).toBe(undefined)
  const { listed, rest } = await lists.listings.find(new Set([0, 1, 'none'].map(idOf)), { isPatient: true })
  expect([[...listed.keys()], rest]).toEqual([[0, 1].map(idOf), 'nothing'])
  expect(await lists.lackOne('none')).toBe(true)
  expect(await lists.lackOne(0)).toBe(false)
})

test('what is read meanwhile is looked at too, and timers end in time', async () => {
  const lists = new Lists(...Array.from({ length: 20_000 }, (_, at) => listing(at)))
  expect(await lists.lackOne('none')).toBe(undefined)
  // While the list of the last is read again, the rest is read, with the first.
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  lists.beforeRead = async entry => {
    if (entry !== 19_999) return
    lists.beforeRead = async () => undefined
    await lists.listings.find(new Set([idOf('none')]), { isPatient: true })
  }
  expect(await lists.lackOne(0, 19_999)).toBe(false)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(2)
})

test('what is not found is not known of while one has no bytes here', async () => {
  const lists = new Lists(...Array.from({ length: 1_000 }, (_, at) => ({ ...listing(at), isBare: at === 900 })))
  expect(await lists.lackOne('none')).toBe(undefined)
  expect(await lists.lackOne(0)).toBe(false)
  const { listed, rest } = await lists.listings.find(new Set([idOf(0), idOf(900)]), { isPatient: true })
  expect([[...listed.keys()], rest]).toEqual([[idOf(0)], 'bare'])
})

test('what could not be read is read once it is here', async () => {
  const lists = new Lists(...Array.from({ length: 5 }, (_, at) => ({ ...listing(at), isBare: at < 3 })))
  expect(await lists.lackOne(4)).toBe(false)
  expect(await lists.lackOne('none')).toBe(undefined)
  lists.all[1]!.isBare = false
  lists.listings.learned(['1'])
  const find = async () => [...(await lists.listings.find(new Set([1].map(idOf)), { isPatient: false })).listed.keys()]
  expect(await find()).toEqual([idOf(1)])
  for (const entry of lists.all) entry.isBare = false
  expect(await lists.lackOne('none')).toBe(true)
})

test('reading ends when the daemon does', async () => {
  const lists = new Lists(...Array.from({ length: 20_000 }, (_, at) => listing(at)))
  expect(await lists.lackOne('none')).toBe(undefined)
  lists.listings.close()
  const { rest } = await lists.listings.find(new Set([idOf('none')]), { isPatient: true })
  expect([rest, lists.read.length < 10_000]).toEqual(['reading', true])
})
