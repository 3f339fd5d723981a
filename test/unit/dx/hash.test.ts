import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { mapFiles } from '../../../src/dx/files.ts'
import { type HashOptions, hashFiles } from '../../../src/dx/hash.ts'
import { StatCache } from '../../../src/dx/stat-cache.ts'
import { writeTree } from '../../support/folder-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const never = new AbortController().signal
const old = new Date(Date.now() - 60_000)

/** As `dx publish` does it; gives path → id and how many files were read. */
async function hashed(home: string, dir: string, options: Partial<HashOptions> = {}) {
  const { files } = await mapFiles({ dir, described: true, allow: [...(options.allow ?? [])] }, never)
  const cache = new StatCache(home, dir)
  let read = 0
  const ids = await hashFiles(files, {
    allow: new Set(),
    cache,
    signal: never,
    // Some seconds on: what was just written is no longer racy.
    now: () => Date.now() + 10_000,
    progress: () => {
      read++
    },
    ...options
  })
  expect(cache.save()).toBe(true)
  return { ids: Object.fromEntries(files.map((file, at) => [file.path, ids[at]])), read }
}

async function place(files: Readonly<Record<string, string | Uint8Array>>) {
  const base = await temporaryFolder()
  return { home: writeTree(path.join(base, 'home'), { x: '' }), dir: writeTree(path.join(base, 'site'), files) }
}

test('ids are those of git, for any size around the pieces', async () => {
  const sizes = [0, 1, 1000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000]
  const contents = sizes.map(size => Buffer.alloc(size, size % 251))
  const { home, dir } = await place(Object.fromEntries(contents.map((content, at) => [`f${at}`, content])))
  const { ids } = await hashed(home, dir)
  expect(ids).toEqual(Object.fromEntries(contents.map((content, at) => [`f${at}`, gitId('blob', content)])))
})

test('what has not changed is not read again, what has is', async () => {
  const { home, dir } = await place({ a: 'one', b: 'two', c: 'three' })
  expect((await hashed(home, dir)).read).toBe(3)
  expect((await hashed(home, dir)).read).toBe(0)
  fs.writeFileSync(path.join(dir, 'b'), 'TWO')
  const { ids, read } = await hashed(home, dir)
  expect([read, ids.b]).toEqual([1, gitId('blob', Buffer.from('TWO'))])
  fs.renameSync(path.join(dir, 'a'), path.join(dir, 'd'))
  fs.writeFileSync(path.join(dir, 'a'), 'four')
  expect((await hashed(home, dir)).ids).toMatchObject({
    a: gitId('blob', Buffer.from('four')),
    d: gitId('blob', Buffer.from('one'))
  })
})

test('a change that keeps size and modification time is seen', async () => {
  const { home, dir } = await place({ a: 'one' })
  fs.utimesSync(path.join(dir, 'a'), old, old)
  await hashed(home, dir)
  fs.writeFileSync(path.join(dir, 'a'), 'two')
  fs.utimesSync(path.join(dir, 'a'), old, old)
  expect((await hashed(home, dir)).ids.a).toBe(gitId('blob', Buffer.from('two')))
})

test('a file written just before it was read is read again', async () => {
  const { home, dir } = await place({ a: 'one' })
  expect((await hashed(home, dir, { now: Date.now })).read).toBe(1)
  expect((await hashed(home, dir, { now: Date.now })).read).toBe(1)
})

test('any series of edits and publishes gives the true ids', async () => {
  const step = fc.record({ file: fc.nat(3), text: fc.string({ maxLength: 3 }), publish: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async steps => {
      const base = fs.mkdtempSync('/tmp/kube-hash-')
      try {
        const home = writeTree(path.join(base, 'home'), { x: '' })
        const now: Record<string, string> = { f9: 'always' }
        const dir = writeTree(path.join(base, 'site'), now)
        for (const { file, text, publish } of [...steps, { file: 0, text: 'end', publish: true }]) {
          now[`f${file}`] = text
          writeTree(dir, { [`f${file}`]: text })
          if (!publish) continue
          const { ids } = await hashed(home, dir, { now: Date.now })
          for (const [name, content] of Object.entries(now)) expect(ids[name]).toBe(gitId('blob', Buffer.from(content)))
        }
      } finally {
        fs.rmSync(base, { recursive: true })
      }
    }),
    { numRuns: 40 }
  )
})

test('a damaged or foreign cache is as none', async () => {
  const { home, dir } = await place({ a: 'one' })
  await hashed(home, dir)
  const folder = path.join(home, 'cache/dx')
  const file = path.join(folder, fs.readdirSync(folder)[0]!)
  const good = fs.readFileSync(file)
  for (const damage of [
    Buffer.alloc(0),
    good.subarray(0, 60),
    Buffer.from(good.toString().replace(/"format":\d+/, '"format":99')),
    Buffer.from('{}')
  ]) {
    fs.writeFileSync(file, damage)
    expect((await hashed(home, dir)).read).toBe(1)
  }
  expect((await hashed(home, dir)).read).toBe(0)
})

test('without a home nothing is made, and nothing fails', async () => {
  const { dir } = await place({ a: 'one' })
  const cache = new StatCache(path.join(dir, '..', 'absent'), dir)
  const { files } = await mapFiles({ dir, described: true, allow: [] }, never)
  await hashFiles(files, { allow: new Set(), cache, signal: never, now: () => Date.now() + 10_000 })
  expect(cache.save()).toBe(false)
  expect(fs.existsSync(path.join(dir, '..', 'absent'))).toBe(false)
})

test('a secret is refused, is let through when allowed, and is refused again from the cache', async () => {
  const token = `${'ghp'}_${'aB3xY9kQ7mZ2pL5wN8vT4rS6aB3xY9kQ7mZ2'}`
  const { home, dir } = await place({ 'a.js': 'fine', 'config.js': `x = "${token}"` })
  const refused = expect.objectContaining({ code: 'KUBE_FILE_REFUSED', message: expect.stringContaining('config.js') })
  await expect(hashed(home, dir)).rejects.toEqual(refused)
  expect((await hashed(home, dir, { allow: new Set(['config.js']) })).read).toBe(2)
  await expect(hashed(home, dir)).rejects.toEqual(refused)
})

test('a secret across the edge of two pieces is found', async () => {
  const token = `${'ghp'}_${'aB3xY9kQ7mZ2pL5wN8vT4rS6aB3xY9kQ7mZ2'}`
  const { home, dir } = await place({
    big: Buffer.concat([Buffer.alloc((1 << 20) - 10, 32), Buffer.from(token), Buffer.alloc(99, 32)])
  })
  await expect(hashed(home, dir)).rejects.toEqual(expect.objectContaining({ code: 'KUBE_FILE_REFUSED' }))
})

test('a file that changed or went since it was found is told', async () => {
  const { home, dir } = await place({ a: 'one' })
  const { files } = await mapFiles({ dir, described: true, allow: [] }, never)
  const options = { allow: new Set<string>(), cache: new StatCache(home, dir), signal: never, now: Date.now }
  fs.appendFileSync(path.join(dir, 'a'), 'more')
  await expect(hashFiles(files, options)).rejects.toEqual(expect.objectContaining({ code: 'KUBE_FILE_CHANGED' }))
  fs.rmSync(path.join(dir, 'a'))
  await expect(hashFiles(files, options)).rejects.toEqual(expect.objectContaining({ code: 'KUBE_FILE_CHANGED' }))
})
