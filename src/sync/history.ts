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
  /** Nobody who is there has anything of the next run: another one has its turn. */
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
  /** What each peer was asked for: it is not asked for the same again. Whom the last request went to is the last. */
  readonly #asked = new Map<PeerId, Set<string>>()
  /** Runs that all were asked for in vain, since somebody told that it may have got them. */
  readonly #passed = new Set<string>()
  #hasHeard = false
  /** Something came, and the view has not said what is next since. */
  #hasCome = false
  #wasWhole: boolean

  constructor(view: HistoryView) {
    this.#view = view
    this.#wasWhole = view.isWhole
  }

  /** After a while they are asked again: an answer may have been lost, or they may have got it. */
  askAgain(connected: ReadonlyMap<PeerId, Peer>): void {
    for (const [id, keys] of [...this.#asked]) {
      if (connected.has(id)) keys.clear()
      else this.#asked.delete(id)
    }
    this.#passed.clear()
    this.#hasCome = false
  }

  /** Entries have come that are to be kept. */
  came(): void {
    this.#hasCome = true
  }

  /** They were; whether with the last of what is missing: others asked for it in vain meanwhile. */
  isNowWhole(): boolean {
    this.#hasCome = false
    const was = this.#wasWhole
    this.#wasWhole = this.#view.isWhole
    return this.#wasWhole && !was
  }

  /** A peer tells of its checkpoints: it may have got their entries since it was asked. */
  heard(peer: PeerId): void {
    this.#asked.get(peer)?.clear()
    this.#hasHeard = true
  }

  plan(peers: Iterable<Peer>, now: number): SyncEffect[] {
    const run = this.#view.next()
    if (run === undefined) return []
    const { head, after } = run
    const key = `${head.id} ${after}`
    const told = [...peers].filter(peer => peer.told)
    if (told.some(({ want }) => want?.head === head.id)) return []
    const rest = told.filter(({ id }) => !this.#asked.get(id)?.has(key))
    // Each in turn, so that none who tells of checkpoints again and again has all requests.
    const turns = [...this.#asked.keys()]
    const [peer] = rest.filter(({ want }) => !want).sort((a, b) => turns.indexOf(a.id) - turns.indexOf(b.id))
    if (peer === undefined) {
      if (told.length > 0 && rest.length === 0) this.#pass(key)
      return []
    }
    const keys = this.#asked.get(peer.id) ?? new Set()
    this.#asked.delete(peer.id)
    this.#asked.set(peer.id, keys.add(key))
    peer.want = { chain: head.chain, head: head.id, deadline: now + requestTimeoutMs, fruitful: false }
    const message = { type: 'want', chain: head.chain, after, head: head.id, limit: batchEntriesMax } as const
    return [{ type: 'send', peer: peer.id, message }]
  }

  /** What nobody has keeps what somebody has waiting no longer; once around, until there is news. */
  #pass(key: string): void {
    if (this.#hasCome) return
    if (this.#passed.has(key)) {
      if (!this.#hasHeard) return
      this.#passed.clear()
    }
    if (this.#passed.size === 0) this.#hasHeard = false
    this.#passed.add(key)
    this.#view.pass()
  }
}
