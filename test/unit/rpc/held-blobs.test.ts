// Small blobs of a publish wait for its commit; they are durable when it is acknowledged, and nobody is promised more.
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { pushBytesMax } from '../../../src/base/limits.ts'
import { frames } from '../../../src/rpc/client.ts'
import { Publisher } from '../../../src/rpc/publish/publish.ts'
import type { Served } from '../../../src/rpc/publish/served.ts'
import { localKube } from '../../support/local-kube.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const served = { wait: async () => ({ servedBy: [] }) } as unknown as Served

async function publishing(content: Buffer) {
  const local = await localKube()
  const publisher = new Publisher({ ...local, served, spoolDir: await temporaryFolder() })
  const id = gitId('blob', content)
  const size = content.length
  const { session, missing } = await publisher.plan({
    name: 'dx://app',
    files: [{ path: 'index.html', mode: '100644', id, size }]
  })
  expect(missing).toEqual([id])
  const blobs = async function* () {
    yield { id, size, content }
  }
  expect(await publisher.receive(session, frames(blobs()))).toEqual({ stored: 1 })
  return { ...local, publisher, session, id }
}

test('a small blob is stored by the commit', async () => {
  const content = Buffer.from('small')
  const { kube, publisher, session, id } = await publishing(content)
  expect(await kube.objects.has(id)).toBe(false)
  expect(await publisher.commit({ session })).toMatchObject({ stored: 1, files: 1, bytes: content.length })
  expect((await kube.objects.read(id)).content).toEqual(content)
  expect(await kube.objects.verify(id)).toBe(true)
})

test('a larger one as it comes', async () => {
  const { kube, publisher, session, id } = await publishing(Buffer.alloc(pushBytesMax + 1, 'x'))
  expect(await kube.objects.has(id)).toBe(true)
  expect(await publisher.commit({ session })).toMatchObject({ stored: 1, files: 1 })
})

test('who never commits leaves nothing behind', async () => {
  const { kube, publisher, id } = await publishing(Buffer.from('forgotten'))
  await expect(publisher.commit({ session: 'another' })).rejects.toMatchObject({ code: 'KUBE_NOT_FOUND' })
  expect(await kube.objects.has(id)).toBe(false)
})
