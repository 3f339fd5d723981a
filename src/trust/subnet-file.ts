// `keys/subnet.json`: which subnet this home is in, and what shows it. Its presence is what makes a home enrolled; it
// is written last. It stands beside the keys because a KUBE has to show its membership before it has the graph.
import { type KeyObject, X509Certificate } from 'node:crypto'
import path from 'node:path'
import { KubeError } from '../base/errors.ts'
import { keyOfDid } from '../base/identity.ts'
import { createRootCa, subnetBases } from './authority.ts'
import { bindCertificateAuthority } from './ca-binding.ts'
import { saveIntermediate } from './certificate-store.ts'
import { backdatedMs, type CredentialRole, issueCredential } from './credentials.ts'
import { readIfThere, writeDurable } from './key-files.ts'
import { completeSubnetKeys, createSubnetKeys, type Keys, loadKeys, saveRootCaKey } from './keys.ts'

export interface Subnet {
  /** `did:key:z6Mk…` of the subnet root. */
  readonly root: string
  /** DNS names at and below which the subnet answers. */
  readonly bases: readonly string[]
  /** Root CA, PEM: what `ca.crt` holds. */
  readonly rootCa: string
  /** The root's credential that names the root CA. */
  readonly caBinding: string
  /** What this KUBE shows of itself: its own credentials and those of the admins above it. */
  readonly credentials: readonly string[]
  /** Credentials that the founder has to write into the graph with its first changeset; empty elsewhere. */
  readonly founding: readonly string[]
}

const fileName = 'subnet.json'
const version = 1

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

/**
 * The subnet of a home; undefined when it is in none yet.
 * @throws KUBE_HOME_INVALID when the file is damaged or from a newer version
 */
export async function loadSubnet(dir: string): Promise<Subnet | undefined> {
  const file = path.join(dir, fileName)
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  const refuse = (reason: string, cause?: unknown) =>
    new KubeError('KUBE_HOME_INVALID', `${file} cannot be used`, {
      reason,
      next: [`cat ${file}`],
      ...(cause === undefined ? {} : { cause })
    })
  let json: Partial<Record<keyof Subnet | 'version', unknown>>
  try {
    json = JSON.parse(text)
    keyOfDid(String(json.root))
    new X509Certificate(String(json.rootCa))
  } catch (error) {
    throw refuse('it is damaged; restore it from a backup', error)
  }
  if (json.version !== version) throw refuse(`it has version ${String(json.version)}, this kubed knows ${version}`)
  const { bases, credentials, founding, caBinding } = json
  if (!isTexts(bases) || !isTexts(credentials) || !isTexts(founding) || typeof caBinding !== 'string') {
    throw refuse('it is damaged; restore it from a backup')
  }
  return { root: String(json.root), bases, rootCa: String(json.rootCa), caBinding, credentials, founding }
}

/** Durable when it resolves. */
export async function saveSubnet(dir: string, subnet: Subnet): Promise<void> {
  await writeDurable(path.join(dir, fileName), `${JSON.stringify({ version, ...subnet }, null, 2)}\n`)
}

export interface FoundingRequest {
  readonly dir: string
  /** DNS names besides `kube.local` and `kube.localhost`. */
  readonly names?: readonly string[]
  /** `did:key` of people's keys that are admins from the start. */
  readonly accounts?: readonly string[]
  readonly now: number
}

const founderRoles: readonly CredentialRole[] = ['member', 'admin', 'write']

/**
 * Makes a subnet of one: keys, root CA, and the root's credentials for this KUBE and the accounts. An attempt that
 * was interrupted is taken up where it stopped.
 * @throws KUBE_HOME_INVALID when the home is in a subnet already, KUBE_KEYS_LOOSE, KUBE_CONFIG_INVALID for a name
 */
export async function foundSubnet(request: FoundingRequest): Promise<{ keys: Required<Keys>; subnet: Subnet }> {
  const { dir, now } = request
  const bases = subnetBases(request.names)
  const found = await loadKeys(dir)
  if (found !== undefined && (await loadSubnet(dir)) !== undefined) {
    throw new KubeError('KUBE_HOME_INVALID', 'this home is in a subnet already', { next: ['kubed start'] })
  }
  const keys = found === undefined ? await createSubnetKeys(dir) : await completeSubnetKeys(found)
  const ca = createRootCa({ subnetDid: keys.root.did, bases, now, privateKey: keys.rootCa })
  const issue = async (subject: string) =>
    await Promise.all(
      founderRoles.map(role =>
        issueCredential({ issuerKey: keys.root, subject, role, now, notBefore: now - backdatedMs })
      )
    )
  const own = (await issue(keys.kube.did)).map(({ jwt }) => jwt)
  const people = (await Promise.all((request.accounts ?? []).map(issue))).flat().map(({ jwt }) => jwt)
  const subnet: Subnet = {
    root: keys.root.did,
    bases,
    rootCa: ca.certificate.toString(),
    caBinding: await bindCertificateAuthority(keys.root, ca.certificate, now),
    credentials: own,
    founding: [...own, ...people]
  }
  await saveSubnet(dir, subnet)
  return { keys, subnet }
}

/** What enrolment brought, with the private key that the intermediate's certificate is for. */
export interface JoinedSubnet {
  readonly root: string
  readonly bases: readonly string[]
  readonly rootCa: X509Certificate
  readonly caBinding: string
  readonly credentials: readonly string[]
  readonly intermediate: X509Certificate
  readonly rootCaKey?: KeyObject
}

/** Keeps what enrolment brought. Durable when it resolves; before that the home is as if nothing had happened. */
export async function saveJoined(dir: string, joined: JoinedSubnet, intermediateKey: KeyObject): Promise<Subnet> {
  if (joined.rootCaKey !== undefined) await saveRootCaKey(dir, joined.rootCaKey)
  await saveIntermediate(dir, { privateKey: intermediateKey, certificate: joined.intermediate })
  const subnet: Subnet = {
    root: joined.root,
    bases: joined.bases,
    rootCa: joined.rootCa.toString(),
    caBinding: joined.caBinding,
    credentials: joined.credentials,
    founding: []
  }
  await saveSubnet(dir, subnet)
  return subnet
}
