// `keys/subnet.json`: which subnet this home is in. Its presence is what makes a home enrolled; it is written last.
// `keys/credentials.sealed`: what shows that this KUBE is a member. It stands beside the keys because a KUBE has to show
// its membership before it has the graph.
import { type KeyObject, X509Certificate } from 'node:crypto'
import path from 'node:path'
import { KubeError } from '../base/errors.ts'
import { keyOfDid } from '../base/identity.ts'
import type { SshKey } from '../base/ssh-key.ts'
import { createRootCa, subnetBases } from './authority.ts'
import { bindCertificateAuthority } from './ca-binding.ts'
import { saveIntermediate } from './certificate-store.ts'
import { backdatedMs, type CredentialRole, type IssueRequest, issueCredential } from './credentials.ts'
import { exists, moveDurable, readIfThere, writeDurable } from './key-files.ts'
import { completeSubnetKeys, createSubnetKeys, type Keys, loadKeys, type SigningKey, saveRootCaKey } from './keys.ts'
import { readSealed, writeSealed } from './sealed-file.ts'

/** What anybody may know. */
export interface SubnetFacts {
  /** `did:key:z6Mk…` of the subnet root. */
  readonly root: string
  /** DNS names at and below which the subnet answers. */
  readonly bases: readonly string[]
  /** Root CA, PEM: what `ca.crt` holds. */
  readonly rootCa: string
  /** The root's credential that names the root CA. */
  readonly caBinding: string
}

export interface Subnet extends SubnetFacts {
  /** What this KUBE shows of itself: its own credentials and those of the admins above it. */
  readonly credentials: readonly string[]
  /** Credentials that the founder has to write into the graph with its first changeset; empty elsewhere. */
  readonly founding: readonly string[]
}

const fileName = 'subnet.json'
const storeFile = 'credentials.sealed'
const nextStoreFile = 'credentials-next.sealed'
/** As which it is sealed. */
const storeName = 'credentials'
const version = 1

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

/**
 * What is public of the subnet of a home; undefined when it is in none yet.
 * @throws KUBE_HOME_INVALID when the file is damaged or from a newer version
 */
export async function loadSubnetFacts(dir: string): Promise<SubnetFacts | undefined> {
  const file = path.join(dir, fileName)
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  let json: Partial<Record<keyof Subnet | 'version', unknown>>
  try {
    json = JSON.parse(text)
    keyOfDid(String(json.root))
    new X509Certificate(String(json.rootCa))
  } catch (error) {
    throw damaged(file, error)
  }
  if (json.version !== version) {
    throw unusable(file, `it has version ${String(json.version)}, this kubed knows ${version}`)
  }
  const { bases, caBinding } = json
  if (!isTexts(bases) || typeof caBinding !== 'string') throw damaged(file)
  return { root: String(json.root), bases, rootCa: String(json.rootCa), caBinding }
}

/**
 * The subnet of a home with what its KUBE shows; undefined when it is in none yet.
 * @throws KUBE_HOME_INVALID when a file is damaged or from a newer version, or the credentials are another key's
 */
export async function loadSubnet(dir: string, kube: SigningKey): Promise<Subnet | undefined> {
  const facts = await loadSubnetFacts(dir)
  if (facts === undefined) return undefined
  const file = path.join(dir, storeFile)
  const text = await readSealed(file, kube, storeName)
  if (text === undefined) throw unusable(file, 'it is missing; restore it from a backup')
  const { credentials, founding } = JSON.parse(text) as Partial<Subnet>
  if (!isTexts(credentials) || !isTexts(founding)) throw damaged(file)
  return { ...facts, credentials, founding }
}

function unusable(file: string, reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_HOME_INVALID', `${file} cannot be used`, {
    reason,
    next: [`ls -la ${file}`],
    ...(cause === undefined ? {} : { cause })
  })
}

const damaged = (file: string, cause?: unknown): KubeError =>
  unusable(file, 'it is damaged; restore it from a backup', cause)

/** Durable when it resolves. */
export async function saveSubnet(dir: string, kube: SigningKey, subnet: Subnet): Promise<void> {
  const { credentials, founding, ...facts } = subnet
  await saveCredentials(path.join(dir, storeFile), kube, { credentials, founding })
  await writeDurable(path.join(dir, fileName), `${JSON.stringify({ version, ...facts }, null, 2)}\n`)
}

async function saveCredentials(
  file: string,
  kube: SigningKey,
  credentials: Pick<Subnet, 'credentials' | 'founding'>
): Promise<void> {
  await writeSealed(file, kube, storeName, JSON.stringify(credentials))
}

/** What the next key of this KUBE will show; `takeNextCredentials` puts it in place. Durable when it resolves. */
export async function saveNextCredentials(
  dir: string,
  next: SigningKey,
  credentials: readonly string[]
): Promise<void> {
  await saveCredentials(path.join(dir, nextStoreFile), next, { credentials, founding: [] })
}

export async function hasNextCredentials(dir: string): Promise<boolean> {
  return await exists(path.join(dir, nextStoreFile))
}

export async function takeNextCredentials(dir: string): Promise<void> {
  await moveDurable(path.join(dir, nextStoreFile), path.join(dir, storeFile))
}

export interface FoundingRequest {
  readonly dir: string
  /** DNS names besides `kube.local` and `kube.localhost`. */
  readonly names?: readonly string[]
  /** People's keys that are admins from the start. */
  readonly accounts?: readonly { readonly key: SshKey; readonly name?: string }[]
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
  if (found !== undefined && (await loadSubnetFacts(dir)) !== undefined) {
    throw new KubeError('KUBE_HOME_INVALID', 'this home is in a subnet already', { next: ['kubed start'] })
  }
  const keys = found === undefined ? await createSubnetKeys(dir) : await completeSubnetKeys(found)
  const ca = createRootCa({ subnetDid: keys.root.did, bases, now, privateKey: keys.rootCa })
  const issue = async (of: Pick<IssueRequest, 'subject' | 'account'>): Promise<string[]> => {
    const said = { issuerKey: keys.root, audience: keys.root.did, now, notBefore: now - backdatedMs }
    const made = founderRoles.map(role => issueCredential({ ...said, ...of, role }))
    return (await Promise.all(made)).map(({ jwt }) => jwt)
  }
  const own = await issue({ subject: keys.kube.did })
  const accounts = (request.accounts ?? []).map(account => issue({ subject: account.key.subject, account }))
  const people = (await Promise.all(accounts)).flat()
  const subnet: Subnet = {
    root: keys.root.did,
    bases,
    rootCa: ca.certificate.toString(),
    caBinding: await bindCertificateAuthority(keys.root, ca.certificate, now),
    credentials: own,
    founding: [...own, ...people]
  }
  await saveSubnet(dir, keys.kube, subnet)
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
export async function saveJoined(
  { dir, kube }: Keys,
  joined: JoinedSubnet,
  intermediateKey: KeyObject
): Promise<Subnet> {
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
  await saveSubnet(dir, kube, subnet)
  return subnet
}
