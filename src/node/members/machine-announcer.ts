// Writes into the graph where this KUBE can be reached, when that is not what the graph says already.
import { announceIntervalMs } from '../../base/limits.ts'
import type { Clock, PeerId, Scheduler } from '../../base/types.ts'
import { version } from '../../base/version.ts'
import type { Network } from '../../ports/network.ts'
import { dxos } from '../../proto/generated.js'
import { smallCommit } from '../objects/small-commit.ts'
import type { Replica } from '../replica.ts'
import { type Membership, machineRef } from './membership.ts'

export interface AnnouncerOptions {
  readonly self: PeerId
  readonly name: string
  readonly network: Network
  readonly membership: Membership
  readonly replica: Replica
  readonly scheduler: Scheduler
  readonly clock: Clock
  /** Until then nothing is written. */
  readonly mayAppend: Promise<void>
  /** Has `announce` called again, its failure looked after. */
  readonly again: () => void
}

export class MachineAnnouncer {
  readonly #options: AnnouncerOptions
  #isPaused = false
  #isWanted = false
  #cancel: () => void = () => undefined

  constructor(options: AnnouncerOptions) {
    this.#options = options
  }

  /**
   * Writes what is not in the graph yet; called when this machine may have become a member, and whenever a connection
   * comes or goes: that is how a change of network shows. At most once in `announceIntervalMs`.
   */
  async announce(): Promise<void> {
    const { self, membership, mayAppend, scheduler } = this.#options
    await mayAppend
    this.#isWanted = true
    if (this.#isPaused || !membership.isMember(self)) return
    this.#isWanted = false
    this.#isPaused = true
    let written = false
    try {
      written = await this.#write()
    } finally {
      // A full disk, say, has the next occasion to try again.
      if (written) this.#cancel = scheduler.after(announceIntervalMs, () => this.#resume())
      else this.#isPaused = false
    }
  }

  stop(): void {
    this.#isPaused = true
    this.#cancel()
  }

  #resume(): void {
    this.#isPaused = false
    if (this.#isWanted) this.#options.again()
  }

  /** Whether there was something to write. */
  async #write(): Promise<boolean> {
    const { self, name, network, membership, replica, clock } = this.#options
    const addresses = network.addresses().toSorted()
    const known = membership.machine(self)
    const { known: rules } = replica.ledger.rules
    const said = [known?.name, known?.version, known?.rules, ...(known?.addresses ?? [])].join(' ')
    if (said === [name, version, rules, ...addresses].join(' ')) return false
    const ref = machineRef(self)
    await replica.append(() => {
      const old = replica.ledger.ref(ref)
      const file = dxos.kube.Machine.encode({ name, addresses, version, rules }).finish()
      // Without parents: where a machine was last month is of no use to anybody.
      const author = { name, email: `${self}@kube`, seconds: Math.floor(clock.now() / 1000), offset: 0 }
      const commit = smallCommit({ files: { 'machine.binpb': file }, parents: [], author, message: `machine ${name}` })
      const updates = commit.id === old ? [] : [{ ref, old, new: commit.id }]
      return { updates, objects: commit.objects, message: `machine ${name} is at ${addresses[0] ?? 'no address'}` }
    })
    return true
  }
}
