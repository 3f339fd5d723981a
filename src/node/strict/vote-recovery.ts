// A member whose promises may be of before (its home was put back from a backup) gives none until it knows that it breaks
// none that it has forgotten (docs/decisions/0037-forgotten-promises.md).
import { toKubeError } from '../../base/errors.ts'
import { leaseAnswerMsMax, leaseMs } from '../../base/limits.ts'
import type { Clock, Logger, PeerId, Scheduler } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Network } from '../../ports/network.ts'
import { fenceTerm, shortOfRecovery } from '../../sync/lease.ts'
import type { Electorates } from './electorate.ts'
import type { Promises } from './promises.ts'
import { askSequencer } from './sequencer-channel.ts'

export interface VoteRecoveryOptions {
  readonly self: PeerId
  readonly ledger: Ledger
  readonly network: Network
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly promises: Promises
  readonly electorates: Electorates
  readonly until: (done: () => boolean, ms: number) => Promise<boolean>
}

/** In one run: frames are lost. */
const attemptsMax = 4
const pauseMs = 1_000

export class VoteRecovery {
  readonly #options: VoteRecoveryOptions
  /** By then every promise that was given before has ended for whoever counted on it. */
  #fromMs: number
  /** The highest term that anybody spoke of, and the one that the others are asked to go no further below. */
  #highest = 0
  #term: number | undefined
  #running: Promise<void> | undefined
  /** Since this start: what shows that something was forgotten before says nothing new. */
  #isSure = false

  constructor(options: VoteRecoveryOptions) {
    this.#options = options
    this.#fromMs = options.clock.monotonic() + leaseMs
    options.promises.onAskedInVain = () => void this.run()
  }

  /** Something shows that the home is older than what this machine did, before it has asked the others: now it has to. */
  doubt(): void {
    const { promises, clock } = this.#options
    if (!promises.isCurrent || this.#isSure) return
    promises.doubt()
    this.#fromMs = clock.monotonic() + leaseMs
  }

  /** Tries to become sure; whether it is, the promises say. Never rejects. */
  run(): Promise<void> {
    this.#running ??= this.#run()
      .catch((thrown: unknown) => {
        const { code, reason, message } = toKubeError(thrown)
        this.#options.logger.log('warn', 'what this machine may promise is not known yet', {
          code,
          reason: reason || message
        })
      })
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  async #run(): Promise<void> {
    const { promises, clock, until } = this.#options
    const isTime = (): boolean => clock.monotonic() >= this.#fromMs
    if (promises.isCurrent) return
    // Timers may be early, by another clock than this one.
    while (!isTime()) await until(isTime, this.#fromMs - clock.monotonic() + 10)
    for (let attempt = 0; attempt < attemptsMax && !promises.isCurrent; attempt++) {
      // Who cannot be reached now is not waited for: it comes, or somebody asks in vain again.
      if (!this.#isEnough(new Set(this.#others()), new Set())) return
      await this.#attempt()
      if (!promises.isCurrent) await until(() => promises.isCurrent, pauseMs)
    }
  }

  async #attempt(): Promise<void> {
    const { promises, logger } = this.#options
    const term = this.#next()
    const heard = new Set<PeerId>()
    const unsure = new Set<PeerId>()
    await Promise.all(this.#others().map(peer => this.#ask(peer, term, heard, unsure)))
    // By now everything is here that any of them has: also who is a member.
    if (!this.#isEnough(heard, unsure)) return
    await promises.regain(term)
    this.#isSure = true
    logger.log('info', 'this machine promises again who orders strict realms', { term })
  }

  /**
   * Those who are sure of themselves meet every majority that this machine can have been in; or all others have been heard, and
   * nobody is left who could know more.
   */
  #isEnough(heard: ReadonlySet<PeerId>, unsure: ReadonlySet<PeerId>): boolean {
    const { electorates, self } = this.#options
    const both = electorates.all()
    if (shortOfRecovery(both, self, peer => heard.has(peer)) === 0) return true
    return both.every(all => [...all].every(peer => peer === self || heard.has(peer) || unsure.has(peer)))
  }

  /** Members that are connected. */
  #others(): PeerId[] {
    const { electorates, network, self } = this.#options
    const members = new Set(electorates.all().flatMap(electorate => [...electorate]))
    return network.peers().filter(peer => members.has(peer) && peer !== self)
  }

  /** The same as before, unless somebody has said that it is not enough: asked again it disturbs nobody. */
  #next(): number {
    if (this.#term !== undefined && this.#term > this.#highest) return this.#term
    const { promises, ledger } = this.#options
    const fenced = promises.fencedTerm
    const leased = Math.max(this.#highest, fenced > 0 ? 0 : promises.term, ledger.strictTip()?.term ?? 0)
    this.#term = Math.max(fenced, fenceTerm(leased))
    return this.#term
  }

  async #ask(peer: PeerId, term: number, heard: Set<PeerId>, unsure: Set<PeerId>): Promise<void> {
    const { network, scheduler, ledger, until, logger } = this.#options
    try {
      const answer = await askSequencer({ network, scheduler }, peer, { type: 'fence', term }, 2 * leaseAnswerMsMax)
      if (answer.type === 'refusal') this.#highest = Math.max(this.#highest, answer.promised?.term ?? 0)
      if (answer.type !== 'granted') return
      const { last } = answer
      if (last && !(await until(() => ledger.has(last.id), leaseAnswerMsMax))) return
      if (answer.unsure) unsure.add(peer)
      else heard.add(peer)
    } catch (thrown) {
      const { code, message, reason } = toKubeError(thrown)
      logger.log('debug', 'a member did not answer', { peer, asked: 'fence', code, reason: reason || message })
    }
  }
}
