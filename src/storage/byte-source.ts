// Bytes of a stream, asked for by number.
import { createHash } from 'node:crypto'

/** The stream ended, or failed, before the pack did. */
export class CutShort extends Error {
  constructor(cause?: unknown) {
    super('the pack was cut short', { cause })
    this.name = 'CutShort'
  }
}

/** Bytes of an async iterable, asked for by number; what was taken is hashed. */
export class ByteSource {
  private readonly iterator: AsyncIterator<Uint8Array>
  private readonly hash = createHash('sha1')
  private buffer: Buffer = Buffer.alloc(0)
  private ended = false

  constructor(source: AsyncIterable<Uint8Array>) {
    this.iterator = source[Symbol.asyncIterator]()
  }

  private async pull(): Promise<Buffer | undefined> {
    let next: IteratorResult<Uint8Array>
    try {
      next = await this.iterator.next()
    } catch (thrown) {
      this.ended = true
      throw new CutShort(thrown)
    }
    if (next.done === true) {
      this.ended = true
      return undefined
    }
    return Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
  }

  /** What is here once it is `length` bytes, or all there is. */
  async peek(length: number): Promise<Buffer> {
    if (this.buffer.length >= length || this.ended) return this.buffer
    const parts = this.buffer.length === 0 ? [] : [this.buffer]
    let total = this.buffer.length
    while (total < length) {
      const part = await this.pull()
      if (part === undefined) break
      parts.push(part)
      total += part.length
    }
    // The usual piece of a large object comes alone: no copy.
    this.buffer = parts.length === 1 ? parts[0]! : Buffer.concat(parts, total)
    return this.buffer
  }

  /** Takes bytes that `peek` has shown. */
  take(length: number): Buffer {
    const taken = this.buffer.subarray(0, length)
    this.buffer = this.buffer.subarray(length)
    this.hash.update(taken)
    return taken
  }

  digest(): Buffer {
    return this.hash.digest()
  }

  async close(): Promise<void> {
    this.buffer = Buffer.alloc(0)
    if (!this.ended) await this.iterator.return?.()
  }
}
