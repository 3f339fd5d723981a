// Refs beside stock git, which may pack, read and damage them.
import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/base/bytes.ts'
import { encodeCommit } from '../../../src/base/git-format.ts'
import type { Refs } from '../../../src/ports/refs.ts'
import { GitStore } from '../../support/git-store.ts'

const head = 'refs/!kubes/k51/!log'
const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 0 }
let store: GitStore
let refs: Refs
let ids: string[]

beforeEach(async () => {
  store = await GitStore.make()
  const repository = await store.open()
  refs = repository.refs
  const tree = (await repository.objects.write([{ type: 'tree', content: utf8.encode('') }]))[0]!.id
  const commits = Array.from({ length: 40 }, (_, index) => ({
    type: 'commit' as const,
    content: encodeCommit({ tree, parents: [], author: ident, committer: ident, message: `${index}` })
  }))
  ids = (await repository.objects.write(commits)).map(({ id }) => id)
})
afterEach(async () => await store.close())

const bulk = (count: number, id: string) =>
  Array.from({ length: count }, (_, index) => ({ ref: `refs/n/${index}/!meta`, value: id }))

const packed = async () => await readFile(join(store.dir, 'packed-refs'), 'utf8')

test('git pack-refs may run at any time', async () => {
  await refs.setHead(head, ids[0]!)
  await refs.setView([
    { ref: 'refs/a/!meta', value: ids[0]! },
    { ref: 'refs/b/!meta', value: ids[0]! }
  ])
  store.git(['pack-refs', '--all', '--prune'])
  expect(await readdir(join(store.dir, 'refs/a'))).toEqual([])
  expect(Object.fromEntries(await refs.list())).toEqual({
    [head]: ids[0],
    'refs/a/!meta': ids[0],
    'refs/b/!meta': ids[0]
  })
  await refs.setHead(head, ids[1]!)
  await refs.setView([
    { ref: 'refs/a/!meta', value: undefined },
    { ref: 'refs/b/!meta', value: ids[1]! }
  ])
  expect(Object.fromEntries(await refs.list())).toEqual({ [head]: ids[1], 'refs/b/!meta': ids[1] })
  expect(store.git(['rev-parse', head, 'refs/b/!meta']).trim().split('\n')).toEqual([ids[1], ids[1]])
})

test('a head is never lost to git pack-refs beside it', async () => {
  const loop = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do git --git-dir "$0" pack-refs --all --prune; done; true'
  const packing = spawn('sh', ['-c', loop, store.dir], { stdio: 'ignore' })
  let ended = false
  packing.on('exit', () => {
    ended = true
  })
  let last = ''
  for (let round = 0; !ended; round++) {
    last = ids[round % ids.length]!
    await refs.setHead(head, last)
    expect((await refs.list()).get(head)).toBe(last)
  }
  expect(store.git(['rev-parse', head]).trim()).toBe(last)
})

test('many refs are one file that git takes for its own', async () => {
  await refs.setView(bulk(150, ids[0]!))
  const ours = await packed()
  expect(await readdir(join(store.dir, 'refs'))).toEqual([])
  store.git(['update-ref', 'refs/heads/x', ids[0]!])
  store.git(['pack-refs', '--all'])
  store.git(['update-ref', '-d', 'refs/heads/x'])
  expect(await packed()).toBe(ours)
  expect(store.git(['for-each-ref', '--format=%(refname)']).trim().split('\n')).toHaveLength(150)
})

test('a file too large to be held is changed in its place as git would, and read again after git wrote it', async () => {
  const name = (at: number) => `refs/big/${String(at % 97)}/${'x'.repeat(at % 40)}${at}/!meta`
  const model = new Map<string, string>()
  const set = async (numbers: readonly number[], id: string | undefined) => {
    await refs.setView(numbers.map(at => ({ ref: name(at), value: id })))
    for (const at of numbers) {
      if (id === undefined) model.delete(name(at))
      else model.set(name(at), id)
    }
  }
  const same = async () => {
    const listed = store.git(['for-each-ref', '--format=%(refname) %(objectname)']).trim().split('\n')
    const sorted = [...model].map(([ref, id]) => `${ref} ${id}`).sort()
    const ours = [...(await refs.list())].map(([ref, id]) => `${ref} ${id}`).sort()
    for (const found of [listed.sort(), ours]) {
      expect(found.length).toBe(sorted.length)
      expect(found.find((line, at) => line !== sorted[at])).toBeUndefined()
    }
  }
  const count = 60_000
  const every = (step: number, from = 0) =>
    Array.from({ length: Math.ceil((count - from) / step) }, (_, at) => from + at * step)
  await set(every(1), ids[0])
  expect((await packed()).length).toBeGreaterThan(4 << 20)
  await set(every(7), ids[1])
  await set(every(211, 3), undefined)
  await set([count, count + 1, ...every(293)], ids[2])
  await same()
  // Beside us a person moves one ref, makes one and takes one away, and packs them all.
  const [moved, made, gone] = [name(1), 'refs/aside/!meta', name(2)]
  store.git(['update-ref', moved, ids[5]!])
  store.git(['update-ref', made, ids[5]!])
  store.git(['update-ref', '-d', gone])
  store.git(['pack-refs', '--all', '--prune'])
  model.set(moved, ids[5]!).set(made, ids[5]!).delete(gone)
  await same()
  await set(every(101, 5), ids[3])
  await same()
  model.delete(made)
  model.set(gone, ids[4]!)
  expect(await refs.rebuildView(model)).toBe(2)
  await same()
}, 60_000)

test('tags are peeled as git does it', async () => {
  const tag = (target: string, type: string) =>
    store.git(['mktag'], `object ${target}\ntype ${type}\ntag t\ntagger A <a@b> 1700000000 +0000\n\nt\n`).trim()
  const inner = tag(ids[0]!, 'commit')
  const outer = tag(inner, 'tag')
  await refs.setView([
    { ref: 'refs/tags/one', value: inner },
    { ref: 'refs/tags/two', value: outer },
    ...bulk(120, ids[0]!)
  ])
  const ours = await packed()
  expect(ours).toContain(`${outer} refs/tags/two\n^${ids[0]}\n`)
  store.git(['update-ref', 'refs/heads/x', ids[0]!])
  store.git(['pack-refs', '--all'])
  store.git(['update-ref', '-d', 'refs/heads/x'])
  expect(await packed()).toBe(ours)
  await refs.setView([{ ref: 'refs/n/0/!meta', value: undefined }])
  expect(await packed()).toContain(`^${ids[0]}`)
})

test('a damaged head is said, a damaged view is mended', async () => {
  await refs.setHead(head, ids[0]!)
  await refs.setView([
    { ref: 'refs/a/!meta', value: ids[0]! },
    { ref: 'refs/b/!meta', value: ids[0]! }
  ])
  await writeFile(join(store.dir, 'refs/a/!meta'), '')
  await writeFile(join(store.dir, 'refs/b/!meta'), 'junk\n')
  await mkdir(join(store.dir, 'refs/empty/folders'), { recursive: true })
  expect(
    await refs.rebuildView(
      new Map([
        ['refs/a/!meta', ids[1]!],
        ['refs/empty', ids[1]!]
      ])
    )
  ).toBe(3)
  expect(Object.fromEntries(await refs.list())).toEqual({
    [head]: ids[0],
    'refs/a/!meta': ids[1],
    'refs/empty': ids[1]
  })
  expect(store.fsck()).toBe('')
  await writeFile(join(store.dir, head), '')
  await expect(refs.list()).rejects.toMatchObject({ code: 'KUBE_DISK' })
})

test('loose refs that add up are put together when the view is rebuilt', async () => {
  const all = bulk(130, ids[0]!)
  await refs.setHead(head, ids[0]!)
  await refs.setView(all.slice(0, 65))
  await refs.setView(all.slice(65))
  expect(await readdir(join(store.dir, 'refs/n'))).toHaveLength(130)
  expect(await refs.rebuildView(new Map(all.map(({ ref, value }) => [ref, value])))).toBe(0)
  expect(await readdir(join(store.dir, 'refs'))).toEqual(['!kubes'])
  expect((await refs.list()).size).toBe(131)
  expect(await packed()).not.toContain('!kubes')
})

test('packed-refs that a crash cut short, anywhere in its last line, is made whole again', async () => {
  const wanted = new Map(bulk(120, ids[0]!).map(({ ref, value }) => [ref, value]))
  await refs.setView(bulk(120, ids[0]!))
  const text = await packed()
  const last = text.lastIndexOf('\n', text.length - 2) + 1
  for (let length = last + 1; length < text.length; length++) {
    await writeFile(join(store.dir, 'packed-refs'), text.slice(0, length))
    const after = (await store.open()).refs
    await after.rebuildView(wanted)
    expect(await after.rebuildView(wanted), `cut after ${length - last} bytes of the line`).toBe(0)
    expect(await after.list()).toEqual(wanted)
  }
  for (const tail of ['\0'.repeat(300), `${ids[0]} elsewhere/a\n`]) {
    await writeFile(join(store.dir, 'packed-refs'), text + tail)
    const after = (await store.open()).refs
    await after.rebuildView(wanted)
    expect(await after.rebuildView(wanted)).toBe(0)
    expect(await after.list()).toEqual(wanted)
  }
  expect(store.fsck()).toBe('')
})

test("a lock from before the machine started is nobody's any more", async () => {
  await refs.setView([{ ref: 'refs/a/!meta', value: ids[0]! }])
  const lock = join(store.dir, 'refs/a/!meta.lock')
  await writeFile(lock, '')
  const before = Date.now() / 1000 - uptime() - 60
  await utimes(lock, before, before)
  const after = (await store.open()).refs
  await after.setView([{ ref: 'refs/a/!meta', value: ids[1]! }])
  expect((await after.list()).get('refs/a/!meta')).toBe(ids[1])
})

describe('a view that was left right', () => {
  const wanted = new Map<string, string>()
  const set = async (changes: readonly { ref: string; value: string }[]): Promise<void> => {
    for (const { ref, value } of changes) wanted.set(ref, value)
    await refs.setView(changes)
  }
  const reopened = async (): Promise<void> => {
    refs = (await store.open()).refs
  }
  let mark: string | undefined

  beforeEach(async () => {
    wanted.clear()
    await refs.setHead(head, ids[0]!)
    await refs.rebuildView(wanted)
    await set(bulk(150, ids[1]!))
    // One stands loose over a packed one that is older.
    await set([{ ref: 'refs/n/7/!meta', value: ids[2]! }])
    mark = await refs.viewMark?.(wanted)
    expect(mark).toBeDefined()
    await reopened()
  })

  test('is not compared again, and may go on from there', async () => {
    // What is wanted is not even looked at.
    expect(await refs.rebuildView(new Map(), mark!)).toBe(0)
    await set([...bulk(120, ids[3]!), { ref: 'refs/other/!meta', value: ids[1]! }])
    const next = await refs.viewMark?.(wanted)
    expect(next).not.toBe(mark)
    await reopened()
    expect(await refs.rebuildView(wanted, mark!)).toBe(0)
    expect(await refs.rebuildView(new Map(), next!)).toBe(0)
    expect(await refs.rebuildView(wanted)).toBe(0)
  })

  const meddled: Readonly<Record<string, () => unknown>> = {
    'a packed ref is moved': () => store.git(['update-ref', 'refs/n/9/!meta', ids[5]!]),
    'a packed ref is deleted': () => store.git(['update-ref', '-d', 'refs/n/9/!meta']),
    'a ref is added': () => store.git(['update-ref', 'refs/more/!meta', ids[5]!]),
    'a loose ref is gone, and the older packed one shows': () => rm(join(store.dir, 'refs/n/7/!meta')),
    'a loose ref is damaged': () => writeFile(join(store.dir, 'refs/n/7/!meta'), 'x\n'),
    'the packed refs are gone': () => rm(join(store.dir, 'packed-refs'))
  }
  test.each(Object.keys(meddled))('is compared where %s meanwhile', async how => {
    await meddled[how]!()
    expect(await refs.rebuildView(wanted, mark!)).toBeGreaterThan(0)
    expect(await refs.rebuildView(wanted)).toBe(0)
    expect(await refs.viewMark?.(wanted)).toBeDefined()
  })

  test.each(Object.keys(meddled))('is not called right where %s while it is open', async how => {
    await refs.rebuildView(wanted, mark!)
    await meddled[how]!()
    expect(await refs.viewMark?.(wanted)).toBeUndefined()
    // Nor is it after a change of ours on top of that.
    await set(bulk(120, ids[3]!).slice(20))
    const said = await refs.viewMark?.(wanted)
    if (said !== undefined) expect(await refs.rebuildView(wanted)).toBe(0)
  })
})

test('a list of cuts with other lines in it is written as git reads it', async () => {
  for (const text of [`${ids[0]}\njunk\n`, `${ids[0]}\n\n`, ids[0]!]) {
    await writeFile(join(store.dir, 'shallow'), text)
    expect(await refs.shallow()).toEqual(new Set([ids[0]]))
    expect(await readFile(join(store.dir, 'shallow'), 'utf8')).toBe(`${ids[0]}\n`)
  }
  await writeFile(join(store.dir, 'shallow'), 'junk\n')
  expect(await refs.shallow()).toEqual(new Set())
  expect(store.tryGit(['rev-parse', '--is-shallow-repository']).stdout.toString().trim()).toBe('false')
})

test('a checkpoint that holds no id keeps nobody from reading the heads of chains', async () => {
  await refs.setHead(head, ids[0]!)
  await refs.setHead('refs/!kubes/k51/!checkpoint', ids[1]!)
  await store.open()
  await writeFile(join(store.dir, 'refs/!kubes/k51/!checkpoint'), 'noise')
  refs = (await store.open()).refs
  expect(await refs.heads()).toEqual(new Map([[head, ids[0]]]))
  await refs.setHead('refs/!kubes/k51/!checkpoint', ids[2]!)
  expect((await refs.heads()).get('refs/!kubes/k51/!checkpoint')).toBe(ids[2])
})

describe('what git does not read the repository without', () => {
  test.each([
    ['HEAD', '\u0000\u0001noise'],
    ['HEAD', 'ref: re'],
    ['config', '\u0007\ufffd[core'],
    ['config', '[core]\n\tbare = true\njunk line\n']
  ])('is made anew where it is damaged: %s', async (name, text) => {
    await writeFile(join(store.dir, name), text)
    expect(store.tryGit(['rev-parse', ids[0]!]).status).not.toBe(0)
    await store.open()
    expect(store.git(['rev-parse', ids[0]!]).trim()).toBe(ids[0])
    expect(store.git(['config', 'core.bare']).trim()).toBe('true')
    const aside = (await readdir(join(store.dir, 'kubed/quarantine'))).filter(file => file.startsWith(`${name}-`))
    expect(aside).toHaveLength(1)
  })

  test.each([
    'refs/head&/main',
    'refs/remotes/a',
    'refs/heads/a..b',
    'refs/heads/.a',
    'refs/heads/a.lock',
    'refs/heads/'
  ])('is made anew where it names no branch: %s', async ref => {
    await writeFile(join(store.dir, 'HEAD'), `ref: ${ref}\n`)
    await store.open()
    expect(store.git(['symbolic-ref', 'HEAD']).trim()).toBe('refs/heads/main')
  })

  test.each(['refs/heads/main', 'refs/heads/a/b-c_d.e', 'refs/heads/ä'])(
    'stays where it is a branch: %s',
    async ref => {
      await writeFile(join(store.dir, 'HEAD'), `ref: ${ref}\n`)
      await store.open()
      expect(await readFile(join(store.dir, 'HEAD'), 'utf8')).toBe(`ref: ${ref}\n`)
    }
  )

  test('stays as somebody has written it', async () => {
    const own =
      '# mine\n[core] bare = true\n\trepositoryformatversion = 0\n[alias]\n\tlg = log \\\n  --oneline ; short\n[remote "a \\"b\\""]\n\turl = ../x\n\tprune\n'
    await writeFile(join(store.dir, 'config'), own)
    await writeFile(join(store.dir, 'HEAD'), `${ids[0]}\n`)
    await store.open()
    expect(await readFile(join(store.dir, 'config'), 'utf8')).toContain(own)
    expect(await readFile(join(store.dir, 'HEAD'), 'utf8')).toBe(`${ids[0]}\n`)
    expect(store.git(['config', 'core.bare']).trim()).toBe('true')
  })
})
