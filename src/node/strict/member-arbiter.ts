// The members of the subnet as the arbiter of strict realms: a KUBE orders while a majority has promised it that nobody else
// does, and an entry counts once a majority has it and has promised nobody a later term (sync/lease.ts).
import { toKubeError } from '../../base/errors.ts'
import { leaseAnswerMsMax } from '../../base/limits.ts'
import { nobody, unknownOutcome } from '../../base/sequencer-errors.ts'
import type { Clock, Logger, ObjectId, PeerId, Scheduler } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Arbiter, OrderedEntry, Turn } from '../../ports/arbiter.ts'
import type { Network } from '../../ports/network.ts'
import { type Electorate, Lease, majorityOf, nextTerm, shortOf } from '../../sync/lease.ts'
import type { SequencerAnswer } from '../../sync/sequencer-messages.ts'
import { distinct, type Electorates } from './electorate.ts'
import type { LeaseRequest, Promises } from './promises.ts'
import { askSequencer } from './sequencer-channel.ts'
import type { VoteRecovery } from './vote-recovery.ts'

export interface MemberArbiterOptions {
  readonly self: PeerId
  readonly ledger: Ledger
  readonly network: Network
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly promises: Promises
  readonly recovery: VoteRecovery
  readonly electorates: Electorates
  /** Whether the next entry of this KUBE would have an entry in its past. */
  readonly buildsOn: (entry: ObjectId) => boolean
  /** What a member is called. */
  readonly nameOf: (peer: PeerId) => string
  readonly until: (done: () => boolean, ms: number) => Promise<boolean>
}

interface Office {
  readonly lease: Lease
  /** Whose majorities an entry needs: those where the last confirmed entry was written, and each one after it. */
  pending: readonly Electorate[]
}

/** Connections that are on their way are waited for so long. */
const connectMsMax = 2_000
const releaseMsMax = 1_000
const forgotten = 'this machine may have forgotten what it promised, and too few others could be asked'

export class MemberArbiter implements Arbiter {
  readonly #options: MemberArbiterOptions
  /** Terms that others said they had promised. */
  readonly #terms = new Map<PeerId, number>()
  #office: Office | undefined = undefined
  #taking: Promise<Turn> | undefined = undefined

  constructor(options: MemberArbiterOptions) {
    this.#options = options
  }

  term(): number | undefined {
    const term = this.#office?.lease.term
    return term !== undefined && this.holds(term) ? term : undefined
  }

  holds(term: number): boolean {
    const office = this.#office
    if (office?.lease.term !== term) return false
    return office.lease.holds(this.#needed(office), this.#now())
  }

  /** One at a time: whoever else wants the turn meanwhile gets the same answer. */
  take(): Promise<Turn> {
    this.#taking ??= this.#take().finally(() => {
      this.#taking = undefined
    })
    return this.#taking
  }

  async confirm(term: number, { id }: OrderedEntry): Promise<void> {
    const office = this.#office
    if (office?.lease.term !== term) throw unknownOutcome('another took over')
    const { electorates } = this.#options
    const electorate = electorates.at(id)
    const pending = distinct([electorate, ...office.pending])
    office.pending = pending
    const needed = electorates.standing(pending)
    const confirmed = new Set<PeerId>()
    await this.#askAll(needed, { type: 'confirm', term, entry: id }, 2 * leaseAnswerMsMax, (peer, askedMs, answer) => {
      if (answer.type === 'confirmed') {
        confirmed.add(peer)
        office.lease.promised(peer, askedMs)
      } else this.#note(peer, answer, office.lease)
      return shortOf(needed, one => confirmed.has(one)) === 0
    })
    const short = shortOf(needed, one => confirmed.has(one))
    if (short > 0) throw unknownOutcome(`${short} more of the machines would have to confirm it`)
    office.pending = distinct([electorate, ...office.pending.filter(one => !pending.includes(one))])
  }

  async release(): Promise<void> {
    const office = this.#office
    this.#office = undefined
    if (office !== undefined) await this.#letGo(office.lease)
  }

  async #take(): Promise<Turn> {
    const { promises, recovery } = this.#options
    if (!promises.isCurrent) {
      this.#office = undefined
      await recovery.run()
      if (!promises.isCurrent) return { type: 'none', reason: forgotten }
    }
    const promised = promises.holder()
    if (promised && promised.holder !== this.#options.self) {
      this.#office = undefined
      return { type: 'other', holder: promised.holder }
    }
    // Before anything is written: what no majority can confirm is better refused.
    await this.#assertEnough()
    const office = this.#office
    if (office && (this.holds(office.lease.term) || (await this.#campaign(office)))) return own(office)
    this.#office = undefined
    return this.#begin()
  }

  async #begin(): Promise<Turn> {
    const { electorates, ledger, promises, network, self } = this.#options
    const last = ledger.strictTip()?.term ?? 0
    const bounds = { here: new Set([self, ...network.peers()]), least: Math.max(last, promises.term), last }
    const lease = new Lease(Math.max(...electorates.all().map(one => nextTerm(this.#terms, one, bounds))))
    const office: Office = { lease, pending: [] }
    const others: PeerId[] = []
    if (await this.#campaign(office, holder => others.push(holder))) {
      this.#office = office
      this.#options.logger.log('info', 'this machine orders strict realms', { term: lease.term })
      return own(office)
    }
    const short = this.#shortOf(office)
    void this.#letGo(lease)
    const [holder] = others
    if (holder !== undefined) return { type: 'other', holder }
    return { type: 'none', reason: `${short} more of the machines would have to agree that this one orders them` }
  }

  /** Asks everybody for a promise, or for a longer one. Whether it has become, or stays, enough. */
  async #campaign(office: Office, other: (holder: PeerId) => void = () => undefined): Promise<boolean> {
    const { buildsOn, until, self } = this.#options
    const { lease } = office
    const isEnough = (): boolean => lease.holds(this.#needed(office), this.#now())
    const request = { type: 'lease', term: lease.term } as const
    await this.#askAll(this.#needed(office), request, 2 * leaseAnswerMsMax, async (peer, askedMs, answer) => {
      if (answer.type !== 'granted') {
        const promised = this.#note(peer, answer, lease)
        if (promised && promised.remainingMs > 0 && promised.holder !== self) other(promised.holder)
        return false
      }
      const { last } = answer
      // Who builds on less than the member has would set aside what may have been acknowledged.
      if (last && !(await until(() => buildsOn(last.id), leaseAnswerMsMax))) return false
      lease.promised(peer, askedMs)
      return isEnough()
    })
    return isEnough()
  }

  /** Electorates that must agree: of now, of the last entry, and of all that were not confirmed yet. */
  #needed(office: Office): Electorate[] {
    return this.#options.electorates.all(office.pending)
  }

  #shortOf(office: Office): number {
    return shortOf(this.#needed(office), peer => office.lease.has(peer, this.#now()))
  }

  #note(peer: PeerId, answer: SequencerAnswer, lease: Lease) {
    lease.refused(peer)
    const promised = answer.type === 'refusal' ? answer.promised : undefined
    if (promised) this.#terms.set(peer, promised.term)
    return promised
  }

  /** Asks this KUBE and all that are connected at once, until `take` says that it is enough. */
  async #askAll(
    electorates: readonly Electorate[],
    request: LeaseRequest,
    msMax: number,
    take: (peer: PeerId, askedMs: number, answer: SequencerAnswer) => boolean | Promise<boolean>
  ): Promise<void> {
    const { self, network, scheduler, promises, logger } = this.#options
    const asked = new Set(electorates.flatMap(electorate => [...electorate]))
    const connected = network.peers().filter(peer => asked.has(peer) && peer !== self)
    const { promise: enough, resolve } = Promise.withResolvers<void>()
    const askedMs = this.#now()
    const ask = async (peer: PeerId, answer: Promise<SequencerAnswer>): Promise<void> => {
      try {
        if (await take(peer, askedMs, await answer)) resolve()
      } catch (thrown) {
        const { code, message, reason } = toKubeError(thrown)
        logger.log('debug', 'a member did not answer', { peer, asked: request.type, code, reason: reason || message })
      }
    }
    const all = connected.map(peer => ask(peer, askSequencer({ network, scheduler }, peer, request, msMax)))
    if (asked.has(self)) all.push(ask(self, promises.answer(self, request)))
    await Promise.race([enough, Promise.all(all)])
  }

  /** @throws KUBE_SEQUENCER when too few machines are connected for anybody here to get a majority */
  async #assertEnough(): Promise<void> {
    const { self, network, electorates, nameOf, until } = this.#options
    const here = (): ReadonlySet<PeerId> => new Set([self, ...network.peers()])
    const isEnough = (): boolean => shortOf(electorates.all(), peer => here().has(peer)) === 0
    if (await until(isEnough, connectMsMax)) return
    const all = electorates.all().find(one => shortOf([one], peer => here().has(peer)) > 0) ?? electorates.now()
    const missing = [...all].filter(peer => !here().has(peer)).map(nameOf)
    const machines = all.size === 1 ? 'machine' : 'machines'
    const who =
      distinct([electorates.now(), all]).length === 1 ? machines : `${machines} that there were at the last change`
    throw nobody(
      `${majorityOf(all)} of ${all.size} ${who} must agree who orders them, and ${missing.join(', ')} cannot be reached`
    )
  }

  async #letGo(lease: Lease): Promise<void> {
    const electorate = new Set(lease.peers())
    await this.#askAll([electorate], { type: 'release', term: lease.term }, releaseMsMax, () => false)
  }

  #now(): number {
    return this.#options.clock.monotonic()
  }
}

const own = ({ lease }: Office): Turn => ({ type: 'own', term: lease.term })
