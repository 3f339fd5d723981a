// What this machine has promised to who orders strict realms: asked for by members, durable before it is told.
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { leaseAnswerMsMax, termStepMax } from '../base/limits.ts'
import type { Clock, PeerId } from '../base/types.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { Grantor, type KeptPromise } from '../sync/lease.ts'
import type { SequencerAnswer, SequencerRequest } from '../sync/sequencer-messages.ts'

export interface PromiseStore {
  load(): Promise<KeptPromise | undefined>
  /** Durable when it resolves. */
  save(kept: KeptPromise): Promise<void>
}

export interface PromisesOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly store: PromiseStore
  readonly hit: OnLimit
  readonly isMember: (peer: PeerId) => boolean
  /** Resolves once `done` holds, asked again whenever something has come; false when the time is over. */
  readonly until: (done: () => boolean, ms: number) => Promise<boolean>
}

export type LeaseRequest = Exclude<SequencerRequest, { type: 'order' | 'settle' }>

export class Promises {
  readonly #options: PromisesOptions
  readonly #grantor: Grantor
  #saved: Promise<void> = Promise.resolve()

  private constructor(options: PromisesOptions, kept: KeptPromise | undefined) {
    this.#options = options
    this.#grantor = new Grantor(kept, options.clock.monotonic())
  }

  static async open(options: PromisesOptions): Promise<Promises> {
    return new Promises(options, await options.store.load())
  }

  /** To whom it has promised, while that holds. */
  holder(): KeptPromise | undefined {
    const promised = this.#grantor.holder(this.#now())
    return promised && this.#options.isMember(promised.holder) ? promised : undefined
  }

  /** The last term that it promised, 0 for none. */
  get term(): number {
    return this.#grantor.kept?.term ?? 0
  }

  /** @throws what the disk throws */
  answer(from: PeerId, request: LeaseRequest): Promise<SequencerAnswer> {
    switch (request.type) {
      case 'lease':
        return this.#lease(from, request.term)
      case 'confirm':
        return this.#confirm(from, request)
      case 'release':
        this.#grantor.release(from, request.term, this.#now())
        return Promise.resolve({ type: 'released' })
    }
  }

  async #lease(from: PeerId, term: number): Promise<SequencerAnswer> {
    const { isMember, ledger, store, hit } = this.#options
    if (term - Math.max(this.term, ledger.strictTip()?.term ?? 0) > termStepMax) {
      hit('termStepMax')
      return this.#refusal('the term is far above all that have been')
    }
    const answer = this.#grantor.ask(from, term, this.#now(), isMember)
    if (answer.type === 'refused') return this.#refusal('it has promised another')
    if (answer.isNew) this.#saved = this.#saved.catch(() => undefined).then(() => store.save({ term, holder: from }))
    await this.#saved
    if (!this.#isPromised(from, term)) return this.#refusal('it has promised another meanwhile')
    // From here on nothing of an earlier term is confirmed: what was is known to whom this answer reaches.
    const last = ledger.strictTip()
    return { type: 'granted', last: last && { chain: last.chain, sequence: last.sequence, id: last.id } }
  }

  async #confirm(from: PeerId, { term, entry }: Extract<LeaseRequest, { type: 'confirm' }>): Promise<SequencerAnswer> {
    const { ledger, until, hit } = this.#options
    if (!this.#grantor.confirms(from, term, this.#now())) return this.#refusal('it has promised another')
    if (!(await until(() => ledger.has(entry), leaseAnswerMsMax))) {
      hit('leaseAnswerMsMax')
      return this.#refusal('the entry has not come')
    }
    await this.#saved
    if (!this.#grantor.confirms(from, term, this.#now())) return this.#refusal('it has promised another meanwhile')
    return { type: 'confirmed' }
  }

  #isPromised(from: PeerId, term: number): boolean {
    const kept = this.#grantor.kept
    return kept?.term === term && kept.holder === from
  }

  #refusal(reason: string): SequencerAnswer {
    const kept = this.#grantor.kept
    const holder = this.holder()
    const remainingMs = holder ? Math.ceil(this.#grantor.remainingMs(this.#now())) : 0
    const error = new KubeError('KUBE_SEQUENCER', 'the member does not agree', { reason })
    return { type: 'refusal', error, ...(kept && { promised: { ...kept, remainingMs } }) }
  }

  #now(): number {
    return this.#options.clock.monotonic()
  }
}
