// Entries by rules that this program does not know: neither taken in nor asked for again, and no fault of who sends them.
import { gitId } from '../base/bytes.ts'
import { newerMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'

export class NewerEntries {
  readonly #senders = new Map<ObjectId, PeerId>()

  get size(): number {
    return this.#senders.size
  }

  has(id: ObjectId): boolean {
    return this.#senders.has(id)
  }

  /** The oldest goes when there are too many. Gives the id of the entry. */
  add(commit: Uint8Array, from: PeerId): ObjectId {
    const id = gitId('commit', commit)
    const [oldest] = this.#senders.keys()
    if (oldest !== undefined && this.size >= newerMax && !this.has(id)) this.#senders.delete(oldest)
    this.#senders.set(id, from)
    return id
  }

  senders(): Set<PeerId> {
    return new Set(this.#senders.values())
  }
}
