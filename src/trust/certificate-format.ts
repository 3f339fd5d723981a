// X.509 certificates put together and signed (RFC 5280), with ECDSA P-256 throughout: what every browser takes.
import { createPublicKey, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version
} from '@peculiar/asn1-x509'
import { sha256, toHex } from '../base/bytes.ts'

/** A CA: its key and the certificate of that key. */
export interface Authority {
  readonly privateKey: KeyObject
  readonly certificate: X509Certificate
}

export interface CertificateRequest {
  readonly commonName: string
  readonly publicKey: KeyObject
  /** Undefined: signed by itself. */
  readonly issuer: Authority | undefined
  /** Signs; the issuer's private key, or the certificate's own. */
  readonly signingKey: KeyObject
  /** Milliseconds since 1970-01-01 UTC. */
  readonly notBefore: number
  readonly notAfter: number
  readonly extensions: readonly Extension[]
}

const commonNameType = '2.5.4.3'
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
/** Upper bound of RFC 5280, appendix A: ub-common-name. */
const commonNameLengthMax = 64

export function pemOf(certificate: X509Certificate): string {
  return certificate.toString()
}

function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: [...commonName].slice(0, commonNameLengthMax).join('') })
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonNameType, value })])])
}

function keyInfo(key: KeyObject): SubjectPublicKeyInfo {
  return AsnConvert.parse(key.export({ format: 'der', type: 'spki' }), SubjectPublicKeyInfo)
}

// RFC 7093, 2: the leftmost 160 bits of the SHA-256 of the key.
function keyIdentifier(key: KeyObject): ArrayBuffer {
  return bufferOf(sha256(new Uint8Array(keyInfo(key).subjectPublicKey)).subarray(0, 20))
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

// Positive, of 16 bytes, never zero (RFC 5280, 4.1.2.2).
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bufferOf(bytes)
}

export function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

/** A certificate of the key, signed. */
export function buildCertificate(request: CertificateRequest): X509Certificate {
  const issuerKey = request.issuer?.certificate.publicKey ?? request.publicKey
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: request.issuer === undefined ? nameOf(request.commonName) : subjectOf(request.issuer.certificate),
    validity: new Validity({ notBefore: new Date(request.notBefore), notAfter: new Date(request.notAfter) }),
    subject: nameOf(request.commonName),
    subjectPublicKeyInfo: keyInfo(request.publicKey),
    extensions: new Extensions([
      ...request.extensions,
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(request.publicKey))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: new SubjectKeyIdentifier(keyIdentifier(issuerKey)) })
      )
    ])
  })
  const signed = new Uint8Array(AsnConvert.serialize(tbsCertificate))
  const signatureValue = bufferOf(sign('sha256', signed, request.signingKey))
  const whole = new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue })
  return new X509Certificate(Buffer.from(AsnConvert.serialize(whole)))
}

function parse(certificate: X509Certificate): TBSCertificate {
  return AsnConvert.parse(certificate.raw, Certificate).tbsCertificate
}

function subjectOf(certificate: X509Certificate): Name {
  return parse(certificate).subject
}

/** Extensions of a CA that may sign certificates for web servers under these DNS names and for nothing else. */
export function authorityExtensions(pathLength: number, bases: readonly string[]): Extension[] {
  const dns = bases.map(base => new GeneralSubtree({ base: new GeneralName({ dNSName: base }) }))
  // Names of other kinds are free unless they are constrained too (RFC 5280, 4.2.1.10). There is no constraint that
  // every verifier takes as "no e-mail address", so those of one host are permitted that cannot exist (RFC 2606, 2).
  const mail = new GeneralSubtree({ base: new GeneralName({ rfc822Name: 'invalid' }) })
  const everyAddress = ['0.0.0.0/0.0.0.0', '::/::'].map(
    iPAddress => new GeneralSubtree({ base: new GeneralName({ iPAddress }) })
  )
  const constraints = new NameConstraints({
    permittedSubtrees: new GeneralSubtrees([...dns, mail]),
    excludedSubtrees: new GeneralSubtrees(everyAddress)
  })
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: pathLength }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(id_ce_nameConstraints, constraints, true)
  ]
}

export function serverUsage(): Extension {
  return extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth]))
}

/** Extensions of a web server's certificate for these DNS names. */
export function serverExtensions(names: readonly string[]): Extension[] {
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    serverUsage(),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(name => new GeneralName({ dNSName: name }))))
  ]
}

/** The DNS names that a CA is held to by a critical constraint; undefined when it is held to none. */
export function permittedNames(certificate: X509Certificate): string[] | undefined {
  const found = parse(certificate).extensions?.find(({ extnID }) => extnID === id_ce_nameConstraints)
  if (found === undefined || !found.critical) return undefined
  const { permittedSubtrees } = AsnConvert.parse(found.extnValue.buffer, NameConstraints)
  if (permittedSubtrees === undefined) return undefined
  return [...permittedSubtrees].flatMap(({ base }) => (base.dNSName === undefined ? [] : [base.dNSName]))
}

/** Whether the private key is that of the certificate. */
export function isKeyOf(privateKey: KeyObject, certificate: X509Certificate): boolean {
  return createPublicKey(privateKey).equals(certificate.publicKey)
}

/** `sha256:<hex>` of a certificate's DER: how the subnet root names its CA. */
export function fingerprintOf(certificate: X509Certificate): string {
  return `sha256:${toHex(sha256(new Uint8Array(certificate.raw)))}`
}
