// A gateway over sites in memory with a certificate authority of its own, and clients for it.
import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'
import { silent } from '../../src/base/types.ts'
import type { RecordViews } from '../../src/rpc/records/record-views.ts'
import { createRootCa, issueLeaf } from '../../src/trust/authority.ts'
import { createGateway, type Gateway } from '../../src/web/gateway.ts'
import type { GatewayOptions } from '../../src/web/gateway-options.ts'
import { MemoryContent } from './memory-content.ts'

export interface TestAuthority {
  /** PEM. */
  readonly ca: string
  context(names: readonly string[]): tls.SecureContext
}

export function createTestAuthority(bases: readonly string[]): TestAuthority {
  const now = Date.now()
  const root = createRootCa({ subnetDid: 'did:key:zTest', bases, now })
  const context = (names: readonly string[]): tls.SecureContext => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
    return tls.createSecureContext({ key, cert: issueLeaf(root, publicKey, names, now).toString() })
  }
  return { ca: root.certificate.toString(), context }
}

export interface Reply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

export interface AskOptions {
  readonly method?: string
  readonly headers?: http.OutgoingHttpHeaders
  readonly body?: string
  readonly agent?: https.Agent | false
  /** Of the handshake; the host unless given. */
  readonly servername?: string
  /** Where the connection comes from: an address of loopback. */
  readonly localAddress?: string
}

export class TestGateway {
  readonly content: MemoryContent
  readonly gateway: Gateway
  readonly ca: string
  port = 0
  httpPort = 0

  constructor(content: MemoryContent, gateway: Gateway, ca: string) {
    this.content = content
    this.gateway = gateway
    this.ca = ca
  }

  /** One request with its target as given. */
  ask(host: string, target: string, options: AskOptions = {}): Promise<Reply> {
    const { method = 'GET', headers = {}, body, agent = false, servername = host, localAddress } = options
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port: this.port,
          servername,
          ca: this.ca,
          method,
          path: target,
          agent,
          ...(localAddress !== undefined && { localAddress }),
          headers: { host: `${host}:${this.port}`, ...headers },
          checkServerIdentity: (_, certificate) => tls.checkServerIdentity(servername, certificate)
        },
        response => {
          const chunks: Buffer[] = []
          response.on('data', chunk => chunks.push(chunk))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
          )
          response.on('error', reject)
        }
      )
      request.on('error', reject)
      request.end(body)
    })
  }

  /** Sends text piece by piece; gives all that came back until the other side closed or was quiet. */
  async wire(pieces: readonly string[], options: { servername?: string; quietMs?: number } = {}): Promise<string> {
    const socket = await this.connect(options.servername ?? 'notepad.kube.local')
    return exchange(socket, pieces, options.quietMs ?? 40)
  }

  connect(servername: string, alpn = 'http/1.1'): Promise<tls.TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = tls.connect(
        {
          host: '127.0.0.1',
          port: this.port,
          ...(servername === '' ? {} : { servername }),
          ca: this.ca,
          ALPNProtocols: [alpn],
          checkServerIdentity: () => undefined
        },
        () => resolve(socket)
      )
      socket.on('error', reject)
    })
  }
}

/** An answer that takes longer is not waited for. */
const answerMsMax = 3000

/** Writes pieces, each after the answer to the one before; gives all that came, `quietMs` after the last of it. */
export function exchange(socket: tls.TLSSocket, pieces: readonly string[], quietMs: number): Promise<string> {
  return new Promise(resolve => {
    let got = ''
    let timer = setTimeout(() => next(), 0)
    const left = [...pieces]
    const done = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(got)
    }
    const next = (): void => {
      const piece = left.shift()
      if (piece === undefined) done()
      else {
        socket.write(piece, 'latin1')
        timer = setTimeout(next, answerMsMax)
      }
    }
    socket.on('data', data => {
      got += data.toString('latin1')
      clearTimeout(timer)
      timer = setTimeout(next, left.length === 0 ? quietMs : 20)
    })
    socket.on('error', done)
    socket.on('close', done)
  })
}

/** Sites alone: nothing is a record here. */
const noRecords: RecordViews = {
  find: () => undefined,
  json: async () => ({}),
  bytes: async () => new Uint8Array(0),
  children: async () => undefined,
  history: async () => [],
  urlOf: () => undefined
}

/** Starts a gateway on a free port of loopback. */
export async function startGateway(
  content = new MemoryContent(),
  overrides: Partial<GatewayOptions> = {},
  { ca, context }: TestAuthority = createTestAuthority(content.bases())
): Promise<TestGateway> {
  const main = context(['kube.local', '*.kube.local'])
  const fallback = context(['kube.localhost', '*.kube.localhost'])
  const gateway = createGateway({
    content,
    objects: content.objects,
    secureContext: name => (name?.endsWith('kube.local') ? main : fallback),
    status: () => ({ status: 'ok', version: '0', subnet: 'did:key:z', digest: 'd', peers: 2, position: 7 }),
    records: noRecords,
    resolve: async () => ({ '@type': 'dxos.dmg.service.ResolveUrlResponse', parts: [] }),
    logger: silent,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    name: 'a1',
    peerId: '12D3KooWa1',
    ...overrides
  })
  const made = new TestGateway(content, gateway, ca)
  made.port = (await gateway.listenHttps({ host: '127.0.0.1', port: 0 })).port
  made.httpPort = (await gateway.listenHttp({ host: '127.0.0.1', port: 0 })).port
  return made
}

/** A plain HTTP request with its target as given. */
export function askPlain(
  port: number,
  host: string | undefined,
  target: string,
  method = 'GET'
): Promise<{ status: number; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host }
    http
      .request({ host: '127.0.0.1', port, method, path: target, headers, agent: false }, response => {
        response.resume()
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
      })
      .on('error', reject)
      .end()
  })
}

/** Whether a program is on the PATH. */
export function hasProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some(folder => fs.existsSync(`${folder}/${name}`))
}
