// Entries by rules that this program does not know, with all that builds on them: kept and passed on, in no state here
// (replication.md, One truth). The state is that of all others, which is closed under what they build on.
import type { ObjectId, PeerId } from '../base/types.ts'
import type { ChainHead, Entry } from './types.ts'

export class NewerEntries {
  readonly #entries = new Map<ObjectId, Entry>()
  /** Those that no entry here follows in its chain. */
  readonly #tips = new Set<ObjectId>()

  get size(): number {
    return this.#entries.size
  }

  /** Its parent, where that is newer too, is here. */
  add(entry: Entry): void {
    this.#entries.set(entry.id, entry)
    if (entry.parent !== undefined) this.#tips.delete(entry.parent)
    this.#tips.add(entry.id)
  }

  has(id: ObjectId): boolean {
    return this.#entries.has(id)
  }

  get(id: ObjectId): Entry | undefined {
    return this.#entries.get(id)
  }

  values(): MapIterator<Entry> {
    return this.#entries.values()
  }

  /** Whether an entry builds on one of these. */
  isBelow({ parent, deps }: Pick<Entry, 'parent' | 'deps'>): boolean {
    if (this.#entries.size === 0) return false
    return (parent !== undefined && this.has(parent)) || deps.some(({ id }) => this.has(id))
  }

  ofChain(chain: PeerId): boolean {
    return this.tips().some(tip => tip.chain === chain)
  }

  tips(): ChainHead[] {
    return [...this.#tips].map(id => headOf(this.#entries.get(id)!))
  }

  /** What the first of these in their chains follow. */
  *parents(): Generator<ObjectId> {
    for (const { parent } of this.#entries.values()) if (parent !== undefined && !this.has(parent)) yield parent
  }

  /** Those of a branch after sequence `after`, oldest first, and what the oldest of them follows. */
  upTo(head: ObjectId, after: number): { entries: Entry[]; below: ObjectId | undefined } {
    const entries: Entry[] = []
    let id: ObjectId | undefined = head
    for (let entry = this.get(head); entry !== undefined && entry.sequence > after; entry = this.get(id ?? '')) {
      entries.push(entry)
      id = entry.parent
    }
    return { entries: entries.reverse(), below: id }
  }

  numbers(): number[] {
    return [...new Set([...this.#entries.values()].map(({ rules }) => rules))]
  }
}

export const headOf = ({ chain, sequence, id }: Entry): ChainHead => ({ chain, sequence, id })
