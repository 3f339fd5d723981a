// Views that can be deleted: an ordered key-value store. Implementations: src/level, test/support.

export interface StateOperation {
  readonly key: string
  /** Undefined deletes. */
  readonly value: Uint8Array | undefined
}

/** Keys from `from` on, below `to`, in byte order. */
export interface KeyRange {
  readonly from: string
  readonly to: string
}

export interface State {
  /** Synchronous: on hot paths. */
  get(key: string): Uint8Array | undefined
  batch(operations: readonly StateOperation[]): Promise<void>
  /** Keys from `from` on, below `to`, in byte order. */
  range(from: string, to: string, options?: { reverse?: boolean; limit?: number }): AsyncIterable<[string, Uint8Array]>
  /** Starts anew, empty, whatever state it is in; nobody reads meanwhile. With a range, deletes its keys, and readers go on. */
  clear(range?: KeyRange): Promise<void>
  close(): Promise<void>
}
