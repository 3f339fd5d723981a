// Public keys of people as SSH has them (RFC 4253, 6.6; RFC 5656; RFC 8709): read, checked, named. An account goes by
// `did:key:…` when its key is Ed25519, else by `ssh:SHA256:<fingerprint>`.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { concatBytes, equalBytes, sha256 } from './bytes.ts'
import { KubeError } from './errors.ts'
import { assertPublicKey, didOfKey, keyOfDid } from './identity.ts'
import { FieldReader, field } from './ssh-wire.ts'

export interface SshKey {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, … */
  readonly type: string
  /** The key as it travels: what authorized_keys has in base64. */
  readonly blob: Uint8Array
  /** `did:key:z6Mk…`, or `ssh:SHA256:…` for what is not Ed25519. */
  readonly subject: string
  readonly key: KeyObject
}

/** Of a key of 8192 bits there are 1,050. */
const blobBytesMax = 4096
const rsaBitsMin = 2048
/** Verification takes time by the square of it. */
const rsaBitsMax = 8192
const curves: Readonly<Record<string, { readonly name: string; readonly jwk: string; readonly bytes: number }>> = {
  'ecdsa-sha2-nistp256': { name: 'nistp256', jwk: 'P-256', bytes: 32 },
  'ecdsa-sha2-nistp384': { name: 'nistp384', jwk: 'P-384', bytes: 48 },
  'ecdsa-sha2-nistp521': { name: 'nistp521', jwk: 'P-521', bytes: 66 }
}
const subjectPattern = /^ssh:SHA256:[A-Za-z0-9+/]{43}$/

function invalid(reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_KEY_INVALID', 'not an SSH public key that KUBE knows', {
    reason,
    ...(cause === undefined ? {} : { cause })
  })
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** Keys that were read, by their wire form: a subnet has few accounts, and making one ready takes as long as a verification. */
const known = new Map<string, SshKey>()
const knownMax = 1024

/** @throws KUBE_KEY_INVALID for anything but one whole ed25519, ecdsa or rsa key */
export function readSshKey(blob: Uint8Array): SshKey {
  if (blob.length > blobBytesMax) throw invalid(`it has ${blob.length} bytes`)
  const name = Buffer.from(blob.buffer, blob.byteOffset, blob.length).toString('latin1')
  const found = known.get(name)
  if (found) return found
  const key = decodeSshKey(new Uint8Array(blob))
  if (known.size >= knownMax) known.clear()
  known.set(name, key)
  return key
}

function decodeSshKey(blob: Uint8Array): SshKey {
  try {
    const reader = new FieldReader(blob)
    const type = reader.text()
    const key = keyOf(type, reader)
    if (reader.left > 0) throw invalid('something follows the key')
    return { type, blob, key, subject: subjectOf(type, blob) }
  } catch (error) {
    throw error instanceof KubeError ? error : invalid('it is damaged', error)
  }
}

function subjectOf(type: string, blob: Uint8Array): string {
  return type === 'ssh-ed25519' ? didOfKey(blob.subarray(-32)) : `ssh:${sshFingerprint(blob)}`
}

function keyOf(type: string, reader: FieldReader): KeyObject {
  if (type === 'ssh-ed25519') {
    const raw = reader.field()
    assertPublicKey(raw)
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64url(raw) }, format: 'jwk' })
  }
  if (type === 'ssh-rsa') {
    const [e, n] = [reader.positive(), reader.positive()]
    const bits = n.length * 8 - Math.clz32(n[0]!) + 24
    if (bits < rsaBitsMin || bits > rsaBitsMax) throw invalid(`an RSA key of ${bits} bits`)
    if (e.length > 4) throw invalid('its exponent is too large')
    return createPublicKey({ key: { kty: 'RSA', e: base64url(e), n: base64url(n) }, format: 'jwk' })
  }
  const curve = Object.hasOwn(curves, type) ? curves[type] : undefined
  if (!curve) throw invalid(`its type is ${JSON.stringify(type.slice(0, 40))}; ed25519, ecdsa and rsa are known`)
  if (reader.text() !== curve.name) throw invalid('its curve is another one')
  const point = reader.field()
  if (point.length !== 1 + 2 * curve.bytes || point[0] !== 4) throw invalid('its point is not in the long form')
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)]
  return createPublicKey({ key: { kty: 'EC', crv: curve.jwk, x: base64url(x), y: base64url(y) }, format: 'jwk' })
}

/** `SHA256:…`, as `ssh-keygen -l` prints it. */
export function sshFingerprint(blob: Uint8Array): string {
  return `SHA256:${Buffer.from(sha256(blob)).toString('base64').replace(/=+$/, '')}`
}

/** The wire form of a raw Ed25519 key. @throws KUBE_KEY_INVALID */
export function sshBlobOfEd25519(raw: Uint8Array): Uint8Array {
  assertPublicKey(raw)
  return concatBytes(field('ssh-ed25519'), field(raw))
}

/** Whether a credential may be about it: a did:key of an Ed25519 key, or the fingerprint of an SSH key. */
export function isSubject(text: string): boolean {
  if (subjectPattern.test(text)) return true
  try {
    keyOfDid(text)
    return true
  } catch (error) {
    if (error instanceof KubeError) return false
    throw error
  }
}

/** A line of authorized_keys or of a `.pub` file, options aside. @throws KUBE_KEY_INVALID */
export function sshKeyOfLine(line: string): SshKey & { readonly comment: string } {
  const words = line.trim().split(/[ \t]+/)
  const at = words.findIndex(word => word === 'ssh-ed25519' || word === 'ssh-rsa' || Object.hasOwn(curves, word))
  const [type = '', base64 = '', ...comment] = at < 0 ? [] : words.slice(at)
  if (at < 0) throw invalid('no line of authorized_keys with an ed25519, ecdsa or rsa key')
  const blob = new Uint8Array(Buffer.from(base64, 'base64'))
  if (Buffer.from(blob).toString('base64') !== base64) throw invalid('its base64 is damaged')
  const key = readSshKey(blob)
  if (key.type !== type) throw invalid('its type is not what the line says')
  return { ...key, comment: comment.join(' ') }
}

/** `ssh-ed25519 AAAA… comment`. */
export function sshKeyLine({ type, blob }: Pick<SshKey, 'type' | 'blob'>, comment = ''): string {
  const shown = comment.replace(/\p{Cc}+/gu, ' ').trim()
  return `${type} ${Buffer.from(blob).toString('base64')}${shown === '' ? '' : ` ${shown}`}`
}

export function isSameKey(a: Pick<SshKey, 'blob'>, b: Pick<SshKey, 'blob'>): boolean {
  return equalBytes(a.blob, b.blob)
}
