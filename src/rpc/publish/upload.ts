// Takes in the blobs of a publish: each is hashed here, whatever the sender says, and stored in batches while the
// next ones arrive.
import fs from 'node:fs'
import path from 'node:path'
import { toHex } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { objectBytesMax, streamBytesMin, uploadBatchBytes } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import type { ContentSource, GitObject, Objects, StoredObject } from '../../ports/objects.ts'
import { blobHeaderBytes } from '../api.ts'

/** Reads exact numbers of bytes from a stream of chunks of any size. */
class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Up to `size` bytes, at least one; undefined at the end. */
  async some(size: number): Promise<Buffer | undefined> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next()
      if (next.done) return undefined
      this.#held = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    const part = this.#held.subarray(0, size)
    this.#held = this.#held.subarray(part.length)
    return part
  }

  /** Exactly `size` bytes; undefined when the stream ends before the first of them. */
  async exactly(size: number): Promise<Buffer | undefined> {
    const first = size === 0 ? Buffer.alloc(0) : await this.some(size)
    if (!first || first.length === size) return first
    const whole = Buffer.allocUnsafe(size)
    first.copy(whole)
    for (let at = first.length; at < size; ) {
      const part = await this.some(size - at)
      if (!part) throw cutShort()
      part.copy(whole, at)
      at += part.length
    }
    return whole
  }
}

const cutShort = (): KubeError =>
  new KubeError('KUBE_INTERRUPTED', 'the files did not arrive whole', {
    reason: 'the connection ended',
    next: ['dx publish']
  })

interface Incoming {
  readonly id: ObjectId
  readonly object: GitObject | ContentSource
  /** A large blob waits in a file until it is stored. */
  readonly spool?: string
}

/**
 * Stores the blobs of a stream in the framing of api.ts; gives what was stored, by id.
 * @throws KUBE_FILE_CHANGED when a blob is not what its id says, KUBE_LIMIT, KUBE_DISK_FULL
 */
export async function receiveBlobs(
  objects: Pick<Objects, 'write'>,
  stream: AsyncIterable<Uint8Array>,
  spoolDir: string
): Promise<StoredObject[]> {
  const reader = new ByteReader(stream)
  const stored: StoredObject[] = []
  let batch: Incoming[] = []
  let bytes = 0
  let storing: Promise<void> = Promise.resolve()
  const flush = async (): Promise<void> => {
    const full = batch
    batch = []
    bytes = 0
    await storing
    storing = store(objects, full).then(made => void stored.push(...made))
    // Awaited before the next batch and at the end; a failure is thrown there.
    storing.catch(() => undefined)
  }
  try {
    for (let next = await readBlob(reader, spoolDir); next; next = await readBlob(reader, spoolDir)) {
      batch.push(next)
      bytes += next.spool ? 0 : (next.object as GitObject).content.length
      if (bytes >= uploadBatchBytes || next.spool) await flush()
    }
    await flush()
  } finally {
    await storing
  }
  return stored
}

async function readBlob(reader: ByteReader, spoolDir: string): Promise<Incoming | undefined> {
  const header = await reader.exactly(blobHeaderBytes)
  if (!header) return undefined
  const id = toHex(header.subarray(0, 20))
  const size = Number(header.readBigUInt64BE(20))
  if (size > objectBytesMax) {
    throw new KubeError('KUBE_LIMIT', 'a file is too large', {
      reason: `${size} bytes; ${objectBytesMax} are the most`,
      limit: 'objectBytesMax'
    })
  }
  if (size >= streamBytesMin) return spooled(reader, id, size, spoolDir)
  const content = await reader.exactly(size)
  if (!content) throw cutShort()
  return { id, object: { type: 'blob', content } }
}

async function spooled(reader: ByteReader, id: ObjectId, size: number, spoolDir: string): Promise<Incoming> {
  await fs.promises.mkdir(spoolDir, { recursive: true, mode: 0o700 })
  const dir = await fs.promises.mkdtemp(path.join(spoolDir, 'upload-'))
  const spool = path.join(dir, 'blob')
  const file = await fs.promises.open(spool, 'wx', 0o600)
  try {
    for (let left = size; left > 0; ) {
      const part = await reader.some(left)
      if (!part) throw cutShort()
      await file.write(part)
      left -= part.length
    }
  } catch (error) {
    await fs.promises.rm(dir, { recursive: true, force: true })
    throw error
  } finally {
    await file.close()
  }
  return { id, spool, object: { type: 'blob', size, open: () => fs.createReadStream(spool) } }
}

async function store(objects: Pick<Objects, 'write'>, batch: readonly Incoming[]): Promise<StoredObject[]> {
  try {
    const stored = await objects.write(batch.map(({ object }) => object))
    for (const [at, { id }] of batch.entries()) {
      if (stored[at]?.id === id) continue
      throw new KubeError('KUBE_FILE_CHANGED', 'a file changed while it was published', {
        reason: `its bytes are ${stored[at]?.id ?? 'gone'}, not ${id}`,
        next: ['dx publish']
      })
    }
    return stored
  } finally {
    for (const { spool } of batch)
      if (spool) await fs.promises.rm(path.dirname(spool), { recursive: true, force: true })
  }
}
