// Names of refs as git allows them, and which of them are chain heads.
import { KubeError } from '../base/errors.ts'
import type { RefName } from '../base/types.ts'

export const headsFolder = 'refs/!kubes'
/** Of chains, and of the checkpoints that members have signed. */
export const headPattern = /^refs\/!kubes\/[^/]+\/!(log|fork(-[0-9a-f]+)?|checkpoint(-\d+)?|refuted-[0-9a-f]{64})$/
// git-check-ref-format, as far as names can do harm here.
const badRef = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[/.]$/u

/** @throws KUBE_REF_INVALID */
export function checkRef(ref: RefName): void {
  if (ref.startsWith('refs/') && !badRef.test(ref) && ref.isWellFormed()) return
  throw new KubeError('KUBE_REF_INVALID', `${JSON.stringify(ref)} is not a ref`, { reason: 'git forbids the name' })
}

/** @param other the ref that stands in the way, where it is known */
export function conflict(ref: RefName, other?: RefName): KubeError {
  const reason = other === undefined ? 'a part of its name is a ref, or it is a part of another' : `${other} is a ref`
  return new KubeError('KUBE_REF_INVALID', `${ref} cannot be written`, { reason })
}
