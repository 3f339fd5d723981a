// The subnet root says which X.509 root CA is the subnet's: a machine that joins does not take an admin's word for it.
import { randomUUID, type X509Certificate } from 'node:crypto'
import { caBindingType } from '../base/subnet-proof.ts'
import { fingerprintOf } from './certificate-format.ts'
import { invalidCredential, signClaims, verifyClaims } from './jwt-credential.ts'
import type { SigningKey } from './keys.ts'

/** A credential, by the root about itself, that names the CA by the SHA-256 of its certificate. */
export async function bindCertificateAuthority(root: SigningKey, ca: X509Certificate, now: number): Promise<string> {
  return await signClaims(root, {
    id: randomUUID(),
    type: caBindingType,
    issuer: root.did,
    subject: root.did,
    validFrom: Math.floor(now / 1000),
    validUntil: undefined,
    about: { certificate: fingerprintOf(ca) }
  })
}

/** @throws KUBE_CREDENTIAL_INVALID unless the root of that `did:key` named this very certificate */
export async function verifyCertificateAuthority(jwt: string, rootDid: string, ca: X509Certificate): Promise<void> {
  const { type, issuer, subject, about } = await verifyClaims(jwt)
  if (type !== caBindingType || issuer !== rootDid || subject !== rootDid) {
    throw invalidCredential('it is not the subnet root that names this CA')
  }
  if (about.certificate !== fingerprintOf(ca)) throw invalidCredential('the subnet root names another CA')
}
