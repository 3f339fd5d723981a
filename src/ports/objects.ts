// The store of git objects. Implementations: src/git (a bare repository), src/blocks and test/support (in memory);
// test/conformance/objects.ts is what both must pass.
import type { GitType } from '../base/bytes.ts'
import type { ObjectId, RefName } from '../base/types.ts'

export interface GitObject {
  readonly type: GitType
  readonly content: Uint8Array
  /** What its content hashes to, where whoever has made or checked it knows that: it is believed, and not hashed again. */
  readonly id?: ObjectId
  /** Likewise; of `<type> <size>\0<content>`. */
  readonly sha256?: Uint8Array
}

export interface ObjectHeader {
  readonly type: GitType
  /** Bytes of content. */
  readonly size: number
}

/** What an object that is about to be received must be (`objects.binpb` of the entry that brings it). */
export interface ExpectedObject extends ObjectHeader {
  readonly id: ObjectId
  readonly sha256: Uint8Array
}

/** A source of content too large to hold: called once for each time that the bytes are needed. */
export interface ContentSource {
  readonly type: GitType
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

/** Takes what comes, for later. Never fails: a disk that refuses ends it, and what was kept is gone. */
export interface Keeping {
  /** Whether it is kept. */
  write(bytes: Uint8Array): Promise<boolean>
  end(): Promise<void>
}

export interface StoredObject extends ExpectedObject {
  /** Whether it was not there before. */
  readonly fresh: boolean
}

export interface Received {
  /** What came and was right; durable. */
  readonly stored: ObjectId[]
  /** Whether the pack came to its end and brought all that was expected. */
  readonly complete: boolean
  /**
   * An object came that has an expected id and is not what was expected of it, or one larger than any of them: either the
   * sender is untrue, or the list. It is not stored.
   */
  readonly disputed: boolean
  /** Why the stream broke off, where it failed instead of ending. */
  readonly cause?: unknown
}

export interface FreeOptions {
  /**
   * Asked for each batch before it goes: runs `remove` with those of the ids that may still go, while nobody looks for
   * them; with none, nothing goes of the batch.
   */
  gate<T>(ids: readonly ObjectId[], remove: (ids: ReadonlySet<ObjectId>) => Promise<T>): Promise<T>
  /** Others get a turn. */
  breathe(): Promise<void>
  /** What stands together is written anew only where at least this share of its bytes goes; from 0 (always) to 1. */
  readonly shareMin: number
}

export interface Freed {
  readonly objects: number
  /** By which the files of the store became smaller. */
  readonly bytes: number
}

/** A sentence each. */
export interface Mended {
  /** What was made again, since this was asked for the last time. */
  readonly done: readonly string[]
  /** Why objects may be missing that a person can bring back. */
  readonly left: readonly string[]
}

export interface Objects {
  /** Whether the object is here. Never reads its content. */
  has(id: ObjectId): Promise<boolean>
  /** Of many objects those that are here; faster than to ask for each. */
  present(ids: readonly ObjectId[]): Promise<Set<ObjectId>>
  /**
   * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED (its bytes do not have this id), KUBE_LIMIT (larger than `bytesMax`)
   */
  read(id: ObjectId, options?: { bytesMax?: number }): Promise<GitObject>
  header(id: ObjectId): Promise<ObjectHeader>
  /** Content from `start` up to, not with, `end`, in pieces of at most 64 KiB; fails at the end with KUBE_OBJECT_DAMAGED when the hash is wrong. */
  stream(id: ObjectId, options?: { start?: number; end?: number }): AsyncIterable<Uint8Array>
  /**
   * Stores objects; all of them are durable when it resolves, none is visible before its bytes are.
   * What is written together shares fsyncs.
   * @param heads of chains, as `Refs.setHead` sets them: with the objects, never before them
   */
  write(
    objects: readonly (GitObject | ContentSource)[],
    heads?: ReadonlyMap<RefName, ObjectId>
  ): Promise<StoredObject[]>
  /** A git pack (version 2) of exactly these objects, in pieces. */
  pack(ids: readonly ObjectId[]): AsyncIterable<Uint8Array>
  /**
   * Takes in a pack of `expected` objects: each must have the id of one of them. What has its size and SHA-256 as well is
   * stored, durably, also when the pack is cut short (then `complete` is false). Its pieces must not be written to again.
   * @param kept gets the zlib stream of the one that is expected, as it comes, where that is too large to be held
   * @throws KUBE_PEER_MISBEHAVED for an object that nobody asked for, and what is no pack; nothing wrong is stored.
   */
  receive(
    pack: AsyncIterable<Uint8Array>,
    expected: ReadonlyMap<ObjectId, ExpectedObject>,
    kept?: Keeping
  ): Promise<Received>
  /** Every object id that is here. */
  ids(): AsyncIterable<ObjectId>
  /** Reads and hashes one object; false if it is damaged or missing. */
  verify(id: ObjectId): Promise<boolean>
  /** Takes a damaged object out of the way, so that it can be received again. */
  quarantine(id: ObjectId): Promise<void>
  /** Makes again what the store derives from objects, where it is gone or damaged. */
  mend(): Promise<Mended>
  /** Bytes on the disk that each object takes, all copies together; those that are not here are left out. */
  occupied(ids: Iterable<ObjectId>): AsyncIterable<readonly [ObjectId, number]>
  /**
   * Removes objects that nothing needs any more, so that their bytes really go. Every other object can be read all the
   * while, also after a crash at any moment; what has not gone then goes with the next call.
   * @throws KUBE_OBJECT_DAMAGED where what stands beside them is damaged
   */
  free(ids: ReadonlySet<ObjectId>, options: FreeOptions): Promise<Freed>
  close(): Promise<void>
}
