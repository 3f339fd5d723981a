// Finds texts of a list by value: open addressing, four bytes a place and four for the hash of each text. A `Map` of a
// million refs takes five times the memory, and copies itself whole whenever it grows.
import type { TextSpans } from './text-spans.ts'

const none = -1

export class TextIndex {
  readonly #texts: readonly string[]
  readonly #seed: number
  #places = new Int32Array(64).fill(none)
  /** By number of the text. */
  #hashes = new Int32Array(32)
  #size = 0

  /**
   * @param texts the list; what is appended to it is to be added here
   * @param seed any number that those who choose the texts do not know: they could make all of them collide
   */
  constructor(texts: readonly string[], seed: number) {
    this.#texts = texts
    this.#seed = seed | 0
  }

  find(text: string): number | undefined {
    const hash = hashOf(text, this.#seed)
    const mask = this.#places.length - 1
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = this.#places[place]!
      if (number === none) return undefined
      if (this.#hashes[number] === hash && this.#texts[number] === text) return number
    }
  }

  /** The same of a text that stands among others, without making a string of it. */
  findIn(texts: TextSpans, place: number): number | undefined {
    if (!texts.isAscii(place)) return this.find(texts.at(place))
    const { bytes } = texts
    const [start, end] = [texts.start(place), texts.end(place)]
    const hash = hashOfAscii(bytes, start, end, this.#seed)
    const mask = this.#places.length - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = this.#places[at]!
      if (number === none) return undefined
      if (this.#hashes[number] === hash && isThis(this.#texts[number]!, bytes, start, end)) return number
    }
  }

  /** The last text of the list, which is not among those before. */
  addLast(): void {
    const number = this.#size++
    if (number === this.#hashes.length) this.#grow()
    this.#hashes[number] = hashOf(this.#texts[number]!, this.#seed)
    this.#place(number)
  }

  #place(number: number): void {
    const mask = this.#places.length - 1
    let place = this.#hashes[number]! & mask
    while (this.#places[place] !== none) place = (place + 1) & mask
    this.#places[place] = number
  }

  #grow(): void {
    const hashes = new Int32Array(2 * this.#hashes.length)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    this.#places = new Int32Array(2 * this.#places.length).fill(none)
    for (let number = 0; number < this.#size - 1; number++) this.#place(number)
  }
}

/** Multiplied and folded at each character (as MurmurHash2 does), so that where texts collide depends on the seed. */
function hashOf(text: string, seed: number): number {
  let hash = seed ^ text.length
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x5bd1e995)
    hash ^= hash >>> 15
  }
  return hash
}

/** The same of the text that these bytes are. */
function hashOfAscii(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed ^ (end - start)
  for (let at = start; at < end; at++) {
    hash = Math.imul(hash ^ bytes[at]!, 0x5bd1e995)
    hash ^= hash >>> 15
  }
  return hash
}

/** Whether a text is the one that these bytes are. */
function isThis(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false
  for (let at = start; at < end; at++) if (bytes[at] !== text.charCodeAt(at - start)) return false
  return true
}
