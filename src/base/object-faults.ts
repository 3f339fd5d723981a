// What can be wrong with an object, for whoever meets it.
import { KubeError } from './errors.ts'
import { readBytesMax } from './limits.ts'
import type { ObjectId } from './types.ts'

/** Its bytes do not have its id. */
export function isDamage(thrown: unknown): boolean {
  return thrown instanceof KubeError && thrown.code === 'KUBE_OBJECT_DAMAGED'
}

export function isMissing(thrown: unknown): boolean {
  return thrown instanceof KubeError && thrown.code === 'KUBE_OBJECT_MISSING'
}

/** What is read, unless it is missing. */
export async function ifHere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown
    return undefined
  }
}

/** Damaged, or gone: peers may have it. */
export const isLost = (thrown: unknown): boolean => isDamage(thrown) || isMissing(thrown)

export function tooLarge(id: ObjectId, size: number, bytesMax: number): KubeError {
  return new KubeError('KUBE_LIMIT', `object ${id} is too large to be read whole`, {
    reason: `it has ${size} bytes, ${bytesMax} are allowed`,
    limit: bytesMax === readBytesMax ? 'readBytesMax' : undefined
  })
}
