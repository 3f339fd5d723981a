// Who orders strict realms (replication.md, Merge): a KUBE to which a majority of the members has promised that for a while
// nobody else does. Pure: who asks and what the monotonic clock of this machine says is handed in.
//
// Two things keep two KUBEs from ordering at once. A member promises one term to one KUBE, keeps that promise durably, and
// confirms entries to nobody else from then on; whatever clocks do, no entry of an earlier term is confirmed by a majority
// after a later one was promised by one. And it lets the promise stand for its time, so that nobody takes over from who is
// there: only that rests on clocks, whose rates may differ by less than a tenth (`leaseUsableMs`).
import { leaseMs, leaseUsableMs, termStepMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'

/** What a member keeps, durably, of its last promise. */
export interface KeptPromise {
  readonly term: number
  readonly holder: PeerId
  /** It is no lease: nobody orders by it, and who had a lease before may still count on that. */
  readonly fence?: boolean
}

export type LeaseAnswer =
  /** `isNew`: it must be durable before it is told. */
  | { readonly type: 'granted'; readonly isNew: boolean }
  /** The last term that it promised, to whom, and how long it holds. */
  | { readonly type: 'refused'; readonly term: number; readonly holder: PeerId; readonly remainingMs: number }

/** The promises of one member. */
export class Grantor {
  #kept: KeptPromise | undefined
  /** Who has the lease until then; undefined where that is not known any more. */
  #leased: PeerId | undefined
  #untilMs: number
  /** Since the start, by who asked: what was promised since then is above. */
  readonly #fences = new Map<PeerId, number>()

  /** After a restart nobody knows how long the last promise still holds: it does for its whole time. */
  constructor(kept: KeptPromise | undefined, nowMs: number) {
    this.#kept = kept
    this.#leased = kept?.fence ? undefined : kept?.holder
    this.#untilMs = kept === undefined ? nowMs : nowMs + leaseMs
  }

  get kept(): KeptPromise | undefined {
    return this.#kept
  }

  /** To whom it has promised, while that holds. */
  holder(nowMs: number): KeptPromise | undefined {
    if (this.#kept === undefined || this.#leased === undefined || nowMs >= this.#untilMs) return undefined
    return { term: this.#kept.term, holder: this.#leased }
  }

  remainingMs(nowMs: number): number {
    return Math.max(0, this.#untilMs - nowMs)
  }

  /** `isMember`: whether who it promised last still is one; a promise to who was removed is none. */
  ask(from: PeerId, term: number, nowMs: number, isMember: (peer: PeerId) => boolean): LeaseAnswer {
    const kept = this.#kept
    const same = kept?.term === term && kept.holder === from && !kept.fence
    const leased = this.#leased
    const free = nowMs >= this.#untilMs || leased === from || (leased !== undefined && !isMember(leased))
    if (!same && !(free && term > (kept?.term ?? 0))) return this.#refused(nowMs)
    this.#kept = { term, holder: from }
    this.#leased = from
    this.#untilMs = nowMs + leaseMs
    return { type: 'granted', isNew: !same }
  }

  /**
   * Promises and confirms nothing below a term from now on, for one that does not know any more what it promised. Whoever has a
   * lease keeps it against everybody else for its time, and can count on this member for no more entries.
   */
  fence(from: PeerId, term: number, nowMs: number): LeaseAnswer {
    const kept = this.#kept
    // By the fence of another, or a higher one, nothing below this one is promised either: nobody orders in such a term.
    if (this.isFenced(from, term)) return { type: 'granted', isNew: false }
    if (term <= (kept?.term ?? 0)) return this.#refused(nowMs)
    this.#kept = { term, holder: from, fence: true }
    this.#fences.set(from, term)
    return { type: 'granted', isNew: true }
  }

  /** Whether it leaves out, for this peer, all terms below one. */
  isFenced(from: PeerId, term: number): boolean {
    return term <= Math.max(this.#kept?.fence ? this.#kept.term : 0, this.#fences.get(from) ?? 0)
  }

  #refused(nowMs: number): LeaseAnswer {
    const { term, holder } = this.#kept!
    return { type: 'refused', term, holder, remainingMs: this.remainingMs(nowMs) }
  }

  /** Knows again what it may promise: nothing up to the term of this fence, anything above it from now on. */
  regain(fence: KeptPromise, nowMs: number): void {
    this.#kept = fence
    this.#leased = undefined
    this.#untilMs = nowMs
  }

  /** Whether an entry of this term by `from` may count on this member; the promise begins anew with it. */
  confirms(from: PeerId, term: number, nowMs: number): boolean {
    if (this.#kept?.term !== term || this.#kept.holder !== from || this.#kept.fence) return false
    this.#untilMs = nowMs + leaseMs
    return true
  }

  /** Who it promised needs it no longer. */
  release(from: PeerId, term: number, nowMs: number): void {
    if (this.#kept?.term === term && this.#kept.holder === from) this.#untilMs = nowMs
  }
}

/** Members of whom a majority must agree. */
export type Electorate = ReadonlySet<PeerId>

export const majorityOf = (electorate: Electorate): number => Math.floor(electorate.size / 2) + 1

/** How many more of each must agree, the most of all; 0 when a majority of each does. */
export function shortOf(electorates: readonly Electorate[], has: (peer: PeerId) => boolean): number {
  const short = electorates.map(electorate => majorityOf(electorate) - [...electorate].filter(has).length)
  return Math.max(0, ...short)
}

/**
 * The term to ask for: above what the fewest must have promised before of whom a majority can agree, so that those who
 * are not needed cannot drive it up; nor one who says more than the others would promise. `terms` is what is known of
 * members, `here` who of them can be asked, `least` what it must exceed in any case, `last` that of the last entry.
 */
export function nextTerm(
  terms: ReadonlyMap<PeerId, number>,
  electorate: Electorate,
  { here, least, last }: { readonly here: ReadonlySet<PeerId>; readonly least: number; readonly last: number }
): number {
  const known = [...electorate.intersection(here)].map(peer => terms.get(peer) ?? 0).sort((a, b) => a - b)
  const needed = known[majorityOf(electorate) - 1] ?? 0
  return 1 + Math.max(least, Math.min(needed, last + termStepMax - 1))
}

/**
 * How many more others, the most of all electorates, must have been heard by a member that has forgotten what it promised and
 * confirmed: as many as meet every majority that it can have been in. 0 when they are enough.
 */
export function shortOfRecovery(
  electorates: readonly Electorate[],
  self: PeerId,
  heard: (peer: PeerId) => boolean
): number {
  const short = electorates.map(electorate => {
    const others = [...electorate].filter(peer => peer !== self)
    const needed = Math.min(others.length, electorate.size - majorityOf(electorate) + 1)
    return electorate.has(self) ? needed - others.filter(heard).length : 0
  })
  return Math.max(0, ...short)
}

/** So many terms are left out, so that none is among them that was promised and that nobody spoke of. */
const fenceStep = termStepMax / 10

/** The term to go on from when a promise was forgotten, above all that anybody knows of. */
export const fenceTerm = (known: number): number => known + fenceStep

/** A lease as its holder sees it: of what members promised, only what was asked for a short time ago counts. */
export class Lease {
  readonly term: number
  /** When each member was asked for what it has promised last, by the holder's clock. */
  readonly #askedMs = new Map<PeerId, number>()

  constructor(term: number) {
    this.term = term
  }

  promised(peer: PeerId, askedMs: number): void {
    this.#askedMs.set(peer, Math.max(askedMs, this.#askedMs.get(peer) ?? askedMs))
  }

  refused(peer: PeerId): void {
    this.#askedMs.delete(peer)
  }

  has(peer: PeerId, nowMs: number): boolean {
    const askedMs = this.#askedMs.get(peer)
    return askedMs !== undefined && nowMs - askedMs < leaseUsableMs
  }

  holds(electorates: readonly Electorate[], nowMs: number): boolean {
    return shortOf(electorates, peer => this.has(peer, nowMs)) === 0
  }

  /** Who has promised anything. */
  peers(): PeerId[] {
    return [...this.#askedMs.keys()]
  }
}
