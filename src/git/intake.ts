// New objects on their way in: few and small ones become loose objects, many or large ones one pack.
import type { GitType } from '../base/bytes.ts'
import { looseBytesMax, looseObjectsMax } from '../base/limits.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import { compress, compressSync, syncBytesMax } from '../storage/compress.ts'
import type { Scratch } from '../storage/disk.ts'
import type { Heads } from './heads.ts'
import type { LooseObjects } from './loose.ts'
import type { PackSet } from './pack-set.ts'
import { PackWriter } from './pack-writer.ts'

export interface NewObject {
  readonly id: ObjectId
  readonly type: GitType
  readonly content: Uint8Array
  /** zlib stream of the content, where there is one already. */
  readonly compressed?: Buffer
}

export interface Stores {
  readonly scratch: Scratch
  readonly loose: LooseObjects
  readonly packs: PackSet
  readonly heads: Heads
  /** Objects that can be seen already and become durable with the promise. */
  readonly settling: Map<ObjectId, Promise<void>>
}

export class Intake {
  private readonly stores: Stores
  private readonly guess: number
  private pending: NewObject[] = []
  private pendingBytes = 0
  private readonly taken = new Set<ObjectId>()
  private writer: PackWriter | undefined

  /** @param guess number of objects that will come in most cases */
  constructor(stores: Stores, guess: number) {
    this.stores = stores
    this.guess = guess
  }

  has(id: ObjectId): boolean {
    return this.taken.has(id)
  }

  get ids(): ReadonlySet<ObjectId> {
    return this.taken
  }

  /** Undefined when nothing is to be waited for. */
  add(object: NewObject): Promise<void> | undefined {
    this.taken.add(object.id)
    if (this.writer !== undefined) return this.toPack(this.writer, object)
    this.pending.push(object)
    this.pendingBytes += object.content.length
    if (this.pending.length <= looseObjectsMax && this.pendingBytes <= looseBytesMax) return undefined
    return this.pack().then(() => undefined)
  }

  /** The pack, from now on for everything; for content that comes in pieces. */
  async pack(): Promise<PackWriter> {
    if (this.writer !== undefined) return this.writer
    const writer = await PackWriter.open(this.stores.scratch, this.guess)
    this.writer = writer
    for (const object of this.pending) await this.toPack(writer, object)
    this.pending = []
    return writer
  }

  private toPack(writer: PackWriter, { id, type, content, compressed }: NewObject): Promise<void> | undefined {
    if (compressed !== undefined) return writer.add(id, type, content.length, compressed)
    if (content.length <= syncBytesMax) return writer.add(id, type, content.length, compressSync(content))
    return compress(content).then(stream => writer.add(id, type, content.length, stream))
  }

  /** An object of the pack that came in pieces and is complete. */
  end(writer: PackWriter, id: ObjectId): void {
    writer.end(id)
    this.taken.add(id)
  }

  /** Everything that came is durable when it resolves. Whether these heads, which nobody has refused, went with it. */
  async commit(heads: ReadonlyMap<RefName, ObjectId> = new Map()): Promise<boolean> {
    if (this.writer !== undefined) await this.publish(this.writer)
    if (this.pending.length === 0) return false
    await this.stores.loose.write(this.pending, heads)
    for (const [ref, value] of heads) this.stores.heads.toPlace(ref, value)
    return heads.size > 0
  }

  private async publish(writer: PackWriter): Promise<void> {
    if (writer.count === 0) return await writer.abandon()
    const finished = await writer.finish(this.stores.packs.folder)
    const publishing = finished.publish()
    this.settle(finished.ids, publishing)
    await publishing
    this.stores.packs.add(finished.name, finished.index)
  }

  private settle(ids: readonly ObjectId[], durable: Promise<void>): void {
    const { settling } = this.stores
    for (const id of ids) settling.set(id, durable)
    const done = () => {
      for (const id of ids) if (settling.get(id) === durable) settling.delete(id)
    }
    durable.then(done, done)
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.pending = []
    await this.writer?.abandon()
  }
}
