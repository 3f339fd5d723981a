// Signatures as `ssh-keygen -Y sign -n git` makes them, which git puts into commits (OpenSSH PROTOCOL.sshsig).
// Exactly one text is accepted for one signature: a signed entry cannot be given a second id by armoring it anew.
import { type KeyObject, sign, verify } from 'node:crypto'
import { concatBytes, equalBytes, sha512, utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { assertPublicKey, keyOfPeerId } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'
import type { Signer, Verifier } from '../ports/signer.ts'
import { publicKeyObject, type SigningKey } from './keys.ts'

const keyType = 'ssh-ed25519'
const magic = utf8.encode('SSHSIG')
const signatureBytes = 64
/** What ssh-keygen wraps its base64 at. */
const lineLength = 70
const begin = '-----BEGIN SSH SIGNATURE-----\n'
const end = '-----END SSH SIGNATURE-----\n'
/** Keys kept ready: more than a subnet has machines; each holds well under a kilobyte. */
const keysCachedMax = 1024

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** `string` of RFC 4251, 5. */
function field(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? utf8.encode(value) : value
  return concatBytes(uint32(bytes.length), bytes)
}

function publicKeyBlob(raw: Uint8Array): Uint8Array {
  return concatBytes(field(keyType), field(raw))
}

const signedPrefix = concatBytes(magic, field('git'), field(''), field('sha512'), uint32(64))

function signedBytes(payload: Uint8Array): Uint8Array {
  return concatBytes(signedPrefix, sha512(payload))
}

/** Everything of the blob that comes before the 64 bytes of the signature itself. */
function blobPrefix(raw: Uint8Array): Uint8Array {
  const header = [magic, uint32(1), field(publicKeyBlob(raw)), field('git'), field(''), field('sha512')]
  const inner = concatBytes(field(keyType), uint32(signatureBytes))
  return concatBytes(...header, uint32(inner.length + signatureBytes), inner)
}

function armor(blob: Uint8Array): string {
  const base64 = Buffer.from(blob).toString('base64')
  let lines = ''
  for (let at = 0; at < base64.length; at += lineLength) lines += `${base64.slice(at, at + lineLength)}\n`
  return begin + lines + end
}

function dearmor(text: string, blobLength: number): Uint8Array | undefined {
  // Longer than any armor of such a blob: not worth decoding.
  if (text.length > 2 * blobLength + 200 || !text.startsWith(begin)) return undefined
  const whole = text.endsWith('\n') ? text : `${text}\n`
  const blob = Buffer.from(whole.slice(begin.length, -end.length), 'base64')
  return armor(blob) === whole ? blob : undefined
}

interface KnownKey {
  readonly key: KeyObject
  readonly prefix: Uint8Array
}

function known(raw: Uint8Array): KnownKey {
  assertPublicKey(raw)
  return { key: publicKeyObject(raw), prefix: blobPrefix(raw) }
}

function verifyWith({ key, prefix }: KnownKey, payload: Uint8Array, armored: string): boolean {
  const blob = dearmor(armored, prefix.length + signatureBytes)
  if (blob?.length !== prefix.length + signatureBytes) return false
  if (!equalBytes(blob.subarray(0, prefix.length), prefix)) return false
  // OpenSSL refuses the second encoding of S (RFC 8032, 5.1.7), so nobody but the key's holder makes another.
  return verify(null, signedBytes(payload), key, blob.subarray(prefix.length))
}

/**
 * Whether `armored` (with or without its last newline) is the signature over `payload` by this raw Ed25519 key.
 * @throws KUBE_KEY_INVALID when the key is none
 */
export function sshVerify(payload: Uint8Array, armored: string, rawPublicKey: Uint8Array): boolean {
  return verifyWith(known(rawPublicKey), payload, armored)
}

/** Signs as the KUBE of this key: armored, as git keeps it in a commit. */
export function createSigner(key: SigningKey): Signer {
  const prefix = blobPrefix(key.publicKey)
  return {
    peerId: key.peerId,
    sign: payload => armor(concatBytes(prefix, sign(null, signedBytes(payload), key.privateKey)))
  }
}

/** Checks signatures of any KUBE; keeps the keys that it met last. */
export function createVerifier(): Verifier {
  const cache = new Map<PeerId, KnownKey>()
  const find = (chain: PeerId): KnownKey => {
    const found = cache.get(chain) ?? known(keyOfPeerId(chain))
    cache.delete(chain)
    cache.set(chain, found)
    if (cache.size > keysCachedMax) cache.delete(cache.keys().next().value!)
    return found
  }
  return {
    verify(chain, payload, armored) {
      try {
        return verifyWith(find(chain), payload, armored)
      } catch (error) {
        // The port's promise: a chain whose name is no key has no valid signature.
        if (error instanceof KubeError && error.code === 'KUBE_KEY_INVALID') return false
        throw error
      }
    }
  }
}

/** `ssh-ed25519 AAAA… comment`, a line of authorized_keys. @throws KUBE_KEY_INVALID */
export function sshPublicKeyLine(rawPublicKey: Uint8Array, comment = ''): string {
  assertPublicKey(rawPublicKey)
  const base64 = Buffer.from(publicKeyBlob(rawPublicKey)).toString('base64')
  const shown = comment.replace(/\p{Cc}+/gu, ' ').trim()
  return shown === '' ? `${keyType} ${base64}` : `${keyType} ${base64} ${shown}`
}

/** The raw key of a line as `sshPublicKeyLine` makes it, its comment aside. @throws KUBE_KEY_INVALID */
export function keyOfSshLine(line: string): Uint8Array {
  const [type, base64 = ''] = line.trim().split(/[ \t]+/, 2)
  if (type !== keyType) throw new KubeError('KUBE_KEY_INVALID', 'not an ssh-ed25519 key', { reason: `it is ${type}` })
  const blob = Buffer.from(base64, 'base64')
  const raw = new Uint8Array(blob.subarray(-32))
  if (sshPublicKeyLine(raw) !== `${keyType} ${base64}`) {
    throw new KubeError('KUBE_KEY_INVALID', 'not an ssh-ed25519 key', { reason: 'its base64 is damaged' })
  }
  return raw
}

/** A line of OpenSSH's allowed-signers file; what a principal cannot hold becomes `-`. @throws KUBE_KEY_INVALID */
export function allowedSignersLine(principal: string, rawPublicKey: Uint8Array): string {
  const name = principal.replace(/[\s\p{Cc}",*?!#\\]/gu, '-') || '-'
  return `${name} namespaces="git" ${sshPublicKeyLine(rawPublicKey)}`
}
