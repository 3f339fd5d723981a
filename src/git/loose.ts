// Loose objects: one zlib stream of `<type> <size>\0<content>` in a file named by the id (gitformat-loose).
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type GitType, gitHeader, utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { tooLarge } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import type { GitObject, ObjectHeader } from '../ports/objects.ts'
import { compress, inflateExactly, inflateShort, inflateStart, inflateStream, wrongSize } from '../storage/compress.ts'
import { forEachLimited, hasErrno, removeAll, type Scratch, syncFolder, writeFresh } from '../storage/disk.ts'

const headerPattern = /^(commit|tree|blob|tag) (0|[1-9]\d{0,14})\0/
const folderPattern = /^[0-9a-f]{2}$/
const namePattern = /^[0-9a-f]{38}$/
/** One read gets all of most objects. */
const firstReadBytes = 32 << 10
/** Files written and fsynced at a time; the thread pool has four lanes. */
const writesAtOnce = 8

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
  /** Folders `00` to `ff` whose names this process knows to be durable. */
  private readonly known = new Set<string>()
  private readonly firstRead = Buffer.alloc(firstReadBytes)

  constructor(folder: string, scratch: Scratch) {
    this.folder = folder
    this.scratch = scratch
  }

  path(id: ObjectId): string {
    return join(this.folder, id.slice(0, 2), id.slice(2))
  }

  /** On the main thread: a look at a name takes 4 µs, a turn through the thread pool ten times that. */
  has(id: ObjectId): boolean {
    return statSync(this.path(id), { throwIfNoEntry: false }) !== undefined
  }

  /**
   * The zlib stream, or its first `firstReadBytes` where it is longer; undefined when there is no file. On the main
   * thread: loose objects are few, small and mostly new, so that they are in the memory of the system.
   */
  private start(id: ObjectId): Buffer | undefined {
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
    const all = await inflateExactly(await readFile(this.path(id)), length + size)
    return { type, content: all.subarray(length) }
  }

  /** Content in pieces, unchecked; undefined when there is no file. */
  stream(id: ObjectId): AsyncIterable<Buffer> | undefined {
    const start = this.start(id)
    if (start === undefined) return undefined
    return this.content(id, parseHeader(inflateStart(start)).length)
  }

  private async *content(id: ObjectId, headerLength: number): AsyncGenerator<Buffer> {
    const handle = await open(this.path(id), 'r')
    // Closes itself at the end or when the iteration stops.
    const file = handle.createReadStream({ highWaterMark: 64 << 10 })
    let skip = headerLength
    for await (const piece of inflateStream(file)) {
      if (skip < piece.length) yield piece.subarray(skip)
      skip = Math.max(skip - piece.length, 0)
    }
  }

  /**
   * Stores objects; durable when it resolves. `settle` is called with the promise of durability once the first
   * of them may be seen.
   */
  async write(
    objects: readonly (GitObject & { id: ObjectId })[],
    settle: (durable: Promise<void>) => void
  ): Promise<void> {
    const files = objects.map(object => ({ ...object, temporary: this.scratch.path('object') }))
    try {
      await forEachLimited(files, writesAtOnce, async ({ type, content, temporary }) => {
        const bytes = await compress(Buffer.concat([utf8.encode(gitHeader(type, content.length)), content]))
        await writeFresh(temporary, bytes, true)
      })
      const publishing = this.publish(files)
      settle(publishing)
      await publishing
    } catch (thrown) {
      await removeAll(files.map(file => file.temporary))
      throw thrown
    }
  }

  private async publish(files: readonly { id: ObjectId; temporary: string }[]): Promise<void> {
    const folders = new Set(files.map(file => file.id.slice(0, 2)))
    const fresh = [...folders].filter(name => !this.known.has(name))
    await Promise.all(fresh.map(name => mkdir(join(this.folder, name), { recursive: true })))
    await forEachLimited(files, writesAtOnce, async file => await this.place(file.temporary, file.id))
    const paths = [...folders].map(name => join(this.folder, name))
    if (fresh.length > 0) paths.push(this.folder)
    await Promise.all(paths.map(syncFolder))
    for (const name of fresh) this.known.add(name)
  }

  private async place(temporary: string, id: ObjectId): Promise<void> {
    try {
      await rename(temporary, this.path(id))
    } catch (thrown) {
      // git gc removes folders that it has emptied.
      if (!hasErrno(thrown, 'ENOENT')) throw thrown
      await mkdir(join(this.folder, id.slice(0, 2)), { recursive: true })
      await rename(temporary, this.path(id))
      await syncFolder(this.folder)
    }
  }

  /** Every id at once: for whoever would ask for many. */
  async all(): Promise<Set<ObjectId>> {
    const found = new Set<ObjectId>()
    for await (const id of this.ids()) found.add(id)
    return found
  }

  async *ids(): AsyncGenerator<ObjectId> {
    for (const folder of await this.folders()) {
      for (const name of await readdir(join(this.folder, folder))) if (namePattern.test(name)) yield folder + name
    }
  }

  private async folders(): Promise<string[]> {
    return (await readdir(this.folder)).filter(name => folderPattern.test(name)).sort()
  }

  /** Makes durable what a process that was killed had named but not fsynced. */
  async settle(): Promise<void> {
    const folders = await this.folders()
    await forEachLimited(folders, writesAtOnce, async name => await syncFolder(join(this.folder, name)))
    await syncFolder(this.folder)
    for (const name of folders) this.known.add(name)
  }

  /** Bytes of the file of an object; undefined when there is none. */
  size(id: ObjectId): number | undefined {
    return statSync(this.path(id), { throwIfNoEntry: false })?.size
  }

  /** Removes the file of an object, and gives how many bytes it had. Not fsynced: one that comes back does no harm. */
  async remove(id: ObjectId): Promise<number> {
    const bytes = this.size(id) ?? 0
    await rm(this.path(id), { force: true })
    return bytes
  }

  /** Moves the file of an object out of the repository; false when there is none. */
  async moveOut(id: ObjectId, to: string): Promise<boolean> {
    try {
      await rename(this.path(id), to)
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT', 'ENOTDIR')) return false
      throw thrown
    }
    await syncFolder(join(this.folder, id.slice(0, 2)))
    return true
  }
}
