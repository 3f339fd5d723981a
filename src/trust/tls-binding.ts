// The KUBE's word that a web certificate is its own (base/tls-binding.ts).
import { sign } from 'node:crypto'
import { concatBytes } from '../base/bytes.ts'
import { sshBlobOfEd25519 } from '../base/ssh-key.ts'
import { field } from '../base/ssh-wire.ts'
import { sshsigBlob, sshsigMessage } from '../base/sshsig.ts'
import { tlsBinding, tlsNamespace } from '../base/tls-binding.ts'
import type { SigningKey } from './keys.ts'

/** SSHSIG blob of the KUBE over the SubjectPublicKeyInfo (DER) of its certificate. */
export function bindTls(key: SigningKey, publicKeyInfo: Uint8Array): Uint8Array {
  const message = sshsigMessage(tlsBinding(publicKeyInfo), tlsNamespace)
  const signature = concatBytes(field('ssh-ed25519'), field(sign(null, message, key.privateKey)))
  return sshsigBlob({ blob: sshBlobOfEd25519(key.publicKey) }, tlsNamespace, signature)
}
