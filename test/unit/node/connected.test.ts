// What an entry names and does not list: who may count on it.
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { encodeCommit, encodeTree } from '../../../src/base/git-format.ts'
import { silent } from '../../../src/base/types.ts'
import { connectedOnly } from '../../../src/node/entries/connected.ts'
import { Listings } from '../../../src/node/entries/listings.ts'
import { Shallow } from '../../../src/node/objects/shallow.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import type { GitObject } from '../../../src/ports/objects.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { peerOf } from '../../simulation/sim-kube.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'

const site = 'refs/com/alice/!https'
const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }
const doubts = { isWhole: () => true, applied: () => undefined, adopting: <T>(take: () => Promise<T>) => take() }

/** Members of one subnet, who have the same so far. */
async function scene() {
  const open = (index: number): Promise<SmallReplica> => SmallReplica.open(index, memoryDisk())
  const [kube, other, third] = [await open(0), await open(1), await open(2)]
  await kube.found([0, 1, 2])
  await kube.write([site], { shared: 'the same', text: 'first' })
  for (const one of [other, third]) await one.take(kube, kube.staged)
  const { replica, disk } = kube
  const { ledger, entries } = replica
  const listings = new Listings({ ledger, entries, objects: disk.objects })
  const options = { ledger, objects: disk.objects, lacking: { isPossible: false, ...doubts }, logger: silent, listings }
  return { kube, other, third, options }
}

/** Brings what an entry lists, as for a transfer whose entry never comes. */
async function transfer(from: SmallReplica, to: SmallReplica, { listed }: StagedEntry): Promise<void> {
  const wanted = new Map(listed.map(object => [object.id, object]))
  await to.disk.objects.receive(from.disk.objects.pack([...wanted.keys()]), wanted)
}

const lieOf = (staged: StagedEntry): StagedEntry => ({ ...staged, listed: [], inline: [] })

test('what a machine happens to have is not counted on, before an entry lists it', async () => {
  const { kube, other, options } = await scene()
  await other.write([site], { shared: 'the same', text: 'of a lie' })
  const [staged] = other.staged
  await transfer(other, kube, staged!)
  expect(await connectedOnly([lieOf(staged!)], options)).toEqual([])
  // While it is not known what is listed, it waits.
  expect(await connectedOnly([lieOf(staged!)], { ...options, listings: { lackOne: async () => undefined } })).toEqual(
    []
  )
  // Of the future nothing is known either: once more in vain, and then there is one.
  expect(await connectedOnly([lieOf(staged!)], options)).toEqual([])
  await kube.take(other, [staged!])
  expect(await connectedOnly([lieOf(staged!)], options)).toHaveLength(1)
})

test('what nobody has keeps none of the entries beside it from being taken', async () => {
  const { kube, other, options } = await scene()
  await other.write([site], { text: 'of a lie' })
  const [staged] = other.staged
  await kube.write([site], { shared: 'the same', text: 'second' })
  const honest = kube.staged.at(-1)!
  for (const isPossible of [false, true]) {
    const lacking = { isPossible, ...doubts }
    expect(await connectedOnly([lieOf(staged!), honest], { ...options, lacking })).toEqual([honest])
  }
})

/** Takes them in so many at a time, in this order, with all objects at hand; no list may be needed. */
async function takesWithoutLists(all: readonly StagedEntry[], from: SmallReplica, batch: number): Promise<string> {
  const reader = await SmallReplica.open(9, memoryDisk())
  const { ledger } = reader.replica
  const listings = { lackOne: async (ids: ReadonlySet<string>) => expect.fail(`looked for ${[...ids]}`) }
  const lacking = { isPossible: false, isWhole: (ref: string, value: string) => ledger.ref(ref) === value }
  const options = { ledger, objects: reader.disk.objects, lacking, logger: silent, listings }
  for (let at = 0; at < all.length; at += batch) {
    const entries = all.slice(at, at + batch).map(staged => ({ ...staged, inline: [] }))
    for (const staged of entries) await transfer(from, reader, staged)
    expect(await connectedOnly(entries, options)).toHaveLength(entries.length)
    await reader.replica.commit(entries)
  }
  return ledger.digest()
}

test('honest entries count on nothing that is looked for in lists: releases, conflicts, and going back', async () => {
  const { kube, other } = await scene()
  const { replica } = kube
  const first = replica.ledger.ref(site)!
  await kube.write([site], { shared: 'the same', text: 'second' })
  // Concurrent, and once more upon what loses.
  await other.write([site], { shared: 'the same', other: 'a', text: 'at the same time' })
  await other.write([site], { shared: 'the same', other: 'a', text: 'and after it' })
  await kube.take(other, other.staged)
  const old = replica.ledger.ref(site)!
  const files = { shared: Buffer.from('the same'), text: Buffer.from('first') }
  const again = smallCommit({ files, parents: [old], author, message: 'back' })
  await replica.append(() => {
    const updates = [{ ref: site, old, new: again.id }]
    return { updates, objects: again.objects.slice(-1), lookBack: true, message: 'back to the first' }
  })
  await replica.append(() => ({
    updates: [{ ref: site, old: again.id, new: first }],
    objects: [],
    lookBack: true,
    message: 'its very commit'
  }))
  const all = [...kube.staged.slice(0, 3), ...other.staged, ...kube.staged.slice(3)]
  for (const batch of [1, 2, all.length])
    expect(await takesWithoutLists(all, kube, batch)).toBe(replica.ledger.digest())
})

test('nor do those upon what lost to somebody else, and those of several commits', async () => {
  const { kube, other, third } = await scene()
  const { replica } = third
  const same = { shared: 'the same', other: 'listed by other' }
  await other.write([site], { ...same, text: 'will lose' })
  // Later, so that it wins until the third has written.
  await kube.write([site], { shared: 'the same', text: 'second' })
  await third.take(other, other.staged)
  await third.write([site], { ...same, text: 'upon the loser' })
  const old = replica.ledger.ref(site)!
  const commit = (text: string, parent: string) => {
    const files = Object.fromEntries(Object.entries({ ...same, text }).map(([name, has]) => [name, Buffer.from(has)]))
    return smallCommit({ files, parents: [parent], author, message: text })
  }
  // There and back again: what the first of the two has in common with the old value is in no list of theirs.
  const there = commit('there', old)
  const back = commit('upon the loser', there.id)
  await replica.append(() => ({
    updates: [{ ref: site, old, new: back.id }],
    objects: [...there.objects, ...back.objects],
    message: 'two commits'
  }))
  const { listed } = third.staged.at(-1)!
  expect(listed.map(({ type }) => type).sort()).toEqual(['blob', 'commit', 'commit', 'tree'])
  const all = [...kube.staged, ...other.staged, ...third.staged]
  await third.take(kube, kube.staged.slice(-1))
  for (const batch of [1, 2, all.length]) {
    expect(await takesWithoutLists(all, third, batch)).toBe(replica.ledger.digest())
  }
})

/** A commit of these folders, each of these files. */
function siteOf(folders: Readonly<Record<string, Readonly<Record<string, string>>>>, parents: readonly string[]) {
  const objects: GitObject[] = []
  const put = (type: GitObject['type'], content: Uint8Array): string => {
    const id = gitId(type, content)
    objects.push({ type, content, id })
    return id
  }
  const treeOf = (mode: '40000' | '100644', ids: Readonly<Record<string, string>>): string =>
    put('tree', encodeTree(Object.entries(ids).map(([name, id]) => ({ mode, name, id }))))
  const trees = Object.entries(folders).map(([name, files]) => {
    const blobs = Object.entries(files).map(([file, text]) => [file, put('blob', Buffer.from(text))])
    return [name, treeOf('100644', Object.fromEntries(blobs))]
  })
  const tree = treeOf('40000', Object.fromEntries(trees))
  const payload = encodeCommit({ tree, parents, author, committer: author, message: `${parents.length}\n` })
  return { id: put('commit', payload), objects }
}

async function set(kube: SmallReplica, old: string | undefined, { id, objects }: ReturnType<typeof siteOf>) {
  await kube.replica.append(() => ({ updates: [{ ref: site, old, new: id }], objects, message: 'a site' }))
  return id
}

test('nor do those in which many folders come to be the same', async () => {
  const { kube } = await scene()
  const names = Array.from({ length: 30 }, (_, at) => `a${at}`)
  const folders = (text: (name: string) => string) => Object.fromEntries(names.map(name => [name, { f: text(name) }]))
  const first = siteOf({ ...folders(name => name), z: { same: 'the same', page: 'first' } }, [])
  await set(kube, await set(kube, kube.replica.ledger.ref(site), first), {
    ...siteOf({ ...folders(() => 'all'), z: { same: 'the same', page: 'second' } }, [first.id])
  })
  const { ledger } = kube.replica
  expect(await takesWithoutLists(kube.staged, kube, 1)).toBe(ledger.digest())
})

test('nor does a merge by who wrote hundreds of releases', async () => {
  const { kube: robot, other } = await scene()
  const release = async (kube: SmallReplica, text: string, ...more: string[]): Promise<string> => {
    const old = kube.replica.ledger.ref(site)
    const made = smallCommit({
      files: { text: Buffer.from(text) },
      parents: [...(old === undefined ? [] : [old]), ...more],
      author,
      message: text
    })
    return await set(kube, old, { id: made.id, objects: [...made.objects] })
  }
  for (let at = 0; at < 260; at++) await release(robot, `${at}`)
  await other.take(robot, robot.staged.slice(2))
  const first = await release(other, 'of another')
  for (const text of ['of another again', 'and once more']) await release(other, text)
  await robot.take(other, other.staged)
  const aside = smallCommit({ files: { text: Buffer.from('aside') }, parents: [first], author, message: 'aside' })
  await robot.disk.objects.write([...aside.objects])
  await release(robot, 'both', aside.id)
  const all = [...robot.staged.slice(0, -1), ...other.staged, robot.staged.at(-1)!]
  expect(await takesWithoutLists(all, robot, 1)).toBe(robot.replica.ledger.digest())
})

test('what is left out in the end, or was refused, is counted on by none beside it', async () => {
  const { kube, other, options } = await scene()
  await other.write([site], { text: 'of a lie' })
  const [staged] = other.staged
  const elsewhere = { ...staged!, entry: { ...staged!.entry, id: 'f'.repeat(40), chain: peerOf(7) } }
  // Of a chain of nobody, which is taken in only with its own grant: its list counts for itself alone.
  await transfer(other, kube, staged!)
  expect(await connectedOnly([elsewhere, lieOf(staged!)], options)).toEqual([elsewhere])
  // Not so for what builds on it, and is left out with it.
  const above = { ...lieOf(staged!), entry: { ...staged!.entry, parent: elsewhere.entry.id } }
  expect(await connectedOnly([elsewhere, above], options)).toEqual([elsewhere, above])
  // Refused once is refused, where checkpoints are held too.
  const lacking = { isPossible: true, isWhole: () => false, applied: () => undefined, adopting: doubts.adopting }
  const lies = [lieOf(staged!), lieOf(elsewhere)]
  expect(await connectedOnly(lies, { ...options, lacking })).toEqual([])
})

test('as many objects as there may be are looked for, and what cannot be read keeps nothing else out', async () => {
  const { kube, options } = await scene()
  const ids = new Set(Array.from({ length: 200_000 }, (_, at) => at.toString(16).padStart(40, '0')))
  expect(await options.listings.lackOne(ids)).toBe(true)
  await kube.write([site], { text: 'second' })
  const honest = kube.staged.at(-1)!
  const broken = {
    ...honest,
    entry: { ...honest.entry, updates: [{ ref: site, old: undefined, new: 'e'.repeat(40) }] }
  }
  const listings = {
    lackOne: async () => {
      throw new Error('a disk that fails')
    }
  }
  expect(await connectedOnly([broken, honest], { ...options, listings })).toEqual([honest])
})

test('history that nobody has any more ends at what goes on from it, but what is replaced is brought', async () => {
  const { kube, other, options } = await scene()
  const old = other.replica.ledger.ref(site)!
  const files = (text: string) => ({ text: Buffer.from(text) })
  const freed = smallCommit({ files: files('freed'), parents: [], author, message: 'freed' })
  const lost = smallCommit({ files: files('lost'), parents: [freed.id], author, message: 'lost' })
  const joins = smallCommit({ files: files('joins'), parents: [old, lost.id], author, message: 'joins' })
  await other.disk.objects.write([...freed.objects])
  const objects = [...lost.objects, ...joins.objects]
  await other.replica.append(() => ({ updates: [{ ref: site, old, new: joins.id }], objects, message: 'joins' }))
  const staged = other.staged.at(-1)!
  // As of a machine on which the history of what lost had ended before: freed elsewhere, it is in no list.
  const cut = { ...staged, listed: staged.listed.filter(({ id }) => freed.objects.every(object => object.id !== id)) }
  expect(cut.listed.length).toBeLessThan(staged.listed.length)
  expect(await connectedOnly([cut], options)).toEqual([])
  const shallow = await Shallow.open(kube.disk.refs)
  // While it cannot be told, the entry waits.
  expect(await connectedOnly([cut], { ...options, shallow, seek: async () => 'later' })).toEqual([])
  expect([...shallow.commits]).toEqual([])
  expect(await connectedOnly([cut], { ...options, shallow, seek: async () => 'nowhere' })).toEqual([cut])
  expect([...shallow.commits]).toEqual([lost.id])
  // It is looked for no more.
  const seek = async () => expect.fail('asked others')
  expect(await connectedOnly([cut], { ...options, shallow, seek })).toEqual([cut])
  // A part of it that is here, of a transfer that came to nothing, ends too, where what was before it is not.
  const part = smallCommit({ files: files('freed'), parents: [freed.id], author, message: 'after' })
  for (const one of [kube, other]) await one.disk.objects.write([...part.objects])
  const upon = smallCommit({ files: files('upon'), parents: [joins.id, part.id], author, message: 'upon' })
  const updates = [{ ref: site, old: joins.id, new: upon.id }]
  await other.replica.append(() => ({ updates, objects: upon.objects, message: 'upon' }))
  const own = other.staged.at(-1)!
  const leaving = new Set([...part.objects, ...freed.objects].map(({ id }) => id))
  const short = { ...own, listed: own.listed.filter(({ id }) => !leaving.has(id)) }
  expect(await connectedOnly([cut, short], { ...options, shallow, seek })).toEqual([cut, short])
  expect([...shallow.commits].sort()).toEqual([lost.id, part.id].sort())
  const replaces = { ...cut, entry: { ...cut.entry, updates: [{ ref: site, old: freed.id, new: joins.id }] } }
  const ends = { commits: new Set<string>(), change: async () => expect.fail('ended') }
  const lacking = { ...options.lacking, isWhole: () => false }
  expect(await connectedOnly([replaces], { ...options, lacking, shallow: ends })).toEqual([])
})
