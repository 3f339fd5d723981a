// A pack that comes from a peer, object by object: everything in it is measured against what was asked for.
import { createHash } from 'node:crypto'
import { equalBytes, type GitType, gitHeader, gitId, gitSha256 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { objectBytesMax } from '../base/limits.ts'
import { isDamage } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import type { ExpectedObject, Keeping } from '../ports/objects.ts'
import { ByteSource, CutShort } from './byte-source.ts'
import { inflateAt, isZlibError } from './compress.ts'
import { Inflating } from './inflating.ts'
import {
  decodeEntryHeader,
  decodePackHeader,
  type EntryHeader,
  entryHeaderBytesMax,
  packHeaderBytes,
  trailerBytes
} from './pack-format.ts'

/** Objects up to here are inflated at once on the main thread (a fraction of a millisecond), others in pieces. */
const wholeBytesMax = 256 << 10
const pieceBytes = 64 << 10

export function misbehaved(reason: string, cause?: unknown, limit?: LimitName): KubeError {
  return new KubeError('KUBE_PEER_MISBEHAVED', 'a peer sent a wrong pack', { reason, cause, limit })
}

/** An object larger than any that was expected: nothing behind it can be read without reading it. */
export class TooLarge extends Error {}

/** Where objects that proved right go. */
export interface IncomingSink {
  /** How many objects the pack says it has. */
  start(count: number): Promise<void>
  object(object: { id: ObjectId; type: GitType; content: Buffer; compressed: Buffer }): Promise<void>
  /** An object too large to be held; after it either `end` or `rollback`. */
  begin(type: GitType, size: number): Promise<void>
  append(compressed: Buffer): Promise<void>
  end(id: ObjectId): Promise<void>
  rollback(): Promise<void>
}

export class IncomingPack {
  private readonly source: ByteSource
  private readonly expected: ReadonlyMap<ObjectId, ExpectedObject>
  private readonly sink: IncomingSink
  private readonly kept: Keeping | undefined
  private readonly sizeMax: number
  private readonly seen = new Set<ObjectId>()
  private readonly untrue = new Set<ObjectId>()

  constructor(
    pack: AsyncIterable<Uint8Array>,
    expected: ReadonlyMap<ObjectId, ExpectedObject>,
    sink: IncomingSink,
    kept?: Keeping
  ) {
    this.kept = kept
    this.source = new ByteSource(pack)
    this.expected = expected
    this.sink = sink
    let sizeMax = 0
    for (const object of expected.values()) sizeMax = Math.max(sizeMax, object.size)
    this.sizeMax = sizeMax
  }

  /** Ids of the objects that came and were right. */
  get ids(): ReadonlySet<ObjectId> {
    return this.seen
  }

  /** Whether something came that is not what was expected of its id. */
  get disputed(): boolean {
    return this.untrue.size > 0
  }

  /**
   * Reads the whole pack.
   * @throws KUBE_PEER_MISBEHAVED, CutShort, TooLarge; the sink has what was right before
   */
  async read(): Promise<void> {
    try {
      const header = await this.source.peek(packHeaderBytes)
      if (header.length < packHeaderBytes) throw new CutShort()
      const count = decodePackHeader(this.source.take(packHeaderBytes))
      if (count === undefined) throw misbehaved('it is not a pack of version 2')
      if (count > this.expected.size) throw misbehaved(`it has ${count} objects, asked for were ${this.expected.size}`)
      await this.sink.start(count)
      for (let index = 0; index < count; index++) await this.entry()
      await this.trailer()
    } finally {
      await this.source.close()
    }
  }

  private async trailer(): Promise<void> {
    const checksum = this.source.digest()
    const rest = await this.source.peek(trailerBytes + 1)
    if (rest.length < trailerBytes) throw new CutShort()
    if (rest.length > trailerBytes) throw misbehaved('something stands behind the pack')
    if (!rest.equals(checksum)) throw misbehaved('its checksum is wrong')
  }

  private async entry(): Promise<void> {
    const start = await this.source.peek(entryHeaderBytesMax)
    let header: EntryHeader | undefined
    try {
      header = decodeEntryHeader(start, 0)
    } catch (thrown) {
      throw misbehaved('an entry that is none', thrown)
    }
    if (header === undefined) throw new CutShort()
    const { kind, size } = header
    if (kind === 'ofs-delta' || kind === 'ref-delta') throw misbehaved('an object as a delta')
    if (size > objectBytesMax) throw misbehaved(`an object of ${size} bytes`, undefined, 'objectBytesMax')
    if (size > this.sizeMax) throw new TooLarge()
    this.source.take(header.length)
    if (size <= wholeBytesMax) await this.whole(kind, size)
    else await this.streamed(kind, size)
  }

  /** Whether it is what was expected of its id. */
  private isRight(id: ObjectId, type: GitType, size: number, sha256: Uint8Array): boolean {
    const expected = this.expected.get(id)
    if (expected === undefined) throw misbehaved(`object ${id}, which nobody asked for`)
    if (this.seen.has(id) || this.untrue.has(id)) throw misbehaved(`object ${id} twice`)
    const right = expected.type === type && expected.size === size && equalBytes(expected.sha256, sha256)
    if (right) this.seen.add(id)
    else this.untrue.add(id)
    return right
  }

  private async whole(type: GitType, size: number): Promise<void> {
    const bound = compressedBytesMax(size)
    const here = (await this.source.peek(bound)).subarray(0, bound)
    let result: { content: Buffer; consumed: number }
    try {
      result = inflateAt(here, size)
    } catch (thrown) {
      if (!isZlibError(thrown)) throw thrown
      const incomplete = (thrown as { code?: unknown }).code === 'Z_BUF_ERROR' && here.length < bound
      throw incomplete ? new CutShort() : misbehaved('an object that does not inflate to its size', thrown)
    }
    const { content, consumed } = result
    if (content.length !== size) throw misbehaved('an object that does not inflate to its size')
    const id = gitId(type, content)
    const compressed = this.source.take(consumed)
    if (this.isRight(id, type, size, gitSha256(type, content)))
      await this.sink.object({ id, type, content, compressed })
  }

  private async streamed(type: GitType, size: number): Promise<void> {
    await this.sink.begin(type, size)
    const [sha1, sha256] = [createHash('sha1'), createHash('sha256')]
    for (const hash of [sha1, sha256]) hash.update(gitHeader(type, size))
    const content = new Inflating(size, piece => {
      sha1.update(piece)
      sha256.update(piece)
    })
    try {
      await this.feed(content, compressedBytesMax(size)).catch((thrown: unknown) => {
        if (isDamage(thrown)) throw misbehaved((thrown as KubeError).reason, thrown)
        throw isZlibError(thrown) ? misbehaved('an object that does not inflate', thrown) : thrown
      })
      const id = sha1.digest('hex')
      if (this.isRight(id, type, size, new Uint8Array(sha256.digest()))) await this.sink.end(id)
      else await this.sink.rollback()
    } catch (thrown) {
      await this.sink.rollback()
      throw thrown
    } finally {
      content.stop()
    }
  }

  private async feed(content: Inflating, bytesMax: number): Promise<void> {
    for (let total = 0; total <= bytesMax; ) {
      const piece = (await this.source.peek(1)).subarray(0, pieceBytes)
      if (piece.length === 0) throw new CutShort()
      const consumed = await content.write(piece)
      total += consumed
      if (consumed > 0) {
        const taken = this.source.take(consumed)
        await this.sink.append(taken)
        await this.kept?.write(taken)
      }
      // zlib leaves bytes only when its stream has ended.
      if (consumed < piece.length) return await content.finished()
    }
    throw misbehaved('an object that is padded')
  }
}

/** zlib never makes more of so many bytes (its deflateBound, for any settings): a longer stream is an attack. */
export function compressedBytesMax(size: number): number {
  return size + Math.ceil(size / 8) + Math.ceil(size / 64) + 64
}
