// What has become durable here and is to be said: to its writer at once, to everybody else with what follows shortly.
import { pushBytesMax, pushPeersMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import type { ChainHead } from '../ledger/types.ts'
import type { SyncMessage } from './messages.ts'
import type { StagedEntry, SyncEffect } from './types.ts'

/** Small announcements are gathered for this long. */
const coalesceMs = 20

export class Announcements {
  readonly #heads = new Map<PeerId, ChainHead>()
  #at: number | undefined = undefined

  /** When `flush` is due; undefined while there is nothing to say. */
  get deadline(): number | undefined {
    return this.#at
  }

  add(head: ChainHead, now: number): void {
    this.#heads.set(head.chain, head)
    this.#at ??= now + coalesceMs
  }

  clear(): void {
    this.#heads.clear()
    this.#at = undefined
  }

  /** Tells each peer what it has not written itself. */
  flush(peers: Iterable<PeerId>): SyncEffect[] {
    const effects: SyncEffect[] = []
    for (const peer of peers) {
      const heads = [...this.#heads.values()].filter(head => head.chain !== peer)
      if (heads.length > 0) effects.push({ type: 'send', peer, message: { type: 'have', heads } })
    }
    this.clear()
    return effects
  }
}

/** The same to each. */
export const tellAll = (peers: Iterable<PeerId>, message: SyncMessage): SyncEffect[] =>
  [...peers].map(peer => ({ type: 'send', peer, message }))

/**
 * How an entry that was written here goes out: with its objects to a few peers while it is small, its head to the
 * rest, and by gossip to whoever is not connected to us.
 */
export function tellAppended({ entry, bytes, listed, inline }: StagedEntry, peers: Iterable<PeerId>): SyncEffect[] {
  const head = { chain: entry.chain, sequence: entry.sequence, id: entry.id }
  const own = bytes.commit.length + bytes.changeset.length + bytes.objects.length
  const size = inline.reduce((sum, object) => sum + object.content.length, own)
  const whole = inline.length === listed.length && size <= pushBytesMax
  const effects: SyncEffect[] = []
  for (const [at, peer] of [...peers].entries()) {
    const push = whole && at < pushPeersMax
    const message: SyncMessage = push
      ? { type: 'push', entry: bytes, objects: inline }
      : { type: 'have', heads: [head] }
    effects.push({ type: 'send', peer, message })
  }
  return [...effects, { type: 'gossip', head }]
}
