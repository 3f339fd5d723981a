// Credentials that people give: issued by the person who asks, where their key can sign one, else by this KUBE; written
// into the graph as one changeset. Of a token the graph gets the claims alone.
import { KubeError } from '../../base/errors.ts'
import type { SshKey } from '../../base/ssh-key.ts'
import type { CredentialRole, RoleRequest } from '../../trust/credentials.ts'
import { backdatedMs, roleClaims } from '../../trust/credentials.ts'
import { attachSignature, payloadOf, signClaims, signingInput } from '../../trust/jwt-credential.ts'
import type { AppendRequest } from '../entries/changes.ts'
import type { Kube } from '../kube.ts'
import { smallCommit } from '../objects/small-commit.ts'
import { realClock } from '../real.ts'
import { credentialRef } from '../trust-refs.ts'
import { tokenFile } from './tokens.ts'

/** A person who may issue: signs the bare bytes of a credential. */
export interface IssuingAccount {
  readonly subject: string
  sign(input: Uint8Array): Promise<Uint8Array>
}

export interface Granting {
  readonly role: CredentialRole
  readonly scope: string
  /** A key of a machine or a person; without either a token. */
  readonly subject?: string
  readonly account?: { readonly key: SshKey; readonly name: string }
  readonly expires?: number
  /** For people. */
  readonly message: string
}

export interface MadeGrant {
  readonly id: string
  readonly jwt: string
  readonly append: AppendRequest
}

/** @throws KUBE_DENIED when neither the person nor this KUBE may issue it */
export async function makeGrant(
  kube: Kube,
  granting: Granting,
  person: IssuingAccount | undefined
): Promise<MadeGrant> {
  const { scope, role, subject, account, expires, message } = granting
  const issuer = issuerFor(kube, scope, person)
  const now = realClock.now()
  const token = subject === undefined && account === undefined
  const request: RoleRequest = {
    issuer: issuer === 'kube' ? kube.keys.kube.did : issuer.subject,
    role,
    scope,
    now,
    // Machines whose clocks are a little behind take it at once.
    notBefore: now - backdatedMs,
    audience: token && role === 'control' ? kube.keys.kube.did : kube.subnet.root,
    ...(subject !== undefined && { subject }),
    ...(account && { account }),
    ...(expires !== undefined && { expires })
  }
  const claims = roleClaims(request)
  const input = signingInput(claims)
  const jwt =
    issuer === 'kube'
      ? await signClaims(kube.keys.kube, claims)
      : await attachSignature(input, await issuer.sign(Buffer.from(input)))
  const files: Record<string, Uint8Array> = token
    ? { [tokenFile]: Buffer.from(payloadOf(claims)) }
    : { 'credential.jwt': Buffer.from(`${jwt}\n`) }
  const commit = smallCommit({ files, parents: [], author: kube.author(now), message })
  const updates = [{ ref: credentialRef(claims.id), old: undefined, new: commit.id }]
  return { id: claims.id, jwt, append: { updates, objects: commit.objects, message } }
}

function issuerFor(kube: Kube, scope: string, person: IssuingAccount | undefined): IssuingAccount | 'kube' {
  if (person && kube.tokens.mayIssue(person.subject, scope)) return person
  if (kube.tokens.mayIssue(kube.keys.kube.did, scope)) return 'kube'
  const admins = kube.membership.admins().map(machine => machine.name)
  throw new KubeError('KUBE_DENIED', 'only an admin grants rights', {
    reason: `neither ${person?.subject ?? 'the caller'} nor this machine is one; ${admins.join(', ') || 'none'} is`,
    next: ['dx whoami', `dx grant …    # on ${admins[0] ?? 'an admin machine'}`]
  })
}
