// On how many machines something is served: each says so itself once it has it durably and shows it.
import { replicasTimeoutMsMax, servedGraceMs } from '../../base/limits.ts'
import type { PeerId } from '../../base/types.ts'
import type { Entry } from '../../ledger/types.ts'
import type { Kube } from '../../node/kube.ts'
import type { Replicas } from '../api.ts'

export interface ServedAnswer {
  /** Names of machines, this one first. */
  readonly servedBy: string[]
  readonly short?: { readonly wanted: number; readonly got: number }
}

const timeoutMsDefault = 30_000

export class Served {
  readonly #kube: Kube

  constructor(kube: Kube) {
    this.#kube = kube
  }

  /** Waits until as many members as asked for serve the entry, or the time is over. Nothing is undone then. */
  async wait(entry: Entry, replicas: Replicas | undefined, timeoutMs = timeoutMsDefault): Promise<ServedAnswer> {
    const members = this.#kube.membership.machines().length
    const { replicator } = this.#kube
    if (replicas === undefined) {
      // Those that are connected usually answer within a few round trips.
      const connected = replicator.members().length
      await replicator.until(() => this.#holders(entry).length > connected, servedGraceMs)
      return { servedBy: this.#names(entry) }
    }
    const wanted = wantedOf(replicas, members)
    const wait = wanted > members ? 0 : Math.min(timeoutMs, replicasTimeoutMsMax)
    // More machines than there are will not come: what there is is waited for as briefly as without a number.
    if (wanted > members) await replicator.until(() => this.#holders(entry).length >= members, servedGraceMs)
    else await this.#reach(entry, wanted, wait)
    const servedBy = this.#names(entry)
    if (servedBy.length < wanted && wait < timeoutMs && wait > 0) this.#kube.limits.hit('replicasTimeoutMsMax')
    return servedBy.length >= wanted ? { servedBy } : { servedBy, short: { wanted, got: servedBy.length } }
  }

  /** In a large subnet not every member is connected: all are, for as long as this waits. */
  async #reach(entry: Entry, wanted: number, waitMs: number): Promise<void> {
    const { replicator, reachAll } = this.#kube
    const isMet = (): boolean => this.#holders(entry).length >= wanted
    if (await replicator.until(isMet, Math.min(waitMs, servedGraceMs))) return
    const release = reachAll()
    await replicator.until(isMet, waitMs).finally(release)
  }

  /** Members that have the entry and can read it, this KUBE first. */
  #holders(entry: Entry): PeerId[] {
    const { self, membership, replicator } = this.#kube
    const others = replicator.holders(entry).filter(peer => peer !== self && membership.isMember(peer))
    return [self, ...others.filter(peer => membership.knowsRules(peer, entry.rules))]
  }

  #names(entry: Entry): string[] {
    return this.#holders(entry).map(peer => this.#kube.membership.machine(peer)?.name ?? this.#kube.name)
  }
}

function wantedOf(replicas: Replicas, members: number): number {
  if (replicas === 'all') return members
  return replicas === 'majority' ? Math.floor(members / 2) + 1 : replicas
}
