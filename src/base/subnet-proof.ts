// Which subnet a root CA is of: the subnet root names its certificate in a credential (trust/ca-binding.ts). Whoever trusts
// the CA, and is shown that, knows the subnet by nobody's word; to name somebody else's CA helps nobody.
import { verify } from 'node:crypto'
import { sha256, toHex } from './bytes.ts'
import { KubeError } from './errors.ts'
import { keyOfDid } from './identity.ts'
import { readSshKey, sshBlobOfEd25519 } from './ssh-key.ts'

/** Type of the credential. */
export const caBindingType = 'KubeCertificateAuthority'

interface Claims {
  readonly type?: unknown
  readonly iss?: unknown
  readonly sub?: unknown
  readonly credentialSubject?: { readonly certificate?: unknown }
}

/** The subnet (`did:key` of its root) whose root names this certificate (DER); undefined where the credential does not. */
export function subnetOfCa(caBinding: string, certificate: Uint8Array): string | undefined {
  const [header = '', payload = '', signature = '', ...rest] = caBinding.split('.')
  const claims = claimsOf(payload)
  const { iss, sub, type, credentialSubject } = claims ?? {}
  const named = credentialSubject?.certificate === `sha256:${toHex(sha256(certificate))}`
  const isBinding = Array.isArray(type) && type.includes(caBindingType)
  if (!named || !isBinding || typeof iss !== 'string' || iss !== sub || rest.length > 0) return undefined
  const signed = Buffer.from(`${header}.${payload}`)
  return holds(iss, signed, Buffer.from(signature, 'base64url')) ? iss : undefined
}

function claimsOf(payload: string): Claims | undefined {
  try {
    return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims | null) ?? undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function holds(did: string, signed: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, signed, readSshKey(sshBlobOfEd25519(keyOfDid(did))).key, signature)
  } catch (error) {
    if (error instanceof KubeError) return false
    throw error
  }
}
