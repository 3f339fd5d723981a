// Which answers the gateway keeps in memory, by what of a request it tells them apart, and how much they may hold.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordViews } from '../../../src/rpc/records/record-views.ts'
import { Answer, AnswerCache } from '../../../src/web/answers.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { startGateway, type TestGateway } from '../../support/web-gateway.ts'

const answerOf = (size: number): Answer =>
  new Answer({ status: 200, fields: [], body: { kind: 'bytes', bytes: new Uint8Array(size) }, shared: true })

describe('the answers kept', () => {
  it('hold no more bytes than they may; the oldest go first', () => {
    const kept = new AnswerCache({ answersMax: 100, bytesMax: 100_000 })
    kept.get('', 1)
    for (let at = 0; at < 50; at++) kept.set(`key ${at}`, answerOf(10_000), 1)
    const left = Array.from({ length: 50 }, (_, at) => at).filter(at => kept.get(`key ${at}`, 1))
    expect(left.length).toBeGreaterThan(5)
    expect(left.length).toBeLessThan(10)
    expect(left.at(-1)).toBe(49)
    kept.set('too large by itself', answerOf(200_000), 1)
    expect(kept.get('too large by itself', 1)).toBeUndefined()
    expect(kept.get('key 49', 1)).toBeDefined()
  })

  it('are no more than so many, and one that is kept again counts once', () => {
    const kept = new AnswerCache({ answersMax: 3, bytesMax: 100_000 })
    kept.get('', 1)
    for (let at = 0; at < 100; at++) kept.set('the same', answerOf(40_000), 1)
    expect(kept.get('the same', 1)).toBeDefined()
    for (const key of ['a', 'b', 'c']) kept.set(key, answerOf(1), 1)
    expect(['the same', 'a', 'b', 'c'].map(key => kept.get(key, 1) !== undefined)).toEqual([false, true, true, true])
  })

  it('count what their keys hold', () => {
    const kept = new AnswerCache({ answersMax: 1000, bytesMax: 100_000 })
    kept.get('', 1)
    for (let at = 0; at < 50; at++) kept.set(`${at}${'k'.repeat(10_000)}`, answerOf(0), 1)
    expect(kept.get(`0${'k'.repeat(10_000)}`, 1)).toBeUndefined()
  })
})

describe('an answer about records', () => {
  let listed = 0
  const records: RecordViews = {
    find: () => undefined,
    json: async () => ({}),
    bytes: async () => new Uint8Array(0),
    async children(_host, _path, { limit }) {
      if (limit !== 1) listed++
      return []
    },
    history: async () => [],
    urlOf: () => undefined
  }
  const content = new MemoryContent()
  let gateway: TestGateway
  beforeAll(async () => {
    content.publish('', { 'index.html': 'root' })
    gateway = await startGateway(content, { records })
  })
  afterAll(() => gateway.gateway.close())

  it('is made once, whatever else the query says and by whatever port the host is named', async () => {
    const asking = async (query: string, host = 'kube.local'): Promise<number> => {
      const before = listed
      expect((await gateway.ask('kube.local', `/${query}`, { headers: { host } })).status).toBe(200)
      return listed - before
    }
    expect(await asking('?children&limit=1000')).toBe(1)
    expect(await asking('?children&limit=1000')).toBe(0)
    for (const more of ['&x=1', '&x=2', '&limit=1000']) expect(await asking(`?children&limit=1000${more}`)).toBe(0)
    expect(await asking('?y&limit=1000&children')).toBe(0)
    for (const host of ['kube.local:1', 'KUBE.local:65535', 'kube.local.']) {
      expect(await asking('?children&limit=1000', host)).toBe(0)
    }
    expect(await asking('?children&limit=999')).toBe(1)
    expect(await asking('?children&limit=999&after=dx://a')).toBe(1)
    expect(await asking('?children&limit=999&after=dx%3A%2F%2Fa')).toBe(0)
  })
})
