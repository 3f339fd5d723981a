// Signatures of KUBEs as `ssh-keygen -Y sign -n git` makes them, which git puts into commits (OpenSSH PROTOCOL.sshsig).
// Exactly one text is accepted for one signature: a signed entry cannot be given a second id by armoring it anew.
import { hash, type KeyObject, sign, verify } from 'node:crypto'
import { concatBytes, equalBytes, sha512 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { keyOfPeerId } from '../base/identity.ts'
import { sshBlobOfEd25519 } from '../base/ssh-key.ts'
import { field } from '../base/ssh-wire.ts'
import { armorSshsig, sshsigBlob, sshsigLineLength, sshsigMessage } from '../base/sshsig.ts'
import type { PeerId } from '../base/types.ts'
import type { Signer, Verifier } from '../ports/signer.ts'
import { publicKeyObject, type SigningKey } from './keys.ts'

const namespace = 'git'
const signatureBytes = 64
/** Keys kept ready: more than a subnet has machines; each holds well under a kilobyte. */
const keysCachedMax = 1024

/** Each entry is checked: what is the same for all of them is put together once. */
const signedPrefix = sshsigMessage(new Uint8Array(0), namespace).slice(0, -sha512(new Uint8Array(0)).length)

/** What the key itself signs. Put together where the last one was: it is read before the next. */
function signedBytes(payload: Uint8Array): Uint8Array {
  signedLatest.write(hash('sha512', payload, 'binary'), signedPrefix.length, 'latin1')
  return signedLatest
}

const signedLatest = Buffer.concat([signedPrefix, new Uint8Array(64)])

/** Everything of the blob that comes before the 64 bytes of the signature itself. */
function blobPrefix(raw: Uint8Array): Uint8Array {
  const none = concatBytes(field('ssh-ed25519'), field(new Uint8Array(signatureBytes)))
  return sshsigBlob({ blob: sshBlobOfEd25519(raw) }, namespace, none).slice(0, -signatureBytes)
}

interface KnownKey {
  readonly key: KeyObject
  /** Armored signatures of this key begin with this, whatever they are over, */
  readonly start: string
  /** then come these bytes, which share a character of base64 with the signature, and the signature. */
  readonly before: Uint8Array
}

/** Ends what is armored. */
const end = '\n-----END SSH SIGNATURE-----\n'

function known(raw: Uint8Array): KnownKey {
  const prefix = blobPrefix(raw)
  const whole = prefix.length - (prefix.length % 3)
  const armored = armorSshsig(concatBytes(prefix.subarray(0, whole), new Uint8Array(3)))
  // Four characters for the three bytes that were added.
  return { key: publicKeyObject(raw), start: armored.slice(0, -end.length - 4), before: prefix.slice(whole) }
}

/** The signature of an armored text, where it is the one text for it; most of it is compared as it stands. */
function signatureIn(armored: string, { start, before }: KnownKey): Uint8Array | undefined {
  if (!armored.startsWith(start)) return undefined
  const last = armored.endsWith('\n') ? armored.length : armored.length + 1
  const text = armored.slice(start.length, last - end.length)
  if (!armored.startsWith(end.slice(0, -1), start.length + text.length)) return undefined
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== before.length + signatureBytes || !equalBytes(bytes.subarray(0, before.length), before)) {
    return undefined
  }
  return wrapped(bytes.toString('base64'), start.length - start.lastIndexOf('\n') - 1) === text
    ? bytes.subarray(before.length)
    : undefined
}

/** Broken into lines as `armorSshsig` does, where the first one has so many characters already. */
function wrapped(base64: string, column: number): string {
  let text = base64.slice(0, sshsigLineLength - column)
  for (let at = text.length; at < base64.length; at += sshsigLineLength) {
    text += `\n${base64.slice(at, at + sshsigLineLength)}`
  }
  return text
}

function verifyWith(known: KnownKey, payload: Uint8Array, armored: string): boolean {
  const signature = signatureIn(armored, known)
  // OpenSSL refuses the second encoding of S (RFC 8032, 5.1.7), so nobody but the key's holder makes another.
  return signature !== undefined && verify(null, signedBytes(payload), known.key, signature)
}

/** Signs as the KUBE of this key: armored, as git keeps it in a commit. */
export function createSigner(key: SigningKey): Signer {
  const prefix = blobPrefix(key.publicKey)
  return {
    peerId: key.peerId,
    sign: payload => armorSshsig(concatBytes(prefix, sign(null, signedBytes(payload), key.privateKey)))
  }
}

/** Signs as the key of a KUBE in another namespace than git's: an SSHSIG blob with the key in SSH's wire form. */
export function sshsigOf(
  key: SigningKey,
  namespace: string,
  payload: Uint8Array
): { publicKey: Uint8Array; signature: Uint8Array } {
  const publicKey = sshBlobOfEd25519(key.publicKey)
  const own = sign(null, sshsigMessage(payload, namespace), key.privateKey)
  const signature = concatBytes(field('ssh-ed25519'), field(new Uint8Array(own)))
  return { publicKey, signature: sshsigBlob({ blob: publicKey }, namespace, signature) }
}

/** Checks signatures of any KUBE; keeps the keys that it met last. */
export function createVerifier(): Verifier {
  const cache = new Map<PeerId, KnownKey>()
  const find = (chain: PeerId): KnownKey => {
    const found = cache.get(chain)
    if (found) return found
    const made = known(keyOfPeerId(chain))
    cache.set(chain, made)
    if (cache.size > keysCachedMax) cache.delete(cache.keys().next().value!)
    return made
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
