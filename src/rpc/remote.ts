// What a token opens of the control methods (trust.md, `control`): those about nodes within its scope. What needs the
// machine itself, its keys, its files or its rights as a member, stays on that machine.
import { KubeError } from '../base/errors.ts'
import type { Token } from './access.ts'
import type { ControlApi, MethodName } from './api.ts'
import { withinBounds } from './bounds.ts'

/** Who may call a method from elsewhere: with any token of control, with one for the whole subnet, nobody. */
const remote: Readonly<Record<MethodName, 'scope' | 'subnet' | 'never'>> = {
  'publish.plan': 'scope',
  'publish.commit': 'scope',
  'publish.change': 'scope',
  ls: 'scope',
  status: 'scope',
  log: 'scope',
  rollback: 'scope',
  resolve: 'scope',
  'record.get': 'scope',
  'record.set': 'scope',
  'record.children': 'scope',
  mount: 'scope',
  unmount: 'scope',
  mounts: 'scope',
  'schema.publish': 'scope',
  conflicts: 'scope',
  'conflicts.settle': 'scope',
  account: 'scope',
  grant: 'scope',
  revoke: 'scope',
  keys: 'subnet',
  machines: 'subnet',
  rules: 'subnet',
  'machine.remove': 'never',
  leave: 'never',
  rotate: 'never',
  invite: 'never',
  checkpoint: 'never',
  fsck: 'never',
  gc: 'never',
  daemon: 'never',
  stop: 'never'
}

/** @throws KUBE_DENIED for a method that a token does not open, KUBE_USAGE for none */
export function assertRemote(token: Token, method: string): void {
  const who = Object.hasOwn(remote, method) ? remote[method as MethodName] : undefined
  if (who === undefined) {
    throw new KubeError('KUBE_USAGE', `kubed has no method ${method}`, { reason: 'dx may be newer than kubed' })
  }
  if (who === 'scope' || (who === 'subnet' && token.scope === '')) return
  if (who === 'subnet') {
    throw new KubeError('KUBE_DENIED', `${method} is not for this token`, {
      reason: `it tells of the whole subnet, and the token is for ${token.scope}`,
      next: ['dx grant control    # as an admin, on the machine itself']
    })
  }
  throw new KubeError('KUBE_DENIED', `${method} is done on the machine itself`, {
    reason: 'it needs its keys, its files or its rights as a member, which no token lends',
    next: ['dx help']
  })
}

/** Blobs for a publish that a token has begun. */
export function receiveByToken<T>(token: Token, receive: () => Promise<T>): Promise<T> {
  return withinBounds(token, receive)
}

/** A call by a token. @throws as the method, and as `assertRemote` */
export function callByToken(
  api: ControlApi,
  token: Token,
  method: string,
  request: Record<string, unknown>
): Promise<unknown> {
  assertRemote(token, method)
  const run = api[method as MethodName] as (given: Record<string, unknown>) => Promise<unknown>
  return withinBounds(token, () => run.call(api, request))
}
