// The way to a KUBE at another machine: its HTTPS port, with a token of control. A connection is one only once it has
// shown a certificate of the subnet's root CA and the KUBE's word that this certificate is its own; the token, which names
// the KUBE that it is for, goes over no other.
import type { Agent } from 'node:http'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import { KubeError, toKubeError } from '../base/errors.ts'
import { subnetOfCa } from '../base/subnet-proof.ts'
import { holdsTlsBinding } from '../base/tls-binding.ts'
import { type Exchange, exchangeOf, identityPath, interpret, type KubeIdentity, remotePrefix } from './exchange.ts'
import type { Wire } from './wire.ts'

/** Every subnet has this name, and every KUBE of it the certificate: the host of a URL says where it is, not who. */
const consoleHost = 'console.kube.local'
/** Until a connection is proved. */
const connectMsMax = 15_000
/** Of the answer that says which KUBE it is. */
const identityBytesMax = 8192
/** Root CA, intermediate, leaf, and one more than there are. */
const chainLengthMax = 4

export interface Distant {
  /** `https://HOST[:PORT]`. */
  readonly url: string
  readonly token: string
  /** The subnet's root CA, PEM. */
  readonly ca: string | Uint8Array
  /** `did:key` of the root of the subnet, where it is known from before. */
  readonly subnet?: string
}

interface Place {
  readonly host: string
  readonly port: number
  /** As it is shown. */
  readonly url: string
}

/** @throws KUBE_USAGE for a URL that is none, KUBE_TOKEN_INVALID, KUBE_TOKEN_AUDIENCE */
export function distantWire({ url, token, ca, subnet }: Distant): Wire {
  const place = placeOf(url)
  const kube = audienceOf(token)
  const whom: Whom = { kube, ca, subnet }
  const agent = agentFor(place, whom)
  const fields = { host: consoleHost, authorization: `Bearer ${token}` }
  return {
    start: ({ target, ...sending }): Exchange =>
      exchangeOf({ agent }, fields, { ...sending, target: remotePrefix + target }),
    fault: thrown => toDistantFault(place, thrown),
    ended: () => toDistantFault(place, { code: 'ECONNRESET' }),
    async partner() {
      if (whom.subnet === undefined) await probe(place, whom)
      if (whom.subnet === undefined) throw ofNoSubnet(place)
      return { subnet: whom.subnet, kube }
    },
    probe: () => probe(place, whom)
  }
}

/** Who has to be at the other end of each connection. */
interface Whom {
  readonly kube: string
  readonly ca: Distant['ca']
  /** Once a connection has shown it, all others have to. */
  subnet: string | undefined
}

async function probe(place: Place, whom: Whom): Promise<void> {
  try {
    const socket = await openProved(place, whom)
    socket.destroy()
  } catch (error) {
    throw toDistantFault(place, error)
  }
}

function ofNoSubnet({ url }: Place): KubeError {
  return new KubeError(
    'KUBE_UNTRUSTED',
    `nothing says of which subnet the KUBE at ${url} is: nothing is signed for it`,
    {
      reason: 'it does not show that the root of a subnet has named the root CA',
      next: ['kubed --version    # there: an older kubed does not show it']
    }
  )
}

function placeOf(text: string): Place {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const bare =
    url && url.pathname === '/' && url.search === '' && url.hash === '' && `${url.username}${url.password}` === ''
  if (url?.protocol === 'https:' && bare && url.hostname !== '') {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    return { host, port: Number(url.port || 443), url: url.origin }
  }
  throw new KubeError('KUBE_USAGE', 'that is not the URL of a KUBE', {
    reason: 'it is https://HOST or https://HOST:PORT, without a path, a user or a password',
    next: ['dx --kube https://192.168.1.20:8443 status']
  })
}

/** The KUBE that a token is for. Whether it holds is for that KUBE to say; a text that is none is sent nowhere. */
function audienceOf(token: string): string {
  const [, payload = '', ...rest] = token.split('.')
  if (rest.length === 1 && /^[\w-]+(?:\.[\w-]+){2}$/.test(token)) {
    try {
      const said = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
        aud?: unknown
        credentialSubject?: { role?: unknown }
      }
      const role = said.credentialSubject?.role
      if (typeof said.aud === 'string' && role === 'control') return said.aud
      if (typeof role === 'string') throw notForControl(role)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  throw new KubeError('KUBE_TOKEN_INVALID', 'that is no token of KUBE', {
    reason: 'it is cut short, or something else',
    next: ['dx grant control    # as an admin, on the machine that it is to be for']
  })
}

function notForControl(role: string): KubeError {
  return new KubeError('KUBE_TOKEN_AUDIENCE', `this is a token for ${role}, which opens pages and records`, {
    reason: 'commands from elsewhere take one for control',
    next: ['dx grant control    # as an admin, on the machine that it is to be for']
  })
}

/** Keeps connections between calls; gives requests none that is not proved. */
function agentFor(place: Place, whom: Whom): Agent {
  const http = process.getBuiltinModule('node:http')
  const agent = new http.Agent({ keepAlive: true })
  type Connected = (error: Error | null, socket?: TLSSocket) => void
  const createConnection = (_options: unknown, connected: Connected): undefined => {
    openProved(place, whom).then(
      socket => connected(null, socket),
      (error: Error) => connected(error)
    )
  }
  return Object.assign(agent, { createConnection })
}

/** @throws KUBE_UNTRUSTED, KUBE_TIMEOUT, KUBE_TOKEN_AUDIENCE and faults of the connection */
async function openProved(place: Place, whom: Whom): Promise<TLSSocket> {
  const socket = await handshake(place, whom.ca)
  const root = rootOf(socket)
  try {
    const shown = await within(place, askWho(socket))
    const certificate = socket.getPeerX509Certificate()
    const info = certificate?.publicKey.export({ format: 'der', type: 'spki' })
    if (!info || !shown || !holdsTlsBinding(Buffer.from(shown.signature, 'base64'), shown.kube, info)) {
      throw untrusted(place, 'it does not prove which KUBE it is')
    }
    assertSubnet(place, whom, shown.caBinding && subnetOfCa(shown.caBinding, root))
    if (shown.kube === whom.kube) return socket
    throw new KubeError('KUBE_TOKEN_AUDIENCE', 'the token is for another machine', {
      reason: `it is for ${whom.kube}, and at ${place.url} is ${shown.kube}; it was not sent`,
      next: ['dx grant control    # as an admin, on the machine that it is to be for']
    })
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** A KUBE goes by one subnet: that of the login, or the one that it showed first. @throws KUBE_UNTRUSTED */
function assertSubnet(place: Place, whom: Whom, shown: string | undefined): void {
  if (whom.subnet !== undefined && whom.subnet !== shown) {
    const reason = `it was of the subnet ${whom.subnet}, and shows ${shown ?? 'none'}`
    throw untrusted(place, reason)
  }
  whom.subnet = shown
}

/** The root CA that the certificate of a connection leads to, DER. */
function rootOf(socket: TLSSocket): Uint8Array {
  let certificate = socket.getPeerCertificate(true)
  for (let depth = 0; depth < chainLengthMax; depth++) {
    const issuer = certificate.issuerCertificate as typeof certificate | undefined
    if (issuer === undefined || issuer === certificate) break
    certificate = issuer
  }
  return certificate.raw
}

function handshake(place: Place, ca: Distant['ca']): Promise<TLSSocket> {
  const tls = process.getBuiltinModule('node:tls')
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const socket = tls.connect({
    host: place.host,
    port: place.port,
    servername: consoleHost,
    ca: typeof ca === 'string' ? ca : Buffer.from(ca),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Whatever the environment says.
    rejectUnauthorized: true,
    checkServerIdentity: (_: string, certificate: PeerCertificate) => tls.checkServerIdentity(consoleHost, certificate)
  })
  socket.once('error', reject)
  socket.once('secureConnect', () => resolve(socket))
  return within(place, promise)
    .finally(() => socket.off('error', reject))
    .catch((error: unknown) => {
      socket.on('error', () => undefined).destroy()
      throw error
    })
}

async function within<T>(place: Place, task: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new KubeError('KUBE_TIMEOUT', `${place.url} did not answer in ${connectMsMax / 1000} s`, {
      next: ['kubed status    # there']
    })
    timer = setTimeout(() => reject(error), connectMsMax)
  })
  try {
    return await Promise.race([task, late])
  } finally {
    clearTimeout(timer)
  }
}

/** One request on a connection that is nobody's yet, without the token. */
async function askWho(socket: TLSSocket): Promise<KubeIdentity | undefined> {
  const sending = { method: 'GET', target: remotePrefix + identityPath, headers: {} }
  const agent = Object.assign(new (process.getBuiltinModule('node:http').Agent)({ keepAlive: true }), {
    createConnection: () => socket
  })
  const { request, answer } = exchangeOf({ agent }, { host: consoleHost }, sending)
  // The connection goes to the agent of the calls when this one is done with it.
  request.once('socket', taken => taken.emit('agentRemove'))
  request.end()
  const freed = new Promise(resolve => socket.once('free', resolve).once('close', resolve))
  const response = await answer
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += (chunk as Buffer).length
    if (size > identityBytesMax) throw new KubeError('KUBE_PEER_MISBEHAVED', 'the answer is too large')
    chunks.push(chunk as Buffer)
  }
  await freed
  return identityOf(interpret(response.statusCode ?? 500, Buffer.concat(chunks).toString('utf8')))
}

function identityOf(value: unknown): KubeIdentity | undefined {
  const { kube, signature, caBinding } = (value ?? {}) as Partial<Record<keyof KubeIdentity, unknown>>
  if (typeof kube !== 'string' || !/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/.test(kube)) return undefined
  if (typeof signature !== 'string') return undefined
  return { kube, signature, ...(typeof caBinding === 'string' && { caBinding }) }
}

function untrusted({ url }: Place, reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_UNTRUSTED', `whoever answers at ${url} is not trusted, and got no token`, {
    reason,
    next: ['dx --ca FILE …    # with ca.crt from the home of a machine of the subnet'],
    cause
  })
}

/** By their codes: OpenSSL's for certificates, the system's for connections. */
function toDistantFault(place: Place, thrown: unknown): KubeError {
  if (thrown instanceof KubeError) return thrown
  const { code = '', message = '', name } = thrown as { code?: string; message?: string; name?: string }
  if (name === 'AbortError') return new KubeError('KUBE_INTERRUPTED', 'interrupted', { cause: thrown })
  if (/^(?:ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/.test(code)) {
    return new KubeError('KUBE_PEER_LOST', `the connection to ${place.url} ended before there was an answer`, {
      reason: 'kubed there has ended, or the token has',
      next: ['dx status'],
      cause: thrown
    })
  }
  if (/^E(?:CONNREFUSED|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN|ADDRNOTAVAIL)$/.test(code)) {
    return new KubeError('KUBE_UNREACHABLE', `nobody answers at ${place.url}`, {
      reason: message,
      next: ['kubed status    # there'],
      cause: thrown
    })
  }
  if (/CERT|SIGNATURE|ISSUER|^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code)) return untrusted(place, message, thrown)
  return toKubeError(thrown)
}
