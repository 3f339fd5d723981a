// zlib as git's objects need it: fast, with no time spent on what cannot be made smaller.
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import {
  constants,
  createDeflate,
  createInflate,
  deflate,
  deflateRawSync,
  deflateSync,
  inflate,
  inflateSync,
  type ZlibOptions
} from 'node:zlib'
import { KubeError } from '../base/errors.ts'
import { hasErrno } from './disk.ts'

const deflateAsync = promisify<Uint8Array, ZlibOptions, Buffer>(deflate)
const inflateAsync = promisify<Uint8Array, ZlibOptions, Buffer>(inflate)

/** Up to here the main thread is faster than a turn through the thread pool (measured: 8 KB take 45 µs against 190). */
export const syncBytesMax = 64 << 10
/** Twice as fast as with 64 KiB (measured: 1.1 and 2.5 GB/s of what zlib only wrapped). */
export const inflateChunkBytes = 256 << 10
const pieceBytes = 64 << 10
const sampleBytes = 2 << 10
const sampledBytesMin = 16 << 10
/** A file whose samples stay above this share of their size is a picture, a video, an archive: it is only wrapped. */
const worthwhile = 0.96

/** 1 where compressing helps, 0 where it would be lost time. */
export function levelFor(content: Uint8Array): number {
  if (content.length < sampledBytesMin) return 1
  const places = [0.02, 0.5, 0.9].map(share => Math.floor(content.length * share))
  const samples = Buffer.concat(places.map(at => content.subarray(at, at + sampleBytes)))
  return deflateRawSync(samples, { level: 1 }).length > samples.length * worthwhile ? 0 : 1
}

/**
 * Up to here content is wrapped, not compressed: zlib takes 8 µs to save 60 bytes of a commit, this a third of one, and
 * no reader needs zlib for it. Records are four such objects each.
 */
const wrappedBytesMax = 384
/** What has a file of its own takes a block of the disk whatever it is shrunk to; it is compressed when it comes into a pack. */
const blockBytes = 4096
const zlibFastest = 0x7801
const finalStored = 1
/** zlib header, block header with the length twice; a checksum follows the content (RFC 1950, 2.2; RFC 1951, 3.2.4). */
const wrapStart = 7
const wrapEnd = 4

/** A zlib stream of the content as it is. */
function wrap(content: Uint8Array): Buffer {
  const { length } = content
  const stream = Buffer.allocUnsafe(wrapStart + length + wrapEnd)
  stream.writeUInt16BE(zlibFastest, 0)
  stream[2] = finalStored
  stream.writeUInt16LE(length, 3)
  stream.writeUInt16LE(length ^ 0xffff, 5)
  stream.set(content, wrapStart)
  stream.writeUInt32BE(adler32(content), wrapStart + length)
  return stream
}

/** What a stream holds that `wrap` made, and how long it is; undefined for any other stream. */
function unwrap(stream: Uint8Array): { content: Buffer; consumed: number } | undefined {
  if (stream[0] !== zlibFastest >> 8 || stream[1] !== (zlibFastest & 0xff) || stream[2] !== finalStored)
    return undefined
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength)
  if (bytes.length < wrapStart + wrapEnd) return undefined
  const length = bytes.readUInt16LE(3)
  const end = wrapStart + length
  if (length > blockBytes || bytes.readUInt16LE(5) !== (length ^ 0xffff)) return undefined
  if (bytes.length < end + wrapEnd) return undefined
  const content = Buffer.from(bytes.subarray(wrapStart, end))
  return bytes.readUInt32BE(end) === adler32(content) ? { content, consumed: end + wrapEnd } : undefined
}

/** Of few bytes: the sums stay within 32 bits. */
function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (const byte of bytes) {
    low += byte
    high += low
  }
  return (((high % 65521) << 16) | (low % 65521)) >>> 0
}

function outputOptions(size: number): { chunkSize: number } {
  return { chunkSize: Math.min(Math.max(size + 64, 256), 1 << 20) }
}

/** A zlib stream of the content. */
export function compressSync(content: Uint8Array): Buffer {
  if (content.length <= wrappedBytesMax) return wrap(content)
  return deflateSync(content, { level: levelFor(content), ...outputOptions(content.length) })
}

/** A zlib stream of the content, for a file of its own. */
export function compressFileSync(content: Uint8Array): Buffer {
  return content.length <= blockBytes - wrapStart - wrapEnd ? wrap(content) : compressSync(content)
}

/** A zlib stream of the content; large ones in the thread pool. */
export async function compress(content: Uint8Array): Promise<Buffer> {
  if (content.length <= syncBytesMax) return compressSync(content)
  return await deflateAsync(content, { level: levelFor(content), ...outputOptions(content.length) })
}

/** One zlib stream of all the pieces, in pieces. */
export async function* compressStream(pieces: AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Buffer> {
  yield* through(pieces, createDeflate({ level, chunkSize: 64 << 10 }))
}

/** The same, with no time spent on what cannot be made smaller; of nothing there is nothing. */
export async function* compressFitting(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done === true) return
  const all = async function* (): AsyncGenerator<Uint8Array> {
    yield first.value
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  try {
    yield* compressStream(all(), levelFor(first.value))
  } finally {
    // Where nobody has taken of it, `all` has not begun and ends nothing.
    await iterator.return?.()
  }
}

/** What a zlib stream holds, in pieces of at most 64 KiB. */
export async function* inflateStream(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of through(pieces, createInflate({ chunkSize: inflateChunkBytes }))) {
    for (let at = 0; at < piece.length; at += pieceBytes) yield piece.subarray(at, at + pieceBytes)
  }
}

async function* through(
  pieces: AsyncIterable<Uint8Array>,
  transform: ReturnType<typeof createInflate>
): AsyncGenerator<Buffer> {
  const fed = pipeline(pieces, transform)
  // The same failure comes out of the iteration below; this promise must not be an unhandled rejection meanwhile.
  fed.catch(() => undefined)
  try {
    for await (const piece of transform) yield piece as Buffer
    await fed
  } finally {
    transform.destroy()
  }
}

const zlibErrors: ReadonlySet<unknown> = new Set([
  'Z_DATA_ERROR',
  'Z_BUF_ERROR',
  'Z_NEED_DICT',
  'Z_STREAM_ERROR',
  'ERR_BUFFER_TOO_LARGE'
])

/** Whether the bytes are to blame: they are no zlib stream, or one of more than was asked for. */
export function isZlibError(thrown: unknown): boolean {
  return zlibErrors.has((thrown as { code?: unknown } | null)?.code)
}

/**
 * Content of a zlib stream that must hold exactly `size` bytes; bytes after its end are not looked at.
 * @throws KUBE_OBJECT_DAMAGED
 */
export async function inflateExactly(compressed: Uint8Array, size: number): Promise<Buffer> {
  const wrapped = unwrap(compressed)
  if (wrapped !== undefined && wrapped.content.length === size) return wrapped.content
  const options = { maxOutputLength: Math.max(size, 1), ...outputOptions(size) }
  try {
    const small = size <= syncBytesMax && compressed.length <= 2 * syncBytesMax
    const content = small ? inflateSync(compressed, options) : await inflateAsync(compressed, options)
    if (content.length === size) return content
  } catch (thrown) {
    if (!isZlibError(thrown)) throw thrown
  }
  throw wrongSize()
}

export function wrongSize(): KubeError {
  return new KubeError('KUBE_OBJECT_DAMAGED', 'a damaged object', { reason: 'it does not inflate to its size' })
}

/** All that a short zlib stream holds; undefined when it is much. @throws KUBE_OBJECT_DAMAGED */
export function inflateShort(compressed: Uint8Array): Buffer | undefined {
  const wrapped = unwrap(compressed)
  if (wrapped !== undefined) return wrapped.content
  try {
    return inflateSync(compressed, { maxOutputLength: 4 * syncBytesMax })
  } catch (thrown) {
    if (hasErrno(thrown, 'ERR_BUFFER_TOO_LARGE')) return undefined
    if (isZlibError(thrown)) throw wrongSize()
    throw thrown
  }
}

/** The first bytes of what a zlib stream holds, from the first bytes of the stream. @throws KUBE_OBJECT_DAMAGED */
export function inflateStart(compressed: Uint8Array): Buffer {
  try {
    return inflateSync(compressed.subarray(0, 512), { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 1 << 10 })
  } catch (thrown) {
    if (!isZlibError(thrown)) throw thrown
    throw new KubeError('KUBE_OBJECT_DAMAGED', 'a damaged object', { reason: 'not a zlib stream', cause: thrown })
  }
}

/** What one zlib stream at the start of `bytes` holds, and how many of the bytes it takes. */
export function inflateAt(bytes: Uint8Array, size: number): { content: Buffer; consumed: number } {
  const wrapped = unwrap(bytes)
  if (wrapped !== undefined && wrapped.content.length === size) return wrapped
  const options = { info: true, maxOutputLength: Math.max(size, 1), ...outputOptions(size) }
  // With `info` it gives both the content and the engine (zlib documentation, Class: Options).
  const result = inflateSync(bytes, options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
  return { content: result.buffer, consumed: result.engine.bytesWritten }
}
