// Credentials of keys end with their time: connections and HTTP go by the clock, entries by a revocation at a cut, which
// an admin KUBE writes by itself (trust.md, Revocation, rotation, compromise).
import { toKubeError } from '../../base/errors.ts'
import type { Clock, Scheduler } from '../../base/types.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import type { GitObject } from '../../ports/objects.ts'
import type { HeldCredential } from '../entries/held-credentials.ts'
import { cutHere, revocationCommit } from '../entries/revocation.ts'
import type { Kube } from '../kube.ts'
import { revokedRef } from '../trust-refs.ts'

/** Waiting to hear of what others have before the cut is drawn. */
const catchUpMsMax = 2_000
/** For what another admin is to do, or could not be written. */
const retryMs = 60_000
/** Timers are not set for longer: clocks are put right meanwhile. */
const sleepMsMax = 24 * 60 * 60 * 1000

export interface ExpiryOptions {
  readonly kube: Kube
  readonly clock: Clock
  readonly scheduler: Scheduler
}

export class Expiry {
  readonly #options: ExpiryOptions
  #running: Promise<void> | undefined
  #cancel: () => void = () => undefined
  #stopped = false

  constructor(options: ExpiryOptions) {
    this.#options = options
    options.kube.replica.onApplied(({ refs }) => {
      if (![...refs.keys()].some(ref => ref.startsWith('refs/!trust/'))) return
      // Not while the change is being applied: what is due is written by another one.
      this.#after(0)
    })
  }

  /** Ends what is due; one turn at a time. Never fails: what could not be written is logged, and tried again. */
  turn(): Promise<void> {
    this.#running ??= this.#turn().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  async #turn(): Promise<void> {
    const { kube, clock } = this.#options
    const due = this.#lasting().filter(({ expires = Infinity }) => expires <= clock.now())
    let left = due
    if (due.length > 0 && this.#isFirst()) {
      try {
        await this.#end(due)
        left = []
      } catch (thrown) {
        const { code, reason, message } = toKubeError(thrown)
        kube.logger.log('warn', 'an expired credential is not revoked yet', { code, reason: reason || message })
      }
    }
    // As it is now: while this was written, others may have come.
    const tried = new Set(due.map(({ id }) => id))
    const fresh = this.#lasting().filter(({ id }) => !tried.has(id))
    const next = Math.min(...fresh.map(({ expires = Infinity }) => expires)) - clock.now()
    const pause = Math.min(next, left.length > 0 ? retryMs : Infinity)
    if (pause !== Infinity) this.#after(Math.min(Math.max(pause, 0), sleepMsMax))
  }

  /** Those with an end, which count until a revocation says that they do not. */
  #lasting(): HeldCredential[] {
    const { membership } = this.#options.kube
    return membership
      .credentials()
      .filter(({ id, subject, expires }) => expires !== undefined && !membership.isRevoked(id, subject))
  }

  /** One of the admins that see each other writes it: two at once would be two words for one thing. */
  #isFirst(): boolean {
    const { membership, network, self } = this.#options.kube
    const connected = new Set(network.peers())
    const admins = membership.admins().map(({ id }) => id)
    return admins.includes(self) && !admins.some(id => id < self && connected.has(id))
  }

  async #end(due: readonly HeldCredential[]): Promise<void> {
    const { replica, replicator, mayAppend, author } = this.#options.kube
    await mayAppend
    // What was signed in time, and somebody has, is not lost for being a moment late.
    await replicator.until(() => replicator.sync.caughtUp(), catchUpMsMax)
    await replica.append(() => {
      const updates: RefUpdate[] = []
      const objects: GitObject[] = []
      for (const { id } of due) {
        const ref = revokedRef(id)
        if (replica.ledger.ref(ref) !== undefined) continue
        const revocation = { credential: id, cut: cutHere(replica.ledger), reason: 'it has expired' }
        const commit = revocationCommit(revocation, author(this.#options.clock.now()))
        updates.push({ ref, old: undefined, new: commit.id })
        objects.push(...commit.objects)
      }
      return { updates, objects, message: 'end what has expired' }
    })
  }

  #after(ms: number): void {
    if (this.#stopped) return
    this.#cancel()
    this.#cancel = this.#options.scheduler.after(ms, () => void this.turn())
  }
}
