// Connections to services: none is left behind, none is waited for in vain, and each ends for the reason that is said.
import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dmg } from '../../../src/rpc/dmg/dmg.ts'
import { eventually } from '../../support/kube-process.ts'
import { listen, ServiceContent } from '../../support/service-content.ts'
import { exchange, startGateway, type TestGateway } from '../../support/web-gateway.ts'

const content = new ServiceContent()
const serviceLimits = { connectMsMax: 10_000, answerMsMax: 1500, socketsMax: 3, clientSocketsMax: 2 }
const bodyMsMax = 600
const met: string[] = []
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway(content, {
    serviceHosts: ['127.0.0.1'],
    serviceLimits,
    bodyMsMax,
    dmg: {} as Dmg,
    hit: limit => void met.push(limit)
  })
  content.publish('plain', { 'index.html': 'a page' })
})
afterAll(() => gateway.gateway.close())

const patient = { timeout: 10_000 }
const service = (...addresses: string[]): void => content.setRecord('api', { type: 'service', addresses })

const closedAddress = async (): Promise<string> => {
  const server = net.createServer()
  const address = await listen(server)
  await new Promise(resolve => server.close(resolve))
  return address
}

const host = 'api.kube.local'
const asks = `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
const accepts = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
const json = { accept: 'application/json' }

/** All that comes back until the other side closes. */
async function heard(text: string): Promise<string> {
  const socket = await gateway.connect(host)
  let all = ''
  socket.on('data', data => {
    all += data
  })
  socket.write(text)
  await once(socket, 'close')
  return all
}

async function reasonOf(asking: Promise<{ status: number; body: Buffer }>): Promise<string> {
  const { status, body } = await asking
  const said = JSON.parse(String(body)) as { code: string; reason: string }
  return `${status} ${said.code} ${said.reason}`
}

describe('a connection that goes on in another protocol', () => {
  it('is not begun for a client that left meanwhile', async () => {
    let begun = 0
    let open = 0
    const server = http.createServer()
    server.on('upgrade', (_, socket: Duplex) => {
      begun++
      open++
      socket.on('close', () => open--).on('error', () => undefined)
      socket.write(accepts)
    })
    service(await listen(server))
    const gone: TLSSocket[] = []
    const found = Promise.withResolvers<void>()
    content.before = found.promise
    for (let at = 0; at < 3; at++) {
      const socket = await gateway.connect(host)
      const asked = content.finds
      socket.write(asks)
      gone.push(socket)
      await pause(20)
      expect(content.finds).toBe(asked)
    }
    for (const socket of gone) socket.destroy()
    await pause(50)
    content.before = Promise.resolve()
    found.resolve()
    await pause(100)
    expect([begun, open]).toEqual([0, 0])
  })

  it('ends with whoever ends it', async () => {
    const server = http.createServer()
    let open = 0
    server.on('upgrade', (_, socket: Duplex) => {
      open++
      socket.resume().on('end', () => open--)
      socket.on('error', () => undefined).write(accepts)
    })
    service(await listen(server))
    const socket = await gateway.connect(host)
    socket.write(asks)
    await once(socket, 'data')
    expect(open).toBe(1)
    socket.destroy()
    await expect.poll(() => open, patient).toBe(0)
  })

  it('that is refused is answered on a connection that answered before, too', async () => {
    service(await closedAddress())
    const before = 'GET / HTTP/1.1\r\nHost: plain.kube.local\r\n\r\n'
    const heard = await exchange(await gateway.connect('plain.kube.local'), [before, asks], 200)
    expect(heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*a page[\s\S]*HTTP\/1\.1 502 /)
  })

  it('that is asked for before the answer to another question harms nobody', async () => {
    service(await closedAddress())
    const found = Promise.withResolvers<void>()
    content.before = found.promise
    const socket = await gateway.connect(host)
    const over = once(socket.resume(), 'close')
    socket.write(`GET /first HTTP/1.1\r\nHost: ${host}\r\n\r\n${asks}`)
    await pause(50)
    content.before = Promise.resolve()
    found.resolve()
    await over
    expect((await gateway.ask('plain.kube.local', '/')).status).toBe(200)
  })

  it('is tried at each address', async () => {
    const server = http.createServer()
    server.on('upgrade', (_, socket: Duplex) => socket.on('error', () => undefined).write(accepts))
    service(await closedAddress(), await listen(server))
    for (let at = 0; at < 2; at++) {
      expect(await exchange(await gateway.connect(host), [asks], 50)).toMatch(/^HTTP\/1\.1 101 /)
    }
  })

  it('says how long it was waited for', async () => {
    service(await listen(net.createServer(socket => void socket.resume())))
    const asking = asks.replace('Connection', 'Accept: application/json\r\nConnection')
    expect(await heard(asking)).toMatch(/ 504 [\s\S]*no answer in 1\.5 s/)
  })
})

describe('the connections to a service', () => {
  it('go to another address where a handshake fails', async () => {
    const plain = await listen(
      net.createServer(socket => void socket.end('no TLS')),
      'https'
    )
    const good = await listen(http.createServer((request, response) => void request.pipe(response)))
    service(plain, good)
    for (let at = 0; at < 2; at++) {
      const answer = await gateway.ask(host, '/', { method: 'POST', body: 'still here' })
      expect([answer.status, String(answer.body)]).toEqual([200, 'still here'])
    }
  })

  it('are bounded, of whatever kind; that all are taken is no fault of the address', async () => {
    const open: http.ServerResponse[] = []
    const server = http.createServer((request, response) => {
      if (request.url === '/events') {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n')
        open.push(response)
      } else if (request.url === '/stays') open.push(response)
      else response.end('answered')
    })
    server.on('upgrade', (_, socket: Duplex) => socket.on('error', () => undefined).write(accepts))
    service(await listen(server))
    const events = await gateway.connect(host)
    events.write(`POST /events HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`)
    await once(events, 'data')
    expect((await gateway.ask(host, '/')).status).toBe(200)
    const tunnel = await gateway.connect(host)
    tunnel.write(asks)
    await once(tunnel, 'data')
    met.length = 0
    const third = gateway.ask(host, '/stays', { localAddress: '127.0.0.2' })
    await expect.poll(() => open.length, patient).toBe(2)
    for (const localAddress of ['127.0.0.3', '127.0.0.4']) {
      const refused = await gateway.ask(host, '/x', { headers: json, localAddress })
      const reason = await reasonOf(Promise.resolve(refused))
      expect(reason).toMatch(/^503 KUBE_BUSY 3 connections to it are in use, and no more/)
      expect(refused.headers['retry-after']).toBe('1')
    }
    expect(met.splice(0)).toEqual(['serviceSocketsMax', 'serviceSocketsMax'])
    tunnel.destroy()
    const again = async () => (await gateway.ask(host, '/', { localAddress: '127.0.0.3' })).status === 200
    await eventually(again, 'an answer once one has ended')
    events.destroy()
    open.at(-1)!.end()
    await third
  })
})

describe('a request that its client gives up', () => {
  it.each(['http/1.1', 'h2'])('over %s gives back its connection', async protocol => {
    let asked = 0
    let over = 0
    const server = http.createServer((request, response) => {
      if (request.url !== '/slow') {
        response.end('answered')
        return
      }
      asked++
      response.once('close', () => over++)
    })
    service(await listen(server))
    for (let at = 1; at <= serviceLimits.socketsMax + 1; at++) {
      const socket = await gateway.connect(host, protocol)
      if (protocol === 'h2') {
        const client = http2.connect(`https://${host}:${gateway.port}`, { createConnection: () => socket })
        const stream = client.request({ ':path': '/slow' }).on('error', () => undefined)
        await expect.poll(() => asked, patient).toBe(at)
        stream.close(http2.constants.NGHTTP2_CANCEL)
        await expect.poll(() => over, patient).toBe(at)
        client.destroy()
      } else {
        socket.write(`GET /slow HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
        await expect.poll(() => asked, patient).toBe(at)
        socket.destroy()
        await expect.poll(() => over, patient).toBe(at)
      }
    }
    expect((await gateway.ask(host, '/')).status).toBe(200)
  })
})

/** Sends a body piece by piece; what came back. */
async function drip(at: {
  host: string
  pieces: number
  everyMs: number
  method?: string
  path?: string
  more?: string
}): Promise<string> {
  const { method = 'POST', path = '/', more = '' } = at
  const socket = await gateway.connect(at.host)
  let heard = ''
  socket.on('data', data => {
    heard += data
  })
  const over = once(socket, 'close').catch(() => undefined)
  const length = 10 * at.pieces
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: ${at.host}\r\nContent-Length: ${length}\r\nConnection: close\r\n${more}\r\n`
  )
  for (let piece = 0; piece < at.pieces && !socket.destroyed; piece++) {
    await pause(at.everyMs)
    socket.write('x'.repeat(10))
  }
  expect(socket.destroyed || at.pieces < 50).toBe(true)
  await over
  return heard
}

describe('the body of a request', () => {
  it('that nobody streams on must have come in time', async () => {
    expect(await drip({ host: 'plain.kube.local', pieces: 50, everyMs: 100, method: 'GET' })).toMatch(/ 200 /)
    const call = {
      pieces: 50,
      everyMs: 100,
      path: '/.well-known/dmg/GetRecords',
      more: 'Content-Type: application/json\r\n'
    }
    expect(await drip({ host: 'plain.kube.local', ...call })).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('is asked for where its sender waits to be asked, and not where nobody takes it', async () => {
    const head = (path: string, to: string): string =>
      `POST ${path} HTTP/1.1\r\nHost: ${to}\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n`
    const plain = 'plain.kube.local'
    const call = [head('/.well-known/dmg/GetRecords', plain), '{}']
    expect(await exchange(await gateway.connect(plain), call, 100)).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 \d/
    )
    expect(await exchange(await gateway.connect(plain), [head('/', plain)], 100)).toMatch(/^HTTP\/1\.1 405 /)
    service(await listen(http.createServer((request, response) => void request.pipe(response))))
    const answer = await exchange(await gateway.connect(host), [head('/x', host), '{}'], 100)
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 [\s\S]*\{\}/)
  })

  it('to a service may take its time, as long as it goes on', { timeout: 20_000 }, async () => {
    const server = http.createServer((request, response) => {
      let size = 0
      request.on('data', (chunk: Buffer) => {
        size += chunk.length
      })
      request.on('end', () => response.end(`got ${size}`))
    })
    service(await listen(server))
    expect(await drip({ host, pieces: 10, everyMs: 250 })).toMatch(/ 200 [\s\S]*got 100/)
  })

  it.each(['http/1.1', 'h2'])('that a service does not take to its end is answered for over %s', async protocol => {
    service(await listen(net.createServer(socket => void socket.once('data', () => socket.resetAndDestroy()))))
    const body = 'x'.repeat(3_000_000)
    if (protocol === 'http/1.1') {
      expect((await gateway.ask(host, '/x', { method: 'POST', body })).status).toBe(502)
      return
    }
    const socket = await gateway.connect(host, 'h2')
    const client = http2.connect(`https://${host}:${gateway.port}`, { createConnection: () => socket })
    const stream = client.request({ ':method': 'POST', ':path': '/x' }).on('error', () => undefined)
    stream.end(body)
    const [fields] = await once(stream, 'response')
    expect(fields[':status']).toBe(502)
    client.destroy()
  })

  it('to a service is waited for once it is whole', async () => {
    service(await listen(http.createServer(request => void request.resume())))
    const reason = await reasonOf(gateway.ask(host, '/x', { method: 'POST', body: 'x', headers: json }))
    expect(reason).toMatch(/^504 KUBE_TIMEOUT .*: no answer in 1\.5 s$/)
  })
})
