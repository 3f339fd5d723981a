// A service that is not for everyone: answered as closed as a private file is, and not reached by pages of other origins
// with what a browser sends by itself.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Token } from '../../../src/rpc/access.ts'
import type { Site } from '../../../src/rpc/content/content.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { startGateway, type TestGateway } from '../../support/web-gateway.ts'

class ServiceContent extends MemoryContent {
  override async find(host: string, rawPath: string): Promise<Site | undefined> {
    const site = await super.find(host, rawPath)
    return site && { ...site, handler: 'service' }
  }
}

const token: Token = {
  id: 'read',
  role: 'read',
  scope: '',
  audience: '',
  expires: undefined,
  inForce: () => true,
  onEnd: () => () => undefined
}
const content = new ServiceContent()
const seen: string[] = []
let said: http.OutgoingHttpHeaders = {}
const server = http.createServer((request, response) => {
  seen.push(`${request.method} ${request.headers.authorization ?? ''}`)
  response.writeHead(200, said).end('from the service')
})
let gateway: TestGateway
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const findToken = async (text: string) => (text === 'secret' ? token : undefined)
  gateway = await startGateway(content, { serviceHosts: ['127.0.0.1'], findToken })
})
afterAll(async () => {
  await gateway.gateway.close()
  server.close()
})

const service = (access?: string): void => {
  const addresses = [`http://127.0.0.1:${(server.address() as AddressInfo).port}`]
  content.setRecord('api', { type: 'service', addresses, ...(access !== undefined && { access }) })
}
const bearer = { authorization: 'Bearer secret' }
const basic = { authorization: `Basic ${Buffer.from(':secret').toString('base64')}` }
const ask = (headers: http.OutgoingHttpHeaders, method = 'GET') =>
  gateway.ask('api.kube.local', '/x', { method, headers })

describe('a private service', () => {
  it.each(['GET', 'POST'])('says with each answer to %s whom it is for', async method => {
    service('private')
    for (const [given, cache] of [
      [{}, 'private, no-cache'],
      [{ 'Cache-Control': 'public, max-age=60, s-maxage=600', Vary: 'Accept' }, 'private, max-age=60'],
      [{ 'Cache-Control': 'no-store', 'Cross-Origin-Resource-Policy': 'cross-origin' }, 'private, no-store']
    ] as const) {
      said = given
      const { status, headers } = await ask(bearer, method)
      expect([status, headers['cache-control']]).toEqual([200, cache])
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers.vary).toMatch('Vary' in given ? /^Accept, Authorization$/ : /^Authorization$/)
    }
    said = {}
    expect((await ask({}, method)).status).toBe(401)
  })

  it('is not reached from pages of other origins by what the browser sends by itself', async () => {
    service('private')
    const own = `https://api.kube.local:${gateway.port}`
    const before = seen.length
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', origin: 'https://evil.kube.local' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      { origin: 'https://evil.example' }
    ]) {
      expect((await ask({ ...basic, ...headers })).status, JSON.stringify(headers)).toBe(403)
    }
    expect(seen.length).toBe(before)
    for (const headers of [
      {},
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin', origin: own },
      // Somebody follows a link.
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    ]) {
      expect((await ask({ ...basic, ...headers })).status, JSON.stringify(headers)).toBe(200)
    }
    // A link begins no write.
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await ask({ ...basic, ...link }, 'POST')).status).toBe(403)
    expect((await ask({ ...bearer, 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  })

  it('that is public is answered as it answers', async () => {
    service()
    said = { 'Cache-Control': 'public, max-age=60' }
    const { status, headers } = await ask({ ...basic, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=60'])
    expect(headers['cross-origin-resource-policy']).toBeUndefined()
    expect(seen.at(-1)).toBe('GET ')
  })
})
