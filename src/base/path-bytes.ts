// File names are bytes; JSON and JavaScript want text. A byte that is not UTF-8 stands as the lone surrogate
// U+DC80…U+DCFF (Python's PEP 383, `surrogateescape`), so that any name survives the way through a string.

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const escaped = /[\udc80-\udcff]/
const high = /[\ud800-\udbff]/

/** Text of a file name or path, from which `pathToBytes` makes the same bytes again. */
export function pathFromBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (!text.includes('\ufffd')) return text
  let out = ''
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceLength(bytes, at)
    out += size === 0 ? String.fromCharCode(0xdc00 + bytes[at]!) : strict.decode(bytes.subarray(at, at + size))
    at += Math.max(1, size)
  }
  return out
}

/** Bytes of the UTF-8 sequence at `at`; 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0
  if (size === 0 || at + size > bytes.length) return 0
  try {
    strict.decode(bytes.subarray(at, at + size))
    return size
  } catch (error) {
    if (error instanceof TypeError) return 0
    throw error
  }
}

/** The bytes of a path as `pathFromBytes` gave it. Other lone surrogates have no bytes: undefined. */
export function pathToBytes(path: string): Uint8Array | undefined {
  if (path.isWellFormed()) return new Uint8Array(Buffer.from(path, 'utf8'))
  const parts: Uint8Array[] = []
  for (const char of path) {
    const code = char.codePointAt(0)!
    if (char.length === 1 && escaped.test(char)) parts.push(Uint8Array.of(code - 0xdc00))
    else if (char.length === 1 && (high.test(char) || (code >= 0xdc00 && code < 0xe000))) return undefined
    else parts.push(new Uint8Array(Buffer.from(char, 'utf8')))
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** A path as one line for people: control characters and odd bytes escaped. */
export function showPath(path: string): string {
  let out = ''
  for (const char of path) {
    const code = char.codePointAt(0)!
    if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, '0')}`
    else if (char.length === 1 && escaped.test(char)) out += `\\x${(code - 0xdc00).toString(16)}`
    else out += char
  }
  return out
}
