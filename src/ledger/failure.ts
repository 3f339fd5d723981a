import { KubeError } from '../base/errors.ts'

/** An entry that is malformed, forged or out of place; the reason says in which way. */
export function invalid(reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_LEDGER_INVALID', 'not a valid ledger entry', {
    reason,
    ...(cause === undefined ? {} : { cause })
  })
}

/** Throws KUBE_LEDGER_INVALID with the reason unless `holds`. */
export function demand(holds: boolean, reason: string): asserts holds {
  if (!holds) throw invalid(reason)
}
