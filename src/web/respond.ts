// Writes an answer: conditions, ranges, HEAD, and bodies from memory or as a stream.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import { pipeline } from 'node:stream/promises'
import { KubeError } from '../base/errors.ts'
import type { Objects } from '../ports/objects.ts'
import type { Answer } from './answers.ts'
import type { Bodies } from './bodies.ts'
import { type ConditionFields, evaluate, rangeOf } from './conditions.ts'

export type RawRequest = IncomingMessage | Http2ServerRequest
export type RawResponse = ServerResponse | Http2ServerResponse

export interface RespondOptions {
  readonly bodies: Bodies
  readonly objects: Pick<Objects, 'stream'>
}

export interface Sent {
  /** What was sent whole: the answer itself or its 304. Undefined for parts and streams. */
  readonly answer: Answer
  readonly body: Uint8Array
}

/** A 416: says how much there is (RFC 9110, 15.5.17). */
export class UnsatisfiableRange extends KubeError {
  readonly size: number

  constructor(size: number) {
    super('KUBE_RANGE', 'the range is not within the file', { reason: `The file has ${size} bytes.` })
    this.size = size
  }
}

/** Both kinds of response take names and values in turn. */
export function writeHead(response: RawResponse, status: number, fields: readonly string[]): void {
  ;(response as ServerResponse).writeHead(status, fields as string[])
}

const conditionNames = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since']

/** The 304 where a condition says so, else the answer. @throws KUBE_CONDITION */
function underConditions(fields: ConditionFields, answer: Answer, nowMs: number): Answer {
  if (answer.status !== 200 || !conditionNames.some(name => fields[name] !== undefined)) return answer
  const verdict = evaluate(fields, answer.validators, nowMs)
  if (verdict === 'failed') throw new KubeError('KUBE_CONDITION', 'a condition of the request is not met')
  return verdict === 'not-modified' ? answer.unmodified() : answer
}

/**
 * Sends an answer to a GET or HEAD; resolves when all of it is handed over. Gives what was sent when that may be sent
 * again for the same request.
 * @throws KUBE_CONDITION, KUBE_RANGE, or what reading the body throws: nothing was sent then, unless
 * `response.headersSent`
 */
export async function respond(
  options: RespondOptions,
  request: RawRequest,
  response: RawResponse,
  found: Answer,
  nowMs: number
): Promise<Sent | undefined> {
  const answer = underConditions(request.headers, found, nowMs)
  const fields = answer.dated(Math.floor(nowMs / 1000))
  if (request.method === 'HEAD' || answer.status === 304) {
    writeHead(response, answer.status, fields)
    response.end()
    return request.method === 'HEAD' ? undefined : { answer, body: noBytes }
  }
  if (request.headers.range !== undefined && answer.status === 200) {
    const range = rangeOf(request.headers, answer.size, answer.validators.etag)
    if (range.kind === 'unsatisfiable') throw new UnsatisfiableRange(answer.size)
    if (range.kind === 'part') return sendPart(options, response, answer, fields, range)
  }
  if (answer.body.kind === 'stream') return sendStream(options, response, answer.status, answer, fields)
  const body = await bytesOf(options.bodies, answer)
  if (isGone(response)) return undefined
  writeHead(response, answer.status, fields)
  response.end(body)
  return { answer, body }
}

const noBytes = new Uint8Array(0)

/** The client went away: there is nobody to answer. */
function isGone(response: RawResponse): boolean {
  return 'stream' in response ? response.stream.destroyed : response.destroyed
}

async function bytesOf(bodies: Bodies, { body }: Answer): Promise<Uint8Array> {
  if (body.kind === 'bytes') return body.bytes
  if (body.kind === 'kept') return bodies.cached(body.key) ?? body.load()
  throw new Error('a streamed body is not held')
}

async function sendPart(
  options: RespondOptions,
  response: RawResponse,
  answer: Answer,
  fields: readonly string[],
  { first, last }: { first: number; last: number }
): Promise<undefined> {
  const length = last - first + 1
  const partFields = [...fields, 'Content-Range', `bytes ${first}-${last}/${answer.size}`]
  partFields[partFields.indexOf('Content-Length') + 1] = String(length)
  if (answer.body.kind === 'stream') {
    return sendStream(options, response, 206, answer, partFields, { start: first, end: last + 1 })
  }
  const body = await bytesOf(options.bodies, answer)
  if (isGone(response)) return undefined
  writeHead(response, 206, partFields)
  response.end(body.subarray(first, last + 1))
  return undefined
}

/** Ends the connection when the object cannot be read to its end: the client must not take a part for the whole. */
async function sendStream(
  { objects }: RespondOptions,
  response: RawResponse,
  status: number,
  { body, size }: Answer,
  fields: readonly string[],
  { start, end } = { start: 0, end: size }
): Promise<undefined> {
  if (body.kind !== 'stream' || isGone(response)) return undefined
  const source = exactly(objects.stream(body.id, start === 0 && end === size ? {} : { start, end }), end - start)
  const failure: { thrown?: unknown } = {}
  try {
    // Reads the first chunk before anything is sent, so that an object that is not here is still a 503.
    const first = await source.next()
    if (isGone(response)) return undefined
    writeHead(response, status, fields)
    await pipeline(joined(first, source, failure), 'stream' in response ? response.stream : response)
  } catch (error) {
    // What else fails is that the client went away.
    if ('thrown' in failure || !response.headersSent) throw error
  } finally {
    await source.return(undefined)
  }
  return undefined
}

async function* joined<T>(
  first: IteratorResult<T>,
  rest: AsyncIterable<T>,
  failure: { thrown?: unknown }
): AsyncGenerator<T> {
  if (!first.done) yield first.value
  try {
    yield* rest
  } catch (error) {
    failure.thrown = error
    throw error
  }
}

async function* exactly(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let left = length
  for await (const chunk of source) {
    if (chunk.length > left) {
      yield chunk.subarray(0, left)
      return
    }
    left -= chunk.length
    yield chunk
  }
  if (left > 0) throw new KubeError('KUBE_OBJECT_DAMAGED', 'an object is shorter than its header says')
}
