// The credential by which the root of a subnet names its root CA, as dx reads it.
import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { subnetOfCa } from '../../../src/base/subnet-proof.ts'
import { createRootCa } from '../../../src/trust/authority.ts'
import { bindCertificateAuthority } from '../../../src/trust/ca-binding.ts'
import { issueCredential } from '../../../src/trust/credentials.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'

const [root, other] = [createSigningKey(), createSigningKey()]
const now = Date.now()
const certificateOf = (subnetDid: string): X509Certificate =>
  new X509Certificate(createRootCa({ subnetDid, bases: ['kube.local'], now }).certificate.toString())
const ca = certificateOf(root.did)
const raw = (certificate: X509Certificate): Uint8Array => new Uint8Array(certificate.raw)

test('names the subnet, for that very certificate', async () => {
  const jwt = await bindCertificateAuthority(root, ca, now)
  expect(subnetOfCa(jwt, raw(ca))).toBe(root.did)
  expect(subnetOfCa(jwt, raw(certificateOf(root.did)))).toBeUndefined()
  expect(subnetOfCa(await bindCertificateAuthority(other, ca, now), raw(ca))).toBe(other.did)
})

test('is believed from nobody but that root', async () => {
  const jwt = await bindCertificateAuthority(root, ca, now)
  const [header, payload, signature] = jwt.split('.') as [string, string, string]
  const foreign = (await bindCertificateAuthority(other, ca, now)).split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const changed = (more: object): string =>
    `${header}.${Buffer.from(JSON.stringify({ ...claims, ...more })).toString('base64url')}.${signature}`
  const role = await issueCredential({ issuerKey: root, subject: root.did, role: 'admin', audience: root.did, now })
  for (const wrong of [
    '',
    '..',
    'e30.e30.',
    `${header}.${payload}`,
    `${jwt}.`,
    `${header}.${payload}.`,
    `${header}.${payload}.${foreign[2]}`,
    `${header}.${foreign[1]}.${signature}`,
    changed({ iss: other.did, sub: other.did }),
    changed({ iss: 'did:key:z6Mk', sub: 'did:key:z6Mk' }),
    changed({ iss: 7, sub: 7 }),
    changed({ nbf: 1 }),
    `${header}.${Buffer.from('null').toString('base64url')}.${signature}`,
    `${header}.${Buffer.from('{"type"').toString('base64url')}.${signature}`,
    role.jwt
  ]) {
    expect(subnetOfCa(wrong, raw(ca)), wrong).toBeUndefined()
  }
})
