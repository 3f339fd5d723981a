// Peer ids and multiaddrs at the edge: libp2p's objects and base58 outside, our base36 text inside.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { privateKeyFromRaw, publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { Ed25519PeerId, PeerId as Libp2pPeerId, PrivateKey } from '@libp2p/interface'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import { CODE_P2P, type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { concatBytes } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { keyOfPeerId, peerIdOfKey } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'

// PKCS #8 of an Ed25519 seed (RFC 8410, 7), without the seed.
const pkcs8Prefix = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20])
const seedBytes = 32

/**
 * A raw Ed25519 private key as libp2p takes it: the seed of 32 bytes, or seed and public key in 64. (libp2p itself
 * takes 32 bytes for a secp256k1 key.)
 * @throws KUBE_KEY_INVALID
 */
export function toPrivateKey(raw: Uint8Array): PrivateKey {
  if (raw.length !== seedBytes && raw.length !== 2 * seedBytes) {
    throw new KubeError('KUBE_KEY_INVALID', 'not an Ed25519 private key', { reason: `it has ${raw.length} bytes` })
  }
  const seed = raw.subarray(0, seedBytes)
  const key = createPrivateKey({ key: Buffer.from(concatBytes(pkcs8Prefix, seed)), format: 'der', type: 'pkcs8' })
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return privateKeyFromRaw(concatBytes(seed, Buffer.from(x ?? '', 'base64url')))
}

/** @throws KUBE_KEY_INVALID for a peer with another kind of key than Ed25519 */
export function fromLibp2p(peer: Libp2pPeerId): PeerId {
  if (peer.type !== 'Ed25519') {
    throw new KubeError('KUBE_KEY_INVALID', 'not a peer id of a KUBE', { reason: `its key is ${peer.type}` })
  }
  return peerIdOfKey(peer.publicKey.raw)
}

/** @throws KUBE_KEY_INVALID */
export function toLibp2p(peer: PeerId): Ed25519PeerId {
  const key = publicKeyFromRaw(keyOfPeerId(peer))
  if (key.type !== 'Ed25519') throw new KubeError('KUBE_KEY_INVALID', 'not an Ed25519 public key')
  return peerIdFromPublicKey(key)
}

/** libp2p looks at some addresses only later, in a timer, where a bad one would end the process. */
export function assertAddresses(texts: readonly string[]): void {
  for (const text of texts) {
    try {
      multiaddr(text)
    } catch (error) {
      throw new KubeError('KUBE_CONFIG_INVALID', `${text} is not a multiaddr`, {
        reason: `${error instanceof Error ? error.message : String(error)}; one looks like /ip4/192.168.1.2/tcp/4001`,
        cause: error
      })
    }
  }
}

export interface DialTarget {
  readonly address: Multiaddr
  /** Who must answer there, where the address says so. */
  readonly peer: PeerId | undefined
}

/**
 * An address as people write it; `/p2p/12D3…` and `/p2p/k51…` are both understood.
 * @throws an Error that says what is wrong with it
 */
export function parseTarget(text: string): DialTarget {
  const address = multiaddr(text)
  const value = address.getComponents().findLast(component => component.code === CODE_P2P)?.value
  if (value === undefined) return { address, peer: undefined }
  return { address, peer: fromLibp2p(peerIdFromString(value)) }
}
