// Bytes: comparison, hex and hashes that every layer shares. Hashing is pure, so it may stand here.
import { createHash } from 'node:crypto'

export const utf8 = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function fromUtf8(bytes: Uint8Array): string {
  return strict.decode(bytes)
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

export function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export function sha512(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const hash = createHash('sha512')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export function sha1Hex(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

export type GitType = 'commit' | 'tree' | 'blob' | 'tag'

/** `<type> <size>\0`, what git hashes in front of an object's content (gitformat-loose). */
export function gitHeader(type: GitType, size: number): string {
  return `${type} ${size}\0`
}

export function gitId(type: GitType, content: Uint8Array): string {
  return sha1Hex(gitHeader(type, content.length), content)
}

export function gitSha256(type: GitType, content: Uint8Array): Uint8Array {
  return sha256(gitHeader(type, content.length), content)
}
