// What ties the key of a web certificate to the key of a KUBE: the KUBE's signature over the former. A machine is known by
// its key; its certificate alone says no more than that it is some machine of the subnet.
import { sha256, toHex, utf8 } from './bytes.ts'
import { keyOfDid } from './identity.ts'
import { sshBlobOfEd25519 } from './ssh-key.ts'
import { sshsigHolds } from './sshsig.ts'

/** SSHSIG namespace: such a signature is good for nothing else. */
export const tlsNamespace = 'kube-tls'

/** What is signed, for the SubjectPublicKeyInfo (DER) of the certificate that a connection shows. */
export function tlsBinding(publicKeyInfo: Uint8Array): Uint8Array {
  return utf8.encode(`sha256:${toHex(sha256(publicKeyInfo))}\n`)
}

/** Whether a signature (SSHSIG blob) says that this KUBE (`did:key:…`) has the key of the certificate. */
export function holdsTlsBinding(signature: Uint8Array, kube: string, publicKeyInfo: Uint8Array): boolean {
  const publicKey = sshBlobOfEd25519(keyOfDid(kube))
  return sshsigHolds(signature, { payload: tlsBinding(publicKeyInfo), namespace: tlsNamespace, publicKey })
}
