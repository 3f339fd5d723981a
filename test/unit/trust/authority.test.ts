import { spawnSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, type X509Certificate } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { type Extension, GeneralName, id_ce_subjectAltName, SubjectAlternativeName } from '@peculiar/asn1-x509'
import { describe, expect, test } from 'vitest'
import {
  createRootCa,
  issueIntermediate,
  issueLeaf,
  refusedIntermediate,
  renewalTime,
  subnetBases,
  wildcardNames
} from '../../../src/trust/authority.ts'
import { bindCertificateAuthority, verifyCertificateAuthority } from '../../../src/trust/ca-binding.ts'
import {
  type Authority,
  authorityExtensions,
  buildCertificate,
  extension,
  permittedNames,
  serverExtensions
} from '../../../src/trust/certificate-format.ts'
import { createCertificateKey, createSigningKey } from '../../../src/trust/keys.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const now = Date.now()
const dayMs = 86_400_000
const bases = subnetBases(['dxos.org'])
const rootKey = createSigningKey()
const root = createRootCa({ subnetDid: rootKey.did, bases, now })
const machine = { name: 'laptop', peerId: rootKey.peerId, now }
const intermediate = intermediateOf(root)
const leafKey = createCertificateKey()
const leafPublic = createPublicKey(leafKey)

function intermediateOf(ca: Authority): Authority {
  const privateKey = createCertificateKey()
  return { privateKey, certificate: issueIntermediate(ca, createPublicKey(privateKey), machine) }
}

const openssl = spawnSync('openssl', ['version']).error === undefined
if (!openssl) console.warn('openssl is missing: the outside judge of certificates is skipped')

async function judge(leaf: X509Certificate, name: string | undefined, chain = [intermediate.certificate]) {
  const dir = await temporaryFolder()
  await fs.writeFile(path.join(dir, 'ca'), root.certificate.toString())
  await fs.writeFile(path.join(dir, 'chain'), chain.join(''))
  await fs.writeFile(path.join(dir, 'leaf'), leaf.toString())
  const host = name === undefined ? [] : ['-verify_hostname', name]
  const args = [
    'verify',
    '-x509_strict',
    '-CAfile',
    'ca',
    '-untrusted',
    'chain',
    '-purpose',
    'sslserver',
    ...host,
    'leaf'
  ]
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: dir, encoding: 'utf8' })
  return { accepted: status === 0, said: stdout + stderr }
}

/** A leaf whose subject alternative names are of other kinds than ours ever are. */
function strangeLeaf(names: GeneralName[]): X509Certificate {
  const [constraints, usage, serverUsage] = serverExtensions([])
  return buildCertificate({
    commonName: 'strange',
    publicKey: leafPublic,
    issuer: intermediate,
    signingKey: intermediate.privateKey,
    notBefore: now - 1000,
    notAfter: now + dayMs,
    extensions: [
      ...([constraints, usage, serverUsage] as Extension[]),
      extension(id_ce_subjectAltName, new SubjectAlternativeName(names))
    ]
  })
}

describe.runIf(openssl)('openssl', () => {
  const leaf = issueLeaf(intermediate, leafPublic, wildcardNames(bases), now)

  test.each(['kube.local', 'notepad.kube.local', 'kube.localhost', 'a.kube.localhost', 'x.dxos.org'])(
    'accepts the wildcard leaf for %s',
    async name => expect(await judge(leaf, name)).toMatchObject({ accepted: true })
  )

  test('accepts a leaf for a deeper name, and the wildcard not for it', async () => {
    const name = 'alice.notepad.kube.local'
    expect(await judge(issueLeaf(intermediate, leafPublic, [name], now), name)).toMatchObject({ accepted: true })
    expect(await judge(leaf, name)).toMatchObject({ accepted: false })
  })

  test.each(['google.com', 'notkube.local', 'local', 'kube.local.evil.com', '*.com'])(
    'refuses a leaf for %s that the intermediate signed',
    async name => {
      const verdict = await judge(issueLeaf(intermediate, leafPublic, [name], now), undefined)
      expect(verdict).toMatchObject({ accepted: false, said: expect.stringContaining('permitted subtree violation') })
    }
  )

  test.each([
    ['IPv4 address', new GeneralName({ iPAddress: '10.0.0.1' })],
    ['IPv6 address', new GeneralName({ iPAddress: 'fd00::1' })],
    ['e-mail address', new GeneralName({ rfc822Name: 'somebody@example.com' })],
    ['e-mail address under a name of the subnet', new GeneralName({ rfc822Name: 'somebody@kube.local' })]
  ])('refuses a leaf for an %s', async (_, name) => {
    const verdict = await judge(strangeLeaf([new GeneralName({ dNSName: 'kube.local' }), name]), undefined)
    expect(verdict.said).toMatch(/subtree violation/)
    expect(verdict.accepted).toBe(false)
  })

  test('refuses a CA below the intermediate', async () => {
    const privateKey = createCertificateKey()
    const below = buildCertificate({
      commonName: 'below',
      publicKey: createPublicKey(privateKey),
      issuer: intermediate,
      signingKey: intermediate.privateKey,
      notBefore: now - 1000,
      notAfter: now + dayMs,
      extensions: authorityExtensions(0, bases)
    })
    const deep = issueLeaf({ privateKey, certificate: below }, leafPublic, ['kube.local'], now)
    const verdict = await judge(deep, 'kube.local', [intermediate.certificate, below])
    expect(verdict).toMatchObject({ accepted: false, said: expect.stringContaining('path length') })
  })

  test('refuses an intermediate that left out the constraints: those of the root still hold', async () => {
    const privateKey = createCertificateKey()
    const loose = buildCertificate({
      commonName: 'loose',
      publicKey: createPublicKey(privateKey),
      issuer: root,
      signingKey: root.privateKey,
      notBefore: now - 1000,
      notAfter: now + dayMs,
      extensions: authorityExtensions(0, ['google.com'])
    })
    const leaf = issueLeaf({ privateKey, certificate: loose }, leafPublic, ['google.com'], now)
    expect(await judge(leaf, 'google.com', [loose])).toMatchObject({ accepted: false })
  })

  test('shows what the root is', async () => {
    const dir = await temporaryFolder()
    await fs.writeFile(path.join(dir, 'ca'), root.certificate.toString())
    const args = ['x509', '-in', 'ca', '-noout', '-ext', 'basicConstraints,keyUsage,nameConstraints']
    const { stdout } = spawnSync('openssl', args, { cwd: dir, encoding: 'utf8' })
    expect(stdout).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:1/)
    expect(stdout).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/)
    expect(stdout).toMatch(/Name Constraints: critical\s+Permitted:/)
    expect([...stdout.matchAll(/DNS:(\S+)/g)].map(match => match[1])).toEqual(bases)
  })
})

describe('certificates', () => {
  test('last as long as they should and no longer than what signed them', () => {
    const life = (of: X509Certificate) => (of.validToDate.getTime() - now) / dayMs
    expect(life(root.certificate)).toBeCloseTo(3652, 0)
    expect(life(intermediate.certificate)).toBeCloseTo(90, 0)
    const leaf = issueLeaf(intermediate, leafPublic, ['kube.local'], now)
    expect(leaf.validToDate).toEqual(intermediate.certificate.validToDate)
    expect((renewalTime(leaf) - now) / dayMs).toBeCloseTo(60, 0)
    const late = { ...machine, now: now + 3600 * dayMs }
    const last = issueIntermediate(root, leafPublic, late)
    expect(last.validToDate).toEqual(root.certificate.validToDate)
  })

  test('have random positive serial numbers', () => {
    const serials = Array.from(
      { length: 50 },
      () => issueLeaf(intermediate, leafPublic, ['kube.local'], now).serialNumber
    )
    expect(new Set(serials).size).toBe(50)
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/)
  })

  test('hold long and strange machine names within bounds', () => {
    const strange = { ...machine, name: `évil\n\0${'x'.repeat(500)}` }
    const { subject } = issueIntermediate(root, leafPublic, strange)
    expect(subject.length).toBeLessThan(80)
  })

  test('are issued for P-256 keys and by a constrained root alone', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    expect(() => issueIntermediate(root, rsa, machine)).toThrow(/P-256/)
    expect(() => issueIntermediate({ ...root, privateKey: leafKey }, leafPublic, machine)).toThrow(/cannot sign/)
    expect(permittedNames(root.certificate)).toEqual(bases)
    expect(permittedNames(issueLeaf(intermediate, leafPublic, ['kube.local'], now))).toBeUndefined()
  })

  test('that an admin hands out are checked', () => {
    const publicKey = createPublicKey(intermediate.privateKey)
    const good = { root: root.certificate, certificate: intermediate.certificate, publicKey, now }
    expect(refusedIntermediate(good)).toBeUndefined()
    expect(refusedIntermediate({ ...good, publicKey: leafPublic })).toMatch(/another key/)
    expect(refusedIntermediate({ ...good, now: now + 91 * dayMs })).toMatch(/too old/)
    const stranger = createRootCa({ subnetDid: rootKey.did, bases, now })
    expect(refusedIntermediate({ ...good, root: stranger.certificate })).toMatch(/not signed by the root/)
    expect(refusedIntermediate({ ...good, root: intermediate.certificate })).toMatch(/not signed by itself/)
  })

  test('the subnet root names the CA, and no other', async () => {
    const binding = await bindCertificateAuthority(rootKey, root.certificate, now)
    await expect(verifyCertificateAuthority(binding, rootKey.did, root.certificate)).resolves.toBeUndefined()
    const other = createRootCa({ subnetDid: rootKey.did, bases, now })
    await expect(verifyCertificateAuthority(binding, rootKey.did, other.certificate)).rejects.toThrow()
    const stranger = createSigningKey()
    const forged = await bindCertificateAuthority(stranger, root.certificate, now)
    await expect(verifyCertificateAuthority(forged, rootKey.did, root.certificate)).rejects.toThrow()
  })
})
