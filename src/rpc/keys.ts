// The keys of the subnet: machines and people, what each may, and who calls.
import { KubeError } from '../base/errors.ts'
import { didOfKey, keyOfDid, keyOfPeerId } from '../base/identity.ts'
import { readSshKey, sshBlobOfEd25519, sshKeyLine } from '../base/ssh-key.ts'
import type { HeldCredential } from '../node/entries/held-credentials.ts'
import type { Kube } from '../node/kube.ts'
import type { KnownAccount, ListedKey } from './grant-report.ts'
import { listedAccounts } from './listed-accounts.ts'

/** Every key that signs here or has signed: of machines, of people with credentials, of people whom a rule lists. */
export async function listKeys(kube: Kube): Promise<ListedKey[]> {
  const { membership, replica } = kube
  const keys = new Map<string, ListedKey>()
  const add = (subject: string, kind: ListedKey['kind'], name: string, key: string): void => {
    const known = keys.get(subject)
    if (known && (known.name !== '' || name === '')) return
    keys.set(subject, { kind, name, subject, key, roles: rolesOf(kube, subject), revoked: isRevoked(kube, subject) })
  }
  const machine = (did: string, name: string): void => add(did, 'machine', name, lineOfDid(did))
  machine(kube.keys.kube.did, kube.name)
  for (const { id, name } of membership.machines()) machine(didOfKey(keyOfPeerId(id)), name)
  // Those that were removed have signed entries too.
  for (const { chain } of replica.ledger.heads()) machine(didOfKey(keyOfPeerId(chain)), membership.nameOf(chain))
  for (const { subject, account } of membership.credentials()) {
    if (account) add(subject, 'account', account.name, account.key)
  }
  for (const { key, comment } of await listedAccounts(kube)) add(key.subject, 'account', comment, sshKeyLine(key))
  return [...keys.values()].sort(
    (a, b) => compare(a.kind, b.kind) * -1 || compare(a.name, b.name) || compare(a.key, b.key)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function lineOfDid(did: string): string {
  return sshKeyLine({ type: 'ssh-ed25519', blob: sshBlobOfEd25519(keyOfDid(did)) })
}

function isRevoked(kube: Kube, subject: string): boolean {
  const all = kube.membership.credentials().filter(held => held.subject === subject)
  return kube.membership.isRevoked('', subject) || (all.length > 0 && kube.membership.held(subject).length === 0)
}

/** In force now: `admin`, `read local/kube/vault`. */
function rolesOf(kube: Kube, subject: string): string[] {
  const inTime = ({ notBefore, expires }: HeldCredential): boolean =>
    Date.now() + 60_000 >= notBefore && (expires === undefined || Date.now() < expires)
  const said = kube.membership.held(subject).filter(inTime)
  return [...new Set(said.map(({ role, scope }) => (scope === '' ? role : `${role} ${scope}`)))].sort(compare)
}

/** What the subnet knows of a key; without one, of this KUBE. */
export async function knownAccount(kube: Kube, key: string | undefined): Promise<KnownAccount> {
  const subject = key === undefined ? kube.keys.kube.did : subjectOf(key)
  const roles = rolesOf(kube, subject)
  const listed = async (): Promise<boolean> => (await listedAccounts(kube)).some(one => one.key.subject === subject)
  return { subject, known: roles.length > 0 || (!isRevoked(kube, subject) && (await listed())), roles }
}

function subjectOf(base64: string): string {
  try {
    return readSshKey(new Uint8Array(Buffer.from(base64, 'base64'))).subject
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    throw new KubeError('KUBE_USAGE', 'not an SSH key', { reason: error.reason, cause: error })
  }
}
