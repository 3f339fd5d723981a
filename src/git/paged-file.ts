// A file that is read in small pieces, here and there: pages that were read are kept until there are many, then all go.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { hasErrno } from '../storage/disk.ts'
import type { Bytes } from './packed-refs.ts'

const pageBytes = 64 << 10
const pagesMax = 64
/** A file up to this size is held whole, and not kept open. */
const wholeBytesMax = 4 << 20

/** A text in memory. */
export function bytesOf(text: Buffer): Bytes {
  return { length: text.length, read: (start, end) => text.subarray(start, end) }
}

/**
 * Reads on the main thread: a page that the system has in memory takes less than a turn through the thread pool.
 * The file stays the one that was opened, whatever takes its name.
 */
export class PagedFile implements Bytes {
  readonly length: number
  private readonly file: number
  private readonly pages = new Map<number, Buffer>()

  private constructor(file: number, length: number) {
    this.file = file
    this.length = length
  }

  /** Small files whole; undefined when there is none. */
  static open(path: string): { bytes: Bytes; close: () => void } | undefined {
    let file: number
    try {
      file = openSync(path, 'r')
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT')) return undefined
      throw thrown
    }
    const paged = new PagedFile(file, fstatSync(file).size)
    if (paged.length > wholeBytesMax) return { bytes: paged, close: () => closeSync(file) }
    try {
      return { bytes: bytesOf(paged.readFromDisk(0, paged.length)), close: () => undefined }
    } finally {
      closeSync(file)
    }
  }

  read(start: number, end: number): Buffer {
    const first = Math.floor(start / pageBytes)
    const last = Math.floor((Math.max(end, start + 1) - 1) / pageBytes)
    const page = this.page(first)
    const offset = first * pageBytes
    if (first === last) return page.subarray(start - offset, end - offset)
    if (last - first > 1) return this.readFromDisk(start, end)
    return Buffer.concat([page.subarray(start - offset), this.page(last).subarray(0, end - last * pageBytes)])
  }

  private page(number: number): Buffer {
    const known = this.pages.get(number)
    if (known !== undefined) return known
    if (this.pages.size >= pagesMax) this.pages.clear()
    const page = this.readFromDisk(number * pageBytes, Math.min((number + 1) * pageBytes, this.length))
    this.pages.set(number, page)
    return page
  }

  private readFromDisk(start: number, end: number): Buffer {
    const buffer = Buffer.allocUnsafeSlow(Math.max(end - start, 0))
    let filled = 0
    while (filled < buffer.length) {
      const count = readSync(this.file, buffer, filled, buffer.length - filled, start + filled)
      if (count === 0) break
      filled += count
    }
    return buffer.subarray(0, filled)
  }
}
