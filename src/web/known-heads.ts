// Heads of requests by their bytes. A map by text would make a string of each head and hash all of it: with a token,
// which is most of its head, that costs more than all else that is done to answer it again. Here a few of its bytes say
// where to look, and one comparison of all of them whether it is there.

/** Heads of one mark; what differs in none of the bytes that are looked at shares a mark. The oldest goes first. */
const alikeMax = 8
/** Looked at one by one: the request line, and the host. */
const startBytes = 128
/** Of what comes behind, this many at equal distances. */
const samplesMax = 32

interface Known<Value> {
  readonly head: Buffer
  readonly value: Value
}

export class KnownHeads<Value> {
  readonly #byMark = new Map<number, Known<Value>[]>()

  get(head: Buffer): Value | undefined {
    const alike = this.#byMark.get(markOf(head))
    if (alike === undefined) return undefined
    for (const known of alike) if (known.head.equals(head)) return known.value
    return undefined
  }

  /** Keeps a head that is not known; gives what had to go for it. */
  add(head: Buffer, value: Value): Value | undefined {
    const mark = markOf(head)
    const alike = this.#byMark.get(mark) ?? []
    this.#byMark.set(mark, alike)
    // A copy: what comes from a connection may be a part of something larger.
    const own = Buffer.allocUnsafeSlow(head.length)
    own.set(head)
    alike.push({ head: own, value })
    return alike.length > alikeMax ? alike.shift()?.value : undefined
  }

  *values(): Generator<Value> {
    for (const alike of this.#byMark.values()) for (const { value } of alike) yield value
  }
}

/** FNV-1a of the length and some of the bytes. */
function markOf(head: Buffer): number {
  const { length } = head
  const start = Math.min(length, startBytes)
  let mark = length
  for (let at = 0; at < start; at++) mark = Math.imul(mark ^ head[at]!, 0x01000193)
  const step = 1 + Math.floor((length - start) / samplesMax)
  for (let at = start; at < length; at += step) mark = Math.imul(mark ^ head[at]!, 0x01000193)
  return mark
}
