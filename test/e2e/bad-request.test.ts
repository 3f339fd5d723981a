// Requests that no browser sends: paths that climb, heads that never end, hosts of others.
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Bench } from '../support/kube-process.ts'

const bench = new Bench()
const kube = bench.kube('a1')
beforeAll(async () => {
  await kube.start()
  await kube.json([
    'publish',
    bench.site({ 'index.html': 'home', 'img/a.txt': 'a', 'a%2fb.txt': 'data' }),
    '--to',
    'app'
  ])
}, 30_000)
afterAll(() => bench.end())

const at = 'https://app.kube.localhost/'

/** What comes back for bytes as they are, until the other side ends or nothing comes for a while. */
function raw(bytes: string, quietMs = 1500): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: kube.port, servername: 'app.kube.localhost', ca: kube.ca })
    let text = ''
    socket.setEncoding('latin1').setTimeout(quietMs, () => socket.destroy())
    socket.on('data', data => (text += data))
    socket.on('close', () => resolve(text))
    socket.on('error', error =>
      (error as NodeJS.ErrnoException).code === 'ECONNRESET' ? resolve(text) : reject(error)
    )
    socket.on('secureConnect', () => socket.write(bytes, 'latin1'))
  })
}

const head = (line: string, fields: Record<string, string> = {}): string => {
  const all = { Host: `app.kube.localhost:${kube.port}`, Connection: 'close', ...fields }
  return `${line}\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`
}

describe('paths', () => {
  test.each([
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/.%2e/%2E./etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/..%5c..%5cetc/passwd',
    '/img/../../../../etc/passwd',
    '/img/..;/..;/etc/passwd',
    '//etc/passwd',
    '/img//a.txt',
    '/%00',
    '/img/a.txt%00.html',
    '/%zz',
    '/%',
    '/%c0%ae%c0%ae/etc/passwd',
    '/!https',
    '/!meta',
    '/.git/config',
    '/dmg.git/config',
    `/${'a/'.repeat(500)}`,
    `/${'%41'.repeat(2000)}`
  ])('%s', async rawPath => {
    const { status, body } = await kube.fetch(at, { rawPath })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.toString()).not.toContain('root:')
    expect(body.toString()).not.toMatch(/\bat .*\.[jt]s:\d/)
    const problem = await kube.fetch(at, { rawPath, headers: { accept: 'application/json' } })
    expect(problem.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(problem.body.toString())).toMatchObject({ code: expect.stringMatching(/^KUBE_/), status })
  })

  test('a slash that is data is data', async () => {
    expect((await kube.fetch(at, { rawPath: '/img%2fa.txt' })).status).toBe(404)
    expect((await kube.fetch(at, { rawPath: '/a%252fb.txt' })).body.toString()).toBe('data')
  })
})

describe('heads', () => {
  test('a field of 20 KB, a URL of 20 KB, two thousand fields', async () => {
    const long = 'x'.repeat(20_000)
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, number) => [`x-${number}`, 'y']))
    for (const text of [
      head('GET / HTTP/1.1', { 'X-Long': long }),
      head(`GET /${long} HTTP/1.1`),
      head('GET / HTTP/1.1', many)
    ])
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 (?:431|414) /)
  })

  test('a Host of somebody else, none, two, and no name at all', async () => {
    for (const host of [
      'www.example.com',
      '127.0.0.1',
      '[::1]:1',
      'kube.localhost.example.com',
      'none.kube.localhost'
    ]) {
      const answer = await raw(head('GET / HTTP/1.1', { Host: host }))
      expect(answer, host).toMatch(/^HTTP\/1\.1 (?:404|421) /)
    }
    for (const text of [
      'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: app.kube.localhost\r\nHost: kube.localhost\r\nConnection: close\r\n\r\n',
      head('GET / HTTP/1.1', { Host: 'a b' }),
      head('GET / HTTP/1.1', { Host: '../..' })
    ])
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('what is no HTTP, and what would smuggle a second request', async () => {
    for (const text of [
      'hello\r\n\r\n',
      '\u0000\u0001\u0002\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      head('GET / HTTP/1.1', { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }),
      head('GET /a b HTTP/1.1')
    ]) {
      const answer = await raw(text)
      expect(answer).not.toMatch(/^HTTP\/1\.1 [123]/)
    }
  })

  test('methods that are not for sites', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'TRACE', 'PROPFIND']) {
      const { status, headers } = await kube.fetch(at, { method })
      expect([method, status]).toEqual([method, 405])
      expect(headers.allow).toContain('GET')
    }
  })

  test('after all of that it serves as before', async () => {
    expect((await kube.fetch(at)).body.toString()).toBe('home')
    expect(kube.running).toBe(true)
    expect(kube.log).not.toMatch(/"level":"error"/)
  })
})
