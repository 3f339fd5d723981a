// The bytes of a pack: header, entry headers, deltas (gitformat-pack). Pure.
import type { GitType } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'

export const packHeaderBytes = 12
export const trailerBytes = 20
/** Type, size and the offset of a base: never longer. */
export const entryHeaderBytesMax = 32

const typeNumbers = { commit: 1, tree: 2, blob: 3, tag: 4 } as const satisfies Record<GitType, number>
const typeNames: readonly (GitType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag']
const ofsDelta = 6
const refDelta = 7

export interface EntryHeader {
  readonly kind: GitType | 'ofs-delta' | 'ref-delta'
  /** Bytes of what the zlib stream holds: content, or the delta. */
  readonly size: number
  /** Bytes of the header itself. */
  readonly length: number
  /** How far before the entry its base stands (`ofs-delta`). */
  readonly distance?: number
  /** Id of the base in hex (`ref-delta`). */
  readonly base?: string
}

export function damagedPack(reason: string, limit?: LimitName): KubeError {
  return new KubeError('KUBE_OBJECT_DAMAGED', 'a damaged pack', { reason, limit })
}

export function encodePackHeader(count: number): Buffer {
  const header = Buffer.alloc(packHeaderBytes)
  header.write('PACK', 'latin1')
  header.writeUInt32BE(2, 4)
  header.writeUInt32BE(count, 8)
  return header
}

/** Number of objects; undefined when the bytes are not the header of a pack of version 2. */
export function decodePackHeader(header: Buffer): number | undefined {
  if (header.length < packHeaderBytes || header.toString('latin1', 0, 4) !== 'PACK') return undefined
  return header.readUInt32BE(4) === 2 ? header.readUInt32BE(8) : undefined
}

export function encodeEntryHeader(type: GitType, size: number): Buffer {
  const bytes: number[] = []
  let byte = (typeNumbers[type] << 4) | (size & 15)
  // Sizes go beyond 32 bits, so they are divided, not shifted.
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest % 128
  }
  bytes.push(byte)
  return Buffer.from(bytes)
}

/**
 * The entry header at `at`; undefined when the bytes end within it.
 * @throws KUBE_OBJECT_DAMAGED when no header can start so
 */
export function decodeEntryHeader(bytes: Uint8Array, at: number): EntryHeader | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  let size = first & 15
  let scale = 16
  let next = at + 1
  for (let byte = first; byte & 0x80; scale *= 128, next++) {
    const more = bytes[next]
    if (more === undefined) return undefined
    byte = more
    size += (byte & 0x7f) * scale
    if (size > Number.MAX_SAFE_INTEGER) throw damagedPack('an entry of impossible size')
  }
  const type = (first >> 4) & 7
  const kind = typeNames[type]
  if (kind !== undefined) return { kind, size, length: next - at }
  if (type === ofsDelta) return withDistance(bytes, at, next, size)
  if (type !== refDelta) throw damagedPack(`an entry of unknown type ${type}`)
  if (next + 20 > bytes.length) return undefined
  const base = Buffer.from(bytes.subarray(next, next + 20)).toString('hex')
  return { kind: 'ref-delta', size, length: next + 20 - at, base }
}

function withDistance(bytes: Uint8Array, at: number, from: number, size: number): EntryHeader | undefined {
  let next = from
  let byte = bytes[next++]
  if (byte === undefined) return undefined
  let distance = byte & 0x7f
  while (byte & 0x80) {
    byte = bytes[next++]
    if (byte === undefined) return undefined
    distance = (distance + 1) * 128 + (byte & 0x7f)
    if (distance > Number.MAX_SAFE_INTEGER) throw damagedPack('a base at an impossible distance')
  }
  return { kind: 'ofs-delta', size, length: next - at, distance }
}

function deltaSize(delta: Uint8Array, from: number): { size: number; next: number } {
  let size = 0
  let scale = 1
  for (let next = from; ; scale *= 128) {
    const byte = delta[next++]
    if (byte === undefined || scale > 2 ** 49) throw damagedPack('a delta without its sizes')
    size += (byte & 0x7f) * scale
    if ((byte & 0x80) === 0) return { size, next }
  }
}

/** Bytes that a delta asks of its base, and bytes of what it makes. The first 20 bytes of the delta are enough. */
export function deltaSizes(delta: Uint8Array): { base: number; result: number; start: number } {
  const base = deltaSize(delta, 0)
  const result = deltaSize(delta, base.next)
  return { base: base.size, result: result.size, start: result.next }
}

/** @throws KUBE_OBJECT_DAMAGED when the delta does not fit its base or its own sizes */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Buffer {
  const sizes = deltaSizes(delta)
  if (sizes.base !== base.length) throw damagedPack('a delta of another base')
  const result = Buffer.allocUnsafe(sizes.result)
  let written = 0
  for (let at = sizes.start; at < delta.length; ) {
    const command = delta[at++]!
    const part = command & 0x80 ? copyCommand(command, delta, at) : { next: at + command, offset: at, size: command }
    const source = command & 0x80 ? base : delta
    const fits = command !== 0 && part.offset + part.size <= source.length && written + part.size <= result.length
    if (!fits) throw damagedPack('a delta that reaches beyond its bounds')
    result.set(source.subarray(part.offset, part.offset + part.size), written)
    written += part.size
    at = part.next
  }
  if (written !== result.length) throw damagedPack('a delta that ends early')
  return result
}

function copyCommand(command: number, delta: Uint8Array, at: number): { next: number; offset: number; size: number } {
  let next = at
  let offset = 0
  let size = 0
  for (let bit = 0; bit < 4; bit++) if (command & (1 << bit)) offset += (delta[next++] ?? 0) * 2 ** (8 * bit)
  for (let bit = 0; bit < 3; bit++) if (command & (16 << bit)) size += (delta[next++] ?? 0) * 2 ** (8 * bit)
  return { next, offset, size: size === 0 ? 0x10000 : size }
}
