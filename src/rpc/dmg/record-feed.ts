// Following records: what came after a position, then what comes. A reader asks for the next change when it is ready
// for it, so nothing waits for a slow one: the latest changes are in memory, earlier ones are in the ledger.
import { setImmediate } from 'node:timers/promises'
import { KubeError } from '../../base/errors.ts'
import { watchBeatMs, watchedChangesMax, watchPageMax } from '../../base/limits.ts'
import type { ObjectId, RefName } from '../../base/types.ts'
import type { DmgRecord } from '../../graph/record.ts'
import { parseRef } from '../../graph/ref.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { isMeta } from '../../ledger/ref-grammar.ts'
import type { Change, Entry } from '../../ledger/types.ts'
import type { Applied } from '../../node/entries/changes.ts'
import { touchesTrust } from '../../node/entries/revocation.ts'
import type { Kube } from '../../node/kube.ts'
import {
  assertHere,
  entriesAfter,
  formatMark,
  hasSeen,
  type Mark,
  parseMark,
  presentMark,
  withEntry
} from './watch-mark.ts'

export interface RecordChange {
  readonly path: readonly string[]
  /** Undefined: the record was removed. */
  readonly id: ObjectId | undefined
  /** Its own record; also undefined where it cannot be read here. */
  readonly record: DmgRecord | undefined
  /** Of a record that was removed, the last one. */
  readonly before: ObjectId | undefined
}

export interface FeedItem {
  /** Where a reader that has read this goes on from. */
  readonly position: string
  /** Undefined when only the position has moved, or nothing has for a while. */
  readonly change: RecordChange | undefined
}

export interface FollowOptions {
  /** Nodes at and below this one; canonical. */
  readonly path: readonly string[]
  /** Position of the last item read; without it, what comes from now on. */
  readonly from?: string
  readonly signal: AbortSignal
  readonly beatMs?: number
}

/** A ref with its value and the one before. */
type MetaChange = readonly [RefName, ObjectId | undefined, ObjectId | undefined]

/** What one entry did to records, in the order of the names of the refs. */
interface EntryChanges {
  readonly entry: ObjectId
  readonly metas: readonly MetaChange[]
  /** What it adds to a mark: nothing for an entry that does not count. */
  readonly counts: boolean
  /** Position of this process's ledger; 0 for what was read from it. */
  readonly at: number
}

export class RecordFeed {
  readonly #kube: Pick<Kube, 'replica' | 'records' | 'logger'>
  readonly #ledger: Ledger
  readonly #keptMax: number
  /** The latest entries, by position without a gap. */
  #recent: EntryChanges[] = []
  #recentChanges = 0
  /** Position of the last entry that listeners were told of. */
  #reached: number
  readonly #waiting = new Set<() => void>()

  /** @param keptMax changes kept in memory */
  constructor(kube: Pick<Kube, 'replica' | 'records' | 'logger'>, keptMax = watchedChangesMax) {
    this.#kube = kube
    this.#keptMax = keptMax
    this.#ledger = kube.replica.ledger
    this.#reached = this.#ledger.position
    kube.replica.onApplied(applied => this.#take(applied))
  }

  /** @throws KUBE_USAGE for a text that is no position, KUBE_OBJECT_MISSING for one that this KUBE has not reached */
  follow(options: FollowOptions): AsyncGenerator<FeedItem> {
    const { from } = options
    const mark = from === undefined ? presentMark(this.#ledger) : parseMark(from)
    assertHere(this.#ledger, mark)
    return this.#follow(mark, options)
  }

  async *#follow(begun: Mark, options: FollowOptions): AsyncGenerator<FeedItem> {
    let mark = begun
    // So that a reader who begins now can go on from here, whatever happens next.
    if (options.from === undefined) yield { position: formatMark(mark), change: undefined }
    while (!options.signal.aborted) {
      const page = this.#page(mark)
      if (page.length > 0) {
        mark = yield* this.#tell(page, mark, options)
        await setImmediate()
        continue
      }
      // Nothing is missing at this very moment: from here on what comes is told as it comes.
      mark = yield* this.#live(mark, this.#ledger.position, options)
    }
  }

  /** Ends when the reader has fallen behind what is in memory. */
  async *#live(begun: Mark, position: number, options: FollowOptions): AsyncGenerator<FeedItem, Mark> {
    let mark = begun
    let at = position
    while (!options.signal.aborted) {
      if (at >= this.#reached) {
        if (!(await this.#wait(options))) yield { position: formatMark(mark), change: undefined }
        continue
      }
      const first = this.#recent[0]?.at ?? Number.POSITIVE_INFINITY
      if (at + 1 < first) return mark
      const next = this.#recent[at + 1 - first]
      if (next === undefined) return mark
      mark = yield* this.#tell([next], mark, options)
      at++
    }
    return mark
  }

  async *#tell(
    page: readonly EntryChanges[],
    begun: Mark,
    { path, signal }: FollowOptions
  ): AsyncGenerator<FeedItem, Mark> {
    let mark = begun
    for (const { entry, metas, counts } of page) {
      const { partly } = mark
      const after = counts ? withEntry(this.#ledger, mark, entry) : mark
      const told = metas
        .filter(([ref]) => partly?.entry !== entry || ref > partly.ref)
        .map(([ref, id, before]) => ({ ref, id, before, path: parseRef(ref)?.path }))
        .filter(one => one.path !== undefined && path.every((part, at) => one.path?.[at] === part))
      for (const [at, { ref, id, before, path: node = [] }] of told.entries()) {
        if (signal.aborted) return mark
        const whole = at === told.length - 1 && counts
        mark = whole ? after : { heads: mark.heads, partly: { entry, ref } }
        yield { position: formatMark(mark), change: { path: node, id, record: await this.read(id), before } }
      }
      mark = after
    }
    return mark
  }

  /** A record, also of the past; undefined where it cannot be read here. */
  async read(id: ObjectId | undefined): Promise<DmgRecord | undefined> {
    if (id === undefined) return undefined
    const { records, logger } = this.#kube
    try {
      return records.at(id) ?? (await records.load(id))
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      logger.log('warn', 'a record that somebody follows cannot be read', { id, reason: error.message })
      return undefined
    }
  }

  /** The next entries after a mark. What a later one has set aside is not told: it never was, for who comes now. */
  #page(mark: Mark): EntryChanges[] {
    const ledger = this.#ledger
    // All that an entry builds on was told before its first change, so the rest of them may come before any other.
    const begun = mark.partly && !hasSeen(ledger, mark, mark.partly.entry) ? ledger.get(mark.partly.entry) : undefined
    const entries = begun ? [begun] : entriesAfter(ledger, mark, watchPageMax)
    const page = entries.map(entry => ({ entry: entry.id, metas: this.#metasOf(entry), counts: true, at: 0 }))
    const restated = this.#restated(mark, entries)
    const last = page.pop()
    if (last === undefined) return []
    return [...page, { ...last, metas: sorted([...restated, ...last.metas]) }]
  }

  #metasOf(entry: Entry): MetaChange[] {
    if (this.#ledger.standing(entry.id) !== 'standing') return []
    return sorted(
      entry.updates.filter(({ ref }) => isMeta(ref)).map(({ ref, old, new: id }) => [ref, id, old] as const)
    )
  }

  /**
   * Present values of records that a new entry has changed without writing them: it took back an entry that the reader
   * has seen, whole, or let one count again. In a conflict of several, and after a right has ended, a value may so be told
   * again.
   */
  #restated(mark: Mark, entries: readonly Entry[]): MetaChange[] {
    const ledger = this.#ledger
    const found = new Map<RefName, MetaChange>()
    const restate = (entry: Entry): void => {
      for (const { ref, old, new: id } of entry.updates)
        if (isMeta(ref)) found.set(ref, [ref, ledger.ref(ref), id ?? old])
    }
    const isSeen = (id: ObjectId): boolean => hasSeen(ledger, mark, id)
    const takenBack = new Set<ObjectId>()
    /** By ref, those of its writers that the reader has seen and that are not among these yet. */
    const left = new Map<RefName, readonly ObjectId[]>()
    const add = ({ updates }: Entry, isApart: (other: ObjectId) => boolean): void => {
      for (const { ref } of updates) {
        const writers = left.get(ref) ?? [...ledger.writes.writers(ref)].filter(isSeen)
        for (const id of writers) if (isApart(id)) takenBack.add(id)
        left.set(
          ref,
          writers.filter(id => !takenBack.has(id))
        )
      }
    }
    for (const entry of entries) {
      if (mark.heads.every(head => ledger.covers(entry.id, head))) continue
      add(entry, other => !ledger.covers(entry.id, other))
    }
    // Whose right ended, or whose term: none of them need share a ref with what took it back.
    const isWithdrawn = entries.some(({ term }) => term !== undefined) || touchesTrust(entries)
    for (const id of isWithdrawn ? ledger.writes.struck() : []) if (isSeen(id)) takenBack.add(id)
    for (const id of takenBack) {
      const entry = ledger.get(id)!
      restate(entry)
      // Against these it may have won, in all that these wrote, and these against others.
      add(entry, other => !ledger.covers(id, other) && !ledger.covers(other, id))
    }
    // What is told anyway is told once.
    for (const entry of entries) for (const [ref] of this.#metasOf(entry)) found.delete(ref)
    return [...found.values()]
  }

  #take({ changes, entries }: Applied): void {
    for (const [at, change] of changes.entries()) {
      if (change.position <= this.#reached) continue
      const metas = metasOfChange(change)
      this.#recent.push({
        entry: entries[at]!.id,
        metas,
        counts: change.standing !== 'void',
        at: change.position
      })
      this.#reached = change.position
      this.#recentChanges += 1 + metas.length
    }
    let dropped = 0
    while (this.#recentChanges > this.#keptMax && dropped < this.#recent.length - 1) {
      this.#recentChanges -= 1 + this.#recent[dropped++]!.metas.length
    }
    if (dropped > 0) this.#recent = this.#recent.slice(dropped)
    for (const wake of [...this.#waiting]) wake()
  }

  /** False when nothing came for a while, or nobody listens any more. */
  async #wait({ signal, beatMs = watchBeatMs }: FollowOptions): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const wake = (): void => resolve(true)
    const stop = (): void => resolve(true)
    const timer = setTimeout(() => resolve(false), beatMs)
    timer.unref()
    this.#waiting.add(wake)
    signal.addEventListener('abort', stop)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(wake)
      signal.removeEventListener('abort', stop)
    }
  }
}

function metasOfChange({ refs }: Change): MetaChange[] {
  const metas: MetaChange[] = []
  for (const [ref, { old, new: value }] of refs) if (isMeta(ref)) metas.push([ref, value, old])
  return sorted(metas)
}

function sorted(metas: MetaChange[]): MetaChange[] {
  return metas.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
