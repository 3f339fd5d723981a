// A store as it will be once what is in hand has been written to it; and what many look at while it is taken in is read once.
import { tooLarge } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'

/** Larger objects are read again by whoever needs them. */
const rememberedMax = 64 << 10
/** Bytes in hand above which nothing more is kept. */
const inHandMax = 64 << 20
/** Reads under way at a time: enough to keep the disk busy. */
const atOnce = 32

/** What is at hand, or will be. */
export type Soon<T> = T | Promise<T>

/** Goes on at once with what is at hand. */
export function andThen<T, R>(value: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** A store some of whose objects need not be waited for. */
export interface PendingFirst extends Objects {
  readonly inHand: ReadonlyMap<ObjectId, GitObject>
}

/** An object that need not be waited for. */
export function inHandOf(objects: Objects, id: ObjectId): GitObject | undefined {
  return (objects as Partial<PendingFirst>).inHand?.get(id)
}

/** The same store; `read` finds the objects in hand first, and adds small ones to them. */
export function pendingFirst(objects: Objects, inHand: Map<ObjectId, GitObject>): PendingFirst {
  let room = inHandMax
  const read: Objects['read'] = async (id, options = {}) => {
    const found = inHand.get(id)
    if (found === undefined) {
      const fresh = await objects.read(id, options)
      room -= fresh.content.length
      if (fresh.content.length <= rememberedMax && room >= 0) inHand.set(id, fresh)
      return fresh
    }
    const { bytesMax = Number.POSITIVE_INFINITY } = options
    if (found.content.length > bytesMax) throw tooLarge(id, found.content.length, bytesMax)
    return found
  }
  return withOwn(objects, { read, inHand })
}

/** The same store; takes note of what is read, but for what is in hand. */
export function noting(objects: Objects, noted: Set<ObjectId>): Objects {
  const read: Objects['read'] = (id, options) => {
    noted.add(id)
    return objects.read(id, options)
  }
  return withOwn(objects, { read })
}

/** The same store, with these members in the place of its own. */
function withOwn<T extends object>(objects: Objects, own: T): Objects & T {
  const changed = new Proxy(objects, {
    get(target, name) {
      if (name in own) return own[name as keyof T]
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    }
  })
  return changed as Objects & T
}

/**
 * What a task gives for each of many, in their order: what it gives at once is taken at once, of the rest several are under
 * way at a time. @throws what the first that fails throws
 */
export async function eachOf<T, R>(items: readonly T[], task: (item: T) => Soon<R>): Promise<R[]> {
  const results: R[] = []
  let waiting: Promise<void>[] = []
  for (const [at, item] of items.entries()) {
    let result: Soon<R>
    try {
      result = task(item)
    } catch (thrown) {
      // Nobody would hear of it if one of these failed later.
      await Promise.allSettled(waiting)
      throw thrown
    }
    if (!(result instanceof Promise)) {
      results[at] = result
      continue
    }
    waiting.push(
      result.then(value => {
        results[at] = value
      })
    )
    if (waiting.length < atOnce) continue
    await Promise.all(waiting)
    waiting = []
  }
  await Promise.all(waiting)
  return results
}
