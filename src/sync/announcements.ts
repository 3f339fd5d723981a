// What has become durable here and is to be said: to its writer at once, to everybody else with what follows shortly.
import type { PeerId } from '../base/types.ts'
import type { ChainHead } from '../ledger/types.ts'
import type { SyncEffect } from './types.ts'

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
