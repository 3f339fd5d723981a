// New objects on their way in. Those of one call share the fsyncs.
import { type GitType, gitHeader } from '../base/bytes.ts'
import { blockBytesMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { ObjectHeader } from '../ports/objects.ts'
import type { BlockTable } from './block-table.ts'
import type { LargeObjects } from './large-objects.ts'
import { Pending } from './pending.ts'
import type { Reader } from './reader.ts'

export class BlockWriter {
  private readonly blocks: BlockTable
  private readonly large: LargeObjects
  private readonly reader: Reader
  private readonly pending = new Pending()
  private readonly taken = new Set<ObjectId>()

  constructor(blocks: BlockTable, large: LargeObjects, reader: Reader) {
    this.blocks = blocks
    this.large = large
    this.reader = reader
  }

  /** Whether it was here before, or came in this call. */
  async isHere(id: ObjectId): Promise<boolean> {
    return this.taken.has(id) || (await this.reader.has(id))
  }

  /** The content must not be written to before `settle` resolves. */
  async add(id: ObjectId, type: GitType, content: Uint8Array): Promise<void> {
    this.taken.add(id)
    const header = gitHeader(type, content.length)
    if (header.length + content.length > blockBytesMax) {
      return await this.large.put(id, { type, size: content.length }, once(content))
    }
    const block = Buffer.allocUnsafe(header.length + content.length)
    block.write(header, 'latin1')
    block.set(content, header.length)
    await this.pending.add(this.blocks.putObject(id, block), block.length)
  }

  /** @throws KUBE_FILE_CHANGED when what comes does not have the id */
  async addStream(id: ObjectId, header: ObjectHeader, content: AsyncIterable<Uint8Array>): Promise<void> {
    if (header.size > blockBytesMax) {
      await this.large.put(id, header, content)
      this.taken.add(id)
      return
    }
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    await this.add(id, header.type, Buffer.concat(pieces))
  }

  /** All that came is durable when it resolves. */
  async settle(): Promise<void> {
    await this.pending.settle()
  }

  /** Once nothing is under way any more. */
  async end(): Promise<void> {
    await this.pending.end()
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}
