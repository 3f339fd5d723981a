// Entries between their arrival and the ledger: waiting for objects, fetched, being stored, or held because
// their clock is ahead. In the order of arrival, which is the order of each chain.
import { futureMsMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { Entry } from '../ledger/types.ts'
import type { LedgerView, StagedEntry } from './types.ts'

export type StageState = 'held' | 'waiting' | 'fetching' | 'fetched' | 'committing'

export interface StageItem {
  readonly staged: StagedEntry
  /** Who has it, as far as is known. */
  readonly holders: Set<PeerId>
  state: StageState
  /** Nothing is tried before this time. */
  retryAt: number
  failures: number
  /** When it last moved. */
  since: number
}

/** An entry that makes no progress for this long is dropped and asked for again. */
const stuckMs = 60_000
const retryMsMin = 250
const retryMsMax = 30_000

export class Stage {
  readonly #items = new Map<ObjectId, StageItem>()
  readonly #tips = new Map<PeerId, number>()

  get size(): number {
    return this.#items.size
  }

  get(id: ObjectId): StageItem | undefined {
    return this.#items.get(id)
  }

  has(id: ObjectId): boolean {
    return this.#items.has(id)
  }

  values(): IterableIterator<StageItem> {
    return this.#items.values()
  }

  /** The highest staged sequence number of a chain. */
  tip(chain: PeerId): number {
    return this.#tips.get(chain) ?? 0
  }

  add(staged: StagedEntry, holder: PeerId, now: number): StageItem {
    const known = this.#items.get(staged.entry.id)
    if (known) {
      known.holders.add(holder)
      return known
    }
    const ahead = staged.entry.time.wallMs - futureMsMax
    const item: StageItem = {
      staged,
      holders: new Set([holder]),
      state: ahead > now ? 'held' : 'waiting',
      retryAt: Math.max(now, ahead),
      failures: 0,
      since: now
    }
    this.#items.set(staged.entry.id, item)
    const { chain, sequence } = staged.entry
    this.#tips.set(chain, Math.max(this.tip(chain), sequence))
    return item
  }

  remove(id: ObjectId): void {
    const item = this.#items.get(id)
    if (!item) return
    this.#items.delete(id)
    const { chain } = item.staged.entry
    let tip = 0
    for (const other of this.#items.values()) {
      if (other.staged.entry.chain === chain) tip = Math.max(tip, other.staged.entry.sequence)
    }
    if (tip > 0) this.#tips.set(chain, tip)
    else this.#tips.delete(chain)
  }

  /** Puts an item back to `state`, to be tried again after a pause that doubles. */
  postpone(item: StageItem, state: StageState, now: number): void {
    item.state = state
    item.failures++
    item.retryAt = now + Math.min(retryMsMax, retryMsMin * 2 ** Math.min(item.failures, 10))
  }

  /** Releases what was held and drops what is stuck; gives what was dropped. */
  expire(now: number): Entry[] {
    const dropped: Entry[] = []
    for (const item of [...this.#items.values()]) {
      if (item.state === 'held' && item.retryAt <= now) {
        item.state = 'waiting'
        item.since = now
      } else if ((item.state === 'waiting' || item.state === 'fetched') && now - item.since > stuckMs) {
        this.remove(item.staged.entry.id)
        dropped.push(item.staged.entry)
      }
    }
    return dropped
  }

  /** The next time at which something here may move by itself. */
  nextDeadline(now: number): number | undefined {
    let next: number | undefined
    for (const item of this.#items.values()) {
      const at = item.retryAt > now ? item.retryAt : item.since + stuckMs + 1
      next = Math.min(next ?? at, at)
    }
    return next
  }

  /**
   * Fetched entries whose whole past is in the ledger or earlier in the answer, in an order to insert them in.
   * Hybrid time never runs against causality in entries that count, so one pass in its order finds all of them.
   */
  committable(ledger: LedgerView, now: number, limit: number): StageItem[] {
    const fetched = [...this.#items.values()].filter(item => item.state === 'fetched' && item.retryAt <= now)
    fetched.sort((a, b) => {
      const [one, two] = [a.staged.entry, b.staged.entry]
      return one.time.wallMs - two.time.wallMs || one.time.counter - two.time.counter || one.sequence - two.sequence
    })
    const chosen = new Set<ObjectId>()
    const items: StageItem[] = []
    for (const item of fetched) {
      if (items.length >= limit) break
      if (!ledger.missing(item.staged.entry).every(id => chosen.has(id))) continue
      chosen.add(item.staged.entry.id)
      items.push(item)
    }
    return items
  }
}
