// Who is in: credentials and machines as the graph has them, kept in step with the ledger.
import { didOfKey, keyOfDid, keyOfPeerId, peerIdOfKey } from '../../base/identity.ts'
import { isLost } from '../../base/object-faults.ts'
import type { Clock, Logger, ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { revokedPattern } from '../../ledger/ref-grammar.ts'
import { firstRules, type Grant } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { dxos } from '../../proto/generated.js'
import { shownText } from '../../trust/conversation.ts'
import { machineNameLengthMax } from '../../trust/enrolment-proof.ts'
import type { Applied } from '../entries/changes.ts'
import { credentialPattern, type HeldCredential, readHeld } from '../entries/held-credentials.ts'
import { type Revocation, readRevocation, touchesTrust } from '../entries/revocation.ts'
import { readSmallFile } from '../objects/small-commit.ts'
import type { Replica } from '../replica.ts'
import { credentialRef } from '../trust-refs.ts'

export interface MachineRecord {
  readonly id: PeerId
  readonly name: string
  readonly addresses: readonly string[]
  readonly version: string
  /** Number of the newest merge rules that it knows. */
  readonly rules: number
}

/** A multiaddr, as far as it matters here. */
const addressPattern = /^\/[!-~]{1,255}$/
const addressesMax = 16
const unannounced = { addresses: [], version: '', rules: firstRules }
const versionLengthMax = 40
const machinePattern = /^refs\/!machines\/([^/]+)\/!machine$/
export const rotationRef = (id: string): RefName => `refs/!trust/${id}/!rotation`
export const redeemedRef = (codeId: string): RefName => `refs/!trust/${codeId}/!redeemed`
export const machineRef = (peer: PeerId): RefName => `refs/!machines/${peer}/!machine`

export class Membership {
  readonly #objects: Objects
  readonly #subnet: string
  readonly #now: () => number
  readonly #logger: Logger
  readonly #credentials = new Map<RefName, HeldCredential>()
  readonly #machines = new Map<PeerId, MachineRecord>()
  /** Number of the newest merge rules that a peer knew when it was last connected: it may have gone back to an older program. */
  readonly #rules = new Map<PeerId, number>()
  /** Members that say that this machine was removed. */
  readonly #removedBy = new Set<PeerId>()
  /** Of every entry whose revocations are in force, by commit: one that lost the merge ends keys all the same. */
  #revocations = new Map<ObjectId, Revocation>()

  private constructor(objects: Objects, subnet: string, clock: Clock, logger: Logger) {
    this.#objects = objects
    this.#subnet = subnet
    this.#now = () => clock.now()
    this.#logger = logger
  }

  /** `subnet`: `did:key` of its root. */
  static async follow(
    replica: Replica,
    objects: Objects,
    subnet: string,
    clock: Clock,
    logger: Logger
  ): Promise<Membership> {
    const membership = new Membership(objects, subnet, clock, logger)
    await membership.rebuild(replica)
    const rebuild = (): Promise<void> => membership.rebuild(replica)
    const take = async ({ refs, entries }: Applied): Promise<void> => {
      await membership.#update(refs)
      if (touchesTrust(entries)) await membership.#followRevocations(replica.ledger)
    }
    replica.onApplied(take, { name: 'membership', rebuild })
    return membership
  }

  /** Reads all of it again, after something that could not be read was mended. */
  async rebuild(replica: Replica): Promise<void> {
    const { ledger } = replica
    for (const folder of ['refs/!trust/', 'refs/!machines/']) await this.#update(ledger.refs(folder))
    const known = [
      ...this.#credentials.keys(),
      ...this.#revocations.keys(),
      ...[...this.#machines.keys()].map(machineRef)
    ]
    await this.#update(known.filter(ref => ledger.ref(ref) === undefined).map(ref => [ref, undefined] as const))
    await this.#followRevocations(ledger)
  }

  async #update(refs: Iterable<readonly [RefName, ObjectId | undefined]>): Promise<void> {
    for (const [ref, commit] of refs) {
      try {
        if (credentialPattern.test(ref)) await this.#credential(ref, commit)
        const peer = machinePattern.exec(ref)?.[1]
        if (peer !== undefined) await this.#machine(peer, commit)
      } catch (thrown) {
        if (!isLost(thrown)) throw thrown
        this.#logger.log('error', 'a credential or machine cannot be read', { ref, reason: String(thrown) })
      }
    }
  }

  async #credential(ref: RefName, commit: ObjectId | undefined): Promise<void> {
    const held = commit === undefined ? undefined : await readHeld(this.#objects, commit, this.#subnet, this.#logger)
    // At another place than its own, the ledger would not count it, and a revocation not find it.
    if (held && ref === credentialRef(held.id)) this.#credentials.set(ref, held)
    else this.#credentials.delete(ref)
  }

  async #followRevocations(ledger: Ledger): Promise<void> {
    const found = new Map<ObjectId, Revocation>()
    for (const { updates } of ledger.withdrawals().map(id => ledger.get(id)!)) {
      for (const { ref, new: commit } of updates) {
        if (commit === undefined || !revokedPattern.test(ref)) continue
        const revocation = this.#revocations.get(commit) ?? (await this.#tryRevocation(ref, commit))
        if (revocation) found.set(commit, revocation)
      }
    }
    this.#revocations = found
  }

  async #tryRevocation(ref: RefName, commit: ObjectId): Promise<Revocation | undefined> {
    try {
      return await readRevocation(this.#objects, commit)
    } catch (thrown) {
      if (!isLost(thrown)) throw thrown
      this.#logger.log('error', 'a revocation cannot be read', { ref, reason: String(thrown) })
      return undefined
    }
  }

  async #machine(id: PeerId, commit: ObjectId | undefined): Promise<void> {
    const file = commit === undefined ? undefined : await readSmallFile(this.#objects, commit, 'machine.binpb')
    const machine = file && this.#decodeMachine(id, file)
    if (!machine) {
      this.#machines.delete(id)
      return
    }
    const { name, addresses, version, rules } = machine
    // Its own words: they stand in tables, and are dialled.
    this.#machines.set(id, {
      id,
      name: shownText(name, machineNameLengthMax) || shortId(id),
      addresses: (addresses ?? []).filter(address => addressPattern.test(address)).slice(0, addressesMax),
      version: shownText(version, versionLengthMax),
      rules: rules || firstRules
    })
  }

  /** Each machine writes its own: what is no message says nothing. */
  #decodeMachine(id: PeerId, file: Uint8Array): dxos.kube.Machine.$Shape | undefined {
    try {
      return dxos.kube.Machine.decode(file)
    } catch (thrown) {
      this.#logger.log('warn', 'what a machine says of itself is no message', { id, reason: String(thrown) })
      return undefined
    }
  }

  /** Members, each with what it says of itself; a member that has said nothing yet goes by its id. */
  machines(): MachineRecord[] {
    const members = this.#withRole('member')
    return [...members].map(id => {
      const machine = this.#machines.get(id) ?? { ...unannounced, id, name: shortId(id) }
      return { ...machine, rules: this.#rules.get(id) ?? machine.rules }
    })
  }

  /** A member lets this one in, and has said which merge rules it knows. */
  heard(peer: PeerId, rules: number): void {
    this.#rules.set(peer, rules)
    this.#removedBy.delete(peer)
  }

  /** A peer has said that this machine was removed: the word of a member, for the entry that did it may never come. */
  heardRemoval(peer: PeerId): void {
    if (!this.isMember(peer) || this.#removedBy.has(peer)) return
    this.#removedBy.add(peer)
    const reason = `${this.nameOf(peer)} says so`
    this.#logger.log('error', 'this machine was removed from its subnet', {
      reason,
      next: 'kubed join CODE --home DIR'
    })
  }

  /** Names of the members that last said that this machine was removed. */
  removedBy(): string[] {
    return [...this.#removedBy].filter(peer => this.isMember(peer)).map(peer => this.nameOf(peer))
  }

  /** Whether a member can read entries by these rules, as far as is known. */
  knowsRules(peer: PeerId, rules: number): boolean {
    return rules === firstRules || (this.machine(peer)?.rules ?? firstRules) >= rules
  }

  machine(id: PeerId): MachineRecord | undefined {
    return this.machines().find(machine => machine.id === id)
  }

  /** What a machine is called, or was before it was removed. */
  nameOf(id: PeerId): string {
    return this.#machines.get(id)?.name ?? shortId(id)
  }

  isMember(peer: PeerId): boolean {
    return this.#withRole('member').has(peer)
  }

  isAdmin(peer: PeerId): boolean {
    return this.#withRole('admin').has(peer)
  }

  /** Whether a credential is of a person's key. */
  isAccount(credentialId: string): boolean {
    return this.#credentials.get(credentialRef(credentialId))?.account !== undefined
  }

  /** Every credential that the graph has, those that have ended too. */
  credentials(): HeldCredential[] {
    return [...this.#credentials.values()]
  }

  /** Whether the graph says that this peer was a member and is none any more: nothing that it shows counts. */
  isRemoved(peer: PeerId): boolean {
    const did = didOfKey(keyOfPeerId(peer))
    if (this.#isKeyRevoked(did)) return true
    const member = [...this.#credentials.values()].filter(({ role, subject }) => role === 'member' && subject === did)
    return member.length > 0 && member.every(held => this.#isRevoked(held))
  }

  /** Whether what a key shows of itself no longer counts; a credential of the graph is known by its id alone. */
  isRevoked(credentialId: string, subject: string): boolean {
    return this.#isRevoked({ id: credentialId, subject })
  }

  /** What the graph says that has ended. */
  revocations(): Revocation[] {
    return [...this.#revocations.values()]
  }

  /** The credentials of a subject that are in force. */
  held(subject: string): HeldCredential[] {
    return this.#inForce().filter(held => held.subject === subject)
  }

  /** Not revoked, and not past its end. When it begins, whoever wrote it into the graph has said. */
  #inForce(): HeldCredential[] {
    const now = this.#now()
    return [...this.#credentials.values()].filter(
      held => !this.#isRevoked(held) && (held.expires === undefined || now < held.expires)
    )
  }

  #isRevoked({ id, subject }: Pick<HeldCredential, 'id' | 'subject'>): boolean {
    if (this.#isKeyRevoked(subject)) return true
    return [...this.#revocations.values()].some(({ credential }) => credential === id)
  }

  #isKeyRevoked(did: string): boolean {
    return [...this.#revocations.values()].some(({ key }) => key === did)
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
    for (const held of this.#inForce()) {
      // People's keys are no machines, and an admin of a part is none of the subnet.
      if (held.role === role && held.scope === '' && held.account === undefined) peers.add(this.#peerOf(held.subject))
    }
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
