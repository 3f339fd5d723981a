// Reads protobuf bytes that are in their one form (fields in order, defaults left out, numbers as short as they can be),
// and says when they are not. Whoever calls goes on to the messages of `proto/` then, which say what is wrong.

/** Bytes of a number that is exact here. */
const numberBytesMax = 8

export class WireCursor {
  readonly #bytes: Buffer
  #at = 0
  #end: number
  #holds = true

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#end = bytes.byteLength
  }

  /** Whether all of it was read and was in its one form, as far as it was looked at. */
  get done(): boolean {
    return this.#holds && this.#at === this.#end
  }

  /** Goes past the tag of a field, if that field comes next. */
  field(tag: number): boolean {
    if (this.#at >= this.#end || this.#bytes[this.#at] !== tag || !this.#holds) return false
    this.#at++
    return true
  }

  /** Another number than 0, which is left out; 0 when it is not in its one form. */
  number(max = Number.MAX_SAFE_INTEGER): number {
    let value = 0
    for (let scale = 1, left = numberBytesMax; left > 0 && this.#at < this.#end; left--, scale *= 128) {
      const byte = this.#bytes[this.#at++]!
      value += (byte & 0x7f) * scale
      if (byte >= 0x80) continue
      if (byte !== 0 && value <= max) return value
      break
    }
    this.#holds = false
    return 0
  }

  /** A text of ASCII: what has other characters is not told here from what is no text. */
  ascii(): string {
    const start = this.#length()
    for (let at = start; at < this.#at; at++) {
      if (this.#bytes[at]! < 0x80) continue
      this.#holds = false
      return ''
    }
    return this.#bytes.toString('latin1', start, this.#at)
  }

  /** A copy. */
  bytes(): Uint8Array {
    const start = this.#length()
    return new Uint8Array(this.#bytes.subarray(start, this.#at))
  }

  /** An object id, which is not all zeros; anything when it is none. */
  id(): string {
    const start = this.#length()
    const id = this.#bytes.toString('hex', start, this.#at)
    if (id.length !== noId.length || id === noId) this.#holds = false
    return id
  }

  /** What must be there is not. */
  lack(): string {
    this.#holds = false
    return ''
  }

  /** Into a message within; its end is what `leave` goes back from. */
  enter(): number {
    const start = this.#length()
    const outer = this.#end
    this.#end = this.#at
    this.#at = start
    return outer
  }

  leave(outer: number): void {
    if (this.#at !== this.#end) this.#holds = false
    this.#end = outer
  }

  /** Goes past something behind its length, which is not empty; where it begins. */
  #length(): number {
    const length = this.number()
    const start = this.#at
    if (length > this.#end - start) this.#holds = false
    else this.#at = start + length
    return start
  }
}

const noId = '0'.repeat(40)
