// Bodies in memory: blobs and their compressed forms by object id, which never need invalidating. Bounded in bytes;
// what was not asked for longest goes first.
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { KubeError } from '../base/errors.ts'
import { bodyCacheBytesMax, encodeBytesMax, encodeBytesMin, encodingsMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Coding } from './negotiation.ts'

export interface Bodies {
  /** A blob that is in memory. */
  cached(key: string): Uint8Array | undefined
  /** A blob of at most `bodyBytesMax`. @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED */
  blob(id: ObjectId): Promise<Uint8Array>
  /** The compressed form of a blob; undefined where it is not worth it. Its key in `cached` is `encodedKey`. */
  encoded(id: ObjectId, size: number, coding: Coding): Promise<Uint8Array | undefined>
}

export function encodedKey(id: ObjectId, coding: Coding): string {
  return `${id}.${coding}`
}

/** Larger results would push out everything else. */
const keptBytesMax = bodyCacheBytesMax / 8

// The same bytes on every KUBE of one version: levels are fixed. Brotli 5 is where its gain per millisecond bends.
const encoders: Readonly<Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: bytes => promisify(zlib.brotliCompress)(bytes, brotliOptions(bytes.length)),
  zstd: bytes => promisify(zlib.zstdCompress)(bytes, { params: { [zlib.constants.ZSTD_c_compressionLevel]: 9 } }),
  gzip: bytes => promisify(zlib.gzip)(bytes, { level: 6 })
}

function brotliOptions(size: number): zlib.BrotliOptions {
  return { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: size } }
}

export function createBodies(objects: Pick<Objects, 'read'>): Bodies {
  const cache = byteCache(bodyCacheBytesMax)
  const running = new Map<string, Promise<Uint8Array | undefined>>()
  const useless = new Set<string>()
  const turn = turns(encodingsMax)

  /** One load for all who ask at once. */
  const once = (key: string, load: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> => {
    const known = running.get(key)
    if (known) return known
    const loading = load().finally(() => running.delete(key))
    running.set(key, loading)
    return loading
  }
  const read = async (id: ObjectId): Promise<Uint8Array> => {
    const { type, content } = await objects.read(id, { bytesMax: encodeBytesMax })
    if (type !== 'blob') throw new KubeError('KUBE_OBJECT_DAMAGED', `${id} is no blob`)
    return content
  }
  const encode = async (id: ObjectId, coding: Coding): Promise<Uint8Array | undefined> => {
    const content = cache.get(id) ?? (await read(id))
    const bytes = await turn(() => encoders[coding](content))
    if (bytes.length < content.length * 0.95 && bytes.length <= keptBytesMax) {
      cache.set(encodedKey(id, coding), bytes)
      return bytes
    }
    if (useless.size >= 10_000) useless.clear()
    useless.add(encodedKey(id, coding))
    return undefined
  }
  return {
    cached: key => cache.get(key),
    async blob(id) {
      const found = cache.get(id) ?? (await once(id, () => read(id)))
      if (!cache.get(id)) cache.set(id, found!)
      return found!
    },
    async encoded(id, size, coding) {
      const key = encodedKey(id, coding)
      if (size < encodeBytesMin || size > encodeBytesMax || useless.has(key)) return undefined
      return cache.get(key) ?? once(key, () => encode(id, coding))
    }
  }
}

interface ByteCache {
  get(key: string): Uint8Array | undefined
  set(key: string, bytes: Uint8Array): void
}

function byteCache(bytesMax: number): ByteCache {
  const kept = new Map<string, Uint8Array>()
  let total = 0
  return {
    get(key) {
      const bytes = kept.get(key)
      if (bytes === undefined) return undefined
      kept.delete(key)
      kept.set(key, bytes)
      return bytes
    },
    set(key, bytes) {
      if (kept.has(key)) return
      kept.set(key, bytes)
      total += bytes.length
      for (const [oldest, old] of kept) {
        if (total <= bytesMax) break
        kept.delete(oldest)
        total -= old.length
      }
    }
  }
}

/** Runs at most `max` at once, the rest in order. */
function turns(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async work => {
    if (running >= max) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
