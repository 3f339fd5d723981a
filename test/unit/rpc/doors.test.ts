// What every door to a node has in common: who may see it, and which subnet answers for its name.
import { describe, expect, onTestFinished, test } from 'vitest'
import { watchesMax, watchesOfMembers } from '../../../src/base/limits.ts'
import type { Reader } from '../../../src/rpc/access.ts'
import { createContent } from '../../../src/rpc/content/content-reader.ts'
import { type Caller, Dmg } from '../../../src/rpc/dmg/dmg.ts'
import { grant, revoke } from '../../../src/rpc/grants.ts'
import { Mounts } from '../../../src/rpc/records/mounts.ts'
import { getRecord } from '../../../src/rpc/records/record-read.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { createRecordViews } from '../../../src/rpc/records/record-views.ts'
import { resolved } from '../../../src/rpc/records/resolved.ts'
import { RecordAnswers } from '../../../src/web/record-answers.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'

const anyone: Caller = { reader: 'anyone', writes: undefined }
const denied = expect.objectContaining({ code: 'KUBE_UNAUTHORIZED' })
const foreign = expect.objectContaining({ code: 'KUBE_NAME_FOREIGN' })

const set = ({ kube, bases }: LocalKube, records: Readonly<Record<string, unknown>>) =>
  setRecords(
    kube,
    bases,
    Object.entries(records).map(([name, json]) => ({ name, json }))
  )

function dmgOf(local: LocalKube): Dmg {
  const dmg = new Dmg(local)
  onTestFinished(() => dmg.close())
  return dmg
}

test.each(['members', 'private'])('access: %s closes every door to those who are nobody', async access => {
  const local = await localKube()
  const { kube, trees, bases } = local
  await set(local, { 'dx://open': { title: 'o' }, 'dx://shut': { access }, 'dx://shut/below': { title: 'b' } })
  await new Mounts(kube, bases).mount({ name: 'dx://shut/below', at: 'dx://open/door' })
  const [dmg, views] = [dmgOf(local), createRecordViews(local)]
  for (const name of [
    'dx://shut',
    'dx://shut/below',
    'dx://open/door',
    'dxn:local.kube.shut',
    '/local/kube/shut/below'
  ]) {
    const query = name.startsWith('dxn:') ? { dxn: name } : { url: name }
    await expect(resolved(kube, trees, query, 'anyone'), name).rejects.toThrow(denied)
    await expect(dmg.resolveUrl(query, anyone), name).rejects.toThrow(denied)
    await expect(dmg.getRecords([name], true, anyone), name).rejects.toThrow(denied)
    await expect(dmg.listRecords({ name }, anyone), name).rejects.toThrow(denied)
    expect((await resolved(kube, trees, query, 'member')).parts.length).toBeGreaterThan(2)
  }
  // That there is no such file is not for everyone either.
  for (const file of ['dx://shut:nothing', 'https://kube.local/shut/nothing.html']) {
    await expect(resolved(kube, trees, { url: file }, 'anyone')).rejects.toThrow(denied)
  }
  for (const path of ['/shut', '/shut/below', '/open/door']) {
    expect(() => views.find('kube.local', path), path).toThrow(denied)
    await expect(views.children('kube.local', path, {}), path).rejects.toThrow(denied)
    expect((await createContent(kube, trees, bases).find('kube.local', path, 'anyone'))?.access).toBe(access)
  }
  expect((await views.children('kube.local', '/', {}))!.map(({ name }) => name)).toEqual(['dx://open'])
  expect(
    (await dmg.listRecords({ name: 'kube.local', recursive: true }, anyone)).records.map(({ name }) => name)
  ).toEqual(['dx://open'])
})

test('what is private is not told of by what lies behind it, below it, or leads through it', async () => {
  const local = await localKube()
  const { kube, trees, bases } = local
  await set(local, {
    'dx://open': { title: 'o', mounts: { way: 'dx://vault', one: 'dx://vault/round' } },
    'dx://vault': { access: 'private', mounts: { door: 'dx://open', out: 'dx://[pierre.com]/app' } },
    'dx://folder/hidden': { access: 'private' }
  })
  const round = [
    { name: 'dx://vault/round', type: 'mount', json: { target: 'dx://ring' } },
    { name: 'dx://ring', type: 'mount', json: { target: 'dx://vault/round' } }
  ]
  await setRecords(kube, bases, round)
  const [dmg, views, content] = [dmgOf(local), createRecordViews(local), createContent(kube, trees, bases)]
  const status = async (asking: Promise<unknown>): Promise<string> =>
    asking.then(
      () => 'open',
      (error: { code: string; message: string; reason: string }) => {
        // What was asked for is no secret.
        expect(`${error.message.replace(/^\S+/, '')} ${error.reason}`).not.toMatch(/round|ring|pierre/)
        return error.code
      }
    )
  const expected: Record<string, string> = {
    '/vault/door': 'KUBE_UNAUTHORIZED',
    '/vault/round/x': 'KUBE_UNAUTHORIZED',
    '/vault/out': 'KUBE_UNAUTHORIZED',
    '/open/way/door': 'KUBE_UNAUTHORIZED',
    '/open/way/out/x': 'KUBE_UNAUTHORIZED',
    '/open/one': 'KUBE_HOPS'
  }
  for (const [path, code] of Object.entries(expected)) {
    const name = `/local/kube${path}`
    expect(await status(resolved(kube, trees, { url: name }, 'anyone')), path).toBe(code)
    expect(await status(dmg.getRecords([name], false, anyone)), path).toBe(code)
    expect(await status(dmg.listRecords({ name }, anyone)), path).toBe(code)
    expect(await status((async () => views.find('kube.local', path))()), path).toBe(code)
    expect(await status(views.children('kube.local', path, {})), path).toBe(code)
    // Of a site, whoever asks for it looks at the access too.
    const site = content.find('kube.local', path, 'anyone').then(found => {
      expect(found?.gates?.length, path).toBeGreaterThan(0)
      throw Object.assign(new Error(''), { code: 'KUBE_UNAUTHORIZED', reason: '' })
    })
    expect(await status(site), path).toBe(code)
  }
  // The name of a file, which need be none of a node.
  for (const path of ['/vault/round/', '/vault/nothing/'].map(top => top + 'x'.repeat(300))) {
    expect(await status((async () => views.find('kube.local', path))()), path).toBe('KUBE_UNAUTHORIZED')
  }
  // By a host too, which has to lead to a node otherwise; and to be followed.
  for (const host of ['nothing.vault.kube.local', 'door.vault.kube.local', 'no.such.vault.kube.local']) {
    expect(await status((async () => views.find(host, '/'))()), host).toBe('KUBE_UNAUTHORIZED')
    const site = content.find(host, '/', 'anyone').then(found => expect(found?.gates).toBeDefined())
    expect(['KUBE_UNAUTHORIZED', 'open'], host).toContain(await status(site))
  }
  for (const name of ['dx://vault', 'dx://vault/nothing', 'dx://vault/round', 'dx://open/way']) {
    expect(await status((async () => dmg.watchRecords({ name }, anyone, new AbortController().signal))()), name).toBe(
      'KUBE_UNAUTHORIZED'
    )
  }
  // A folder with nothing to see in it is as one that is not there.
  for (const name of ['dx://folder', 'dx://nothing']) {
    await expect(dmg.listRecords({ name }, anyone), name).rejects.toMatchObject({ code: 'KUBE_NOT_FOUND' })
    expect(await views.children('kube.local', name.slice(4), {}), name).toBeUndefined()
  }
  expect((await dmg.listRecords({ name: 'dx://folder' }, { reader: 'member', writes: 'own' })).records).toHaveLength(1)
  const explained = await resolved(kube, trees, { url: 'dx://open', explain: true }, 'anyone')
  expect(explained.hops?.map(({ signer }) => signer)).not.toContain('a1')
})

test('a watch tells nobody of what was private when it changed, nor that it is gone', async () => {
  const local = await localKube()
  const { kube } = local
  const dmg = dmgOf(local)
  const { signal } = new AbortController()
  const watched = dmg.watchRecords({}, anyone, signal)
  await watched.next()
  await set(local, { 'dx://shut': { access: 'private', title: 'secret' } })
  await set(local, { 'dx://gone': { access: 'private' } })
  const { id } = kube.records.meta(['local', 'kube', 'gone'])!
  const gone = { ref: 'refs/local/kube/gone/!meta', old: id, new: undefined }
  await kube.replica.append(() => ({ updates: [gone], objects: [], message: 'gone' }))
  await set(local, { 'dx://shut': { title: 'open now' } })
  const { value } = await watched.next()
  expect(value.records).toMatchObject([{ name: 'dx://shut', record: { properties: { title: 'open now' } } }])
})

test('a watch by a token ends with it', async () => {
  const local = await localKube()
  const { kube, bases } = local
  const dmg = dmgOf(local)
  await set(local, { 'dx://vault': { access: 'private' } })
  const follow = async (ttlMs: number) => {
    const { token, id } = await grant(kube, bases, { role: 'read', name: 'dx://vault', ttlMs })
    const reader = (await kube.tokens.find(token!))!
    const caller: Caller = { reader, writes: undefined }
    const watched = dmg.watchRecords({ name: 'dx://vault' }, caller, new AbortController().signal)
    await watched.next()
    const next = watched.next()
    // One may have expired before the others are under way: it is looked at below.
    next.catch(() => undefined)
    return { id, next }
  }
  const [revoked, expired, kept] = [await follow(60_000), await follow(1500), await follow(60_000)]
  await revoke(kube, revoked.id)
  await expect(revoked.next).rejects.toThrow(denied)
  await expect(expired.next).rejects.toThrow(denied)
  await set(local, { 'dx://vault/in': { title: 'x' } })
  expect((await kept.next).value.records).toMatchObject([{ name: 'dx://vault/in' }])
})

test('those who are nobody leave watches for members', async () => {
  const dmg = dmgOf(await localKube())
  const over = new AbortController()
  for (let count = 0; count < watchesMax - watchesOfMembers; count++) {
    await dmg.watchRecords({}, anyone, over.signal).next()
  }
  const more = (caller: Caller) => (async () => dmg.watchRecords({}, caller, over.signal).next())()
  await expect(more(anyone)).rejects.toMatchObject({ code: 'KUBE_BUSY' })
  expect((await more({ reader: 'member', writes: undefined })).done).toBe(false)
  over.abort()
})

describe('[subnet] in front of a path', () => {
  test('is read where it is the own one, by its did or a name', async () => {
    const local = await localKube()
    const { kube, trees, bases } = local
    await set(local, { 'dx://app': { title: 'app' } })
    const plain = await resolved(kube, trees, { url: '/local/kube/app' }, 'member')
    for (const subnet of [kube.subnet.root, 'kube.local', 'ALICE.com', 'deep.alice.com', 'alice.com.']) {
      const name = `dx://[${subnet}]/local/kube/app`
      expect(await resolved(kube, trees, { url: name }, 'member'), subnet).toEqual(plain)
      expect((await getRecord(kube, { name })).json).toEqual({ title: 'app' })
    }
    const own = `[${kube.subnet.root}]/local/kube`
    await set(local, { [`${own}/written`]: { title: 'by did' }, 'dx://tools': { mounts: { app: `dx://${own}/app` } } })
    expect((await getRecord(kube, { name: 'dx://written' })).json).toEqual({ title: 'by did' })
    expect((await getRecord(kube, { name: 'dx://tools/app' })).json).toEqual({ title: 'app' })
    await setRecords(kube, bases, [{ name: 'dx://way', type: 'mount', json: { target: `${own}/app` } }])
    expect((await getRecord(kube, { name: 'dx://way' })).json).toEqual({ title: 'app' })
    const mounts = new Mounts(kube, bases)
    expect(await mounts.mount({ name: `${own}/app`, at: `${own}/there` })).toEqual({
      at: 'dx://there',
      name: 'dx://app',
      warnings: []
    })
    expect(await mounts.list()).toContainEqual({ at: 'dx://tools/app', name: 'dx://app' })
    expect(await mounts.list()).toContainEqual({ at: 'dx://way', name: 'dx://app' })
  })

  test('of another subnet is refused, naming it', async () => {
    const local = await localKube()
    const { kube, trees, bases } = local
    await set(local, { 'dx://app': { title: 'app' }, 'dx://out': { mounts: { x: 'dx://[pierre.com]/app' } } })
    for (const subnet of ['pierre.com', 'notalice.com', 'did:key:z6MkpBMjHvjV5vZB1VuSj4Aa1hCbgr1fHQVkSiwcmanbQzUP']) {
      const name = `dx://[${subnet}]/local/kube/app`
      await expect(resolved(kube, trees, { url: name }, 'member'), subnet).rejects.toThrow(foreign)
      await expect(getRecord(kube, { name })).rejects.toThrow(foreign)
      await expect(set(local, { [name]: {} })).rejects.toThrow(foreign)
      await expect(new Mounts(kube, bases).mount({ name, at: 'dx://y' })).rejects.toThrow(foreign)
    }
    await expect(getRecord(kube, { name: 'dx://out/x' })).rejects.toThrow(
      expect.objectContaining({ code: 'KUBE_NAME_FOREIGN', reason: 'nothing of pierre.com is held here' })
    )
  })
})

test('the history of a page has what its reader could see then, and no machine or person', async () => {
  const local = await localKube()
  const { kube, bases } = local
  const say = async (json: Record<string, unknown>) => setRecords(kube, bases, [{ name: 'dx://page', json }])
  const ids: string[] = []
  for (const json of [
    { title: 'before' },
    { title: 'secret', access: 'private' },
    { title: 'more', access: 'members' },
    { title: 'out' }
  ]) {
    ids.unshift((await say(json)).records[0]!.record)
  }
  const views = createRecordViews(local)
  const told = async (reader: Reader) => views.history(views.find('kube.local', '/page', reader)!, reader)
  expect((await told('member')).map(({ id, by }) => [id, by])).toEqual(ids.map(id => [id, 'a1']))
  expect((await told('anyone')).map(({ id, by }) => [id, by])).toEqual([ids[0], ids[3]].map(id => [id, undefined]))
  const page = await new RecordAnswers(views).pageAt({
    host: 'kube.local',
    path: '/page/',
    wanted: 'page',
    query: '',
    reader: 'anyone'
  })
  const html = page?.body.kind === 'bytes' ? Buffer.from(page.body.bytes).toString() : ''
  expect(html).toContain(ids[3]!.slice(0, 12))
  for (const hidden of ['a1', ids[1]!.slice(0, 12), ids[2]!.slice(0, 12)]) expect(html).not.toContain(`>${hidden}<`)
})
