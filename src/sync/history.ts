// Entries that came with a checkpoint are in the ledger without their bytes. These are fetched when there is nothing else
// to do: whoever has them can prove what admins said, and pass them on.
import { batchEntriesMax, requestTimeoutMs } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { ChainHead } from '../ledger/types.ts'
import type { Peer } from './peers.ts'
import type { SyncEffect } from './types.ts'

/** What of the past is here, as the shell knows it. */
export interface HistoryView {
  /** The next run of entries without bytes: those of a branch after a sequence number; undefined while there is none. */
  next(): { readonly head: ChainHead; readonly after: number } | undefined
  /** Whether the bytes of every entry are here. */
  readonly isWhole: boolean
  /** Whether the bytes of an entry of the ledger are not here. */
  isBare(id: ObjectId): boolean
  /** A while has passed: of a run of which nothing came meanwhile nobody may have anything, and another one has its turn. */
  pass(): void
}

export const noHistory: HistoryView = {
  next: () => undefined,
  isWhole: true,
  isBare: () => false,
  pass: () => undefined
}

export class HistoryWants {
  readonly #view: HistoryView
  /** What each peer was asked for last: it is not asked for the same again. Whom the last request went to is the last. */
  readonly #asked = new Map<PeerId, string>()

  #wasWhole: boolean

  constructor(view: HistoryView) {
    this.#view = view
    this.#wasWhole = view.isWhole
  }

  /** After a while they are asked again: an answer may have been lost, or they may have got it. */
  askAgain(connected: ReadonlyMap<PeerId, Peer>): void {
    for (const id of [...this.#asked.keys()]) {
      if (connected.has(id)) this.#asked.set(id, '')
      else this.#asked.delete(id)
    }
    this.#view.pass()
  }

  /** Whether the last of it has come since this was asked before: others asked for it in vain meanwhile. */
  isNowWhole(): boolean {
    const was = this.#wasWhole
    this.#wasWhole = this.#view.isWhole
    return this.#wasWhole && !was
  }

  /** A peer tells of its checkpoints: it may have got their entries since it was asked. */
  heard(peer: PeerId): void {
    if (this.#asked.has(peer)) this.#asked.set(peer, '')
  }

  plan(peers: Iterable<Peer>, now: number): SyncEffect[] {
    const run = this.#view.next()
    if (run === undefined) return []
    const { head, after } = run
    const key = `${head.id} ${after}`
    const able: Peer[] = []
    for (const peer of peers) {
      if (peer.want?.head === head.id) return []
      if (peer.told && !peer.want && this.#asked.get(peer.id) !== key) able.push(peer)
    }
    // Each in turn, so that none who tells of checkpoints again and again has all requests.
    const turns = [...this.#asked.keys()]
    const [peer] = able.sort((a, b) => turns.indexOf(a.id) - turns.indexOf(b.id))
    if (peer === undefined) return []
    this.#asked.delete(peer.id)
    this.#asked.set(peer.id, key)
    peer.want = { chain: head.chain, head: head.id, deadline: now + requestTimeoutMs, fruitful: false }
    const message = { type: 'want', chain: head.chain, after, head: head.id, limit: batchEntriesMax } as const
    return [{ type: 'send', peer: peer.id, message }]
  }
}
