// A zlib stream that comes in pieces and ends somewhere within them.
import { createInflate } from 'node:zlib'
import { inflateChunkBytes } from './compress.ts'
import { damagedPack } from './pack-format.ts'

export class Inflating {
  private readonly inflate = createInflate({ chunkSize: inflateChunkBytes })
  private readonly size: number
  private length = 0
  private ended = false
  private failure: unknown
  private wake: (() => void) | undefined

  /** @param size what the stream must hold; `take` has it in pieces */
  constructor(size: number, take: (piece: Buffer) => void) {
    this.size = size
    this.inflate.on('data', (piece: Buffer) => {
      this.length += piece.length
      if (this.length > size) this.refuse(damagedPack('an object larger than it says'))
      else take(piece)
    })
    this.inflate.on('end', () => {
      this.ended = true
      this.wake?.()
    })
    this.inflate.on('error', error => this.refuse(error))
  }

  private refuse(failure: unknown): void {
    this.failure ??= failure
    this.inflate.destroy()
    this.wake?.()
  }

  /** How many of the bytes belong to the stream. @throws KUBE_OBJECT_DAMAGED, and what zlib throws */
  async write(piece: Buffer): Promise<number> {
    const before = this.inflate.bytesWritten
    await new Promise<void>(resolve => {
      this.wake = resolve
      this.inflate.write(piece, () => resolve())
    })
    if (this.failure !== undefined) throw this.failure
    return this.inflate.bytesWritten - before
  }

  /** Once no more bytes come. @throws as `write`, and where the stream is not over */
  async finished(): Promise<void> {
    if (!this.ended && this.failure === undefined) {
      await new Promise<void>(resolve => {
        this.wake = resolve
        this.inflate.end()
      })
    }
    if (this.failure !== undefined) throw this.failure
    if (this.length !== this.size) throw damagedPack('an object smaller than it says')
  }

  stop(): void {
    this.inflate.destroy()
  }
}
