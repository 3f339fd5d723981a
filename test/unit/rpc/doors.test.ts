// What every door to a node has in common: who may see it, and which subnet answers for its name.
import { describe, expect, onTestFinished, test } from 'vitest'
import { createContent } from '../../../src/rpc/content/content-reader.ts'
import { type Caller, Dmg } from '../../../src/rpc/dmg/dmg.ts'
import { Mounts } from '../../../src/rpc/records/mounts.ts'
import { getRecord } from '../../../src/rpc/records/record-read.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { createRecordViews } from '../../../src/rpc/records/record-views.ts'
import { resolved } from '../../../src/rpc/records/resolved.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'

const anyone: Caller = { reader: 'anyone', writes: undefined }
const denied = expect.objectContaining({ code: 'KUBE_DENIED' })
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
    expect(() => views.children('kube.local', path, {}), path).toThrow(denied)
    expect((await createContent(kube, trees, bases).find('kube.local', path))?.access).toBe(access)
  }
  expect(views.children('kube.local', '/', {})!.map(({ name }) => name)).toEqual(['dx://open'])
  expect(
    (await dmg.listRecords({ name: 'kube.local', recursive: true }, anyone)).records.map(({ name }) => name)
  ).toEqual(['dx://open'])
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
      name: 'dx://app'
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
