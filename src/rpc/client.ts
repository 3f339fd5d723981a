// The other end of the control methods, by whichever wire: typed calls, and blobs streamed with backpressure.
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fromHex } from '../base/bytes.ts'
import { homeFlag } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import {
  blobHeaderBytes,
  type MethodName,
  type PublishCommitRequest,
  type PublishPlan,
  type PublishPlanRequest,
  type RequestOf,
  type ResponseOf,
  signedMethods
} from './api.ts'
import type { AskedCall } from './asked.ts'
import { type Exchange, interpret, linesOf, readText, timeout } from './exchange.ts'
import { type Account, accountFields, followSigned, type SignedCall, signPath } from './signed-call.ts'
import { socketWire, type Wire } from './wire.ts'

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

export interface ConnectOptions {
  /** In whose name to write, asked once it matters; undefined: as the KUBE. */
  readonly account?: () => Promise<Account | undefined>
  /** Another way than the unix socket of the home. */
  readonly wire?: Wire | undefined
}

/** A client of the daemon that has `home`, or that `wire` leads to. Connects with the first call. */
export function connect(home: string, options: ConnectOptions = {}): ControlClient {
  const { account, wire = socketWire(home, [`kubed start${homeFlag(home, process.env)}`]) } = options
  // What each session was planned for: its commit has nothing else signed.
  const plans = new Map<string, PublishPlanRequest>()
  const askedCall = (method: MethodName, request: object): AskedCall => {
    const plan = method === 'publish.commit' ? plans.get((request as PublishCommitRequest).session) : undefined
    return { method, request, ...(plan && { plan }) }
  }
  return {
    home,
    probe: () => wire.probe(),
    call: async (method, request, options = {}) => {
      const person = signedMethods.has(method) ? await account?.() : undefined
      const answer = await (person
        ? callSigned(
            wire,
            { account: person, call: askedCall(method, request), partner: () => wire.partner() },
            options
          )
        : callPlain(wire, `/v1/${method}`, request, options))
      if (method === 'publish.plan') plans.set((answer as PublishPlan).session, request as PublishPlanRequest)
      return answer as ResponseOf<typeof method>
    },
    follow: (method, request, options = {}) => follow(wire, method, request, options),
    sendBlobs: (session, blobs, options = {}) => sendBlobs(wire, session, blobs, options)
  }
}

function post(wire: Wire, target: string, body: string, options: CallOptions, more: Record<string, string> = {}) {
  const length = String(Buffer.byteLength(body))
  const headers = { 'content-type': 'application/json', 'content-length': length, ...more }
  const exchange = wire.start({ method: 'POST', target, headers, signal: options.signal })
  exchange.request.end(body)
  return exchange
}

function callPlain(wire: Wire, target: string, request: object, options: CallOptions) {
  return readAnswer(wire, post(wire, target, JSON.stringify(request), options), options)
}

/** Throws what an answer says that is none. */
async function assertAnswered(response: IncomingMessage): Promise<void> {
  const status = response.statusCode ?? 500
  if (status >= 300) interpret(status, await readText(response))
}

/** Takes as long as the person needs: they may be asked for a passphrase. */
async function callSigned(wire: Wire, signed: SignedCall, options: CallOptions): Promise<unknown> {
  const { account, call } = signed
  const exchange = post(wire, `/v1/${call.method}`, JSON.stringify(call.request), options, accountFields(account))
  try {
    const response = await exchange.answer
    await assertAnswered(response)
    return await followSigned(linesOf(response), signed, (ticket, given) =>
      callPlain(wire, signPath + encodeURIComponent(ticket), given, options)
    )
  } catch (error) {
    throw wire.fault(error)
  } finally {
    exchange.request.destroy()
  }
}

async function* follow(wire: Wire, method: string, request: object, options: CallOptions): AsyncGenerator<unknown> {
  const exchange = post(wire, `/.well-known/dmg/${method}`, JSON.stringify(request), options)
  try {
    const response = await exchange.answer
    await assertAnswered(response)
    for await (const line of linesOf(response)) yield JSON.parse(line)
    // A daemon ends what it streams only when it ends itself.
    throw wire.ended()
  } catch (error) {
    throw wire.fault(error)
  } finally {
    exchange.request.destroy()
  }
}

async function sendBlobs(
  wire: Wire,
  session: string,
  blobs: AsyncIterable<BlobToSend>,
  options: CallOptions
): Promise<{ stored: number }> {
  const target = `/v1/publish/${encodeURIComponent(session)}`
  const headers = { 'content-type': 'application/octet-stream' }
  const exchange = wire.start({ method: 'PUT', target, headers, signal: options.signal })
  const body = Readable.from(frames(blobs), { objectMode: false, highWaterMark: frameBytesMin })
  let answered = false
  // A daemon that has refused wants no more bytes.
  const early = exchange.answer.then(
    response => {
      answered = true
      if ((response.statusCode ?? 500) >= 300) body.destroy()
    },
    () => undefined
  )
  const sent = pipeline(body, exchange.request).catch(async (error: unknown) => {
    // The answer says more than the broken pipe; it may still be on its way through this process.
    await Promise.race([early, new Promise(resolve => setTimeout(resolve, 50))])
    if (!answered) throw error
  })
  const both = await Promise.allSettled([sent, readAnswer(wire, exchange, { ...options, timeoutMs: 0 })])
  const [write, read] = both
  if (read.status === 'fulfilled' && write.status === 'fulfilled') return read.value as { stored: number }
  if (write.status === 'rejected' && write.reason instanceof KubeError) throw write.reason
  if (read.status === 'rejected') throw read.reason
  throw wire.fault((write as PromiseRejectedResult).reason)
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

async function readAnswer(wire: Wire, exchange: Exchange, options: CallOptions): Promise<unknown> {
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
    throw wire.fault(error)
  } finally {
    clearTimeout(timer)
  }
}
