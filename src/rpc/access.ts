// Who may see a node: the one rule behind every door to it, be it a page, a record, a resolution, a list or a watch.
import { KubeError } from '../base/errors.ts'
import type { Access } from '../graph/properties.ts'

/** Whose eyes: those of a member, or of anyone, to whom only what is `access: public` is shown. */
export type Reader = 'member' | 'anyone'

/** @param access of the node's effective record; absent where nothing says it */
export function mayRead(reader: Reader, access: Access | undefined): boolean {
  return reader === 'member' || access === undefined || access === 'public'
}

/** @throws KUBE_DENIED naming the node */
export function assertReadable(reader: Reader, access: Access | undefined, name: string): void {
  if (mayRead(reader, access)) return
  throw new KubeError('KUBE_DENIED', `${name} is not public`, { reason: 'only its readers may see it' })
}
