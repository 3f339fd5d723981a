// Views that can be deleted: an ordered key-value store. Implementations: src/level, test/support.

export interface StateOperation {
  readonly key: string
  /** Undefined deletes. */
  readonly value: Uint8Array | undefined
}

export interface State {
  /** Synchronous: on hot paths. */
  get(key: string): Uint8Array | undefined
  batch(operations: readonly StateOperation[]): Promise<void>
  /** Keys from `from` on, below `to`, in byte order. */
  range(from: string, to: string, options?: { reverse?: boolean; limit?: number }): AsyncIterable<[string, Uint8Array]>
  /** Starts anew, empty, whatever state it is in. */
  clear(): Promise<void>
  close(): Promise<void>
}
