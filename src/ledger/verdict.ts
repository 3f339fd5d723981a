// Which entries count, when a set of withdrawals is taken into account (replication.md, Merge: rights come before it). One
// verdict is over the withdrawals in the causal past of an entry, and decides whether it is void; another is over all that
// are here, and decides what is struck.
import type { RefName } from '../base/types.ts'
import type { Evidence } from './evidence.ts'
import type { PairMemo } from './pairs.ts'
import { type Overlay, PastView } from './past-view.ts'
import { type Actor, type Denial, denial, updatesDenial } from './rights.ts'
import type { Held, Withdrawal } from './rights-log.ts'
import { compareRanks, type Rank, Ranks } from './seniority.ts'
import type { Grant } from './types.ts'
import { isWithinScope, nodeOf } from './write-rules.ts'

/** Questions that wait for one another: far from the end of the stack. */
const nestingMax = 64

export class Verdict {
  readonly #evidence: Evidence
  readonly #withdrawals: readonly number[]
  /** Those that changed rules, or files of keys. */
  readonly #rulings: readonly number[]
  readonly #accepted = new Set<number>()
  readonly #rejected = new Set<number>()
  readonly #memo = new Map<number, boolean>()
  readonly #holds = new Map<Held, boolean>()
  /** How many questions wait for the answer to another. */
  #depth = 0
  /** Whether every one of its withdrawals counts, and none strikes another. */
  readonly isClean: boolean

  /** `isClean`: known to be, for a set that has grown by one that had seen all others. */
  constructor(evidence: Evidence, withdrawals: readonly number[], isClean: boolean, pairs: PairMemo) {
    this.#evidence = evidence
    this.#withdrawals = withdrawals
    this.#rulings = withdrawals.filter(entry => {
      const { rules, removed } = evidence.log.withdrawal(entry)
      return rules.size + removed.size > 0
    })
    for (const entry of withdrawals) this.#accepted.add(entry)
    this.isClean = isClean || withdrawals.every(entry => this.denial(entry) === undefined)
    if (!this.isClean) this.#weigh(pairs)
  }

  counts(entry: number): boolean {
    if (this.#evidence.isVoid(entry) || this.#rejected.has(entry)) return false
    if (this.#withdrawals.length === 0 || this.#accepted.has(entry)) return true
    let found = this.#memo.get(entry)
    if (found === undefined) {
      found = this.#within(entry, () => this.denial(entry) === undefined)
      this.#memo.set(entry, found)
    }
    return found
  }

  /** Rights rest on rights of older entries: where that goes deep, these are looked at first, from the oldest up. */
  #within(entry: number, find: () => boolean): boolean {
    if (this.#depth >= nestingMax) {
      const depth = this.#depth
      this.#depth = 0
      this.#lookAtThoseBefore(entry)
      this.#depth = depth
    }
    this.#depth++
    const found = find()
    this.#depth--
    return found
  }

  #lookAtThoseBefore(entry: number): void {
    const { log, table, refName } = this.#evidence
    for (let number = 0; number < entry; number++) {
      if (log.bears(number, table, refName)) this.counts(number)
      for (const held of log.heldFrom(number)) this.#holdsGood(held)
    }
  }

  /** Withdrawals that count. */
  get accepted(): ReadonlySet<number> {
    return this.#accepted
  }

  /**
   * Whether this is the verdict before, with one more withdrawal, of which all else depends no more than on its being
   * accepted or not.
   */
  grewBy(entry: number, before: Verdict): 'accepted' | 'rejected' | undefined {
    const isAccepted = this.#accepted.has(entry)
    if (this.#accepted.size !== before.#accepted.size + Number(isAccepted)) return undefined
    if (this.#rejected.size !== before.#rejected.size + Number(!isAccepted)) return undefined
    for (const other of before.#accepted) if (!this.#accepted.has(other)) return undefined
    for (const other of before.#rejected) if (!this.#rejected.has(other)) return undefined
    return isAccepted ? 'accepted' : 'rejected'
  }

  /** Why an entry that is genuine has no right to what it does, weighed like every other; undefined when it has. */
  denial(entry: number): Denial | undefined {
    const refused = this.denialAtPast(entry)
    if (refused !== undefined) return refused
    let actor: Actor | undefined
    let updates: { ref: RefName }[] | undefined
    for (const strike of this.#strikes(entry)) {
      actor ??= this.#actorOf(entry)
      updates ??= this.#updatesOf(entry)
      for (const { ref } of updates) {
        if (!touches(strike, ref)) continue
        const taken = denial(actor, ref, this.#view(entry, { strike, after: true }))
        if (taken === undefined || denial(actor, ref, this.#view(entry, { strike, after: false }))) continue
        return { ...taken, reason: `${taken.reason}, as somebody ruled meanwhile` }
      }
    }
    return undefined
  }

  /** The same by what an entry had seen, and by revocations: changes of rules that it had not seen are left aside. */
  denialAtPast(entry: number): Denial | undefined {
    const actor = this.#actorOf(entry)
    const unable = this.#unable(entry, actor)
    if (unable !== undefined) return unable
    const { log } = this.#evidence
    return updatesDenial(actor, this.#updatesOf(entry), node => log.rulesIn(entry, node), this.#view(entry))
  }

  #updatesOf(entry: number): { ref: RefName }[] {
    const { table, refName } = this.#evidence
    return [...table.slots(entry)].map(slot => ({ ref: refName(table.refOfSlot(slot)) }))
  }

  /** What an actor holds that has all of these withdrawals, and every entry, in its past. */
  grantsNow(subject: string): Grant[] {
    if (this.#revocationOf(undefined, subject) !== undefined) return []
    const held = this.#evidence.log.heldBy(subject).filter(one => this.#isHeld(one, undefined))
    return [...new Map(held.map(({ grant }) => [grant.id, grant])).values()]
  }

  /** Whether a key was revoked for whoever has seen everything. */
  isRevokedNow(key: string): boolean {
    return this.#revocationOf(undefined, key) !== undefined
  }

  /** Whether a key was revoked in the past of an entry, at a cut that does not hold it. */
  isRevokedAt(key: string, entry: number): boolean {
    return this.#revocationOf(entry, key) !== undefined
  }

  /** Grants of a subject that hold at an entry: those in its past, and those from the root that it brings itself. */
  grantsAt(subject: string, entry: number): Grant[] {
    const { log, table } = this.#evidence
    const past = log.heldBy(subject).filter(one => table.isBefore(one.carrier, entry) && this.#isHeld(one, entry))
    const own = log.carried(entry).filter(grant => grant.subject === subject && grant.issuer === this.#evidence.root)
    const unrevoked = own.filter(grant => this.#revocationOf(entry, subject, grant.id) === undefined)
    return [...past.map(held => held.grant), ...unrevoked]
  }

  /**
   * Grants of a subject that hold at an entry, and so at all that follow it and have these withdrawals alone in their past;
   * undefined where a revocation is about one of them, whose cut decides for each entry anew.
   */
  lastingGrants(subject: string, entry: number): Grant[] | undefined {
    const { log, table } = this.#evidence
    const isRevoked = (credential?: string): boolean =>
      log.revocations(subject, credential).some(({ entry: number }) => this.#accepted.has(number))
    const past = log.heldBy(subject).filter(({ carrier }) => table.isBefore(carrier, entry))
    if (isRevoked() || past.some(({ grant }) => isRevoked(grant.id))) return undefined
    return past.filter(held => this.#isHeld(held, entry)).map(({ grant }) => grant)
  }

  /** As of one who has seen everything: for what is still to be written. */
  viewNow(): PastView {
    return this.#view(undefined)
  }

  /** As an entry had it in its past. */
  viewAt(entry: number): PastView {
    return this.#view(entry)
  }

  /** As somebody has it who has these entries in the past. */
  viewOf(isPast: (entry: number) => boolean, overlay?: Overlay): PastView {
    return new PastView(this.#evidence, number => this.counts(number), isPast, overlay)
  }

  /** Whether the issuer of a grant had the right to it where an entry brought it. */
  mayIssue(grant: Grant, carrier: number): boolean {
    if (grant.issuer === this.#evidence.root) return true
    if (this.#revocationOf(carrier, grant.issuer) !== undefined) return false
    const { log, table } = this.#evidence
    return log.heldBy(grant.issuer).some(held => {
      const { role, scope } = held.grant
      if (role !== 'admin' || !isWithinScope(grant.scope, scope) || !table.isBefore(held.carrier, carrier)) return false
      return this.#isHeld(held, carrier)
    })
  }

  /** What its author held where it was written. */
  grantsOf(entry: number): readonly Grant[] {
    return this.#actorOf(entry).grants
  }

  #actorOf(entry: number): Actor {
    const { table, didOf } = this.#evidence
    const account = table.accounts.subject(entry)
    const chain = table.chain(entry)
    const subject = account ?? didOf(chain)
    return { subject, chain: account === undefined ? chain : undefined, grants: this.grantsAt(subject, entry) }
  }

  /** What stands against an entry whatever it writes. */
  #unable(entry: number, actor: Actor): Denial | undefined {
    const { table, didOf } = this.#evidence
    const kube = didOf(table.chain(entry))
    for (const key of new Set([actor.subject, kube])) {
      const revoked = this.#revocationOf(entry, key)
      if (revoked !== undefined) return { subject: key, reason: `the key ${key} was revoked` }
    }
    const held = kube === actor.subject ? actor.grants : this.grantsAt(kube, entry)
    if (held.length > 0) return undefined
    return { subject: kube, reason: `${table.chain(entry)} holds no credential that lets it write` }
  }

  #isHeld(held: Held, at: number | undefined): boolean {
    const { grant } = held
    if (this.#withdrawals.length === 0) return true
    return this.#revocationOf(at, grant.subject, grant.id) === undefined && this.#holdsGood(held)
  }

  /** Whether the entry that brought a grant counts, and the issuer had the right to it. */
  #holdsGood(held: Held): boolean {
    let holds = this.#holds.get(held)
    if (holds === undefined) {
      const { grant, carrier } = held
      holds = this.#within(carrier, () => this.counts(carrier) && this.mayIssue(grant, carrier))
      this.#holds.set(held, holds)
    }
    return holds
  }

  /** The accepted revocation of a credential, or without one of the key, outside whose cut an entry is. */
  #revocationOf(entry: number | undefined, key: string, credential?: string): number | undefined {
    const { log, table } = this.#evidence
    for (const { entry: number, cut } of log.revocations(key, credential)) {
      if (number === entry || !this.#accepted.has(number)) continue
      if (entry === undefined || !cut.some(last => table.isOnBranch(entry, last))) return number
    }
    return undefined
  }

  /** Changes of rules and of files of keys that an entry had not seen, nor they it. */
  *#strikes(entry: number): Generator<Withdrawal> {
    const { table } = this.#evidence
    const { log } = this.#evidence
    const few = this.#accepted.size < this.#rulings.length
    for (const number of few ? this.#accepted : this.#rulings) {
      const withdrawal = log.withdrawal(number)
      if (number === entry || !this.#accepted.has(number) || withdrawal.rules.size + withdrawal.removed.size === 0)
        continue
      if (!table.reaches(entry, number) && !table.reaches(number, entry)) yield withdrawal
    }
  }

  #view(entry: number | undefined, overlay?: Overlay): PastView {
    const { table } = this.#evidence
    return this.viewOf(entry === undefined ? () => true : number => table.isBefore(number, entry), overlay)
  }

  /** From the most senior signer down; what a senior's strikes, strikes nothing, and no junior's strikes it again. */
  #weigh(memo: PairMemo): void {
    this.#accepted.clear()
    const left = new Set(this.#withdrawals)
    while (left.size > 0) {
      this.#forget()
      const level = this.#mostSenior([...left].filter(entry => this.counts(entry)))
      if (level.length === 0) break
      const pairs = memo.on(this.#accepted, this.#rejected)
      const isStruck = (entry: number, other: number): boolean =>
        this.#mayStrike(other, entry) && memo.find(pairs, entry, other, () => this.#isStruckBy(entry, other))
      const struck = new Set(level.filter(entry => level.some(other => isStruck(entry, other))))
      for (const entry of level) {
        left.delete(entry)
        if (struck.has(entry)) this.#rejected.add(entry)
        else this.#accepted.add(entry)
      }
    }
    for (const entry of left) this.#rejected.add(entry)
    this.#forget()
  }

  #mostSenior(entries: readonly number[]): number[] {
    const ranks = new Ranks(this.#evidence, (subject, at) => this.grantsAt(subject, at))
    let best: { rank: Rank; entries: number[] } | undefined
    for (const entry of entries) {
      const rank = ranks.of(this.#actorOf(entry), entry)
      const order = best === undefined ? -1 : compareRanks(rank, best.rank)
      if (order < 0) best = { rank, entries: [entry] }
      else if (order === 0) best?.entries.push(entry)
    }
    return best?.entries ?? []
  }

  /** What has an entry in its past can end it at a cut; by a change of rules it neither strikes it nor what that builds on. */
  #mayStrike(other: number, entry: number): boolean {
    if (other === entry) return false
    const { log, table } = this.#evidence
    return log.withdrawal(other).revokes.length > 0 || !table.reaches(other, entry)
  }

  #isStruckBy(entry: number, other: number): boolean {
    this.#accepted.add(other)
    this.#forget()
    const struck = this.denial(entry) !== undefined
    this.#accepted.delete(other)
    this.#forget()
    return struck
  }

  #forget(): void {
    this.#memo.clear()
    this.#holds.clear()
  }
}

/** Whether what somebody may write there can be another before and after a change of rules or of files of keys. */
function touches({ rules, removed }: Withdrawal, ref: RefName): boolean {
  const place = nodeOf(ref)
  if (place === undefined) return false
  if (removed.size > 0) return true
  for (const [node, { before, after }] of rules) {
    if (isWithinScope(place.node, node)) return true
    if ([...before, after].some(set => set?.some(({ from }) => from?.node === place.node))) return true
  }
  return false
}
