// Refs on disk. Chain heads are truth and durable; all others are a view for stock git, rebuilt at start.
import type { ObjectId, RefName } from '../base/types.ts'

export interface RefChange {
  readonly ref: RefName
  /** Undefined removes the ref. */
  readonly value: ObjectId | undefined
}

/** Refs with their values; a map, or something that has them by itself. */
export interface RefValues extends Iterable<readonly [RefName, ObjectId]> {
  readonly size: number
  get(ref: RefName): ObjectId | undefined
}

export interface Refs {
  /** Every ref that is on disk, chain heads included. */
  list(): Promise<Map<RefName, ObjectId>>
  /** Heads of chains, and checkpoints. @throws KUBE_DISK for one that holds no id, unless such ones may be left out */
  heads(options?: { readonly damagedToo?: boolean }): Promise<Map<RefName, ObjectId>>
  /** Durable when it resolves. For `refs/!kubes/<peer>/…`: heads of chains, and checkpoints. */
  setHead(ref: RefName, value: ObjectId): Promise<void>
  /** Atomic one by one, not fsynced. In order; visible to stock git when it resolves. */
  setView(changes: readonly RefChange[]): Promise<void>
  /** Commits whose parents are not here because their history was cut (git's `shallow`). */
  shallow(): Promise<Set<ObjectId>>
  /** Durable when it resolves. */
  setShallow(commits: ReadonlySet<ObjectId>): Promise<void>
  /**
   * Makes the view exactly `refs` (chain heads are left alone). Gives how many had been wrong.
   * @param mark one that `viewMark` gave for the same refs: while it holds, nothing is compared
   */
  rebuildView(refs: RefValues, mark?: string): Promise<number>
  /**
   * A text that is another one as soon as anybody may have changed what is stored of the view; undefined unless it is known
   * to be exactly `refs`. What it stands for is durable. A store without it compares every ref at each start.
   */
  viewMark?(refs: RefValues): Promise<string | undefined>
}
