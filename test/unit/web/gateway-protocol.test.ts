// Connections and heads: HTTP/1.1 and HTTP/2 on one port, limits, hosts, plain HTTP, the reserved paths, the end.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import http2 from 'node:http2'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { askPlain, exchange, hasProgram, startGateway, type TestGateway } from '../../support/web-gateway.ts'

const host = 'web.kube.local'
const big = Buffer.alloc(24 << 20, 'abcdefghij')
const files = {
  'index.html': 'home',
  'a.txt': 'a'.repeat(5000),
  'b.css': 'b {}',
  'c.bin': Buffer.alloc(2 << 20, 'c'),
  'big.bin': big
}
const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)

let web: TestGateway
let content: MemoryContent
beforeAll(async () => {
  content = new MemoryContent()
  content.publish('web', files)
  content.publish('deep', { 'index.html': 'deep' })
  web = await startGateway(content, {
    resolve: async query => {
      if (query.dxn === 'nobody') throw new KubeError('KUBE_NOT_FOUND', 'no such name')
      return { '@type': 'dxos.dmg.service.ResolveUrlResponse', parts: [{ path: query.url ?? query.dxn ?? '' }] }
    }
  })
})
afterAll(() => web.gateway.close())

interface Streamed {
  readonly headers: http2.IncomingHttpHeaders
  readonly body: Buffer
}

async function session(): Promise<http2.ClientHttp2Session> {
  const socket = await web.connect(host, 'h2')
  return http2.connect(`https://${host}:${web.port}`, { createConnection: () => socket })
}

function stream(on: http2.ClientHttp2Session, headers: http2.OutgoingHttpHeaders): Promise<Streamed> {
  return new Promise((resolve, reject) => {
    const request = on.request(headers)
    const chunks: Buffer[] = []
    let got: http2.IncomingHttpHeaders = {}
    request.on('response', answer => {
      got = answer
    })
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => resolve({ headers: got, body: Buffer.concat(chunks) }))
    request.on('error', reject)
  })
}

describe('HTTP/2', () => {
  it('serves the same, many at once', async () => {
    const on = await session()
    const names = ['a.txt', 'b.css', 'c.bin'] as const
    const all = await Promise.all(Array.from({ length: 60 }, (_, n) => stream(on, { ':path': `/${names[n % 3]}` })))
    const plain = await Promise.all(names.map(name => web.ask(host, `/${name}`)))
    for (const [n, got] of all.entries()) {
      const expected = plain[n % 3]!
      expect(got.body.equals(expected.body)).toBe(true)
      for (const field of ['etag', 'content-type', 'content-length', 'last-modified', 'vary', 'cache-control']) {
        expect(got.headers[field]).toBe(expected.headers[field])
      }
    }
    const head = await stream(on, { ':path': '/a.txt', ':method': 'HEAD' })
    expect([head.headers[':status'], head.headers['content-length'], head.body.length]).toEqual([200, '5000', 0])
    expect((await stream(on, { ':path': '/a.txt', range: 'bytes=0-9' })).headers[':status']).toBe(206)
    expect((await stream(on, { ':path': '/big.bin', range: 'bytes=-9' })).body).toEqual(big.subarray(-9))
    expect((await stream(on, { ':path': '/', 'if-none-match': '*' })).headers[':status']).toBe(304)
    expect((await stream(on, { ':path': '/x', ':method': 'POST' })).headers[':status']).toBe(405)
    expect((await stream(on, { ':path': '/..%2f..' })).headers[':status']).toBe(404)
    expect((await stream(on, { ':path': '/%2e%2e/' })).headers[':status']).toBe(400)
    on.destroy()
  })

  it.each([
    [{ ':authority': 'example.com' }, 421],
    [{ ':authority': 'x.deep.kube.local' }, 421],
    [{ ':authority': 'deep.kube.local' }, 200],
    [{ ':authority': '127.0.0.1' }, 421],
    [{ ':authority': 'a..b' }, 400],
    [{ host: 'other.kube.local' }, 400],
    [{ 'x-long': 'x'.repeat(20_000) }, 431]
  ])('%j → %i', async (headers, status) => {
    const on = await session()
    expect((await stream(on, { ':path': '/', ':authority': host, ...headers })).headers[':status']).toBe(status)
    on.destroy()
  })

  it('a client that resets its streams costs nothing lasting', async () => {
    const before = content.streams.closed
    const on = await session()
    on.on('error', () => undefined)
    for (let n = 0; n < 100; n++) {
      const request = on.request({ ':path': '/big.bin' })
      request.on('error', () => undefined)
      request.close(http2.constants.NGHTTP2_CANCEL)
    }
    expect((await web.ask(host, '/')).status).toBe(200)
    on.destroy()
    await expect.poll(() => content.streams.opened - content.streams.closed).toBe(0)
    expect(content.streams.closed).toBeGreaterThanOrEqual(before)
  })
})

describe('heads', () => {
  const line = `Host: ${host}\r\nConnection: close\r\n`
  it.each([
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', `GET / HTTP/1.1\r\n${line}Host: kube.local\r\n\r\n`, 400],
    ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 400],
    ['a bad port', 'GET / HTTP/1.1\r\nHost: web.kube.local:abc\r\n\r\n', 400],
    ['dots', 'GET / HTTP/1.1\r\nHost: ..\r\n\r\n', 400],
    ['a foreign host', 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n', 421],
    ['an address', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 421],
    ['a deeper host than the certificate’s', 'GET / HTTP/1.1\r\nHost: x.web.kube.local\r\n\r\n', 421],
    ['upper case', 'GET / HTTP/1.1\r\nHost: WEB.KUBE.LOCAL\r\n\r\n', 200],
    ['HTTP/1.0', `GET / HTTP/1.0\r\n${line}\r\n`, 200],
    ['the absolute form', 'GET https://web.kube.local/a.txt HTTP/1.1\r\nHost: kube.local\r\n\r\n', 200],
    ['a foreign absolute form', `GET https://example.com/ HTTP/1.1\r\n${line}\r\n`, 421],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\n${line}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400
    ],
    ['nonsense', '\x16\x03\x01 nonsense\r\n\r\n', 400],
    ['a long header', `GET / HTTP/1.1\r\n${line}X-Long: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    ['many headers', `GET / HTTP/1.1\r\n${line}${'X: y\r\n'.repeat(200)}\r\n`, 431],
    ['too many headers', `GET / HTTP/1.1\r\n${line}${'X: y\r\n'.repeat(5000)}\r\n`, 431],
    ['a long target', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n${line}\r\n`, 431],
    ['a cookie of 6 KB', `GET / HTTP/1.1\r\n${line}Cookie: a=${'x'.repeat(6000)}\r\n\r\n`, 200],
    ['TRACE', `TRACE / HTTP/1.1\r\n${line}X-Secret: s3cret\r\n\r\n`, 405],
    ['an unknown method', `FOO / HTTP/1.1\r\n${line}\r\n`, 400],
    ['PROPFIND', `PROPFIND / HTTP/1.1\r\n${line}\r\n`, 405],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${line}\r\n`, 204],
    ['GET *', `GET * HTTP/1.1\r\n${line}\r\n`, 400]
  ])('%s', async (_, text, status) => {
    const got = await web.wire([text])
    expect(statusOf(got)).toBe(status)
    expect(got.match(/^HTTP\/1/gm)).toHaveLength(1)
    expect(got).not.toContain('s3cret')
  })

  it('CONNECT gets nothing', async () => {
    expect(statusOf(await web.wire([`CONNECT example.com:443 HTTP/1.1\r\n${line}\r\n`]))).not.toBe(200)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is refused with Allow, body or not', async method => {
    for (const body of ['', 'x'.repeat(100_000)]) {
      const headers = { 'content-type': 'application/json', 'content-length': body.length }
      const got = await web.ask(host, '/a.txt', { method, headers, body })
      expect([got.status, got.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
    }
  })

  it('OPTIONS says what is allowed, and nothing about other origins', async () => {
    const got = await web.ask(host, '/a.txt', { method: 'OPTIONS' })
    expect([got.status, got.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS'])
    expect([got.headers['access-control-allow-origin'], got.headers['content-length']]).toEqual([undefined, undefined])
  })

  it('a body is not asked for', async () => {
    const got = await web.wire([`POST / HTTP/1.1\r\n${line}Content-Length: 4\r\nExpect: 100-continue\r\n\r\n`])
    expect(statusOf(got)).toBe(405)
  })

  it('a handshake without a name, or with a foreign one, gets kube.localhost', async () => {
    for (const servername of ['', 'example.com']) {
      const socket = await web.connect(servername)
      expect(socket.getPeerCertificate().subjectaltname).toContain('kube.localhost')
      expect(statusOf(await exchange(socket, [`GET / HTTP/1.1\r\n${line}\r\n`], 100))).toBe(200)
    }
  })
})

describe('plain HTTP', () => {
  it.each([
    [host, '/app/?x=%20y', 'GET', 301],
    ['kube.local:80', '/web/a.txt', 'HEAD', 301],
    ['no-such.kube.local', '/', 'GET', 301],
    [host, '/a.txt', 'POST', 308]
  ])('%s%s is at its HTTPS twin', async (on, target, method, status) => {
    const got = await askPlain(web.httpPort, on, target, method)
    expect([got.status, got.headers.location]).toEqual([
      status,
      `https://${on.replace(':80', '')}:${web.port}${target}`
    ])
  })

  it.each([
    ['example.com', '/', 421],
    ['127.0.0.1', '/', 421],
    ['a b', '/', 400],
    [host, '//evil.com', 404],
    [host, '/../x', 400]
  ])('%s%s is refused', async (on, target, status) => {
    const got = await askPlain(web.httpPort, on, target)
    expect([got.status, got.headers.location]).toEqual([status, undefined])
  })

  it('a port in use says so', async () => {
    await expect(
      startGateway(content).then(other => other.gateway.listenHttp({ host: '127.0.0.1', port: web.port }))
    ).rejects.toMatchObject({
      code: 'KUBE_PORT_IN_USE'
    })
  })
})

describe('reserved paths', () => {
  it('status, on every host of the subnet', async () => {
    for (const on of [host, 'kube.local', 'no-such.kube.local']) {
      const got = await web.ask(on, '/.well-known/kube/status')
      expect([got.status, got.headers['cache-control']]).toEqual([200, 'no-store'])
      expect(JSON.parse(String(got.body))).toEqual({
        status: 'ok',
        version: '0',
        subnet: 'did:key:z',
        digest: 'd',
        peers: 2,
        position: 7
      })
    }
    expect((await web.ask(host, '/.well-known/kube/status', { headers: { host: 'example.com' } })).status).toBe(421)
    expect((await web.ask(host, '/.well-known/kube/status', { method: 'POST' })).status).toBe(405)
    expect((await web.ask(host, '/.well-known/kube/statusx')).status).toBe(404)
  })

  it('resolution, errors as problem+json', async () => {
    const url = 'https://web.kube.local/text.txt?a=b&c'
    const got = await web.ask(host, `/.well-known/dmg?url=${encodeURIComponent(url)}`)
    expect(JSON.parse(String(got.body)).parts).toEqual([{ path: url }])
    expect(JSON.parse(String((await web.ask(host, '/.well-known/dmg?dxn=local.kube')).body)).parts).toEqual([
      { path: 'local.kube' }
    ])
    for (const [query, status] of [
      ['', 400],
      ['?url=a&dxn=b', 400],
      ['?dxn=nobody', 404]
    ] as const) {
      const failed = await web.ask(host, `/.well-known/dmg${query}`, { headers: { accept: 'text/html' } })
      expect([failed.status, failed.headers['content-type']]).toEqual([status, 'application/problem+json'])
    }
  })
})

describe('answers in memory', () => {
  it('are found once a release, and never after it', async () => {
    await web.ask(host, '/a.txt')
    const finds = content.finds
    await web.ask(host, '/a.txt')
    await web.ask(host, '/a.txt?other=query')
    expect(content.finds).toBe(finds)
    content.publish('web', { ...files, 'a.txt': 'second' })
    expect(String((await web.ask(host, '/a.txt')).body)).toBe('second')
    expect(content.finds).toBe(finds + 1)
    content.publish('web', files)
  })
})

describe.runIf(hasProgram('curl'))('curl', () => {
  it('verifies and gets the page, over both protocols', async () => {
    const ca = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kube-web-')), 'ca.pem')
    fs.writeFileSync(ca, web.ca)
    for (const version of ['--http1.1', '--http2']) {
      const where = ['--cacert', ca, '--resolve', `${host}:${web.port}:127.0.0.1`]
      const { stdout } = await promisify(execFile)('curl', ['-s', version, ...where, `https://${host}:${web.port}/`])
      expect(stdout).toBe('home')
    }
    fs.rmSync(path.dirname(ca), { recursive: true })
  })
})
