// Slow, idle, leaving and stalled clients, broken bodies, and the end of the gateway.
import http2 from 'node:http2'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MemoryContent } from '../../support/memory-content.ts'
import { exchange, startGateway, type TestGateway } from '../../support/web-gateway.ts'

const host = 'web.kube.local'
const big = Buffer.alloc(24 << 20, 'abcdefghij')

let web: TestGateway
let content: MemoryContent
beforeAll(async () => {
  content = new MemoryContent()
  content.publish('web', { 'index.html': 'home', 'big.bin': big })
  web = await startGateway(content, { headMsMax: 700 })
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

describe('slow and idle', () => {
  it('whoever sends no whole head in time is closed; others are served meanwhile', async () => {
    const closed: Promise<void>[] = []
    for (const start of ['', `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `]) {
      const socket = await web.connect(host)
      socket.write(start)
      const trickle = setInterval(() => socket.write(start === '' ? '' : 'x'), 100)
      closed.push(
        new Promise(resolve => {
          socket.resume().on('error', () => undefined)
          socket.on('close', () => {
            clearInterval(trickle)
            resolve()
          })
        })
      )
    }
    const bare = net.connect(web.port, '127.0.0.1').resume()
    closed.push(new Promise(resolve => bare.on('error', () => undefined).on('close', () => resolve())))
    const silent = await session()
    closed.push(new Promise(resolve => silent.on('error', () => undefined).on('close', () => resolve())))
    expect((await web.ask(host, '/')).status).toBe(200)
    await Promise.all(closed)
  })

  it('a connection that has asked is kept', async () => {
    const socket = await web.connect(host)
    const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`
    const got = await exchange(socket, [request, request], 1000)
    expect(got.match(/HTTP\/1.1 200/g)).toHaveLength(2)
  })

  it('a body that does not come in time ends the request', async () => {
    const own = new MemoryContent()
    own.publish('web', { 'index.html': 'x' })
    const impatient = await startGateway(own, { bodyMsMax: 200, dmg: {} as never })
    const head = `POST /.well-known/dmg/GetRecords HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json`
    const options = { servername: host, quietMs: 1500 }
    expect(await impatient.wire([`${head}\r\nContent-Length: 9\r\n\r\n{}`], options)).toMatch(/^HTTP\/1.1 408 /)
    expect(await impatient.wire([`${head}\r\nContent-Length: 2\r\n\r\n{}`], options)).not.toMatch(/ 408 /)
    await impatient.gateway.close()
  })

  it('a reader that stops stops the reading, and one that leaves ends it', async () => {
    const before = { ...content.streams }
    const socket = await web.connect(host)
    socket.pause()
    socket.write(`GET /big.bin HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await expect.poll(() => content.streams.opened).toBe(before.opened + 1)
    await new Promise(resolve => setTimeout(resolve, 300))
    const read = content.streams.chunks - before.chunks
    expect(read).toBeLessThan(big.length / 65_536 / 2)
    socket.destroy()
    await expect.poll(() => content.streams.closed).toBe(before.closed + 1)
  })
})

describe('broken bodies', () => {
  const said: string[] = []
  const logger = {
    log: (level: string, message: string) => void (level === 'debug' || said.push(`${level} ${message}`))
  }

  it('a client that leaves is no fault; an object that is damaged ends the answer', async () => {
    const own = new MemoryContent()
    own.publish('web', { 'big.bin': big })
    const gateway = await startGateway(own, { logger, closeMsMax: 200 })
    const leaving = await gateway.connect(host)
    leaving.write(`GET /big.bin HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await new Promise(resolve => leaving.once('data', resolve))
    leaving.destroy()
    const h2 = await gateway.connect(host, 'h2')
    const streams = http2.connect(`https://${host}:${gateway.port}`, { createConnection: () => h2 })
    const cancelled = streams.request({ ':path': '/big.bin' })
    await new Promise(resolve => cancelled.once('data', resolve))
    cancelled.on('error', () => undefined).close(http2.constants.NGHTTP2_CANCEL)
    await expect.poll(() => own.streams.closed).toBe(2)
    expect(said).toEqual([])
    own.failAfter = 3
    await expect(gateway.ask(host, '/big.bin')).rejects.toThrow()
    await expect(stream(streams, { ':path': '/big.bin' })).rejects.toThrow()
    own.failAfter = 0
    expect((await gateway.ask(host, '/big.bin')).status).toBe(500)
    expect(said.every(line => /^warn object .* is damaged/.test(line))).toBe(true)
    expect(said).toHaveLength(3)
    streams.destroy()
    await gateway.gateway.close()
  })
})

describe('close', () => {
  it('finishes what runs, ends what is idle, takes nothing new', async () => {
    const own = new MemoryContent()
    own.publish('web', { 'index.html': 'x', 'big.bin': big })
    const gateway = await startGateway(own)
    const idle = await gateway.connect(host)
    const download = gateway.ask(host, '/big.bin')
    await expect.poll(() => own.streams.opened).toBe(1)
    const idleClosed = new Promise(resolve => idle.resume().on('close', resolve))
    const started = performance.now()
    const closing = gateway.gateway.close()
    expect((await download).body.length).toBe(big.length)
    await Promise.all([closing, idleClosed])
    expect(performance.now() - started).toBeLessThan(2500)
    await expect(gateway.ask(host, '/')).rejects.toThrow()
  })

  it('does not wait for ever for a reader that has stopped', async () => {
    const own = new MemoryContent()
    own.publish('web', { 'big.bin': big })
    const gateway = await startGateway(own, { closeMsMax: 500 })
    const socket = await gateway.connect(host)
    socket.pause().on('error', () => undefined)
    socket.write(`GET /big.bin HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const h2 = await gateway.connect(host, 'h2')
    const streams = http2.connect(`https://${host}:${gateway.port}`, { createConnection: () => h2 })
    streams.on('error', () => undefined)
    const stalled = streams.request({ ':path': '/big.bin' })
    stalled.pause().on('error', () => undefined)
    await expect.poll(() => own.streams.opened).toBe(2)
    const started = performance.now()
    await gateway.gateway.close()
    expect(performance.now() - started).toBeLessThan(2000)
    await expect.poll(() => own.streams.closed).toBe(2)
  })
})
