// The DMG service on HTTP: `POST /.well-known/dmg/<method>` with a JSON or protobuf body, answered in kind. A watch is
// answered by JSON objects a line, or protobuf messages each behind its length.
import { pipeline } from 'node:stream/promises'
import { KubeError, toKubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { dmgBodyBytesMax } from '../base/limits.ts'
import type { Caller, Dmg } from '../rpc/dmg/dmg.ts'
import { callDmg, type DmgFormat } from '../rpc/dmg/dmg-call.ts'
import { jsonFormat } from '../rpc/dmg/dmg-json.ts'
import { protobufFormat } from '../rpc/dmg/dmg-protobuf.ts'
import { fileFields, never } from './file-policy.ts'
import { challenge } from './reader.ts'
import { type RawRequest, type RawResponse, writeHead } from './respond.ts'

const prefix = '/.well-known/dmg/'

export function isDmgCall(path: string): boolean {
  return path.startsWith(prefix)
}

interface Kind {
  readonly format: DmgFormat
  readonly type: string
  readonly streamType: string
  /** A message among others. */
  frame(message: Uint8Array): Uint8Array
}

const newline = Uint8Array.of(0x0a)

const json: Kind = {
  format: jsonFormat,
  type: 'application/json',
  streamType: 'application/x-ndjson',
  frame: message => Buffer.concat([message, newline])
}

const protobuf: Kind = {
  format: protobufFormat,
  type: 'application/x-protobuf',
  streamType: 'application/x-protobuf; delimited=true',
  frame: message => Buffer.concat([varint(message.length), message])
}

/** As protobuf writes lengths: seven bits a byte, the lowest first. */
function varint(length: number): Uint8Array {
  const bytes: number[] = []
  let left = length
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80)
  return Uint8Array.from([...bytes, left])
}

/** @throws KUBE_USAGE */
function kindOf(contentType: string | undefined): Kind {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/json') return json
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return protobuf
  throw new KubeError('KUBE_USAGE', 'the DMG service takes JSON or protobuf', {
    reason: `Content-Type is ${type ?? 'not given'}, neither application/json nor application/x-protobuf`,
    next: ['dx record get NAME']
  })
}

export interface DmgHttpCall {
  /** Percent-encoded, without query. */
  readonly path: string
  /** Of the body. */
  readonly bytesMax: number
  readonly caller: Caller
  /** Told of each limit that is met. */
  readonly hit: OnLimit
}

/** Answers a call, whatever happens before its first message; resolves when all of it is handed over. */
export async function serveDmgCall(
  dmg: Dmg,
  call: DmgHttpCall,
  request: RawRequest,
  response: RawResponse
): Promise<void> {
  const gone = new AbortController()
  const { authorization } = request.headers
  response.once('close', () => gone.abort())
  try {
    const kind = kindOf(request.headers['content-type'])
    const method = call.path.slice(prefix.length)
    const body = await readBody(request, call.bytesMax)
    const { caller } = call
    const answer = await callDmg(dmg, { method, request: body, format: kind.format, caller, signal: gone.signal })
    if (answer.kind === 'one') {
      writeHead(response, 200, fieldsOf(kind.type, answer.bytes.length))
      response.end(answer.bytes)
      return
    }
    writeHead(response, 200, fieldsOf(kind.streamType))
    const out = 'stream' in response ? response.stream : response
    await pipeline(framed(kind, answer.messages), out, { signal: gone.signal })
  } catch (thrown) {
    if (gone.signal.aborted) return
    const error = toKubeError(thrown)
    if (error.limit) call.hit(error.limit)
    // A fault of ours goes where faults are logged.
    if (response.headersSent || error.code === 'KUBE_INTERNAL') throw error
    const problem = { title: error.message, status: error.status, ...error.toJSON() }
    const bytes = Buffer.from(`${JSON.stringify(problem)}\n`)
    const fields = [...fieldsOf('application/problem+json', bytes.length), ...challenge(error, authorization)]
    writeHead(response, error.status < 400 ? 500 : error.status, fields)
    response.end(bytes)
  }
}

async function readBody(request: RawRequest, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > bytesMax) {
      throw new KubeError('KUBE_LIMIT', 'the request is too large', {
        reason: `at most ${bytesMax} bytes`,
        limit: bytesMax === dmgBodyBytesMax ? 'dmgBodyBytesMax' : 'controlBytesMax',
        next: ['dx help record set']
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function* framed(kind: Kind, messages: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const message of messages) yield kind.frame(message)
}

function fieldsOf(type: string, length?: number): string[] {
  const size = length === undefined ? [] : ['Content-Length', String(length)]
  return ['Content-Type', type, ...size, 'Cache-Control', never, ...fileFields]
}
