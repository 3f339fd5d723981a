// Writes to strict realms (replication.md, Merge): by this KUBE where it has the turn, by whoever has it otherwise, who gets
// the changeset with its requester's signature.
import { KubeError, toKubeError } from '../../base/errors.ts'
import { leaseAnswerMsMax, strictWaitMsMax } from '../../base/limits.ts'
import { nobody, unknownOutcome } from '../../base/sequencer-errors.ts'
import type { PeerId, RandomSource } from '../../base/types.ts'
import { type AccountSignature, accountStatement, nonceBytes } from '../../ledger/account.ts'
import type { ChainHead, Entry, ListedObject } from '../../ledger/types.ts'
import type { SequencerAnswer, SequencerRequest } from '../../sync/sequencer-messages.ts'
import { assertRulesKnown } from '../denied.ts'
import type { AppendRequest } from '../entries/changes.ts'
import { nothing, Ordering, type OrderingOptions, type Outcome } from './ordering.ts'
import { askSequencer } from './sequencer-channel.ts'
import type { VoteRecovery } from './vote-recovery.ts'

/** Signs a statement (`accountStatement`): as the person, or as this KUBE. */
export type SignStatement = (statement: Uint8Array) => Promise<Pick<AccountSignature, 'publicKey' | 'signature'>>

export interface SequencerOptions extends OrderingOptions {
  /** Where promises of members order. */
  readonly recovery?: VoteRecovery
  readonly random: RandomSource
  /** As this KUBE. */
  readonly sign: SignStatement
  /** Resolves once `done` holds, asked again whenever something has come; false when the time is over. */
  readonly until: (done: () => boolean, ms: number) => Promise<boolean>
}

/** One write, through all that is tried for it: the nonce stays, so that it is never made twice. */
interface Wanted {
  readonly request: AppendRequest
  readonly nonce: Uint8Array
  readonly sign: SignStatement
  /** By who orders: what was signed for its chain. */
  readonly signed: Map<PeerId, AccountSignature>
  listed?: readonly ListedObject[]
}

/** What is tried: whether it may be written, and nobody knows whether it counts. */
interface Attempt {
  isOpen: boolean
}

const pauseMsMin = 100
const pauseMsMax = 400
/** Who orders and is silent longer is asked again, or another takes over: what is asked twice is written once. */
const answerMsMax = 2 * leaseAnswerMsMax
/** Objects on their way to who orders, at the least. */
const bytesPerMs = 64
const orderMsMax = 600_000
const arrivalMsMax = 10_000

export class Sequencer {
  readonly #options: SequencerOptions
  readonly #ordering: Ordering

  /** Takes its protocol; before the network starts. */
  constructor(options: SequencerOptions) {
    this.#options = options
    this.#ordering = new Ordering(options)
    this.#ordering.attach()
  }

  /**
   * Writes one changeset as this KUBE, as `Replica.append`, wherever it belongs: to strict realms, or to others.
   * @throws KUBE_STALE where others were first: nothing was written, and what is there now is to be looked at;
   * KUBE_SEQUENCER, KUBE_ORDER_MIXED, and as `Replica.append`
   */
  async append(prepare: () => Promise<AppendRequest> | AppendRequest): Promise<Entry | undefined> {
    let strict: AppendRequest | undefined
    const entry = await this.#options.replica.append(async () => {
      const request = await prepare()
      if (!this.isStrict(request)) return request
      strict = request
      return nothing
    })
    return strict ? this.order(strict) : entry
  }

  isStrict({ updates }: Pick<AppendRequest, 'updates'>): boolean {
    return this.#options.replica.ledger.orderOf(updates) === 'strict'
  }

  /**
   * Writes a changeset of strict realms; see `append`.
   * @param sign as whom, when not as this KUBE: asked once, and again when another takes over meanwhile
   */
  async order(request: AppendRequest, sign = this.#options.sign): Promise<Entry> {
    const { random, objects, mayAppend, replica, self } = this.#options
    await mayAppend()
    replica.assertWritable()
    assertRulesKnown(replica.ledger, self, request)
    // Whoever orders takes the objects from here, once they are durable.
    if (request.objects.length > 0) await objects.write(request.objects)
    const nonce = random.bytes(nonceBytes)
    const wanted: Wanted = { request: { ...request, objects: [] }, nonce, sign, signed: new Map() }
    return this.#repeat({ isOpen: false }, attempt => this.#order(wanted, attempt))
  }

  /** Resolves once an entry of strict realms that is here already counts for good. @throws KUBE_SEQUENCER */
  async settle(entry: Entry): Promise<void> {
    await this.#repeat({ isOpen: true }, async () => {
      const turn = await this.#options.arbiter.take()
      if (turn.type === 'none') return turn.reason
      if (turn.type === 'other') {
        const answer = await this.#ask(turn.holder, { type: 'settle', entry: entry.id }, answerMsMax)
        return typeof answer === 'string' ? answer : entry
      }
      await this.#options.arbiter.confirm(turn.term, entry)
      return entry
    })
  }

  /** Whether this KUBE orders strict realms at this moment, as far as clocks say. */
  isHolding(): boolean {
    return this.#options.arbiter.term() !== undefined
  }

  /** A member is there who may tell what this machine has forgotten. */
  memberCame(): void {
    void this.#options.recovery?.run()
  }

  /** Lets another take over without waiting. */
  release(): Promise<void> {
    return this.#options.arbiter.release()
  }

  /** Tries until there is an entry, for as long as a lease may need to end. */
  async #repeat(attempt: Attempt, once: (attempt: Attempt) => Promise<Outcome>): Promise<Entry> {
    const { clock, hit } = this.#options
    for (const endMs = clock.monotonic() + strictWaitMsMax; ; ) {
      const outcome = await once(attempt).catch((thrown: unknown) => {
        // Who refuses it now, as another was first, may be the one who is left behind, and what was written before counts.
        if (!attempt.isOpen) throw thrown
        const { reason, message } = toKubeError(thrown)
        throw unknownOutcome(reason || message)
      })
      if (typeof outcome !== 'string') return outcome
      if (clock.monotonic() >= endMs) {
        hit('strictWaitMsMax')
        throw attempt.isOpen ? unknownOutcome(outcome) : nobody(outcome)
      }
      await this.#pause()
    }
  }

  async #order(wanted: Wanted, attempt: Attempt): Promise<Outcome> {
    const { self, arbiter } = this.#options
    const turn = await arbiter.take()
    if (turn.type === 'none') return turn.reason
    if (turn.type === 'other') return this.#forward(wanted, turn.holder, attempt)
    const account = await this.#signedFor(wanted, self)
    try {
      return await this.#ordering.write(turn.term, { ...wanted.request, account })
    } catch (thrown) {
      const { code, reason } = toKubeError(thrown)
      if (code !== 'KUBE_SEQUENCER') throw await this.#ordering.failed(thrown)
      attempt.isOpen = true
      return reason
    }
  }

  /** The signature of the requester for the chain of whoever orders. */
  async #signedFor({ request, nonce, sign, signed }: Wanted, chain: PeerId): Promise<AccountSignature> {
    const known = signed.get(chain)
    if (known !== undefined) return known
    const { replica, subnet } = this.#options
    const sequence = replica.ledger.tipOf(chain)?.sequence ?? 0
    const given = await sign(accountStatement({ subnet, chain, sequence, nonce, updates: request.updates }))
    const account = { ...given, sequence, nonce }
    signed.set(chain, account)
    return account
  }

  async #forward(wanted: Wanted, holder: PeerId, attempt: Attempt): Promise<Outcome> {
    const { network, nameOf } = this.#options
    const name = nameOf(holder)
    if (!network.peers().includes(holder)) return `${name} orders them and cannot be reached`
    const account = await this.#signedFor(wanted, holder)
    const { updates, message, lookBack = false } = wanted.request
    const objects = await this.#listed(wanted)
    const bytes = objects.reduce((sum, object) => sum + object.size, 0)
    const waitMs = Math.min(answerMsMax + Math.ceil(bytes / bytesPerMs), orderMsMax)
    const answer = await this.#ask(holder, { type: 'order', updates, account, message, objects, lookBack }, waitMs)
    if (typeof answer === 'string') {
      attempt.isOpen = true
      return answer
    }
    if (answer.type === 'ordered') return this.#arrived(answer.entry, name)
    throw misbehaved(`it answered ${answer.type} to an order`)
  }

  /** The answer of who orders, or why there is none. @throws what it refused with for good */
  async #ask(
    holder: PeerId,
    request: SequencerRequest,
    waitMs: number
  ): Promise<Exclude<SequencerAnswer, { type: 'refusal' }> | string> {
    let answer: SequencerAnswer
    try {
      answer = await askSequencer(this.#options, holder, request, waitMs)
    } catch (thrown) {
      if (thrown instanceof TypeError || thrown instanceof RangeError) throw thrown
      return `${this.#options.nameOf(holder)} orders them and did not answer: ${toKubeError(thrown).message}`
    }
    if (answer.type !== 'refusal') return answer
    if (answer.error.code === 'KUBE_SEQUENCER') return answer.error.reason || answer.error.message
    throw answer.error
  }

  /** The entry that another wrote, as it comes here. */
  async #arrived({ id }: ChainHead, name: string): Promise<Entry> {
    const { ledger } = this.#options.replica
    await this.#options.until(() => ledger.has(id), arrivalMsMax)
    const entry = ledger.get(id)
    if (entry) return entry
    throw new KubeError('KUBE_TIMEOUT', `it was written by ${name}, and has not come here yet`, {
      reason: `the entry is ${id}`,
      next: ['dx status']
    })
  }

  async #listed(wanted: Wanted): Promise<readonly ListedObject[]> {
    wanted.listed ??= await this.#options.replica.listed(wanted.request)
    return wanted.listed
  }

  #pause(): Promise<void> {
    const { random, scheduler } = this.#options
    const { promise, resolve } = Promise.withResolvers<void>()
    scheduler.after(pauseMsMin + random.next() * (pauseMsMax - pauseMsMin), resolve)
    return promise
  }
}

const misbehaved = (reason: string): KubeError =>
  new KubeError('KUBE_PEER_MISBEHAVED', 'a peer broke the protocol of sequencers', { reason })
