// This KUBE as the one that invites: makes join codes, and takes in whoever redeems one of them here.
import { X509Certificate } from 'node:crypto'
import { KubeError } from '../../base/errors.ts'
import { keyOfDid } from '../../base/identity.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import type { Channel } from '../../ports/network.ts'
import type { GitObject } from '../../ports/objects.ts'
import { dxos } from '../../proto/generated.js'
import { enrolProtocol } from '../../trust/enrolment-proof.ts'
import { type EnrolmentRecord, serveEnrolment } from '../../trust/enrolment-server.ts'
import { type InvitedAs, Invites } from '../../trust/invites.ts'
import { encodeJoinCode, rootFingerprint } from '../../trust/join-code.ts'
import { credentialCommit } from '../genesis.ts'
import type { Kube } from '../kube.ts'
import { smallCommit } from '../objects/small-commit.ts'
import { realClock } from '../real.ts'
import { credentialRef } from '../trust-refs.ts'
import { machineRef, redeemedRef } from './membership.ts'

export class Inviting {
  readonly #kube: Kube
  readonly #invites: Invites

  private constructor(kube: Kube, invites: Invites) {
    this.#kube = kube
    this.#invites = invites
  }

  /** Answers `/kube/enrol/1.0.0` from now on. */
  static async open(kube: Kube): Promise<Inviting> {
    const invites = await Invites.open(kube.keys, realClock.now())
    for (const { message, reason } of invites.putAside) {
      kube.logger.log('warn', 'an invite is put aside: its code lets nobody in any more', {
        reason: `${message}: ${reason}`
      })
    }
    const inviting = new Inviting(kube, invites)
    kube.network.handle(enrolProtocol, channel => inviting.#serve(channel))
    return inviting
  }

  /** @throws KUBE_DENIED on a KUBE that is no admin, KUBE_USAGE, KUBE_LIMIT */
  async create(request: { uses?: number; ttlMs?: number; as?: InvitedAs }): Promise<{ code: string; expires: string }> {
    this.#assertAdmin()
    const { subnet, network, keys } = this.#kube
    const { id, secret, expiresMs } = await this.#invites.create({ ...request, now: realClock.now() })
    const code = encodeJoinCode({
      rootFingerprint: rootFingerprint(keyOfDid(subnet.root)),
      peer: keys.kube.publicKey,
      addresses: network.addresses().map(address => address.replace(/\/p2p\/[^/]+$/, '')),
      id,
      secret,
      expiresMs
    })
    return { code, expires: new Date(expiresMs).toISOString() }
  }

  #assertAdmin(): void {
    const { self, membership, keys } = this.#kube
    if (membership.isAdmin(self) && keys.rootCa) return
    const admins = membership.admins().map(machine => machine.name)
    throw new KubeError('KUBE_DENIED', 'this machine may not invite', {
      reason: `only admins do: ${admins.join(', ') || 'none is known'}`,
      next: [`kubed invite    # on ${admins[0] ?? 'an admin machine'}`]
    })
  }

  async #serve(channel: Channel): Promise<void> {
    this.#assertAdmin()
    const { keys, name, subnet, membership, network, self, logger } = this.#kube
    const rootCaKey = keys.rootCa
    if (!rootCaKey) return
    const outcome = await serveEnrolment(channel, {
      kubeKey: keys.kube,
      name,
      root: keyOfDid(subnet.root),
      credentials: membership.proof(self),
      rootCa: { privateKey: rootCaKey, certificate: new X509Certificate(subnet.rootCa) },
      caBinding: subnet.caBinding,
      bases: subnet.bases,
      invites: this.#invites,
      machines: () =>
        membership.machines().map(machine => ({
          name: machine.name,
          peerId: machine.id,
          addresses: machine.id === self ? network.addresses() : machine.addresses
        })),
      isRemoved: peer => membership.isRemoved(peer),
      isAdmin: invite => (invite.as === 'auto' ? membership.admins().length < 2 : invite.as === 'admin'),
      record: record => this.#record(record),
      now: () => realClock.now()
    })
    if (outcome.type === 'enrolled') logger.log('info', `${outcome.name} joined`, { roles: outcome.roles.join(', ') })
    else {
      const { code, limit } = outcome.error
      if (limit) this.#kube.limits.hit(limit)
      logger.log('warn', 'an enrolment was refused', { peer: outcome.peerId, code })
    }
  }

  /** The credentials and that the code was redeemed, as one changeset; once. */
  async #record(record: EnrolmentRecord): Promise<void> {
    const { replica, author, mayAppend } = this.#kube
    await mayAppend
    await replica.append(() => {
      const ident = author(record.redeemedMs)
      const updates: RefUpdate[] = []
      const objects: GitObject[] = []
      const add = (ref: string, commit: { id: string; objects: readonly GitObject[] }): void => {
        if (replica.ledger.ref(ref) !== undefined) return
        updates.push({ ref, old: undefined, new: commit.id })
        objects.push(...commit.objects)
      }
      for (const { id, jwt, role } of record.credentials) add(credentialRef(id), credentialCommit(jwt, ident, role))
      if (updates.length > 0) {
        const redeemed = Buffer.from(`${record.peerId}\n`)
        const message = `redeemed by ${record.name}`
        const ref = redeemedRef(record.codeId)
        const before = replica.ledger.ref(ref)
        const parents = before === undefined ? [] : [before]
        const commit = smallCommit({ files: { [record.peerId]: redeemed }, parents, author: ident, message })
        updates.push({ ref, old: before, new: commit.id })
        objects.push(...commit.objects)
      }
      const machine = dxos.kube.Machine.encode({ name: record.name, addresses: [], version: '' }).finish()
      const files = { 'machine.binpb': machine }
      add(
        machineRef(record.peerId),
        smallCommit({ files, parents: [], author: ident, message: `machine ${record.name}` })
      )
      return { updates, objects, message: `enrol ${record.name}` }
    })
  }
}
