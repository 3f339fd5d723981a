// Writes into the graph where this KUBE can be reached, when that is not what the graph says already.
import type { PeerId } from '../base/types.ts'
import { version } from '../base/version.ts'
import type { Network } from '../ports/network.ts'
import { dxos } from '../proto/generated.js'
import { type Membership, machineRef } from './membership.ts'
import type { Replica } from './replica.ts'
import { smallCommit } from './small-commit.ts'

export interface AnnouncerOptions {
  readonly self: PeerId
  readonly name: string
  readonly network: Network
  readonly membership: Membership
  readonly replica: Replica
  /** Until then nothing is written. */
  readonly mayAppend: Promise<void>
}

export class MachineAnnouncer {
  readonly #options: AnnouncerOptions
  #announced = false

  constructor(options: AnnouncerOptions) {
    this.#options = options
  }

  /** Once for each start: as soon as the graph says that this KUBE is a member, which one that joins learns late. */
  async announce(): Promise<void> {
    const { self, membership, mayAppend } = this.#options
    await mayAppend
    if (this.#announced || !membership.isMember(self)) return
    this.#announced = true
    try {
      await this.#write()
    } catch (error) {
      // A full disk, say: the next change of the graph is the next occasion.
      this.#announced = false
      throw error
    }
  }

  async #write(): Promise<void> {
    const { self, name, network, membership, replica } = this.#options
    const addresses = network.addresses().toSorted()
    const known = membership.machine(self)
    const said = [known?.name, known?.version, ...(known?.addresses ?? [])].join(' ')
    if (said === [name, version, ...addresses].join(' ')) return
    const ref = machineRef(self)
    await replica.append(() => {
      const old = replica.ledger.ref(ref)
      const file = dxos.kube.Machine.encode({ name, addresses, version }).finish()
      // Without parents: where a machine was last month is of no use to anybody.
      const author = { name, email: `${self}@kube`, seconds: Math.floor(Date.now() / 1000), offset: 0 }
      const commit = smallCommit({ files: { 'machine.binpb': file }, parents: [], author, message: `machine ${name}` })
      const updates = commit.id === old ? [] : [{ ref, old, new: commit.id }]
      return { updates, objects: commit.objects, message: `machine ${name} is at ${addresses[0] ?? 'no address'}` }
    })
  }
}
