// Granting rights and ending them.
import { KubeError } from '../base/errors.ts'
import { didOfKey, keyOfDid, keyOfPeerId, peerIdOfKey } from '../base/identity.ts'
import { readSshKey, type SshKey, sshBlobOfEd25519, sshKeyOfLine } from '../base/ssh-key.ts'
import { pathKey } from '../graph/component.ts'
import type { RefUpdate } from '../ledger/types.ts'
import { cutHere, revocationCommit } from '../node/entries/revocation.ts'
import type { Kube } from '../node/kube.ts'
import { type Granting, type IssuingAccount, makeGrant } from '../node/members/granting.ts'
import { revokedRef } from '../node/trust-refs.ts'
import type { GitObject } from '../ports/objects.ts'
import { assertInBounds, assertOwnRight, isInBounds } from './bounds.ts'
import { type Granted, type GrantRequest, tokenMsDefault } from './grant-report.ts'
import { append, signer } from './signing.ts'
import { revocationId, subjectOf } from './subjects.ts'
import { nodeTarget } from './target.ts'

/** Roles that a token can have: the others are held by a key, which signs. */
const tokenRoles: ReadonlySet<string> = new Set(['read', 'control'])
const roles = ['read', 'write', 'member', 'admin', 'control', 'replicate'] as const
type Role = (typeof roles)[number]
/** A hundred years; what is meant to last is granted without an end. */
const ttlMsMax = 100 * 365 * 24 * 60 * 60 * 1000
/** Waiting to hear of what others have before the cut is drawn. */
const catchUpMsMax = 2_000

/** @throws KUBE_USAGE, KUBE_DENIED, KUBE_NAME_INVALID, KUBE_KEY_INVALID, KUBE_KEY_LOCKED */
export async function grant(kube: Kube, bases: readonly string[], request: GrantRequest): Promise<Granted> {
  const granting = grantingOf(kube, bases, request)
  assertOwnRight(signer() !== undefined)
  if (granting.scope === '') assertInBounds([], 'the whole subnet')
  const person = issuing()
  if (signer() && !person && !kube.tokens.mayIssue(signer()!.key.subject, granting.scope)) throw notAdmin()
  await kube.mayAppend
  const made = await makeGrant(kube, granting, person)
  await append(kube, () => made.append)
  const { expires } = granting
  const token = granting.subject === undefined && granting.account === undefined
  // A credential has whole seconds.
  const end = expires === undefined ? null : new Date(Math.floor(expires / 1000) * 1000).toISOString()
  return { id: made.id, token: token ? made.jwt : null, expires: end }
}

/** The person who calls, where their key signs credentials. */
function issuing(): IssuingAccount | undefined {
  const signing = signer()
  if (!signing?.issues) return undefined
  return { subject: signing.key.subject, sign: payload => signing.sign({ kind: 'credential', payload }) }
}

function notAdmin(): KubeError {
  return new KubeError('KUBE_DENIED', 'only an admin grants rights', {
    reason: `${signer()?.key.subject ?? 'the caller'} is none`,
    next: ['dx whoami']
  })
}

function grantingOf(kube: Kube, bases: readonly string[], { role, name, to, ttlMs }: GrantRequest): Granting {
  const next = ['dx help grant']
  if (!isRole(role)) {
    throw new KubeError('KUBE_USAGE', `${JSON.stringify(role)} is no role`, {
      reason: `there are ${roles.join(', ')}`,
      next
    })
  }
  if (to === undefined && !tokenRoles.has(role)) {
    throw new KubeError('KUBE_USAGE', `${role} is for a key, not for whoever bears a token`, {
      reason: 'say whose with --to',
      next: [`dx grant ${role} ${name ?? '/'} --to KEY`]
    })
  }
  if (ttlMs !== undefined && !(ttlMs >= 1000 && ttlMs <= ttlMsMax)) {
    throw new KubeError('KUBE_USAGE', 'the time is too short or too long', { reason: 'from 1s to 100 years', next })
  }
  const node = name === undefined ? undefined : nodeTarget(kube.records, name, bases)
  const ends = ttlMs ?? (to === undefined ? tokenMsDefault : undefined)
  return {
    role,
    scope: node ? pathKey(node.path) : '',
    message: `grant ${role}${node ? ` ${node.name}` : ''}`,
    ...(to !== undefined && holderOf(kube, to)),
    ...(ends !== undefined && { expires: Date.now() + ends })
  }
}

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}

/** A machine by its name, a person by their key. */
function holderOf(kube: Kube, to: string): { subject: string } | { account: { key: SshKey; name: string } } {
  const [machine, other] = kube.membership.machines().filter(({ name, id }) => name === to || id === to)
  // A machine names itself: one that takes the name of another gets nothing by it.
  if (machine && other) {
    throw new KubeError('KUBE_USAGE', `several machines are called ${to}`, {
      reason: 'say which by its id',
      next: ['dx machines']
    })
  }
  if (machine) return { subject: didOfKey(keyOfPeerId(machine.id)) }
  const known = kube.membership.credentials().find(({ subject, account }) => account && subject === to)
  if (known?.account) return { account: { key: sshKeyOfLine(known.account.key), name: known.account.name } }
  try {
    if (to.startsWith('did:key:')) return { account: { key: readSshKey(sshBlobOfEd25519(keyOfDid(to))), name: '' } }
    const { comment, ...key } = sshKeyOfLine(to)
    return { account: { key, name: comment } }
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    throw new KubeError('KUBE_KEY_INVALID', `${JSON.stringify(to.slice(0, 80))} is neither a key nor a machine`, {
      reason: error.reason,
      next: ['dx keys', 'dx grant ROLE NAME --to ~/.ssh/id_ed25519.pub'],
      cause: error
    })
  }
}

/**
 * Ends a credential or a key, with all that was granted to it. What it signed up to what is known here stays believed.
 * @throws KUBE_NOT_FOUND, KUBE_DENIED
 */
export async function revoke(kube: Kube, what: string): Promise<{ revoked: readonly string[] }> {
  const { replica, replicator, mayAppend } = kube
  const { id, key, scope, token } = revocable(kube, what)
  assertOwnRight(signer() !== undefined)
  if (!isInBounds(scope)) assertInBounds([], what.slice(0, 80))
  await mayAppend
  // What was signed before, and somebody has, is not lost for being a moment late.
  if (!token) await replicator.until(() => replicator.sync.caughtUp(), catchUpMsMax)
  await append(kube, () => {
    const ref = revokedRef(id)
    const before = replica.ledger.ref(ref)
    if (before !== undefined) return { updates: [], objects: [], message: '' }
    // A token signs nothing: there is nothing to cut.
    const cut = token ? [] : cutHere(replica.ledger)
    const subject = key === undefined ? { credential: id } : { key }
    const commit = revocationCommit(
      { ...subject, cut, reason: `revoked ${what.slice(0, 80)}` },
      kube.author(Date.now())
    )
    const updates: RefUpdate[] = [{ ref, old: before, new: commit.id }]
    const objects: readonly GitObject[] = commit.objects
    return { updates, objects, message: `revoke ${id}` }
  })
  return { revoked: [id] }
}

/** `scope`: of what ends; of a key, which may be anything, the whole subnet. */
function revocable(kube: Kube, what: string): { id: string; key?: string; scope: string; token: boolean } {
  const token = kube.tokens.list().find(({ id }) => id === what)
  if (token) return { id: what, scope: token.scope, token: true }
  const credential = kube.membership.credentials().find(({ id }) => id === what)
  if (credential) return { id: what, scope: credential.scope, token: false }
  const key = subjectOf(what)
  const machine = key?.startsWith('did:key:') ? kube.membership.machine(peerIdOfKey(keyOfDid(key))) : undefined
  if (machine) {
    throw new KubeError('KUBE_USAGE', `this is the key of the machine ${machine.name}`, {
      reason: 'a machine is taken out as a whole',
      next: [`dx machine remove ${machine.name}`]
    })
  }
  if (key !== undefined) return { id: revocationId(key), key, scope: '', token: false }
  throw new KubeError('KUBE_NOT_FOUND', `nothing was granted under ${JSON.stringify(what.slice(0, 80))}`, {
    reason: 'it is neither the id of a credential nor a key',
    next: ['dx keys']
  })
}
