// What this machine has promised to who orders strict realms: asked for by members, durable before it is told.
import { KubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import { fencesMax, fencesMs, leaseAnswerMsMax, termStepMax } from '../../base/limits.ts'
import type { Clock, PeerId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { Grantor, type KeptPromise, type LeaseAnswer } from '../../sync/lease.ts'
import type { SequencerAnswer, SequencerRequest } from '../../sync/sequencer-messages.ts'

export interface StoredPromise {
  /** The last promise; undefined for none. */
  readonly kept: KeptPromise | undefined
  /** Whether it is known that nothing was promised since: false where it may have been put back from a backup. */
  readonly isCurrent: boolean
}

export interface PromiseStore {
  load(): Promise<StoredPromise>
  /** Durable when it resolves. With `isCurrent` false the next start does not know either what was promised before. */
  save(kept: KeptPromise, isCurrent: boolean): Promise<void>
}

export interface PromisesOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly store: PromiseStore
  readonly hit: OnLimit
  readonly self: PeerId
  readonly isMember: (peer: PeerId) => boolean
  /** Resolves once `done` holds, asked again whenever something has come; false when the time is over. */
  readonly until: (done: () => boolean, ms: number) => Promise<boolean>
}

export type LeaseRequest = Exclude<SequencerRequest, { type: 'order' | 'settle' }>

export class Promises {
  readonly #options: PromisesOptions
  readonly #grantor: Grantor
  #saved: Promise<void> = Promise.resolve()
  /** Whether the last promise is durable, or is the one that was there. */
  #isSaved = true
  #isCurrent: boolean
  /** When each peer had this member leave terms out. */
  readonly #fencedMs = new Map<PeerId, readonly number[]>()
  /** Called when something was refused for it not being known what was promised before. */
  onAskedInVain: () => void = () => undefined

  private constructor(options: PromisesOptions, { kept, isCurrent }: StoredPromise) {
    this.#options = options
    this.#isCurrent = isCurrent
    this.#grantor = new Grantor(kept, options.clock.monotonic())
  }

  static async open(options: PromisesOptions): Promise<Promises> {
    return new Promises(options, await options.store.load())
  }

  /** Whether it is known what was promised: until then nothing is. */
  get isCurrent(): boolean {
    return this.#isCurrent
  }

  /** What was promised may be more than is remembered. */
  doubt(): void {
    this.#isCurrent = false
  }

  /** From here on it promises again, above this term and all that it has heard of since. @throws what the disk throws */
  async regain(term: number): Promise<void> {
    const { store, self } = this.#options
    const save = async (): Promise<void> => {
      const kept = { term: Math.max(term, this.term), holder: self, fence: true }
      await store.save(kept, true)
      if (this.term > kept.term) return await save()
      this.#grantor.regain(kept, this.#now())
      this.#isSaved = true
      this.#isCurrent = true
    }
    this.#saved = this.#saved.catch(() => undefined).then(save)
    await this.#saved
  }

  /** To whom it has promised, while that holds. */
  holder(): KeptPromise | undefined {
    const promised = this.#isCurrent ? this.#grantor.holder(this.#now()) : undefined
    return promised && this.#options.isMember(promised.holder) ? promised : undefined
  }

  /** The last term that it promised, 0 for none. */
  get term(): number {
    return this.#grantor.kept?.term ?? 0
  }

  /** The last promise where it is a fence, in whose term nobody orders; 0 where it is a lease. */
  get fencedTerm(): number {
    const kept = this.#grantor.kept
    return kept?.fence ? kept.term : 0
  }

  /** @throws what the disk throws */
  answer(from: PeerId, request: LeaseRequest): Promise<SequencerAnswer> {
    if (!this.#isCurrent && (request.type === 'lease' || request.type === 'confirm')) {
      this.onAskedInVain()
      return Promise.resolve(this.#refusal('it does not know what it has promised'))
    }
    switch (request.type) {
      case 'lease':
        return this.#lease(from, request.term)
      case 'fence':
        return this.#fence(from, request.term)
      case 'confirm':
        return this.#confirm(from, request)
      case 'release':
        this.#grantor.release(from, request.term, this.#now())
        return Promise.resolve({ type: 'released' })
    }
  }

  async #lease(from: PeerId, term: number): Promise<SequencerAnswer> {
    if (this.#isFarAbove(term)) return this.#refusal('the term is far above all that have been')
    const answer = this.#grantor.ask(from, term, this.#now(), this.#options.isMember)
    return await this.#keep(answer, () => this.#isPromised(from, term))
  }

  /** As often as a home may be put back from a backup; more would keep everybody from ordering. */
  async #fence(from: PeerId, term: number): Promise<SequencerAnswer> {
    const isNew = !this.#grantor.isFenced(from, term)
    const lately = (this.#fencedMs.get(from) ?? []).filter(ms => this.#now() - ms < fencesMs)
    if (isNew && lately.length >= fencesMax) {
      this.#options.hit('fencesMax')
      return this.#refusal('it was asked for that too often')
    }
    if (this.#isFarAbove(term)) return this.#refusal('the term is far above all that have been')
    const answer = this.#grantor.fence(from, term, this.#now())
    if (answer.type === 'granted' && isNew) this.#fencedMs.set(from, [...lately, this.#now()])
    return await this.#keep(answer, () => this.#grantor.isFenced(from, term))
  }

  #isFarAbove(term: number): boolean {
    const { ledger, hit } = this.#options
    const isFar = term - Math.max(this.term, ledger.strictTip()?.term ?? 0) > termStepMax
    if (isFar) hit('termStepMax')
    return isFar
  }

  /** Durable before it is told. */
  async #keep(answer: LeaseAnswer, holds: () => boolean): Promise<SequencerAnswer> {
    const { ledger, store } = this.#options
    if (answer.type === 'refused') return this.#refusal('it has promised another')
    if (answer.isNew) this.#isSaved = false
    if (!this.#isSaved) this.#save(store, this.#grantor.kept!)
    await this.#saved
    if (!holds()) return this.#refusal('it has promised another meanwhile')
    // From here on nothing of an earlier term is confirmed: what was is known to whom this answer reaches.
    const last = ledger.strictTip()
    return {
      type: 'granted',
      last: last && { chain: last.chain, sequence: last.sequence, id: last.id },
      ...(!this.#isCurrent && { unsure: true })
    }
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

  /** After what is being written; what the disk has refused is written again when it is asked for again. */
  #save(store: PromiseStore, kept: KeptPromise): void {
    this.#saved = this.#saved
      .catch(() => undefined)
      .then(() => store.save(kept, this.#isCurrent))
      .then(() => {
        if (this.#grantor.kept === kept) this.#isSaved = true
      })
    // Whoever waits for it hears of its failure.
    this.#saved.catch(() => undefined)
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
    return {
      type: 'refusal',
      error,
      ...(kept && { promised: { term: kept.term, holder: holder?.holder ?? kept.holder, remainingMs } })
    }
  }

  #now(): number {
    return this.#options.clock.monotonic()
  }
}
