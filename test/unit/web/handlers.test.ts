// Handlers of the gateway: redirects, files, typed messages, services.
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import type { Site } from '../../../src/rpc/content/content.ts'
import { ServiceHosts } from '../../../src/web/handlers/service-hosts.ts'
import { eventually } from '../../support/kube-process.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { exchange, startGateway, type TestGateway } from '../../support/web-gateway.ts'

/** Sites in memory, with what the graph would say of who answers for them. */
class HandledContent extends MemoryContent {
  readonly handled = new Map<string, Partial<Site>>()

  override async find(host: string, rawPath: string): Promise<Site | undefined> {
    const site = await super.find(host, rawPath)
    return site && { ...site, ...this.handled.get(site.node.replace('local/kube/', '')) }
  }

  handle(name: string, record: Record<string, unknown>, more: Partial<Site>): void {
    this.handled.set(name, more)
    this.setRecord(name, record)
  }
}

const content = new HandledContent()
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway(content, { serviceHosts: ['127.0.0.1', 'by-name.test', '192.0.2.9:80'] })
})
afterAll(() => gateway.gateway.close())

describe('redirects', () => {
  const redirect = (to: string, status = 302, loop?: KubeError): void =>
    content.handle('old', { type: 'redirect', to }, { handler: 'redirect', redirect: { to, status, loop } })
  const ask = async (path: string, host = 'old.kube.local') => {
    const { status, headers } = await gateway.ask(host, path)
    return `${status} ${headers.location?.replace(`:${gateway.port}`, ':P')}`
  }

  it('keep the rest of the path and the query, on the names by which the reader came', async () => {
    redirect('dx://pad', 308)
    expect(await ask('/')).toBe('308 https://pad.kube.local:P/')
    expect(await ask('/a%20b/main.js?x=1&y')).toBe('308 https://pad.kube.local:P/a%20b/main.js?x=1&y')
    expect(await ask('/old/a/', 'kube.localhost')).toBe('308 https://pad.kube.localhost:P/a/')
    redirect('dx://pad:img/logo.png')
    expect(await ask('/')).toBe('302 https://pad.kube.local:P/img/logo.png')
    redirect('dx://alice.com/app')
    expect(await ask('/x')).toBe('302 https://alice.com/app/x')
    redirect('https://example.com/here?a=1#part', 301)
    expect(await ask('/')).toBe('301 https://example.com/here?a=1#part')
    expect(await ask('/b?c=2')).toBe('301 https://example.com/here/b?a=1&c=2#part')
    redirect('https://example.com')
    expect(await ask('/b')).toBe('302 https://example.com/b')
  })

  it('never lead to another host by what is left of the path', async () => {
    redirect('https://example.com')
    expect(await ask('/%2F%2Fevil.com')).toBe('302 https://example.com/%2F%2Fevil.com')
    expect(await ask('/@evil.com')).toBe('302 https://example.com/@evil.com')
  })

  it('to themselves are a 508 with the trip, and their record can still be read', async () => {
    redirect('dx://old', 302, new KubeError('KUBE_HOPS', 'the redirect leads back', { reason: 'dx://old → dx://old' }))
    const answer = await gateway.ask('old.kube.local', '/x', { headers: { accept: 'application/json' } })
    expect(answer.status).toBe(508)
    expect(JSON.parse(String(answer.body))).toMatchObject({ code: 'KUBE_HOPS', reason: 'dx://old → dx://old' })
    expect((await gateway.ask('old.kube.local', '/', { headers: { accept: 'application/json' } })).status).toBe(200)
  })
})

describe('files and typed messages', () => {
  it('a claimed URL shows a folder or a file of the release; a rule of the record is none', async () => {
    const files = { 'index.html': 'top', 'docs/index.html': 'docs', 'docs/a.html': 'a', 'docs/start.html': 'start' }
    const redirects = [{ from: '/*', to: '/docs/:splat', status: 200, force: true }]
    content.publish('book', files, { record: { https: { redirects } } })
    const ask = async (path: string) => String((await gateway.ask('book.kube.local', path)).body)
    expect(await ask('/')).toBe('top')
    content.handled.set('book', { resource: { path: 'docs', folder: true } })
    content.publish('book', files)
    expect([await ask('/'), await ask('/a')]).toEqual(['docs', 'a'])
    content.handled.set('book', { resource: { path: 'docs/start.html', folder: false } })
    content.publish('book', files)
    expect([await ask('/'), await ask('/docs/a')]).toEqual(['start', 'a'])
  })

  it('a file is its bytes with its media type', async () => {
    const release = content.publish('logo', { 'logo.svg': '<svg/>' })
    const [entry] = await content.list(release.tree)
    const file = { entry: entry!, release, mediaType: undefined }
    content.handled.set('logo', { handler: 'file', file })
    const plain = await gateway.ask('logo.kube.local', '/')
    expect([plain.status, plain.headers['content-type'], String(plain.body)]).toEqual([200, 'image/svg+xml', '<svg/>'])
    expect(plain.headers.etag).toBe(`"${entry!.id}"`)
    content.handle('logo', { type: 'file' }, { handler: 'file', file: { ...file, mediaType: 'text/plain' } })
    expect((await gateway.ask('logo.kube.local', '/')).headers['content-type']).toBe('text/plain; charset=utf-8')
    expect((await gateway.ask('logo.kube.local', '/more')).status).toBe(404)
    content.handle('logo', { type: 'file' }, { handler: 'file' })
    expect((await gateway.ask('logo.kube.local', '/')).status).toBe(404)
  })

  it('a schema is its descriptor set, its text, its record', async () => {
    const record = {
      type: 'schema',
      source: 'syntax = "proto3";',
      descriptorSet: Buffer.from('set').toString('base64')
    }
    content.handle('note', record, { handler: 'schema' })
    const ask = async (accept?: string) => {
      const { headers, body } = await gateway.ask('note.kube.local', '/', {
        headers: accept === undefined ? {} : { accept }
      })
      return [headers['content-type'], String(body)]
    }
    expect(await ask()).toEqual(['application/x-protobuf', 'set'])
    expect(await ask('*/*')).toEqual(['application/x-protobuf', 'set'])
    expect(await ask('text/plain')).toEqual(['text/plain; charset=utf-8', record.source])
    expect(await ask('text/html,*/*;q=0.8')).toEqual(['text/plain; charset=utf-8', record.source])
    expect(JSON.parse((await ask('application/json'))[1]!)).toEqual(record)
  })

  it('a document is JSON, its message alone, or what its handler shows', async () => {
    const record = { type: 'kube.local/schemas/note', title: 'x' }
    const payload = { message: 'notes.Note', bytes: Buffer.from([10, 1, 120]) }
    content.handle('one', record, { handler: 'document', payload })
    const ask = (path: string, accept: string) => gateway.ask('one.kube.local', path, { headers: { accept } })
    expect(JSON.parse(String((await ask('/', '*/*')).body))).toEqual(record)
    const message = await ask('/', 'application/protobuf')
    expect([message.headers['content-type'], message.body]).toEqual([
      'application/protobuf; messageType="notes.Note"',
      payload.bytes
    ])
    expect((await ask('/x', '*/*')).status).toBe(404)
    const release = content.publish('viewer', { 'index.html': 'shows it', 'main.js': 'asks for JSON' })
    content.handle('one', record, {
      handler: 'document',
      payload,
      viewer: { node: 'local/kube/viewer', record: {}, release }
    })
    expect(String((await ask('/', 'text/html')).body)).toBe('shows it')
    expect(String((await ask('/main.js', '*/*')).body)).toBe('asks for JSON')
    expect(JSON.parse(String((await ask('/', 'application/json')).body))).toEqual(record)
    // A viewer that is behind a door is for those alone who may pass it.
    const behind = {
      node: 'local/kube/viewer',
      record: {},
      release,
      gates: [{ access: 'private', key: 'local/kube/way' }]
    } as const
    content.handle('one', record, { handler: 'document', payload, viewer: behind })
    expect((await ask('/main.js', '*/*')).status).toBe(404)
    content.handle('one', record, {
      handler: 'document',
      payload,
      viewer: { node: 'local/kube/viewer', record: {}, release }
    })
    // What one asker gets by a wildcard is not kept for another.
    expect(String((await ask('/', 'text/*')).body)).toBe('shows it')
    expect(JSON.parse(String((await ask('/', '*/*')).body))).toEqual(record)
    expect((await ask('/', 'application/protobuf')).body).toEqual(payload.bytes)
    expect(JSON.parse(String((await ask('/', 'text/html;q=0.5, */*')).body))).toEqual(record)
  })
})

interface Upstream {
  readonly address: string
  readonly server: http.Server
}

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function upstream(listener: http.RequestListener): Promise<Upstream> {
  const server = http.createServer(listener)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** An address of this machine at which nobody listens. */
async function closedAddress(): Promise<string> {
  const { address, server } = await upstream(() => undefined)
  await new Promise(resolve => server.close(resolve))
  return address
}

const service = (addresses: readonly string[], health?: string): void =>
  content.handle('api', { type: 'service', addresses, ...(health !== undefined && { health }) }, { handler: 'service' })

describe('services', () => {
  it('get the request as it was sent, with what it came by, and their answer goes back', async () => {
    const { address } = await upstream((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', chunk => chunks.push(chunk as Buffer))
      request.on('end', () => {
        response.writeHead(201, [
          'Content-Type',
          'text/plain',
          'Set-Cookie',
          'a=1',
          'Set-Cookie',
          'b=2',
          'Connection',
          'x-private',
          'X-Private',
          'y',
          'Location',
          '/made/1'
        ])
        response.end(
          JSON.stringify({
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: String(Buffer.concat(chunks))
          })
        )
      })
    })
    service([`${address}/base/`])
    const headers = {
      'content-type': 'text/x',
      'x-forwarded-for': 'forged',
      'x-real-ip': 'forged',
      authorization: 'Bearer t'
    }
    const answer = await gateway.ask('kube.local', '/api/v1/a%2Fb?x=1', { method: 'POST', headers, body: 'hello' })
    expect(answer.status).toBe(201)
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(answer.headers['x-private']).toBeUndefined()
    expect(answer.headers.location).toBe('/api/made/1')
    const said = JSON.parse(String(answer.body)) as {
      method: string
      url: string
      body: string
      headers: Record<string, string>
    }
    expect([said.method, said.url, said.body]).toEqual(['POST', '/base/v1/a%2Fb?x=1', 'hello'])
    expect(said.headers).toMatchObject({
      host: new URL(address).host,
      authorization: 'Bearer t',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': `kube.local:${gateway.port}`,
      'x-forwarded-prefix': '/api',
      via: '1.1 kube-12D3KooWa1'
    })
    expect(said.headers['x-real-ip']).toBeUndefined()
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const again = await gateway.ask('api.kube.local', '/', { method })
      expect(JSON.parse(String(again.body))).toMatchObject({ method, url: '/base/' })
    }
  })

  it('stream both ways', async () => {
    const { address } = await upstream((request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' })
      request.pipe(response)
    })
    service([address])
    const body = 'x'.repeat(3_000_000)
    const answer = await gateway.ask('api.kube.local', '/', { method: 'POST', body })
    expect(answer.body.length).toBe(body.length)
    const events = await upstream((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('data: 1\n\n')
    })
    service([events.address])
    const heard = await gateway.wire(['GET /events HTTP/1.1\r\nHost: api.kube.local\r\n\r\n'], {
      servername: 'api.kube.local',
      quietMs: 200
    })
    expect(heard).toContain('data: 1')
  })

  it('share the requests, and one that is down is passed over', async () => {
    const names = await Promise.all(['a', 'b'].map(name => upstream((_, response) => response.end(name))))
    service([names[0]!.address, await closedAddress(), names[1]!.address])
    const answers: string[] = []
    for (let at = 0; at < 12; at++) answers.push(String((await gateway.ask('api.kube.local', '/')).body))
    expect(answers.filter(name => name === 'a').length).toBeGreaterThan(2)
    expect(answers.filter(name => name === 'b').length).toBeGreaterThan(2)
    expect((await gateway.ask('api.kube.local', '/', { method: 'POST', body: 'x' })).status).toBe(200)
  })

  it('with a health path are asked by themselves, and come back', { timeout: 20_000 }, async () => {
    const well = { a: false, b: true }
    const asked = async (name: 'a' | 'b') =>
      (
        await upstream((request, response) => {
          if (request.url === '/health') response.writeHead(well[name] ? 200 : 503).end()
          else response.end(name)
        })
      ).address
    service([await asked('a'), await asked('b')], '/health')
    const answers = async (): Promise<string> => {
      const all = await Promise.all(Array.from({ length: 6 }, () => gateway.ask('api.kube.local', '/')))
      return [...new Set(all.map(({ body }) => String(body)))].sort().join('')
    }
    expect(await answers()).toBe('ab')
    await eventually(async () => (await answers()) === 'b', 'only the one that is well')
    well.a = true
    await eventually(async () => (await answers()) === 'ab', 'both again')
  })

  it('that do not answer are a 502 that says so', async () => {
    service([await closedAddress()])
    const headers = { accept: 'application/json' }
    for (const options of [{ headers }, { headers, method: 'POST', body: 'x' }]) {
      const answer = await gateway.ask('api.kube.local', '/x', options)
      expect(answer.status).toBe(502)
      expect(JSON.parse(String(answer.body))).toMatchObject({ code: 'KUBE_UNREACHABLE' })
    }
    const { address } = await upstream(request => request.socket.destroy())
    service([address])
    expect((await gateway.ask('api.kube.local', '/x', { method: 'POST', body: 'x' })).status).toBe(502)
  })

  it('are refused unless the configuration has them, and so is this gateway itself', async () => {
    const headers = { accept: 'application/json' }
    const elsewhere = [
      'http://192.0.2.1:80',
      'http://example.com',
      'http://127.0.0.1.example.com',
      'http://192.0.2.9:81'
    ]
    for (const address of [
      ...elsewhere,
      'http://localhost:1',
      'http://[::1]:1',
      'http://[::ffff:127.0.0.1]:1',
      'no URL'
    ]) {
      service([address])
      const answer = await gateway.ask('api.kube.local', '/x', { headers })
      expect(answer.status).toBe(502)
      expect(JSON.parse(String(answer.body)).reason).toContain('services: in config.yml')
    }
    const { address } = await upstream((_, response) => response.end('reached'))
    service([address])
    const by = async (via: string) =>
      (await gateway.ask('api.kube.local', '/x', { headers: { ...headers, via } })).status
    expect(await by('1.1 kube-12D3KooWa1')).toBe(508)
    expect(await by('1.0 fred, HTTP/1.1 kube-12D3KooWa1 (once)')).toBe(508)
    // Others, whose names begin alike.
    expect(await by('1.1 kube-12D3KooWa1b, 1.1 kube-a1')).toBe(200)
  })

  it('on this machine are refused too unless the configuration has them', async () => {
    const seen: (string | undefined)[] = []
    const { address } = await upstream((request, response) => {
      seen.push(request.url)
      response.end('reached')
    })
    const headers = { accept: 'application/json' }
    for (const [serviceHosts, status] of [
      [undefined, 502],
      [['localhost', `127.0.0.1:${Number(new URL(address).port) - 1}`], 502],
      [[new URL(address).host], 200]
    ] as const) {
      const other = await startGateway(content, serviceHosts && { serviceHosts })
      service([address, 'http://[::1]:1/'], '/health')
      expect((await other.ask('api.kube.local', '/x', { headers })).status).toBe(status)
      await other.gateway.close()
    }
    expect(seen).toEqual(['/x'])
  })

  it('by a name that was listed never lead to this machine itself', async () => {
    let addresses: string[] = []
    const hosts = new ServiceHosts(['by-name.test', 'localhost'], (_name, _options, callback) =>
      callback(
        null,
        addresses.map(address => ({ address, family: net.isIPv6(address) ? 6 : 4 }))
      )
    )
    const lookup = (name: string) =>
      new Promise((resolve, reject) =>
        hosts.lookup(name, {}, (error, found) => (error ? reject(error) : resolve(String(found))))
      )
    for (const near of [
      '127.0.0.1',
      '127.9.9.9',
      '0.0.0.0',
      '169.254.169.254',
      '::1',
      '::',
      'fe80::1',
      '::ffff:127.0.0.1'
    ]) {
      addresses = [near]
      await expect(lookup('by-name.test'), near).rejects.toThrow('listed by its address')
      expect(await lookup('localhost')).toBe(near)
    }
    addresses = ['127.0.0.1', '192.0.2.1']
    expect(await lookup('by-name.test')).toBe('192.0.2.1')
  })

  it('an answer that breaks off is no whole answer', async () => {
    const { address } = await upstream((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    })
    service([address])
    await expect(gateway.ask('api.kube.local', '/x')).rejects.toThrow()
  })

  it('a client that leaves ends the request to the service', async () => {
    const ended = Promise.withResolvers<void>()
    const { address } = await upstream((_, response) => void response.on('close', () => ended.resolve()))
    service([address])
    const socket = await gateway.connect('api.kube.local')
    socket.write('GET /slow HTTP/1.1\r\nHost: api.kube.local\r\n\r\n')
    setTimeout(() => socket.destroy(), 50)
    await ended.promise
  })

  it('take WebSockets; other requests to upgrade are answered as if they had not asked', async () => {
    const { address, server } = await upstream((_, response) => response.writeHead(403).end('no'))
    server.on('upgrade', (request, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${request.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`
      )
      socket.on('data', data => socket.write(`echo ${data}`))
      socket.on('error', () => socket.destroy())
    })
    service([address])
    const fields = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n'
    const heard = await gateway.wire([`GET /ws HTTP/1.1\r\nHost: api.kube.local\r\n${fields}`, 'one', 'two'], {
      servername: 'api.kube.local',
      quietMs: 100
    })
    expect(heard).toMatch(/^HTTP\/1\.1 101 /)
    expect(heard).toContain('echo oneecho two')
    content.publish('plain', { 'index.html': 'a page' })
    const plain = await exchange(
      await gateway.connect('plain.kube.local'),
      [`GET / HTTP/1.1\r\nHost: plain.kube.local\r\n${fields}`],
      100
    )
    expect(plain).toMatch(/^HTTP\/1\.1 200 [\s\S]*a page$/)
    service([await closedAddress()])
    const down = await exchange(
      await gateway.connect('api.kube.local'),
      [`GET / HTTP/1.1\r\nHost: api.kube.local\r\n${fields}`],
      100
    )
    expect(down).toMatch(/^HTTP\/1\.1 502 /)
  })
})
