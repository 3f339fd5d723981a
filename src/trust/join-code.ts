// Join codes: one line to carry from the machine that invites to the machine that joins. Base32 (RFC 4648) in lower
// case after `kube1`; within, what is needed to find the other KUBE, to know it and the subnet, and to show that the
// code was given to us. A CRC-32 at the end tells a bad paste from a code that was never made.
import { crc32 } from 'node:zlib'
import { multiaddr } from '@multiformats/multiaddr'
import { base32 } from 'multiformats/bases/base32'
import { concatBytes, equalBytes, sha256 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { assertPublicKey } from '../base/identity.ts'

export interface JoinCode {
  /** The first 16 bytes of the SHA-256 of the subnet root's raw public key. */
  readonly rootFingerprint: Uint8Array
  /** Raw Ed25519 public key of the KUBE that made the code. */
  readonly peer: Uint8Array
  /** Multiaddrs without `/p2p`, most likely first. */
  readonly addresses: readonly string[]
  /** 8 bytes: which code it is; no secret. */
  readonly id: Uint8Array
  /** 16 bytes: what shows that somebody was given this code. */
  readonly secret: Uint8Array
  /** Milliseconds since 1970-01-01 UTC; kept in whole seconds, rounded up. */
  readonly expiresMs: number
}

const prefix = 'kube1'
/** What mends a code that is not taken; the machine that joins cannot make one. */
export const newCode = 'kubed invite    # on a machine of the subnet'
export const fingerprintBytes = 16
export const codeIdBytes = 8
export const codeSecretBytes = 16
const peerBytes = 32
const expiryBytes = 4
const checksumBytes = 4
/** Everything but the addresses: their length in one byte, the four fields, the expiry, the checksum. */
const fixedBytes = 1 + fingerprintBytes + peerBytes + codeIdBytes + codeSecretBytes + expiryBytes + checksumBytes
/** Of all addresses together: a code stays short enough to paste anywhere. */
const addressesBytesMax = 255
const codeLengthMax = prefix.length + Math.ceil(((fixedBytes + addressesBytesMax) * 8) / 5)

function invalid(reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_CODE_INVALID', 'not a join code', {
    reason,
    next: [newCode],
    ...(cause === undefined ? {} : { cause })
  })
}

/** What a code holds of the subnet root. */
export function rootFingerprint(rootPublicKey: Uint8Array): Uint8Array {
  return sha256(rootPublicKey).slice(0, fingerprintBytes)
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function checksum(bytes: Uint8Array): Uint8Array {
  return uint32(crc32(bytes, crc32(prefix)))
}

function encodeAddresses(addresses: readonly string[]): Uint8Array {
  let encoded = new Uint8Array()
  for (const address of addresses) {
    const { bytes } = multiaddr(address)
    const next = concatBytes(encoded, Uint8Array.of(bytes.length), bytes)
    if (bytes.length <= addressesBytesMax && next.length <= addressesBytesMax) encoded = new Uint8Array(next)
  }
  return encoded
}

/** One line without white space. Addresses that do not fit into 255 bytes together are left out. */
export function encodeJoinCode(code: JoinCode): string {
  const addresses = encodeAddresses(code.addresses)
  const body = concatBytes(
    Uint8Array.of(addresses.length),
    code.rootFingerprint,
    code.peer,
    code.id,
    code.secret,
    uint32(Math.ceil(code.expiresMs / 1000)),
    addresses
  )
  if (body.length + checksumBytes !== fixedBytes + addresses.length) throw invalid('a field has the wrong length')
  return prefix + base32.baseEncode(concatBytes(body, checksum(body)))
}

function decodeAddresses(bytes: Uint8Array): string[] {
  const addresses: string[] = []
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]!) {
    const end = at + 1 + bytes[at]!
    if (end > bytes.length) throw invalid('an address in it is cut short')
    try {
      addresses.push(multiaddr(bytes.slice(at + 1, end)).toString())
    } catch (error) {
      throw invalid('an address in it is of a kind that this version does not know', error)
    }
  }
  return addresses
}

// Bytes of the code, once its checksum holds.
function checkedBytes(text: string): Uint8Array {
  if (!text.startsWith(prefix)) {
    const newer = /^kube[2-9]/.test(text)
    throw invalid(newer ? 'it was made by a newer kubed' : `it does not begin with ${prefix}; paste it whole`)
  }
  const stray = /[^a-z2-7]/.exec(text.slice(prefix.length))
  if (stray !== null) {
    throw invalid(`${JSON.stringify(stray[0])} at position ${prefix.length + stray.index + 1} is in no code: mistyped`)
  }
  if (text.length > codeLengthMax) throw invalid('it is too long: mistyped, or pasted together with something else')
  let bytes: Uint8Array
  try {
    bytes = base32.baseDecode(text.slice(prefix.length))
  } catch (error) {
    throw invalid('it is cut short or mistyped; paste it again', error)
  }
  const body = bytes.subarray(0, -checksumBytes)
  const holds = bytes.length >= fixedBytes && equalBytes(checksum(body), bytes.subarray(-checksumBytes))
  // The last character has bits to spare; only one of its spellings is a code.
  if (holds && prefix + base32.baseEncode(bytes) === text) return bytes
  const missing = bytes.length === 0 ? 1 : fixedBytes + bytes[0]! - bytes.length
  if (missing > 0) throw invalid('it is cut short or mistyped: the checksum is not there; paste it again')
  throw invalid('the checksum is wrong: mistyped; paste it again')
}

/** @throws KUBE_CODE_INVALID with the reason: cut short, mistyped (the checksum), newer */
export function decodeJoinCode(text: string): JoinCode {
  const bytes = checkedBytes(text.trim())
  if (bytes.length !== fixedBytes + bytes[0]!) throw invalid('the checksum holds, but its length is wrong')
  let at = 1
  const take = (length: number) => {
    at += length
    return bytes.slice(at - length, at)
  }
  const fingerprint = take(fingerprintBytes)
  const peer = take(peerBytes)
  const [id, secret] = [take(codeIdBytes), take(codeSecretBytes)]
  const expiresMs = Buffer.from(take(expiryBytes)).readUInt32BE() * 1000
  try {
    assertPublicKey(peer)
  } catch (error) {
    throw invalid('the key in it is none', error)
  }
  return { rootFingerprint: fingerprint, peer, id, secret, expiresMs, addresses: decodeAddresses(take(bytes[0]!)) }
}
