// Setting records: what is replaced, what is merged, what is refused with nothing changed.
import { expect, test } from 'vitest'
import { type ErrorCode, KubeError } from '../../../src/base/errors.ts'
import { parseName } from '../../../src/graph/name.ts'
import { recordToJson } from '../../../src/graph/record.ts'
import { resolve } from '../../../src/graph/resolve.ts'
import { createContent } from '../../../src/rpc/content/content-reader.ts'
import { Mounts } from '../../../src/rpc/records/mounts.ts'
import { childrenOf, recordAt } from '../../../src/rpc/records/record-read.ts'
import { type GivenRecord, givenRecord, setRecords } from '../../../src/rpc/records/record-set.ts'
import { resolved } from '../../../src/rpc/records/resolved.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'

const own = ({ kube }: LocalKube, name: string) => {
  const found = kube.records.meta(parseName(name).path)
  return found && recordToJson(found.record)
}
const set = ({ kube, bases }: LocalKube, given: GivenRecord[], merge = false) =>
  setRecords(kube, bases, given, { merge })

async function refused(body: () => Promise<unknown>, code: ErrorCode, says: RegExp): Promise<void> {
  const error: unknown = await body().then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  expect(error).toBeInstanceOf(KubeError)
  const { message, reason, code: got } = error as KubeError
  expect([got, `${message}: ${reason}`]).toEqual([code, expect.stringMatching(says)])
}

test('a record is replaced, or merged; its text is kept, with the type in it', async () => {
  const one = await localKube()
  const { kube } = one
  await set(one, [{ name: 'dx://a', text: '# mine\ntitle: A\nhttps: { serve: !https:, fallback: !https:x.html }\n' }])
  const first = kube.records.meta(parseName('dx://a').path)!
  expect(await kube.records.yaml(first.id)).toContain('# mine')
  await set(one, [{ name: 'dx://a', text: 'https: { fallback: null }\nkeep: 5\n' }], true)
  expect(own(one, 'dx://a')).toEqual({ title: 'A', https: { serve: '!https:', fallback: null }, keep: 5 })
  await set(one, [{ name: 'dx://a', text: 'title: again\n' }])
  expect(own(one, 'dx://a')).toEqual({ title: 'again' })
  await set(one, [{ name: 'dx://old', text: '# sends away\nto: dx://a\n', type: 'redirect' }])
  const text = await kube.records.yaml(kube.records.meta(parseName('dx://old').path)!.id)
  expect(text).toBe('type: "redirect"\n# sends away\nto: dx://a\n')
  // Another type takes the place of the payload, whatever else stays.
  await set(one, [{ name: 'dx://old', json: { title: 'Old' } }], true)
  await set(one, [{ name: 'dx://old', json: { body: { n: 1 } }, type: 'document' }], true)
  expect(own(one, 'dx://old')).toEqual({ type: 'schema.dxos.org/dmg/document', body: { n: 1 }, title: 'Old' })
  // Nothing new: nothing written.
  expect((await set(one, [{ name: 'dx://a', text: 'title: again\n' }])).changed).toBe(0)
})

test('many are set in one changeset or not at all, each fault with its document', async () => {
  const one = await localKube()
  const { ledger } = one.kube.replica
  const many = Array.from({ length: 2000 }, (_, at) => ({ name: `dx://many/n${at}`, json: { title: String(at) } }))
  expect((await set(one, many)).changed).toBe(2000)
  const writers = many.map((_, at) => ledger.writer(`refs/local/kube/many/n${at}/!meta`)?.id)
  expect(new Set(writers).size).toBe(1)
  const digest = ledger.digest()
  const fine = { name: 'dx://fine', json: { title: 'x' } }
  const titled = (title: unknown) => ({ name: 'dx://bad', json: { title } })
  await refused(() => set(one, [fine, titled([1])]), 'KUBE_RECORD_INVALID', /document 2: dx:\/\/bad: title/)
  await refused(
    () => set(one, [fine, { name: 'https://fine.kube.local/', json: {} }]),
    'KUBE_RECORD_INVALID',
    /1 and 2/
  )
  await refused(
    () => set(one, [fine, { name: 'dx://b', json: {}, type: 'dx://none' }]),
    'KUBE_RECORD_INVALID',
    /unknown type/
  )
  await refused(() => set(one, [fine, { name: 'dx://..', json: {} }]), 'KUBE_NAME_INVALID', /not a name/)
  await refused(() => set(one, [{ name: 'dx://a:b', json: {} }]), 'KUBE_NAME_INVALID', /file/)
  await refused(() => set(one, [{ name: 'dx://[pierre.com]/a', json: {} }]), 'KUBE_NAME_FOREIGN', /another subnet/)
  await refused(() => set(one, []), 'KUBE_RECORD_INVALID', /no record/)
  expect(() => givenRecord({ name: 'dx://a', recrod: {} }, 0)).toThrow(/recrod/)
  expect(() => givenRecord({ record: {} }, 3)).toThrow(/document 4/)
  expect(ledger.digest()).toBe(digest)
})

test('redirects that lead back to themselves are refused with the trip', async () => {
  const one = await localKube()
  const redirect = (name: string, to: string) => set(one, [{ name, json: { to }, type: 'redirect' }])
  await refused(() => redirect('dx://r', 'dx://r'), 'KUBE_HOPS', /dx:\/\/r → dx:\/\/r/)
  await refused(() => redirect('dx://r', 'https://kube.local/r/below'), 'KUBE_HOPS', /itself/)
  await redirect('dx://r', 'dx://s')
  await redirect('dx://t', 'dx://r')
  await refused(() => redirect('dx://s', 'dx://t'), 'KUBE_HOPS', /s → dx:\/\/t → dx:\/\/r → dx:\/\/s/)
  await redirect('dx://away', 'https://dxos.org/?a=b')
})

test('the record of the root keeps the number of its rules', async () => {
  const one = await localKube()
  await set(one, [{ name: '/', text: 'title: ours\n' }])
  expect(own(one, '/')).toEqual({ title: 'ours', rules: 1 })
})

test('mounts: hide and show again, refuse what is there, and loops', async () => {
  const one = await localKube()
  const { kube, bases } = one
  const mounts = new Mounts(kube, bases)
  const nodeOf = (name: string) => resolve(kube.records, parseName(name).path)?.node.join('/')
  await set(
    one,
    ['dx://pad', 'dx://pad/x', 'dx://there', 'dx://folder/y'].map(name => ({ name, json: { title: name } }))
  )
  expect(await mounts.mount({ name: 'dx://pad', at: 'dx://tools/pad' })).toEqual({
    at: 'dx://tools/pad',
    name: 'dx://pad',
    warnings: []
  })
  expect(nodeOf('dx://tools/pad/x')).toBe('local/kube/pad/x')
  const hiding = (at: string) => () => mounts.mount({ name: 'dx://pad', at })
  await refused(hiding('dx://there'), 'KUBE_CLAIMED', /dx:\/\/there is there already, and dx:\/\/pad/)
  await refused(hiding('dx://folder'), 'KUBE_CLAIMED', /dx:\/\/folder\/y/)
  await refused(hiding('dx://tools/pad'), 'KUBE_CLAIMED', /dx:\/\/pad/)
  const circle = () => mounts.mount({ name: 'dx://tools/pad', at: 'dx://pad', over: true })
  await refused(circle, 'KUBE_HOPS', /dx:\/\/pad → dx:\/\/tools\/pad → dx:\/\/pad/)
  await refused(() => mounts.mount({ name: 'dx://pad:img', at: 'dx://m' }), 'KUBE_NAME_INVALID', /not a file/)
  await refused(() => mounts.unmount({ at: 'dx://there' }), 'KUBE_NOT_FOUND', /no mount/)
  await mounts.mount({ name: 'dx://pad', at: 'dx://there', over: true })
  expect(nodeOf('dx://there')).toBe('local/kube/pad')
  expect((await mounts.list()).map(({ at }) => at)).toEqual(['dx://kube.localhost', 'dx://there', 'dx://tools/pad'])
  await mounts.unmount({ at: 'dx://there' })
  expect(nodeOf('dx://there')).toBe('local/kube/there')
})

test('a mount of what is not here is taken with a warning, and its target named to whoever gets nothing there', async () => {
  const one = await localKube()
  const { kube, trees, bases } = one
  const mounts = new Mounts(kube, bases)
  const made = await mounts.mount({ name: 'dx://none/at/all', at: 'dx://m' })
  expect(made).toMatchObject({ at: 'dx://m', name: 'dx://none/at/all', missing: true })
  expect(made.warnings).toEqual([
    expect.stringMatching(/dx:\/\/none\/at\/all.*no record.*dx publish.*dx unmount dx:\/\/m$/)
  ])
  const shown = { at: 'dx://m', name: 'dx://none/at/all' }
  expect(await mounts.list()).toContainEqual({ ...shown, missing: true })
  const content = createContent(kube, trees, bases)
  for (const below of ['', '/deep/er']) {
    const says = /dx:\/\/m is a mount of dx:\/\/none\/at\/all, which has no record here/
    await refused(
      () => resolved(kube, trees, { url: `dx://m${below}`, explain: true }, 'anyone'),
      'KUBE_NOT_FOUND',
      says
    )
    await refused(() => content.find('kube.local', `/m${below}`, 'anyone'), 'KUBE_NOT_FOUND', says)
    await refused(async () => recordAt(kube, `dx://m${below}`, 'anyone'), 'KUBE_NOT_FOUND', says)
  }
  // Of what is private only its readers hear.
  await set(one, [{ name: 'dx://none', json: { access: 'private' } }])
  await refused(
    () => resolved(kube, trees, { url: 'dx://m' }, 'anyone'),
    'KUBE_NOT_FOUND',
    /nothing stands at dx:\/\/m$/
  )
  expect(await content.find('kube.local', '/m', 'anyone')).toBeUndefined()
  await refused(() => resolved(kube, trees, { url: 'dx://m' }, 'member'), 'KUBE_NOT_FOUND', /dx:\/\/none\/at\/all/)
  await set(one, [{ name: 'dx://none/at/all', json: { title: 'here' } }])
  expect(await mounts.list()).toContainEqual(shown)
  // A node that only has others below it answers nothing either; they are reached.
  await set(one, [{ name: 'dx://folder/y', json: { title: 'y' } }])
  expect((await mounts.mount({ name: 'dx://folder', at: 'dx://f' })).warnings).toHaveLength(1)
  expect(recordAt(kube, 'dx://f/y', 'anyone').node.join('/')).toBe('local/kube/folder/y')
})

test('32 hops are walked, 33 are not', async () => {
  const one = await localKube()
  const chain = Array.from({ length: 33 }, (_, at) => {
    const target = at === 32 ? 'dx://end' : `dx://chain/h${at + 1}`
    return { name: `dx://chain/h${at}`, json: { target }, type: 'mount' }
  })
  await set(one, [{ name: 'dx://end', json: { title: 'the end' } }, ...chain])
  const at = (name: string) => resolve(one.kube.records, parseName(name).path)
  expect(at('dx://chain/h1')?.node).toEqual(['local', 'kube', 'end'])
  expect(() => at('dx://chain/h0')).toThrow(
    expect.objectContaining({ code: 'KUBE_HOPS', reason: expect.stringMatching(/h0.*h32/) })
  )
})

test('children: in pages, with mounts and nodes without a record, without what is not public', async () => {
  const one = await localKube()
  const { kube, bases } = one
  const names = ['x', 'x-y', 'x.y', 'x/deep', 'bare/a/b', 'shut', 'shut/in', 'hidden/only', 'CASE', 'ü']
  await set(
    one,
    names.map(name => ({
      name: `dx://kube.local/all/${name}`,
      json: /^shut$|hidden/.test(name) ? { access: 'private' } : { title: name }
    }))
  )
  await new Mounts(kube, bases).mount({ name: 'dx://kube.local/all/x', at: 'dx://kube.local/all/mounted' })
  const path = ['local', 'kube', 'all']
  const list = async (reader: 'member' | 'anyone', limit: number, after?: string) => {
    const found = await childrenOf(kube, { path, limit, reader, ...(after !== undefined && { after }) })
    return found.map(child => child.path.at(-1)!)
  }
  const all = await list('member', 100)
  expect([...all].sort()).toEqual(['CASE', 'bare', 'hidden', 'mounted', 'shut', 'x', 'x-y', 'x.y', 'ü'])
  expect([...(await list('anyone', 100))].sort()).toEqual(['CASE', 'bare', 'mounted', 'x', 'x-y', 'x.y', 'ü'])
  for (const limit of [1, 2, 3]) {
    const paged: string[] = []
    for (let page = await list('member', limit); page.length > 0; page = await list('member', limit, paged.at(-1)))
      paged.push(...page)
    expect(paged).toEqual(all)
  }
})

const shows = ({ kube }: LocalKube, at: string) => resolve(kube.records, parseName(at).path)?.node.at(-1)
const claims = (name: string, ...urls: string[]): GivenRecord => ({
  name: `dx://${name}`,
  json: urls.length === 0 ? {} : { endpoints: urls.map(url => ({ url: `https://${url}.kube.local` })) }
})

test.each(['the giver', 'the taker'])('a claim moves within one changeset, %s first', async first => {
  const one = await localKube()
  const turned = (given: GivenRecord[]) => set(one, first === 'the giver' ? given : given.reverse())
  await turned([claims('a', 'u', 'v'), claims('b', 'w')])
  expect(['dx://u', 'dx://v', 'dx://w'].map(at => shows(one, at))).toEqual(['a', 'a', 'b'])
  await turned([claims('a', 'v'), claims('b', 'w', 'u')])
  expect(['dx://u', 'dx://v', 'dx://w'].map(at => shows(one, at))).toEqual(['b', 'a', 'b'])
  // Round, at once; the history of the mount goes on.
  await turned([claims('a', 'u'), claims('b', 'v'), claims('c', 'w')])
  expect(['dx://u', 'dx://v', 'dx://w'].map(at => shows(one, at))).toEqual(['a', 'b', 'c'])
  const { id } = one.kube.records.meta(parseName('dx://u').path)!
  expect((await one.trees.commit(id)).parents).toHaveLength(1)
  await refused(() => turned([claims('a', 'u'), claims('b', 'u')]), 'KUBE_CLAIMED', /held by dx:\/\/a/)
})

test.each([0, 1])('a mount and the claim that says the same are set together (%i)', async at => {
  const one = await localKube()
  const given: GivenRecord[] = [
    { name: 'dx://u', json: { type: 'mount', target: 'dx://a', title: 'by hand' } },
    claims('a', 'u')
  ]
  await set(one, at === 0 ? given : [...given].reverse())
  expect([shows(one, 'dx://u'), own(one, 'dx://u')?.target]).toEqual(['a', 'dx://a'])
  // The claim goes; what is set by hand in the same changeset stays.
  await set(one, [claims('a'), given[0]!])
  expect(own(one, 'dx://u')).toMatchObject({ target: 'dx://a', title: 'by hand' })
})
