// What level and the disk below it say, as the one error that a person can act on.
import { KubeError, toKubeError } from '../base/errors.ts'

interface Told {
  readonly code?: unknown
  readonly message?: unknown
  readonly cause?: unknown
}

/** The reason stands in the cause, sometimes two deep. */
function innermost(thrown: unknown): Told {
  let told = (thrown ?? {}) as Told
  while (told.cause !== undefined && told.cause !== null) told = told.cause as Told
  return told
}

/** What LevelDB says of its own files when they are cut short, gone, or not what it wrote. */
const corrupt = /\bcorrupt|not an sstable|invalid argument|no such file|does not exist|is a directory/i

/** Whether LevelDB found that its own files do not hold what they should. */
export function isCorruption(thrown: unknown): boolean {
  const { code, message } = innermost(thrown)
  return code === 'LEVEL_CORRUPTION' || corrupt.test(String(message))
}

/**
 * @param what what cannot be used: the message
 * @param next commands that mend it
 * @returns KUBE_ALREADY_RUNNING, KUBE_DISK_FULL or KUBE_DISK
 */
export function levelError(thrown: unknown, what: string, next: readonly string[]): KubeError {
  if (thrown instanceof KubeError) return thrown
  const { code, message } = innermost(thrown)
  const reason = String(message ?? thrown)
  if (code === 'LEVEL_LOCKED') {
    return new KubeError('KUBE_ALREADY_RUNNING', 'another process has this home', { reason, cause: thrown })
  }
  if (/no space left|quota exceeded/i.test(reason)) {
    return toKubeError(Object.assign(new Error(reason, { cause: thrown }), { code: 'ENOSPC' }))
  }
  return new KubeError('KUBE_DISK', what, { reason, next, cause: thrown })
}
