// What a release looks like over HTTPS: files, directories, misses, conditions, codings (contract.md, HTTP).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { startGateway, type TestGateway } from '../../support/web-gateway.ts'

const navigate = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const text = 'a line that compresses well\n'.repeat(700)
const big = Buffer.alloc(3 << 20, 'abcdefghij')
const files = {
  'index.html': '<!doctype html><title>home</title>',
  'text.txt': text,
  'data.json': '{"a":1}',
  'empty.txt': '',
  'big.bin': big,
  'app/index.html': 'app',
  'app/rel.css': 'i {}',
  'about.html': 'about',
  foo: 'plain foo',
  'foo.html': 'page foo',
  'both.html': 'page both',
  'both/index.html': 'folder both',
  'only/other.txt': 'other',
  'odd.html/index.html': 'odd',
  '404.html': 'root says no',
  'deep/404.html': 'deep says no',
  'deep/er/page.html': 'deeper',
  _headers: 'x',
  _redirects: 'x',
  'sp ace — ünï.txt': 'name',
  '%41.txt': 'percent',
  'back\\slash.txt': 'backslash',
  'link.txt': { mode: '120000', data: '/etc/passwd' },
  'assets/main-Bq3xT9aZ.js': '//',
  'page.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>'
}
const host = 'web.kube.local'
const modified = 'Mon, 06 May 2024 07:08:09 GMT'

let web: TestGateway
let release: string
const get = (target: string, headers = {}, method = 'GET', on = host) => web.ask(on, target, { method, headers })

beforeAll(async () => {
  const content = new MemoryContent()
  release = content.publish('web', files, { record: { title: 'Web' } }).id
  content.publish(
    'other',
    { 'start.html': 'started', 'index.html': 'no' },
    { record: { manifest: { default: 'start.html' } } }
  )
  content.publish('bare', { 'a.txt': 'a' })
  content.publish('ahead', { 'index.html': 'x' }, { publishedMs: Date.now() + 3_600_000 })
  content.publish('closed', { 'index.html': 'secret' }, { record: { access: 'private' } })
  content.setRecord('note', { type: 'schema.dxos.org/dmg/document', title: 'a note' })
  web = await startGateway(content)
})
afterAll(() => web.gateway.close())

describe('files', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/text.txt', 'text.txt', 'text/plain; charset=utf-8'],
    ['/data.json', 'data.json', 'application/json'],
    ['/empty.txt', 'empty.txt', 'text/plain; charset=utf-8'],
    ['/big.bin', 'big.bin', 'application/octet-stream'],
    ['/sp%20ace%20%E2%80%94%20%C3%BCn%C3%AF.txt', 'sp ace — ünï.txt', 'text/plain; charset=utf-8'],
    ['/%2541.txt', '%41.txt', 'text/plain; charset=utf-8'],
    ['/back%5Cslash.txt', 'back\\slash.txt', 'text/plain; charset=utf-8'],
    ['/%61pp/rel.css', 'app/rel.css', 'text/css; charset=utf-8'],
    ['/text.txt?a=/../b&c=%00', 'text.txt', 'text/plain; charset=utf-8']
  ] as const)('%s is %s', async (target, name, type) => {
    const bytes = Buffer.from(files[name] as string)
    const [got, head] = [await get(target), await get(target, {}, 'HEAD')]
    expect([got.status, got.headers['content-type'], got.headers['content-length']]).toEqual([
      200,
      type,
      `${bytes.length}`
    ])
    expect(got.body.equals(bytes)).toBe(true)
    expect(got.headers).toMatchObject({
      etag: `"${gitId('blob', bytes)}"`,
      'last-modified': modified,
      'cache-control': 'no-cache',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'kube-release': release
    })
    const { date: _, ...rest } = got.headers
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect(head.headers).toMatchObject(rest)
  })

  it('a hashed name is kept for a year; documents have policies', async () => {
    expect((await get('/assets/main-Bq3xT9aZ.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    for (const target of ['/', '/page.svg']) {
      const { headers } = await get(target)
      expect(headers['content-security-policy']).toContain("'unsafe-inline'")
      expect(headers['cross-origin-opener-policy']).toBeDefined()
      expect(headers['referrer-policy']).toBeDefined()
      expect(headers['strict-transport-security']).toBeUndefined()
    }
    expect((await get('/data.json')).headers['content-security-policy']).toBeUndefined()
  })

  it('is never modified later than Date', async () => {
    const { headers } = await get('/', {}, 'GET', 'ahead.kube.local')
    expect(Date.parse(headers['last-modified']!)).toBeLessThanOrEqual(Date.parse(headers.date!))
  })

  it('at kube.local, by path, and under kube.localhost', async () => {
    for (const [on, target] of [
      ['kube.local', '/web/text.txt'],
      ['web.kube.localhost', '/text.txt'],
      ['WEB.kube.LOCAL.', '/text.txt']
    ] as const) {
      const got = await web.ask(on, target, { servername: on.toLowerCase().replace(/\.$/, '') })
      expect([got.status, String(got.body)]).toEqual([200, text])
    }
  })

  it.each([
    '/link.txt',
    '/_headers',
    '/_redirects',
    '/nope',
    '/TEXT.TXT',
    '/text.txt/',
    '/text.txt/more',
    '/app%2Frel.css',
    '/only',
    '/only/'
  ])('%s is not there', async target => expect((await get(target)).status).toBe(404))

  it.each([
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/..%5c..%5cetc%5cpasswd',
    '/%252e%252e%252fetc',
    '/%c0%ae%c0%ae/etc/passwd',
    '/app/..%00/text.txt',
    '/.../text.txt',
    '/app/../text.txt',
    '/./text.txt',
    '//text.txt',
    '/app//rel.css',
    '/%',
    '/%zz',
    '/%00',
    '/text.txt%0d%0aX-Injected:%201',
    '/%ff%fe',
    '/%ed%a0%80',
    `/${'a'.repeat(4000)}`,
    `/${'a/'.repeat(2000)}`
  ])('%s is refused', async target => {
    const got = await get(target)
    expect([400, 404]).toContain(got.status)
    expect([got.headers['x-injected'], got.body.includes('root:')]).toEqual([undefined, false])
  })
})

describe('directories', () => {
  it.each([
    ['/app', 'app'],
    ['/app/', 'app'],
    ['/about', 'about'],
    ['/foo', 'plain foo'],
    ['/foo.html', 'page foo'],
    ['/both', 'page both'],
    ['/both/', 'folder both'],
    ['/odd.html', 'odd'],
    ['/deep/er/page', 'deeper']
  ])('%s gives %s to a tool', async (target, body) => {
    const got = await get(target)
    expect([got.status, String(got.body)]).toEqual([200, body])
  })

  it.each([
    ['/app?x=1', '/app/?x=1'],
    ['/odd.html', '/odd.html/'],
    ['/%61pp', '/%61pp/']
  ])('%s sends a browser to %s', async (target, location) => {
    const got = await get(target, navigate)
    expect([got.status, got.headers.location, got.headers.vary]).toEqual([301, location, 'Accept'])
    expect((await get(location, navigate)).status).toBe(200)
    const head = await get(target, navigate, 'HEAD')
    expect([head.status, head.headers.location]).toEqual([301, location])
  })

  it('a node by path too, with its query', async () => {
    expect((await web.ask('kube.local', '/web?q', { headers: navigate })).headers.location).toBe('/web/?q')
    expect(String((await web.ask('kube.local', '/web')).body)).toBe(files['index.html'])
  })

  it('the index is the record’s default', async () => {
    expect(String((await get('/', {}, 'GET', 'other.kube.local')).body)).toBe('started')
    expect((await get('/', navigate, 'GET', 'bare.kube.local')).status).toBe(404)
  })

  it.each(['//app', '///app', '//example.com', '/\\example.com', '/%5cexample.com', '/app/..//example.com', '/app\\'])(
    '%s leads to no other host',
    async target => {
      const got = await get(target, navigate)
      expect(got.status).toBeLessThan(500)
      const to = new URL(got.headers.location ?? '/', `https://${host}`)
      expect(to.host).toBe(host)
    }
  )
})

describe('records', () => {
  it.each(['application/json', 'application/dmg'])('%s on a node is its record', async accept => {
    for (const [on, target] of [
      [host, '/'],
      ['kube.local', '/web'],
      ['kube.local', '/web/']
    ] as const) {
      const got = await web.ask(on, target, { headers: { accept } })
      expect([got.status, got.headers['content-type'], got.headers.vary]).toEqual([200, accept, 'Accept'])
      expect(JSON.parse(String(got.body))).toEqual({ type: 'schema.dxos.org/dmg/webapp', title: 'Web' })
      const again = await web.ask(on, target, { headers: { accept, 'if-none-match': got.headers.etag } })
      expect(again.status).toBe(304)
    }
  })

  it('on a file is the file', async () => {
    for (const target of ['/data.json', '/index.html', '/app/']) {
      expect((await get(target, { accept: 'application/json' })).headers['content-type']).not.toBe(
        'application/json; record'
      )
      expect(String((await get(target, { accept: 'application/json' })).body)).not.toContain('webapp')
    }
  })

  it('a node without a release has a record, and nothing else', async () => {
    expect((await get('/', { accept: 'application/json' }, 'GET', 'note.kube.local')).status).toBe(200)
    expect((await get('/', navigate, 'GET', 'note.kube.local')).status).toBe(404)
  })

  it('what is not public is not shown', async () => {
    for (const accept of ['text/html', 'application/json', '*/*']) {
      expect((await get('/', { accept }, 'GET', 'closed.kube.local')).status).toBe(401)
    }
  })
})

describe('misses', () => {
  it.each([
    ['/nope', 'root says no'],
    ['/deep/nope', 'deep says no'],
    ['/deep/er/nope/at/all', 'deep says no'],
    ['/app/nope.js', 'root says no']
  ])('%s shows the nearest 404.html', async (target, body) => {
    const got = await get(target, navigate)
    expect([got.status, String(got.body), got.headers['cache-control']]).toEqual([404, body, 'no-store'])
    expect([got.headers['content-type'], got.headers.etag, got.headers['kube-release']]).toEqual([
      'text/html; charset=utf-8',
      undefined,
      release
    ])
    const head = await get(target, navigate, 'HEAD')
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([404, 0, `${body.length}`])
  })

  it('problem+json for a tool, a page for a person', async () => {
    for (const [on, target] of [
      [host, '/nope.json'],
      ['no-such-app.kube.local', '/']
    ] as const) {
      const tool = await get(target, { accept: 'application/json' }, 'GET', on)
      expect([tool.status, tool.headers['content-type'], tool.headers['cache-control']]).toEqual([
        404,
        'application/problem+json',
        'no-store'
      ])
      expect(JSON.parse(String(tool.body))).toMatchObject({ status: 404, code: 'KUBE_NOT_FOUND' })
    }
    const person = await get('/', navigate, 'GET', 'no-such-app.kube.local')
    expect([person.status, person.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(String(person.body)).toContain('no-such-app.kube.local')
    expect(String(person.body)).toContain(person.headers['kube-request'])
  })

  it('conditions mean nothing on a miss', async () => {
    expect((await get('/nope', { 'if-none-match': '*' })).status).toBe(404)
    expect((await get('/nope', { range: 'bytes=0-1' })).status).toBe(404)
  })

  it('an object that is not here yet is a 503', async () => {
    const content = new MemoryContent()
    content.publish('late', { 'index.html': 'soon', 'a.txt': 'here' })
    content.lose(gitId('blob', Buffer.from('soon')))
    const gateway = await startGateway(content)
    const got = await gateway.ask('late.kube.local', '/')
    expect([got.status, got.headers['retry-after'], got.headers['cache-control']]).toEqual([503, '1', 'no-store'])
    expect((await gateway.ask('late.kube.local', '/a.txt')).status).toBe(200)
    await gateway.gateway.close()
  })
})
