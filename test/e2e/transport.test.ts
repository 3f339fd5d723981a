// What a browser, stock tools and strangers see of a KUBE from outside.
import http2 from 'node:http2'
import net from 'node:net'
import path from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyOfDid } from '../../src/base/identity.ts'
import { contentProtocol } from '../../src/node/objects/large-transfer.ts'
import { createNetwork, type Libp2pNetwork } from '../../src/p2p/network.ts'
import type { Channel } from '../../src/ports/network.ts'
import {
  decodeMessage,
  encodeMessage,
  headsTopic,
  objectsProtocol,
  type SyncMessage,
  syncProtocol
} from '../../src/sync/messages.ts'
import { enrolProtocol } from '../../src/trust/enrolment-proof.ts'
import { createSigningKey, libp2pPrivateKey } from '../../src/trust/keys.ts'
import { Bench, run, type Said } from '../support/kube-process.ts'

const bench = new Bench()
const kube = bench.kube('a1')
beforeAll(async () => {
  await kube.start()
  const site = bench.site({ 'index.html': '<!doctype html><title>app</title>', 'data.txt': 'over TLS' })
  await kube.json(['publish', site, '--to', 'app'])
}, 30_000)
afterAll(() => bench.end())

const caFile = (): string => path.join(kube.home, 'ca.crt')

/** Undefined where the program is not installed. */
const maybe = (file: string, args: readonly string[], input = ''): Promise<Said | undefined> =>
  run(file, args, { input, timeoutMs: 15_000 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

describe('TLS', () => {
  const verify = (name: string, ca: string) =>
    maybe('openssl', [
      ...['s_client', '-connect', `127.0.0.1:${kube.port}`, '-servername', name],
      ...['-verify_hostname', name, '-CAfile', ca, '-verify_return_error', '-brief']
    ])

  test.each(['app.kube.localhost', 'app.kube.local', 'kube.localhost', 'kube.local'])(
    'openssl verifies %s',
    async name => {
      const said = await verify(name, caFile())
      if (said === undefined) return console.warn('skipped: openssl is not installed')
      expect(said.err).toContain('Verification: OK')
      expect(said.err).toContain(`Verified peername: `)
      expect(said.code).toBe(0)
    }
  )

  test('openssl verifies nothing without the root CA, and no name of another base', async ({ skip }) => {
    const empty = await verify('app.kube.local', '/dev/null')
    if (empty === undefined) return skip('openssl is not installed')
    expect(empty.code).not.toBe(0)
    expect((await verify('www.example.com', caFile()))?.code).not.toBe(0)
  })

  test.for(['--http1.1', '--http2'])('curl %s with --cacert', async (version, { skip }) => {
    const url = `https://app.kube.localhost:${kube.port}/data.txt`
    const resolve = ['--resolve', `app.kube.localhost:${kube.port}:127.0.0.1`]
    const args = ['-sS', version, '--cacert', caFile(), ...resolve, '-w', ' %{http_version} %{http_code}', url]
    const said = await maybe('curl', args)
    if (said === undefined || /not support|unknown/i.test(said.err)) return skip(`no curl with ${version}`)
    expect(said).toMatchObject({ code: 0, out: `over TLS ${version === '--http2' ? '2' : '1.1'} 200` })
  })

  test('HTTP/2 by ALPN, many requests on one connection', async () => {
    const session = http2.connect(`https://app.kube.localhost:${kube.port}`, {
      ca: kube.ca,
      lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }])
    })
    try {
      const get = (at: string) =>
        new Promise<[number, string]>((resolve, reject) => {
          const stream = session.request({ ':path': at })
          let [status, text] = [0, '']
          stream.setEncoding('utf8').on('data', data => (text += data))
          stream.on('response', headers => (status = Number(headers[':status'])))
          stream.on('end', () => resolve([status, text])).on('error', reject)
        })
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) => get(at % 2 === 0 ? '/data.txt' : '/none'))
      )
      expect(session.alpnProtocol).toBe('h2')
      expect(answers.filter(([status, text]) => status === 200 && text === 'over TLS')).toHaveLength(25)
      expect(answers.filter(([status]) => status === 404)).toHaveLength(25)
    } finally {
      session.close()
    }
  })
})

describe('a stranger', () => {
  const networks: Libp2pNetwork[] = []
  afterAll(() => Promise.all(networks.map(network => network.stop())))

  /** A libp2p node of no subnet, connected; of a lower id than the KUBE, or of a higher one. */
  async function stranger(order: 'lower' | 'higher') {
    for (;;) {
      const key = createSigningKey()
      if (key.peerId < kube.ready!.peerId !== (order === 'lower')) continue
      const heard: Uint8Array[] = []
      const opened: SyncMessage[] = []
      const network = createNetwork({ privateKey: libp2pPrivateKey(key), listen: [], mdns: false })
      network.handle(syncProtocol, async channel => {
        for await (const message of channel) opened.push(decodeMessage(message))
      })
      network.subscribe(headsTopic(kube.ready!.subnet), (_from, message) => heard.push(message))
      networks.push(network)
      await network.start({ connected: () => undefined, disconnected: () => undefined })
      const peer = await network.dial(kube.ready!.p2p)
      return { network, peer, heard, opened }
    }
  }

  /** What comes before the other side ends the channel, or two seconds are over. */
  async function received(channel: Channel): Promise<Uint8Array[]> {
    const messages: Uint8Array[] = []
    const timer = setTimeout(() => channel.abort(new Error('enough')), 2000)
    try {
      for await (const message of channel) messages.push(message)
    } catch {
      // How it ends is the other side's choice; what came is what counts.
    }
    clearTimeout(timer)
    return messages
  }

  const hello = (subnet: string): Uint8Array =>
    encodeMessage({
      type: 'hello',
      subnet: keyOfDid(subnet),
      rules: 1,
      name: 'stranger',
      version: '1',
      credentials: [],
      clockMs: Date.now()
    })

  test('of no membership gets no byte of sync: not silent, not with a hello, not with requests', async () => {
    const { network, peer } = await stranger('lower')
    const { subnet, peerId } = kube.ready!
    const want = { type: 'want', chain: peerId, after: 0, head: '0'.repeat(40), limit: 100 } as const
    for (const said of [[], [hello(subnet)], [hello(subnet), encodeMessage(want)], [encodeMessage(want)]]) {
      const channel = await network.open(peer, syncProtocol)
      const reading = received(channel)
      for (const message of said) await channel.send(message).catch(() => undefined)
      expect(await reading).toEqual([])
    }
  }, 20_000)

  test('gets no object and hears no gossip; all that a KUBE may say to it first is its own hello', async () => {
    const { network, peer, heard, opened } = await stranger('higher')
    for (const protocol of [objectsProtocol, contentProtocol]) {
      const objects = await network.open(peer, protocol).catch(() => undefined)
      await objects?.send(Uint8Array.of(1, 2, 3)).catch(() => undefined)
      if (objects) expect(await received(objects)).toEqual([])
    }
    await network.publish(headsTopic(kube.ready!.subnet), Uint8Array.of(1))
    await kube.json(['publish', bench.site({ 'index.html': 'news' }), '--to', 'news'])
    expect(heard).toEqual([])
    for (const message of opened) expect(message.type).toBe('hello')
    const machines = await kube.json<unknown[]>(['machines'])
    expect(machines).toHaveLength(1)
  }, 20_000)

  test('may knock at the enrolment, and learns nothing from it without a code', async () => {
    const { network, peer } = await stranger('lower')
    const channel = await network.open(peer, enrolProtocol)
    const reading = received(channel)
    await channel.send(Uint8Array.of(0xff, 0xff, 0xff)).catch(() => undefined)
    const texts = (await reading).map(bytes => Buffer.from(bytes).toString('latin1')).join('')
    expect(texts).not.toContain('eyJ')
    expect(texts.length).toBeLessThan(300)
  }, 20_000)
})

describe('the end', () => {
  test('comes within 5 s, exit 0, whoever still holds connections', async () => {
    const idle = net.connect(kube.port, '127.0.0.1')
    const half = tls.connect({ port: kube.port, host: '127.0.0.1', servername: 'app.kube.localhost', ca: kube.ca })
    for (const socket of [idle, half]) socket.on('error', () => undefined)
    await new Promise(resolve => half.once('secureConnect', resolve))
    half.write('GET / HTTP/1.1\r\nHost: app.kube')
    const started = performance.now()
    expect(await kube.end('SIGTERM')).toBe(0)
    expect(performance.now() - started).toBeLessThan(5000)
    for (const socket of [idle, half]) socket.destroy()
  })
})
