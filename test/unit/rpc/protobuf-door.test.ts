// Records that are set as protobuf are held to what those in JSON are; and what cannot be read hides nothing beside it.
import { expect, onTestFinished, test } from 'vitest'
import { parseName } from '../../../src/graph/name.ts'
import { recordFromJson } from '../../../src/graph/record.ts'
import { encodeRecord } from '../../../src/graph/record-codec.ts'
import { recordCommit } from '../../../src/node/records.ts'
import { dxos } from '../../../src/proto/generated.js'
import { createContent } from '../../../src/rpc/content/content-reader.ts'
import { type Caller, Dmg } from '../../../src/rpc/dmg/dmg.ts'
import { callDmg } from '../../../src/rpc/dmg/dmg-call.ts'
import { jsonFormat } from '../../../src/rpc/dmg/dmg-json.ts'
import { protobufFormat } from '../../../src/rpc/dmg/dmg-protobuf.ts'
import { getRecord } from '../../../src/rpc/records/record-read.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { publishSchema } from '../../../src/rpc/schemas/schema-publish.ts'
import { append } from '../../../src/rpc/signing.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'

const { service, Record } = dxos.dmg
const caller: Caller = { reader: 'member', writes: 'own' }
const { signal } = new AbortController()

type GivenRecord = dxos.dmg.Record.$Properties

function dmgOf(local: LocalKube): Dmg {
  const dmg = new Dmg(local)
  onTestFinished(() => dmg.close())
  return dmg
}

async function setAsProtobuf(local: LocalKube, name: string, record: GivenRecord, merge = false): Promise<void> {
  const request = service.SetRecordRequest.encode({ records: [{ name, record }], merge }).finish()
  const call = { method: 'SetRecord', request, format: protobufFormat, caller, signal }
  await callDmg(dmgOf(local), call)
}

async function listAsJson(local: LocalKube, name: string): Promise<{ name: string; record: object }[]> {
  const request = Buffer.from(JSON.stringify({ name, recursive: true }))
  const answer = await callDmg(dmgOf(local), { method: 'ListRecords', request, format: jsonFormat, caller, signal })
  return JSON.parse(Buffer.from((answer as { bytes: Uint8Array }).bytes).toString()).records
}

const noteSource = 'syntax = "proto3"; package notes; message Note { string text = 1; }'
const type = 'kube.local/schemas/note'
const text = (said: string): Uint8Array => Buffer.from([0x0a, said.length, ...Buffer.from(said)])

test('a record as protobuf is pinned to the schema that it is read by', async () => {
  const local = await localKube()
  const { schema } = await publishSchema(local.kube, local.bases, { name: `dx://schemas/note`, source: noteSource })
  const own = () => local.kube.records.meta(parseName('dx://doc').path)!.record
  for (const merge of [false, true]) {
    await setAsProtobuf(local, 'dx://doc', { payload: { type, value: text(`said ${merge}`) } }, merge)
    expect(own().payload).toMatchObject({ type, schema })
    expect((await getRecord(local.kube, { name: 'dx://doc' })).json).toMatchObject({ type, text: `said ${merge}` })
  }
  // As it was read, so it can be given back.
  await setAsProtobuf(local, 'dx://copy', Record.decode(encodeRecord(own())))
  expect((await getRecord(local.kube, { name: 'dx://copy' })).json).toMatchObject({ type, text: 'said true' })
})

test.each<[string, GivenRecord, RegExp]>([
  ['a type that is not here', { payload: { type: 'kube.local/nowhere', value: text('a') } }, /unknown type/],
  ['a pin that is not here', { payload: { type, schema: Buffer.alloc(20, 7), value: text('a') } }, /schema/],
  ['a payload that is none', { payload: { type, value: Buffer.from([0x0a, 0xff]) } }, /payload/],
  ['a mount that leads to no name', { mounts: [{ key: 'x', value: { target: 'not a name \u0001' } }] }, /mounts/]
])('%s is refused', async (_, record, says) => {
  const local = await localKube()
  await publishSchema(local.kube, local.bases, { name: `dx://schemas/note`, source: noteSource })
  for (const merge of [false, true]) {
    await expect(setAsProtobuf(local, 'dx://doc', record, merge)).rejects.toMatchObject({
      code: expect.stringMatching(/KUBE_RECORD_INVALID|KUBE_NAME_INVALID/),
      message: expect.stringMatching(says)
    })
    await setRecords(local.kube, local.bases, [{ name: 'dx://doc', json: { title: 'there already' } }])
  }
})

/** As another version of the program could have written it. */
async function write(local: LocalKube, name: string, payload: { type: string; value: Uint8Array }): Promise<void> {
  const record = { ...recordFromJson({ title: 'unread' }), payload }
  const { kube } = local
  const { id, objects } = recordCommit({ record, yaml: '', parents: [], author: kube.author(Date.now()), message: 'x' })
  const ref = `refs/${parseName(name).path.join('/')}/!meta`
  await append(kube, async () => ({ updates: [{ ref, old: undefined, new: id }], objects, message: 'x' }))
}

test('a payload that cannot be read is shown as its bytes, and those beside it as they are', async () => {
  const local = await localKube()
  const { kube, bases } = local
  await publishSchema(kube, bases, { name: `dx://schemas/note`, source: noteSource })
  await write(local, 'dx://docs/a', { type, value: text('a') })
  await write(local, 'dx://docs/b', { type: 'schema.dxos.org/dmg/mount', value: Buffer.from([0x0a, 0xff]) })
  await setRecords(kube, bases, [{ name: 'dx://docs/c', json: { title: 'c' } }])
  // The type is one no more.
  await setRecords(kube, bases, [{ name: 'dx://schemas/note', json: { title: 'moved' } }])
  expect(await listAsJson(local, 'dx://docs')).toMatchObject([
    { name: 'dx://docs/a', record: { type, title: 'unread', value: Buffer.from(text('a')).toString('base64') } },
    { name: 'dx://docs/b', record: { title: 'unread', value: Buffer.from([0x0a, 0xff]).toString('base64') } },
    { name: 'dx://docs/c', record: { title: 'c' } }
  ])
  expect(await getRecord(kube, { name: 'dx://docs/a' })).toMatchObject({ json: { type, title: 'unread' } })
  const content = createContent(kube, local.trees, bases)
  expect(await content.find('docs.kube.local', '/a', 'member')).toMatchObject({ record: { type }, handler: 'document' })
})
