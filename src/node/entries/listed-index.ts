// Which entries may list an object: chains in columns, twelve bytes for each object that an entry lists and as much
// again for places at most. A hash stands for an id, so whoever asks has to look whether the entry does.
import { fromHex } from '../../base/bytes.ts'
import type { ObjectId } from '../../base/types.ts'
import { hashOf, Int32Column, wordsOf } from '../../ledger/columns.ts'

const none = -1

export class ListedIndex {
  /** The object of each link that was added last, by the last bits of its print. */
  #places = new Int32Array(1024).fill(none)
  readonly #prints = new Int32Column()
  readonly #entries = new Int32Column()
  readonly #before = new Int32Column()
  readonly #seed: number

  /** @param seed any number that those who choose the objects do not know: they could make many of them collide */
  constructor(seed: number) {
    this.#seed = seed | 0
  }

  add(object: ObjectId, entry: number): void {
    const link = this.#prints.length
    this.#prints.push(printOf(object, this.#seed))
    this.#entries.push(entry)
    if (link === this.#places.length) this.#grow()
    this.#before.push(this.#chain(link))
  }

  /** Numbers of entries that may list it, the one added last first; none else does. */
  *at(object: ObjectId): Generator<number> {
    const print = printOf(object, this.#seed)
    for (let link = this.#places[print & (this.#places.length - 1)]!; link !== none; link = this.#before.at(link)) {
      if (this.#prints.at(link) === print) yield this.#entries.at(link)
    }
  }

  /** Puts a link first at its place; what was first there before. */
  #chain(link: number): number {
    const place = this.#prints.at(link) & (this.#places.length - 1)
    const before = this.#places[place]!
    this.#places[place] = link
    return before
  }

  #grow(): void {
    const links = this.#places.length
    this.#places = new Int32Array(2 * links).fill(none)
    this.#before.cut(0)
    for (let link = 0; link < links; link++) this.#before.push(this.#chain(link))
  }
}

function printOf(id: ObjectId, seed: number): number {
  const words = wordsOf(fromHex(id))
  return hashOf(words, 0, words.length, seed)
}
