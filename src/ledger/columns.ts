// Columns of numbers and bytes that grow by doubling: a million entries as objects would fill the memory.
import { fromUtf8, utf8 } from '../base/bytes.ts'

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
    if (this.#length === this.#data.length) {
      const grown = new Int32Array(2 * this.#data.length)
      grown.set(this.#data)
      this.#data = grown
    }
    this.#data[this.#length++] = value
  }

  at(index: number): number {
    return this.#data[index]!
  }

  last(): number {
    return this.#data[this.#length - 1]!
  }

  set(index: number, value: number): void {
    this.#data[index] = value
  }
}

/** Numbers of up to 53 bits. */
export class NumberColumn {
  #data = new Float64Array(16)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const grown = new Float64Array(2 * this.#data.length)
      grown.set(this.#data)
      this.#data = grown
    }
    this.#data[this.#length++] = value
  }

  at(index: number): number {
    return this.#data[index]!
  }
}

/** Rows of bytes of one width. */
export class BytesColumn {
  readonly #width: number
  #data: Buffer
  #length = 0

  constructor(width: number) {
    this.#width = width
    this.#data = Buffer.alloc(16 * width)
  }

  get length(): number {
    return this.#length
  }

  pushHex(hex: string | undefined): void {
    const start = this.#grow()
    if (hex !== undefined) this.#data.write(hex, start, 'hex')
  }

  push(bytes: Uint8Array): void {
    // Growing replaces the data, so it comes first.
    const start = this.#grow()
    this.#data.set(bytes, start)
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
    return this.#data.readInt32LE(index * this.#width)
  }

  isZero(index: number): boolean {
    const end = (index + 1) * this.#width
    for (let at = index * this.#width; at < end; at++) if (this.#data[at] !== 0) return false
    return true
  }

  compare(a: number, b: number): number {
    const width = this.#width
    return this.#data.compare(this.#data, b * width, (b + 1) * width, a * width, (a + 1) * width)
  }

  #grow(): number {
    const start = this.#length++ * this.#width
    if (start + this.#width > this.#data.length) {
      const grown = Buffer.alloc(2 * this.#data.length)
      grown.set(this.#data)
      this.#data = grown
    }
    return start
  }
}

/** Texts as UTF-8, one after another. */
export class TextColumn {
  #data = new Uint8Array(256)
  readonly #ends = new NumberColumn()
  #length = 0
  #end = 0

  push(text: string): void {
    const bytes = utf8.encode(text)
    while (this.#end + bytes.length > this.#data.length) {
      const grown = new Uint8Array(2 * this.#data.length)
      grown.set(this.#data)
      this.#data = grown
    }
    this.#data.set(bytes, this.#end)
    this.#end += bytes.length
    this.#ends.push(this.#end)
    this.#length++
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
    for (let place = head.readInt32LE(0) & mask; ; place = (place + 1) & mask) {
      const row = this.#places[place]!
      if (row === -1 || this.#ids.hex(row) === id) return row
    }
  }

  add(row: number): void {
    if (2 * ++this.#size > this.#places.length) this.#rehash()
    this.#place(row)
  }

  #place(row: number): void {
    const mask = this.#places.length - 1
    let place = this.#ids.head(row) & mask
    while (this.#places[place] !== -1) place = (place + 1) & mask
    this.#places[place] = row
  }

  #rehash(): void {
    const rows = this.#places.filter(row => row !== -1)
    this.#places = new Int32Array(2 * this.#places.length).fill(-1)
    for (const row of rows) this.#place(row)
  }
}
