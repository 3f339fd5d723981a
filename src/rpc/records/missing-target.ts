// Where a mount shows a node that has no record here: nothing is found, and the reader should hear which node it is.
import { formatName } from '../../graph/name-format.ts'
import { missingTarget } from '../../graph/resolve.ts'
import type { Kube } from '../../node/kube.ts'
import { mayReadLiterally, type Reader } from '../access.ts'

/** What an error says of it; undefined where that is not why nothing is found, and for whoever may not see both nodes. */
export function targetMissing(
  kube: Pick<Kube, 'records'>,
  reader: Reader,
  path: readonly string[]
): { readonly reason: string; readonly next: readonly string[] } | undefined {
  const missing = missingTarget(kube.records, path)
  if (missing === undefined) return undefined
  const { at, target } = missing
  if (!mayReadLiterally(kube, reader, at) || !mayReadLiterally(kube, reader, target)) return undefined
  const name = formatName(target)
  return {
    reason: `${formatName(at)} is a mount of ${name}, which has no record here`,
    next: [`dx publish --to ${name}`, 'dx mounts']
  }
}

/** What whoever mounts it should know: it is taken all the same, as the target may come with another realm. */
export function targetMissingWarning(at: string, target: string): string {
  return `${at} is answered by 404: ${target}, which it shows, has no record here until somebody publishes it (dx publish --to ${target}) or it arrives; if the name is wrong, dx unmount ${at}`
}
