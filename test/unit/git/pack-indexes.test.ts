// Packs whose index is gone, damaged or of another kind, and packs that are damaged themselves: git index-pack is the
// second opinion on every index that is made.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import type { GitObject, Objects } from '../../../src/ports/objects.ts'
import { GitStore } from '../../support/git-store.ts'
import { blob } from '../../support/object-samples.ts'

let store: GitStore
let objects: Objects
beforeEach(async () => {
  store = await GitStore.make()
  objects = await store.reopen()
})
afterEach(async () => await store.close())

/** Versions of a text, so that git finds deltas; large ones, and all kinds of objects. */
async function filled(): Promise<string[]> {
  const lines = Array.from({ length: 400 }, (_, index) => `line ${index} ${gitId('blob', Buffer.from(String(index)))}`)
  const samples: GitObject[] = [
    blob('empty'),
    blob(''),
    blob(Buffer.alloc(300 << 10, 'ab')),
    blob(randomBytes(300 << 10))
  ]
  for (let index = 0; index < 120; index++) {
    lines[(index * 37) % 400] = `changed in ${index}`
    samples.push(blob(`${lines.join('\n')}\n`))
  }
  const stored = await objects.write(samples)
  return stored.map(({ id }) => id)
}

const idxOf = (pack: string): string => pack.replace(/pack$/, 'idx')
const onePack = async (): Promise<string> => {
  const packs = await store.packs()
  expect(packs).toHaveLength(1)
  return packs[0]!
}

/** Packs as git makes them, its deltas by offset or by id. */
function repack(byOffset: boolean, ...more: string[]): void {
  const off = `repack.useDeltaBaseOffset=${byOffset}`
  const precious = 'extensions.preciousObjects'
  store.git(['config', precious, 'false'])
  store.git(['-c', off, 'repack', '-adfq', '--keep-unreachable', '--depth=50', '--window=20', ...more])
  store.git(['config', precious, 'true'])
}

async function allWhole(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { type, content } = await objects.read(id)
    expect(gitId(type, content)).toBe(id)
  }
}

function rewrite(file: string, change: (bytes: Buffer) => Uint8Array): void {
  const bytes = Buffer.from(change(fs.readFileSync(file)))
  fs.chmodSync(file, 0o644)
  fs.writeFileSync(file, bytes)
}
const flip = (at: number) => (bytes: Buffer) => {
  const place = Math.floor(at * bytes.length)
  bytes[place] = bytes[place]! ^ 0x55
  return bytes
}

const harms: readonly [string, (idx: string) => void][] = [
  ['is gone', idx => fs.rmSync(idx)],
  ['has a bit that was flipped among its ids', idx => rewrite(idx, flip(0.6))],
  ['has a bit that was flipped in its offsets', idx => rewrite(idx, flip(0.95))],
  ['is cut short', idx => rewrite(idx, bytes => bytes.subarray(0, bytes.length / 2))],
  ['is empty', idx => rewrite(idx, () => Buffer.alloc(0))],
  ['is of another pack', idx => rewrite(idx, () => Buffer.from(fs.readFileSync(idx)).fill(0, 8, 8 + 1024))]
]

describe.each([
  ['without deltas', undefined],
  ['with deltas by offset', true],
  ['with deltas by id', false]
] as const)('the index of a pack %s', (_, byOffset) => {
  test.each(harms)('%s: the start makes it again, as git does', async (_name, harm) => {
    const ids = await filled()
    if (byOffset !== undefined) repack(byOffset)
    const pack = await onePack()
    const before = fs.readFileSync(idxOf(pack))
    harm(idxOf(pack))
    objects = await store.reopen()
    await allWhole(ids)
    expect(fs.readFileSync(idxOf(pack)).equals(before)).toBe(true)
    const oracle = path.join(store.dir, 'oracle.idx')
    store.git(['index-pack', '-o', oracle, pack])
    expect(fs.readFileSync(oracle).equals(before)).toBe(true)
    expect(store.fsck()).toBe('')
    expect((await objects.mend()).done).toEqual([expect.stringMatching(/its index was made again$/)])
    expect(await objects.mend()).toEqual({ done: [], left: [] })
  })

  test.each(harms)('%s while it is in use: fsck makes it again', async (_name, harm) => {
    const ids = await filled()
    if (byOffset !== undefined) repack(byOffset)
    objects = await store.reopen()
    const pack = await onePack()
    const before = fs.readFileSync(idxOf(pack))
    harm(idxOf(pack))
    expect((await objects.mend()).done).toHaveLength(1)
    await allWhole(ids)
    expect(fs.readFileSync(idxOf(pack)).equals(before)).toBe(true)
  })
})

test('an index of version 1 is replaced', async () => {
  const ids = await filled()
  const pack = await onePack()
  fs.rmSync(idxOf(pack))
  store.git(['index-pack', '--index-version=1', pack])
  objects = await store.reopen()
  await allWhole(ids)
  expect(store.fsck()).toBe('')
})

describe('a damaged pack without a usable index', () => {
  test('gives what can be read, before the damage and behind it', async () => {
    const ids = await filled()
    repack(true)
    const pack = await onePack()
    fs.rmSync(idxOf(pack))
    rewrite(pack, flip(0.3))
    objects = await store.reopen()
    const here = await objects.present(ids)
    expect(here.size).toBeGreaterThan(0)
    expect(here.size).toBeLessThan(ids.length)
    await allWhole([...here])
    expect(store.fsck()).toBe('')
    expect(fs.readdirSync(path.join(store.dir, 'kubed/quarantine')).some(name => name.endsWith('.pack'))).toBe(true)
    expect((await objects.mend()).done).toEqual([expect.stringContaining('and it is damaged')])
    // Behind the damage too: nothing but the object that it hit, and what is a delta of that, is lost.
    expect(here.size).toBeGreaterThan(ids.length / 2)
  })

  test.each([0.999, 0.5, 0.001, 0])('cut short at %d of it: what stands before is taken over', async share => {
    const ids = await filled()
    const pack = await onePack()
    rewrite(pack, bytes => bytes.subarray(0, bytes.length * share))
    objects = await store.reopen()
    await objects.mend()
    const here = await objects.present(ids)
    await allWhole([...here])
    if (share > 0.4) expect(here.size).toBeGreaterThan(0)
    expect(store.fsck()).toBe('')
    const again = await objects.write([blob('new')])
    expect(again).toHaveLength(1)
  })

  test('a wrong checksum at its end alone loses nothing', async () => {
    const ids = await filled()
    const pack = await onePack()
    fs.rmSync(idxOf(pack))
    rewrite(pack, bytes => flip(1 - 5 / bytes.length)(bytes))
    objects = await store.reopen()
    await allWhole(ids)
    expect(store.fsck()).toBe('')
  })
})

test('deltas as deep as git makes them are read, and are no damage', { timeout: 120_000 }, async () => {
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`)
  const samples: GitObject[] = []
  for (let index = 0; index < 600; index++) {
    lines[index % 50] = `changed in ${index}`
    samples.push(blob(lines.join('\n')))
  }
  const ids = (await objects.write(samples)).map(({ id }) => id)
  repack(true, '--depth=4000', '--window=5')
  objects = await store.reopen()
  const depths = store.git(['verify-pack', '-v', await onePack()])
  expect(Number(/chain length = (\d+): \d+ objects?\n(?!chain)/.exec(depths)![1])).toBeGreaterThan(64)
  await allWhole(ids)
  for (const id of ids) expect(await objects.verify(id)).toBe(true)
  await objects.quarantine(ids[3]!)
  expect((await objects.present(ids)).size).toBe(ids.length - 1)
})
