// What a call in a person's name may have signed, as far as its command line says it: a daemon that asks for more gets
// nothing (security.md, Who may write). What a commit holds is the daemon's word.
import { equalBytes, fromUtf8 } from '../base/bytes.ts'
import { didOfKey, isPeerId, keyOfDid, keyOfPeerId } from '../base/identity.ts'
import { pathKey } from '../graph/component.ts'
import { localRoot, parseName } from '../graph/name.ts'
import { parseLeaf, parseRef } from '../graph/ref.ts'
import { bytesOfField } from '../ledger/wire-scan.ts'
import { credentialRef, revokedRef } from '../node/trust-refs.ts'
import type { MethodName, PublishPlanRequest, RequestOf } from './api.ts'
import { type GrantRequest, tokenMsDefault } from './grant-report.ts'
import type { SignRequest } from './signing.ts'
import { revocationId, subjectOf } from './subjects.ts'
import type { Partner } from './wire.ts'

/** What the person called. */
export interface AskedCall {
  readonly method: MethodName
  readonly request: object
  /** Of `publish.commit`: what its session was planned for. */
  readonly plan?: PublishPlanRequest
}

/** The daemon's clock may be a little ahead. */
const endAllowanceMs = 60_000
/** Fields of `AccountStatement` and `RefUpdate` (proto/dxos/kube/changeset.proto). */
const [subnetField, updatesField, refField] = [1, 5, 1]
/** Releases are in the name of a key, never of the e-mail that other hosts know the person by. */
const by = String.raw`[^\n<>]*<[A-Za-z0-9-]+@account> \d+ [+-]\d{4}\n`
const releasePattern = new RegExp(`^tree [0-9a-f]{40}\n(?:parent [0-9a-f]{40}\n)*author ${by}committer ${by}\n`)

/** Judges the signatures that one call asks for. */
export class Asked {
  readonly #call: AskedCall
  #credential: string | undefined

  constructor(call: AskedCall) {
    this.#call = call
  }

  /**
   * Why this signature is none that the call needs, or is for another subnet than that which was called; undefined when it
   * may be given. @throws KUBE_LEDGER_INVALID
   */
  refusal(request: SignRequest, partner: Partner, nowMs: number): string | undefined {
    if (request.kind === 'credential') return this.#credentialRefusal(request.payload, partner, nowMs)
    if (request.namespace === 'git') return this.#releaseRefusal(request.payload)
    if (request.namespace !== 'kube-changeset') return `it is for ${JSON.stringify(request.namespace.slice(0, 40))}`
    if (!isFor(partner, request.payload)) return 'it is for another subnet'
    const refs = bytesOfField(request.payload, updatesField).map(refOfUpdate)
    const strange = refs.find(ref => !this.#mayWrite(ref, refs.length))
    return strange && `it would write ${strange}`
  }

  #credentialRefusal(payload: Uint8Array, partner: Partner, nowMs: number): string | undefined {
    if (this.#call.method !== 'grant') return 'it would grant a right'
    const grant = this.#call.request as GrantRequest
    const claims = claimsOf(payload)
    const reason = audienceRefusal(claims, grant, partner) ?? grantRefusal(claims, grant, nowMs)
    if (reason === undefined) this.#credential = claims.jti?.replace(/^urn:uuid:/, '')
    return reason
  }

  #releaseRefusal(payload: Uint8Array): string | undefined {
    const methods: readonly MethodName[] = ['publish.commit', 'publish.change', 'rollback', 'conflicts.settle']
    if (!methods.includes(this.#call.method)) return 'it would make a release'
    return releasePattern.test(Buffer.from(payload).toString('latin1'))
      ? undefined
      : 'it is for a commit of git elsewhere'
  }

  #mayWrite(ref: string, count: number): boolean {
    const { method, request, plan } = this.#call
    if (method === 'conflicts.settle') return true
    if (method === 'grant') return count === 1 && ref === credentialRef(this.#credential ?? idIn(ref))
    if (method === 'revoke') return count === 1 && ref === revokedRef(revocationOf(request as RequestOf<'revoke'>))
    const node = parseRef(ref)
    if (node === undefined) return false
    if (method === 'publish.commit') return plan !== undefined && mayPublish(node, plan)
    if (method === 'publish.change') return mayPublish(node, request as RequestOf<'publish.change'>)
    if (method === 'rollback') return mayPublish(node, request as RequestOf<'rollback'>)
    return node.leaf === '!meta' && (node.path.length > 0 || writesRoot(this.#call))
  }
}

/** Whether a statement names the subnet that was called, once. */
function isFor({ subnet }: Partner, statement: Uint8Array): boolean {
  const named = bytesOfField(statement, subnetField)
  return named.length === 1 && equalBytes(named[0]!, keyOfDid(subnet))
}

/**
 * A token of control names its KUBE and no subnet: one for another KUBE is good nowhere unless an admin of that subnet
 * puts it into the graph there. Which KUBE is called is known where it has shown it.
 */
function audienceRefusal({ aud }: AskedClaims, { role, to }: GrantRequest, partner: Partner): string | undefined {
  const audience = role === 'control' && to === undefined ? (partner.kube ?? aud) : partner.subnet
  return aud === audience && aud !== undefined ? undefined : `it is for ${aud ?? 'nobody'}, not for ${audience}`
}

function refOfUpdate(update: Uint8Array): string {
  return fromUtf8(bytesOfField(update, refField).at(-1) ?? new Uint8Array(0))
}

const idIn = (ref: string): string => /^refs\/!trust\/([0-9a-f-]{36})\//.exec(ref)?.[1] ?? ''

function revocationOf({ what }: RequestOf<'revoke'>): string {
  const key = subjectOf(what)
  return key === undefined ? what : revocationId(key)
}

/** The release, and records: its own, and those of URLs that it claims. Mounts above a node lead elsewhere, never at it. */
function mayPublish(node: { path: readonly string[]; leaf: string }, { name, ref }: { name: string; ref?: string }) {
  if (node.path.length === 0) return false
  if (node.leaf === '!meta') return true
  return node.leaf === parseLeaf(ref ?? '!https').leaf && node.path.at(-1) === parseName(name).path.at(-1)
}

/** Whether the record of the root, which holds for all below it, is one that the call is about. */
function writesRoot({ method, request }: AskedCall): boolean {
  if (method === 'mount' || method === 'unmount') return parseName((request as RequestOf<'unmount'>).at).path.length < 2
  const { name, records = [] } = request as RequestOf<'record.set'>
  const names = name === undefined ? records.map(one => (one as { name?: unknown }).name) : [name]
  return names.some(one => typeof one === 'string' && parseName(one).path.length === 0)
}

interface AskedClaims {
  readonly credentialSubject?: { readonly role?: string; readonly scope?: string; readonly holder?: string }
  readonly sub?: string
  readonly jti?: string
  readonly exp?: number
  readonly aud?: string
}

function claimsOf(input: Uint8Array): AskedClaims {
  const [, payload = ''] = Buffer.from(input).toString('latin1').split('.')
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? claims : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

function grantRefusal(claims: AskedClaims, grant: GrantRequest, nowMs: number): string | undefined {
  const { role, scope } = claims.credentialSubject ?? {}
  if (role !== grant.role) return `it would give ${role ?? 'some right'}`
  if (scope === undefined || !scopesOf(grant).includes(scope)) {
    const where = scope === '' ? 'the whole subnet' : scope
    return `it would give ${role} for ${where}; if a mount leads there, say the name that it leads to`
  }
  if (!isHolder(claims, grant.to)) return `it would give ${role} to ${claims.sub ?? 'nobody'}`
  const ttlMs = grant.ttlMs ?? (grant.to === undefined ? tokenMsDefault : Number.POSITIVE_INFINITY)
  const end = (claims.exp ?? Number.POSITIVE_INFINITY) * 1000
  return end <= nowMs + ttlMs + endAllowanceMs ? undefined : `it would give ${role} for longer`
}

/** The scope of the name that was said. `kube.localhost` is `kube.local`, whatever else is mounted. */
function scopesOf({ name }: GrantRequest): string[] {
  if (name === undefined) return ['']
  const { path } = parseName(name)
  const here = path[0] === 'localhost' && path[1] === 'kube'
  return [pathKey(path), ...(here ? [pathKey([...localRoot, ...path.slice(2)])] : [])]
}

/** Whether it is for whom the person said. Which machine has a name is the daemon's word. */
function isHolder({ sub = '', jti, credentialSubject }: AskedClaims, to: string | undefined): boolean {
  const account = credentialSubject?.holder === 'account'
  if (to === undefined) return sub === jti && sub.startsWith('urn:uuid:')
  const key = subjectOf(to)
  if (key !== undefined) return account && sub === key
  if (isPeerId(to)) return !account && sub === didOfKey(keyOfPeerId(to))
  return !account && sub.startsWith('did:key:')
}
