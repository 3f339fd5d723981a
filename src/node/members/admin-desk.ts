// This KUBE as an admin that members ask: for certificates, to leave, to go on under another key. It answers whom the
// connection shows, and nobody who is no member now.
import { X509Certificate } from 'node:crypto'
import { KubeError } from '../../base/errors.ts'
import { didOfKey, keyOfPeerId } from '../../base/identity.ts'
import type { PeerId } from '../../base/types.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import type { Channel } from '../../ports/network.ts'
import type { GitObject } from '../../ports/objects.ts'
import { dxos } from '../../proto/generated.js'
import { issueIntermediate } from '../../trust/authority.ts'
import { backdatedMs, issueCredential } from '../../trust/credentials.ts'
import { answerMember, type MemberAnswer, type MemberRequest, memberProtocol } from '../../trust/member-requests.ts'
import { readRotation } from '../../trust/rotation.ts'
import { credentialCommit } from '../genesis.ts'
import type { Kube } from '../kube.ts'
import { smallCommit } from '../objects/small-commit.ts'
import { realClock } from '../real.ts'
import { credentialRef } from '../trust-refs.ts'
import { machineRef, rotationRef } from './membership.ts'
import { Removing } from './removing.ts'
import { keysNamedBy } from './rotations.ts'

export class AdminDesk {
  readonly #kube: Kube
  readonly #removing: Removing

  constructor(kube: Kube) {
    this.#kube = kube
    this.#removing = new Removing(kube)
  }

  /** Answers `/kube/member/1.0.0` from now on; who is no member is refused before any byte. */
  open(): void {
    const { network, membership } = this.#kube
    network.handle(
      memberProtocol,
      channel => this.#serve(channel),
      peer => membership.isMember(peer)
    )
  }

  async #serve(channel: Channel): Promise<void> {
    const { logger } = this.#kube
    let asked = 'nothing'
    const refused = await answerMember(channel, request => {
      asked = request.type
      return this.answer(channel.peer, request)
    })
    const fields = { peer: channel.peer, asked }
    if (refused === undefined) logger.log('info', 'answered a member', fields)
    else logger.log('warn', 'a member was refused', { ...fields, code: refused.code, reason: refused.reason })
  }

  /** @throws KUBE_DENIED for who is no member, and on a KUBE that is no admin; KUBE_LAST_ADMIN */
  async answer(peer: PeerId, request: MemberRequest): Promise<MemberAnswer> {
    const { membership, self } = this.#kube
    if (!membership.isMember(peer)) throw new KubeError('KUBE_DENIED', 'no member', { reason: `${peer} is no member` })
    if (!membership.isAdmin(self))
      throw new KubeError('KUBE_DENIED', 'no admin', { reason: 'this machine is no admin' })
    switch (request.type) {
      case 'certificate':
        return this.#certificate(peer, request)
      case 'leave':
        await this.#removing.remove(peer, 'it left')
        return { type: 'done' }
      case 'rotate':
        return { type: 'rotate', credentials: await this.#rotate(peer, request.statement) }
      case 'retire':
        await this.#retire(peer, request.statement)
        return { type: 'done' }
    }
  }

  #certificate(peer: PeerId, { publicKey }: Extract<MemberRequest, { type: 'certificate' }>): MemberAnswer {
    const { keys, subnet, membership } = this.#kube
    if (!keys.rootCa)
      throw new KubeError('KUBE_DENIED', 'no root CA', { reason: 'this admin has no key of the root CA' })
    const root = { privateKey: keys.rootCa, certificate: new X509Certificate(subnet.rootCa) }
    const name = membership.machine(peer)?.name ?? ''
    const certificate = issueIntermediate(root, publicKey, { name, peerId: peer, now: realClock.now() })
    // The connection is encrypted, and its other end is an admin.
    return { type: 'certificate', certificate, ...(membership.isAdmin(peer) && { rootCaKey: keys.rootCa }) }
  }

  /** Grants the next key of a member what its present one has, once: asked again, it gives the same. */
  async #rotate(peer: PeerId, statement: string): Promise<string[]> {
    const { replica, membership, keys, subnet, author, mayAppend } = this.#kube
    const { id, from, to } = await readRotation(statement)
    if (from !== peer) throw new KubeError('KUBE_DENIED', 'not your key', { reason: 'the statement is by another key' })
    if (membership.isRemoved(to)) throw new KubeError('KUBE_DENIED', 'revoked', { reason: 'the next key is revoked' })
    await mayAppend
    await replica.append(async () => {
      if (membership.isMember(to)) return { updates: [], objects: [], message: '' }
      // Meanwhile it may have been removed, or have named another.
      if (!membership.isMember(from) || membership.isRemoved(to)) {
        throw new KubeError('KUBE_DENIED', 'no member', { reason: `${from} is no member any more` })
      }
      await this.#assertFirst(from)
      const now = realClock.now()
      const subject = didOfKey(keyOfPeerId(to))
      const issued = await Promise.all(
        membership.held(didOfKey(keyOfPeerId(from))).map(async ({ role, scope, expires }) => {
          const ends = expires === undefined ? {} : { expires }
          const of = { subject, audience: subnet.root, role, scope, ...ends }
          const request = { issuerKey: keys.kube, ...of, now, notBefore: now - backdatedMs }
          return { role, ...(await issueCredential(request)) }
        })
      )
      const name = membership.machine(from)?.name ?? ''
      const ident = author(now)
      const updates: RefUpdate[] = []
      const objects: GitObject[] = []
      const add = (ref: string, commit: { id: string; objects: readonly GitObject[] }): void => {
        updates.push({ ref, old: replica.ledger.ref(ref), new: commit.id })
        objects.push(...commit.objects)
      }
      for (const { id: credential, jwt, role } of issued)
        add(credentialRef(credential), credentialCommit(jwt, ident, role))
      add(rotationRef(id), credentialCommit(statement, ident, 'the next key'))
      const machine = dxos.kube.Machine.encode({ name, addresses: [], version: '' }).finish()
      const files = { 'machine.binpb': machine }
      add(machineRef(to), smallCommit({ files, parents: [], author: ident, message: `machine ${name}` }))
      return { updates, objects, message: `another key for ${name || from}` }
    })
    return membership.proof(to)
  }

  /** A key names one next key: else a machine that was turned could name a crowd of them. */
  async #assertFirst(from: PeerId): Promise<void> {
    const { replica, objects, membership } = this.#kube
    const other = (await keysNamedBy(from, replica, objects)).find(key => membership.isMember(key))
    if (other === undefined) return
    throw new KubeError('KUBE_DENIED', 'one next key', {
      reason: `its key has named ${other} before; remove that first`
    })
  }

  /** The next key is in use: the one that named it ends. */
  async #retire(peer: PeerId, statement: string): Promise<void> {
    const { from, to } = await readRotation(statement)
    if (to !== peer) throw new KubeError('KUBE_DENIED', 'not your key', { reason: 'the statement names another key' })
    if (this.#kube.membership.isRemoved(from)) return
    await this.#removing.retire(from, `another key took its place: ${to}`)
  }
}
