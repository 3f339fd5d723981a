// The wire format of SSH (RFC 4251, 5): strings behind their length, big numbers with a sign bit. Pure.
import { concatBytes, fromUtf8, utf8 } from './bytes.ts'

export function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** `string` of RFC 4251. */
export function field(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? utf8.encode(value) : value
  return concatBytes(uint32(bytes.length), bytes)
}

/** Reads one field after the other; throws RangeError where there are not enough bytes. */
export class FieldReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  bytes(size: number): Uint8Array {
    if (size > this.left) throw new RangeError('it is cut short')
    this.#at += size
    return this.#bytes.subarray(this.#at - size, this.#at)
  }

  uint32(): number {
    const four = this.bytes(4)
    return ((four[0]! << 24) | (four[1]! << 16) | (four[2]! << 8) | four[3]!) >>> 0
  }

  field(): Uint8Array {
    return this.bytes(this.uint32())
  }

  /** @throws TypeError for what is not UTF-8 */
  text(): string {
    return fromUtf8(this.field())
  }

  /** A positive `mpint` without its leading zero byte; in its one spelling. */
  positive(): Uint8Array {
    const bytes = this.field()
    const [first = 0x80, second = 0] = bytes
    if (first >= 0x80 || (first === 0 && (bytes.length === 1 || second < 0x80))) throw new RangeError('not a number')
    return first === 0 ? bytes.subarray(1) : bytes
  }
}
