// What is wrong with an object, in the words that every store of objects uses.
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'

export function missing(id: ObjectId): KubeError {
  return new KubeError('KUBE_OBJECT_MISSING', `object ${id} is not here`, { next: ['kubed fsck'] })
}

export function damaged(id: ObjectId, cause?: unknown): KubeError {
  const reason = cause instanceof KubeError ? cause.reason || cause.message : 'its bytes do not have this id'
  return new KubeError('KUBE_OBJECT_DAMAGED', `object ${id} is damaged on this disk`, {
    reason,
    next: ['kubed fsck'],
    cause
  })
}
