// Faults of schemas and of the values that are held against them.
import { KubeError } from '../../base/errors.ts'

const publishHint = 'dx schema publish FILE.proto --to NAME'

export function schemaFault(message: string, reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_SCHEMA_INVALID', message, { reason, next: [publishHint], cause })
}
