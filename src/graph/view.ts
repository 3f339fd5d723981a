// What the walk reads and what it tells of its way.
import type { ObjectId, RefName } from '../base/types.ts'
import type { DmgRecord } from './record.ts'

export interface MetaEntry {
  /** Id of the `!meta` commit. */
  readonly id: ObjectId
  /** The same object each time, so that what is made of it can be kept with it. */
  readonly record: DmgRecord
}

export interface GraphView {
  /** Changes whenever a record may have: what was resolved is kept meanwhile. Absent: nothing is kept. */
  readonly version?: number
  /** Whether a subnet, by its `did:key:…` or a host name, is the one whose graph this is. Absent: none is known by name. */
  owns?(subnet: string): boolean
  /**
   * A node's record, from memory.
   * @param path decoded components; the array is the caller's and changes after the call
   * @param key the same as `pathKey` writes it: `local/kube/notepad`, empty for the root
   */
  meta(path: readonly string[], key: string): MetaEntry | undefined
}

export interface ResolvePart {
  /** The component that was asked for. */
  readonly path: string
  /** Id of the `!meta` commit of the node that was visited, which a mount may have put elsewhere. */
  readonly record: ObjectId
}

/** A record that was read on the way, and why. */
export interface Hop {
  readonly ref: RefName
  readonly rule: string
  readonly record: ObjectId
}
