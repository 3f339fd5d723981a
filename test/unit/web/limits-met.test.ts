// What a reader or a caller meets of limits is counted under its name, once each time.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { LimitHits } from '../../../src/base/limit-hits.ts'
import { silent } from '../../../src/base/types.ts'
import { createControlApp } from '../../../src/web/control-app.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { exchange, startGateway, type TestGateway } from '../../support/web-gateway.ts'

const host = 'web.kube.local'
let web: TestGateway | undefined
afterEach(() => web?.gateway.close())

async function started(overrides: Parameters<typeof startGateway>[1] = {}): Promise<LimitHits> {
  const limits = new LimitHits()
  const content = new MemoryContent()
  content.publish('web', { 'index.html': 'home' })
  web = await startGateway(content, { hit: limits.hit, ...overrides })
  return limits
}

describe('the gateway', () => {
  it('heads that are too long', async () => {
    const limits = await started()
    const line = `Host: ${host}\r\n`
    const long = `GET / HTTP/1.1\r\n${line}X-Long: ${'x'.repeat(17_000)}\r\n\r\n`
    const many = `GET / HTTP/1.1\r\n${line}${'X: y\r\n'.repeat(200)}\r\n`
    for (const head of [long, many]) expect(await exchange(await web!.connect(host), [head], 100)).toContain(' 431 ')
    expect(limits.counts()).toEqual({ requestFieldsMax: 1, requestHeadBytesMax: 1 })
  })

  it('heads and bodies that come too slowly', async () => {
    const limits = await started({ headMsMax: 300, bodyMsMax: 300 })
    const slow = await web!.connect(host)
    slow.on('error', () => undefined).write('GET / HT')
    const body = await web!.connect(host)
    body.on('error', () => undefined).write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\n\r\n12`)
    await vi.waitFor(() => expect(limits.counts()).toMatchObject({ requestHeadMsMax: 1 }), 3000)
    for (const socket of [slow, body]) socket.destroy()
  })
})

describe('control', () => {
  it('what is refused for a limit, and nothing else', async () => {
    const limits = new LimitHits()
    const refuse = (method: string): never => {
      if (method === 'large') throw new KubeError('KUBE_LIMIT', 'too large', { limit: 'recordBytesMax' })
      throw new KubeError('KUBE_USAGE', 'not so')
    }
    const app = createControlApp({
      admit: async () => ({
        caller: { reader: 'member', writes: 'own' },
        call: async method => refuse(method),
        receiveBlobs: async () => ({ stored: 0 })
      }),
      logger: silent,
      hit: limits.hit
    })
    for (const method of ['large', 'other']) await app.inject({ method: 'POST', url: `/v1/${method}`, payload: {} })
    const body = Buffer.alloc((64 << 20) + 1, ' ')
    const headers = { 'content-type': 'application/json' }
    expect((await app.inject({ method: 'POST', url: '/v1/large', payload: body, headers })).statusCode).toBe(413)
    expect(limits.counts()).toEqual({ controlBytesMax: 1, recordBytesMax: 1 })
    await app.close()
  })
})
