// Loose objects: one zlib stream of `<type> <size>\0<content>` in a file named by the id (gitformat-loose).
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type GitType, gitHeader, utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { tooLarge } from '../base/object-faults.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import type { GitObject, ObjectHeader } from '../ports/objects.ts'
import {
  compress,
  compressFileSync,
  inflateExactly,
  inflateShort,
  inflateStart,
  inflateStream,
  syncBytesMax,
  wrongSize
} from '../storage/compress.ts'
import { forEachLimited, hasErrno, removeAll, type Scratch, syncFile, syncFolder, writeFresh } from '../storage/disk.ts'
import type { Journal } from './journal.ts'

const headerPattern = /^(commit|tree|blob|tag) (0|[1-9]\d{0,14})\0/
const folderPattern = /^[0-9a-f]{2}$/
const namePattern = /^[0-9a-f]{38}$/
/** One read gets all of most objects. */
const firstReadBytes = 32 << 10
/** Files written or fsynced at a time; the thread pool has four lanes. */
const writesAtOnce = 8
/** Nobody waits for these: others shall have their turns. */
const settledAtOnce = 2
/** What is promised is written to its place after this time, if nobody waits for that. */
const placeAfterMs = 30
/** What the disk refused is tried again after this. */
const retryMs = 1_000
/** More than this is not kept in memory for its place: who writes waits for the disk. */
const unplacedBytesMax = 8 << 20

interface LooseHeader extends ObjectHeader {
  /** Bytes of `<type> <size>\0`. */
  readonly length: number
}

function parseHeader(start: Buffer): LooseHeader {
  const match = headerPattern.exec(start.toString('latin1', 0, 32))
  if (match === null) throw new KubeError('KUBE_OBJECT_DAMAGED', 'a damaged object', { reason: 'it has no header' })
  return { type: match[1] as GitType, size: Number(match[2]), length: match[0].length }
}

export class LooseObjects {
  private readonly folder: string
  private readonly scratch: Scratch
  private readonly journal: Pick<Journal, 'append'>
  /** Files that the journal has and that are not written yet. */
  private readonly unplaced = new Map<ObjectId, Uint8Array>()
  private unplacedBytes = 0
  /** Never fails. */
  private placing: Promise<void> = Promise.resolve()
  private failure: unknown
  private timer: NodeJS.Timeout | undefined
  private closed = false
  private readonly firstRead = Buffer.alloc(firstReadBytes)

  constructor(folder: string, scratch: Scratch, journal: Pick<Journal, 'append'>) {
    this.folder = folder
    this.scratch = scratch
    this.journal = journal
  }

  path(id: ObjectId): string {
    return join(this.folder, id.slice(0, 2), id.slice(2))
  }

  /** On the main thread: a look at a name takes 4 µs, a turn through the thread pool ten times that. */
  has(id: ObjectId): boolean {
    return this.unplaced.has(id) || statSync(this.path(id), { throwIfNoEntry: false }) !== undefined
  }

  /**
   * The zlib stream, or its first `firstReadBytes` where it is longer; undefined when there is no file. On the main
   * thread: loose objects are few, small and mostly new, so that they are in the memory of the system.
   */
  private start(id: ObjectId): Buffer | undefined {
    const unplaced = this.fromMemory(id)
    if (unplaced !== undefined) return unplaced.subarray(0, firstReadBytes)
    let file: number
    try {
      file = openSync(this.path(id), 'r')
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT', 'ENOTDIR')) return undefined
      throw thrown
    }
    try {
      return this.firstRead.subarray(0, readSync(file, this.firstRead, 0, firstReadBytes, 0))
    } finally {
      closeSync(file)
    }
  }

  private fromMemory(id: ObjectId): Buffer | undefined {
    const stream = this.unplaced.get(id)
    return stream && Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength)
  }

  header(id: ObjectId): ObjectHeader | undefined {
    const start = this.start(id)
    if (start === undefined) return undefined
    const { type, size } = parseHeader(inflateStart(start))
    return { type, size }
  }

  /** @throws KUBE_OBJECT_DAMAGED, KUBE_LIMIT; its hash is not checked here */
  async read(id: ObjectId, bytesMax: number): Promise<GitObject | undefined> {
    const start = this.start(id)
    if (start === undefined) return undefined
    const short = start.length < firstReadBytes ? inflateShort(start) : undefined
    if (short !== undefined) {
      const { type, size, length } = parseHeader(short)
      if (size > bytesMax) throw tooLarge(id, size, bytesMax)
      if (short.length !== length + size) throw wrongSize()
      return { type, content: short.subarray(length) }
    }
    const { type, size, length } = parseHeader(inflateStart(start))
    if (size > bytesMax) throw tooLarge(id, size, bytesMax)
    const all = await inflateExactly(this.fromMemory(id) ?? (await readFile(this.path(id))), length + size)
    return { type, content: all.subarray(length) }
  }

  /** Content in pieces, unchecked; undefined when there is no file. */
  stream(id: ObjectId): AsyncIterable<Buffer> | undefined {
    const start = this.start(id)
    if (start === undefined) return undefined
    return this.content(id, parseHeader(inflateStart(start)).length)
  }

  private async *content(id: ObjectId, headerLength: number): AsyncGenerator<Buffer> {
    let skip = headerLength
    for await (const piece of inflateStream(await this.file(id))) {
      if (skip < piece.length) yield piece.subarray(skip)
      skip = Math.max(skip - piece.length, 0)
    }
  }

  private async file(id: ObjectId): Promise<AsyncIterable<Buffer>> {
    const unplaced = this.fromMemory(id)
    if (unplaced !== undefined) return Readable.from([unplaced])
    const handle = await open(this.path(id), 'r')
    // Closes itself at the end or when the iteration stops.
    return handle.createReadStream({ highWaterMark: 64 << 10 })
  }

  /**
   * Stores objects: durable by the journal when it resolves, and to be read; git sees them a moment later (`placed`). `heads`
   * stand in the journal with them.
   */
  async write(
    objects: readonly (GitObject & { id: ObjectId })[],
    heads: ReadonlyMap<RefName, ObjectId> = new Map()
  ): Promise<void> {
    const files = new Map<ObjectId, Uint8Array>()
    for (const { id, type, content } of objects) {
      const whole = Buffer.concat([utf8.encode(gitHeader(type, content.length)), content])
      files.set(id, whole.length <= syncBytesMax ? compressFileSync(whole) : await compress(whole))
    }
    await this.journal.append({ objects: files, heads })
    this.toPlace(files)
    if (this.unplacedBytes > unplacedBytesMax) await this.placed()
  }

  private toPlace(files: Iterable<readonly [ObjectId, Uint8Array]>): void {
    for (const [id, stream] of files) {
      if (!this.unplaced.has(id)) this.unplacedBytes += stream.length
      this.unplaced.set(id, stream)
    }
    this.timer ??= setTimeout(() => this.place(), placeAfterMs).unref()
  }

  /** What the journal had at the start: all that does not stand in its place is written there again. */
  async restore(files: ReadonlyMap<ObjectId, Uint8Array>): Promise<void> {
    const lost: [ObjectId, Uint8Array][] = []
    for (const [id, stream] of files) {
      const stands = await readFile(this.path(id)).catch((thrown: unknown) => {
        if (!hasErrno(thrown, 'ENOENT', 'ENOTDIR')) throw thrown
      })
      if (stands === undefined || !stands.equals(stream)) lost.push([id, stream])
    }
    this.toPlace(lost)
  }

  /** Git sees all that was written before. @throws what the disk throws; what it has refused is tried again the next time */
  async placed(): Promise<void> {
    if (this.unplaced.size === 0) return
    this.place()
    await this.placing
    if (this.failure !== undefined && this.unplaced.size > 0) throw this.failure
  }

  private place(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.placing = this.placing.then(() => this.placeAll())
  }

  private async placeAll(): Promise<void> {
    try {
      await forEachLimited([...this.unplaced], writesAtOnce, async ([id, stream]) => {
        await this.placeOne(id, stream)
        this.unplaced.delete(id)
        this.unplacedBytes -= stream.length
      })
      this.failure = undefined
    } catch (thrown) {
      this.failure = thrown
      if (!this.closed) this.timer ??= setTimeout(() => this.place(), retryMs).unref()
    }
  }

  private async placeOne(id: ObjectId, stream: Uint8Array): Promise<void> {
    const temporary = this.scratch.path('object')
    try {
      await writeFresh(temporary, stream, false)
      await rename(temporary, this.path(id)).catch(async (thrown: unknown) => {
        // The first of its folder; git gc removes those that it has emptied.
        if (!hasErrno(thrown, 'ENOENT')) throw thrown
        await makeFolder(join(this.folder, id.slice(0, 2)))
        await rename(temporary, this.path(id))
      })
    } catch (thrown) {
      await removeAll([temporary])
      throw thrown
    }
  }

  /** Every id at once: for whoever would ask for many. */
  async all(): Promise<Set<ObjectId>> {
    const found = new Set<ObjectId>()
    for await (const id of this.ids()) found.add(id)
    return found
  }

  async *ids(): AsyncGenerator<ObjectId> {
    const unplaced = new Set(this.unplaced.keys())
    yield* unplaced
    for (const folder of await this.folders()) {
      for (const name of await readdir(join(this.folder, folder))) {
        if (namePattern.test(name) && !unplaced.has(folder + name)) yield folder + name
      }
    }
  }

  private async folders(): Promise<string[]> {
    return (await readdir(this.folder)).filter(name => folderPattern.test(name)).sort()
  }

  /**
   * Fsyncs the files of these, where they are; what is gone is in a pack of git's, or was freed. Those of `packed` are durable
   * elsewhere, and their files go. @throws what the disk throws
   */
  async settle(ids: Iterable<ObjectId>, packed: ReadonlySet<ObjectId> = new Set()): Promise<void> {
    await this.placed()
    const folders = new Set<string>()
    await forEachLimited(ids, settledAtOnce, async id => {
      // Also where it was freed: its name must not come back without its bytes.
      folders.add(join(this.folder, id.slice(0, 2)))
      if (packed.has(id)) await this.unlink(id)
      else await syncFile(this.path(id))
    })
    if (folders.size > 0) folders.add(this.folder)
    await forEachLimited(folders, settledAtOnce, async folder => void (await syncFile(folder)))
  }

  private async unlink(id: ObjectId): Promise<void> {
    try {
      await unlink(this.path(id))
    } catch (thrown) {
      if (!hasErrno(thrown, 'ENOENT', 'ENOTDIR')) throw thrown
    }
  }

  /** Bytes of the file of an object; undefined when there is none. */
  size(id: ObjectId): number | undefined {
    return this.unplaced.get(id)?.length ?? statSync(this.path(id), { throwIfNoEntry: false })?.size
  }

  /** Removes the file of an object, and gives how many bytes it had. Not fsynced: one that comes back does no harm. */
  async remove(id: ObjectId): Promise<number> {
    await this.placing
    const bytes = this.size(id) ?? 0
    this.forget(id)
    await this.unlink(id)
    return bytes
  }

  private forget(id: ObjectId): void {
    this.unplacedBytes -= this.unplaced.get(id)?.length ?? 0
    this.unplaced.delete(id)
  }

  /** Moves the file of an object out of the repository; false when there is none. */
  async moveOut(id: ObjectId, to: string): Promise<boolean> {
    await this.placing
    this.forget(id)
    try {
      await rename(this.path(id), to)
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT', 'ENOTDIR')) return false
      throw thrown
    }
    await syncFolder(join(this.folder, id.slice(0, 2)))
    return true
  }

  /** Nothing is written by itself any more. @throws as `placed` */
  async close(): Promise<void> {
    this.closed = true
    await this.placed().finally(() => clearTimeout(this.timer))
  }
}

/** Not those above it: whoever removes the repository shall not find it again. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (thrown) {
    if (!hasErrno(thrown, 'EEXIST')) throw thrown
  }
}
