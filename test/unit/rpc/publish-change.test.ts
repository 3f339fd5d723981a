// What is published in one call is what a plan of all files would have published.
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { pushBytesMax } from '../../../src/base/limits.ts'
import type { ChangedFile, FileEntry } from '../../../src/rpc/api.ts'
import { Publisher } from '../../../src/rpc/publish/publish.ts'
import type { Served } from '../../../src/rpc/publish/served.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { localKube } from '../../support/local-kube.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const name = 'dx://app'
type Files = Readonly<Record<string, string>>

const fileOf = (path: string, text: string): ChangedFile => {
  const content = Buffer.from(text)
  const entry = { path, mode: '100644' as const, id: gitId('blob', content), size: content.length }
  return { ...entry, content: content.toString('base64') }
}

async function scene() {
  const local = await localKube()
  const { kube, trees } = local
  const served = { wait: async () => ({ servedBy: ['a1'] }) } as unknown as Served
  const publisher = new Publisher({ ...local, served, spoolDir: await temporaryFolder() })
  const publish = async (files: Files, at = name) => {
    const all = Object.entries(files).map(([path, text]) => fileOf(path, text))
    await kube.objects.write(all.map(({ content }) => ({ type: 'blob', content: Buffer.from(content, 'base64') })))
    const entries: FileEntry[] = all.map(({ content: _, ...entry }) => entry)
    const { session } = await publisher.plan({ name: at, files: entries })
    return (await publisher.commit({ session })).release
  }
  const change = (since: string, put: Files, at = name) =>
    publisher.change({ name: at, since, put: Object.entries(put).map(([path, text]) => fileOf(path, text)), bytes: 42 })
  const treeOf = async (release: string) => (await trees.commit(release)).release.tree
  const head = () => kube.replica.ledger.ref('refs/local/kube/app/!https')
  return { ...local, publisher, publish, change, treeOf, head }
}

test('files that are others, and new ones, make the release that all files make', async () => {
  const { publish, change, treeOf, head, kube } = await scene()
  const before = { 'index.html': 'one', 'a/b.css': 'b', 'a/c/d.js': 'd' }
  const since = await publish(before)
  const put = { 'a/c/d.js': 'other', 'a/c/e.js': 'new', 'z.txt': 'new' }
  const answer = await change(since, put)
  expect(answer).toMatchObject({
    unchanged: false,
    warnings: [],
    published: { type: 'published', files: 5, bytes: 42, stored: 2, servedBy: ['a1'] }
  })
  const release = head()!
  expect(answer).toMatchObject({ published: { release } })
  expect(await treeOf(release)).toBe(await treeOf(await publish({ ...before, ...put }, 'dx://whole')))
  // The record has the manifest of all files.
  const manifest = kube.records.meta(['local', 'kube', 'app'])?.record
  expect(JSON.stringify(manifest)).toBe(JSON.stringify(kube.records.meta(['local', 'kube', 'whole'])?.record))
  expect(await change(release, {})).toMatchObject({ unchanged: true, published: { release, stored: 0 } })
  expect(await change(release, put)).toMatchObject({ unchanged: true, published: { release } })
})

test('it has to be planned on another release, on folders published on their own, on links and in a strict realm', async () => {
  const { publish, change, head, kube, bases } = await scene()
  const first = await publish({ 'index.html': 'one' })
  const second = await publish({ 'index.html': 'two' })
  expect(await change(first, { 'index.html': 'three' })).toEqual({ plan: true })
  expect(await change('f'.repeat(40), {})).toEqual({ plan: true })
  await publish({ 'guide.md': 'g' }, `${name}:docs`)
  expect(await change(head()!, { 'index.html': 'three' })).toEqual({ plan: true })
  expect(await change(head()!, { 'guide.md': 'h' }, `${name}:docs`)).toEqual({ plan: true })
  expect(head()).not.toBe(second)
  await setRecords(kube, bases, [{ name: 'dx://bank', text: 'order: strict\n' }])
  const strict = await publish({ 'index.html': 'one' }, 'dx://bank')
  expect(await change(strict, { 'index.html': 'two' }, 'dx://bank')).toEqual({ plan: true })
})

test('bytes that are not what was said, or too many, change nothing', async () => {
  const { publish, publisher, head } = await scene()
  const since = await publish({ 'index.html': 'one' })
  const put = [{ ...fileOf('index.html', 'two'), content: Buffer.from('three').toString('base64') }]
  const other = publisher.change({ name, since, put, bytes: 3 })
  await expect(other).rejects.toMatchObject({ code: 'KUBE_FILE_CHANGED' })
  const large = publisher.change({ name, since, put: [fileOf('a', 'x'.repeat(pushBytesMax + 1))], bytes: 3 })
  await expect(large).rejects.toMatchObject({ code: 'KUBE_LIMIT' })
  const refused = publisher.change({ name, since, put: [fileOf('../a', 'x')], bytes: 3 })
  await expect(refused).rejects.toMatchObject({ code: 'KUBE_FILE_REFUSED' })
  expect(head()).toBe(since)
})
