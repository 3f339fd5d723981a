// What a KUBE does in its turn to order strict realms (replication.md, Merge): it writes changesets into its own chain, its
// own and those of others with their signatures, and has each confirmed before it says so.
import { toHex } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import { leaseAnswerMsMax, ordersOpenMax, unfitMs } from '../../base/limits.ts'
import { faultsOfMachine, nobody } from '../../base/sequencer-errors.ts'
import type { Clock, Logger, ObjectId, PeerId, Scheduler } from '../../base/types.ts'
import { type AccountSignature, accountSigned, accountSubject } from '../../ledger/account.ts'
import type { Entry, ListedObject } from '../../ledger/types.ts'
import type { Arbiter } from '../../ports/arbiter.ts'
import type { Channel, Network } from '../../ports/network.ts'
import type { Objects } from '../../ports/objects.ts'
import { type OrderRequest, type SequencerAnswer, sequencerProtocol } from '../../sync/sequencer-messages.ts'
import { assertFresh } from '../denied.ts'
import type { AppendRequest } from '../entries/changes.ts'
import { fetchListed, Measured } from '../objects/object-transfer.ts'
import type { Replica } from '../replica.ts'
import type { LeaseRequest } from './promises.ts'
import { answerSequencer } from './sequencer-channel.ts'

export interface OrderingOptions {
  readonly self: PeerId
  /** Raw public key of the subnet root. */
  readonly subnet: Uint8Array
  readonly replica: Replica
  readonly objects: Objects
  readonly network: Network
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly hit: OnLimit
  readonly arbiter: Arbiter
  /** Answers what members ask about leases; absent where another arbiter has them. */
  readonly lease?: (from: PeerId, request: LeaseRequest) => Promise<SequencerAnswer>
  readonly isMember: (peer: PeerId) => boolean
  readonly clock: Clock
  /** What a member is called. */
  readonly nameOf: (peer: PeerId) => string
  /** Resolves once this KUBE may append at all. */
  readonly mayAppend: () => Promise<void>
}

/** An entry that counts for good, or why there is none though there may be one when it is tried again. */
export type Outcome = Entry | string

export class Ordering {
  readonly #options: OrderingOptions
  readonly #open = new Map<PeerId, number>()
  readonly #measured: Measured
  /** Until when the turn is not taken for others: this machine could not write. */
  #unfitUntilMs = 0

  constructor(options: OrderingOptions) {
    this.#options = options
    this.#measured = new Measured(options.objects)
  }

  /** Takes its protocol; call before the network starts. */
  attach(): void {
    const { network, isMember } = this.#options
    network.handle(
      sequencerProtocol,
      channel => this.#serve(channel),
      peer => isMember(peer)
    )
  }

  /**
   * Writes a changeset in a term of this KUBE, unless it was written before.
   * @throws KUBE_SEQUENCER when it is not known whether it counts, KUBE_STALE, KUBE_DENIED and what the disk throws
   */
  async write(term: number, request: AppendRequest & { readonly account: AccountSignature }): Promise<Outcome> {
    const { replica, arbiter } = this.#options
    let lost = false
    const appended = await replica.append(() => {
      lost = !arbiter.holds(term) || (replica.ledger.strictTip()?.term ?? 0) > term
      return lost || this.#made(request.account) ? nothing : { ...request, term }
    })
    if (lost) return 'another has taken over'
    const entry = appended ?? this.#made(request.account)!
    await arbiter.confirm(term, entry)
    return entry
  }

  /** What was written before with the very same signature, or by the same request for the chain of another. */
  #made({ publicKey, nonce }: AccountSignature): Entry | undefined {
    const { ledger } = this.#options.replica
    const found = ledger.signed(accountSubject(publicKey), toHex(nonce)).find(id => ledger.standing(id) === 'standing')
    return found === undefined ? undefined : ledger.get(found)
  }

  async #serve(channel: Channel): Promise<void> {
    const { scheduler, logger, lease } = this.#options
    const { peer } = channel
    let asked = 'nothing'
    const refused = await answerSequencer(channel, scheduler, leaseAnswerMsMax, async request => {
      asked = request.type
      if (request.type === 'order') return this.#bounded(peer, () => this.#tryOrder(peer, request))
      if (request.type === 'settle') return this.#bounded(peer, () => this.#settle(request.entry))
      if (lease) return lease(peer, request)
      throw nobody('this machine has another arbiter')
    })
    if (refused === undefined) return
    logger.log('debug', 'a member was refused', { peer, asked, code: refused.code, reason: refused.reason })
  }

  async #bounded<T>(peer: PeerId, work: () => Promise<T>): Promise<T> {
    const open = this.#open.get(peer) ?? 0
    if (open >= ordersOpenMax) {
      this.#options.hit('ordersOpenMax')
      throw new KubeError('KUBE_LIMIT', 'too many changesets are being ordered for this machine', {
        reason: `${ordersOpenMax} are the most`,
        next: ['repeat the command']
      })
    }
    this.#open.set(peer, open + 1)
    try {
      return await work()
    } finally {
      const left = (this.#open.get(peer) ?? 1) - 1
      if (left === 0) this.#open.delete(peer)
      else this.#open.set(peer, left)
    }
  }

  /** What this machine cannot do another may: who asked is told to ask again. */
  async #tryOrder(peer: PeerId, request: OrderRequest): Promise<SequencerAnswer> {
    const { clock, nameOf, self } = this.#options
    try {
      if (clock.monotonic() < this.#unfitUntilMs) throw nobody(`${nameOf(self)} could not write just now`)
      return await this.#order(peer, request)
    } catch (thrown) {
      const { message, reason } = await this.failed(thrown)
      throw nobody(`${nameOf(self)} cannot write: ${reason || message}`)
    }
  }

  /** Gives the turn back where it is this machine that cannot write. @throws anything else */
  async failed(thrown: unknown): Promise<KubeError> {
    const error = toKubeError(thrown)
    if (!faultsOfMachine.has(error.code)) throw thrown
    this.#unfitUntilMs = this.#options.clock.monotonic() + unfitMs
    await this.#options.arbiter.release()
    return error
  }

  /** Orders a changeset of another KUBE: its objects first, then itself. */
  async #order(peer: PeerId, request: OrderRequest): Promise<SequencerAnswer> {
    const { self, subnet, replica, objects, network, scheduler } = this.#options
    const { updates, account, message, lookBack } = request
    if (!accountSigned({ subnet, chain: self, updates }, account)) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', 'what is to be ordered is not signed by its requester')
    }
    if (replica.ledger.orderOf(updates) !== 'strict') throw nobody('it writes to other than strict realms')
    const term = await this.#turn()
    const described = new Map<ObjectId, ListedObject>()
    if (!this.#made(account)) {
      assertFresh(replica.ledger, updates)
      // Of what is here already the asker's word is not needed.
      const here = await objects.present(request.objects.map(({ id }) => id))
      for (const object of request.objects) if (!here.has(object.id)) described.set(object.id, object)
      const measured = this.#measured
      if (!(await fetchListed({ network, objects, peer, scheduler, measured }, request.objects)))
        throw nobody('its objects did not come')
    }
    const entry = await this.write(term, { updates, objects: [], described, lookBack, message, account })
    if (typeof entry === 'string') throw nobody(entry)
    return { type: 'ordered', entry: { chain: entry.chain, sequence: entry.sequence, id: entry.id } }
  }

  async #settle(id: ObjectId): Promise<SequencerAnswer> {
    const { replica, arbiter } = this.#options
    const term = await this.#turn()
    const entry = replica.ledger.get(id)
    if (entry === undefined || replica.ledger.standing(id) !== 'standing') throw nobody('the entry does not stand here')
    await arbiter.confirm(term, entry)
    return { type: 'confirmed' }
  }

  /** @throws KUBE_SEQUENCER when it is not this KUBE's */
  async #turn(): Promise<number> {
    const { arbiter, mayAppend, replica } = this.#options
    await mayAppend()
    replica.assertWritable()
    const turn = await arbiter.take()
    if (turn.type === 'own') return turn.term
    throw nobody(turn.type === 'none' ? turn.reason : 'another orders them')
  }
}

/** Nothing is written. */
export const nothing: AppendRequest = { updates: [], objects: [], message: '' }
