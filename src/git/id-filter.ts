// Says at once of most ids that are not here that they are not, however many packs there are: one bit for each value
// of the first bits of an id, of which at most one in sixteen is set. Ids are spread evenly, so they need no hash.

const spread = 16
const capacityMin = 4_096

export class IdFilter {
  readonly capacity: number
  readonly #bits: Uint8Array
  readonly #shift: number

  /** For up to so many ids; more are taken, and fewer told apart. */
  constructor(count: number) {
    const bits = Math.ceil(Math.log2(spread * Math.max(count, capacityMin)))
    this.#shift = Math.max(32 - bits, 0)
    this.#bits = new Uint8Array(2 ** (32 - this.#shift) / 8)
    this.capacity = (this.#bits.length * 8) / spread
  }

  /** @param head the first four bytes of an id as a number */
  add(head: number): void {
    const place = head >>> this.#shift
    this.#bits[place >>> 3]! |= 1 << (place & 7)
  }

  mayHave(head: number): boolean {
    const place = head >>> this.#shift
    return (this.#bits[place >>> 3]! & (1 << (place & 7))) !== 0
  }
}
