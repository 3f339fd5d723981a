// Versions of a schema that are published at once: each is compared with the one before it, and loses nothing of it.
import { expect, test } from 'vitest'
import { parseName } from '../../../src/graph/name.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { publishSchema } from '../../../src/rpc/schemas/schema-publish.ts'
import { localKube } from '../../support/local-kube.ts'

const name = 'dx://schemas/note'
const source = (fields: string): string => `syntax = "proto3"; package notes; message Note { ${fields} }`

test('what is set meanwhile stays', async () => {
  const { kube, bases } = await localKube()
  await publishSchema(kube, bases, { name, source: source('string text = 1;') })
  await Promise.all([
    setRecords(kube, bases, [{ name, json: { title: 'Notes' } }], { merge: true }),
    publishSchema(kube, bases, { name, source: source('string text = 1; string by = 2;') })
  ])
  const { record } = kube.records.meta(parseName(name).path)!
  expect(record.properties.title).toBe('Notes')
})

test('of two that do not go together the second is refused', async () => {
  const { kube, bases } = await localKube()
  const publish = (fields: string, force = false) => publishSchema(kube, bases, { name, source: source(fields), force })
  const said = await Promise.allSettled([publish('string text = 1;'), publish('int64 text = 1;')])
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect((said[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'KUBE_SCHEMA_BREAKS' })
  expect((await publish('int64 text = 1;', true)).breaks).toHaveLength(1)
})
