// What the web server shows: one wildcard leaf for nearly every name, further leaves only for deeper names that are in
// the graph, so that a stranger's SNI makes nothing (trust.md, TLS).
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import tls from 'node:tls'
import { KubeError } from '../base/errors.ts'
import type { PeerId } from '../base/types.ts'
import { issueIntermediate, issueLeaf, refusedIntermediate, renewalTime, wildcardNames } from './authority.ts'
import { type Authority, isKeyOf, permittedNames } from './certificate-format.ts'
import { loadIntermediate, loadLeaf, saveIntermediate, saveLeaf } from './certificate-store.ts'
import { createCertificateKey, privateKeyPem } from './keys.ts'

export interface CertificatesOptions {
  /** The home's `keys/`. */
  readonly dir: string
  /** Of this machine. */
  readonly name: string
  readonly peerId: PeerId
  readonly bases: readonly string[]
  /** Root CA, PEM. */
  readonly rootCa: string
  /** On admin KUBEs. */
  readonly rootCaKey?: KeyObject
  /** Asks an admin KUBE for a certificate (PEM) of this key; for KUBEs without `rootCaKey`. */
  readonly requestIntermediate?: (publicKey: KeyObject) => Promise<string>
  /** Whether this DNS name, more than one label below a base, is that of a node of the graph. */
  readonly exists: (name: string) => boolean
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number
}

/** Leaves for deeper names that are kept ready. */
const contextsMax = 256
/** Asked no more often than this, also where nothing can be renewed. */
const renewalPauseMsMin = 60 * 60 * 1000

export class Certificates {
  readonly caPem: string
  readonly bases: readonly string[]
  #options: CertificatesOptions
  #root: X509Certificate
  #intermediate: Authority
  #leaf: Authority
  #wildcard: tls.SecureContext
  #deeper = new Map<string, tls.SecureContext>()

  private constructor(options: CertificatesOptions, root: X509Certificate, intermediate: Authority, leaf: Authority) {
    this.caPem = options.rootCa
    this.bases = servedBases(options.bases, root)
    this.#options = options
    this.#root = root
    this.#intermediate = intermediate
    this.#leaf = leaf
    this.#wildcard = this.#context(leaf.certificate)
  }

  /**
   * Reads what is in `keys/`, makes or renews what is missing or due.
   * @throws KUBE_HOME_INVALID when a file is damaged, or the intermediate is missing and nobody here can issue one
   */
  static async open(options: CertificatesOptions): Promise<Certificates> {
    const root = new X509Certificate(options.rootCa)
    if (options.rootCaKey !== undefined && !isKeyOf(options.rootCaKey, root)) {
      throw new KubeError('KUBE_HOME_INVALID', `${options.dir}/root-ca.pem is not the key of the subnet's root CA`, {
        reason: 'one of the two was replaced; restore it from a backup'
      })
    }
    const kept = await loadIntermediate(options.dir)
    const ours = kept?.certificate.verify(root.publicKey) ? kept : undefined
    const intermediate = ours ?? (await firstIntermediate(options, root))
    const names = wildcardNames(servedBases(options.bases, root))
    const keptLeaf = await loadLeaf(options.dir)
    const usable = keptLeaf !== undefined && isLeafOf(keptLeaf, intermediate, names)
    const leaf = usable ? keptLeaf : await newLeaf(options.dir, intermediate, names, options.now())
    const certificates = new Certificates(options, root, intermediate, leaf)
    // Nobody is asked while a daemon starts: what needs another KUBE waits for the first call of `renewIfDue`.
    if (options.rootCaKey !== undefined) await certificates.renewIfDue(options.now())
    return certificates
  }

  /** Configured names for which the root CA cannot vouch: they need a new root CA and `kubed trust` again. */
  get unserved(): string[] {
    return this.#options.bases.filter(base => !this.bases.includes(base))
  }

  /** Key and chain of the wildcard leaf: what is shown when a client names no host, or a foreign one. */
  get defaults(): { key: string; cert: string } {
    return { key: privateKeyPem(this.#leaf.privateKey), cert: this.#chain(this.#leaf.certificate) }
  }

  /** When what is shown ends unless it is renewed: ISO 8601. */
  get until(): string {
    return this.#leaf.certificate.validToDate.toISOString()
  }

  /** The certificate of the wildcard leaf. */
  get leaf(): X509Certificate {
    return this.#leaf.certificate
  }

  /**
   * What to show for a name of the SNI, and for none; undefined for a name that is not the subnet's or not in the
   * graph.
   */
  contextFor(servername: string | undefined): tls.SecureContext | undefined {
    if (servername === undefined) return this.#wildcard
    const name = servername.toLowerCase().replace(/\.$/, '')
    const below = this.#labelsBelow(name)
    if (below === undefined) return undefined
    if (below < 2) return this.#wildcard
    if (!this.#options.exists(name)) {
      this.#deeper.delete(name)
      return undefined
    }
    const context = this.#deeper.get(name) ?? this.#deeperContext(name)
    this.#deeper.delete(name)
    this.#deeper.set(name, context)
    if (this.#deeper.size > contextsMax) this.#deeper.delete(this.#deeper.keys().next().value!)
    return context
  }

  /** Whether something new was made, and when to ask next (milliseconds since 1970-01-01 UTC). */
  async renewIfDue(now: number): Promise<{ renewed: boolean; next: number }> {
    let renewed = false
    if (now >= renewalTime(this.#intermediate.certificate)) {
      const next = await newIntermediate(this.#options, this.#root, now)
      if (next !== undefined) {
        this.#intermediate = next
        renewed = true
      }
    }
    const names = wildcardNames(this.bases)
    if (renewed || (now >= renewalTime(this.#leaf.certificate) && this.#outlivesLeaf())) {
      this.#leaf = await newLeaf(this.#options.dir, this.#intermediate, names, now)
      this.#wildcard = this.#context(this.#leaf.certificate)
      this.#deeper.clear()
      renewed = true
    }
    const due = Math.min(renewalTime(this.#intermediate.certificate), renewalTime(this.#leaf.certificate))
    return { renewed, next: Math.max(due, now + renewalPauseMsMin) }
  }

  // A leaf that already lasts as long as the intermediate gains nothing from being made again.
  #outlivesLeaf(): boolean {
    return this.#intermediate.certificate.validToDate > this.#leaf.certificate.validToDate
  }

  #labelsBelow(name: string): number | undefined {
    const base = this.bases.find(base => name === base || name.endsWith(`.${base}`))
    if (base === undefined) return undefined
    return name === base ? 0 : name.slice(0, -base.length - 1).split('.').length
  }

  #deeperContext(name: string): tls.SecureContext {
    // The same key: a new one for each name would be work that a stranger can cause, and protects nothing more.
    const publicKey = createPublicKey(this.#leaf.privateKey)
    return this.#context(issueLeaf(this.#intermediate, publicKey, [name], this.#options.now()))
  }

  #context(leaf: X509Certificate): tls.SecureContext {
    return tls.createSecureContext({
      key: privateKeyPem(this.#leaf.privateKey),
      cert: this.#chain(leaf),
      minVersion: 'TLSv1.2'
    })
  }

  #chain(leaf: X509Certificate): string {
    return leaf.toString() + this.#intermediate.certificate.toString()
  }
}

/** The bases for which the root CA may vouch, the longest first, so that the nearest one is found. */
function servedBases(bases: readonly string[], root: X509Certificate): string[] {
  const permitted = permittedNames(root) ?? []
  const within = (base: string) => permitted.some(name => base === name || base.endsWith(`.${name}`))
  return bases.filter(within).sort((a, b) => b.length - a.length)
}

function isLeafOf(leaf: Authority, intermediate: Authority, names: readonly string[]): boolean {
  const shown = new Set(leaf.certificate.subjectAltName?.split(', '))
  return (
    shown.size === names.length &&
    names.every(name => shown.has(`DNS:${name}`)) &&
    leaf.certificate.checkIssued(intermediate.certificate) &&
    leaf.certificate.verify(intermediate.certificate.publicKey)
  )
}

async function newLeaf(
  dir: string,
  intermediate: Authority,
  names: readonly string[],
  now: number
): Promise<Authority> {
  const privateKey = createCertificateKey()
  const leaf = { privateKey, certificate: issueLeaf(intermediate, createPublicKey(privateKey), names, now) }
  await saveLeaf(dir, leaf)
  return leaf
}

async function newIntermediate(
  options: CertificatesOptions,
  root: X509Certificate,
  now: number
): Promise<Authority | undefined> {
  const { rootCaKey, requestIntermediate, dir } = options
  const privateKey = createCertificateKey()
  const publicKey = createPublicKey(privateKey)
  let certificate: X509Certificate
  if (rootCaKey !== undefined) {
    certificate = issueIntermediate({ privateKey: rootCaKey, certificate: root }, publicKey, { ...options, now })
  } else if (requestIntermediate !== undefined) {
    certificate = new X509Certificate(await requestIntermediate(publicKey))
    const reason = refusedIntermediate({ root, certificate, publicKey, now })
    if (reason !== undefined) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', 'an admin KUBE sent a certificate that is no good', { reason })
    }
  } else {
    return undefined
  }
  await saveIntermediate(dir, { privateKey, certificate })
  return { privateKey, certificate }
}

async function firstIntermediate(options: CertificatesOptions, root: X509Certificate): Promise<Authority> {
  const made = await newIntermediate(options, root, options.now())
  if (made !== undefined) return made
  throw new KubeError('KUBE_HOME_INVALID', `${options.dir}/intermediate-ca.pem is missing`, {
    reason: 'only an admin KUBE can issue another; restore it from a backup, or join anew with a new home',
    next: ['kubed join CODE --home DIR']
  })
}
