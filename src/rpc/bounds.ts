// Calls that come with a token instead of over this machine's own socket: what they see and write is held to the token's
// scope. Methods ask here who looks; every write passes `append` (signing.ts), which asks here too.
import { AsyncLocalStorage } from 'node:async_hooks'
import { KubeError } from '../base/errors.ts'
import type { RefName } from '../base/types.ts'
import { pathKey } from '../graph/component.ts'
import type { Reader, Token } from './access.ts'

const current = new AsyncLocalStorage<Token>()

/** Runs a call within the bounds of a token. */
export function withinBounds<T>(token: Token, task: () => Promise<T>): Promise<T> {
  return current.run(token, task)
}

/** Whose eyes the present call has: those of its token, else of a member. */
export function reader(): Reader {
  return current.getStore() ?? 'member'
}

/** Whether whoever calls is at another machine. */
export function isDistant(): boolean {
  return current.getStore() !== undefined
}

/** Whether the present call is for less than the whole subnet. */
export function isBounded(): boolean {
  return (current.getStore()?.scope ?? '') !== ''
}

/** Whether what is at and below a scope is within the bounds of the present call. */
export function isInBounds(scope: string): boolean {
  const outer = current.getStore()?.scope ?? ''
  return outer === '' || scope === outer || scope.startsWith(`${outer}/`)
}

/** Whether a ref is of a node within the bounds of the present call. */
export function refInBounds(ref: RefName): boolean {
  const scope = current.getStore()?.scope ?? ''
  return scope === '' || ref.startsWith(`refs/${scope}/`)
}

/** @throws KUBE_DENIED for a node, named as it was asked for, outside the bounds of the present call */
export function assertInBounds(path: readonly string[], asked: string): void {
  if (!isInBounds(pathKey(path))) throw outOfBounds(asked)
}

/**
 * That a token may write these refs still. What is of nobody's node (credentials, machines) is written by a person with
 * a right of their own: a token lends none. @throws KUBE_DENIED, KUBE_TOKEN_EXPIRED
 */
export function assertMayWrite(refs: Iterable<RefName>, signed: boolean): void {
  const token = current.getStore()
  if (token === undefined) return
  if (!token.inForce()) {
    throw new KubeError('KUBE_TOKEN_EXPIRED', 'the token ended before anything was written', {
      reason: 'it has expired, or was revoked',
      next: ['dx grant control']
    })
  }
  for (const ref of refs) {
    const ofNode = !/^refs\/!(?:trust|machines)\//.test(ref)
    if (ofNode ? refInBounds(ref) : signed) continue
    throw ofNode ? outOfBounds(ref) : lendsNone()
  }
}

/** That a call grants or ends rights by a right of the person who signs it. @throws KUBE_DENIED */
export function assertOwnRight(signed: boolean): void {
  if (isDistant() && !signed) throw lendsNone()
}

function lendsNone(): KubeError {
  return new KubeError('KUBE_DENIED', 'a token grants and ends no rights', {
    reason: 'that is done by the key of a person who is an admin, and dx has found none that the subnet knows',
    next: ['dx whoami', 'git config --global user.signingKey ~/.ssh/id_ed25519.pub']
  })
}

function outOfBounds(asked: string): KubeError {
  return new KubeError('KUBE_DENIED', `${asked} is not for this token`, {
    reason: `it is for ${current.getStore()?.scope ?? 'something else'} and what is below`,
    next: ['dx grant control NAME    # as an admin, on the machine itself']
  })
}
