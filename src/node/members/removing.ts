// Takes machines out of the subnet: their keys are revoked at a cut, as one changeset of an admin. Everything else
// (connections, counts, listings) follows the graph on every KUBE by itself.
import { KubeError } from '../../base/errors.ts'
import { didOfKey, keyOfPeerId } from '../../base/identity.ts'
import type { PeerId } from '../../base/types.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import { cutHere, revocationCommit } from '../entries/revocation.ts'
import type { Kube } from '../kube.ts'
import { realClock } from '../real.ts'
import { revokedRef } from '../trust-refs.ts'
import type { MachineRecord } from './membership.ts'
import { keysNamedBy } from './rotations.ts'

/** Waiting to hear of what others have before the cut is drawn. */
const catchUpMsMax = 2_000

export class Removing {
  readonly #kube: Kube

  constructor(kube: Kube) {
    this.#kube = kube
  }

  /** The one machine of this name or id. @throws KUBE_NOT_FOUND, KUBE_USAGE when several have the name */
  find(name: string): MachineRecord {
    const machines = this.#kube.membership.machines()
    const found = machines.filter(machine => machine.name === name || machine.id === name)
    const [machine, other] = found
    if (machine && !other) return machine
    if (machine) {
      throw new KubeError('KUBE_USAGE', `${found.length} machines are called ${name}`, {
        reason: 'say which by its id',
        next: found.map(({ id }) => `dx machine remove ${id}`)
      })
    }
    const names = machines.map(machine => machine.name).sort()
    throw new KubeError('KUBE_NOT_FOUND', `no machine of the subnet is called ${name}`, {
      reason: `there are ${names.join(', ')}`,
      next: ['dx machines']
    })
  }

  /**
   * Ends the membership of a machine; its entries up to what is known here stay believed. Its connection is closed a
   * moment later: `dismissed` of the replicator waits for that.
   * @throws KUBE_DENIED on a KUBE that is no admin, KUBE_LAST_ADMIN
   */
  async remove(peer: PeerId, reason: string): Promise<void> {
    const { self, replica, objects, membership } = this.#kube
    this.#assertMay(peer)
    if (membership.isRemoved(peer)) return
    await this.#end(peer, reason, async () => {
      // What it has named as its next key is the same machine, or a way back in.
      const named = await keysNamedBy(peer, replica, objects)
      return [peer, ...named.filter(key => key !== self && membership.isMember(key))]
    })
  }

  /** Ends one key of a machine that goes on under another. @throws as `remove` */
  async retire(peer: PeerId, reason: string): Promise<void> {
    this.#assertMay(peer)
    await this.#end(peer, reason, async () => [peer])
  }

  #assertMay(peer: PeerId): void {
    const { self, membership } = this.#kube
    this.#assertAdmin()
    if (peer === self)
      throw new KubeError('KUBE_USAGE', 'that is this machine itself', {
        reason: 'it leaves by another command',
        next: ['kubed leave']
      })
    if (!membership.isRemoved(peer)) this.#assertNotLast(peer)
  }

  /** `keysOf` is asked when nothing else is being written: what is named until then is among them. */
  async #end(peer: PeerId, reason: string, keysOf: () => Promise<PeerId[]>): Promise<void> {
    const { replica, replicator, membership, mayAppend, author } = this.#kube
    await mayAppend
    // What it wrote before, and somebody has, is not lost for being a moment late.
    await replicator.until(() => replicator.sync.caughtUp(), catchUpMsMax)
    await replica.append(async () => {
      this.#assertMay(peer)
      const ending = (await keysOf()).filter(key => !membership.isRemoved(key))
      // Of all chains: what it wrote to strict realms stands in those of whoever ordered it.
      const cut = cutHere(replica.ledger)
      const commits = ending.map(key =>
        revocationCommit({ key: didOfKey(keyOfPeerId(key)), cut, reason }, author(realClock.now()))
      )
      const updates = ending.map((key, at): RefUpdate => {
        const ref = revokedRef(key)
        return { ref, old: replica.ledger.ref(ref), new: commits[at]!.id }
      })
      const names = ending.map(key => membership.machine(key)?.name ?? key)
      return { updates, objects: commits.flatMap(({ objects }) => objects), message: `remove ${names.join(', ')}` }
    })
  }

  #assertAdmin(): void {
    const { self, membership } = this.#kube
    if (membership.isAdmin(self)) return
    const admins = membership.admins().map(machine => machine.name)
    throw new KubeError('KUBE_DENIED', 'this machine may not remove others', {
      reason: `only admins do: ${admins.join(', ') || 'none is known'}`,
      next: [`dx machine remove NAME    # on ${admins[0] ?? 'an admin machine'}`]
    })
  }

  /** The members that stay need an admin: nobody else can let machines in, renew certificates or revoke. */
  #assertNotLast(peer: PeerId): void {
    const { membership } = this.#kube
    const others = membership.machines().filter(({ id }) => id !== peer)
    if (others.length > 0 && others.some(({ id }) => membership.isAdmin(id))) return
    const name = membership.machine(peer)?.name ?? peer
    if (!membership.isAdmin(peer)) return
    throw new KubeError('KUBE_LAST_ADMIN', `${name} is the last admin of the subnet`, {
      reason:
        others.length === 0
          ? 'it is the only machine; delete its home to end the subnet'
          : `without it nobody can let machines in or renew their certificates: ${others.map(one => one.name).join(', ')}`,
      next: ['kubed invite --role admin', 'dx machines']
    })
  }
}
