// A LevelDB whose puts are durable when they resolve. Puts that are asked for while one batch is on its way to the disk
// go together in the next, so that many share one fsync.
import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClassicLevel } from 'classic-level'
import { type DatabaseOptions, Level } from 'level'

/** Of one batch: what waits for one fsync. */
const batchBytesMax = 8 << 20
/** Beyond its logs, what LevelDB writes when it opens. */
const openBytes = 1 << 20

export interface Change {
  readonly key: string
  /** Undefined deletes. */
  readonly value: Uint8Array | undefined
}

interface Waiting {
  readonly changes: readonly Change[]
  readonly durable: boolean
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

function operationOf({ key, value }: Change) {
  return value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value }
}

export class DurableLevel extends Level<string, Uint8Array> {
  private waiting: Waiting[] = []
  private draining: Promise<void> | undefined
  /** What the disk said to a batch: LevelDB has to open anew before it writes again. */
  private failure: unknown
  private reopening: Promise<void> | undefined
  /** Times that it was opened anew. */
  private generation = 0

  constructor(dir: string, options: DatabaseOptions<string, Uint8Array> = {}) {
    super(dir, { keyEncoding: 'utf8', valueEncoding: 'view', ...options })
  }

  /** Durable when it resolves. The value must not be written to before. */
  override put(key: string, value: Uint8Array): Promise<void> {
    return this.change([{ key, value }], true)
  }

  override del(key: string): Promise<void> {
    return this.change([{ key, value: undefined }], true)
  }

  /** All of the changes or none, after those that were asked for before. */
  change(changes: readonly Change[], durable: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ changes, durable, resolve, reject })
      this.draining ??= this.drain()
    })
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.nextGroup()
      try {
        if (this.failure !== undefined) await this.openAnew()
        const operations = group.flatMap(({ changes }) => changes.map(operationOf))
        await this.batch(operations, { sync: group.some(({ durable }) => durable) })
        for (const { resolve } of group) resolve()
      } catch (thrown) {
        this.failure = thrown
        for (const { reject } of group) reject(thrown)
      }
    }
    this.draining = undefined
  }

  private nextGroup(): Waiting[] {
    let count = 0
    let bytes = 0
    for (const { changes } of this.waiting) {
      if (count > 0 && bytes > batchBytesMax) break
      for (const { value } of changes) bytes += value?.length ?? 0
      count++
    }
    return this.waiting.splice(0, count)
  }

  /**
   * After a failed write a log may end in half a record, and what is written behind it would be lost: opening puts what
   * is whole into tables and begins another log. Reads go on meanwhile as long as the disk has no room for that.
   */
  private async openAnew(): Promise<void> {
    if (!(await this.hasRoom())) throw this.failure
    this.generation++
    this.reopening = (async () => {
      await this.close()
      await this.open()
      this.failure = undefined
    })()
    await this.reopening
  }

  private async hasRoom(): Promise<boolean> {
    let wanted = openBytes
    for (const name of await readdir(this.location)) {
      if (name.endsWith('.log')) wanted += (await stat(join(this.location, name))).size
    }
    const { bavail, bsize } = await statfs(this.location)
    return bavail * bsize >= wanted
  }

  /** Runs `read`; again, where the database was opened anew under it. */
  async reading<T>(read: () => Promise<T>): Promise<T> {
    // The writer that it was opened anew for hears of a failure; for a reader the read below fails.
    await this.reopening?.catch(() => undefined)
    const { generation } = this
    try {
      return await read()
    } catch (thrown) {
      if (this.generation === generation) throw thrown
      await this.reopening
      return await read()
    }
  }

  /** Writes its files from `start` to `end` anew, without what was deleted. */
  async compact(start: string, end: string): Promise<void> {
    // `level` is `classic-level` here, and its types are those that browsers have too.
    const level = this as unknown as Pick<ClassicLevel<string, Uint8Array>, 'compactRange'>
    await this.reading(() => level.compactRange(start, end))
  }

  /** Once what was asked for is written. */
  async end(): Promise<void> {
    await this.draining
    await this.close()
  }
}
