// A cluster of etcd as the arbiter of strict realms: who orders holds a key that goes with its lease. The key's create
// revision is the term, so a later holder's is later; an entry counts once etcd has it as the last one, which it takes only
// while that very key is there. Whoever takes over has that entry before it begins.
import { KubeError, toKubeError } from '../base/errors.ts'
import { leaseMs, leaseUsableMs } from '../base/limits.ts'
import { nobody, unknownOutcome } from '../base/sequencer-errors.ts'
import type { Clock, Logger, ObjectId, PeerId } from '../base/types.ts'
import type { Arbiter, OrderedEntry, Turn } from '../ports/arbiter.ts'
import { EtcdClient, type KeyValue } from './client.ts'
import type { EtcdAccess } from './transport.ts'

export interface EtcdArbiterOptions {
  /** Client URLs of the cluster's members. */
  readonly endpoints: readonly string[]
  /** Where it is not open to everybody. */
  readonly access?: EtcdAccess
  /** The subnet's did: several subnets may use one cluster. */
  readonly subnet: string
  readonly self: PeerId
  readonly clock: Clock
  readonly logger: Logger
  readonly has: (entry: ObjectId) => boolean
  /** Whether `past` is in the causal past of `entry`. */
  readonly covers: (entry: ObjectId, past: ObjectId) => boolean
  /** The term of the last entry of strict realms that is here. */
  readonly lastTerm: () => number
  readonly nameOf: (peer: PeerId) => string
  readonly until: (done: () => boolean, ms: number) => Promise<boolean>
}

interface Office {
  readonly lease: string
  readonly term: number
  untilMs: number
}

const arrivalMsMax = 5_000

export class EtcdArbiter implements Arbiter {
  readonly #options: EtcdArbiterOptions
  readonly #etcd: EtcdClient
  readonly #holderKey: string
  readonly #lastKey: string
  #office: Office | undefined = undefined
  #taking: Promise<Turn> | undefined = undefined
  /** What etcd has as the last entry, as far as this KUBE wrote or read it. */
  #last: OrderedEntry | undefined = undefined
  /** Confirmations go one after another: the last of them is the last entry. */
  #confirming: Promise<unknown> = Promise.resolve()

  constructor(options: EtcdArbiterOptions) {
    this.#options = options
    this.#etcd = new EtcdClient(options.endpoints, options.access)
    this.#holderKey = `/kube/${options.subnet}/sequencer`
    this.#lastKey = `/kube/${options.subnet}/last`
  }

  term(): number | undefined {
    const office = this.#office
    return office && this.#options.clock.monotonic() < office.untilMs ? office.term : undefined
  }

  holds(term: number): boolean {
    return this.term() === term
  }

  take(): Promise<Turn> {
    this.#taking ??= this.#take().finally(() => {
      this.#taking = undefined
    })
    return this.#taking
  }

  confirm(term: number, entry: OrderedEntry): Promise<void> {
    const confirmed = this.#confirming.then(() => this.#confirm(term, entry))
    this.#confirming = confirmed.catch(() => undefined)
    return confirmed
  }

  async release(): Promise<void> {
    const office = this.#office
    this.#office = undefined
    if (office) await this.#revoke(office.lease)
  }

  async #take(): Promise<Turn> {
    try {
      const office = this.#office
      if (office && (this.holds(office.term) || (await this.#renew(office)))) return { type: 'own', term: office.term }
      this.#office = undefined
      return await this.#begin()
    } catch (thrown) {
      const { code, message, reason } = toKubeError(thrown)
      if (code !== 'KUBE_UNREACHABLE') throw thrown
      throw nobody(`${message}: ${reason}`)
    }
  }

  async #renew(office: Office): Promise<boolean> {
    const askedMs = this.#options.clock.monotonic()
    if ((await this.#etcd.keepAlive(office.lease)) <= 0) return false
    office.untilMs = askedMs + leaseUsableMs
    return true
  }

  async #begin(): Promise<Turn> {
    const { self, clock, lastTerm, logger } = this.#options
    const askedMs = clock.monotonic()
    const lease = await this.#etcd.grant(leaseMs / 1000)
    const taken = await this.#etcd.when(
      { key: this.#holderKey, createRevision: 0 },
      [
        { type: 'put', key: this.#holderKey, value: self, lease },
        { type: 'get', key: this.#lastKey }
      ],
      [
        { type: 'get', key: this.#lastKey },
        { type: 'get', key: this.#holderKey }
      ]
    )
    const [last, holder] = taken.found
    const term = taken.succeeded ? taken.revision : holder?.lease === lease ? holder.createRevision : undefined
    if (term === undefined) {
      await this.#revoke(lease)
      return this.#heldBy(holder)
    }
    try {
      if (term <= lastTerm()) {
        throw nobody(
          `etcd counts revisions from ${term}, and a term ${lastTerm()} has been: it is a new cluster, or another`
        )
      }
      await this.#catchUp(last)
    } catch (thrown) {
      await this.#revoke(lease)
      throw thrown
    }
    this.#office = { lease, term, untilMs: askedMs + leaseUsableMs }
    logger.log('info', 'this machine orders strict realms', { term, arbiter: 'etcd' })
    return { type: 'own', term }
  }

  /** Who holds the key; what an earlier life of this KUBE left is taken away. */
  async #heldBy(holder: KeyValue | undefined): Promise<Turn> {
    const { self } = this.#options
    if (holder === undefined) return { type: 'none', reason: 'who ordered them has just ended' }
    if (holder.value !== self) return { type: 'other', holder: holder.value }
    const { createRevision } = holder
    await this.#etcd.when({ key: this.#holderKey, createRevision }, [{ type: 'delete', key: this.#holderKey }])
    return { type: 'none', reason: 'this machine ordered them before it was started again' }
  }

  /** @throws KUBE_SEQUENCER while the last entry that counts is not here */
  async #catchUp(last: KeyValue | undefined): Promise<void> {
    if (last === undefined) return
    const { has, until, nameOf } = this.#options
    const entry = parseEntry(last.value)
    if (!(await until(() => has(entry.id), arrivalMsMax))) {
      throw nobody(`the last entry that counts is in the chain of ${nameOf(entry.chain)} and has not come here yet`)
    }
    this.#last = entry
  }

  async #confirm(term: number, { id, chain, sequence }: OrderedEntry): Promise<void> {
    const key = this.#holderKey
    const last = this.#last
    const isOld = last !== undefined && (last.id === id || this.#options.covers(last.id, id))
    const value = JSON.stringify({ id, chain, sequence })
    try {
      const { succeeded } = await this.#etcd.when(
        { key, createRevision: term },
        isOld ? [{ type: 'get', key }] : [{ type: 'put', key: this.#lastKey, value }]
      )
      if (!succeeded) throw unknownOutcome('another took over')
      if (!isOld) this.#last = { id, chain, sequence }
    } catch (thrown) {
      const { code, message, reason } = toKubeError(thrown)
      throw code === 'KUBE_UNREACHABLE' ? unknownOutcome(`${message}: ${reason}`) : thrown
    }
  }

  async #revoke(lease: string): Promise<void> {
    try {
      await this.#etcd.revoke(lease)
    } catch (thrown) {
      // It ends by itself.
      this.#options.logger.log('debug', 'a lease could not be given back', { reason: toKubeError(thrown).reason })
    }
  }
}

/** @throws KUBE_PEER_MISBEHAVED */
function parseEntry(text: string): OrderedEntry {
  try {
    const { id, chain, sequence } = JSON.parse(text) as Partial<OrderedEntry>
    if (id && chain && sequence && /^[0-9a-f]{40}$/.test(id)) return { id, chain, sequence }
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
  }
  throw new KubeError('KUBE_PEER_MISBEHAVED', 'etcd has something else than an entry as the last one', {
    reason: text.slice(0, 200)
  })
}
