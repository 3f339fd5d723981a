// Reading objects out of blocks. Nothing leaves here whole whose bytes do not have its id.
import { gitId } from '../base/bytes.ts'
import { readBytesMax } from '../base/limits.ts'
import { isDamage, isMissing, tooLarge } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import type { GitObject, ObjectHeader } from '../ports/objects.ts'
import { damaged, missing } from '../storage/faults.ts'
import { VerifiedIds } from '../storage/verified.ts'
import { type BlockTable, unreadable } from './block-table.ts'
import { type LargeObjects, readHeader } from './large-objects.ts'

const pieceBytes = 64 << 10

export class Reader {
  private readonly blocks: BlockTable
  private readonly large: LargeObjects
  private readonly verified = new VerifiedIds()

  constructor(blocks: BlockTable, large: LargeObjects) {
    this.blocks = blocks
    this.large = large
  }

  async has(id: ObjectId): Promise<boolean> {
    return this.large.has(id) || (await this.blocks.present([id]))[0] === true
  }

  async present(ids: readonly ObjectId[]): Promise<Set<ObjectId>> {
    const found = await this.blocks.present(ids)
    return new Set(ids.filter((id, index) => found[index] === true || this.large.has(id)))
  }

  /** An object that is one block; its hash is not checked here. */
  private async block(id: ObjectId): Promise<GitObject> {
    const bytes = await this.blocks.object(id)
    if (bytes === undefined) throw missing(id)
    const header = bytes === unreadable ? undefined : readHeader(bytes)
    if (bytes === unreadable || header === undefined) throw damaged(id)
    const content = bytes.subarray(header.length)
    if (content.length !== header.size) throw damaged(id)
    return { type: header.type, content }
  }

  async header(id: ObjectId): Promise<ObjectHeader> {
    if (this.large.has(id)) return await this.large.header(id)
    const { type, content } = await this.block(id)
    return { type, size: content.length }
  }

  async read(id: ObjectId, bytesMax = readBytesMax): Promise<GitObject> {
    if (this.large.has(id)) return await this.readLarge(id, bytesMax)
    const object = await this.block(id)
    const { type, content } = object
    if (content.length > bytesMax) throw tooLarge(id, content.length, bytesMax)
    if (this.verified.has(id)) return object
    if (gitId(type, content) !== id) throw damaged(id)
    this.verified.add(id)
    return object
  }

  private async readLarge(id: ObjectId, bytesMax: number): Promise<GitObject> {
    const { type, size } = await this.large.header(id)
    if (size > bytesMax) throw tooLarge(id, size, bytesMax)
    const content = Buffer.allocUnsafe(size)
    let length = 0
    for await (const piece of this.large.whole(id)) {
      content.set(piece, length)
      length += piece.length
    }
    this.verified.add(id)
    return { type, content }
  }

  /** Content in pieces of at most 64 KiB, from `start` up to and not with `end`. */
  async *stream(id: ObjectId, start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    if (this.large.has(id)) return yield* this.streamLarge(id, start, end)
    const { content } = await this.read(id)
    const stop = Math.min(end, content.length)
    for (let at = start; at < stop; at += pieceBytes) yield content.subarray(at, Math.min(at + pieceBytes, stop))
  }

  private async *streamLarge(id: ObjectId, start: number, end: number): AsyncGenerator<Uint8Array> {
    const { size } = await this.large.header(id)
    const stop = Math.min(end, size)
    const whole = start === 0 && stop === size
    if (!this.verified.has(id)) {
      if (whole) {
        yield* this.large.whole(id)
        this.verified.add(id)
        return
      }
      // A part says nothing about the whole, so the whole is hashed once before any part is given.
      if (!(await this.verify(id))) throw damaged(id)
    }
    yield* this.large.stream(id, start, stop)
  }

  /** Reads and hashes; false where it is damaged or not here. */
  async verify(id: ObjectId): Promise<boolean> {
    this.verified.delete(id)
    try {
      if (this.large.has(id)) for await (const _ of this.large.whole(id));
      else await this.read(id)
      this.verified.add(id)
      return true
    } catch (thrown) {
      if (isDamage(thrown) || isMissing(thrown)) return false
      throw thrown
    }
  }

  forget(id: ObjectId): void {
    this.verified.delete(id)
  }
}
