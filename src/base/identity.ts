// One Ed25519 public key and its spellings: peer id (libp2p peer-ids spec: a CIDv1 `libp2p-key` with an identity
// multihash, in base36), `did:key` (W3C CCG did:key v0.9, multicodec ed25519-pub, base58btc). Each key has exactly
// one accepted spelling of each kind, so spellings can be compared as strings.
import { base36 } from 'multiformats/bases/base36'
import { base58btc } from 'multiformats/bases/base58'
import { concatBytes, fromHex, toHex } from './bytes.ts'
import { KubeError } from './errors.ts'
import type { PeerId } from './types.ts'

/** Bytes of a raw Ed25519 public key. */
export const publicKeyBytes = 32

// CIDv1 (01), libp2p-key (72), identity multihash (00) of 36 bytes (24): protobuf type Ed25519 (08 01), data (12 20).
const peerIdPrefix = Uint8Array.from([0x01, 0x72, 0x00, 0x24, 0x08, 0x01, 0x12, 0x20])
// unsigned varint of 0xed, ed25519-pub.
const didPrefix = Uint8Array.from([0xed, 0x01])

// The longest spelling: 42 bytes in base58 and base36 stay below this; longer text is refused before it is decoded.
const spellingLengthMax = 80

// Points of small order, and their other encodings, as y without the sign bit (RFC 8032, 5.1.7; the list is that of
// libsodium's documentation): a signature by such a "key" holds for many messages, so it names nobody.
const smallOrder: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'
])

/** Spellings of few keys are asked for again and again, and each takes tens of microseconds. */
const rememberedMax = 4096

/** The same function, of which the latest answers are remembered; what it throws is not. */
function remembering<T>(make: (of: string) => T): (of: string) => T {
  const known = new Map<string, T>()
  return of => {
    const found = known.get(of)
    if (found !== undefined) return found
    const made = make(of)
    if (known.size >= rememberedMax) known.clear()
    known.set(of, made)
    return made
  }
}

function invalid(what: string, reason: string): KubeError {
  return new KubeError('KUBE_KEY_INVALID', `not ${what}`, { reason })
}

/** @throws KUBE_KEY_INVALID unless it has 32 bytes and is not one of the keys for which anybody can sign */
export function assertPublicKey(raw: Uint8Array): void {
  if (raw.length !== publicKeyBytes) throw invalid('an Ed25519 public key', `it has ${raw.length} bytes, not 32`)
  const unsigned = Uint8Array.from(raw)
  unsigned[31] = raw[31]! & 0x7f
  if (smallOrder.has(toHex(unsigned))) throw invalid('an Ed25519 public key', 'the point has a small order')
}

function read(text: string, prefix: Uint8Array, decode: (text: string) => Uint8Array, what: string): Uint8Array {
  if (text.length > spellingLengthMax) throw invalid(what, 'it is too long')
  let bytes: Uint8Array
  try {
    bytes = decode(text)
  } catch (error) {
    throw invalid(what, error instanceof Error ? error.message : String(error))
  }
  if (bytes.length !== prefix.length + publicKeyBytes || prefix.some((byte, at) => bytes[at] !== byte)) {
    throw invalid(what, 'it does not hold an Ed25519 public key')
  }
  const raw = bytes.slice(prefix.length)
  assertPublicKey(raw)
  return raw
}

/** The peer id (`k51…`) of a raw Ed25519 public key. @throws KUBE_KEY_INVALID */
export function peerIdOfKey(raw: Uint8Array): PeerId {
  return peerIdOfHex(toHex(raw))
}

const peerIdOfHex = remembering(hex => {
  const raw = fromHex(hex)
  assertPublicKey(raw)
  return base36.encode(concatBytes(peerIdPrefix, raw))
})

/** The raw Ed25519 public key within a peer id. @throws KUBE_KEY_INVALID, also for a spelling that is not ours */
export function keyOfPeerId(peerId: PeerId): Uint8Array {
  return Uint8Array.from(keyInPeerId(peerId))
}

const keyInPeerId = remembering(peerId => {
  const raw = read(peerId, peerIdPrefix, text => base36.decode(text), 'a peer id')
  if (peerIdOfKey(raw) !== peerId) throw invalid('a peer id', 'it is not in its normal form')
  return raw
})

/** `did:key:z6Mk…` of a raw Ed25519 public key. @throws KUBE_KEY_INVALID */
export function didOfKey(raw: Uint8Array): string {
  return didOfHex(toHex(raw))
}

const didOfHex = remembering(hex => {
  const raw = fromHex(hex)
  assertPublicKey(raw)
  return `did:key:${base58btc.encode(concatBytes(didPrefix, raw))}`
})

/** The raw Ed25519 public key within `did:key:z6Mk…`. @throws KUBE_KEY_INVALID, also for other kinds of key */
export function keyOfDid(did: string): Uint8Array {
  return Uint8Array.from(keyInDid(did))
}

const keyInDid = remembering(did => {
  if (!did.startsWith('did:key:z')) throw invalid('a did:key of an Ed25519 key', 'it does not begin with did:key:z')
  const raw = read(did.slice('did:key:'.length), didPrefix, text => base58btc.decode(text), 'a did:key')
  if (didOfKey(raw) !== did) throw invalid('a did:key', 'it is not in its normal form')
  return raw
})

/** Whether the text is a peer id as `peerIdOfKey` spells it. */
export function isPeerId(text: string): boolean {
  try {
    keyOfPeerId(text)
    return true
  } catch (error) {
    if (error instanceof KubeError) return false
    throw error
  }
}
