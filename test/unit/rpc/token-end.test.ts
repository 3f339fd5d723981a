// When a token ends: at its `exp`, and once the ledger has its revocation, whatever a connection remembers of it.
import { once } from 'node:events'
import http2 from 'node:http2'
import { expect, test } from 'vitest'
import { revoke } from '../../../src/rpc/grants.ts'
import { type Served, served } from '../../support/served-kube.ts'

/** One connection that asks again and again with one token: by the fast lane, past it, and by HTTP/2. */
type Way = (token: string) => Promise<{ status(): Promise<number>; close(): void }>

const overHttp1 =
  (web: Served['web'], more: string): Way =>
  async token => {
    const socket = await web.connect('kube.local')
    const fields = `Host: kube.local:${web.port}\r\nAccept: application/json\r\nAuthorization: Bearer ${token}\r\n${more}`
    const status = async (): Promise<number> => {
      const { promise, resolve } = Promise.withResolvers<number>()
      let text = ''
      const take = (data: Buffer): void => {
        text += data.toString('latin1')
        const [head, body] = text.split('\r\n\r\n')
        const length = /content-length: (\d+)/i.exec(text)?.[1]
        if (head === undefined || body === undefined || body.length < Number(length)) return
        socket.off('data', take)
        resolve(Number(head.slice(9, 12)))
      }
      socket.on('data', take)
      socket.write(`GET /vault/plan HTTP/1.1\r\n${fields}\r\n`)
      return promise
    }
    return { status, close: () => void socket.destroy() }
  }

const overHttp2 =
  (web: Served['web']): Way =>
  async token => {
    const socket = await web.connect('kube.local', 'h2')
    const session = http2.connect(`https://kube.local:${web.port}`, { createConnection: () => socket })
    const status = async (): Promise<number> => {
      const stream = session.request({
        ':path': '/vault/plan',
        accept: 'application/json',
        authorization: `Bearer ${token}`
      })
      const [headers] = (await once(stream.resume(), 'response')) as [http2.IncomingHttpHeaders]
      return Number(headers[':status'])
    }
    return { status, close: () => session.destroy() }
  }

const waysOf = ({ web }: Served): Way[] => [overHttp1(web, ''), overHttp1(web, 'X-Parsed: 1\r\n'), overHttp2(web)]

test('a connection that asks again and again with a token is told no from its `exp` on, to the second', async () => {
  const all = await served()
  const { token, expires } = await all.read('dx://vault', 2_000)
  const end = Date.parse(expires!)
  const connections = await Promise.all(waysOf(all).map(way => way(token!)))
  for (const { status } of connections) expect([await status(), await status()]).toEqual([200, 200])
  await Promise.all(
    connections.map(async ({ status, close }) => {
      for (let refused = 0; refused < 3; ) {
        const askedMs = Date.now()
        const got = await status()
        if (Date.now() < end) expect(got).toBe(200)
        if (askedMs >= end) expect(got).toBe(401)
        if (got === 401) refused++
      }
      close()
    })
  )
})

test('a connection that asks again and again with a token is told no once the ledger has its revocation', async () => {
  const all = await served()
  const { token, id } = await all.read('dx://vault')
  const connections = await Promise.all(waysOf(all).map(way => way(token!)))
  for (const { status } of connections)
    expect([await status(), await status(), await status()]).toEqual([200, 200, 200])
  const revoked = revoke(all.kube, id)
  const { position } = all.kube.replica.ledger
  while (all.kube.replica.ledger.position === position) await new Promise(resolve => setImmediate(resolve))
  expect(await Promise.all(connections.map(({ status }) => status()))).toEqual([401, 401, 401])
  await revoked
  for (const { status, close } of connections) {
    expect(await status()).toBe(401)
    close()
  }
})
