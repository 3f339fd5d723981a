// Reading objects, wherever they stand: packs by index and positioned reads, loose objects directly.
// Nothing leaves here whole whose bytes do not have its id.
import { createHash } from 'node:crypto'
import { type GitType, gitHeader, gitId } from '../base/bytes.ts'
import { deltaDepthMax, readBytesMax, streamBytesMin } from '../base/limits.ts'
import { isDamage, isMissing, tooLarge } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import type { GitObject, ObjectHeader } from '../ports/objects.ts'
import { inflateStart, inflateStream, isZlibError } from '../storage/compress.ts'
import { hasErrno } from '../storage/disk.ts'
import { damaged, missing } from '../storage/faults.ts'
import { applyDelta, damagedPack, deltaSizes } from '../storage/pack-format.ts'
import { VerifiedIds } from '../storage/verified.ts'
import type { LooseObjects } from './loose.ts'
import type { PackFile } from './pack-file.ts'
import type { PackedCopy, PackSet } from './pack-set.ts'

export type IsHere = (id: ObjectId) => boolean | Promise<boolean>

const pieceBytes = 64 << 10
/** From here on it is faster to list what stands loose than to ask for each. */
const manyMin = 512
/** Verifications closer together are of one run. */
const verifyPauseMs = 50

export class Reader {
  readonly verified = new VerifiedIds()
  private readonly loose: LooseObjects
  private readonly packs: PackSet
  private lastVerifyMs = 0

  constructor(loose: LooseObjects, packs: PackSet) {
    this.loose = loose
    this.packs = packs
  }

  async has(id: ObjectId): Promise<boolean> {
    if (this.packs.has(id) || this.loose.has(id)) return true
    return (await this.packs.refresh()) && (this.packs.has(id) || this.loose.has(id))
  }

  /**
   * A `has` for so many ids that are new for the most part. For many of them what stands loose is looked up in one list
   * of this moment: what another program stores meanwhile is stored twice, which does no harm.
   */
  async presence(count: number): Promise<IsHere> {
    if (count < manyMin) return id => this.has(id)
    await this.packs.refresh()
    const loose = await this.loose.all()
    return id => this.packs.has(id) || loose.has(id)
  }

  async present(ids: readonly ObjectId[]): Promise<Set<ObjectId>> {
    const isHere = await this.presence(ids.length)
    const found = new Set<ObjectId>()
    for (const id of ids) if (await isHere(id)) found.add(id)
    return found
  }

  /** The first answer of a copy that is whole; a copy is tried in each pack, then loose, then in packs that came. */
  async fromCopies<T>(
    id: ObjectId,
    packed: (copy: PackedCopy) => Promise<T>,
    loose: () => Promise<T | undefined>
  ): Promise<T> {
    const tried = new Set<PackFile>()
    let damage: unknown
    let vanished: unknown
    let generation: number
    do {
      generation = this.packs.generation
      for (const copy of this.packs.copies(id)) {
        if (tried.has(copy.pack)) continue
        tried.add(copy.pack)
        try {
          return await copy.pack.use(() => packed(copy))
        } catch (thrown) {
          // A file that is gone was removed by git gc after its objects had got another place.
          if (!isDamage(thrown) && !hasErrno(thrown, 'ENOENT')) throw thrown
          if (isDamage(thrown)) damage ??= thrown
          else vanished ??= thrown
        }
      }
      try {
        const found = await loose()
        if (found !== undefined) return found
      } catch (thrown) {
        if (!isDamage(thrown) && !hasErrno(thrown, 'ENOENT')) throw thrown
        if (isDamage(thrown)) damage ??= thrown
        else vanished ??= thrown
      }
    } while ((await this.packs.refresh()) || generation !== this.packs.generation)
    damage ??= vanished
    throw damage === undefined ? missing(id) : damaged(id, damage)
  }

  async header(id: ObjectId): Promise<ObjectHeader> {
    return await this.fromCopies(
      id,
      async copy => await this.packedHeader(copy.pack, copy.pack.index.offsetAt(copy.position), 0),
      async () => this.loose.header(id)
    )
  }

  async read(id: ObjectId, bytesMax = readBytesMax): Promise<GitObject> {
    const checked = (object: GitObject): GitObject => {
      if (this.verified.has(id)) return object
      if (gitId(object.type, object.content) !== id) throw damaged(id)
      this.verified.add(id)
      return object
    }
    return await this.fromCopies(
      id,
      async copy => checked(await this.unpack(copy.pack, copy.pack.index.offsetAt(copy.position), id, bytesMax)),
      async () => {
        const object = await this.loose.read(id, bytesMax)
        return object && checked(object)
      }
    )
  }

  private async packedHeader(pack: PackFile, offset: number, depth: number): Promise<ObjectHeader> {
    const entry = await pack.placeAt(offset)
    const { kind, size, distance, base } = entry.place.header
    if (kind !== 'ofs-delta' && kind !== 'ref-delta') return { type: kind, size }
    if (depth >= deltaDepthMax) throw damagedPack(`deltas deeper than ${deltaDepthMax}`, 'deltaDepthMax')
    const below =
      base === undefined
        ? await this.packedHeader(pack, baseOffset(offset, distance), depth + 1)
        : await this.header(base)
    return { type: below.type, size: deltaSizes(inflateStart(entry.ahead)).result }
  }

  /** An object of a pack, its deltas applied; its hash is not checked here. */
  async unpack(pack: PackFile, start: number, id: ObjectId, bytesMax: number): Promise<GitObject> {
    const deltas: Buffer[] = []
    let offset = start
    for (;;) {
      const entry = await pack.placeAt(offset)
      const { kind, size, distance, base } = entry.place.header
      const limit = deltas.length === 0 ? bytesMax : readBytesMax
      if (size > limit) throw tooLarge(id, size, limit)
      const bytes = await pack.inflate(entry)
      if (kind !== 'ofs-delta' && kind !== 'ref-delta') return { type: kind, content: applyAll(bytes, deltas) }
      const result = deltaSizes(bytes).result
      if (result > limit) throw tooLarge(id, result, limit)
      deltas.push(bytes)
      if (deltas.length > deltaDepthMax) throw damagedPack(`deltas deeper than ${deltaDepthMax}`, 'deltaDepthMax')
      if (base === undefined) offset = baseOffset(offset, distance)
      else {
        const below = await this.read(base)
        return { type: below.type, content: applyAll(below.content, deltas) }
      }
    }
  }

  /** Content in pieces of at most 64 KiB, from `start` up to and not with `end`. */
  async *stream(id: ObjectId, start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    const { type, size } = await this.header(id)
    const stop = Math.min(end, size)
    if (size <= streamBytesMin || (await this.isDelta(id))) {
      const { content } = await this.read(id)
      for (let at = start; at < stop; at += pieceBytes) yield content.subarray(at, Math.min(at + pieceBytes, stop))
      return
    }
    const known = this.verified.has(id)
    const whole = start === 0 && stop === size
    // A part says nothing about the whole, so the whole is hashed once before any part is given.
    if (!known && !whole && !(await this.verify(id))) throw damaged(id)
    if (known || !whole) yield* part(await this.open(id), start, stop)
    else yield* this.hashed(id, type, size)
  }

  private async *hashed(id: ObjectId, type: GitType, size: number): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha1').update(gitHeader(type, size))
    let length = 0
    try {
      for await (const piece of await this.open(id)) {
        hash.update(piece)
        length += piece.length
        yield piece
      }
    } catch (thrown) {
      throw isZlibError(thrown) || isDamage(thrown) ? damaged(id, thrown) : thrown
    }
    if (length !== size || hash.digest('hex') !== id) throw damaged(id)
    this.verified.add(id)
  }

  /** Pieces of an object that is no delta, unchecked. */
  private async open(id: ObjectId): Promise<AsyncIterable<Uint8Array>> {
    return await this.fromCopies<AsyncIterable<Uint8Array>>(
      id,
      async ({ pack, position }) => {
        const { place } = await pack.place(position)
        return pack.useWhile(() => inflateStream(pack.pieces(place)))
      },
      async () => this.loose.stream(id)
    )
  }

  private async isDelta(id: ObjectId): Promise<boolean> {
    return await this.fromCopies(
      id,
      async ({ pack, position }) => (await pack.place(position)).place.header.kind.endsWith('-delta'),
      async () => (this.loose.has(id) ? false : undefined)
    )
  }

  /** Reads and hashes; false where it is damaged or not here. */
  async verify(id: ObjectId): Promise<boolean> {
    this.verified.delete(id)
    // What was read ahead before somebody asked says nothing of the disk now.
    const nowMs = performance.now()
    if (nowMs - this.lastVerifyMs > verifyPauseMs) for (const pack of this.packs.all()) pack.forget()
    this.lastVerifyMs = nowMs
    try {
      const { type, size } = await this.header(id)
      if (size <= streamBytesMin || (await this.isDelta(id))) await this.read(id)
      else for await (const _ of this.hashed(id, type, size));
      return true
    } catch (thrown) {
      if (isDamage(thrown) || isMissing(thrown)) return false
      throw thrown
    }
  }
}

async function* part(pieces: AsyncIterable<Uint8Array>, start: number, stop: number): AsyncGenerator<Uint8Array> {
  let at = 0
  if (start >= stop) return
  for await (const piece of pieces) {
    const from = Math.max(start - at, 0)
    const to = Math.min(stop - at, piece.length)
    if (from < to) yield piece.subarray(from, to)
    at += piece.length
    if (at >= stop) return
  }
}

function baseOffset(offset: number, distance: number | undefined): number {
  const base = offset - (distance ?? 0)
  if (base >= offset || base < 0) throw damagedPack('a delta of no base')
  return base
}

function applyAll(base: Uint8Array, deltas: readonly Buffer[]): Uint8Array {
  return deltas.reduceRight<Uint8Array>((content, delta) => applyDelta(content, delta), base)
}
