// What has become durable here and is to be said: to its writer at once, to everybody else, and by gossip, with what follows
// shortly.
import { pushBytesMax, pushPeersMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { ChainHead, Entry } from '../ledger/types.ts'
import type { SyncMessage } from './messages.ts'
import type { StagedEntry, SyncEffect } from './types.ts'

/** Small announcements are gathered for this long. */
const coalesceMs = 20

/** The latest of each chain; of one that forked, the latest of each branch. */
export class Heads {
  readonly #heads = new Map<ObjectId, ChainHead>()

  /** Entries of a branch come in its order. */
  add({ chain, sequence, id, parent }: Pick<Entry, keyof ChainHead | 'parent'>): void {
    if (parent) this.#heads.delete(parent)
    this.#heads.set(id, { chain, sequence, id })
  }

  clear(): void {
    this.#heads.clear()
  }

  values(): Iterable<ChainHead> {
    return this.#heads.values()
  }
}

export class Announcements {
  readonly #heads = new Heads()
  /** The newest entry that was written here and not gossiped yet. */
  #own: ChainHead | undefined = undefined
  #at: number | undefined = undefined

  /** When `flush` is due; undefined while there is nothing to say. */
  get deadline(): number | undefined {
    return this.#at
  }

  add(entry: Pick<Entry, keyof ChainHead | 'parent'>, now: number): void {
    this.#heads.add(entry)
    this.#at ??= now + coalesceMs
  }

  /** Those who are connected have heard of it; for all others a moment later is as good, and one for several will do. */
  gossip({ chain, sequence, id }: ChainHead, now: number): void {
    this.#own = { chain, sequence, id }
    this.#at ??= now + coalesceMs
  }

  clear(): void {
    this.#heads.clear()
    this.#own = undefined
    this.#at = undefined
  }

  /** Tells each peer what it has not written itself, and everybody else what was written here. */
  flush(peers: Iterable<PeerId>): SyncEffect[] {
    const effects: SyncEffect[] = []
    for (const peer of peers) {
      const heads = [...this.#heads.values()].filter(head => head.chain !== peer)
      if (heads.length > 0) effects.push({ type: 'send', peer, message: { type: 'have', heads } })
    }
    if (this.#own) effects.push({ type: 'gossip', head: this.#own })
    this.clear()
    return effects
  }
}

/** The same to each. */
export const tellAll = (peers: Iterable<PeerId>, message: SyncMessage): SyncEffect[] =>
  [...peers].map(peer => ({ type: 'send', peer, message }))

/**
 * How an entry that was written here goes out at once: with its objects to a few peers while it is small, its head to the
 * rest.
 */
export function tellAppended({ entry, bytes, listed, inline }: StagedEntry, peers: Iterable<PeerId>): SyncEffect[] {
  const head = { chain: entry.chain, sequence: entry.sequence, id: entry.id }
  const own = bytes.commit.length + bytes.changeset.length + bytes.objects.length
  const size = inline.reduce((sum, object) => sum + object.content.length, own)
  const whole = inline.length === listed.length && size <= pushBytesMax
  const push: SyncMessage = { type: 'push', entry: bytes, objects: inline }
  const have: SyncMessage = { type: 'have', heads: [head] }
  return [...peers].map((peer, at) => ({ type: 'send', peer, message: whole && at < pushPeersMax ? push : have }))
}
