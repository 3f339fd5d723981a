// One pack on disk: its index in memory, its entries by positioned reads.
import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { inflateExactly } from '../storage/compress.ts'
import { damagedPack, decodeEntryHeader, type EntryHeader, trailerBytes } from '../storage/pack-format.ts'
import type { PackIndex } from './pack-index.ts'

/** Where an entry stands in its pack: header, then zlib stream up to `end`. */
export interface EntryPlace {
  readonly offset: number
  readonly header: EntryHeader
  readonly dataStart: number
  readonly end: number
  readonly crc: number
}

interface Window {
  readonly start: number
  readonly end: number
  /** Many ask for what stands in it while it is being read. */
  readonly bytes: Buffer | Promise<Buffer>
}

const noWindow: Window = { start: 0, end: 0, bytes: Buffer.alloc(0) }

/** Entries up to here are read at once with their header. */
const readAheadBytes = 16 << 10
/** What is read one after the other is read in pieces of this size: records stand together, some 300 bytes each. */
const windowBytes = 64 << 10
const pieceBytes = 64 << 10

export class PackFile {
  readonly path: string
  readonly index: PackIndex
  /** Gone from the folder: nothing new is looked up in it. */
  retired = false
  private opening: Promise<{ handle: FileHandle; end: number }> | undefined
  private users = 0
  private window = noWindow
  /** Where the last short read ended. */
  private lastEnd = 0

  constructor(path: string, index: PackIndex) {
    this.path = path
    this.index = index
  }

  get idle(): boolean {
    return this.users === 0
  }

  get isOpen(): boolean {
    return this.opening !== undefined
  }

  /** Keeps the file open while `work` runs, also when the pack is retired meanwhile. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    this.users++
    try {
      return await work()
    } finally {
      this.users--
      if (this.retired && this.idle) await this.close()
    }
  }

  /** Like `use`, for what gives its result in pieces. */
  async *useWhile<T>(work: () => AsyncIterable<T>): AsyncGenerator<T> {
    this.users++
    try {
      yield* work()
    } finally {
      this.users--
      if (this.retired && this.idle) await this.close()
    }
  }

  async retire(): Promise<void> {
    this.retired = true
    if (this.idle) await this.close()
  }

  async close(): Promise<void> {
    const opening = this.opening
    this.opening = undefined
    this.forget()
    this.index.forget()
    if (opening !== undefined) await (await opening).handle.close()
  }

  /** What is read next comes from the disk. */
  forget(): void {
    this.window = noWindow
  }

  private file(): Promise<{ handle: FileHandle; end: number }> {
    this.opening ??= this.openFile().catch((thrown: unknown) => {
      this.opening = undefined
      throw thrown
    })
    return this.opening
  }

  private async openFile(): Promise<{ handle: FileHandle; end: number }> {
    const handle = await open(this.path, 'r')
    try {
      const { size } = await handle.stat()
      return { handle, end: size - trailerBytes }
    } catch (thrown) {
      await handle.close()
      throw thrown
    }
  }

  /** Its last bytes, as they stand on the disk now. */
  async checksum(): Promise<Buffer> {
    return await this.use(async () => {
      const { end } = await this.file()
      return await this.readFromDisk(Math.max(0, end), Math.max(0, end) + trailerBytes)
    })
  }

  /** Where its last entry ends. */
  async end(): Promise<number> {
    return (await this.file()).end
  }

  /** Bytes `start` to `end` of the file; fewer when the file is shorter. They are not to be written to. */
  async readAt(start: number, end: number): Promise<Buffer> {
    if (end - start > readAheadBytes) return await this.readFromDisk(start, end)
    const { window, lastEnd } = this
    this.lastEnd = end
    if (start >= window.start && end <= window.end) {
      const bytes = window.bytes instanceof Promise ? await window.bytes : window.bytes
      return bytes.subarray(start - window.start, end - window.start)
    }
    if (start < lastEnd - readAheadBytes || start > lastEnd + windowBytes) return await this.readFromDisk(start, end)
    return (await this.readWindow(start)).subarray(0, end - start)
  }

  private async readWindow(start: number): Promise<Buffer> {
    const place = { start, end: start + windowBytes }
    const reading: Window = { ...place, bytes: this.readFromDisk(place.start, place.end) }
    this.window = reading
    try {
      const bytes = await reading.bytes
      if (this.window === reading) this.window = { ...place, bytes }
      return bytes
    } catch (thrown) {
      if (this.window === reading) this.forget()
      throw thrown
    }
  }

  private async readFromDisk(start: number, end: number): Promise<Buffer> {
    const { handle } = await this.file()
    const buffer = Buffer.allocUnsafe(Math.max(end - start, 0))
    let filled = 0
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return buffer.subarray(0, filled)
  }

  /** Where the entry at this place of the index stands. @throws KUBE_OBJECT_DAMAGED */
  async place(position: number): Promise<{ place: EntryPlace; ahead: Buffer }> {
    const offset = this.index.offsetAt(position)
    return await this.placeAt(offset, this.index.crcAt(position))
  }

  /** `ahead` holds the first bytes of its zlib stream, all of them when it is small. */
  async placeAt(offset: number, crc = 0): Promise<{ place: EntryPlace; ahead: Buffer }> {
    const end = this.index.nextOffset(offset, (await this.file()).end)
    const ahead = await this.readAt(offset, Math.min(end, offset + readAheadBytes))
    const header = decodeEntryHeader(ahead, 0)
    if (header === undefined) throw damagedPack(`no entry at byte ${offset} of ${this.path}`)
    return {
      place: { offset, header, dataStart: offset + header.length, end, crc },
      ahead: ahead.subarray(header.length)
    }
  }

  /** What the zlib stream of an entry holds. @throws KUBE_OBJECT_DAMAGED */
  async inflate({ place, ahead }: { place: EntryPlace; ahead: Buffer }): Promise<Buffer> {
    const whole = place.dataStart + ahead.length >= place.end
    const data = whole ? ahead : Buffer.concat([ahead, await this.readAt(place.dataStart + ahead.length, place.end)])
    return await inflateExactly(data, place.header.size)
  }

  /** The zlib stream of an entry as it stands, its CRC of the index checked at the end. @throws KUBE_OBJECT_DAMAGED */
  async *raw(place: EntryPlace): AsyncGenerator<Buffer> {
    let crc = crc32(await this.readAt(place.offset, place.dataStart))
    for await (const piece of this.pieces(place)) {
      crc = crc32(piece, crc)
      yield piece
    }
    if (crc !== place.crc) throw damagedPack(`the entry at byte ${place.offset} of ${this.path} has another CRC`)
  }

  /** The zlib stream of an entry, unchecked. */
  async *pieces(place: EntryPlace): AsyncGenerator<Buffer> {
    for (let at = place.dataStart; at < place.end; at += pieceBytes) {
      const piece = await this.readAt(at, Math.min(at + pieceBytes, place.end))
      if (piece.length === 0) return
      yield piece
    }
  }
}
