// Reading protobuf by hand, where generated code would make an object for each of a million entries.
import { demand, invalid } from './failure.ts'

/** Reads fields (protobuf encoding), never beyond the end. */
export class Cursor {
  readonly #bytes: Uint8Array
  at: number

  readonly #end: number

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.at = start
    this.#end = end
  }

  get isDone(): boolean {
    return this.at >= this.#end
  }

  number(): number {
    let value = 0
    for (let scale = 1; this.at < this.#end && scale < 2 ** 70; scale *= 128) {
      const byte = this.#bytes[this.at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw invalid('a part of a checkpoint is not the message that it should be')
  }

  /** Goes past a field of this wire type. Gives where its content begins. */
  skip(wire: number): number {
    const length = wire === 2 ? this.number() : 0
    const start = this.at
    if (wire === 0) this.number()
    else if (wire === 1) this.at += 8
    else if (wire === 5) this.at += 4
    else demand(wire === 2, 'a part of a checkpoint is not the message that it should be')
    this.at += length
    demand(this.at <= this.#end, 'a part of a checkpoint ends too early')
    return start
  }
}
