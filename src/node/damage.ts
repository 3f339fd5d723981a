// Objects that should be here and are not, or not as they should be.
import { KubeError } from '../base/errors.ts'

/** What is here has other bytes than its id says. */
export const isDamaged = (thrown: unknown): boolean =>
  thrown instanceof KubeError && thrown.code === 'KUBE_OBJECT_DAMAGED'

/** The same, or nothing is here. */
export const isDamage = (thrown: unknown): boolean =>
  isDamaged(thrown) || (thrown instanceof KubeError && thrown.code === 'KUBE_OBJECT_MISSING')
