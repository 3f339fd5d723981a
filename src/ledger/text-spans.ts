import { fromUtf8 } from '../base/bytes.ts'
import { invalid } from './failure.ts'

/** Texts that stay UTF-8 until somebody asks: each message stands there once, and most are only ever copied. */
export class TextSpans {
  readonly bytes: Uint8Array
  readonly #buffer: Buffer
  /** Where each begins and ends. */
  readonly #places: readonly number[]

  /** @throws KUBE_LEDGER_INVALID when one is no UTF-8 */
  constructor(bytes: Uint8Array, places: readonly number[]) {
    this.bytes = bytes
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#places = places
    for (let at = 0; at < this.length; at++) if (!this.isAscii(at)) this.#decode(at)
  }

  get length(): number {
    return this.#places.length / 2
  }

  start(place: number): number {
    return this.#places[2 * place]!
  }

  end(place: number): number {
    return this.#places[2 * place + 1]!
  }

  at(place: number): string {
    if (!this.isAscii(place)) return this.#decode(place)
    return this.#buffer.toString('latin1', this.start(place), this.end(place))
  }

  #decode(place: number): string {
    try {
      return fromUtf8(this.bytes.subarray(this.start(place), this.end(place)))
    } catch (error) {
      throw invalid('a text of a part of a checkpoint is no UTF-8', error)
    }
  }

  /** Whether its bytes are its characters. */
  isAscii(place: number): boolean {
    const [{ bytes }, end] = [this, this.end(place)]
    for (let at = this.start(place); at < end; at++) if (bytes[at]! >= 128) return false
    return true
  }
}
