import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'

/** An entry that is malformed, forged or out of place; the reason says in which way. */
export function invalid(reason: string, cause?: unknown, limit?: LimitName): KubeError {
  return new KubeError('KUBE_LEDGER_INVALID', 'not a valid ledger entry', {
    reason,
    limit,
    ...(cause === undefined ? {} : { cause })
  })
}

/** Throws KUBE_LEDGER_INVALID with the reason, and the limit that it is, unless `holds`. */
export function demand(holds: boolean, reason: string, limit?: LimitName): asserts holds {
  if (!holds) throw invalid(reason, undefined, limit)
}
