// The Objects port over blocks.
import { streamBytesMin } from '../base/limits.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import type {
  ContentSource,
  ExpectedObject,
  Freed,
  FreeOptions,
  GitObject,
  Keeping,
  Mended,
  ObjectHeader,
  Objects,
  Received,
  StoredObject
} from '../ports/objects.ts'
import { compress } from '../storage/compress.ts'
import { describeObject, describeSource, exactly, readWhole } from '../storage/content-source.ts'
import { mapOrdered, onDisk, piecesOnDisk, type Scratch } from '../storage/disk.ts'
import { missing } from '../storage/faults.ts'
import { compressedEntry, packOf } from '../storage/outgoing.ts'
import { encodeEntryHeader, encodePackHeader } from '../storage/pack-format.ts'
import { receivePack } from '../storage/receiving.ts'
import type { BlockTable } from './block-table.ts'
import { freeBlocks } from './freeing.ts'
import type { LargeObjects } from './large-objects.ts'
import { Reader } from './reader.ts'
import type { BlockRefs } from './refs.ts'
import { BlockSink } from './sink.ts'
import { BlockWriter } from './writer.ts'

/** Objects read, hashed or compressed ahead. */
const preparedAtOnce = 8

type Item = GitObject | ContentSource

interface Prepared {
  readonly object: ExpectedObject
  /** Undefined for content that is read again when it is written. */
  readonly content?: Uint8Array
}

export class BlockObjects implements Objects {
  private readonly blocks: BlockTable
  private readonly large: LargeObjects
  private readonly scratch: Scratch
  private readonly refs: BlockRefs
  private readonly reader: Reader

  constructor(blocks: BlockTable, large: LargeObjects, scratch: Scratch, refs: BlockRefs) {
    this.refs = refs
    this.blocks = blocks
    this.large = large
    this.scratch = scratch
    this.reader = new Reader(blocks, large)
  }

  has(id: ObjectId): Promise<boolean> {
    return this.reader.has(id)
  }

  present(ids: readonly ObjectId[]): Promise<Set<ObjectId>> {
    return this.reader.present(ids)
  }

  read(id: ObjectId, options: { bytesMax?: number } = {}): Promise<GitObject> {
    return this.reader.read(id, options.bytesMax)
  }

  header(id: ObjectId): Promise<ObjectHeader> {
    return this.reader.header(id)
  }

  stream(id: ObjectId, options: { start?: number; end?: number } = {}): AsyncIterable<Uint8Array> {
    return this.reader.stream(id, options.start, options.end)
  }

  pack(ids: readonly ObjectId[]): AsyncIterable<Uint8Array> {
    return packOf(this.entries([...new Set(ids)]))
  }

  private async *entries(ids: readonly ObjectId[]): AsyncGenerator<Buffer> {
    const here = await this.present(ids)
    for (const id of ids) if (!here.has(id)) throw missing(id)
    yield encodePackHeader(ids.length)
    let next = 0
    for await (const entry of mapOrdered(ids, preparedAtOnce, id => this.smallEntry(id))) {
      const id = ids[next++]!
      if (entry === undefined) yield* compressedEntry(id, this.reader)
      else yield entry
    }
  }

  /** Undefined for what is not read whole. */
  private async smallEntry(id: ObjectId): Promise<Buffer | undefined> {
    if (this.large.has(id)) return undefined
    const { type, content } = await this.reader.read(id)
    return Buffer.concat([encodeEntryHeader(type, content.length), await compress(content)])
  }

  private writer(): BlockWriter {
    return new BlockWriter(this.blocks, this.large, this.reader)
  }

  write(items: readonly Item[], heads: ReadonlyMap<RefName, ObjectId> = new Map()): Promise<StoredObject[]> {
    return onDisk(async () => {
      await this.refs.refuse(heads.keys())
      const writer = this.writer()
      const results: StoredObject[] = []
      try {
        for await (const { object, content } of mapOrdered(items, preparedAtOnce, prepare)) {
          const { id, type } = object
          const fresh = !(await writer.isHere(id))
          if (fresh && content !== undefined) await writer.add(id, type, content)
          else if (fresh) await writer.addStream(id, object, exactly(items[results.length] as ContentSource))
          results.push({ ...object, fresh })
        }
        await writer.settle()
      } finally {
        await writer.end()
      }
      for (const [ref, value] of heads) await this.refs.setHead(ref, value)
      return results
    })
  }

  receive(
    pack: AsyncIterable<Uint8Array>,
    expected: ReadonlyMap<ObjectId, ExpectedObject>,
    kept?: Keeping
  ): Promise<Received> {
    return onDisk(() => receivePack(pack, expected, new BlockSink(this.writer(), this.scratch), kept))
  }

  ids(): AsyncIterable<ObjectId> {
    return piecesOnDisk(this.everyId())
  }

  private async *everyId(): AsyncGenerator<ObjectId> {
    yield* this.large.all()
    for await (const id of this.blocks.objectIds()) if (!this.large.has(id)) yield id
  }

  verify(id: ObjectId): Promise<boolean> {
    return this.reader.verify(id)
  }

  /** What is damaged is deleted: a block that does not have its name can be asked for by nobody. */
  async quarantine(id: ObjectId): Promise<void> {
    this.reader.forget(id)
    if (this.large.has(id)) await this.large.remove(id)
    await this.blocks.deleteObject(id)
  }

  async *occupied(ids: Iterable<ObjectId>): AsyncGenerator<readonly [ObjectId, number]> {
    for (const id of ids) if (await this.has(id)) yield [id, (await this.header(id)).size]
  }

  async free(ids: ReadonlySet<ObjectId>, options: FreeOptions): Promise<Freed> {
    const sizes = new Map<ObjectId, number>()
    for await (const [id, bytes] of this.occupied(ids)) sizes.set(id, bytes)
    return await freeBlocks(sizes, { blocks: this.blocks, large: this.large, reader: this.reader }, options)
  }

  /** What its database derives it mends by itself, when it is opened. */
  async mend(): Promise<Mended> {
    return { done: [], left: [] }
  }

  async close(): Promise<void> {
    await this.blocks.close()
  }
}

async function prepare(item: Item): Promise<Prepared> {
  if (!('content' in item) && item.size > streamBytesMin) return { object: await describeSource(item) }
  const whole = 'content' in item ? item : { type: item.type, content: await readWhole(item) }
  return { object: describeObject(whole), content: whole.content }
}
