// How many connections to a service one client may have.
import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Token } from '../../../src/rpc/access.ts'
import { networkOf } from '../../../src/web/handlers/service-slots.ts'
import { listen, ServiceContent } from '../../support/service-content.ts'
import { exchange, startGateway, type TestGateway } from '../../support/web-gateway.ts'

const content = new ServiceContent()
const host = 'api.kube.local'
const met: string[] = []
const token: Token = {
  id: 'reader',
  role: 'read',
  scope: '',
  audience: '',
  expires: undefined,
  inForce: () => true,
  onEnd: () => () => undefined
}
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway(content, {
    serviceHosts: ['127.0.0.1'],
    serviceLimits: { connectMsMax: 10_000, answerMsMax: 20_000, socketsMax: 3, clientSocketsMax: 2 },
    findToken: async text => (text === 'secret' ? token : undefined),
    hit: limit => void met.push(limit)
  })
})
afterAll(() => gateway.gateway.close())

const upgrade = `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`

test('are bounded for one client: its address, or its token wherever it comes from', async () => {
  const open: http.ServerResponse[] = []
  const server = http.createServer((request, response) => {
    if (request.url === '/') response.end()
    else open.push(response)
  })
  content.setRecord('api', { type: 'service', addresses: [await listen(server)] })
  const stays = (headers: Record<string, string> = {}, localAddress = '127.0.0.1') => {
    const before = open.length
    const answer = gateway.ask(host, '/stays', { headers, localAddress })
    return { answer, began: expect.poll(() => open.length, { timeout: 10_000 }).toBe(before + 1) }
  }
  const first = stays()
  await first.began
  const second = stays()
  await second.began
  met.length = 0
  const refused = await gateway.ask(host, '/x', { headers: { accept: 'application/json' } })
  const said = JSON.parse(String(refused.body)) as { code: string; reason: string }
  expect(`${refused.status} ${said.code} ${said.reason}`).toMatch(
    /^429 KUBE_TOO_MANY 2 connections to it are in use by you alone, and no more/
  )
  expect(refused.headers['retry-after']).toBe('1')
  expect(await exchange(await gateway.connect(host), [upgrade], 100)).toMatch(/ 429 /)
  expect(met).toEqual(['serviceClientSocketsMax', 'serviceClientSocketsMax'])
  // Another address is another client, and whoever shows a token is one of its own.
  expect((await gateway.ask(host, '/', { localAddress: '127.0.0.2' })).status).toBe(200)
  const bearer = { authorization: 'Bearer secret' }
  expect((await gateway.ask(host, '/', { headers: bearer })).status).toBe(200)
  for (const response of open.splice(0)) response.end()
  await Promise.all([first.answer, second.answer])
  const own = stays(bearer)
  await own.began
  const other = stays(bearer, '127.0.0.2')
  await other.began
  expect((await gateway.ask(host, '/x', { headers: bearer, localAddress: '127.0.0.3' })).status).toBe(429)
  expect((await gateway.ask(host, '/')).status).toBe(200)
  for (const response of open.splice(0)) response.end()
  await Promise.all([own.answer, other.answer])
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
  ['2001:0DB8::5', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', '']
])('come from %s, counted as %s', (address, counted) => expect(networkOf(address)).toBe(counted))
