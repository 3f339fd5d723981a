// What freeing asks of checkpoints: the latest that admins have signed, what it covers, and what others hold.
import type { ObjectId } from '../../base/types.ts'
import type { ListedObject } from '../../ledger/types.ts'

/**
 * A checkpoint that is here and whose signatures hold. It also holds what the entries that it covers brought that rights
 * depend on: the objects that this is read from may be freed.
 */
export interface HeldCheckpoint {
  readonly id: ObjectId
  /** How many entries it covers. */
  readonly position: number
  /** Whether an entry is in the past of its cut. */
  covers(entry: ObjectId): boolean
  /** Everything that was live at its cut. */
  objects(): Promise<readonly ListedObject[]>
}

export interface Checkpoints {
  latest(): HeldCheckpoint | undefined
  /** Also those that too few have signed. */
  all(): readonly HeldCheckpoint[]
  /** What refs of checkpoints lead to: it stays, with its parts. */
  roots(): ObjectId[]
  /** @throws KUBE_DENIED for a KUBE that is no admin */
  make(): Promise<HeldCheckpoint>
}
