// Objects above 1 MiB: no tool carries a block of that size, so they stand in pieces, each a block of its own, and the
// index says which. The list is written last; pieces that no list names are swept at the next open.
import { createHash } from 'node:crypto'
import { type GitType, gitHeader, toHex } from '../base/bytes.ts'
import { blockBytesMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { ObjectHeader } from '../ports/objects.ts'
import { changed } from '../storage/content-source.ts'
import { damaged, missing } from '../storage/faults.ts'
import { type BlockTable, unreadable } from './block-table.ts'
import type { IndexTable } from './index-table.ts'
import { Pending } from './pending.ts'

const pieceBytes = 64 << 10
const digestBytes = 32

const listPrefix = 'large/'
/** Stands while pieces may be there that no list names. */
const unfinishedKey = 'unfinished'

interface PieceList extends ObjectHeader {
  /** SHA-256 of each piece, in hex. */
  readonly digests: readonly string[]
}

function encodeList({ type, size, digests }: PieceList): Buffer {
  return Buffer.concat([Buffer.from(gitHeader(type, size), 'latin1'), Buffer.from(digests.join(''), 'hex')])
}

/** Undefined for bytes that are no such list. */
function decodeList(bytes: Uint8Array): PieceList | undefined {
  const header = readHeader(bytes)
  if (header === undefined) return undefined
  const hex = toHex(bytes.subarray(header.length))
  const digests = hex.match(/.{64}/g) ?? []
  const whole = bytes.length - header.length === digests.length * digestBytes
  return whole && digests.length === Math.ceil(header.size / blockBytesMax) ? { ...header, digests } : undefined
}

/** git's header at the start of the bytes, and how many of them it takes. */
export function readHeader(bytes: Uint8Array): (ObjectHeader & { readonly length: number }) | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32)).toString('latin1')
  const match = /^(commit|tree|blob|tag) (0|[1-9]\d{0,15})\0/.exec(text)
  return match === null ? undefined : { type: match[1] as GitType, size: Number(match[2]), length: match[0].length }
}

export class LargeObjects {
  private readonly blocks: BlockTable
  private readonly index: IndexTable
  private readonly ids = new Set<ObjectId>()
  private writing = 0
  private unfinished = false
  /** A write of this run left pieces behind: the mark stays for the next open. */
  private failed = false

  constructor(blocks: BlockTable, index: IndexTable) {
    this.blocks = blocks
    this.index = index
  }

  async open(): Promise<void> {
    for (const [key] of await this.index.startingWith(listPrefix)) this.ids.add(key.slice(listPrefix.length))
    if ((await this.index.get(unfinishedKey)) !== undefined) await this.sweep()
  }

  /** Removes pieces that no list names: of a write that was cut short, or of an object that was taken out. */
  private async sweep(): Promise<void> {
    const named = new Set<string>()
    for (const [, bytes] of await this.index.startingWith(listPrefix)) {
      for (const digest of decodeList(bytes)?.digests ?? []) named.add(digest)
    }
    for await (const digest of this.blocks.pieceDigests()) {
      if (!named.has(digest)) await this.blocks.deletePiece(digest)
    }
    await this.index.change([{ key: unfinishedKey, value: undefined }])
  }

  has(id: ObjectId): boolean {
    return this.ids.has(id)
  }

  all(): Iterable<ObjectId> {
    return [...this.ids]
  }

  private async list(id: ObjectId): Promise<PieceList> {
    const bytes = await this.index.get(listPrefix + id)
    if (bytes === undefined) throw missing(id)
    const list = decodeList(bytes)
    if (list === undefined) throw damaged(id)
    return list
  }

  async header(id: ObjectId): Promise<ObjectHeader> {
    const { type, size } = await this.list(id)
    return { type, size }
  }

  /**
   * Content from `start` up to, not with, `end`, in pieces of at most 64 KiB. Every piece has its SHA-256; whether
   * together they are the object, `whole` says.
   * @throws KUBE_OBJECT_DAMAGED
   */
  async *stream(id: ObjectId, start: number, end: number): AsyncGenerator<Uint8Array> {
    const { size, digests } = await this.list(id)
    const stop = Math.min(end, size)
    for (let at = start; at < stop; ) {
      const rank = Math.floor(at / blockBytesMax)
      const first = rank * blockBytesMax
      const piece = await this.piece(id, digests[rank]!, Math.min(blockBytesMax, size - first))
      const to = Math.min(stop, first + piece.length)
      for (; at < to; at = Math.min(at + pieceBytes, to)) {
        yield piece.subarray(at - first, Math.min(at + pieceBytes, to) - first)
      }
    }
  }

  private async piece(id: ObjectId, digest: string, size: number): Promise<Uint8Array> {
    const bytes = await this.blocks.piece(digest)
    if (bytes === undefined || bytes === unreadable || bytes.length !== size) throw damaged(id)
    if (!isPiece(bytes, digest)) throw damaged(id)
    return bytes
  }

  /** All of the content, hashed: fails at its end where it does not have the id. @throws KUBE_OBJECT_DAMAGED */
  async *whole(id: ObjectId): AsyncGenerator<Uint8Array> {
    const { type, size } = await this.list(id)
    const hash = createHash('sha1').update(gitHeader(type, size))
    for await (const bytes of this.stream(id, 0, size)) {
      hash.update(bytes)
      yield bytes
    }
    if (hash.digest('hex') !== id) throw damaged(id)
  }

  /**
   * Durable when it resolves; nothing of it can be seen before.
   * @throws KUBE_FILE_CHANGED when the content does not have the id
   */
  async put(id: ObjectId, { type, size }: ObjectHeader, content: AsyncIterable<Uint8Array>): Promise<void> {
    this.writing++
    let stored = false
    try {
      if (!this.unfinished) await this.index.put(unfinishedKey, new Uint8Array())
      this.unfinished = true
      const digests = await this.putPieces(id, { type, size }, content)
      await this.index.put(listPrefix + id, encodeList({ type, size, digests }))
      this.ids.add(id)
      stored = true
    } finally {
      this.writing--
      if (stored) await this.finish()
      else this.failed = true
    }
  }

  private async finish(): Promise<void> {
    if (this.writing > 0 || this.failed) return
    this.unfinished = false
    await this.index.change([{ key: unfinishedKey, value: undefined }])
  }

  private async putPieces(
    id: ObjectId,
    { type, size }: ObjectHeader,
    content: AsyncIterable<Uint8Array>
  ): Promise<string[]> {
    const hash = createHash('sha1').update(gitHeader(type, size))
    const pending = new Pending()
    const digests: string[] = []
    try {
      for await (const piece of cut(content, blockBytesMax)) {
        hash.update(piece)
        const digest = createHash('sha256').update(piece).digest('hex')
        digests.push(digest)
        // Also where it is here already: what is damaged is thereby mended.
        await pending.add(this.blocks.putPiece(digest, piece), piece.length)
      }
      await pending.settle()
    } finally {
      await pending.end()
    }
    if (hash.digest('hex') !== id) throw changed()
    return digests
  }

  /** Removes the list, and those pieces that are damaged: they may belong to other objects, which are damaged too. */
  async remove(id: ObjectId): Promise<void> {
    await this.index.put(unfinishedKey, new Uint8Array())
    this.failed = true
    const list = decodeList((await this.index.get(listPrefix + id)) ?? new Uint8Array())
    for (const digest of list?.digests ?? []) {
      const bytes = await this.blocks.piece(digest)
      const isWhole = bytes !== undefined && bytes !== unreadable && isPiece(bytes, digest)
      if (!isWhole) await this.blocks.deletePiece(digest)
    }
    await this.index.change([{ key: listPrefix + id, value: undefined }])
    this.ids.delete(id)
  }

  /**
   * Removes objects with those of their pieces that no other has. Nothing may be written meanwhile. What a crash leaves
   * is swept at the next open.
   */
  async free(ids: readonly ObjectId[]): Promise<void> {
    if (ids.length === 0) return
    await this.index.put(unfinishedKey, new Uint8Array())
    this.unfinished = true
    const going = new Set(ids)
    const named = new Set<string>()
    const pieces = new Set<string>()
    for (const [key, bytes] of await this.index.startingWith(listPrefix)) {
      const into = going.has(key.slice(listPrefix.length)) ? pieces : named
      for (const digest of decodeList(bytes)?.digests ?? []) into.add(digest)
    }
    // Durable first: no list ever names pieces that are gone.
    await this.index.change(
      ids.map(id => ({ key: listPrefix + id, value: undefined })),
      true
    )
    for (const id of ids) this.ids.delete(id)
    for (const digest of pieces) if (!named.has(digest)) await this.blocks.deletePiece(digest)
    await this.finish()
  }
}

function isPiece(bytes: Uint8Array, digest: string): boolean {
  return createHash('sha256').update(bytes).digest('hex') === digest
}

/** The same bytes in pieces of `size`, the last one shorter. */
async function* cut(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let piece = Buffer.allocUnsafe(size)
  let length = 0
  for await (const bytes of content) {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + size - length)
      piece.set(part, length)
      length += part.length
      at += part.length
      if (length < size) continue
      yield piece
      piece = Buffer.allocUnsafe(size)
      length = 0
    }
  }
  if (length > 0) yield piece.subarray(0, length)
}
