// The blocks on disk, in the blockstore of js-stores over LevelDB. What is put is durable when it resolves.
import { LevelBlockstore } from 'blockstore-level'
import { base16 } from 'multiformats/bases/base16'
import type { CID } from 'multiformats/cid'
import type { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import { isCorruption, levelError } from '../storage/level-error.ts'
import { digestOfKey, idOfKey, objectCid, objectKey, objectKeys, pieceCid, pieceKeys } from './cid.ts'
import { DurableLevel } from './durable-level.ts'

/** Files of LevelDB; its own 2 MiB would be thousands of them. */
const fileBytes = 32 << 20
/** Held in memory until it becomes a file, up to twice. */
const writeBufferBytes = 8 << 20

/** How a block that LevelDB itself cannot read is told; no bytes have the name that was asked for. */
export const unreadable = 'unreadable'

export class BlockTable {
  private readonly dir: string
  private readonly level: DurableLevel
  private readonly store: LevelBlockstore

  constructor(dir: string) {
    this.dir = dir
    this.level = new DurableLevel(dir)
    this.store = new LevelBlockstore(this.level, {
      base: base16,
      compression: true,
      maxFileSize: fileBytes,
      writeBufferSize: writeBufferBytes
    })
  }

  private error(thrown: unknown): KubeError {
    return levelError(thrown, `the blocks in ${this.dir} cannot be used`, ['kubed stop', 'kubed fsck --rebuild'])
  }

  async open(): Promise<void> {
    try {
      await this.store.open()
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  /** @returns `unreadable` where LevelDB finds its file damaged */
  private async get(cid: CID): Promise<Uint8Array | undefined | typeof unreadable> {
    try {
      return await this.level.reading(async () => {
        for await (const bytes of this.store.get(cid)) return bytes
        return undefined
      })
    } catch (thrown) {
      if ((thrown as { name?: unknown }).name === 'NotFoundError') return undefined
      if (isCorruption(thrown)) return unreadable
      throw this.error(thrown)
    }
  }

  private async put(cid: CID, block: Uint8Array): Promise<void> {
    try {
      await this.store.put(cid, block)
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  private async delete(cid: CID): Promise<void> {
    try {
      await this.store.delete(cid)
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  object(id: ObjectId): Promise<Uint8Array | undefined | typeof unreadable> {
    return this.get(objectCid(id))
  }

  /** Header and content of one object. Durable when it resolves. */
  putObject(id: ObjectId, block: Uint8Array): Promise<void> {
    return this.put(objectCid(id), block)
  }

  deleteObject(id: ObjectId): Promise<void> {
    return this.delete(objectCid(id))
  }

  piece(digest: string): Promise<Uint8Array | undefined | typeof unreadable> {
    return this.get(pieceCid(digest))
  }

  putPiece(digest: string, block: Uint8Array): Promise<void> {
    return this.put(pieceCid(digest), block)
  }

  deletePiece(digest: string): Promise<void> {
    return this.delete(pieceCid(digest))
  }

  /** Which of the objects have a block. Asked of LevelDB itself: the library's `has` reads the whole block. */
  async present(ids: readonly ObjectId[]): Promise<boolean[]> {
    try {
      return await this.level.reading(() => this.level.hasMany(ids.map(objectKey)))
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  async *objectIds(): AsyncGenerator<ObjectId> {
    for await (const key of this.keys(objectKeys)) yield idOfKey(key)
  }

  async *pieceDigests(): AsyncGenerator<string> {
    for await (const key of this.keys(pieceKeys)) yield digestOfKey(key)
  }

  private async *keys([gte, lt]: readonly [string, string]): AsyncGenerator<string> {
    try {
      yield* this.level.keys({ gte, lt })
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  /** Has LevelDB give back the bytes of what was deleted. */
  async compact(): Promise<void> {
    try {
      for (const [from, to] of [objectKeys, pieceKeys]) await this.level.compact(from, to)
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  async close(): Promise<void> {
    await this.level.end()
  }
}
