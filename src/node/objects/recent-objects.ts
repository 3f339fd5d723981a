// Commits and trees that were written or read lately, in memory: one change after another stands on the same few, and several
// look at what each brings.
import { tooLarge } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'

/** Larger ones are read again by whoever needs them. */
const objectBytesMax = 64 << 10
/** Of content together. */
const keptBytesMax = 4 << 20

class Kept {
  readonly #objects = new Map<ObjectId, GitObject>()
  #bytes = 0

  /** The one that was asked for last goes last. */
  get(id: ObjectId): GitObject | undefined {
    const object = this.#objects.get(id)
    if (object === undefined) return undefined
    this.#objects.delete(id)
    this.#objects.set(id, object)
    return object
  }

  add(id: ObjectId, { type, content }: GitObject): void {
    if (type === 'blob' || content.length > objectBytesMax) return
    this.delete(id)
    // What came in a larger message does not keep all of that.
    const own = content.buffer.byteLength > 2 * content.length ? Uint8Array.from(content) : content
    this.#objects.set(id, { type, content: own })
    this.#bytes += content.length
    for (const oldest of this.#objects.keys()) {
      if (this.#bytes <= keptBytesMax) break
      this.delete(oldest)
    }
  }

  delete(id: ObjectId): void {
    this.#bytes -= this.#objects.get(id)?.content.length ?? 0
    this.#objects.delete(id)
  }
}

/** The same store; such objects are read from it once. What is verified is read from the disk. */
export function recentFirst(objects: Objects): Objects {
  const kept = new Kept()
  const own: Pick<Objects, 'read' | 'write' | 'verify' | 'quarantine' | 'free'> = {
    async read(id, options = {}) {
      const known = kept.get(id)
      const { bytesMax = Number.POSITIVE_INFINITY } = options
      if (known !== undefined && known.content.length > bytesMax) throw tooLarge(id, known.content.length, bytesMax)
      if (known !== undefined) return known
      const object = await objects.read(id, options)
      kept.add(id, object)
      return object
    },
    async write(items, heads) {
      const stored = await objects.write(items, heads)
      for (const [at, item] of items.entries()) if ('content' in item) kept.add(stored[at]!.id, item)
      return stored
    },
    verify(id) {
      kept.delete(id)
      return objects.verify(id)
    },
    quarantine(id) {
      kept.delete(id)
      return objects.quarantine(id)
    },
    async free(ids, options) {
      try {
        return await objects.free(ids, options)
      } finally {
        for (const id of ids) kept.delete(id)
      }
    }
  }
  return new Proxy(objects, {
    get(target, name) {
      const member: unknown = Reflect.get(Object.hasOwn(own, name) ? own : target, name)
      return typeof member === 'function' ? member.bind(target) : member
    }
  })
}
