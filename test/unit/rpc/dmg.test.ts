// The DMG service: one implementation behind its doors, and following records without a gap or a repeat.
import { once } from 'node:events'
import http from 'node:http'
import path from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { toHex } from '../../../src/base/bytes.ts'
import { uncounted } from '../../../src/base/limit-hits.ts'
import { socketPath } from '../../../src/base/socket-path.ts'
import { silent } from '../../../src/base/types.ts'
import { parseName } from '../../../src/graph/name.ts'
import { recordFromJson, recordToJson } from '../../../src/graph/record.ts'
import { decodeRecord, encodeRecord } from '../../../src/graph/record-codec.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { dxos } from '../../../src/proto/generated.js'
import { connect } from '../../../src/rpc/client.ts'
import { type Caller, Dmg, type WatchedRecords } from '../../../src/rpc/dmg/dmg.ts'
import { askDmg, dmgProtocol, serveDmg } from '../../../src/rpc/dmg/dmg-stream.ts'
import { type FeedItem, RecordFeed } from '../../../src/rpc/dmg/record-feed.ts'
import { formatMark, parseMark } from '../../../src/rpc/dmg/watch-mark.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { serveControl } from '../../../src/web/control-socket.ts'
import { channelPair } from '../../support/channel-pair.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const service = dxos.dmg.service
const member: Caller = { reader: 'member', writes: 'own' }
const anyone: Caller = { reader: 'anyone', writes: undefined }

function dmgOf(local: LocalKube): Dmg {
  const dmg = new Dmg(local)
  onTestFinished(() => dmg.close())
  return dmg
}

const set = ({ kube, bases }: LocalKube, records: Readonly<Record<string, unknown>>) =>
  setRecords(
    kube,
    bases,
    Object.entries(records).map(([name, json]) => ({ name, json }))
  )

/** `name title` of each change until `count` of them; with the position after each. */
async function take(watched: AsyncGenerator<WatchedRecords>, count: number) {
  const said: string[] = []
  const positions: string[] = []
  if (count === 0) return { said, positions }
  for await (const { position, records } of watched) {
    for (const { name, record } of records) {
      said.push(`${name} ${record ? (record.properties.title ?? '') : 'removed'}`)
      positions.push(position)
    }
    if (said.length >= count) break
  }
  return { said, positions }
}

test('a position is what it says', () => {
  const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
  for (const mark of [
    { heads: [] },
    { heads: [a, b] },
    { heads: [a], partly: { entry: b, ref: 'refs/x/%C3%BC/!meta' } }
  ]) {
    expect(parseMark(formatMark(mark))).toEqual(mark)
  }
  for (const text of ['', '1', 'zz', `${a}.`, `${a}~${b}`, `${a}~${b}/refs/x/!https`, `${a} `]) {
    expect(() => parseMark(text), text).toThrow(expect.objectContaining({ code: 'KUBE_USAGE' }))
  }
})

test('a watch goes on from any line of an earlier one, after a restart too', async () => {
  const first = await localKube()
  const watched = dmgOf(first)
  const { signal } = new AbortController()
  const begun = (await watched.watchRecords({}, member, signal).next()).value as WatchedRecords
  expect(begun.records).toEqual([])
  await set(first, { 'dx://a': { title: '1' } })
  await set(first, { 'dx://b': { title: '1' }, 'dx://a': { title: '2' }, 'dx://a/ü': { title: '1' }, 'dx://z': {} })
  await set(first, { 'dx://a': { title: '3' } })
  const all = await take(watched.watchRecords({ position: begun.position }, member, signal), 6)
  const wanted = ['dx://a 1', 'dx://a 2', 'dx://a/ü 1', 'dx://b 1', 'dx://z ', 'dx://a 3']
  expect(all.said).toEqual([wanted[0], ...[...wanted.slice(1, 5)].sort(), wanted[5]])
  const below = await take(watched.watchRecords({ name: 'dx://a', position: begun.position }, member, signal), 4)
  expect([...below.said].sort()).toEqual(['dx://a 1', 'dx://a 2', 'dx://a 3', 'dx://a/ü 1'])

  await first.end()
  const again = await localKube(first.dir)
  const dmg = dmgOf(again)
  for (const [at, position] of all.positions.entries()) {
    const rest = await take(dmg.watchRecords({ position }, member, signal), all.said.length - at - 1)
    expect(rest.said).toEqual(all.said.slice(at + 1))
  }
  await expect(async () => dmg.watchRecords({ position: 'c'.repeat(40) }, member, signal)).rejects.toMatchObject({
    code: 'KUBE_OBJECT_MISSING'
  })
})

test('whatever is set, wherever a reader is cut off: nothing is left out, nothing comes twice', async () => {
  const local = await localKube()
  const dmg = dmgOf(local)
  const { signal } = new AbortController()
  let round = 0
  const changesets = fc.array(fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(changesets, fc.array(fc.nat({ max: 5 }), { maxLength: 4 }), async (sets, cuts) => {
      const top = `dx://r${round++}`
      const live = dmg.watchRecords({ name: top }, member, signal)
      let position = ((await live.next()).value as WatchedRecords).position
      const wanted: string[] = []
      for (const [at, names] of sets.entries()) {
        await set(local, Object.fromEntries(names.map(name => [`${top}/n${name}`, { title: String(at) }])))
        wanted.push(...[...names].sort((a, b) => a - b).map(name => `${top}/n${name} ${at}`))
      }
      const said: string[] = []
      for (const cut of [...cuts, wanted.length]) {
        const count = Math.min(cut, wanted.length - said.length)
        const some = await take(dmg.watchRecords({ name: top, position }, member, signal), count)
        said.push(...some.said)
        position = some.positions.at(-1) ?? position
      }
      expect(said).toEqual(wanted)
      expect((await take(live, wanted.length)).said).toEqual(wanted)
    }),
    { numRuns: 15 }
  )
})

test('a reader that is slower than what is kept in memory misses nothing', async () => {
  const local = await localKube()
  const feed = new RecordFeed(local.kube, 10)
  const { signal } = new AbortController()
  const items = feed.follow({ path: ['local', 'kube', 'many'], signal })
  await items.next()
  const said: string[] = []
  const read = async (count: number) => {
    for (; said.length < count; ) {
      const { change } = (await items.next()).value as FeedItem
      if (change) said.push(`${change.path.at(-1)} ${change.record?.properties.title}`)
    }
  }
  const wanted: string[] = []
  for (let round = 0; round < 12; round++) {
    const names = Array.from({ length: 4 }, (_, at) => `n${at}`)
    await set(local, Object.fromEntries(names.map(name => [`dx://many/${name}`, { title: String(round) }])))
    wanted.push(...names.map(name => `${name} ${round}`))
    // At first it keeps up, then it falls behind in the midst of a changeset.
    if (round === 1) await read(6)
  }
  await read(wanted.length)
  expect(said).toEqual(wanted)
  await set(local, { 'dx://many/n0': { title: 'live' } })
  await read(wanted.length + 1)
  expect(said.at(-1)).toBe('n0 live')
})

test("a removed record is said to be gone, a private one is nobody else's", async () => {
  const local = await localKube()
  const { kube } = local
  const dmg = dmgOf(local)
  const { signal } = new AbortController()
  const [mine, theirs] = [dmg.watchRecords({}, member, signal), dmg.watchRecords({}, anyone, signal)]
  for (const one of [mine, theirs]) await one.next()
  await set(local, { 'dx://shut': { access: 'private' }, 'dx://open': { title: 'x' } })
  const { id } = kube.records.meta(parseName('dx://open').path)!
  const gone = { ref: 'refs/local/kube/open/!meta', old: id, new: undefined }
  await kube.replica.append(() => ({ updates: [gone], objects: [], message: 'gone' }))
  expect((await take(mine, 3)).said).toEqual(['dx://open x', 'dx://shut ', 'dx://open removed'])
  expect((await take(theirs, 2)).said).toEqual(['dx://open x', 'dx://open removed'])
  await expect(dmg.getRecords(['dx://shut'], true, anyone)).rejects.toMatchObject({ code: 'KUBE_UNAUTHORIZED' })
  await expect(dmg.resolveUrl({ url: 'https://shut.kube.local' }, anyone)).rejects.toMatchObject({
    code: 'KUBE_UNAUTHORIZED'
  })
  expect((await dmg.getRecords(['dx://shut'], true, member))[0]?.record?.properties).toEqual({ access: 'private' })
})

test('records are listed in pages, right below and all below', async () => {
  const local = await localKube()
  const dmg = dmgOf(local)
  const names = ['a', 'a/b', 'a/b/c', 'a-b', 'd/e']
  await set(local, Object.fromEntries(names.map(name => [`dx://top/${name}`, { title: name }])))
  const listed = async (recursive: boolean, limit: number) => {
    const all: string[] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await dmg.listRecords({ name: 'dx://top', recursive, limit, after }, member)
      all.push(...page.records.map(({ name }) => name.slice('dx://top/'.length)))
      after = page.next
    }
    return all
  }
  for (const limit of [1, 2, 100]) {
    expect((await listed(false, limit)).sort()).toEqual(['a', 'a-b', 'd'])
    expect((await listed(true, limit)).sort()).toEqual([...names].sort())
  }
  await expect(dmg.listRecords({ name: 'dx://none' }, member)).rejects.toMatchObject({ code: 'KUBE_NOT_FOUND' })
})

/** One DMG call over a control socket, as anybody could make it. */
async function post(home: string, method: string, type: string, body: Uint8Array | string) {
  const request = http.request({
    socketPath: socketPath(home),
    method: 'POST',
    path: `/.well-known/dmg/${method}`,
    headers: { host: 'kubed', 'content-type': type }
  })
  request.end(body)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode, type: response.headers['content-type'], body: Buffer.concat(chunks) }
}

test('HTTP takes JSON and protobuf, and says what is wrong', async () => {
  const local = await localKube()
  const dmg = dmgOf(local)
  const home = path.join(await temporaryFolder(), 'home')
  const control = await serveControl({
    path: socketPath(home),
    api: {} as never,
    receiveBlobs: async () => ({ stored: 0 }),
    dmg,
    logger: silent
  })
  onTestFinished(() => control.close())
  const json = async (method: string, request: object) => {
    const { body, ...rest } = await post(home, method, 'application/json', JSON.stringify(request))
    return { ...rest, body: JSON.parse(body.toString()) }
  }
  const binary = (method: string, request: Uint8Array) => post(home, method, 'application/x-protobuf', request)

  const given = { name: 'dx://doc', type: 'document', record: { body: { n: 1 }, title: 'D' } }
  const said = await json('SetRecord', { records: [given] })
  expect(said).toMatchObject({ status: 200, type: 'application/json', body: { records: [{ name: 'dx://doc' }] } })
  const type = 'schema.dxos.org/dmg/document'
  const got = await json('GetRecords', { records: ['dx://doc', 'dx://nothing', said.body.records[0].id], own: true })
  expect(got.body.records.map(({ record }: { record: unknown }) => record)).toEqual([
    { type, body: { n: 1 }, title: 'D' },
    null,
    { type, body: { n: 1 }, title: 'D' }
  ])

  const asked = service.GetRecordsRequest.encode({ records: ['dx://doc'], own: true }).finish()
  const answer = service.GetRecordsResponse.decode((await binary('GetRecords', asked)).body)
  const [one] = answer.records
  expect(toHex(one!.id!)).toBe(said.body.records[0].id)
  const record = decodeRecord(dxos.dmg.Record.encode(one!.record!).finish())
  expect(recordToJson(record)).toEqual({ type, body: { n: 1 }, title: 'D' })
  const change = dxos.dmg.Record.decode(encodeRecord(recordFromJson({ title: 'again' })))
  const merge = service.SetRecordRequest.encode({
    records: [{ name: 'dx://doc', record: change }],
    merge: true
  }).finish()
  const merged = service.SetRecordResponse.decode((await binary('SetRecord', merge)).body)
  expect((await json('GetRecords', { records: ['dx://doc'] })).body.records[0].record).toMatchObject({ title: 'again' })
  const url = 'https://kube.local/doc'
  const resolved = await binary('ResolveUrl', service.ResolveUrlRequest.encode({ url, explain: true }).finish())
  const { parts, hops } = service.ResolveUrlResponse.decode(resolved.body)
  expect([parts.at(-1)?.path, toHex(parts.at(-1)!.record!), hops.length > 2]).toEqual([
    'doc',
    toHex(merged.records[0]!.id!),
    true
  ])
  expect((await json('ListRecords', { name: 'dx://kube.local' })).body.records[0].name).toBe('dx://doc')

  for (const [method, kind, body, status, code] of [
    ['GetRecords', 'application/json', '{"recrods":[]}', 400, 'KUBE_USAGE'],
    ['GetRecords', 'application/json', '{', 400, 'KUBE_USAGE'],
    ['GetRecords', 'application/json', '{"records":["dx://.."]}', 400, 'KUBE_NAME_INVALID'],
    ['GetRecords', 'application/x-protobuf', Buffer.from([0x0a, 0xff]), 400, 'KUBE_USAGE'],
    ['GetRecords', 'text/plain', '', 400, 'KUBE_USAGE'],
    ['toString', 'application/json', '{}', 400, 'KUBE_USAGE'],
    [
      'SetRecord',
      'application/json',
      '{"records":[{"name":"dx://x","record":{"title":[1]}}]}',
      400,
      'KUBE_RECORD_INVALID'
    ],
    ['WatchRecords', 'application/json', '{"position":"x"}', 400, 'KUBE_USAGE'],
    ['ResolveUrl', 'application/json', '{"url":"https://kube.local/doc/none"}', 404, 'KUBE_NOT_FOUND']
  ] as const) {
    const refused = await post(home, method, kind, body)
    expect([refused.status, refused.type], `${method} ${String(body)}`).toEqual([status, 'application/problem+json'])
    expect(JSON.parse(refused.body.toString()).code).toBe(code)
  }

  const ended = new AbortController()
  const lines: unknown[] = []
  const following = connect(home).follow('WatchRecords', { position: merged.position }, { signal: ended.signal })
  const watching = (async () => {
    for await (const line of following) {
      lines.push(line)
      if (lines.length === 2) break
    }
  })()
  await json('SetRecord', { records: [{ name: 'dx://doc', record: { title: 'x' } }] })
  await json('SetRecord', { records: [{ name: 'dx://doc', record: { title: 'y' } }] })
  await watching
  expect(lines).toMatchObject([{ records: [{ record: { title: 'x' } }] }, { records: [{ record: { title: 'y' } }] }])
  expect((await json('GetRecords', { records: [] })).status).toBe(200)
})

test('members ask by libp2p; a watch ends with its stream, a write needs the right of who asks', async () => {
  const local = await localKube()
  const { kube } = local
  const dmg = dmgOf(local)
  let handler: ((channel: Channel) => Promise<void>) | undefined
  const network = {
    handle: (protocol: string, given: typeof handler) => {
      if (protocol === dmgProtocol) handler = given
    }
  }
  serveDmg({ dmg, network, isMember: () => true, logger: silent, hit: uncounted })
  const open = (as: string): Channel => {
    const [near, far] = channelPair(as, kube.self)
    handler?.(far).catch(() => undefined)
    return near
  }
  const stranger = 'k51qzi5uqu5dh5kbbff1ucw3ksphpy3vxx4en4dbtfh90pvw4mzd8nfm5r5fnl'
  const ask = async (as: string, method: string, request: Uint8Array) => {
    for await (const bytes of askDmg(open(as), method, request)) return bytes
    throw new Error('no answer')
  }
  const record = dxos.dmg.Record.decode(encodeRecord(recordFromJson({ title: 'by a peer' })))
  const request = service.SetRecordRequest.encode({ records: [{ name: 'dx://peer', record }] }).finish()
  await expect(ask(stranger, 'SetRecord', request)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
  expect(kube.records.meta(parseName('dx://peer').path)).toBeUndefined()
  await ask(kube.self, 'SetRecord', request)
  const get = service.GetRecordsRequest.encode({ records: ['dx://peer'] }).finish()
  const { records } = service.GetRecordsResponse.decode(await ask(stranger, 'GetRecords', get))
  expect(records[0]?.record?.title).toBe('by a peer')
  await expect(ask(stranger, 'Nothing', new Uint8Array(0))).rejects.toMatchObject({ code: 'KUBE_USAGE' })

  const watch = service.WatchRecordsRequest.encode({ name: 'dx://peer', position: '0' }).finish()
  const said: (string | null | undefined)[] = []
  for await (const bytes of askDmg(open(stranger), 'WatchRecords', watch)) {
    for (const one of service.WatchRecordsResponse.decode(bytes).records) said.push(one.record?.title)
    if (said.length === 1) await set(local, { 'dx://peer': { title: 'again' } })
    if (said.length === 2) break
  }
  expect(said).toEqual(['by a peer', 'again'])
})
