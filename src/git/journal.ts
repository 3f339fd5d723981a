// What was promised lately: loose objects and heads of chains, appended to one file and fsynced together. Their own files,
// which git reads, are written afterwards and fsynced many at a time; only then the part of the journal goes that has them.
// Segments `kubed/journal/<number>`: a mark, a random key, then records, each with its length and the first bytes of a hash
// over key, place and content. What a crash cut short is no record, and was promised to nobody.
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { concatBytes, fromHex, sha256, toHex } from '../base/bytes.ts'
import { toKubeError } from '../base/errors.ts'
import type { Logger, ObjectId, RefName } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import { syncFolder } from '../storage/disk.ts'

const { JournalRecord } = dxos.kube

/** What is promised together. */
export interface Promised {
  /** Files of loose objects, by id. */
  readonly objects: ReadonlyMap<ObjectId, Uint8Array>
  readonly heads: ReadonlyMap<RefName, ObjectId>
}

export interface JournalOptions {
  readonly folder: string
  readonly log: Logger
  /** Fsyncs the files of objects and heads, once they are written; what is gone meanwhile is left out. @throws what the disk throws */
  readonly settle: (ids: ReadonlySet<ObjectId>, heads: Iterable<RefName>) => Promise<void>
  /** After how many bytes a segment is full, where not after `segmentBytesMax`. */
  readonly segmentBytes?: number
}

interface Segment {
  readonly path: string
  readonly ids: Set<ObjectId>
  readonly heads: Set<RefName>
}

interface OpenSegment extends Segment {
  readonly handle: FileHandle
  readonly key: Buffer
  size: number
}

interface Waiting {
  readonly promised: Promised
  readonly resolve: () => void
  readonly reject: (thrown: unknown) => void
}

const mark = Buffer.from('KUBEJRN1')
const keyBytes = 16
const macBytes = 8
const recordStart = 4 + macBytes
/** A segment that has grown to this is settled, and the next one begun: so much is read again after a crash, or twice. */
const segmentBytesMax = 1 << 20
const namePattern = /^\d{12}$/

export class Journal {
  private readonly options: JournalOptions
  private next: number
  private current: OpenSegment | undefined
  /** Full, and not settled yet; the oldest first. */
  private readonly full: Segment[] = []
  private waiting: Waiting[] = []
  private writing: Promise<void> | undefined
  private settling: Promise<void> = Promise.resolve()
  private closing = false

  private constructor(options: JournalOptions, next: number) {
    this.options = options
    this.next = next
  }

  /** Gives what was promised and may not stand in its place, in the order of promising. */
  static async open(options: JournalOptions): Promise<{ journal: Journal; left: Promised }> {
    const names = (await readdir(options.folder)).filter(name => namePattern.test(name)).sort()
    const journal = new Journal(options, Number(names.at(-1) ?? 0) + 1)
    const objects = new Map<ObjectId, Uint8Array>()
    const heads = new Map<RefName, ObjectId>()
    for (const name of names) {
      const path = join(options.folder, name)
      const segment: Segment = { path, ids: new Set(), heads: new Set() }
      for (const promised of recordsOf(await readFile(path))) {
        note(segment, promised)
        for (const [id, stream] of promised.objects) objects.set(id, stream)
        for (const [ref, value] of promised.heads) heads.set(ref, value)
      }
      journal.full.push(segment)
    }
    return { journal, left: { objects, heads } }
  }

  /** Durable when it resolves; what is appended meanwhile shares an fsync. @throws what the disk throws; then nothing is promised */
  append(promised: Partial<Promised>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.waiting.push({ promised: { objects: new Map(), heads: new Map(), ...promised }, resolve, reject })
    this.writing ??= this.write()
    return promise
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting
      this.waiting = []
      try {
        await this.store(group.map(({ promised }) => promised))
        for (const { resolve } of group) resolve()
      } catch (thrown) {
        for (const { reject } of group) reject(thrown)
      }
    }
    this.writing = undefined
  }

  private async store(group: readonly Promised[]): Promise<void> {
    const { segmentBytes = segmentBytesMax } = this.options
    if (this.current !== undefined && this.current.size > segmentBytes) {
      await this.turn()
      void this.settle()
    }
    const segment = this.current ?? (await this.begin())
    const records: Uint8Array[] = segment.size === 0 ? [mark, segment.key] : []
    let end = segment.size === 0 ? mark.length + keyBytes : segment.size
    for (const promised of group) {
      const record = encode(promised, segment.key, end)
      records.push(record)
      end += record.length
    }
    await this.appendTo(segment, Buffer.concat(records))
    segment.size = end
    for (const promised of group) note(segment, promised)
  }

  private async appendTo(segment: OpenSegment, bytes: Buffer): Promise<void> {
    const { handle, size } = segment
    let isCutOff = false
    try {
      for (let written = 0; written < bytes.length; ) {
        const part = handle.write(bytes, written, bytes.length - written, size + written)
        // A full disk has taken a part: without it the next record can follow on the last.
        const { bytesWritten } = await part.catch(async (thrown: unknown) => {
          await handle.truncate(size)
          isCutOff = size > 0
          throw thrown
        })
        written += bytesWritten
      }
      if (size > 0) return await handle.datasync()
      await handle.sync()
      await syncFolder(this.options.folder)
    } catch (thrown) {
      // What stands behind its last whole record is unknown: nothing is appended to it any more.
      if (!isCutOff) await this.turn().catch(() => undefined)
      throw thrown
    }
  }

  private async begin(): Promise<OpenSegment> {
    const path = join(this.options.folder, String(this.next++).padStart(12, '0'))
    const handle = await open(path, 'wx', 0o600)
    this.current = { path, handle, key: randomBytes(keyBytes), size: 0, ids: new Set(), heads: new Set() }
    return this.current
  }

  /** The next record begins a new segment. */
  private async turn(): Promise<void> {
    const segment = this.current
    if (segment === undefined) return
    this.current = undefined
    this.full.push(segment)
    await segment.handle.close()
  }

  /** Lets full segments go, the oldest first, once all in them is durable in its own place. Never fails: the next time is soon. */
  settle(): Promise<void> {
    this.settling = this.settling.then(async () => {
      try {
        for (let segment = this.full[0]; segment !== undefined; segment = this.full[0]) {
          await this.options.settle(segment.ids, segment.heads)
          await rm(segment.path, { force: true })
          // An older one must not come back when a later one is gone: its heads are older.
          await syncFolder(this.options.folder)
          this.full.shift()
        }
      } catch (thrown) {
        const { code, reason, message } = toKubeError(thrown)
        const level = this.closing ? 'debug' : 'warn'
        this.options.log.log(level, 'the journal of the store stays', { code, reason: reason || message })
      }
    })
    return this.settling
  }

  /** Leaves nothing behind where the disk allows it. */
  async close(): Promise<void> {
    this.closing = true
    await this.writing
    await this.turn()
    await this.settle()
  }
}

function note(segment: Segment, { objects, heads }: Promised): void {
  for (const id of objects.keys()) segment.ids.add(id)
  for (const ref of heads.keys()) segment.heads.add(ref)
}

function encode({ objects, heads }: Promised, key: Uint8Array, at: number): Uint8Array {
  const content = JournalRecord.encode({
    objects: [...objects].map(([id, stream]) => ({ id: fromHex(id), stream })),
    heads: [...heads].map(([ref, value]) => ({ ref, value: fromHex(value) }))
  }).finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return concatBytes(length, macOf(key, at, content), content)
}

/** Bound to its place: what an object holds is never taken for a record. */
function macOf(key: Uint8Array, at: number, content: Uint8Array): Uint8Array {
  const place = Buffer.alloc(8)
  place.writeBigUInt64BE(BigInt(at))
  return sha256(concatBytes(key, place, content)).subarray(0, macBytes)
}

/** The whole records of a segment, up to the first that is none. */
function* recordsOf(segment: Buffer): Generator<Promised> {
  if (!segment.subarray(0, mark.length).equals(mark)) return
  const key = segment.subarray(mark.length, mark.length + keyBytes)
  for (let at = mark.length + keyBytes; at + recordStart <= segment.length; ) {
    const end = at + recordStart + segment.readUInt32BE(at)
    const content = segment.subarray(at + recordStart, end)
    const mac = segment.subarray(at + 4, at + recordStart)
    if (end > segment.length || !mac.equals(macOf(key, at, content))) return
    const { objects = [], heads = [] } = JournalRecord.decode(content)
    yield {
      objects: new Map(objects?.map(({ id, stream }) => [toHex(id!), stream!])),
      heads: new Map(heads?.map(({ ref, value }) => [ref!, toHex(value!)]))
    }
    at = end
  }
}
