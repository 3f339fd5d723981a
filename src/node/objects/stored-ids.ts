// What is to become of each stored object, in some 40 bytes each: a ledger of a million entries alone is four million.
import type { ObjectId } from '../../base/types.ts'
import { BytesColumn, IdIndex, Int32Column } from '../../ledger/columns.ts'

const states = ['unlisted', 'needed', 'free', 'held'] as const

/**
 * `unlisted`: no entry has been found to list it, and the state does not need it. `held`: no state needs it, and a
 * checkpoint has to cover it first.
 */
export type StoredState = (typeof states)[number]

/** Beside the number of a state: it is a commit. */
const commitFlag = 4
const numbers = Object.fromEntries(states.map((state, number) => [state, number])) as Record<StoredState, number>

export class StoredIds {
  readonly #ids = new BytesColumn(20)
  readonly #index = new IdIndex(this.#ids)
  readonly #states = new Int32Column()
  readonly #nodes = new Int32Column()
  readonly #nodeNames: string[] = []
  readonly #nodeNumbers = new Map<string, number>()

  /** As `unlisted`; once for each id. */
  add(id: ObjectId): void {
    this.#ids.pushHex(id)
    this.#states.push(numbers.unlisted)
    this.#nodes.push(this.#nodeNumber(''))
    this.#index.add(this.#ids.length - 1)
  }

  /** Undefined for what is not stored. */
  get(id: ObjectId): StoredState | undefined {
    const row = this.#index.find(id)
    return row < 0 ? undefined : states[this.#states.at(row) & ~commitFlag]
  }

  /** What is not stored stays so. @param node whose it was, from here on; as before when absent */
  set(id: ObjectId, state: StoredState, node?: string): void {
    const row = this.#index.find(id)
    if (row < 0) return
    this.#states.set(row, numbers[state] | (this.#states.at(row) & commitFlag))
    if (node !== undefined) this.#nodes.set(row, this.#nodeNumber(node))
  }

  /** Notes that it is a commit. */
  markCommit(id: ObjectId): void {
    const row = this.#index.find(id)
    if (row >= 0) this.#states.set(row, this.#states.at(row) | commitFlag)
  }

  /** The node whose it was; empty where none is known. */
  nodeOf(id: ObjectId): string {
    const row = this.#index.find(id)
    return row < 0 ? '' : this.#nodeNames[this.#nodes.at(row)]!
  }

  *in(state: StoredState): Generator<ObjectId> {
    for (let row = 0; row < this.#ids.length; row++) {
      if ((this.#states.at(row) & ~commitFlag) === numbers[state]) yield this.#ids.hex(row)
    }
  }

  /** Of those in a state the ones that were noted to be commits. */
  *commitsIn(state: StoredState): Generator<ObjectId> {
    for (let row = 0; row < this.#ids.length; row++) {
      if (this.#states.at(row) === (numbers[state] | commitFlag)) yield this.#ids.hex(row)
    }
  }

  #nodeNumber(node: string): number {
    const known = this.#nodeNumbers.get(node)
    if (known !== undefined) return known
    this.#nodeNumbers.set(node, this.#nodeNames.length)
    return this.#nodeNames.push(node) - 1
  }
}
