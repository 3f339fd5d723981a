// Content that comes in pieces: its length is held to what was said, it is read once for each time it is needed.
import { createHash, type Hash } from 'node:crypto'
import { gitHeader, gitId, gitSha256 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { objectBytesMax } from '../base/limits.ts'
import type { ContentSource, ExpectedObject, GitObject } from '../ports/objects.ts'
import { compressFitting } from './compress.ts'

export function changed(): KubeError {
  return new KubeError('KUBE_FILE_CHANGED', 'a file changed while it was stored', {
    reason: 'its size or bytes differ'
  })
}

/** The pieces of a source. @throws KUBE_FILE_CHANGED when they are not as many bytes as it says */
export async function* exactly(source: ContentSource): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of source.open()) {
    length += piece.length
    if (length > source.size) throw changed()
    yield piece
  }
  if (length !== source.size) throw changed()
}

/**
 * What a source will be once it is stored; reads it to its end.
 * @throws KUBE_LIMIT, KUBE_FILE_CHANGED
 */
export async function describeSource(source: ContentSource): Promise<ExpectedObject> {
  const { type, size } = source
  if (size > objectBytesMax) {
    throw new KubeError('KUBE_LIMIT', 'a file is too large', {
      reason: `${size} of ${objectBytesMax} bytes`,
      limit: 'objectBytesMax'
    })
  }
  const sha1 = createHash('sha1').update(gitHeader(type, size))
  const sha256 = createHash('sha256').update(gitHeader(type, size))
  for await (const piece of exactly(source)) for (const hash of [sha1, sha256]) hash.update(piece)
  return { id: sha1.digest('hex'), type, size, sha256: new Uint8Array(sha256.digest()) }
}

/** What an object is, by what is known of it or else by its content. */
export function describeObject({ type, content, id, sha256 }: GitObject): ExpectedObject {
  const size = content.length
  return { id: id ?? gitId(type, content), type, size, sha256: sha256 ?? gitSha256(type, content) }
}

export async function readWhole(source: ContentSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of exactly(source)) pieces.push(piece)
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
}

/** A zlib stream of the source; what is read is hashed on the way. */
export async function* compressSource(source: ContentSource, hash: Hash): AsyncGenerator<Buffer> {
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of exactly(source)) {
      hash.update(piece)
      yield piece
    }
  }
  yield* compressFitting(hashed())
}
