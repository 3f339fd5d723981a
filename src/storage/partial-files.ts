// Partial objects as files: `<id>`, content, and `<id>.z`, a zlib stream of it that ends anywhere.
import { createReadStream, createWriteStream } from 'node:fs'
import fs, { type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createInflate } from 'node:zlib'
import { partialBytesMin, partialMsMax } from '../base/limits.ts'
import { type Logger, type ObjectId, silent } from '../base/types.ts'
import type { ContentSource, Keeping, ObjectHeader } from '../ports/objects.ts'
import type { Partial, Partials } from '../ports/partials.ts'
import { hasErrno } from './disk.ts'

/** Of its bytes, while it comes: in the store, its stream, and what that holds. */
const copiesMax = 3

export class PartialFiles implements Partials {
  readonly #folder: string
  readonly #logger: Logger
  readonly #open = new Set<ObjectId>()
  readonly bytesMin: number

  constructor(
    folder: string,
    { logger = silent, bytesMin = partialBytesMin }: { logger?: Logger; bytesMin?: number } = {}
  ) {
    this.#folder = folder
    this.#logger = logger
    this.bytesMin = bytesMin
  }

  async open(id: ObjectId, size: number): Promise<Partial | undefined> {
    if (this.#open.has(id)) return undefined
    this.#open.add(id)
    try {
      await fs.mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await this.sweep()
      const partial = new PartialFile(join(this.#folder, id), this.#logger, () => this.#open.delete(id))
      const { bavail, bsize } = await fs.statfs(this.#folder)
      const free = bavail * bsize
      // What has come takes room already.
      if (free + (await partial.bytes()) >= copiesMax * size) return partial
      if (free < size) await partial.remove()
    } catch (thrown) {
      this.#logger.log('warn', 'what comes of a large object is not kept', { reason: String(thrown) })
    }
    this.#open.delete(id)
    return undefined
  }

  /** What nobody has gone on with for long is of an object that was freed, or came whole. */
  async sweep(): Promise<void> {
    try {
      for (const name of await fs.readdir(this.#folder)) {
        if (this.#open.has(name.slice(0, 40))) continue
        const file = join(this.#folder, name)
        if (Date.now() - (await fs.stat(file)).mtimeMs > partialMsMax) await fs.rm(file, { force: true })
      }
    } catch (thrown) {
      // None yet, or one that went meanwhile: the next time does the rest.
      if (hasErrno(thrown, 'ENOENT')) return
      this.#logger.log('warn', 'what came of large objects cannot be looked through', { reason: String(thrown) })
    }
  }
}

class PartialFile implements Partial {
  readonly #content: string
  readonly #stream: string
  readonly #logger: Logger
  readonly close: () => void

  constructor(content: string, logger: Logger, close: () => void) {
    this.#content = content
    this.#stream = `${content}.z`
    this.#logger = logger
    this.close = close
  }

  async begun(): Promise<number> {
    const content = await sizeOf(this.#content)
    if ((await sizeOf(this.#stream)) === 0) return content
    const inflated = `${this.#content}.new`
    try {
      // What is behind the last whole block of the stream comes again.
      const inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
      await pipeline(createReadStream(this.#stream), inflate, createWriteStream(inflated, { mode: 0o600 }))
      if ((await sizeOf(inflated)) > content) await fs.rename(inflated, this.#content)
    } catch (thrown) {
      this.#logger.log('warn', 'what had come of a large object is lost', { reason: String(thrown) })
    }
    await this.#removeAll([inflated, this.#stream])
    return sizeOf(this.#content)
  }

  async bytes(): Promise<number> {
    return (await sizeOf(this.#content)) + (await sizeOf(this.#stream))
  }

  keep(): Promise<Keeping> {
    return this.#keeping(this.#stream, 'w')
  }

  append(): Promise<Keeping> {
    return this.#keeping(this.#content, 'a')
  }

  async #keeping(path: string, flags: string): Promise<Keeping> {
    let file: FileHandle | undefined
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
      try {
        await work()
      } catch (thrown) {
        this.#logger.log('warn', 'what comes of a large object is not kept', { reason: String(thrown) })
        const failed = file
        file = undefined
        // It has failed, and was said to.
        await failed?.close().catch(() => undefined)
        // A part of a piece may stand there, or room is short: the transfer itself needs it.
        await this.remove()
      }
    }
    await attempt(async () => {
      file = await fs.open(path, flags, 0o600)
    })
    return {
      async write(bytes) {
        await attempt(async () => file?.appendFile(bytes))
        return file !== undefined
      },
      end: () => attempt(async () => file?.close())
    }
  }

  source(header: ObjectHeader): ContentSource {
    return { ...header, open: () => createReadStream(this.#content) }
  }

  remove(): Promise<void> {
    return this.#removeAll([this.#content, this.#stream])
  }

  async #removeAll(files: readonly string[]): Promise<void> {
    for (const file of files) {
      await fs
        .rm(file, { force: true })
        .catch(thrown => this.#logger.log('warn', 'a part of a large object stays', { file, reason: String(thrown) }))
    }
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await fs.stat(file)).size
  } catch {
    return 0
  }
}
