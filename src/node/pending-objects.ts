// A store as it will be once what is in hand has been written to it; and what many look at while it is taken in is read once.
import { tooLarge } from '../base/object-faults.ts'
import type { ObjectId } from '../base/types.ts'
import type { GitObject, Objects } from '../ports/objects.ts'

/** Larger objects are read again by whoever needs them. */
const rememberedMax = 64 << 10
/** Bytes in hand above which nothing more is kept. */
const inHandMax = 64 << 20
/** Reads under way at a time: enough to keep the disk busy. */
const atOnce = 32

/** The same store; `read` finds the objects in hand first, and adds small ones to them. */
export function pendingFirst(objects: Objects, inHand: Map<ObjectId, GitObject>): Objects {
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
  return new Proxy(objects, {
    get(target, name) {
      if (name === 'read') return read
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    }
  })
}

/** What a task gives for each of many, in their order, several at a time. @throws what the first that fails throws */
export async function eachOf<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(task))))
  }
  return results
}
