// Conditions, ranges and codings over HTTPS (RFC 9110, 12 to 14).
import zlib from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { startGateway, type TestGateway } from '../../support/web-gateway.ts'

const text = 'a line that compresses well\n'.repeat(700)
const big = Buffer.alloc(3 << 20, 'abcdefghij')
const modified = 'Mon, 06 May 2024 07:08:09 GMT'

let web: TestGateway
const get = (target: string, headers = {}, method = 'GET') => web.ask('web.kube.local', target, { method, headers })

beforeAll(async () => {
  const content = new MemoryContent()
  content.publish('web', { 'index.html': 'home', 'text.txt': text, 'empty.txt': '', 'big.bin': big })
  web = await startGateway(content)
})
afterAll(() => web.gateway.close())

describe('conditions and ranges', () => {
  const etag = `"${gitId('blob', Buffer.from(text))}"`
  it.each([
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `W/${etag}` }, 304],
    [{ 'if-none-match': '"x"' }, 200],
    [{ 'if-modified-since': modified }, 304],
    [{ 'if-match': '"x"' }, 412],
    [{ 'if-unmodified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 412],
    [{ range: 'bytes=0-9' }, 206],
    [{ range: 'bytes=0-9', 'if-none-match': etag }, 304],
    [{ range: 'bytes=0-9', 'if-match': '"x"' }, 412],
    [{ range: 'bytes=0-9', 'if-range': etag }, 206],
    [{ range: 'bytes=0-9', 'if-range': '"x"' }, 200],
    [{ range: 'bytes=999999-' }, 416],
    [{ range: 'bytes=999999-', 'if-range': '"x"' }, 200],
    [{ range: 'bytes=0-1,3-4' }, 200]
  ])('%j → %i', async (headers, status) => {
    const plain = await get('/text.txt')
    const got = await get('/text.txt', headers)
    expect(got.status).toBe(status)
    if (status === 304) {
      expect(got.body.length).toBe(0)
      const { 'content-length': _, date: __, ...rest } = plain.headers
      expect(got.headers).toMatchObject(rest)
    }
    if (status === 416) expect(got.headers['content-range']).toBe(`bytes */${text.length}`)
    if (status === 206) {
      expect([got.headers['content-range'], got.headers['content-length'], String(got.body)]).toEqual([
        `bytes 0-9/${text.length}`,
        '10',
        text.slice(0, 10)
      ])
      expect(got.headers.etag).toBe(etag)
    }
  })

  it('ranges of what is streamed', async () => {
    for (const [range, from, to] of [
      ['bytes=70000-70009', 70_000, 70_010],
      ['bytes=-5', big.length - 5, big.length],
      ['bytes=3000000-', 3_000_000, big.length]
    ] as const) {
      const got = await get('/big.bin', { range })
      expect([got.status, got.headers['content-range']]).toEqual([206, `bytes ${from}-${to - 1}/${big.length}`])
      expect(got.body.equals(big.subarray(from, to))).toBe(true)
    }
    expect((await get('/big.bin', { range: 'bytes=0-9' }, 'HEAD')).status).toBe(200)
    expect((await get('/empty.txt', { range: 'bytes=0-' })).status).toBe(416)
  })
})

describe('codings', () => {
  const decode = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync, zstd: zlib.zstdDecompressSync }
  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['zstd', 'zstd'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.1, gzip;q=0.9', 'gzip']
  ] as const)('%s → %s', async (accept, coding) => {
    const headers = { 'accept-encoding': accept }
    const got = await get('/text.txt', headers)
    const id = gitId('blob', Buffer.from(text))
    expect(got.headers).toMatchObject({
      'content-encoding': coding,
      etag: `"${id}-${coding}"`,
      vary: 'Accept-Encoding'
    })
    expect(String(decode[coding](got.body))).toBe(text)
    expect(got.headers['content-length']).toBe(`${got.body.length}`)
    const again = await get('/text.txt', { ...headers, 'if-none-match': got.headers.etag })
    expect([again.status, again.headers.etag, again.headers.vary]).toEqual([304, got.headers.etag, got.headers.vary])
    const head = await get('/text.txt', headers, 'HEAD')
    expect([head.headers['content-encoding'], head.headers['content-length']]).toEqual([coding, `${got.body.length}`])
    const part = await get('/text.txt', { ...headers, range: 'bytes=100-199' })
    expect([part.status, part.headers['content-encoding'], part.headers.etag, String(part.body)]).toEqual([
      206,
      undefined,
      `"${id}"`,
      text.slice(100, 200)
    ])
  })

  it('not for what is small or of another kind', async () => {
    for (const target of ['/', '/big.bin', '/empty.txt']) {
      const got = await get(target, { 'accept-encoding': 'gzip, br' })
      expect([got.status, got.headers['content-encoding']]).toEqual([200, undefined])
    }
  })
})
