// A pack being written: entries go to a temporary file, the index is made here, both are durable before they are seen.
import { createHash } from 'node:crypto'
import { type FileHandle, link, open, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { GitType } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { hasErrno, removeAll, type Scratch, syncFolder, writeFresh } from '../storage/disk.ts'
import { encodeEntryHeader, encodePackHeader, packHeaderBytes } from '../storage/pack-format.ts'
import { encodePackIndex, type IndexedEntry, PackIndex } from './pack-index.ts'

const flushBytes = 1 << 20
/** Bytes after which the disk is told to start, so that the last fsync finds little left. */
const syncEveryBytes = 16 << 20

export interface FinishedPack {
  readonly name: string
  readonly index: PackIndex
  readonly ids: readonly ObjectId[]
  /** Gives the files their names; the pack is durable and can be seen when it resolves. */
  publish(): Promise<void>
  /** Removes the files, which have no name yet. */
  abandon(): Promise<void>
}

export class PackWriter {
  private readonly scratch: Scratch
  private readonly path: string
  private readonly handle: FileHandle
  private readonly entries: IndexedEntry[] = []
  private readonly guess: number
  /** SHA-1 of what was flushed, as long as the number of objects may be as guessed. */
  private running: ReturnType<typeof createHash> | undefined
  private buffers: Buffer[] = []
  private buffered = 0
  private flushed = 0
  private flushing: Promise<void> = Promise.resolve()
  private syncing: Promise<void> | undefined
  private unsynced = 0
  private failure: unknown
  private indexPath: string | undefined
  private publishing = false
  private entry: { offset: number; crc: number } | undefined

  private constructor(scratch: Scratch, path: string, handle: FileHandle, guess: number) {
    this.scratch = scratch
    this.path = path
    this.handle = handle
    this.guess = guess
    this.running = createHash('sha1')
    this.push(encodePackHeader(guess))
  }

  /** @param guess number of objects that are likely to come; a right one saves reading the file again */
  static async open(scratch: Scratch, guess: number): Promise<PackWriter> {
    const path = scratch.path('pack')
    return new PackWriter(scratch, path, await open(path, 'wx+', 0o444), guess)
  }

  get count(): number {
    return this.entries.length
  }

  private push(bytes: Buffer): void {
    this.buffers.push(bytes)
    this.buffered += bytes.length
  }

  /** An object whose zlib stream is all here; undefined when nothing is to be waited for. */
  add(id: ObjectId, type: GitType, size: number, compressed: Buffer): Promise<void> | undefined {
    this.begin(type, size)
    const appending = this.append(compressed)
    this.end(id)
    return appending
  }

  /** Starts an object whose zlib stream comes in pieces by `append`, until `end` or `rollback`. */
  begin(type: GitType, size: number): void {
    const header = encodeEntryHeader(type, size)
    this.entry = { offset: this.flushed + this.buffered, crc: crc32(header) }
    this.push(header)
  }

  append(piece: Buffer): Promise<void> | undefined {
    this.entry!.crc = crc32(piece, this.entry!.crc)
    this.push(piece)
    return this.buffered >= flushBytes ? this.flush() : undefined
  }

  end(id: ObjectId): void {
    this.entries.push({ id, ...this.entry! })
    this.entry = undefined
  }

  /** Takes back what came since `begin`. */
  async rollback(): Promise<void> {
    if (this.entry === undefined) return
    const { offset } = this.entry
    this.entry = undefined
    await this.flush()
    await this.flushing
    await this.handle.truncate(offset)
    this.flushed = offset
    this.running = undefined
  }

  // One write is under way while the next megabyte is gathered.
  private async flush(): Promise<void> {
    const buffers = this.buffers
    const length = this.buffered
    this.buffers = []
    this.buffered = 0
    await this.flushing
    this.check()
    if (length === 0) return
    this.flushing = this.store(buffers, length, this.flushed).catch((thrown: unknown) => {
      this.failure ??= thrown
    })
    this.flushed += length
    for (const buffer of buffers) this.running?.update(buffer)
  }

  private async store(buffers: readonly Buffer[], length: number, position: number): Promise<void> {
    const { bytesWritten } = await this.handle.writev(buffers, position)
    // A full disk takes a part and says so at the next write.
    for (let rest = Buffer.alloc(0), written = bytesWritten; written < length; ) {
      if (rest.length === 0) rest = Buffer.concat(buffers)
      written += (await this.handle.write(rest, written, length - written, position + written)).bytesWritten
    }
    this.unsynced += length
    if (this.unsynced < syncEveryBytes || this.syncing !== undefined) return
    this.unsynced = 0
    this.syncing = this.handle.datasync().then(
      () => {
        this.syncing = undefined
      },
      (thrown: unknown) => {
        this.failure ??= thrown
      }
    )
  }

  private check(): void {
    if (this.failure !== undefined) throw this.failure
  }

  /** Completes both files, durably, still under temporary names. */
  async finish(packFolder: string): Promise<FinishedPack> {
    await this.flush()
    await this.flushing
    await this.syncing
    this.check()
    const checksum = await this.checksum()
    await this.handle.write(checksum, 0, checksum.length, this.flushed)
    const name = `pack-${checksum.toString('hex')}`
    const indexBytes = encodePackIndex(this.entries, checksum)
    const indexPath = this.scratch.path(`${name}.idx`)
    this.indexPath = indexPath
    await Promise.all([this.handle.sync(), writeFresh(indexPath, indexBytes, true)])
    await this.handle.close()
    return {
      name,
      index: new PackIndex(indexBytes),
      ids: this.entries.map(entry => entry.id),
      publish: async () => {
        this.publishing = true
        await rename(this.path, join(packFolder, `${name}.pack`))
        await rename(indexPath, join(packFolder, `${name}.idx`))
        await syncFolder(packFolder)
      },
      abandon: async () => {
        if (!this.publishing) await removeAll([this.path, indexPath])
      }
    }
  }

  private async checksum(): Promise<Buffer> {
    if (this.running !== undefined && this.entries.length === this.guess) return this.running.digest()
    await this.handle.write(encodePackHeader(this.entries.length), 0, packHeaderBytes, 0)
    const hash = createHash('sha1')
    const buffer = Buffer.allocUnsafe(flushBytes)
    for (let at = 0; at < this.flushed; ) {
      const { bytesRead } = await this.handle.read(buffer, 0, Math.min(buffer.length, this.flushed - at), at)
      if (bytesRead === 0) throw new Error(`${basename(this.path)} became shorter while it was written`)
      hash.update(buffer.subarray(0, bytesRead))
      at += bytesRead
    }
    return hash.digest()
  }

  /** Removes what was written; the index of a pack that may have its name already is left for the next open. */
  async abandon(): Promise<void> {
    await this.flushing
    await this.syncing
    await this.handle.close()
    await removeAll([this.path, ...(this.indexPath === undefined || this.publishing ? [] : [this.indexPath])])
  }
}

/** After a crash between the names of a pack and of its index: both are whole, so the index gets its name. */
export async function completeIndex(temporary: string, packFolder: string): Promise<void> {
  const name = /^(pack-[0-9a-f]{40})\.idx-/.exec(basename(temporary))?.[1]
  if (name === undefined) return
  try {
    // Fails with ENOENT where the pack has not got its name.
    await stat(join(packFolder, `${name}.pack`))
    await link(temporary, join(packFolder, `${name}.idx`))
  } catch (thrown) {
    if (!hasErrno(thrown, 'ENOENT', 'EEXIST')) throw thrown
  }
}
