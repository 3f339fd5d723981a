// The subnet's certificate authorities: one root, one intermediate on each KUBE, leaves for its web server. Root and
// intermediates are held to the subnet's DNS names by critical constraints (trust.md, Keys and TLS).
import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { KubeError } from '../base/errors.ts'
import {
  type Authority,
  authorityExtensions,
  buildCertificate,
  isKeyOf,
  permittedNames,
  serverExtensions,
  serverUsage
} from './certificate-format.ts'
import { createCertificateKey } from './keys.ts'

const dayMs = 24 * 60 * 60 * 1000
/** The root lasts as long as people can be expected to leave it in their browsers' stores. */
const rootLifeMs = 3652 * dayMs
/** A removed machine's is not renewed: it can go on for at most this long. */
export const intermediateLifeMs = 90 * dayMs
/** Browsers refuse leaves of more than 398 days. */
const leafLifeMs = 397 * dayMs
/** A machine whose clock is this far behind accepts what was just signed. */
const earlierMs = 60 * 60 * 1000
/** Bases of one subnet; each is two names in every leaf. */
const basesMax = 32

const labelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** A DNS name in lower case without a dot at its end. @throws KUBE_CONFIG_INVALID */
export function dnsName(text: string): string {
  const name = domainToASCII(text.trim().replace(/\.$/, '')).toLowerCase()
  const labels = name.split('.')
  const numeric = /^\d+$/.test(labels.at(-1) ?? '')
  if (name.length > 253 || numeric || !labels.every(label => labelPattern.test(label))) {
    throw new KubeError('KUBE_CONFIG_INVALID', `${JSON.stringify(text)} is not a DNS name`, {
      reason: 'letters, digits and hyphens, in labels divided by dots'
    })
  }
  return name
}

/** The names that every subnet has, and those configured, each once. @throws KUBE_CONFIG_INVALID */
export function subnetBases(configured: readonly string[] = []): string[] {
  const bases = [...new Set(['kube.local', 'kube.localhost', ...configured.map(dnsName)])]
  if (bases.length <= basesMax) return bases
  throw new KubeError('KUBE_CONFIG_INVALID', `${bases.length} names for one subnet`, { reason: `at most ${basesMax}` })
}

export interface RootCaRequest {
  readonly subnetDid: string
  readonly bases: readonly string[]
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number
  /** P-256; a new one unless given. */
  readonly privateKey?: KeyObject
}

/** A new root CA, valid for ten years, for names at or below the bases and nothing else. */
export function createRootCa({ subnetDid, bases, now, privateKey = createCertificateKey() }: RootCaRequest): Authority {
  const certificate = buildCertificate({
    commonName: `KUBE subnet ${subnetDid.slice(-8)}`,
    publicKey: createPublicKey(privateKey),
    issuer: undefined,
    signingKey: privateKey,
    notBefore: now - earlierMs,
    notAfter: now + rootLifeMs,
    extensions: authorityExtensions(1, bases)
  })
  return { privateKey, certificate }
}

export interface IntermediateRequest {
  /** Name of the machine, for people who look at the chain. */
  readonly name: string
  readonly peerId: string
  readonly now: number
}

/**
 * A certificate for the intermediate CA of one KUBE: 90 days, no CA below it, the root's own constraints.
 * @throws KUBE_HOME_INVALID when the root is none of ours, KUBE_KEY_INVALID when the key is not P-256
 */
export function issueIntermediate(
  root: Authority,
  publicKey: KeyObject,
  request: IntermediateRequest
): X509Certificate {
  const bases = permittedNames(root.certificate)
  if (bases === undefined || !isKeyOf(root.privateKey, root.certificate)) {
    throw new KubeError('KUBE_HOME_INVALID', 'the root CA cannot sign', {
      reason: bases === undefined ? 'it has no name constraints' : 'its key is not that of its certificate'
    })
  }
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new KubeError('KUBE_KEY_INVALID', 'the key of an intermediate CA must be P-256')
  }
  const name = request.name.replace(/\p{Cc}/gu, '').slice(0, 40)
  return buildCertificate({
    commonName: `KUBE ${name} ${request.peerId.slice(-8)}`,
    publicKey,
    issuer: root,
    signingKey: root.privateKey,
    notBefore: request.now - earlierMs,
    notAfter: Math.min(request.now + intermediateLifeMs, root.certificate.validToDate.getTime()),
    extensions: [...authorityExtensions(0, bases), serverUsage()]
  })
}

/** A web server's certificate for DNS names (wildcards included), never outliving the intermediate. */
export function issueLeaf(
  intermediate: Authority,
  publicKey: KeyObject,
  names: readonly string[],
  now: number
): X509Certificate {
  return buildCertificate({
    commonName: names.find(name => name.length <= 64 && !name.startsWith('*')) ?? 'KUBE',
    publicKey,
    issuer: intermediate,
    signingKey: intermediate.privateKey,
    notBefore: Math.max(now - earlierMs, intermediate.certificate.validFromDate.getTime()),
    notAfter: Math.min(now + leafLifeMs, intermediate.certificate.validToDate.getTime()),
    extensions: serverExtensions(names)
  })
}

/** Names of the one leaf that most requests need: each base and every name one label below it. */
export function wildcardNames(bases: readonly string[]): string[] {
  return bases.flatMap(base => [base, `*.${base}`])
}

export interface ReceivedIntermediate {
  readonly root: X509Certificate
  readonly certificate: X509Certificate
  /** The key that it must be for. */
  readonly publicKey: KeyObject
  readonly now: number
}

/** Why a certificate that an admin KUBE handed out is not good for us; undefined when it is. */
export function refusedIntermediate({ root, certificate, publicKey, now }: ReceivedIntermediate): string | undefined {
  if (!root.ca || !root.checkIssued(root) || !root.verify(root.publicKey)) return 'the root CA is not signed by itself'
  if (permittedNames(root) === undefined) return 'the root CA has no name constraints'
  if (!certificate.publicKey.equals(publicKey)) return 'the intermediate CA is for another key'
  if (!certificate.ca || !certificate.checkIssued(root) || !certificate.verify(root.publicKey)) {
    return 'the intermediate CA is not signed by the root CA'
  }
  if (now > certificate.validToDate.getTime()) return 'the intermediate CA is too old'
  return undefined
}

/** When a certificate is to be renewed: at two thirds of its life. Milliseconds since 1970-01-01 UTC. */
export function renewalTime(certificate: X509Certificate): number {
  const from = certificate.validFromDate.getTime()
  return from + ((certificate.validToDate.getTime() - from) * 2) / 3
}
