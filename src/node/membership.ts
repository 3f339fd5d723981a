// Who is in: credentials and machines as the graph has them, kept in step with the ledger.
import { didOfKey, keyOfDid, keyOfPeerId, peerIdOfKey } from '../base/identity.ts'
import type { Logger, ObjectId, PeerId, RefName } from '../base/types.ts'
import type { Entry, Grant } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import { dxos } from '../proto/generated.js'
import { readCredential } from '../trust/credentials.ts'
import type { Applied, Replica } from './replica.ts'
import { isDamage } from './self-repair.ts'
import { readSmallFile } from './small-commit.ts'

export interface MachineRecord {
  readonly id: PeerId
  readonly name: string
  readonly addresses: readonly string[]
  readonly version: string
}

export interface HeldCredential extends Grant {
  readonly jwt: string
}

const credentialPattern = /^refs\/!trust\/([^/]+)\/!credential$/
const machinePattern = /^refs\/!machines\/([^/]+)\/!machine$/
export const credentialRef = (id: string): RefName => `refs/!trust/${id}/!credential`
export const redeemedRef = (codeId: string): RefName => `refs/!trust/${codeId}/!redeemed`
export const machineRef = (peer: PeerId): RefName => `refs/!machines/${peer}/!machine`

async function readHeld(objects: Objects, commit: ObjectId, logger: Logger): Promise<HeldCredential | undefined> {
  const file = await readSmallFile(objects, commit, 'credential.jwt')
  if (!file) return undefined
  const jwt = Buffer.from(file).toString('utf8').trim()
  try {
    const { id, issuer, subject, role, scope } = await readCredential(jwt)
    return { id, issuer, subject, role, scope, jwt }
  } catch (error) {
    logger.log('warn', 'a credential of the graph is not valid', { commit, reason: String(error) })
    return undefined
  }
}

/** The credentials that an entry's updates bring, their signatures checked. */
export function grantReader(logger: Logger): (entry: Entry, objects: Objects) => Promise<readonly Grant[]> {
  return async (entry, objects) => {
    const grants: Grant[] = []
    for (const { ref, new: commit } of entry.updates) {
      const id = credentialPattern.exec(ref)?.[1]
      if (id === undefined || commit === undefined) continue
      const held = await readHeld(objects, commit, logger)
      if (held?.id === id) grants.push(held)
      else if (held) logger.log('warn', 'a credential stands at another id than its own', { ref, id: held.id })
    }
    return grants
  }
}

export class Membership {
  readonly #objects: Objects
  readonly #logger: Logger
  readonly #credentials = new Map<RefName, HeldCredential>()
  readonly #machines = new Map<PeerId, MachineRecord>()

  private constructor(objects: Objects, logger: Logger) {
    this.#objects = objects
    this.#logger = logger
  }

  static async follow(replica: Replica, objects: Objects, logger: Logger): Promise<Membership> {
    const membership = new Membership(objects, logger)
    await membership.rebuild(replica)
    replica.onApplied((applied: Applied) => membership.#update(applied.refs))
    return membership
  }

  /** Reads all of it again, after something that could not be read was mended. */
  async rebuild(replica: Replica): Promise<void> {
    for (const folder of ['refs/!trust/', 'refs/!machines/']) await this.#update(replica.ledger.refs(folder))
  }

  async #update(refs: Iterable<readonly [RefName, ObjectId | undefined]>): Promise<void> {
    for (const [ref, commit] of refs) {
      try {
        if (credentialPattern.test(ref)) await this.#credential(ref, commit)
        const peer = machinePattern.exec(ref)?.[1]
        if (peer !== undefined) await this.#machine(peer, commit)
      } catch (thrown) {
        if (!isDamage(thrown)) throw thrown
        this.#logger.log('error', 'a credential or machine cannot be read', { ref, reason: String(thrown) })
      }
    }
  }

  async #credential(ref: RefName, commit: ObjectId | undefined): Promise<void> {
    const held = commit === undefined ? undefined : await readHeld(this.#objects, commit, this.#logger)
    if (held) this.#credentials.set(ref, held)
    else this.#credentials.delete(ref)
  }

  async #machine(id: PeerId, commit: ObjectId | undefined): Promise<void> {
    const file = commit === undefined ? undefined : await readSmallFile(this.#objects, commit, 'machine.binpb')
    if (!file) {
      this.#machines.delete(id)
      return
    }
    const { name, addresses, version } = dxos.kube.Machine.decode(file)
    this.#machines.set(id, { id, name: name || shortId(id), addresses: addresses ?? [], version: version ?? '' })
  }

  /** Members, each with what it says of itself; a member that has said nothing yet goes by its id. */
  machines(): MachineRecord[] {
    const members = this.#withRole('member')
    return [...members].map(id => this.#machines.get(id) ?? { id, name: shortId(id), addresses: [], version: '' })
  }

  machine(id: PeerId): MachineRecord | undefined {
    return this.machines().find(machine => machine.id === id)
  }

  isMember(peer: PeerId): boolean {
    return this.#withRole('member').has(peer)
  }

  isAdmin(peer: PeerId): boolean {
    const did = didOfKey(keyOfPeerId(peer))
    return [...this.#credentials.values()].some(({ role, subject }) => role === 'admin' && subject === did)
  }

  admins(): MachineRecord[] {
    return this.machines().filter(({ id }) => this.isAdmin(id))
  }

  /** What shows that `peer` is a member: its credentials and those of the admins above it. */
  proof(peer: PeerId): string[] {
    const held = [...this.#credentials.values()]
    const subjects = new Set([didOfKey(keyOfPeerId(peer))])
    const jwts = new Set<string>()
    for (let grown = true; grown; ) {
      grown = false
      for (const { jwt, subject, issuer, role } of held) {
        if (jwts.has(jwt) || !subjects.has(subject) || (role !== 'member' && role !== 'admin')) continue
        jwts.add(jwt)
        subjects.add(issuer)
        grown = true
      }
    }
    return [...jwts]
  }

  #withRole(role: Grant['role']): Set<PeerId> {
    const peers = new Set<PeerId>()
    for (const held of this.#credentials.values()) if (held.role === role) peers.add(this.#peerOf(held.subject))
    return peers
  }

  readonly #peers = new Map<string, PeerId>()

  #peerOf(did: string): PeerId {
    const known = this.#peers.get(did) ?? peerIdOfKey(keyOfDid(did))
    this.#peers.set(did, known)
    return known
  }
}

export const shortId = (peer: PeerId): string => peer.slice(-8)
