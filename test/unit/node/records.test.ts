// Records as the graph reads them: what is kept of them is never of another time.
import { expect, test } from 'vitest'
import { resolve } from '../../../src/graph/resolve.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { localKube } from '../../support/local-kube.ts'

test('a node that had no record is found once it has one, and no more once it has lost it', async () => {
  const { kube, bases } = await localKube()
  const path = ['local', 'kube', 'a', 'b', 'c']
  const depth = () => resolve(kube.records, path)?.depth
  const set = (name: string) => setRecords(kube, bases, [{ name, json: { title: name } }], { merge: false })
  for (let again = 0; again < 2; again++) expect(depth()).toBe(2)
  await set('dx://other')
  expect(depth()).toBe(2)
  await set('dx://a/b/c')
  expect(depth()).toBe(5)
  await set('dx://a')
  expect(resolve(kube.records, path)?.parts.map(part => part.path)).toEqual(['local', 'kube', 'a', 'c'])
  const ref = 'refs/local/kube/a/b/c/!meta'
  const old = kube.replica.ledger.ref(ref)
  await kube.replica.append(() => ({ updates: [{ ref, old, new: undefined }], objects: [], message: 'gone' }))
  for (let again = 0; again < 2; again++) expect(depth()).toBe(3)
  await set('dx://a/b/c')
  expect(depth()).toBe(5)
})
