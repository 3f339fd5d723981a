// Entries between their arrival and the ledger: waiting for objects, fetched, being stored, or held because
// their clock is ahead. In the order of arrival, which is the order of each chain.
import type { LimitName, OnLimit } from '../base/limit-hits.ts'
import {
  allHeldBytesMax,
  allHeldEntriesMax,
  batchEntriesMax,
  futureMsMax,
  heldBytesMax,
  heldEntriesMax,
  stageBytesMax,
  strangeEntriesMax
} from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { Entry } from '../ledger/types.ts'
import { type StageItem, type StageState, sizeOf } from './stage-item.ts'
import type { LedgerView, StagedEntry, SyncTime } from './types.ts'

interface Load {
  readonly entries: number
  readonly bytes: number
}

/** Entries on their way above which no more are asked for; above twice, none are taken. */
export const stageMax = 4 * batchEntriesMax
/** An entry that makes no progress for this long is dropped and asked for again. */
const stuckMs = 60_000
const mayExpire: ReadonlySet<StageState> = new Set(['waiting', 'fetched', 'stranger'])
/** So often it is looked whether the time of what is held has come, whatever becomes of the clock. */
const lookAgainMs = 30_000
const retryMsMin = 250
/** Who had none of it and says that it has is asked again after this long, however often it says so. */
const askedAgainMs = 1_000
/** So many are tried again before their time, whatever a chain brings. */
const retriedMax = 16
const retryMsMax = 30_000

export class Stage {
  readonly #items = new Map<ObjectId, StageItem>()
  readonly #tips = new Map<PeerId, number>()
  /** What is not held. */
  #moving: Load = { entries: 0, bytes: 0 }
  /** What is held, by chain. */
  readonly #held = new Map<PeerId, Load>()
  #allHeld: Load = { entries: 0, bytes: 0 }
  readonly #hit: OnLimit
  /** Of the step that is under way, or was the last. */
  time: SyncTime = { nowMs: 0, wallMs: 0 }

  constructor(hit: OnLimit) {
    this.#hit = hit
  }

  /** Whether more may be asked for. What is held has limits of its own: it keeps nothing else from coming. */
  get hasRoom(): boolean {
    return this.#moving.entries < stageMax && this.#moving.bytes < stageBytesMax
  }

  /** Whether nothing here is on its way: what is held waits for its time, what is of nobody for somebody who builds on it. */
  get isAtRest(): boolean {
    for (const { state } of this.#items.values()) if (state !== 'held' && state !== 'stranger') return false
    return true
  }

  /** Whether nothing here moves: what could not be had once, or waits for others to come, may wait in vain. */
  get isQuiet(): boolean {
    for (const { state, failures } of this.#items.values()) {
      if (state === 'fetching' || state === 'committing' || (state === 'waiting' && failures === 0)) return false
    }
    return true
  }

  /** Whether an entry may be added now; of a chain that nobody was granted anything for, none is held. */
  accepts(staged: Pick<StagedEntry, 'entry' | 'bytes' | 'inline'>, isGranted: boolean): boolean {
    const ahead = this.#isAhead(staged)
    const full = ahead ? this.#fullOfHeld(staged) : this.#fullOfMoving()
    if (full) this.#hit(full)
    else if (ahead && !isGranted) this.#hit('futureMsMax')
    return full === undefined && (!ahead || isGranted)
  }

  #isAhead({ entry }: Pick<StagedEntry, 'entry'>): boolean {
    return entry.time.wallMs - futureMsMax > this.time.wallMs
  }

  #fullOfMoving(): LimitName | undefined {
    const { entries, bytes } = this.#moving
    if (entries >= 2 * stageMax) return 'stageMax'
    return bytes >= 2 * stageBytesMax ? 'stageBytesMax' : undefined
  }

  #fullOfHeld(staged: Pick<StagedEntry, 'entry' | 'bytes' | 'inline'>): LimitName | undefined {
    const size = sizeOf(staged)
    if (this.#allHeld.entries >= allHeldEntriesMax) return 'allHeldEntriesMax'
    if (this.#allHeld.bytes + size > allHeldBytesMax) return 'allHeldBytesMax'
    const held = this.#held.get(staged.entry.chain)
    if (!held) return undefined
    if (held.entries >= heldEntriesMax) return 'heldEntriesMax'
    return held.bytes + size > heldBytesMax ? 'heldBytesMax' : undefined
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

  /** Whether something that has come cannot be stored, which what is known of the past may change. */
  get isBlocked(): boolean {
    for (const { state, failures } of this.#items.values()) if (state === 'fetched' && failures > 0) return true
    return false
  }

  /** Whether something waits for objects that nobody who was asked had. */
  get isStuck(): boolean {
    for (const item of this.#items.values()) if (item.state === 'waiting' && item.holders.size === 0) return true
    return false
  }

  /** Whether something builds on an entry that is neither here nor on its way. */
  lacksPast(ledger: LedgerView): boolean {
    for (const { state, staged } of this.#items.values()) {
      if (state === 'fetched' && ledger.missing(staged.entry).some(id => !this.#items.has(id))) return true
    }
    return false
  }

  /** The highest staged sequence number of a chain. */
  tip(chain: PeerId): number {
    return this.#tips.get(chain) ?? 0
  }

  add(staged: StagedEntry, holder: PeerId): StageItem {
    const known = this.#items.get(staged.entry.id)
    if (known) {
      this.hold(known, holder)
      return known
    }
    const isAhead = this.#isAhead(staged)
    const now = this.time.nowMs
    const item: StageItem = {
      staged,
      holders: new Set([holder]),
      failedAt: new Map(),
      sender: holder,
      state: isAhead ? 'held' : 'waiting',
      retryAt: now,
      failures: 0,
      postponedAt: Number.NEGATIVE_INFINITY,
      since: now,
      alone: false,
      size: sizeOf(staged)
    }
    if (isAhead) this.#hit('futureMsMax')
    this.#items.set(staged.entry.id, item)
    this.#count(item, 1)
    const { chain, sequence } = staged.entry
    this.#tips.set(chain, Math.max(this.tip(chain), sequence))
    return item
  }

  /** Somebody has it, and is asked as soon as it may be, however long the pause is by now. */
  hold(item: StageItem, holder: PeerId): void {
    if (item.holders.has(holder)) return
    item.holders.add(holder)
    if (item.state === 'waiting') this.askSoon(item, [holder])
  }

  /** These have said that they have it, since they were last asked. */
  askSoon(item: StageItem, holders: Iterable<PeerId>): void {
    for (const holder of holders) {
      const askedAt = item.failedAt.get(holder)
      item.retryAt = Math.min(item.retryAt, askedAt === undefined ? 0 : askedAt + askedAgainMs)
    }
  }

  /** Somebody came who has these, and perhaps what could not be had or stored without. */
  retryAtOnce(has: (entry: Entry) => boolean): void {
    for (const item of this.#items.values()) {
      if ((item.state === 'waiting' || item.state === 'fetched') && has(item.staged.entry)) item.retryAt = 0
    }
  }

  /** Of these chains something was stored: it may list what others of them were refused for. */
  retryRefused(chains: ReadonlySet<PeerId>): void {
    let left = retriedMax
    for (const item of this.#items.values()) {
      if (item.state !== 'fetched' || item.failures === 0 || !chains.has(item.staged.entry.chain)) continue
      item.retryAt = 0
      if (--left === 0) return
    }
  }

  remove(id: ObjectId): void {
    const item = this.#items.get(id)
    if (!item) return
    this.#items.delete(id)
    this.#count(item, -1)
    const { chain } = item.staged.entry
    let tip = 0
    for (const other of this.#items.values()) {
      if (other.staged.entry.chain === chain) tip = Math.max(tip, other.staged.entry.sequence)
    }
    if (tip > 0) this.#tips.set(chain, tip)
    else this.#tips.delete(chain)
  }

  /** Drops what is in the ledger by now; what is being stored ends by itself. */
  forget(isThere: (id: ObjectId) => boolean): void {
    for (const [id, { state }] of [...this.#items]) if (state !== 'committing' && isThere(id)) this.remove(id)
  }

  #count({ state, size, staged }: StageItem, sign: 1 | -1): void {
    const { chain } = staged.entry
    const changed = ({ entries, bytes }: Load): Load => ({ entries: entries + sign, bytes: bytes + sign * size })
    if (state !== 'held') {
      this.#moving = changed(this.#moving)
      return
    }
    this.#allHeld = changed(this.#allHeld)
    const held = changed(this.#held.get(chain) ?? { entries: 0, bytes: 0 })
    if (held.entries > 0) this.#held.set(chain, held)
    else this.#held.delete(chain)
  }

  /** Puts an item back to `state`, to be tried again after a pause that doubles; once where several fail at the same time. */
  postpone(item: StageItem, state: StageState): void {
    item.state = state
    if (this.time.nowMs - item.postponedAt >= retryMsMin) item.failures++
    item.postponedAt = this.time.nowMs
    item.retryAt = this.time.nowMs + Math.min(retryMsMax, retryMsMin * 2 ** Math.min(item.failures, 10))
  }

  /** Releases what was held and drops what is stuck; gives what was dropped. */
  expire(): Entry[] {
    const { nowMs } = this.time
    const dropped: Entry[] = []
    for (const item of [...this.#items.values()]) {
      if (item.state === 'held' && !this.#isAhead(item.staged)) {
        this.#count(item, -1)
        item.state = 'waiting'
        this.#count(item, 1)
        Object.assign(item, { since: nowMs, retryAt: nowMs })
      } else if (mayExpire.has(item.state) && nowMs - item.since > stuckMs) {
        this.remove(item.staged.entry.id)
        dropped.push(item.staged.entry)
      }
    }
    return dropped
  }

  /** The next time at which something here may move by itself, after the last step. */
  nextDeadline(): number | undefined {
    const { nowMs, wallMs } = this.time
    let next: number | undefined
    for (const { state, retryAt, since, staged } of this.#items.values()) {
      let at: number
      // The clock may be moved meanwhile.
      if (state === 'held') at = nowMs + Math.min(lookAgainMs, staged.entry.time.wallMs - futureMsMax - wallMs)
      else if (retryAt > nowMs) at = retryAt
      else if (mayExpire.has(state)) at = since + stuckMs + 1
      else continue
      next = Math.min(next ?? at, at)
    }
    return next
  }

  /**
   * Fetched entries whose whole past is in the ledger or earlier in the answer, in an order to insert them in.
   * Hybrid time never runs against causality in entries that count, so one pass in its order finds all of them.
   * What nobody was granted anything for is left out, unless it may bring its own grant, or somebody builds on it.
   */
  committable(ledger: LedgerView, limit: number): { items: StageItem[]; strangers: Set<ObjectId> } {
    const ready = [...this.#items.values()].filter(
      ({ state, retryAt }) => (state === 'fetched' || state === 'stranger') && retryAt <= this.time.nowMs
    )
    ready.sort((a, b) => {
      const [one, two] = [a.staged.entry, b.staged.entry]
      return one.time.wallMs - two.time.wallMs || one.time.counter - two.time.counter || one.sequence - two.sequence
    })
    const chosen = new Set<ObjectId>()
    const strangers = new Set<ObjectId>()
    const items: StageItem[] = []
    let needed: Set<ObjectId> | undefined
    for (const item of ready) {
      const { entry } = item.staged
      if (items.length >= limit) break
      if (!ledger.missing(entry).every(id => chosen.has(id))) continue
      if (!ledger.isGranted(entry.chain)) {
        needed ??= this.#builtOn(ledger)
        if (!needed.has(entry.id) && !bringsCredential(entry)) {
          item.state = 'stranger'
          continue
        }
        if (!needed.has(entry.id)) strangers.add(entry.id)
      }
      chosen.add(entry.id)
      items.push(item)
    }
    this.#dropStrangers()
    return { items, strangers }
  }

  /** What fetched entries of chains that were granted something build on, as far as it is staged. */
  #builtOn(ledger: LedgerView): Set<ObjectId> {
    const found = new Set<ObjectId>()
    const waiting = [...this.#items.values()].filter(
      ({ state, staged }) => state === 'fetched' && ledger.isGranted(staged.entry.chain)
    )
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      for (const id of ledger.missing(item.staged.entry)) {
        const below = this.#items.get(id)
        if (below === undefined || found.has(id)) continue
        found.add(id)
        waiting.push(below)
      }
    }
    return found
  }

  /** Few of each sender wait for somebody who builds on them. */
  #dropStrangers(): void {
    const counts = new Map<PeerId, number>()
    for (const { state, sender } of this.#items.values()) {
      if (state === 'stranger') counts.set(sender, (counts.get(sender) ?? 0) + 1)
    }
    for (const { state, sender, staged } of [...this.#items.values()]) {
      const count = counts.get(sender) ?? 0
      if (state !== 'stranger' || count <= strangeEntriesMax) continue
      this.#hit('strangeEntriesMax')
      counts.set(sender, count - 1)
      this.remove(staged.entry.id)
    }
  }
}

function bringsCredential({ updates }: Entry): boolean {
  return updates.some(({ ref, new: value }) => value !== undefined && credentialRef.test(ref))
}

const credentialRef = /^refs\/!trust\/[^/]+\/!credential$/
