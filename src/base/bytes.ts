// Bytes: comparison, hex and hashes that every layer shares. Hashing is pure, so it may stand here.
import { createHash, hash } from 'node:crypto'

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

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

type Part = Uint8Array | string

/** Up to here header and content are put together: one call takes a quarter of the time that a Hash does. */
const joinBytesMax = 4 << 10

function digest(algorithm: string, parts: readonly Part[], encoding: 'hex' | 'binary'): string {
  if (parts.length === 1) return hash(algorithm, parts[0]!, encoding)
  const whole = createHash(algorithm)
  for (const part of parts) whole.update(part)
  return whole.digest(encoding)
}

function gitDigest(algorithm: string, type: GitType, content: Uint8Array, encoding: 'hex' | 'binary'): string {
  const header = gitHeader(type, content.length)
  if (content.length > joinBytesMax) return digest(algorithm, [header, content], encoding)
  const all = Buffer.allocUnsafe(header.length + content.length)
  all.write(header, 'latin1')
  all.set(content, header.length)
  return hash(algorithm, all, encoding)
}

/** Bytes of a text whose characters are bytes; with an `ArrayBuffer` of its own. */
function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

export function sha256(...parts: readonly Part[]): Uint8Array {
  return fromLatin1(digest('sha256', parts, 'binary'))
}

/** As `sha256`, for where it is written as text. */
export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

export function sha512(...parts: readonly Part[]): Uint8Array {
  return fromLatin1(digest('sha512', parts, 'binary'))
}

export function sha1Hex(...parts: readonly Part[]): string {
  return digest('sha1', parts, 'hex')
}

export type GitType = 'commit' | 'tree' | 'blob' | 'tag'

/** `<type> <size>\0`, what git hashes in front of an object's content (gitformat-loose). */
export function gitHeader(type: GitType, size: number): string {
  return `${type} ${size}\0`
}

export function gitId(type: GitType, content: Uint8Array): string {
  return gitDigest('sha1', type, content, 'hex')
}

export function gitSha256(type: GitType, content: Uint8Array): Uint8Array {
  return fromLatin1(gitDigest('sha256', type, content, 'binary'))
}
