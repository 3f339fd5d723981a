// A call in the name of a person, as it goes over the socket: the key in the head of the request; the answer as a line of
// JSON for each signature that the daemon asks for, then one with the outcome. Signatures are sent as calls of their own.
import { KubeError, toKubeError } from '../base/errors.ts'
import type { Asked, AskedCall } from './asked.ts'
import type { SignRequest } from './signing.ts'
import type { Partner } from './wire.ts'

/** Base64 of the key's wire form. */
export const accountField = 'kube-account'
/** Percent-encoded. */
export const accountNameField = 'kube-account-name'
/** `1`: the key signs credentials too. */
export const accountIssuesField = 'kube-account-issues'
export const signPath = '/v1/sign/'

/** The person that dx calls for. */
export interface Account {
  readonly blob: Uint8Array
  readonly name: string
  readonly issues: boolean
  /** @throws KUBE_KEY_LOCKED */
  sign(request: SignRequest): Promise<Uint8Array>
}

export function accountFields({ blob, name, issues }: Account): Record<string, string> {
  return {
    [accountField]: Buffer.from(blob).toString('base64'),
    [accountNameField]: encodeURIComponent(name.toWellFormed().slice(0, 200)),
    [accountIssuesField]: issues ? '1' : '0'
  }
}

export type SignedLine =
  | { readonly sign: AskedSignature }
  | { readonly value: unknown }
  | { readonly error: ReturnType<KubeError['toJSON']> }

export interface AskedSignature {
  readonly ticket: string
  readonly kind: SignRequest['kind']
  readonly namespace?: string
  /** Base64. */
  readonly payload: string
}

/** Base64 of a signature, or why there is none. */
export interface GivenSignature {
  readonly signature?: string
  readonly error?: unknown
}

export function askedSignature(ticket: string, request: SignRequest): AskedSignature {
  const payload = Buffer.from(request.payload).toString('base64')
  return { ticket, kind: request.kind, ...(request.kind === 'sshsig' && { namespace: request.namespace }), payload }
}

function signRequestOf({ kind, namespace = '', payload }: AskedSignature): SignRequest {
  const bytes = new Uint8Array(Buffer.from(payload, 'base64'))
  return kind === 'sshsig' ? { kind, namespace, payload: bytes } : { kind, payload: bytes }
}

/** A call that may ask for signatures. */
export interface SignedCall {
  readonly account: Account
  /** Nothing is signed that it does not need. */
  readonly call: AskedCall
  /** Whom it is signed for. @throws KUBE_UNTRUSTED where nobody knows */
  readonly partner: () => Promise<Partner>
}

/** @throws KUBE_PEER_MISBEHAVED for a signature that the call does not need */
function assertAsked(asked: Asked, request: SignRequest, partner: Partner): void {
  const reason = asked.refusal(request, partner, Date.now())
  if (reason === undefined) return
  throw new KubeError('KUBE_PEER_MISBEHAVED', 'kubed asks for a signature that nobody asked it for', { reason })
}

/** Nobody waits for a signature any more: the next line says why. */
function tooLate(error: unknown): void {
  if (!(error instanceof KubeError) || error.code !== 'KUBE_NOT_FOUND') throw error
}

/** Reads the lines of an answer to its outcome, signing on the way. @throws what the daemon said, KUBE_KEY_LOCKED */
export async function followSigned(
  lines: AsyncIterable<string>,
  { account, call, partner }: SignedCall,
  give: (ticket: string, given: GivenSignature) => Promise<unknown>
): Promise<unknown> {
  // Names are read by a call that is signed alone.
  const { Asked } = await import('./asked.ts')
  const asked = new Asked(call)
  let locked: KubeError | undefined
  for await (const text of lines) {
    const line = JSON.parse(text) as SignedLine
    if ('value' in line) return line.value
    if ('error' in line)
      throw locked ?? KubeError.fromJSON(line.error) ?? new KubeError('KUBE_INTERNAL', text.slice(0, 200))
    let given: GivenSignature
    try {
      const request = signRequestOf(line.sign)
      assertAsked(asked, request, await partner())
      given = { signature: Buffer.from(await account.sign(request)).toString('base64') }
    } catch (error) {
      locked = toKubeError(error)
      given = { error: locked.toJSON() }
    }
    await give(line.sign.ticket, given).catch(tooLate)
  }
  throw new KubeError('KUBE_NO_DAEMON', 'kubed went away before it had answered', { next: ['kubed status'] })
}
