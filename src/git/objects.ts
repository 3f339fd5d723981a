// The Objects port over a bare repository.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gitHeader } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { streamBytesMin } from '../base/limits.ts'
import type { Logger, ObjectId, RefName } from '../base/types.ts'
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
import { compress, syncBytesMax } from '../storage/compress.ts'
import { changed, compressSource, describeObject, describeSource, readWhole } from '../storage/content-source.ts'
import { mapOrdered, onDisk, piecesOnDisk } from '../storage/disk.ts'
import { receivePack } from '../storage/receiving.ts'
import { Freeing, occupied } from './freeing.ts'
import { Intake, type Stores } from './intake.ts'
import { type MendingOptions, mendPacks } from './mend-packs.ts'
import { outgoingPack } from './outgoing.ts'
import { type IsHere, Reader } from './reader.ts'
import { salvage } from './salvage.ts'
import { StoreSink } from './store-sink.ts'
import { gatherLoose, mergePacks } from './tidying.ts'

/** Objects read, hashed and compressed ahead of the writing. */
const preparedAtOnce = 8

/** About as many as git has before it would put them together. */
const looseFilesMax = 6_000

export interface ObjectsOptions extends MendingOptions {
  /** How many objects may stand loose before they are put together, where not as many as usual. */
  readonly looseMax?: number
}

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
  private readonly looseMax: number
  private readonly log: Logger
  private salvaging: Promise<unknown> = Promise.resolve()
  /** Those who go through all ids now: what moved meanwhile might be passed over. */
  private listing = 0
  private isTidying = true
  /** How many objects stand loose; undefined until somebody has to know. */
  private looseCount: number | undefined
  /** What was mended when it was opened, until somebody asks. */
  private mended: readonly string[]

  constructor(
    stores: Stores,
    { quarantine, log, looseMax = looseFilesMax }: ObjectsOptions,
    mended: readonly string[]
  ) {
    this.stores = stores
    this.looseMax = looseMax
    this.log = log
    this.mended = mended
    this.reader = new Reader(stores.loose, stores.packs)
    this.quarantineFolder = quarantine
  }

  has(id: ObjectId): Promise<boolean> {
    return onDisk(() => this.reader.has(id))
  }

  present(ids: readonly ObjectId[]): Promise<Set<ObjectId>> {
    return onDisk(() => this.reader.present(ids))
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

  write(items: readonly Item[], heads: ReadonlyMap<RefName, ObjectId> = new Map()): Promise<StoredObject[]> {
    return onDisk(async () => {
      await this.stores.heads.refuse(heads)
      const intake = new Intake(this.stores, items.length)
      const results: StoredObject[] = []
      const waitFor = new Set<Promise<void>>()
      let isSet = false
      try {
        const isHere = await this.reader.presence(items.length)
        let next = 0
        for await (const prepared of mapOrdered(items, preparedAtOnce, item => this.prepare(item, isHere))) {
          const item = items[next++]!
          const { object } = prepared
          const fresh = !prepared.here && !intake.has(object.id)
          const taking = fresh ? this.take(intake, item, prepared) : undefined
          if (taking !== undefined) await taking
          const settling = this.stores.settling.get(object.id)
          if (settling !== undefined) waitFor.add(settling)
          results.push({ ...object, fresh })
        }
        // What others are writing is not durable yet.
        isSet = await intake.commit(waitFor.size === 0 ? heads : new Map())
      } catch (thrown) {
        await intake.abandon()
        throw thrown
      }
      await Promise.all(waitFor)
      if (!isSet && heads.size > 0) await this.stores.heads.append(heads)
      return results
    })
  }

  private prepare(item: Item, isHere: IsHere): Prepared | Promise<Prepared> {
    if ('content' in item) return this.prepareWhole(item, isHere)
    if (item.size > streamBytesMin) return this.prepareLarge(item, isHere)
    return readWhole(item).then(content => this.prepareWhole({ type: item.type, content }, isHere))
  }

  /** At once where it can be: of records there are many thousands in one write. */
  private prepareWhole(whole: GitObject, isHere: IsHere): Prepared | Promise<Prepared> {
    const { content } = whole
    const object = describeObject(whole)
    const prepared = (here: boolean): Prepared | Promise<Prepared> => {
      if (here) return { object, here }
      if (content.length <= syncBytesMax) return { object, here, content }
      return compress(content).then(compressed => ({ object, here, content, compressed }))
    }
    const here = isHere(object.id)
    return here instanceof Promise ? here.then(prepared) : prepared(here)
  }

  private async prepareLarge(source: ContentSource, isHere: IsHere): Promise<Prepared> {
    const object = await describeSource(source)
    return { object, here: await isHere(object.id) }
  }

  private take(intake: Intake, item: Item, { object, content, compressed }: Prepared): Promise<void> | undefined {
    if (content === undefined) return this.takeLarge(intake, object, item as ContentSource)
    const { id, type } = object
    return intake.add(compressed === undefined ? { id, type, content } : { id, type, content, compressed })
  }

  private async takeLarge(intake: Intake, object: ExpectedObject, source: ContentSource): Promise<void> {
    const writer = await intake.pack()
    const hash = createHash('sha1').update(gitHeader(source.type, source.size))
    writer.begin(source.type, source.size)
    for await (const piece of compressSource(source, hash)) await writer.append(piece)
    if (hash.digest('hex') !== object.id) throw changed()
    intake.end(writer, object.id)
  }

  receive(
    pack: AsyncIterable<Uint8Array>,
    expected: ReadonlyMap<ObjectId, ExpectedObject>,
    kept?: Keeping
  ): Promise<Received> {
    return onDisk(() => receivePack(pack, expected, new StoreSink(this.stores, this.reader), kept))
  }

  ids(): AsyncIterable<ObjectId> {
    return piecesOnDisk(this.everyId())
  }

  private async *everyId(): AsyncGenerator<ObjectId> {
    await this.rewriting(async () => void this.listing++)
    try {
      yield* this.listed()
    } finally {
      this.listing--
    }
  }

  private async *listed(): AsyncGenerator<ObjectId> {
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
      await this.rewriting(() => this.takeOut(id))
    })
  }

  /** One at a time: two that rewrite the same pack would each keep what the other takes out. */
  private rewriting<T>(task: () => Promise<T>): Promise<T> {
    const work = this.salvaging.then(task)
    this.salvaging = work.catch(() => undefined)
    return work
  }

  mend(): Promise<Mended> {
    const options = { quarantine: this.quarantineFolder, log: this.log }
    return onDisk(() =>
      this.rewriting(async () => {
        await this.stores.packs.recheck()
        const { done, left } = await mendPacks(this.stores, options)
        const earlier = this.mended
        this.mended = []
        return { done: [...earlier, ...done], left }
      })
    )
  }

  occupied(ids: Iterable<ObjectId>): AsyncIterable<readonly [ObjectId, number]> {
    return piecesOnDisk(occupied(ids, this.stores))
  }

  free(ids: ReadonlySet<ObjectId>, options: FreeOptions): Promise<Freed> {
    return onDisk(() => this.rewriting(() => new Freeing(this.stores, this.reader, options).run(ids)))
  }

  /** Makes what stands loose of these durable. @throws what the disk throws */
  async settle(ids: ReadonlySet<ObjectId>): Promise<void> {
    await this.stores.loose.settle(ids)
    // Once counted, only what comes is: what goes by itself is found out when they are put together.
    this.looseCount = this.looseCount === undefined ? (await this.stores.loose.all()).size : this.looseCount + ids.size
    if (this.isTidying) void this.rewriting(() => this.tidy())
  }

  /** What has come one by one is put together, where it has become many. It does as it is, too: this never fails. */
  private async tidy(): Promise<void> {
    const { stores, reader, looseMax } = this
    if (!this.isTidying || this.listing > 0) return
    const breathe = async (): Promise<void> => {
      if (!this.isTidying) throw new KubeError('KUBE_INTERRUPTED', 'the store is being closed')
      await setImmediate()
    }
    try {
      if ((this.looseCount ?? 0) > looseMax) this.looseCount = await gatherLoose({ stores, reader, breathe })
      await mergePacks({ stores, reader, breathe })
    } catch (thrown) {
      // With the next full segment it is tried again: what is damaged may be mended, what is full have room.
      this.log.log('debug', 'the store is not put together', { reason: String(thrown) })
    }
  }

  private async takeOut(id: ObjectId): Promise<void> {
    for (const { pack } of this.stores.packs.copies(id)) {
      const lost = await pack.use(() => salvage(pack, id, this.stores, this.reader, this.quarantineFolder))
      for (const other of lost) this.reader.verified.delete(other)
    }
  }

  /** What comes to be settled now is only made durable, and what is being put together is left at its next step. */
  stopTidying(): void {
    this.isTidying = false
  }

  async close(): Promise<void> {
    await this.salvaging
    await this.stores.packs.close()
  }
}
