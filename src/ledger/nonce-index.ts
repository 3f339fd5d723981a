// Finds who was the first with a nonce: open addressing, eight bytes for each. Those who write entries choose the nonces, so
// where they collide depends on a seed that they do not know.
import { type BytesColumn, hashOf } from './columns.ts'

const none = -1
const nonceWords = 4

export class NonceIndex {
  readonly #nonces: BytesColumn
  readonly #seed: number
  #places = new Int32Array(16).fill(none)
  #size = 0

  constructor(nonces: BytesColumn, seed: number) {
    this.#nonces = nonces
    this.#seed = seed | 0
  }

  /** Whether no row was added that has this nonce (as `wordsOf`). */
  isNew(nonce: Int32Array): boolean {
    return this.#find(hashOf(nonce, 0, nonceWords, this.#seed), row => this.#nonces.isSame(row, nonce, 0)) === none
  }

  /** Whether a row was added before all others with the nonce that it has. */
  isFirst(row: number): boolean {
    return this.#find(this.#hash(row), other => this.#nonces.areSame(other, row)) === row
  }

  /** The next row; of rows with one nonce the first is kept. */
  add(row: number): void {
    if (this.#find(this.#hash(row), other => this.#nonces.areSame(other, row)) !== none) return
    if (2 * ++this.#size > this.#places.length) this.#grow()
    this.#place(row)
  }

  #hash(row: number): number {
    return this.#nonces.hash(row, this.#seed)
  }

  #find(hash: number, isIt: (row: number) => boolean): number {
    const mask = this.#places.length - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const row = this.#places[at]!
      if (row === none || isIt(row)) return row
    }
  }

  #place(row: number): void {
    const mask = this.#places.length - 1
    let at = this.#hash(row) & mask
    while (this.#places[at] !== none) at = (at + 1) & mask
    this.#places[at] = row
  }

  #grow(): void {
    const before = this.#places
    this.#places = new Int32Array(2 * before.length).fill(none)
    for (const row of before) if (row !== none) this.#place(row)
  }
}
