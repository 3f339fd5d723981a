// The control methods on the HTTPS port, for dx at another machine: at `console.<name>`, which serves no app, by a token
// of control for this very machine. Rules against browsers are those of the socket (control-app.ts).
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import type { Logger } from '../base/types.ts'
import type { Token } from '../rpc/access.ts'
import type { ControlApi } from '../rpc/api.ts'
import type { Dmg } from '../rpc/dmg/dmg.ts'
import { identityPath, type KubeIdentity, remotePrefix } from '../rpc/exchange.ts'
import { callByToken, receiveByToken } from '../rpc/remote.ts'
import { type Admitted, assertNoBrowser, createControlApp } from './control-app.ts'
import { fileFields, never } from './file-policy.ts'
import { writeHead } from './respond.ts'

/** How long the other end may be silent before the system asks whether it is there. */
const keepAliveMs = 60_000

export interface ControlDoorOptions {
  readonly api: ControlApi
  readonly receiveBlobs: (session: string, stream: AsyncIterable<Uint8Array>) => Promise<{ stored: number }>
  readonly dmg: Dmg
  /** The token of a text. @throws why there is none */
  readonly demand: (text: string) => Promise<Token>
  /** `did:key` of this KUBE, and its word that a certificate with this public key (DER) is its own. */
  readonly kube: string
  readonly bindTls: (publicKeyInfo: Uint8Array) => Uint8Array
  /** The subnet root's credential that names the root CA. */
  readonly caBinding: string
  readonly logger: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
}

/** A request that is answered here, and how to ask for its body and let it take its time. */
interface Taken {
  readonly response: ServerResponse
  readonly patient: () => void
}

export interface ControlDoor {
  /** Answers a request, whatever happens; `patient` is called once its body is wanted, and may take as long as it takes. */
  handle(request: IncomingMessage, response: ServerResponse, patient: () => void): Promise<void>
}

/** Whether a host is where the control methods are. */
export function isControlHost(host: string, bases: readonly string[]): boolean {
  return bases.some(base => host === `console.${base}`)
}

export function isControlPath(path: string): boolean {
  return path.startsWith(`${remotePrefix}/`)
}

export async function createControlDoor(options: ControlDoorOptions): Promise<ControlDoor> {
  const { dmg, logger, hit } = options
  const taken = new WeakMap<IncomingMessage, Taken>()
  const app = createControlApp({
    admit: request => admit(options, request, taken.get(request)),
    dmg,
    logger,
    ...(hit && { hit })
  })
  const identify = identifier(options)
  await app.ready()
  return {
    async handle(request, response, patient) {
      request.url = (request.url ?? '').slice(remotePrefix.length)
      if (request.method === 'GET' && request.url === identityPath) {
        identify(request, response)
        return
      }
      taken.set(request, { response, patient })
      app.routing(request, response)
    }
  }
}

/** @throws KUBE_DENIED for a browser, KUBE_UNAUTHORIZED without a token, KUBE_TOKEN_… for one that does not hold here */
async function admit(
  options: ControlDoorOptions,
  request: IncomingMessage,
  taken: Taken | undefined
): Promise<Admitted> {
  assertNoBrowser(request.headers)
  const token = await options.demand(bearerOf(request.headers.authorization))
  if (token.role !== 'control') {
    throw new KubeError('KUBE_TOKEN_AUDIENCE', `this is a token for ${token.role}, which opens pages and records`, {
      reason: 'commands from elsewhere take one for control',
      next: ['dx grant control    # as an admin, on the machine that it is for']
    })
  }
  stayOpen(request, token, taken)
  return {
    caller: { reader: token, writes: undefined },
    call: (method, given) => callByToken(options.api, token, method, given),
    receiveBlobs: (session, stream) => receiveByToken(token, () => options.receiveBlobs(session, stream))
  }
}

/** `Bearer` alone: what a browser would send by itself opens nothing. */
function bearerOf(authorization: string | undefined): string {
  const found = /^bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1]
  if (found !== undefined) return found
  throw new KubeError('KUBE_UNAUTHORIZED', 'commands from elsewhere need a token', {
    reason: 'none came with the request',
    next: ['dx grant control    # as an admin, on the machine that it is for']
  })
}

/** A call takes as long as it takes; what goes on for long ends with the token by which it began. */
function stayOpen(request: IncomingMessage, token: Token, taken: Taken | undefined): void {
  taken?.patient()
  request.socket.setTimeout(0)
  request.socket.setKeepAlive(true, keepAliveMs)
  const long = request.method === 'PUT' || request.url?.startsWith('/.well-known/') === true
  if (!long || !taken) return
  const forget = token.onEnd(() => void request.socket.destroy())
  taken.response.once('close', forget)
}

/** Says which KUBE this is, and of which subnet, to whoever wants to know before they show a token. */
function identifier({
  kube,
  bindTls,
  caBinding
}: ControlDoorOptions): (request: IncomingMessage, response: ServerResponse) => void {
  let last: { readonly key: string; readonly body: Buffer } | undefined
  return (request, response) => {
    const certificate = (request.socket as TLSSocket).getX509Certificate()
    const info = certificate?.publicKey.export({ format: 'der', type: 'spki' })
    if (!info) throw new KubeError('KUBE_INTERNAL', 'the connection has no certificate')
    const key = toHex(info)
    if (last?.key !== key) {
      const identity: KubeIdentity = { kube, signature: Buffer.from(bindTls(info)).toString('base64'), caBinding }
      last = { key, body: Buffer.from(`${JSON.stringify(identity)}\n`) }
    }
    const length = ['Content-Length', String(last.body.length)]
    writeHead(response, 200, ['Content-Type', 'application/json', ...length, 'Cache-Control', never, ...fileFields])
    response.end(last.body)
  }
}
