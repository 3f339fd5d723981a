// The blocks as another program finds them, by their CIDs.
import { createHash, randomBytes } from 'node:crypto'
import { CID } from 'multiformats/cid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { objectCid } from '../../../src/blocks/cid.ts'
import { BlocksStore } from '../../support/blocks-store.ts'
import { blob, expectationOf, kinds } from '../../support/object-samples.ts'

let store: BlocksStore
beforeEach(async () => {
  store = await BlocksStore.make()
})
afterEach(async () => await store.close())

async function bytesOf(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return Buffer.concat(parts)
}

test('the CID of an object is that of IPLD: git-raw with its SHA-1', () => {
  // `git hash-object` of "hello world\n" is 3b18e512dba79e4c8300dd08aeb37f8e728b8dad.
  const cid = objectCid('3b18e512dba79e4c8300dd08aeb37f8e728b8dad')
  expect(cid.toString()).toBe('baf4bcfb3ddsrfw5htzgigag5bcxlg74ookfy3li')
  expect(CID.parse(cid.toString())).toMatchObject({ version: 1, code: 0x78, multihash: { code: 0x11 } })
})

test('every object is a block with header and content, under a key that its hash gives', async () => {
  await (await store.reopen()).write(kinds)
  await store.blockstore(async blockstore => {
    for (const object of kinds) {
      const { id, type, size } = expectationOf(object)
      const block = await bytesOf(blockstore.get(objectCid(id)))
      expect(block.equals(Buffer.concat([Buffer.from(`${type} ${size}\0`), object.content]))).toBe(true)
    }
    let count = 0
    for await (const { cid, bytes } of blockstore.getAll()) {
      const hash = createHash('sha1').update(await bytesOf(bytes))
      expect(hash.digest().equals(cid.multihash.digest)).toBe(true)
      count++
    }
    expect(count).toBe(kinds.length)
  })
})

test('no block is above 1 MiB, and all that are there have their hash', async () => {
  const sizes = [(1 << 20) - 16, (1 << 20) - 13, 1 << 20, (2 << 20) + 1]
  const objects = await store.reopen()
  const stored = await objects.write(sizes.map(size => blob(randomBytes(size))))
  for (const { id, size } of stored) {
    expect(await objects.header(id)).toEqual({ type: 'blob', size })
    expect((await objects.read(id)).content.length).toBe(size)
  }
  await store.blockstore(async blockstore => {
    for await (const { cid, bytes } of blockstore.getAll()) {
      const block = await bytesOf(bytes)
      expect(block.length).toBeLessThanOrEqual(1 << 20)
      const name = cid.multihash.code === 0x11 ? 'sha1' : 'sha256'
      expect(createHash(name).update(block).digest().equals(cid.multihash.digest)).toBe(true)
    }
  })
})

test('a block that another program put in is an object here', async () => {
  const object = blob('from elsewhere')
  const { id } = expectationOf(object)
  await store.reopen()
  await store.blockstore(async blockstore => {
    await blockstore.put(objectCid(id), Buffer.from('blob 14\0from elsewhere'))
  })
  const objects = await store.reopen()
  expect(Buffer.from((await objects.read(id)).content).toString()).toBe('from elsewhere')
  expect(await objects.present([id, 'f'.repeat(40)])).toEqual(new Set([id]))
})

test('a write that fails says so to its caller alone', async () => {
  const { objects, refs } = await store.open()
  const good = objects.write([blob('good')])
  const bad = refs.setHead('refs/a/!meta', 'a'.repeat(40))
  await expect(bad).rejects.toMatchObject({ code: 'KUBE_REF_INVALID' })
  expect((await good)[0]!.fresh).toBe(true)
})
