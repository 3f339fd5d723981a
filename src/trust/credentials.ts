// Who holds which role, as credentials that chain up to the subnet root and are checked without asking anybody
// (trust.md, Credentials).
import { randomUUID } from 'node:crypto'
import { KubeError } from '../base/errors.ts'
import { type SshKey, sshKeyLine, sshKeyOfLine } from '../base/ssh-key.ts'
import { assertKey, bearerOf, type Claims, invalidCredential, signClaims, verifyClaims } from './jwt-credential.ts'
import type { SigningKey } from './keys.ts'

export type CredentialRole = 'member' | 'admin' | 'write' | 'read' | 'control' | 'replicate'

export interface Credential {
  /** UUID: a component of `refs/!trust/<id>/!credential`. */
  readonly id: string
  /** `did:key:z6Mk…` of who says so. */
  readonly issuer: string
  /** Of whom it is said: `did:key:z6Mk…`, `ssh:SHA256:…` for SSH keys of other kinds; of a token `urn:uuid:<id>`. */
  readonly subject: string
  readonly role: CredentialRole
  /** Prefix of ref paths without a slash at either end, e.g. `local/kube`; empty for all. */
  readonly scope: string
  /** Milliseconds since 1970-01-01 UTC, whole seconds. */
  readonly notBefore: number
  /** Undefined: until it is revoked. */
  readonly expires: number | undefined
  /** Who takes it: the subnet, as the `did:key:…` of its root; of a token also one KUBE of it. */
  readonly audience: string
  /** The subject is a person's SSH key, no machine's: it makes nobody a KUBE of the subnet. */
  readonly account?: AccountClaims
}

/** What a credential says of a person's key. */
export interface AccountClaims {
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly key: string
  /** For people. */
  readonly name: string
}

export interface IssueRequest {
  readonly issuerKey: SigningKey
  readonly subject: string
  /** The subject is this SSH key of a person. */
  readonly account?: { readonly key: SshKey; readonly name?: string }
  readonly role: CredentialRole
  readonly scope?: string
  /** `did:key` of the root of the subnet; of a token also of one KUBE. */
  readonly audience: string
  /** Default `now`. */
  readonly notBefore?: number
  readonly expires?: number
  readonly now: number
}

export interface IssuedCredential {
  readonly id: string
  readonly jwt: string
}

/** A clock this much behind the issuer's does not refuse a new credential. There is no such allowance at its end. */
export const notBeforeAllowanceMs = 60_000
/** How far back a credential is dated that machines with clocks just within the limit of enrolment must accept. */
export const backdatedMs = 5 * 60_000
/** Credentials that one peer may show of itself: its own and those of the admins above it. */
export const credentialsMax = 64
/** Characters of the name of a person. */
const nameCharactersMax = 64
/** Longest path of a name in a scope. */
const scopeCharactersMax = 1024
const roles: ReadonlySet<string> = new Set(['member', 'admin', 'write', 'read', 'control', 'replicate'])
const typeName = 'KubeRole'

/** Whether it is shown by whoever bears it, and so never stands in the graph whole. */
export function isToken({ id, subject }: Pick<Credential, 'id' | 'subject'>): boolean {
  return subject === bearerOf(id)
}

function isScope(scope: string): boolean {
  if (scope === '') return true
  return scope.length <= scopeCharactersMax && scope.split('/').every(part => part !== '' && !/[\s\p{Cc}]/u.test(part))
}

/** Whether everything in `scope` is in `outer` too. */
export function isWithin(scope: string, outer: string): boolean {
  return outer === '' || scope === outer || scope.startsWith(`${outer}/`)
}

/** What the claims of a role are made of; without a subject it is for whoever bears it. */
export interface RoleRequest extends Omit<IssueRequest, 'issuerKey' | 'subject'> {
  readonly issuer: string
  readonly subject?: string
}

/**
 * Claims of a new credential; times are cut to whole seconds.
 * @throws KUBE_CREDENTIAL_INVALID for a scope that no credential can have
 */
export function roleClaims(request: RoleRequest): Claims {
  const { issuer, role, scope = '', now, notBefore = now, expires, account, audience } = request
  if (!isScope(scope)) throw invalidCredential(`${JSON.stringify(scope)} is not a scope`)
  const id = randomUUID()
  const { key, name } = account ?? {}
  const shown = [...(name ?? '').replace(/\p{Cc}+/gu, ' ').trim()].slice(0, nameCharactersMax).join('')
  return {
    id,
    type: typeName,
    issuer,
    subject: request.subject ?? key?.subject ?? bearerOf(id),
    validFrom: Math.floor(notBefore / 1000),
    validUntil: expires === undefined ? undefined : Math.floor(expires / 1000),
    audience,
    about: { role, scope, ...(key ? { holder: 'account', key: sshKeyLine(key), name: shown } : {}) }
  }
}

/**
 * A credential by the issuer's key.
 * @throws KUBE_CREDENTIAL_INVALID for a subject, scope or time that no credential can have
 */
export async function issueCredential({ issuerKey, ...request }: IssueRequest): Promise<IssuedCredential> {
  const claims = roleClaims({ ...request, issuer: issuerKey.did })
  return { id: claims.id, jwt: await signClaims(issuerKey, claims) }
}

/**
 * Reads a credential and checks its signature; whether it is in force now, `notInForce` says.
 * @throws KUBE_CREDENTIAL_INVALID with the reason
 */
export async function readCredential(jwt: string): Promise<Credential> {
  return credentialOf(await verifyClaims(jwt))
}

/** @throws KUBE_CREDENTIAL_INVALID for claims that grant no role */
export function credentialOf(claims: Claims): Credential {
  const { role, scope, holder, key, name, ...rest } = claims.about
  if (claims.type !== typeName || Object.keys(rest).length > 0) throw invalidCredential('it grants no role')
  if (role === undefined || !roles.has(role)) throw invalidCredential('it grants a role that this version lacks')
  if (scope === undefined || !isScope(scope)) throw invalidCredential('its scope is none')
  const account = accountOf(claims.subject, { holder, key, name })
  if (account && isToken(claims)) throw invalidCredential("a token is nobody's")
  const { audience } = claims
  if (audience === undefined) throw invalidCredential('it names no subnet')
  assertKey(audience, 'audience')
  return {
    id: claims.id,
    issuer: claims.issuer,
    subject: claims.subject,
    role: role as CredentialRole,
    scope,
    notBefore: claims.validFrom * 1000,
    expires: claims.validUntil === undefined ? undefined : claims.validUntil * 1000,
    audience,
    ...(account && { account })
  }
}

function accountOf(
  subject: string,
  { holder, key, name }: { holder: string | undefined; key: string | undefined; name: string | undefined }
): AccountClaims | undefined {
  if (holder === undefined && key === undefined && name === undefined) {
    if (subject.startsWith('ssh:')) throw invalidCredential('its key is missing')
    return undefined
  }
  if (holder !== 'account' || key === undefined || name === undefined) throw invalidCredential('its holder is none')
  const read = keyOfLine(key)
  if (read.subject !== subject || sshKeyLine(read) !== key) throw invalidCredential('its key is another one')
  return { key, name }
}

function keyOfLine(line: string): SshKey {
  try {
    return sshKeyOfLine(line)
  } catch (error) {
    throw invalidCredential('its key is none', error)
  }
}

/** Why the credential is not in force at `now` (milliseconds); undefined when it is. */
export function notInForce(credential: Pick<Credential, 'notBefore' | 'expires'>, now: number): string | undefined {
  if (now + notBeforeAllowanceMs < credential.notBefore) {
    return `valid from ${new Date(credential.notBefore).toISOString()}, and it is ${new Date(now).toISOString()}`
  }
  if (credential.expires !== undefined && now >= credential.expires) {
    return `expired at ${new Date(credential.expires).toISOString()}, and it is ${new Date(now).toISOString()}`
  }
  return undefined
}

export interface MembershipRequest {
  /** `did:key` of the subnet root. */
  readonly root: string
  /** `did:key` of whoever shows the credentials. */
  readonly subject: string
  readonly now: number
  /** The role, for the whole subnet, that is needed; `member` unless told. */
  readonly need?: CredentialRole
  /** Asked with the credential's id and whom it is about. */
  readonly isRevoked?: (id: string, subject: string) => boolean
}

export interface Membership {
  /** Roles for the whole subnet. */
  readonly roles: readonly CredentialRole[]
  /** Every credential of the subject that holds, those for a part of the subnet too. */
  readonly held: readonly Credential[]
}

/**
 * What the subject may do, shown by credentials for this subnet, of which each is issued by the root or by a holder of
 * `admin` that is also among them, with a scope at least as wide.
 * @throws KUBE_DENIED when the needed role does not follow, KUBE_CREDENTIAL_INVALID when one is damaged,
 *   KUBE_LIMIT when there are more than `credentialsMax`
 */
export async function verifyMembership(jwts: readonly string[], request: MembershipRequest): Promise<Membership> {
  if (jwts.length > credentialsMax) {
    throw new KubeError('KUBE_LIMIT', 'too many credentials', {
      reason: `${jwts.length}, at most ${credentialsMax}`,
      limit: 'credentialsMax'
    })
  }
  const notes: string[] = []
  const open: Credential[] = []
  for (const credential of await Promise.all(jwts.map(readCredential))) {
    const reason = unusable(credential, request)
    if (reason === undefined) open.push(credential)
    else notes.push(`${credential.role} of ${credential.subject}: ${reason}`)
  }
  const held = follow(open, request.root).filter(
    // A person's key is no machine: it opens no connection of a member.
    credential => credential.subject === request.subject && credential.account === undefined
  )
  const found = [...new Set(held.filter(({ scope }) => scope === '').map(({ role }) => role))]
  const need = request.need ?? 'member'
  if (!found.includes(need)) {
    throw new KubeError('KUBE_DENIED', `${request.subject} is no ${need} of the subnet`, {
      reason: notes[0] ?? `no credential for it leads to the root ${request.root}`
    })
  }
  return { roles: found, held }
}

/** Why it shows nothing here and now. */
function unusable(credential: Credential, { root, now, isRevoked }: MembershipRequest): string | undefined {
  // One key may be an admin's of several subnets: what it signed for one of them says nothing in another.
  if (credential.audience !== root) return `of another subnet, ${credential.audience}`
  return isRevoked?.(credential.id, credential.subject) ? 'revoked' : notInForce(credential, now)
}

/** Those that lead to the root: each round takes in what the admins found so far have issued. */
function follow(credentials: readonly Credential[], root: string): Credential[] {
  const scopes = new Map<string, string[]>([[root, ['']]])
  const accepted = new Set<Credential>()
  for (let grown = true; grown; ) {
    grown = false
    for (const credential of credentials) {
      const issuer = scopes.get(credential.issuer)
      if (accepted.has(credential) || !issuer?.some(outer => isWithin(credential.scope, outer))) continue
      accepted.add(credential)
      grown = true
      if (credential.role === 'admin') {
        scopes.set(credential.subject, [...(scopes.get(credential.subject) ?? []), credential.scope])
      }
    }
  }
  return [...accepted]
}
