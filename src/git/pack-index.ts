// The index of a pack, version 2 (gitformat-pack): held in memory as the bytes of its file, searched in place.
import { createHash } from 'node:crypto'
import type { ObjectId } from '../base/types.ts'
import { damagedPack, trailerBytes } from './pack-format.ts'

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
  const sorted = [...entries].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
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

export class PackIndex {
  readonly count: number
  private readonly file: Buffer
  private byOffset: Float64Array | undefined

  /** @throws KUBE_OBJECT_DAMAGED when the bytes are not a whole index of version 2 */
  constructor(file: Buffer) {
    if (file.length < namesStart + 2 * trailerBytes || file.readUInt32BE(0) !== magic || file.readUInt32BE(4) !== 2) {
      throw damagedPack('its index is not of version 2')
    }
    this.file = file
    this.count = this.fanout(255)
    const end = file.length - trailerBytes
    const checksum = createHash('sha1').update(file.subarray(0, end)).digest()
    if (file.length < namesStart + this.count * 28 + 2 * trailerBytes || !checksum.equals(file.subarray(end))) {
      throw damagedPack('its index is cut short or damaged')
    }
  }

  private fanout(byte: number): number {
    return byte < 0 ? 0 : this.file.readUInt32BE(8 + byte * 4)
  }

  /** Place of the object in the index; -1 when it is not in this pack. */
  find(id: Buffer): number {
    let low = this.fanout(id[0]! - 1)
    let high = this.fanout(id[0]!) - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const start = namesStart + middle * 20
      const order = this.file.compare(id, 0, 20, start, start + 20)
      if (order === 0) return middle
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  idAt(position: number): ObjectId {
    return this.file.toString('hex', namesStart + position * 20, namesStart + position * 20 + 20)
  }

  crcAt(position: number): number {
    return this.file.readUInt32BE(namesStart + this.count * 20 + position * 4)
  }

  offsetAt(position: number): number {
    const offset = this.file.readUInt32BE(namesStart + this.count * 24 + position * 4)
    if (offset < large) return offset
    return Number(this.file.readBigUInt64BE(namesStart + this.count * 28 + (offset - large) * 8))
  }

  /** Where the entry after the one at `offset` starts; `end` when it is the last. */
  nextOffset(offset: number, end: number): number {
    this.byOffset ??= Float64Array.from({ length: this.count }, (_, position) => this.offsetAt(position)).sort()
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.byOffset[middle]! <= offset) low = middle + 1
      else high = middle
    }
    return this.byOffset[low] ?? end
  }

  *ids(): Generator<ObjectId> {
    for (let position = 0; position < this.count; position++) yield this.idAt(position)
  }
}
