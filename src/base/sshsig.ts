// Signatures of people's SSH keys (OpenSSH PROTOCOL.sshsig), as `ssh-keygen -Y sign -n NAMESPACE` makes them: what is
// signed, how it is put together, how it is checked. Hash is SHA-512 when made here; SHA-256 is accepted too.
import { hash, type KeyObject, verify } from 'node:crypto'
import { concatBytes, equalBytes, sha256, sha512, utf8 } from './bytes.ts'
import { KubeError } from './errors.ts'
import { readSshKey, type SshKey } from './ssh-key.ts'
import { FieldReader, field, uint32 } from './ssh-wire.ts'

const magic = utf8.encode('SSHSIG')
/** Of an RSA key of 8192 bits with its key: 2,200. */
const blobBytesMax = 8192
/** What ssh-keygen wraps its base64 at. */
export const sshsigLineLength = 70
const begin = '-----BEGIN SSH SIGNATURE-----\n'
const end = '-----END SSH SIGNATURE-----\n'

type Hash = 'sha256' | 'sha512'

/** What the key itself signs. */
export function sshsigMessage(payload: Uint8Array, namespace: string, hash: Hash = 'sha512'): Uint8Array {
  const digest = hash === 'sha512' ? sha512(payload) : sha256(payload)
  return concatBytes(magic, field(namespace), field(''), field(hash), field(digest))
}

/** The whole, from the key's own signature in SSH's form (`string type, string bytes`). */
export function sshsigBlob(key: Pick<SshKey, 'blob'>, namespace: string, signature: Uint8Array): Uint8Array {
  const parts = [magic, uint32(1), field(key.blob), field(namespace), field(''), field('sha512'), field(signature)]
  return concatBytes(...parts)
}

export function armorSshsig(blob: Uint8Array): string {
  const base64 = Buffer.from(blob).toString('base64')
  let lines = ''
  for (let at = 0; at < base64.length; at += sshsigLineLength) lines += `${base64.slice(at, at + sshsigLineLength)}\n`
  return begin + lines + end
}

/** The blob of an armored signature; undefined when it is not armored as ssh-keygen does. */
export function dearmorSshsig(text: string): Uint8Array | undefined {
  if (text.length > 2 * blobBytesMax || !text.startsWith(begin)) return undefined
  const whole = text.endsWith('\n') ? text : `${text}\n`
  const blob = Buffer.from(whole.slice(begin.length, -end.length), 'base64')
  return armorSshsig(blob) === whole ? new Uint8Array(blob) : undefined
}

interface Parts {
  readonly key: SshKey
  readonly namespace: string
  readonly hash: Hash
  readonly type: string
  readonly signature: Uint8Array
}

/** Undefined for what is no such blob. */
function read(blob: Uint8Array): Parts | undefined {
  if (blob.length > blobBytesMax) return undefined
  try {
    const reader = new FieldReader(blob)
    if (!equalBytes(reader.bytes(magic.length), magic) || reader.uint32() !== 1) return undefined
    const key = readSshKey(reader.field())
    const namespace = reader.text()
    const [reserved, hash] = [reader.field(), reader.text()]
    const inner = new FieldReader(reader.field())
    const [type, signature] = [inner.text(), inner.field()]
    const whole = reader.left === 0 && inner.left === 0 && reserved.length === 0
    return whole && (hash === 'sha256' || hash === 'sha512') ? { key, namespace, hash, type, signature } : undefined
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || error instanceof KubeError) return undefined
    throw error
  }
}

interface Signed {
  readonly payload: Uint8Array
  readonly namespace: string
  readonly publicKey: Uint8Array
}

/** Whether `blob` is a signature over the payload in this namespace by exactly this key (its wire form). */
export function sshsigHolds(blob: Uint8Array, signed: Signed): boolean {
  const { payload, namespace, publicKey } = signed
  const ready = alike(blob, signed)
  if (ready) return verify(null, messageOf(ready, payload), ready.key, blob.subarray(-ed25519Bytes))
  const parts = read(blob)
  if (!parts || parts.namespace !== namespace || !equalBytes(parts.key.blob, publicKey)) return false
  const message = sshsigMessage(payload, namespace, parts.hash)
  const { key, type, signature } = parts
  if (key.type === 'ssh-ed25519') {
    if (type !== key.type || !verify(null, message, key.key, signature)) return false
    if (parts.hash === 'sha512' && signature.length === ed25519Bytes) keepReady(blob, signed, key.key)
    return true
  }
  if (key.type === 'ssh-rsa') {
    // `ssh-rsa` itself would be SHA-1, which PROTOCOL.sshsig forbids.
    if (type === 'rsa-sha2-512') return verify('sha512', message, key.key, signature)
    return type === 'rsa-sha2-256' && verify('sha256', message, key.key, signature)
  }
  return type === key.type && ecdsaHolds(key, message, signature)
}

const ecdsaHashes: Readonly<Record<string, readonly [hash: string, bytes: number]>> = {
  'ecdsa-sha2-nistp256': ['sha256', 32],
  'ecdsa-sha2-nistp384': ['sha384', 48],
  'ecdsa-sha2-nistp521': ['sha512', 66]
}

/** `mpint r, mpint s` (RFC 5656, 3.1.2). */
function ecdsaHolds({ key, type }: SshKey, message: Uint8Array, signature: Uint8Array): boolean {
  const [hash, size] = ecdsaHashes[type]!
  try {
    const reader = new FieldReader(signature)
    const [r, s] = [reader.positive(), reader.positive()]
    if (reader.left > 0 || r.length > size || s.length > size) return false
    const padded = Buffer.alloc(2 * size)
    padded.set(r, size - r.length)
    padded.set(s, 2 * size - s.length)
    return verify(hash, message, { key, dsaEncoding: 'ieee-p1363' }, padded)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const ed25519Bytes = 64
const digestBytes = 64

/** What blobs of one Ed25519 key in one namespace have in common. */
interface Ready {
  readonly key: KeyObject
  /** All of a blob that comes before the 64 bytes of the key's own signature, which are its last. */
  readonly start: Uint8Array
  /** What the key signs, with room for the digest at its end: read before the next is written. */
  readonly message: Buffer
}

// An account signs many changesets: what is the same in all of its blobs is read and put together once.
const readyKeys = new Map<string, Ready>()
const readyMax = 1024

const readyName = ({ namespace, publicKey }: Signed): string =>
  `${namespace}\n${Buffer.from(publicKey).toString('latin1')}`

/** Set when a blob differs from one that was read in nothing but the key's own signature. */
function alike(blob: Uint8Array, signed: Signed): Ready | undefined {
  const ready = readyKeys.get(readyName(signed))
  const holds = ready && equalBytes(blob.subarray(0, -ed25519Bytes), ready.start)
  return holds ? ready : undefined
}

function keepReady(blob: Uint8Array, signed: Signed, key: KeyObject): void {
  if (readyKeys.size >= readyMax) readyKeys.clear()
  const message = Buffer.from(sshsigMessage(new Uint8Array(0), signed.namespace))
  readyKeys.set(readyName(signed), { key, start: blob.slice(0, -ed25519Bytes), message })
}

function messageOf({ message }: Ready, payload: Uint8Array): Buffer {
  message.write(hash('sha512', payload, 'binary'), message.length - digestBytes, 'latin1')
  return message
}
