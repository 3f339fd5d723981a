// One component of a node's path and how it is written in a ref: a bijection that depends on nothing else
// (names.md, Names). Git's own rules: git-check-ref-format(1).
import { utf8 } from '../base/bytes.ts'
import { componentBytesMax } from '../base/limits.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes that stand for themselves in a ref: `a-z 0-9 . _ -`. Upper case does not: file systems differ. */
function isPlain(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x2d && code <= 0x39 && code !== 0x2f) || code === 0x5f
}

/** Whether the text is its own encoding: plain bytes alone, and dots only where git and file systems take them. */
function isOwnEncoding(text: string): boolean {
  const length = text.length
  if (length === 0 || length > componentBytesMax) return false
  let before = 0x2e
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (!isPlain(code) || (code === 0x2e && before === 0x2e)) return false
    before = code
  }
  return before !== 0x2e && !(length > 5 && text.endsWith('.lock'))
}

/** Why the text is no component of a name; undefined when it is one. */
export function refusedComponent(text: string): string | undefined {
  if (isOwnEncoding(text)) return undefined
  if (text === '') return 'a component is empty'
  if (text === '.' || text === '..') return `${text} is no component: names are never relative`
  if (!text.isWellFormed()) return 'a component is not Unicode'
  if (text.includes('\0')) return 'a component has a NUL byte'
  if (Buffer.byteLength(text, 'utf8') > componentBytesMax)
    return `a component is longer than ${componentBytesMax} bytes`
  if (text.normalize('NFC') !== text) return 'a component is not in Unicode normalization form C'
  return undefined
}

const hex = (code: number): string => `%${(code < 16 ? '0' : '') + code.toString(16).toUpperCase()}`

/**
 * A component as it stands in a ref. Made for components that `refusedComponent` takes; of those, two have the same
 * encoding only if they are the same.
 */
export function encodeComponent(text: string): string {
  if (isOwnEncoding(text)) return text
  const bytes = utf8.encode(text)
  const lock = text.endsWith('.lock') ? bytes.length - 5 : -1
  let out = ''
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at]!
    const dotRefused = code === 0x2e && (at === 0 || at === lock || at === bytes.length - 1 || bytes[at - 1] === 0x2e)
    out += isPlain(code) && !dotRefused ? String.fromCharCode(code) : hex(code)
  }
  return out
}

/** As `encodeComponent`; undefined for what is no component, such as the name of a file that no node can have. */
export function tryEncodeComponent(text: string): string | undefined {
  if (isOwnEncoding(text)) return text
  return refusedComponent(text) === undefined ? encodeComponent(text) : undefined
}

/** The component that `encodeComponent` wrote so; undefined for any text that it does not write. */
export function decodeComponent(encoded: string): string | undefined {
  if (isOwnEncoding(encoded)) return encoded
  const text = decodePercent(encoded)
  if (text === undefined || refusedComponent(text) !== undefined) return undefined
  return encodeComponent(text) === encoded ? text : undefined
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** Bytes of percent-encoded text (RFC 3986, 2.1); what is not encoded counts as UTF-8. Undefined: a `%` without two digits. */
export function percentBytes(text: string): Uint8Array | undefined {
  const bytes = utf8.encode(text)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0x25) {
      bytes[length++] = bytes[at]!
      continue
    }
    const high = hexDigit(bytes[at + 1] ?? 0)
    const low = hexDigit(bytes[at + 2] ?? 0)
    if (high < 0 || low < 0) return undefined
    bytes[length++] = high * 16 + low
    at += 2
  }
  return bytes.subarray(0, length)
}

/** Percent-decoded text; undefined where a `%` stands without two digits or the bytes are not UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text
  const bytes = percentBytes(text)
  if (bytes === undefined) return undefined
  try {
    return strict.decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Encoded components joined by `/`: a node's path below `refs/`; empty for the root. */
export function pathKey(path: readonly string[]): string {
  if (path.length === 0) return ''
  let key = encodeComponent(path[0]!)
  for (let at = 1; at < path.length; at++) key += `/${encodeComponent(path[at]!)}`
  return key
}

/** The path that `pathKey` wrote so; undefined for any text that it does not write. */
export function parsePathKey(key: string): string[] | undefined {
  if (key === '') return []
  const path: string[] = []
  for (const encoded of key.split('/')) {
    const component = decodeComponent(encoded)
    if (component === undefined) return undefined
    path.push(component)
  }
  return path
}
