// Packs for peers: what every store of objects does alike (gitformat-pack).
import { createHash } from 'node:crypto'
import { packChunkBytes, streamBytesMin } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'
import { compress, compressStream } from './compress.ts'
import { encodeEntryHeader } from './pack-format.ts'

/** What can be read object by object. */
export interface Readable extends Pick<Objects, 'header'> {
  read(id: ObjectId): Promise<GitObject>
  stream(id: ObjectId): AsyncIterable<Uint8Array>
}

/** A pack of this header and these entries, with its checksum, in pieces of at most `packChunkBytes`. */
export async function* packOf(body: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha1')
  for await (const piece of gathered(body)) {
    hash.update(piece)
    yield piece
  }
  yield hash.digest()
}

/** The entry of one object, compressed anew. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
export async function* compressedEntry(id: ObjectId, reader: Readable): AsyncGenerator<Buffer> {
  const { type, size } = await reader.header(id)
  if (size > streamBytesMin) {
    yield encodeEntryHeader(type, size)
    return yield* compressStream(reader.stream(id), 1)
  }
  const { content } = await reader.read(id)
  yield encodeEntryHeader(type, size)
  yield await compress(content)
}

/** Pieces of this size go out as they are: a copy of them costs more than a message. */
const largePieceBytes = packChunkBytes / 4

/** The same bytes in pieces of at most `packChunkBytes`, small ones together. */
async function* gathered(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (const piece of pieces) {
    const isLarge = piece.length >= largePieceBytes
    if (length > 0 && (isLarge || length + piece.length > packChunkBytes)) {
      yield Buffer.concat(parts, length)
      parts = []
      length = 0
    }
    if (isLarge) {
      for (let at = 0; at < piece.length; at += packChunkBytes) yield piece.subarray(at, at + packChunkBytes)
    } else {
      parts.push(piece)
      length += piece.length
    }
  }
  if (length > 0) yield Buffer.concat(parts, length)
}
