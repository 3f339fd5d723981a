// A person who runs stock git in the repository: gc, repack, prune and what they leave beside packs. Nothing goes, and git
// finds nothing wrong when we remove something later.
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildTrees, encodeCommit } from '../../../src/base/git-format.ts'
import type { FreeOptions, Objects } from '../../../src/ports/objects.ts'
import { GitStore } from '../../support/git-store.ts'
import { blob } from '../../support/object-samples.ts'

let store: GitStore
let objects: Objects
beforeEach(async () => {
  store = await GitStore.make()
  objects = await store.reopen()
})
afterEach(async () => await store.close())

const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 0 }
const packFile = (...names: string[]): string => path.join(store.dir, 'objects/pack', ...names)
const packNames = (): string[] => fs.readdirSync(packFile())

/** A commit of so many files, on top of another; gives its id and the ids of its files. */
async function commit(name: string, files: number, parent?: string): Promise<{ id: string; files: string[] }> {
  const blobs = await objects.write(Array.from({ length: files }, (_, at) => blob(`${name} ${at} ${'x'.repeat(200)}`)))
  const { root, trees } = buildTrees(blobs.map(({ id }, at) => ({ path: `f${at}`, mode: '100644', id })))
  await objects.write(trees)
  const content = encodeCommit({
    tree: root,
    parents: parent ? [parent] : [],
    author: ident,
    committer: ident,
    message: name
  })
  const [{ id }] = (await objects.write([{ type: 'commit', content }])) as unknown as [{ id: string }]
  return { id, files: blobs.map(({ id }) => id) }
}

const everything: FreeOptions = {
  gate: (ids, remove) => remove(new Set(ids)),
  breathe: async () => undefined,
  shareMin: 0
}

const commands: readonly string[][] = [
  ['gc', '--quiet', '--prune=now'],
  ['gc', '--quiet', '--aggressive', '--prune=now'],
  ['repack', '-adq'],
  ['repack', '-Adq', '--cruft'],
  ['prune', '--expire=now'],
  ['prune-packed'],
  ['maintenance', 'run', '--task=gc', '--task=loose-objects', '--task=incremental-repack', '--task=commit-graph'],
  ['reflog', 'expire', '--expire=now', '--all']
]

describe.each([false, true])('while we have it open: %s', open => {
  test.each(commands)('git %s %s takes nothing away', async (...args) => {
    const { id, files } = await commit('published', 90)
    store.git(['update-ref', 'refs/heads/main', id])
    const loose = await commit('unpublished', 3)
    const packed = await commit('kept as a conflict', 90)
    const all = [id, ...files, loose.id, ...loose.files, packed.id, ...packed.files]
    if (!open) await objects.close()
    store.tryGit(args)
    store.tryGit(args)
    if (!open) objects = await store.reopen()
    for (const one of all) expect(await objects.verify(one), one).toBe(true)
    expect(store.fsck()).toBe('')
    expect(await objects.mend()).toEqual({ done: [], left: [] })
  })
})

test('a repository that was made before is told so too; what somebody has set stays', async () => {
  const config = path.join(store.dir, 'config')
  await objects.close()
  store.git(['config', '--unset', 'extensions.preciousObjects'])
  store.git(['config', 'user.note', 'mine'])
  objects = await store.reopen()
  expect(store.git(['config', 'extensions.preciousObjects'])).toBe('true\n')
  expect(store.git(['config', 'user.note'])).toBe('mine\n')
  store.git(['config', 'extensions.preciousObjects', 'false'])
  const before = fs.readFileSync(config)
  objects = await store.reopen()
  expect(fs.readFileSync(config)).toEqual(before)
})

test('what git derives leads nowhere after something was freed', async () => {
  const old = await commit('old', 90)
  const tip = await commit('new', 90, old.id)
  store.git(['update-ref', 'refs/heads/main', tip.id])
  store.git(['repack', '-abq'])
  store.git(['multi-pack-index', 'write', '--bitmap'])
  store.git(['commit-graph', 'write', '--reachable'])
  expect(packNames().some(name => name.endsWith('.bitmap'))).toBe(true)
  objects = await store.reopen()
  fs.writeFileSync(path.join(store.dir, 'shallow'), `${tip.id}\n`)
  const { objects: gone } = await objects.free(new Set([old.id, ...old.files]), everything)
  expect(gone).toBe(91)
  expect(store.fsck()).toBe('')
  expect(store.git(['rev-list', '--objects', 'main']).split('\n')).toHaveLength(93)
  expect(store.tryGit(['multi-pack-index', 'verify']).stderr.toString()).toBe('')
  const stems = new Set(packNames().flatMap(name => (name.endsWith('.pack') ? [name.slice(0, -5)] : [])))
  for (const name of packNames()) expect(stems, name).toContain(name.slice(0, name.lastIndexOf('.')))
  expect(fs.existsSync(path.join(store.dir, 'objects/info/commit-graph'))).toBe(false)
})

test('a pack that somebody has told git to keep is kept by us', async () => {
  const { files } = await commit('kept', 90)
  const [pack] = (await store.packs()) as [string]
  fs.writeFileSync(pack.replace(/pack$/, 'keep'), '')
  expect(await objects.free(new Set(files), everything)).toMatchObject({ objects: 0 })
  expect((await objects.present(files)).size).toBe(90)
  fs.rmSync(pack.replace(/pack$/, 'keep'))
  expect(await objects.free(new Set(files), everything)).toMatchObject({ objects: 90 })
})

test('objects that git has removed because another store has them are told of', async () => {
  const other = await GitStore.make()
  try {
    const { files } = await commit('here and there', 3)
    const there = await other.reopen()
    await there.write(Array.from({ length: 90 }, (_, at) => blob(`here and there ${at} ${'x'.repeat(200)}`)))
    fs.writeFileSync(path.join(store.dir, 'objects/info/alternates'), `${other.dir}/objects\n`)
    store.git(['prune-packed'])
    objects = await store.reopen()
    expect((await objects.present(files)).size).toBe(0)
    const { left } = await objects.mend()
    expect(left).toEqual([expect.stringContaining('git repack -a')])
    store.git(['update-ref', 'refs/keep', files[0]!])
    for (const [at, id] of files.entries()) store.git(['update-ref', `refs/keep${at}`, id])
    store.git(['repack', '-aq'])
    fs.rmSync(path.join(store.dir, 'objects/info/alternates'))
    expect((await objects.present(files)).size).toBe(3)
    expect(await objects.mend()).toEqual({ done: [], left: [] })
  } finally {
    await other.close()
  }
})
