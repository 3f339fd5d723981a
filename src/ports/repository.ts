// Objects and refs together: what a home keeps. Implementations: src/git, src/blocks.
import type { Objects } from './objects.ts'
import type { Refs } from './refs.ts'

export interface Repository {
  readonly objects: Objects
  readonly refs: Refs
  /** Other programs see all that was stored before, where the store is one that they read. @throws KUBE_DISK, KUBE_DISK_FULL */
  shown(): Promise<void>
  close(): Promise<void>
}
