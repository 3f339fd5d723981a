// Columns of numbers and bytes that grow by doubling: a million entries as objects would fill the memory.
import { fromUtf8, utf8 } from '../base/bytes.ts'

/** With room for those that come after many: the first of them must not have all copied. */
const withLater = (count: number): number => count + (count >> 3)

/** Signed 32-bit numbers. */
export class Int32Column {
  #data: Int32Array
  #length = 0

  constructor(capacity = 4) {
    this.#data = new Int32Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#data.length) this.#grow(2 * this.#length)
    this.#data[this.#length++] = value
  }

  /** Pushes many at once. */
  pushAll(values: Int32Array | Uint32Array | Float64Array): void {
    const end = this.#length + values.length
    if (end > this.#data.length) this.#grow(Math.max(end, 2 * this.#length))
    this.#data.set(values, this.#length)
    this.#length = end
  }

  /** Leaves the first so many. */
  cut(length: number): void {
    this.#length = length
  }

  /** So many more will come. */
  reserve(count: number): void {
    if (this.#length + count > this.#data.length) this.#grow(this.#length + withLater(count))
  }

  #grow(capacity: number): void {
    const grown = new Int32Array(capacity)
    grown.set(this.#data)
    this.#data = grown
  }

  at(index: number): number {
    return this.#data[index]!
  }

  last(): number {
    return this.#data[this.#length - 1]!
  }

  copy(): Int32Array {
    return this.#data.slice(0, this.#length)
  }

  set(index: number, value: number): void {
    this.#data[index] = value
  }
}

/** Numbers of up to 53 bits. By itself, as one class for both kinds of arrays reads a third slower. */
export class NumberColumn {
  #data = new Float64Array(16)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#data.length) this.#grow(2 * this.#length)
    this.#data[this.#length++] = value
  }

  /** Pushes many at once. */
  pushAll(values: Int32Array | Uint32Array | Float64Array): void {
    const end = this.#length + values.length
    if (end > this.#data.length) this.#grow(Math.max(end, 2 * this.#length))
    this.#data.set(values, this.#length)
    this.#length = end
  }

  /** Leaves the first so many. */
  cut(length: number): void {
    this.#length = length
  }

  /** So many more will come. */
  reserve(count: number): void {
    if (this.#length + count > this.#data.length) this.#grow(this.#length + withLater(count))
  }

  #grow(capacity: number): void {
    const grown = new Float64Array(capacity)
    grown.set(this.#data)
    this.#data = grown
  }

  at(index: number): number {
    return this.#data[index]!
  }
}

/** Rows of bytes of one width, which four divides. */
export class BytesColumn {
  readonly #width: number
  #data: Buffer
  /** The same memory: rows are copied and compared by words of four bytes, which is faster than any call for so few. */
  #words: Int32Array
  #length = 0

  constructor(width: number) {
    this.#width = width
    this.#data = Buffer.alloc(0)
    this.#words = new Int32Array()
    this.#allocate(16 * width)
  }

  get length(): number {
    return this.#length
  }

  pushHex(hex: string | undefined): void {
    const start = this.#next()
    if (hex !== undefined) this.#data.write(hex, start, 'hex')
  }

  push(bytes: Uint8Array): void {
    // Growing replaces the data, so it comes first.
    const start = this.#next()
    this.#data.set(bytes, start)
  }

  /** Pushes the rows that stand from one place up to, not with, another among rows of the same width. */
  pushRows(rows: Int32Array, from: number, end: number): void {
    const words = this.#width >> 2
    const bytes = (this.#length + end - from) * this.#width
    if (bytes > this.#data.length) this.#allocate(Math.max(bytes, 2 * this.#data.length))
    this.#words.set(rows.subarray(from * words, end * words), this.#length * words)
    this.#length += end - from
  }

  /** Leaves the first so many; what comes in their place begins as nothing. */
  cut(length: number): void {
    this.#data.fill(0, length * this.#width, this.#length * this.#width)
    this.#length = length
  }

  /** So many more will come. */
  reserve(count: number): void {
    if ((this.#length + count) * this.#width <= this.#data.length) return
    this.#allocate((this.#length + withLater(count)) * this.#width)
  }

  /** Whether a row is the one that stands at this place among rows of the same width. */
  isSame(index: number, rows: Int32Array, place: number): boolean {
    const words = this.#width >> 2
    const [a, b] = [index * words, place * words]
    for (let at = 0; at < words; at++) if (this.#words[a + at] !== rows[b + at]) return false
    return true
  }

  /** Whether two rows are the same. */
  areSame(a: number, b: number): boolean {
    return this.isSame(a, this.#words, b)
  }

  /** See `hashOf`. */
  hash(index: number, seed: number): number {
    const words = this.#width >> 2
    return hashOf(this.#words, index * words, (index + 1) * words, seed)
  }

  /** A view, not a copy; valid until the next push. */
  row(index: number): Uint8Array {
    return this.#data.subarray(index * this.#width, (index + 1) * this.#width)
  }

  hex(index: number): string {
    return this.#data.toString('hex', index * this.#width, (index + 1) * this.#width)
  }

  /** The first four bytes as a number. */
  head(index: number): number {
    return this.#words[(index * this.#width) >> 2]!
  }

  isZero(index: number): boolean {
    const words = this.#width >> 2
    for (let at = index * words; at < (index + 1) * words; at++) if (this.#words[at] !== 0) return false
    return true
  }

  compare(a: number, b: number): number {
    const width = this.#width
    return this.#data.compare(this.#data, b * width, (b + 1) * width, a * width, (a + 1) * width)
  }

  /** Where the next row goes. */
  #next(): number {
    const start = this.#length++ * this.#width
    if (start + this.#width > this.#data.length) this.#allocate(2 * this.#data.length)
    return start
  }

  #allocate(bytes: number): void {
    const grown = new ArrayBuffer(bytes)
    this.#words = new Int32Array(grown)
    const data = Buffer.from(grown)
    data.set(this.#data)
    this.#data = data
  }
}

/** Of the words from `start` up to, not with, `end`: as MurmurHash2 mixes them with a number that their writers do not know. */
export function hashOf(words: Int32Array, start: number, end: number, seed: number): number {
  let hash = seed
  for (let at = start; at < end; at++) {
    hash = Math.imul(hash ^ words[at]!, 0x5bd1e995)
    hash ^= hash >>> 15
  }
  return hash
}

/** Bytes as words of four, as `BytesColumn` takes them. */
export function wordsOf(bytes: Uint8Array): Int32Array {
  const words = new Int32Array(bytes.length >> 2)
  new Uint8Array(words.buffer).set(bytes)
  return words
}

/** Texts as UTF-8, one after another. */
export class TextColumn {
  #data = new Uint8Array(256)
  readonly #ends = new NumberColumn()
  #length = 0
  #end = 0

  push(text: string): void {
    const bytes = utf8.encode(text)
    this.pushFrom(bytes, 0, bytes.length)
  }

  /** Pushes the text that stands from `start` to `end` in these bytes. */
  pushFrom(bytes: Uint8Array, start: number, end: number): void {
    while (this.#end + end - start > this.#data.length) {
      const grown = new Uint8Array(2 * this.#data.length)
      grown.set(this.#data)
      this.#data = grown
    }
    const data = this.#data
    let to = this.#end
    // Faster than `set` with a view, for a line.
    for (let at = start; at < end; at++) data[to++] = bytes[at]!
    this.#end = to
    this.#ends.push(this.#end)
    this.#length++
  }

  /** Whether a text is the one that stands from `start` to `end` in these bytes. */
  isSame(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = index === 0 ? 0 : this.#ends.at(index - 1)
    if (this.#ends.at(index) - own !== end - start) return false
    for (let at = start; at < end; at++) if (this.#data[own + at - start] !== bytes[at]) return false
    return true
  }

  at(index: number): string {
    return fromUtf8(this.#data.subarray(index === 0 ? 0 : this.#ends.at(index - 1), this.#ends.at(index)))
  }
}

/** Finds rows of a column of ids by value: open addressing, four bytes a place, at most half full. */
export class IdIndex {
  readonly #ids: BytesColumn
  #places = new Int32Array(64).fill(-1)
  #size = 0

  constructor(ids: BytesColumn) {
    this.#ids = ids
  }

  /** The row with this id, -1 when there is none. */
  find(id: string): number {
    const mask = this.#places.length - 1
    const head = Buffer.from(id.slice(0, 8), 'hex')
    if (head.length < 4) return -1
    for (let place = wordsOf(head)[0]! & mask; ; place = (place + 1) & mask) {
      const row = this.#places[place]!
      if (row === -1 || this.#ids.hex(row) === id) return row
    }
  }

  /**
   * Brings near where ids from `start` up to, not with, `end` are looked for: a look-up by itself waits for the memory, many
   * at once wait together. Gives how many places were free, so that nobody leaves the look out.
   */
  warm(ids: Int32Array, start: number, end: number): number {
    const mask = this.#places.length - 1
    let free = 0
    for (let place = start; place < end; place++) if (this.#places[ids[5 * place]! & mask] === -1) free++
    return free
  }

  /** The row with the id that stands at this place among ids, -1 when there is none. */
  findIn(ids: Int32Array, place: number): number {
    const mask = this.#places.length - 1
    for (let at = ids[5 * place]! & mask; ; at = (at + 1) & mask) {
      const row = this.#places[at]!
      if (row === -1 || this.#ids.isSame(row, ids, place)) return row
    }
  }

  /** So many more will come. */
  reserve(count: number): void {
    let length = this.#places.length
    while (length < 2 * (this.#size + count)) length *= 2
    if (length > this.#places.length) this.#rehash(length)
  }

  add(row: number): void {
    if (2 * ++this.#size > this.#places.length) this.#rehash(2 * this.#places.length)
    this.#place(row)
  }

  #place(row: number): void {
    const mask = this.#places.length - 1
    let place = this.#ids.head(row) & mask
    while (this.#places[place] !== -1) place = (place + 1) & mask
    this.#places[place] = row
  }

  #rehash(length: number): void {
    const before = this.#places
    this.#places = new Int32Array(length).fill(-1)
    for (let at = 0; at < before.length; at++) if (before[at] !== -1) this.#place(before[at]!)
  }
}
