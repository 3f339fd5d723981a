// The index of a pack, version 2 (gitformat-pack), searched in place.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { sortedById } from '../base/sorted-ids.ts'
import type { ObjectId } from '../base/types.ts'
import { hasErrno } from '../storage/disk.ts'
import { damagedPack, trailerBytes } from '../storage/pack-format.ts'
import type { IdFilter } from './id-filter.ts'

const magic = 0xff744f63
const namesStart = 8 + 256 * 4
const large = 0x80000000

export interface IndexedEntry {
  readonly id: ObjectId
  readonly crc: number
  readonly offset: number
}

/** File of an index over the entries. */
export function encodePackIndex(entries: readonly IndexedEntry[], packChecksum: Uint8Array): Buffer {
  const sorted = sortedById(entries)
  const count = sorted.length
  const far = sorted.filter(entry => entry.offset >= large)
  const file = Buffer.alloc(namesStart + count * 28 + far.length * 8 + 2 * trailerBytes)
  file.writeUInt32BE(magic, 0)
  file.writeUInt32BE(2, 4)
  const counts = new Uint32Array(256)
  let farSeen = 0
  for (const [position, entry] of sorted.entries()) {
    const nameAt = namesStart + position * 20
    file.write(entry.id, nameAt, 'hex')
    counts[file[nameAt]!]! += 1
    file.writeUInt32BE(entry.crc, namesStart + count * 20 + position * 4)
    const isFar = entry.offset >= large
    if (isFar) file.writeBigUInt64BE(BigInt(entry.offset), namesStart + count * 28 + farSeen * 8)
    file.writeUInt32BE(isFar ? large + farSeen++ : entry.offset, namesStart + count * 24 + position * 4)
  }
  for (let byte = 0, sum = 0; byte < 256; byte++) {
    sum += counts[byte]!
    file.writeUInt32BE(sum, 8 + byte * 4)
  }
  const end = file.length - trailerBytes
  file.set(packChecksum, end - trailerBytes)
  file.set(createHash('sha1').update(file.subarray(0, end)).digest(), end)
  return file
}

/**
 * The file itself is in memory or, once it is let go, read where it stands; the first four bytes of each id always are
 * in memory, so that looking for what is not in the pack touches nothing else.
 */
export class PackIndex {
  readonly count: number
  /** That of the pack it is of. */
  readonly packChecksum: Buffer
  private file: Buffer | undefined
  private readonly length: number
  private path: string | undefined
  private readonly heads: Uint32Array
  private byOffset: Uint32Array | Float64Array | undefined

  /** @throws KUBE_OBJECT_DAMAGED when the bytes are not a whole index of version 2 */
  constructor(file: Buffer) {
    if (file.length < namesStart + 2 * trailerBytes || file.readUInt32BE(0) !== magic || file.readUInt32BE(4) !== 2) {
      throw damagedPack('its index is not of version 2')
    }
    this.file = file
    this.length = file.length
    this.count = file.readUInt32BE(8 + 255 * 4)
    const end = file.length - trailerBytes
    const checksum = createHash('sha1').update(file.subarray(0, end)).digest()
    if (file.length < namesStart + this.count * 28 + 2 * trailerBytes || !checksum.equals(file.subarray(end))) {
      throw damagedPack('its index is cut short or damaged')
    }
    this.packChecksum = Buffer.from(file.subarray(end - trailerBytes, end))
    this.heads = new Uint32Array(this.count)
    for (let at = 0; at < this.count; at++) this.heads[at] = file.readUInt32BE(namesStart + at * 20)
  }

  /** Bytes of the file that are in memory. */
  get held(): number {
    return this.file?.length ?? 0
  }

  /** Lets the file in memory go: it stands on the disk under this path. */
  letGo(path: string): void {
    this.path = path
    this.file = undefined
  }

  /** Lets go what is made anew when the pack is read again. */
  forget(): void {
    this.byOffset = undefined
  }

  private part(start: number, end: number): Buffer {
    if (this.file !== undefined) return this.file.subarray(start, end)
    const file = openSync(this.path!, 'r')
    try {
      const buffer = Buffer.allocUnsafe(end - start)
      if (readSync(file, buffer, 0, buffer.length, start) === buffer.length) return buffer
      throw damagedPack('its index has become shorter')
    } finally {
      closeSync(file)
    }
  }

  /** Adds every id to a filter. */
  addTo(filter: IdFilter): void {
    for (const head of this.heads) filter.add(head)
  }

  /** Place of the object in the index; -1 when it is not in this pack. */
  find(id: Buffer): number {
    const head = id.readUInt32BE(0)
    for (let at = this.firstFrom(head); this.heads[at] === head; at++) {
      const start = namesStart + at * 20
      try {
        if (this.part(start, start + 20).equals(id)) return at
      } catch (thrown) {
        // Removed by git gc after its objects had got another place.
        if (!hasErrno(thrown, 'ENOENT')) throw thrown
        return -1
      }
    }
    return -1
  }

  /** The first place whose id starts so or with more. Ids are spread evenly, so it is near where it would be. */
  private firstFrom(head: number): number {
    const { heads, count } = this
    let low = 0
    let high = count
    let probe = Math.floor((head / 2 ** 32) * count)
    for (let step = 16; low < high; step *= 4) {
      if (heads[probe]! < head) {
        low = probe + 1
        if (low + step >= high) break
        probe = low + step
      } else {
        high = probe
        if (high - step <= low) break
        probe = high - step
      }
      if (high - low <= 4 * step) break
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if (heads[middle]! < head) low = middle + 1
      else high = middle
    }
    return low
  }

  idAt(position: number): ObjectId {
    return this.part(namesStart + position * 20, namesStart + position * 20 + 20).toString('hex')
  }

  crcAt(position: number): number {
    const start = namesStart + this.count * 20 + position * 4
    return this.part(start, start + 4).readUInt32BE()
  }

  offsetAt(position: number): number {
    const start = namesStart + this.count * 24 + position * 4
    const offset = this.part(start, start + 4).readUInt32BE()
    return offset < large ? offset : this.farOffset(offset)
  }

  private farOffset(offset: number): number {
    const start = namesStart + this.count * 28 + (offset - large) * 8
    return Number(this.part(start, start + 8).readBigUInt64BE())
  }

  /** Where the entry after the one at `offset` starts; `end` when it is the last. */
  nextOffset(offset: number, end: number): number {
    this.byOffset ??= this.offsets().sort()
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.byOffset[middle]! <= offset) low = middle + 1
      else high = middle
    }
    return this.byOffset[low] ?? end
  }

  private offsets(): Uint32Array | Float64Array {
    const start = namesStart + this.count * 24
    const table = this.part(start, start + this.count * 4)
    const hasFar = this.length > namesStart + this.count * 28 + 2 * trailerBytes
    const offsets = hasFar ? new Float64Array(this.count) : new Uint32Array(this.count)
    for (let at = 0; at < this.count; at++) {
      const offset = table.readUInt32BE(at * 4)
      offsets[at] = offset < large ? offset : this.farOffset(offset)
    }
    return offsets
  }

  *ids(): Generator<ObjectId> {
    const names = this.part(namesStart, namesStart + this.count * 20)
    for (let at = 0; at < names.length; at += 20) yield names.toString('hex', at, at + 20)
  }
}
