// The other end of the daemon's unix socket: typed calls, and blobs streamed with backpressure.
import { statSync } from 'node:fs'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { connect as connectSocket } from 'node:net'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fromHex } from '../base/bytes.ts'
import { homeFlag, shellWord } from '../base/command-words.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { socketPath } from '../base/socket-path.ts'
import type { ObjectId } from '../base/types.ts'
import { blobHeaderBytes, type MethodName, type RequestOf, type ResponseOf } from './api.ts'

/** A call that has not answered in this time has failed; calls that may rightly take longer say so. */
const timeoutMsDefault = 60_000
/** Small blobs are gathered into writes of this size. */
const frameBytesMin = 256 << 10

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** 0 waits for ever. */
  readonly timeoutMs?: number
}

export interface BlobToSend {
  readonly id: ObjectId
  /** Bytes of content. */
  readonly size: number
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

export interface ControlClient {
  readonly home: string
  /** Whether a daemon listens. @throws KUBE_NO_DAEMON */
  probe(): Promise<void>
  /** @throws what the daemon answered, KUBE_NO_DAEMON, KUBE_TIMEOUT, KUBE_INTERRUPTED */
  call<M extends MethodName>(method: M, request: RequestOf<M>, options?: CallOptions): Promise<ResponseOf<M>>
  /** JSON objects of the DMG service as they come, until the signal. @throws as `call` */
  follow(method: string, request: object, options?: CallOptions): AsyncIterable<unknown>
  /** Sends the blobs that a plan lacks. @throws as `call`, and whatever reading `blobs` throws, KUBE_FILE_CHANGED */
  sendBlobs(session: string, blobs: AsyncIterable<BlobToSend>, options?: CallOptions): Promise<{ stored: number }>
}

/** A client of the daemon that has `home`. Connects with the first call, once for each call. */
export function connect(home: string): ControlClient {
  const path = checkedPath(home)
  return {
    home,
    probe: () => probe(home, path),
    call: async (method, request, options = {}) => {
      const body = JSON.stringify(request)
      const sent = startRequest(path, 'POST', `/v1/${method}`, options, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body))
      })
      sent.request.end(body)
      return (await readAnswer(home, sent, options)) as ResponseOf<typeof method>
    },
    follow: (method, request, options = {}) => follow(home, path, method, request, options),
    sendBlobs: (session, blobs, options = {}) => sendBlobs(home, path, session, blobs, options)
  }
}

async function* follow(
  home: string,
  path: string,
  method: string,
  request: object,
  options: CallOptions
): AsyncGenerator<unknown> {
  const body = JSON.stringify(request)
  const exchange = startRequest(path, 'POST', `/.well-known/dmg/${method}`, options, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body))
  })
  exchange.request.end(body)
  try {
    const response = await exchange.answer
    if ((response.statusCode ?? 500) >= 400) interpret(response.statusCode ?? 500, await readText(response))
    for await (const line of linesOf(response)) yield JSON.parse(line)
    // A daemon ends what it streams only when it ends itself.
    throw new KubeError('KUBE_NO_DAEMON', `kubed for ${home} has ended`, {
      next: [`kubed start${homeFlag(home, process.env)}`]
    })
  } catch (error) {
    throw toFault(home, error)
  } finally {
    exchange.request.destroy()
  }
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let left = ''
  response.setEncoding('utf8')
  for await (const chunk of response) {
    const lines = (left + String(chunk)).split('\n')
    left = lines.pop() ?? ''
    yield* lines.filter(line => line !== '')
  }
}

/** Nobody else may stand in for the daemon of a home whose socket is elsewhere. @throws KUBE_DENIED */
function checkedPath(home: string): string {
  const path = socketPath(home)
  const user = process.getuid?.()
  if (path.startsWith(home) || user === undefined) return path
  const owner = statSync(dirname(path), { throwIfNoEntry: false })?.uid
  if (owner === undefined || owner === user) return path
  throw new KubeError('KUBE_DENIED', `the socket of the kubed in ${home} is in a folder of another user`, {
    reason: dirname(path),
    next: [`ls -ld ${dirname(path)}`]
  })
}

async function sendBlobs(
  home: string,
  path: string,
  session: string,
  blobs: AsyncIterable<BlobToSend>,
  options: CallOptions
): Promise<{ stored: number }> {
  const exchange = startRequest(path, 'PUT', `/v1/publish/${encodeURIComponent(session)}`, options, {
    'content-type': 'application/octet-stream'
  })
  const body = Readable.from(frames(blobs), { objectMode: false, highWaterMark: frameBytesMin })
  let answered = false
  // A daemon that has refused wants no more bytes.
  const early = exchange.answer.then(
    response => {
      answered = true
      if ((response.statusCode ?? 500) >= 400) body.destroy()
    },
    () => undefined
  )
  const sent = pipeline(body, exchange.request).catch(async (error: unknown) => {
    // The answer says more than the broken pipe; it may still be on its way through this process.
    await Promise.race([early, new Promise(resolve => setTimeout(resolve, 50))])
    if (!answered) throw error
  })
  const both = await Promise.allSettled([sent, readAnswer(home, exchange, { ...options, timeoutMs: 0 })])
  const [write, read] = both
  if (read.status === 'fulfilled' && write.status === 'fulfilled') return read.value as { stored: number }
  if (write.status === 'rejected' && write.reason instanceof KubeError) throw write.reason
  if (read.status === 'rejected') throw read.reason
  throw toFault(home, (write as PromiseRejectedResult).reason)
}

/** The body of a blob PUT: header and content of each, small ones gathered. @throws KUBE_FILE_CHANGED */
export async function* frames(blobs: AsyncIterable<BlobToSend>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = []
  let length = 0
  const add = (bytes: Uint8Array) => {
    gathered.push(bytes)
    length += bytes.length
  }
  const take = (): Uint8Array => {
    const bytes = gathered.length === 1 ? gathered[0]! : Buffer.concat(gathered)
    gathered = []
    length = 0
    return bytes
  }
  for await (const blob of blobs) {
    add(blobHeader(blob))
    let sent = 0
    const pieces = blob.content instanceof Uint8Array ? [blob.content] : blob.content
    for await (const piece of pieces) {
      sent += piece.length
      // More than was announced must never reach the wire: it would be read as the next header.
      if (sent > blob.size) throw changed(blob)
      add(piece)
      if (length >= frameBytesMin) yield take()
    }
    if (sent !== blob.size) throw changed(blob)
  }
  if (length > 0) yield take()
}

function blobHeader(blob: BlobToSend): Uint8Array {
  const header = Buffer.alloc(blobHeaderBytes)
  header.set(fromHex(blob.id), 0)
  header.writeBigUInt64BE(BigInt(blob.size), 20)
  return header
}

function changed(blob: BlobToSend): KubeError {
  return new KubeError('KUBE_FILE_CHANGED', 'a file changed while it was published', {
    reason: `blob ${blob.id} no longer has ${blob.size} bytes`,
    next: ['dx publish']
  })
}

interface Exchange {
  readonly request: ClientRequest
  readonly answer: Promise<IncomingMessage>
}

function startRequest(
  path: string,
  method: string,
  target: string,
  options: CallOptions,
  headers: Record<string, string>
): Exchange {
  // As an ES module import, node:http has each of its exports read, and one of them loads all of undici: 25 ms
  // of a 300 ms publish. Taken this way it is 3 ms.
  const http = process.getBuiltinModule('node:http')
  const how: RequestOptions = {
    socketPath: path,
    method,
    path: target,
    headers: { host: 'kubed', ...headers },
    agent: false
  }
  if (options.signal !== undefined) how.signal = options.signal
  const request = http.request(how)
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })
  // Whoever sends the body may fail first and never look at the answer.
  answer.catch(() => undefined)
  return { request, answer }
}

async function readAnswer(home: string, exchange: Exchange, options: CallOptions): Promise<unknown> {
  const limitMs = options.timeoutMs ?? timeoutMsDefault
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    if (limitMs > 0) timer = setTimeout(() => reject(timeout(limitMs)), limitMs)
  })
  try {
    const response = await Promise.race([late, exchange.answer])
    const text = await Promise.race([late, readText(response)])
    return interpret(response.statusCode ?? 500, text)
  } catch (error) {
    exchange.request.destroy()
    throw toFault(home, error)
  } finally {
    clearTimeout(timer)
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function timeout(limitMs: number): KubeError {
  return new KubeError('KUBE_TIMEOUT', `kubed did not answer in ${Math.round(limitMs / 1000)} s`, {
    reason: 'it is stopped, hangs or is busy',
    next: ['kubed status', 'kubed stop']
  })
}

function interpret(status: number, text: string): unknown {
  let value: unknown
  try {
    value = text === '' ? undefined : JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new KubeError('KUBE_INTERNAL', 'kubed answered with something else than JSON', { reason: text.slice(0, 200) })
  }
  if (status < 400) return value
  const known = KubeError.fromJSON(value)
  if (known !== undefined) throw known
  const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown }
  throw new KubeError('KUBE_INTERNAL', typeof message === 'string' ? message : `kubed answered with status ${status}`, {
    reason: typeof code === 'string' ? `its code ${code} is not known here; dx may be older than kubed` : ''
  })
}

/** What went wrong on the socket, as an error for people. */
function toFault(home: string, thrown: unknown): KubeError {
  if (thrown instanceof KubeError) return thrown
  const error = thrown as { code?: unknown; name?: unknown }
  const next = [`kubed start${homeFlag(home, process.env)}`]
  switch (error?.code) {
    case 'ENOENT':
    case 'ECONNREFUSED':
    case 'ENOTDIR':
      return new KubeError('KUBE_NO_DAEMON', `no kubed is running for ${home}`, {
        reason: 'nobody answers at its socket',
        next,
        cause: thrown
      })
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new KubeError('KUBE_NO_DAEMON', `kubed for ${home} went away before it had answered`, {
        next,
        cause: thrown
      })
    case 'EACCES':
    case 'EPERM':
      return new KubeError('KUBE_DENIED', `no permission for the socket of the kubed in ${home}`, {
        reason: 'it belongs to another user',
        next: [`ls -l ${shellWord(socketPath(home))}`],
        cause: thrown
      })
    default:
      if (error?.name === 'AbortError') return new KubeError('KUBE_INTERRUPTED', 'interrupted', { cause: thrown })
      return toKubeError(thrown)
  }
}

function probe(home: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(path)
    socket.once('error', error => reject(toFault(home, error)))
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}
