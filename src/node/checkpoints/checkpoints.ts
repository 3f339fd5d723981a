// The checkpoint that this KUBE holds: made here, signed with others, or taken from a peer (replication.md, Scale).
import { equalBytes, gitId, toHex } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import { withSignature } from '../../base/git-format.ts'
import type { Clock, Logger, ObjectId, PeerId, Scheduler } from '../../base/types.ts'
import { type Checkpoint, type CheckpointOffer, signersNeeded } from '../../ledger/checkpoint.ts'
import { invalid } from '../../ledger/failure.ts'
import type { RetentionView } from '../../ledger/kept-values.ts'
import type { Entry, ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import type { Signer, Verifier } from '../../ports/signer.ts'
import type { State } from '../../ports/state.ts'
import { assertUnderstood } from '../denied.ts'
import {
  adminsOf,
  type CheckpointAnswer,
  checkpointObjects,
  checkpointPayload,
  checkpointRef,
  entriesOf,
  isWhole,
  listedIn,
  readCheckpoints,
  refutedIn,
  refutedRef,
  type StoredCheckpoint,
  signerOf,
  storedCheckpoint
} from '../entries/checkpoint-file.ts'
import { describe } from '../objects/reachable.ts'
import type { Shallow } from '../objects/shallow.ts'
import type { Replica } from '../replica.ts'
import { makeCheckpoint } from './checkpoint-making.ts'
import type { HeldCheckpoint } from './held-checkpoint.ts'
import { History } from './history.ts'
import { cutHistories } from './history-cuts.ts'
import { lookThrough, type ToldEntries } from './told-entries.ts'

export interface CheckpointsOptions {
  readonly self: PeerId
  /** Raw key of the subnet root. */
  readonly subnet: Uint8Array
  readonly replica: Replica
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
  readonly view: RetentionView
  readonly signer: Signer
  readonly verifier: Verifier
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Commits whose parents were freed here. */
  readonly shallow: Shallow
  /** Credentials that make a KUBE an admin, for whoever does not know it yet. */
  readonly proof: (peer: PeerId) => readonly string[]
  /** Whether credentials make a KUBE an admin, past all that is known here to have ended. */
  readonly proves: (peer: PeerId, proof: readonly string[]) => Promise<boolean>
}

/** Brings listed objects here from the peer; whether all came. */
export type FetchListed = (listed: readonly ListedObject[]) => Promise<boolean>

/** Other admins that are there sign in less. */
const signedMsMax = 5_000

export class Checkpoints {
  readonly #options: CheckpointsOptions
  /** Entries that came with it and whose bytes are not here yet. */
  readonly history: History
  #held: StoredCheckpoint | undefined
  /** By signer. */
  readonly #refs = new Map<PeerId, ObjectId>()
  /** What is kept of those that are not to be believed, by SHA-256. */
  readonly #refuted = new Map<string, ObjectId>()
  #making: Promise<HeldCheckpoint> | undefined
  readonly #waiting = new Set<() => void>()
  /** Called when another one is held, or it has more signers. */
  onChanged: () => void = () => undefined

  private constructor(options: CheckpointsOptions) {
    this.#options = options
    this.history = new History({ ...options, held: () => this.#held, refuted: entry => this.#refute(entry) })
  }

  static async open(options: CheckpointsOptions): Promise<Checkpoints> {
    const checkpoints = new Checkpoints(options)
    const refuted = await refutedIn(options.refs)
    for (const [sha256, bytes] of refuted) checkpoints.#refuted.set(sha256, bytes)
    for (const found of await readCheckpoints(options.objects, options.refs, options.logger)) {
      if (!(await isWhole(options.objects, found.checkpoint))) continue
      checkpoints.#note(found)
      if (!refuted.has(found.sha256)) checkpoints.#held ??= found
    }
    return checkpoints
  }

  /** What refs of checkpoints lead to: of the one that is held, and of earlier ones that some signer has not replaced. */
  roots(): ObjectId[] {
    return [...this.#refs.values(), ...this.#refuted.values()]
  }

  #note({ commits }: StoredCheckpoint): void {
    for (const [signer, commit] of commits) this.#refs.set(signer, gitId('commit', commit))
  }

  /** What peers are told. */
  offer(): CheckpointOffer | undefined {
    const held = this.#held
    if (held === undefined) return undefined
    return { sha256: held.sha256, position: held.checkpoint.position, signers: held.commits.size }
  }

  /** For people: what is held, and who signed it. */
  get summary(): { position: number; madeMs: number; signers: PeerId[]; needed: number } | undefined {
    const held = this.#held
    if (held === undefined) return undefined
    const { position, madeMs } = held.checkpoint
    return { position, madeMs, signers: this.#adminSigners(held), needed: this.#needed(held.checkpoint) }
  }

  /** Whether an entry is in the one that is held, whoever signed it. */
  covers(entry: ObjectId): boolean {
    const held = this.#held
    return held !== undefined && this.#options.replica.ledger.isWithin(held.checkpoint.heads, entry)
  }

  /** What a peer that asks for it is given. */
  answer(sha256: string): CheckpointAnswer | undefined {
    if (this.#held?.sha256 !== sha256) return undefined
    const { bytes, commits } = this.#held
    const signed = [...commits].map(([signer, commit]) => ({ commit, proof: this.#options.proof(signer) }))
    return { bytes, signed }
  }

  /** The one that is held, once as many admins have signed it as must. */
  latest(): HeldCheckpoint | undefined {
    const held = this.#held
    if (held === undefined || !this.#isSigned(held, this.#adminSigners(held))) return undefined
    return this.#shown(held)
  }

  #shown({ sha256: id, checkpoint }: StoredCheckpoint): HeldCheckpoint {
    const { objects, replica } = this.#options
    return {
      id,
      position: checkpoint.position,
      covers: entry => replica.ledger.isWithin(checkpoint.heads, entry),
      objects: () => listedIn(objects, checkpoint)
    }
  }

  /**
   * Makes one of what the ledger is now, signs it and keeps it.
   * @throws KUBE_DENIED for a KUBE that is no admin; KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED, KUBE_DISK_FULL
   */
  make(): Promise<HeldCheckpoint> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined
    })
    return this.#making
  }

  async #make(): Promise<HeldCheckpoint> {
    if (!this.isAdmin) {
      throw new KubeError('KUBE_DENIED', 'this machine cannot make a checkpoint', {
        reason: 'it is no admin of the subnet',
        next: ['kubed checkpoint   on a machine that is one']
      })
    }
    assertUnderstood(this.#options.replica.ledger, 'it can make no checkpoint')
    const { replica } = this.#options
    const { adoptions } = replica.entries
    const nowMs = this.#options.clock.now()
    const bytes = await makeCheckpoint({ ...this.#options, nowMs, before: this.#held?.checkpoint })
    const made = storedCheckpoint(bytes, new Map())
    await this.#sign(made)
    const { position } = made.checkpoint
    await replica.exclusively(() => replica.entries.restOn(made.sha256, position, adoptions))
    return this.#shown(made)
  }

  /**
   * Takes what a peer gave: brings its parts here with all that they list, takes in the entries that the ledger lacks, and
   * keeps it. `refused`: it is not to be believed, or too few have signed it; `failed`: the peer did not have all of it.
   */
  async adopt(answer: CheckpointAnswer, fetch: FetchListed): Promise<'held' | 'refused' | 'failed'> {
    const found = await this.#check(answer)
    if (found === undefined || this.#refuted.has(found.stored.sha256)) return 'refused'
    const { stored, signers } = found
    const { entries, objects } = stored.checkpoint
    if (!(await fetch([...entries, ...objects]))) return 'failed'
    if (!(await fetch(await listedIn(this.#options.objects, stored.checkpoint)))) return 'failed'
    const told = await this.#told(stored.checkpoint)
    if (told.count > 0 && !this.#isSigned(stored, signers)) {
      this.#options.logger.log('info', 'a checkpoint is signed by too few admins', { signers: signers.length })
      return 'refused'
    }
    await this.#keep(stored)
    await cutHistories(this.#options, await listedIn(this.#options.objects, stored.checkpoint))
    const taken = await this.#options.replica.adopt(told)
    if (taken > 0) {
      this.#options.logger.log('info', 'entries came by a checkpoint', { entries: taken })
      this.history.look()
    }
    this.#assertDigest(stored.checkpoint)
    // What this KUBE has seen whole by itself it signs as well.
    if (told.count > 0 || !(await this.#help(stored, signers))) this.#changed()
    return 'held'
  }

  /** Signs the one that is held where this KUBE was ended after it had taken it and before it could. Never throws. */
  async signHeld(): Promise<void> {
    const held = this.#held
    if (held === undefined || held.commits.has(this.#options.self) || !this.history.isWhole) return
    try {
      await this.#help(held, this.#adminSigners(held))
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      this.#options.logger.log('warn', 'a checkpoint could not be signed', { code, reason: reason || message })
    }
  }

  /** Whether this KUBE may sign with others, and did. */
  async #help(stored: StoredCheckpoint, signers: readonly PeerId[]): Promise<boolean> {
    if (!this.isAdmin || this.#isSigned(stored, signers) || !(await this.#listsTruly(stored.checkpoint))) return false
    await this.#sign(stored)
    return true
  }

  /** Who of its signers is an admin. Undefined for what is no checkpoint of this subnet. */
  async #check({ bytes, signed }: CheckpointAnswer) {
    const { subnet, verifier, logger, proves, replica } = this.#options
    const commits = new Map<PeerId, Uint8Array>()
    const signers: PeerId[] = []
    const admins = new Set(adminsOf(replica.ledger))
    for (const { commit, proof } of signed) {
      const signer = signerOf(bytes, commit, verifier)
      if (signer === undefined) continue
      if (!admins.has(signer) && !(await proves(signer, proof))) continue
      commits.set(signer, commit)
      signers.push(signer)
    }
    const stored = storedCheckpoint(bytes, commits)
    const { rules, subnet: of } = stored.checkpoint
    const isReadable = rules <= replica.ledger.rules.known && equalBytes(of, subnet)
    if (signers.length > 0 && isReadable) return { stored, signers }
    logger.log('warn', 'a checkpoint is not to be believed', { sha256: stored.sha256, signed: signed.length })
    return undefined
  }

  /** What it has for the ledger. @throws KUBE_LEDGER_INVALID when it says of entries that are here what they are not */
  async #told(checkpoint: Checkpoint): Promise<ToldEntries> {
    const { objects, replica, subnet, clock } = this.#options
    const found = await lookThrough(entriesOf(objects, checkpoint), replica.ledger, subnet, clock)
    if (found.length !== checkpoint.position) throw invalid('a checkpoint has not as many entries as it says')
    return { ...found, parts: () => entriesOf(objects, checkpoint), keys: checkpoint.keys }
  }

  /** The next start is without it, and takes each entry for what it is. */
  async #refute({ id }: Entry): Promise<void> {
    const { self, refs, logger } = this.#options
    const held = this.#held
    if (held === undefined) return
    this.#held = undefined
    // A ref, as what says what to believe is no view: the state may be deleted.
    const bytes = gitId('blob', held.bytes)
    await refs.setHead(refutedRef(self, held.sha256), bytes)
    this.#refuted.set(held.sha256, bytes)
    const signers = [...held.commits.keys()].join(', ')
    logger.log('error', 'a checkpoint tells of an entry what it is not', { id, signers, next: 'restart kubed' })
  }

  /** A ledger that has the checkpoint's entries and no others has its digest. */
  #assertDigest({ position, digest }: Checkpoint): void {
    const { replica, logger } = this.#options
    if (replica.ledger.position !== position || replica.ledger.digest() === digest) return
    logger.log('error', 'a checkpoint does not make the state that its signers saw', { digest })
  }

  /** Whether its list says of the objects that entries listed what these are. */
  async #listsTruly(checkpoint: Checkpoint): Promise<boolean> {
    const { objects, logger } = this.#options
    for (const { id, sha256 } of await listedIn(objects, checkpoint)) {
      const own = await describe(objects, id)
      if (equalBytes(own.sha256, sha256)) continue
      logger.log('error', 'a checkpoint lists an object that is another', { id, sha256: toHex(sha256) })
      return false
    }
    return true
  }

  async #sign(stored: StoredCheckpoint): Promise<void> {
    const { self, signer } = this.#options
    const payload = checkpointPayload(stored.bytes, self)
    const commit = withSignature(payload, signer.sign(payload))
    await this.#keep({ ...stored, commits: new Map([...stored.commits, [self, commit]]) })
    this.#changed()
  }

  /** Durable when it resolves: from then on a start reads its entries from it. */
  async #keep(stored: StoredCheckpoint): Promise<void> {
    const { objects, refs } = this.#options
    const commits = [...stored.commits.values()].map(content => ({ type: 'commit', content }) as const)
    await objects.write([...checkpointObjects(stored.bytes), ...commits])
    for (const [signer, content] of stored.commits) await refs.setHead(checkpointRef(signer), gitId('commit', content))
    this.#note(stored)
    this.#held = stored
  }

  #adminSigners({ commits }: StoredCheckpoint): PeerId[] {
    const admins = new Set(adminsOf(this.#options.replica.ledger))
    return [...commits.keys()].filter(signer => admins.has(signer))
  }

  #isSigned({ checkpoint }: StoredCheckpoint, signers: readonly PeerId[]): boolean {
    return signers.length >= this.#needed(checkpoint)
  }

  #needed({ admins }: Checkpoint): number {
    return signersNeeded(Math.max(adminsOf(this.#options.replica.ledger).length, admins))
  }

  /** Resolves once as many admins have signed the one that is held as must; after `signedMsMax` in any case. */
  async signed(): Promise<void> {
    if (this.latest()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = (): void => {
      if (this.latest()) resolve()
    }
    this.#waiting.add(look)
    const cancel = this.#options.scheduler.after(signedMsMax, resolve)
    await promise
    cancel()
    this.#waiting.delete(look)
  }

  #changed(): void {
    this.onChanged()
    for (const look of this.#waiting) look()
  }

  /** Whether this KUBE may make one. */
  get isAdmin(): boolean {
    return adminsOf(this.#options.replica.ledger).includes(this.#options.self)
  }
}
