// Objects and refs together: what a home keeps. Implementations: src/git, src/blocks.
import type { Objects } from './objects.ts'
import type { Refs } from './refs.ts'

export interface Repository {
  readonly objects: Objects
  readonly refs: Refs
  close(): Promise<void>
}
