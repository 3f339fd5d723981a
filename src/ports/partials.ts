// What has come of large objects before their transfer was cut: the next one goes on from there. Implementation: src/storage.
import type { ObjectId } from '../base/types.ts'
import type { ContentSource, Keeping, ObjectHeader } from './objects.ts'

export interface Partials {
  /** Objects from this size on are kept in part; smaller ones come whole or not at all. */
  readonly bytesMin: number
  /** Undefined while somebody else is at this object, and where there is no room for it beside the object itself. */
  open(id: ObjectId, size: number): Promise<Partial | undefined>
  /** Deletes what nobody has gone on with for long. */
  sweep(): Promise<void>
}

/**
 * Nothing of it is durable or checked: whoever has all of the content looks whether it is what it should be.
 * A disk that refuses leaves less of it, and is no failure of the transfer.
 */
export interface Partial {
  /** Bytes that it takes on the disk. */
  bytes(): Promise<number>
  /** Bytes of content that are here. */
  begun(): Promise<number>
  /** Keeps a zlib stream of the content, from its beginning, piece by piece; what was begun before stays until it is less. */
  keep(): Promise<Keeping>
  /** Adds content behind what is here. */
  append(): Promise<Keeping>
  source(header: ObjectHeader): ContentSource
  /** Of no use any more. */
  remove(): Promise<void>
  /** Lets others at it. */
  close(): void
}
