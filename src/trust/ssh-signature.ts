// Signatures of KUBEs as `ssh-keygen -Y sign -n git` makes them, which git puts into commits (OpenSSH PROTOCOL.sshsig).
// Exactly one text is accepted for one signature: a signed entry cannot be given a second id by armoring it anew.
import { type KeyObject, sign, verify } from 'node:crypto'
import { concatBytes, equalBytes, sha512 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { keyOfPeerId } from '../base/identity.ts'
import { sshBlobOfEd25519 } from '../base/ssh-key.ts'
import { field } from '../base/ssh-wire.ts'
import { armorSshsig, dearmorSshsig, sshsigBlob, sshsigMessage } from '../base/sshsig.ts'
import type { PeerId } from '../base/types.ts'
import type { Signer, Verifier } from '../ports/signer.ts'
import { publicKeyObject, type SigningKey } from './keys.ts'

const namespace = 'git'
const signatureBytes = 64
/** Keys kept ready: more than a subnet has machines; each holds well under a kilobyte. */
const keysCachedMax = 1024

/** Each entry is checked: what is the same for all of them is put together once. */
const signedPrefix = sshsigMessage(new Uint8Array(0), namespace).slice(0, -sha512(new Uint8Array(0)).length)

function signedBytes(payload: Uint8Array): Uint8Array {
  return concatBytes(signedPrefix, sha512(payload))
}

/** Everything of the blob that comes before the 64 bytes of the signature itself. */
function blobPrefix(raw: Uint8Array): Uint8Array {
  const none = concatBytes(field('ssh-ed25519'), field(new Uint8Array(signatureBytes)))
  return sshsigBlob({ blob: sshBlobOfEd25519(raw) }, namespace, none).slice(0, -signatureBytes)
}

interface KnownKey {
  readonly key: KeyObject
  readonly prefix: Uint8Array
}

function known(raw: Uint8Array): KnownKey {
  return { key: publicKeyObject(raw), prefix: blobPrefix(raw) }
}

function verifyWith({ key, prefix }: KnownKey, payload: Uint8Array, armored: string): boolean {
  const blob = dearmorSshsig(armored)
  if (blob?.length !== prefix.length + signatureBytes) return false
  if (!equalBytes(blob.subarray(0, prefix.length), prefix)) return false
  // OpenSSL refuses the second encoding of S (RFC 8032, 5.1.7), so nobody but the key's holder makes another.
  return verify(null, signedBytes(payload), key, blob.subarray(prefix.length))
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
