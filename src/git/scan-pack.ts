// What stands in a pack, found from the pack alone: where each entry begins and ends, its CRC, and the id of its object.
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { type GitType, gitHeader, gitId } from '../base/bytes.ts'
import { isDamage } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import { inflateAt, inflateExactly, inflateStream, isZlibError } from '../storage/compress.ts'
import { Inflating } from '../storage/inflating.ts'
import {
  applyDelta,
  damagedPack,
  decodeEntryHeader,
  decodePackHeader,
  type EntryHeader,
  entryHeaderBytesMax,
  packHeaderBytes,
  trailerBytes
} from '../storage/pack-format.ts'

export interface ScannedEntry {
  readonly offset: number
  readonly header: EntryHeader
  readonly end: number
  readonly crc: number
  /** Undefined for a delta whose base was not found. */
  id?: ObjectId
}

export interface ScannedPack {
  readonly entries: readonly ScannedEntry[]
  /** What its last bytes say; that of all the others where it is whole. */
  readonly checksum: Buffer
  /** Why it is not whole; undefined when it is: its checksum, its count, every entry. */
  readonly fault: string | undefined
}

/** Objects up to here are inflated at once. */
const wholeBytesMax = 256 << 10
const windowBytes = 1 << 20
/** Entries, or bytes that are looked at for one, between two turns for others. */
const breathEvery = 256

/** Of the three bits that are the type of an entry, those of none. */
const unknownTypes: ReadonlySet<number> = new Set([0, 5])

/** An object that a delta makes. */
export type OnMade = (entry: ScannedEntry, type: GitType, content: Uint8Array) => Promise<void>

/** A pack file read in place, whatever its index says. */
export class PackScan {
  private readonly handle: FileHandle
  private readonly size: number
  private window = { start: 0, bytes: Buffer.alloc(0) }

  private constructor(handle: FileHandle, size: number) {
    this.handle = handle
    this.size = size
  }

  static async open(path: string): Promise<PackScan> {
    const handle = await open(path, 'r')
    try {
      return new PackScan(handle, (await handle.stat()).size)
    } catch (thrown) {
      await handle.close()
      throw thrown
    }
  }

  async close(): Promise<void> {
    await this.handle.close()
  }

  /** Where the last entry ends, if nothing is cut. */
  private get end(): number {
    return Math.max(packHeaderBytes, this.size - trailerBytes)
  }

  /** Reads all of it. `made` has each object that stands there as a delta. */
  async read(made: OnMade = async () => undefined): Promise<ScannedPack> {
    const checksum = Buffer.from(await this.bytes(Math.max(0, this.size - trailerBytes), this.size))
    const count = decodePackHeader(await this.bytes(0, packHeaderBytes))
    const entries: ScannedEntry[] = []
    let fault = count === undefined ? 'it is no pack of version 2' : undefined
    for (let offset = packHeaderBytes, looks = 1; offset < this.end; looks++) {
      const entry = await this.entryIfWhole(offset)
      if (entry === undefined) fault ??= `no entry can be read at byte ${offset}`
      else entries.push(entry)
      // What stands behind damaged bytes is looked for at each of them: an entry shows itself by its zlib stream.
      offset = entry?.end ?? offset + 1
      if (looks % breathEvery === 0) await setImmediate()
    }
    await this.makeDeltas(entries, made)
    if (count !== entries.length) fault ??= `it has ${entries.length} entries, not ${count}`
    if (entries.some(({ id }) => id === undefined)) fault ??= 'the base of a delta is not there'
    if (!checksum.equals(await this.sha1())) fault ??= 'its checksum is wrong'
    return { entries, checksum, fault }
  }

  /** The zlib stream of an entry as it stands, in pieces. */
  async *raw({ offset, header, end }: ScannedEntry): AsyncGenerator<Buffer> {
    for (let at = offset + header.length; at < end; at += windowBytes) {
      yield Buffer.from(await this.bytes(at, Math.min(at + windowBytes, end)))
    }
  }

  /** Bytes of the file, fewer where it ends; good until the next call. */
  private async bytes(start: number, end: number): Promise<Buffer> {
    const stop = Math.min(end, this.size)
    const { window } = this
    if (start < window.start || stop > window.start + window.bytes.length) {
      // From a little before: whoever looks for an entry goes back to the byte after the last one.
      const from = Math.max(0, start - 2 * entryHeaderBytesMax)
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(Math.max(stop - from, windowBytes), this.size - from)))
      let filled = 0
      while (filled < buffer.length) {
        const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, from + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      this.window = { start: from, bytes: buffer.subarray(0, filled) }
    }
    return this.window.bytes.subarray(start - this.window.start, Math.max(stop, start) - this.window.start)
  }

  private async sha1(): Promise<Buffer> {
    const hash = createHash('sha1')
    for (let at = 0; at < this.size - trailerBytes; at += windowBytes) {
      hash.update(await this.bytes(at, Math.min(at + windowBytes, this.size - trailerBytes)))
    }
    return hash.digest()
  }

  private async entryIfWhole(offset: number): Promise<ScannedEntry | undefined> {
    try {
      return await this.entryAt(offset)
    } catch (thrown) {
      if (isDamage(thrown) || isZlibError(thrown)) return undefined
      throw thrown
    }
  }

  private async entryAt(offset: number): Promise<ScannedEntry | undefined> {
    const start = await this.bytes(offset, Math.min(offset + entryHeaderBytesMax, this.end))
    if (unknownTypes.has((start[0]! >> 4) & 7)) return undefined
    const header = decodeEntryHeader(start, 0)
    if (header === undefined || header.length + 2 > start.length || !isZlib(start, header.length)) return undefined
    const hash = isDelta(header) ? undefined : createHash('sha1').update(gitHeader(header.kind as GitType, header.size))
    const from = offset + header.length
    const length =
      header.size <= wholeBytesMax
        ? await this.short(from, header.size, piece => hash?.update(piece))
        : await this.long(from, header.size, piece => hash?.update(piece))
    const end = from + length
    let crc = 0
    for (let at = offset; at < end; at += windowBytes) {
      crc = crc32(await this.bytes(at, Math.min(at + windowBytes, end)), crc)
    }
    return { offset, header, end, crc, ...(hash && { id: hash.digest('hex') }) }
  }

  /** How many bytes the zlib stream has. @throws KUBE_OBJECT_DAMAGED, and what zlib throws */
  private async short(from: number, size: number, take: (piece: Buffer) => void): Promise<number> {
    // Nearly always the whole stream; a writer that flushes often makes longer ones.
    const here = await this.bytes(from, Math.min(from + size + (size >> 3) + 128, this.end))
    let found: { content: Buffer; consumed: number }
    try {
      found = inflateAt(here, size)
    } catch (thrown) {
      if ((thrown as { code?: unknown }).code !== 'Z_BUF_ERROR') throw thrown
      return await this.long(from, size, take)
    }
    if (found.content.length !== size) throw damagedPack('an entry of another size')
    take(found.content)
    return found.consumed
  }

  private async long(from: number, size: number, take: (piece: Buffer) => void): Promise<number> {
    const stream = new Inflating(size, take)
    try {
      for (let at = from; at < this.end; ) {
        const piece = Buffer.from(await this.bytes(at, Math.min(at + (64 << 10), this.end)))
        const consumed = await stream.write(piece)
        at += consumed
        // zlib leaves bytes only when its stream has ended.
        if (consumed < piece.length || at === this.end) {
          await stream.finished()
          return at - from
        }
      }
      throw damagedPack('an entry that is cut short')
    } finally {
      stream.stop()
    }
  }

  /** Gives every delta its id whose base is there, bases first; no more contents are held than one chain has. */
  private async makeDeltas(entries: readonly ScannedEntry[], made: OnMade): Promise<void> {
    const waiting = new Map<number | ObjectId, ScannedEntry[]>()
    for (const entry of entries) {
      const { base, distance } = entry.header
      if (!isDelta(entry.header)) continue
      const key = base ?? entry.offset - (distance ?? 0)
      const others = waiting.get(key)
      if (others) others.push(entry)
      else waiting.set(key, [entry])
    }
    const take = ({ id, offset }: ScannedEntry): ScannedEntry[] => {
      const found = [...(waiting.get(offset) ?? []), ...(waiting.get(id ?? offset) ?? [])]
      waiting.delete(offset)
      if (id !== undefined) waiting.delete(id)
      return found
    }
    for (const root of entries) {
      if (waiting.size === 0) return
      if (root.id === undefined || isDelta(root.header)) continue
      const children = take(root)
      if (children.length === 0) continue
      await this.makeFrom(root.header.kind as GitType, await this.content(root), children, take, made)
    }
  }

  private async makeFrom(
    type: GitType,
    base: Uint8Array,
    children: readonly ScannedEntry[],
    take: (entry: ScannedEntry) => ScannedEntry[],
    made: OnMade
  ): Promise<void> {
    const open = [{ base, left: [...children] }]
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      const entry = level.left.pop()
      if (entry === undefined) {
        open.pop()
        continue
      }
      const content = await this.applied(level.base, entry)
      if (content === undefined) continue
      entry.id = gitId(type, content)
      await made(entry, type, content)
      const left = take(entry)
      if (left.length > 0) open.push({ base: content, left })
    }
  }

  /** Undefined for a delta that does not fit its base. */
  private async applied(base: Uint8Array, entry: ScannedEntry): Promise<Buffer | undefined> {
    try {
      return applyDelta(base, await this.content(entry))
    } catch (thrown) {
      if (isDamage(thrown)) return undefined
      throw thrown
    }
  }

  private async content(entry: ScannedEntry): Promise<Buffer> {
    const { header } = entry
    const pieces: Buffer[] = []
    if (header.size <= wholeBytesMax) {
      for await (const piece of this.raw(entry)) pieces.push(piece)
      return await inflateExactly(Buffer.concat(pieces), header.size)
    }
    for await (const piece of inflateStream(this.raw(entry))) pieces.push(piece)
    return Buffer.concat(pieces)
  }
}

export const isDelta = ({ kind }: EntryHeader): boolean => kind === 'ofs-delta' || kind === 'ref-delta'

/** Whether a zlib stream may begin here (RFC 1950, 2.2). */
function isZlib(bytes: Buffer, at: number): boolean {
  return (bytes[at]! & 0x0f) === 8 && bytes.readUInt16BE(at) % 31 === 0
}
