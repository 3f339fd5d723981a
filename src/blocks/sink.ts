// Where objects of a peer's pack go: whole ones at once, those in pieces by way of a file, so that nothing is stored of
// one that proves wrong.
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { GitType } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { inflateStream } from '../storage/compress.ts'
import type { Scratch } from '../storage/disk.ts'
import type { DurableSink } from '../storage/receiving.ts'
import type { BlockWriter } from './writer.ts'

interface Spool {
  readonly path: string
  readonly handle: FileHandle
  readonly type: GitType
  readonly size: number
}

export class BlockSink implements DurableSink {
  private readonly writer: BlockWriter
  private readonly scratch: Scratch
  private spool: Spool | undefined

  constructor(writer: BlockWriter, scratch: Scratch) {
    this.writer = writer
    this.scratch = scratch
  }

  async start(): Promise<void> {
    // However many come, they go the same way.
  }

  async object({ id, type, content }: { id: ObjectId; type: GitType; content: Buffer }): Promise<void> {
    if (!(await this.writer.isHere(id))) await this.writer.add(id, type, content)
  }

  async begin(type: GitType, size: number): Promise<void> {
    const path = this.scratch.path('object')
    this.spool = { path, handle: await open(path, 'wx', 0o600), type, size }
  }

  async append(compressed: Buffer): Promise<void> {
    await this.spool!.handle.writeFile(compressed)
  }

  async end(id: ObjectId): Promise<void> {
    const { path, type, size } = this.spool!
    if (!(await this.writer.isHere(id))) {
      await this.writer.addStream(
        id,
        { type, size },
        inflateStream(createReadStream(path, { highWaterMark: 256 << 10 }))
      )
    }
    await this.rollback()
  }

  async rollback(): Promise<void> {
    const { spool } = this
    this.spool = undefined
    if (spool === undefined) return
    await spool.handle.close()
    await rm(spool.path, { force: true })
  }

  async commit(): Promise<void> {
    await this.writer.settle()
  }

  async abandon(): Promise<void> {
    await this.rollback()
    await this.writer.end()
  }
}
