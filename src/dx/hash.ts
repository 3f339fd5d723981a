// Blob ids of a project's files, and a look for secrets in the same pass over the bytes.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { gitHeader } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { showPath } from '../base/path-bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { refusal } from './refuse.ts'
import { findSecret, scanOverlapBytes } from './secrets.ts'
import type { Hashed, StatCache } from './stat-cache.ts'
import { fsPath, type SourceFile, stampOf, unreadable } from './walk.ts'

/** Files read at a time: enough to keep a disk busy, few enough to be held whole. */
const filesAtOnce = 8
/** Above this a file is hashed in pieces. */
export const wholeBytesMax = 1 << 20

export interface HashOptions {
  readonly allow: ReadonlySet<string>
  readonly cache: StatCache
  readonly signal: AbortSignal
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /** Told after each file that was read. */
  progress?(bytes: number): void
}

/**
 * Id of each file, in order.
 * @throws KUBE_FILE_REFUSED for a secret, KUBE_FILE_UNREADABLE, KUBE_FILE_CHANGED
 */
export async function hashFiles(files: readonly SourceFile[], options: HashOptions): Promise<ObjectId[]> {
  const ids = new Array<ObjectId>(files.length)
  let next = 0
  let failed = false
  const work = async () => {
    while (next < files.length && !failed) {
      const at = next++
      ids[at] = await idOf(files[at]!, options)
    }
  }
  const workers = Array.from({ length: Math.min(filesAtOnce, files.length) }, () =>
    work().catch((error: unknown) => {
      failed = true
      throw error
    })
  )
  const ended = await Promise.allSettled(workers)
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return ids
}

async function idOf(file: SourceFile, options: HashOptions): Promise<ObjectId> {
  let hashed = options.cache.get(file)
  if (hashed === undefined) {
    options.signal.throwIfAborted()
    const readMs = options.now()
    hashed = await hashFile(file)
    options.cache.set(file, hashed, readMs)
    options.progress?.(file.size)
  }
  if (hashed.secret !== undefined && !options.allow.has(file.source)) {
    throw refusal(file.source, hashed.secret, { allowable: true })
  }
  return hashed.id
}

/** Reads a file once. @throws KUBE_FILE_UNREADABLE, KUBE_FILE_CHANGED when it changed since it was found */
async function hashFile(file: SourceFile): Promise<Hashed> {
  const handle = await openFile(file)
  try {
    const hash = createHash('sha1').update(gitHeader('blob', file.size))
    let secret: string | undefined
    let length = 0
    let tail: Uint8Array = new Uint8Array(0)
    for await (const piece of readPieces(handle, file.size)) {
      hash.update(piece)
      length += piece.length
      secret ??= findSecret(tail.length === 0 ? piece : Buffer.concat([tail, piece]))
      tail = piece.subarray(Math.max(0, piece.length - scanOverlapBytes))
    }
    if (length !== file.size || stampOf(await handle.stat({ bigint: true })) !== file.stamp) throw changed(file)
    return secret === undefined ? { id: hash.digest('hex') } : { id: hash.digest('hex'), secret }
  } finally {
    await handle.close()
  }
}

/** Opens the very file that was found. @throws KUBE_FILE_UNREADABLE, KUBE_FILE_CHANGED */
export async function openFile(file: SourceFile): Promise<FileHandle> {
  try {
    // No link is followed any more, and a pipe put in its place does not block.
    return await open(fsPath(file.real), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    throw unreadable(error, file.source, file.real, 'file')
  }
}

/** Content in fresh buffers of at most `wholeBytesMax`; stops one byte past `size`, which tells that it grew. */
export async function* readPieces(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let left = size + 1; left > 0; ) {
    const buffer = Buffer.allocUnsafe(Math.min(left, wholeBytesMax))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null)
    if (bytesRead === 0) return
    left -= bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

export function changed(file: SourceFile): KubeError {
  return new KubeError('KUBE_FILE_CHANGED', `${showPath(file.source)} changed while it was published`, {
    next: ['dx publish']
  })
}
