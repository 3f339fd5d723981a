// The fast lane must be invisible: the same bytes, whatever the client does with its connection.
import type { TLSSocket } from 'node:tls'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FastLane, isOrdinaryHead } from '../../../src/web/fast-lane.ts'
import { MemoryContent } from '../../support/memory-content.ts'
import { exchange, startGateway, type TestGateway } from '../../support/web-gateway.ts'

const host = 'web.kube.local'
const files = {
  'index.html': 'home',
  'a.txt': 'a'.repeat(5000),
  'b.css': 'b {}'.repeat(300),
  'big.bin': Buffer.alloc(100_000)
}
const head = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`
const dateless = (text: string): string => text.replace(/Date: [^\r]*/g, 'Date: -')

let web: TestGateway
let content: MemoryContent
/** Answers that came from the lane. */
const taken = (): number => learned.mock.results.length
const learned = vi.spyOn(FastLane.prototype, 'learn')

beforeAll(async () => {
  content = new MemoryContent()
  content.publish('web', files)
  content.publish('other', { 'index.html': 'other' })
  content.publish('closed', { 'index.html': 'secret' }, { record: { access: 'private' } })
  web = await startGateway(content)
})
afterAll(() => web.gateway.close())

/** What goes through node:http alone: a field that the lane does not know keeps it out. */
const slowly = async (request: string): Promise<string> =>
  exchange(await web.connect(host), [request.replace('\r\n\r\n', '\r\nX-Slow: 1\r\n\r\n')], 30)

describe('fast lane', () => {
  it.each([
    head('/'),
    head('/a.txt'),
    head('/b.css', 'Accept-Encoding: gzip, br\r\n'),
    head('/?x=1', 'User-Agent: x\r\nAccept: */*\r\n'),
    head('/a.txt', 'If-None-Match: *\r\n'),
    head('/a.txt', 'Connection: keep-alive\r\n'),
    head('/big.bin'),
    head('/nope'),
    head('/a.txt', 'Range: bytes=0-9\r\n'),
    head('/a.txt').replace('GET', 'HEAD')
  ])('gives the very bytes of node:http: %j', async request => {
    const socket = await web.connect(host)
    const three = await exchange(socket, [request, request, request], 30)
    const slow = await slowly(request)
    const length = three.length / 3
    const each = [0, 1, 2].map(at => three.slice(at * length, (at + 1) * length))
    const known = (text: string): string => dateless(text).replace(/[0-9a-f]{12}/g, '-')
    expect(each.map(known)).toEqual([known(slow), known(slow), known(slow)])
  })

  it('answers without asking anyone again', async () => {
    const socket = await web.connect(host)
    await exchange(socket, [head('/a.txt')], 30)
    const before = [taken(), content.finds]
    const again = await exchange(await web.connect(host), [head('/a.txt'), head('/a.txt'), head('/a.txt')], 30)
    expect(again.match(/HTTP\/1.1 200/g)).toHaveLength(3)
    expect([taken(), content.finds]).toEqual(before)
  })

  it('a publish is seen at once', async () => {
    const socket = await web.connect(host)
    const got = exchange(socket, [head('/'), head('/'), head('/')], 30)
    expect((await got).endsWith('home')).toBe(true)
    content.publish('web', { ...files, 'index.html': 'new!' })
    expect((await exchange(await web.connect(host), [head('/'), head('/')], 30)).match(/new!/g)).toHaveLength(2)
    content.publish('web', files)
  })

  it('Date goes on', async () => {
    const socket = await web.connect(host)
    const got = await exchange(socket, [head('/'), head('/')], 20)
    await new Promise(resolve => setTimeout(resolve, 1100))
    const later = await exchange(await web.connect(host), [head('/')], 30)
    const dateOf = (text: string): number => Date.parse(/Date: ([^\r]*)/.exec(text)?.[1] ?? '')
    expect(dateOf(later)).toBeGreaterThan(dateOf(got))
    expect(Math.abs(dateOf(later) - Date.now())).toBeLessThan(2000)
  })

  it('what is not public, or of another host or certificate, is never taken for another', async () => {
    const other = head('/').replace(host, 'other.kube.local')
    const closed = head('/').replace(host, 'closed.kube.local')
    const deep = head('/').replace(host, 'x.web.kube.local')
    for (let round = 0; round < 3; round++) {
      const got = await exchange(await web.connect(host), [head('/'), other, closed, deep, head('/')], 30)
      expect(got.match(/HTTP\/1.1 \d+/g)).toEqual(
        ['200', '200', '401', '421', '200'].map(status => `HTTP/1.1 ${status}`)
      )
      expect(got).not.toContain('secret')
    }
    const elsewhere = await exchange(await web.connect('x.web.kube.local'), [head('/'), head('/')], 30)
    expect(elsewhere.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 421', 'HTTP/1.1 421'])
  })

  it('survives pipelining, halves, bodies and whatever else comes in whichever pieces', async () => {
    const requests = [
      { text: head('/'), body: 'home' },
      { text: head('/a.txt'), body: files['a.txt'] },
      { text: head('/b.css'), body: files['b.css'] },
      { text: head('/a.txt', 'X-Odd: 1\r\n'), body: files['a.txt'] },
      { text: head('/', 'Content-Length: 5\r\n').concat('GET /'), body: 'home' },
      { text: `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\n\r\nGET `, body: 'POST is not allowed here' }
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(requests.length - 1), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(400), { maxLength: 6 }),
        async (picks, cuts) => {
          const chosen = picks.map(at => requests[at]!)
          const whole = chosen.map(one => one.text).join('')
          const at = [...new Set(cuts.map(cut => cut % whole.length))].sort((a, b) => a - b)
          const pieces = [0, ...at]
            .map((from, n) => whole.slice(from, at[n] ?? whole.length))
            .filter(piece => piece !== '')
          const got = await dribble(await web.connect(host), [...pieces, head('/', 'Connection: close\r\n')])
          expect(bodies(got)).toEqual([...chosen.map(one => one.body), 'home'])
        }
      ),
      { numRuns: 60 }
    )
  })

  it('a client that asks and does not read is held back', async () => {
    const socket = await web.connect(host)
    socket.pause().on('error', () => undefined)
    const before = process.memoryUsage().external
    for (let round = 0; round < 300; round++) {
      socket.write(head('/a.txt'))
      if (round % 50 === 0) await new Promise(resolve => setTimeout(resolve, 1))
    }
    await new Promise(resolve => setTimeout(resolve, 100))
    expect((await web.ask(host, '/')).status).toBe(200)
    expect(process.memoryUsage().external - before).toBeLessThan(32 << 20)
    socket.destroy()
  })
})

/** Sends pieces, not waiting for answers between them; gives all that came until the other side closed. */
async function dribble(socket: TLSSocket, pieces: readonly string[]): Promise<string> {
  let got = ''
  const closed = new Promise(resolve => socket.on('close', resolve))
  socket.on('data', data => {
    got += data.toString('latin1')
  })
  for (const [n, piece] of pieces.entries()) {
    socket.write(piece, 'latin1')
    await new Promise(resolve => setTimeout(resolve, n % 3))
  }
  await closed
  return got
}

/** Bodies of a run of answers; of errors, what they say. */
function bodies(text: string): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\r\n\r\n', at)
    const length = Number(/Content-Length: (\d+)/.exec(text.slice(at, end))?.[1])
    const body = text.slice(end + 4, end + 4 + length)
    found.push(/<h1>([^<]*)/.exec(body)?.[1] ?? body)
    at = end + 4 + length
  }
  return found
}

describe('ordinary heads', () => {
  it.each([
    head('/'),
    head('/', 'Accept: */*\r\n'),
    head('/').replace('GET', 'HEAD'),
    head('/', 'connection:  Keep-Alive\r\n')
  ])('%j', text => expect(isOrdinaryHead(text)).toBe(true))

  it.each([
    '',
    '\r\n\r\n',
    head('/') + head('/'),
    head('/').slice(0, -1),
    `\r\n${head('/')}`,
    head('/').replace('GET', 'POST'),
    head('/').replace('1.1', '1.0'),
    head('/', 'Content-Length: 0\r\n'),
    head('/', 'Transfer-Encoding: chunked\r\n'),
    head('/', 'Connection: close\r\n'),
    head('/', 'Connection: keep-alive, upgrade\r\n'),
    head('/', 'Upgrade: h2c\r\n'),
    head('/', 'Expect: 100-continue\r\n'),
    head('/', ' folded\r\n'),
    head('/', 'Accept : */*\r\n'),
    head('/', 'nonsense\r\n')
  ])('%j is none', text => expect(isOrdinaryHead(text)).toBe(false))
})
