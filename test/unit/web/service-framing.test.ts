// What a service gets of a request: never bytes that it could take for a request of their own.
import http2 from 'node:http2'
import net, { type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Site } from '../../../src/rpc/content/content.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { startGateway, type TestGateway } from '../../support/web-gateway.ts'

class ServiceContent extends MemoryContent {
  override async find(host: string, rawPath: string): Promise<Site | undefined> {
    const site = await super.find(host, rawPath)
    return site && { ...site, handler: 'service' }
  }
}

const content = new ServiceContent()
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway(content, { serviceHosts: ['127.0.0.1'] })
})
afterAll(() => gateway.gateway.close())

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** What came on each connection of a service that answers every piece with 200, and keeps its connections. */
async function rawService(): Promise<string[]> {
  const heard: string[] = []
  const server = net.createServer(socket => {
    const at = heard.push('') - 1
    socket.on('data', data => {
      heard[at] += data.toString('latin1')
      // A body of chunks is whole with its last one.
      const open = /transfer-encoding: chunked/i.test(heard[at]!) && !heard[at]!.endsWith('0\r\n\r\n')
      if (!open) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    socket.on('error', () => socket.destroy())
    closing.push(() => socket.destroy())
  })
  closing.push(() => server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  content.setRecord('api', { type: 'service', addresses: [`http://127.0.0.1:${port}`] })
  return heard
}

/** One request over HTTP/2 with a body that has no length. */
async function askHttp2(method: string, body: string): Promise<number> {
  const socket = await gateway.connect('api.kube.local', 'h2')
  const client = http2.connect(`https://api.kube.local:${gateway.port}`, { createConnection: () => socket })
  const stream = client.request({ ':method': method, ':path': '/x' }, { endStream: false })
  const status = new Promise<number>((resolve, reject) => {
    stream.on('response', fields => resolve(Number(fields[':status']))).on('error', reject)
  })
  stream.end(body)
  stream.resume()
  return status.finally(() => client.destroy())
}

const hidden = 'GET /admin HTTP/1.1\r\nHost: x\r\n\r\n'

describe('a request to a service', () => {
  it.each([
    ['Content-Length', `Content-Length: ${hidden.length}\r\n\r\n${hidden}`],
    ['chunks', `Transfer-Encoding: chunked\r\n\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`]
  ])('of GET has no body, and says that of none, for a client that sends one by %s', async (_, rest) => {
    const heard = await rawService()
    for (const method of ['GET', 'HEAD']) {
      const head = `${method} /a HTTP/1.1\r\nHost: api.kube.local\r\nConnection: close\r\n`
      const answer = await gateway.wire([`${head}${rest}`], { servername: 'api.kube.local' })
      expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    }
    expect(heard.join('')).toContain('GET /a HTTP/1.1')
    expect(heard.join('')).not.toMatch(/content-length|transfer-encoding|admin/i)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'of %s over HTTP/2 without a length sends its body in chunks',
    async method => {
      const heard = await rawService()
      expect(await askHttp2(method, hidden)).toBe(200)
      expect(heard).toHaveLength(1)
      expect(heard[0]).toMatch(/transfer-encoding: chunked/i)
      expect(heard[0]).toContain(`\r\n\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`)
    }
  )

  it('has its length with its body, also where the client says that this is of one connection', async () => {
    const heard = await rawService()
    const fields = `Connection: close, content-length\r\nContent-Length: ${hidden.length}`
    await gateway.wire([`DELETE /x HTTP/1.1\r\nHost: api.kube.local\r\n${fields}\r\n\r\n${hidden}`], {
      servername: 'api.kube.local'
    })
    expect(heard[0]).toMatch(new RegExp(`content-length: ${hidden.length}\r\n`, 'i'))
  })
})
