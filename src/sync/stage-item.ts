// An entry that has come and is not in the ledger yet.
import type { PeerId } from '../base/types.ts'
import type { StagedEntry } from './types.ts'

export type StageState = 'held' | 'waiting' | 'fetching' | 'fetched' | 'committing' | 'stranger'

export interface StageItem {
  readonly staged: StagedEntry
  /** Who has it, as far as is known. */
  readonly holders: Set<PeerId>
  state: StageState
  /** Nothing is tried before this time. */
  retryAt: number
  failures: number
  /** When it last failed; several times at the same time count once. */
  postponedAt: number
  /** When it last moved. */
  since: number
  /** When it could not be had of each, the latest last. */
  readonly failedAt: Map<PeerId, number>
  /** Who sent it first. */
  readonly sender: PeerId
  /** Its objects are asked for without those of others: one list of several was untrue. */
  alone: boolean
  /** Bytes that it came with. */
  readonly size: number
}

export function failed({ failedAt }: StageItem, of: PeerId, now: number): void {
  failedAt.delete(of)
  failedAt.set(of, now)
}

/** Of whom it could not be had the last time: others have their turn. */
export function lastFailedOf({ failedAt }: StageItem): PeerId | undefined {
  return [...failedAt.keys()].at(-1)
}

export function sizeOf({ bytes, inline }: Pick<StagedEntry, 'bytes' | 'inline'>): number {
  const objects = inline.reduce((sum, object) => sum + object.content.length, 0)
  return bytes.commit.length + bytes.changeset.length + bytes.objects.length + objects
}
