// The Objects port over a bare repository.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gitHeader, gitId, gitSha256 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { objectBytesMax, streamBytesMin } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type {
  ContentSource,
  ExpectedObject,
  GitObject,
  ObjectHeader,
  Objects,
  Received,
  StoredObject
} from '../ports/objects.ts'
import { CutShort } from './byte-source.ts'
import { compress, syncBytesMax } from './compress.ts'
import { changed, compressSource, exactly, readWhole } from './content-source.ts'
import { diskError, mapOrdered, onDisk } from './disk.ts'
import { IncomingPack } from './incoming.ts'
import { Intake, type Stores } from './intake.ts'
import { outgoingPack } from './outgoing.ts'
import { Reader } from './reader.ts'
import { salvage } from './salvage.ts'
import { StoreSink } from './store-sink.ts'

/** Objects read, hashed and compressed ahead of the writing. */
const preparedAtOnce = 8

type Item = GitObject | ContentSource

interface Prepared {
  readonly object: ExpectedObject
  readonly here: boolean
  /** Undefined for content that is read again when it is written. */
  readonly content?: Uint8Array
  readonly compressed?: Buffer
}

export class GitObjects implements Objects {
  private readonly stores: Stores
  private readonly reader: Reader
  private readonly quarantineFolder: string
  private salvaging: Promise<unknown> = Promise.resolve()

  constructor(stores: Stores, quarantineFolder: string) {
    this.stores = stores
    this.reader = new Reader(stores.loose, stores.packs)
    this.quarantineFolder = quarantineFolder
  }

  has(id: ObjectId): Promise<boolean> {
    return onDisk(() => this.reader.has(id))
  }

  read(id: ObjectId, options: { bytesMax?: number } = {}): Promise<GitObject> {
    return onDisk(() => this.reader.read(id, options.bytesMax))
  }

  header(id: ObjectId): Promise<ObjectHeader> {
    return onDisk(() => this.reader.header(id))
  }

  stream(id: ObjectId, options: { start?: number; end?: number } = {}): AsyncIterable<Uint8Array> {
    return piecesOnDisk(this.reader.stream(id, options.start, options.end))
  }

  pack(ids: readonly ObjectId[]): AsyncIterable<Uint8Array> {
    return piecesOnDisk(outgoingPack(ids, this.reader, this.stores.packs))
  }

  verify(id: ObjectId): Promise<boolean> {
    return onDisk(() => this.reader.verify(id))
  }

  write(items: readonly Item[]): Promise<StoredObject[]> {
    return onDisk(async () => {
      const intake = new Intake(this.stores, items.length)
      const results: StoredObject[] = []
      const waitFor = new Set<Promise<void>>()
      try {
        let next = 0
        for await (const prepared of mapOrdered(items, preparedAtOnce, item => this.prepare(item))) {
          const item = items[next++]!
          const { object } = prepared
          const fresh = !prepared.here && !intake.has(object.id)
          if (fresh) await this.take(intake, item, prepared)
          const settling = this.stores.settling.get(object.id)
          if (settling !== undefined) waitFor.add(settling)
          results.push({ ...object, fresh })
        }
        await intake.commit()
      } catch (thrown) {
        await intake.abandon()
        throw thrown
      }
      await Promise.all(waitFor)
      return results
    })
  }

  private async prepare(item: Item): Promise<Prepared> {
    if (!('content' in item) && item.size > streamBytesMin) return await this.prepareLarge(item)
    const content = 'content' in item ? item.content : await readWhole(item)
    const { type } = item
    const id = gitId(type, content)
    const object = { id, type, size: content.length, sha256: gitSha256(type, content) }
    if (await this.reader.has(id)) return { object, here: true }
    if (content.length <= syncBytesMax) return { object, here: false, content }
    return { object, here: false, content, compressed: await compress(content) }
  }

  private async prepareLarge(source: ContentSource): Promise<Prepared> {
    if (source.size > objectBytesMax) {
      throw new KubeError('KUBE_LIMIT', 'a file is too large', { reason: `${source.size} of ${objectBytesMax} bytes` })
    }
    const hashes = ['sha1', 'sha256'].map(name => createHash(name).update(gitHeader(source.type, source.size)))
    for await (const piece of exactly(source)) for (const hash of hashes) hash.update(piece)
    const id = hashes[0]!.digest('hex')
    const object = { id, type: source.type, size: source.size, sha256: new Uint8Array(hashes[1]!.digest()) }
    return { object, here: await this.reader.has(id) }
  }

  private async take(intake: Intake, item: Item, prepared: Prepared): Promise<void> {
    const { object, content, compressed } = prepared
    if (content !== undefined) {
      return await intake.add({ ...object, content, ...(compressed === undefined ? {} : { compressed }) })
    }
    const source = item as ContentSource
    const writer = await intake.pack()
    const hash = createHash('sha1').update(gitHeader(source.type, source.size))
    writer.begin(source.type, source.size)
    for await (const piece of compressSource(source, hash)) await writer.append(piece)
    if (hash.digest('hex') !== object.id) throw changed()
    intake.end(writer, object.id)
  }

  receive(pack: AsyncIterable<Uint8Array>, expected: ReadonlyMap<ObjectId, ExpectedObject>): Promise<Received> {
    return onDisk(async () => {
      const sink = new StoreSink(this.stores, this.reader)
      const incoming = new IncomingPack(pack, expected, sink)
      let failure: unknown
      try {
        await incoming.read()
      } catch (thrown) {
        failure = thrown
      }
      // What came before a fault of the peer is right and stays; after one of this disk nothing can be promised.
      const isPeers = failure instanceof CutShort || (failure as KubeError)?.code === 'KUBE_PEER_MISBEHAVED'
      if (failure !== undefined && !isPeers) {
        await sink.abandon()
        throw failure
      }
      await sink.commit()
      if (failure !== undefined && !(failure instanceof CutShort)) throw failure
      const cause = (failure as CutShort | undefined)?.cause
      const complete = failure === undefined && incoming.ids.size === expected.size
      return { stored: [...incoming.ids], complete, ...(cause === undefined ? {} : { cause }) }
    })
  }

  ids(): AsyncIterable<ObjectId> {
    return piecesOnDisk(this.everyId())
  }

  private async *everyId(): AsyncGenerator<ObjectId> {
    await this.stores.packs.refresh()
    const packs = this.stores.packs.all()
    for (const [rank, { index }] of packs.entries()) {
      for (const id of index.ids()) {
        const key = Buffer.from(id, 'hex')
        if (!packs.slice(0, rank).some(earlier => earlier.index.find(key) >= 0)) yield id
      }
    }
    for await (const id of this.stores.loose.ids()) if (!this.stores.packs.has(id)) yield id
  }

  quarantine(id: ObjectId): Promise<void> {
    return onDisk(async () => {
      const { loose, packs, scratch } = this.stores
      await packs.refresh()
      this.reader.verified.delete(id)
      await loose.moveOut(id, join(this.quarantineFolder, scratch.name(id)))
      // One at a time: two that rewrite the same pack would each keep what the other takes out.
      const work = this.salvaging.then(() => this.takeOut(id))
      this.salvaging = work.catch(() => undefined)
      await work
    })
  }

  private async takeOut(id: ObjectId): Promise<void> {
    for (const { pack } of this.stores.packs.copies(id)) {
      const lost = await pack.use(() => salvage(pack, id, this.stores, this.reader, this.quarantineFolder))
      for (const other of lost) this.reader.verified.delete(other)
    }
  }

  async close(): Promise<void> {
    await this.salvaging
    await this.stores.packs.close()
  }
}

async function* piecesOnDisk<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces
  } catch (thrown) {
    throw diskError(thrown)
  }
}
