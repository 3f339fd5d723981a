// Checkpoints: made here, signed with others, or taken from a peer (replication.md, Scale).
import { equalBytes } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import { withSignature } from '../../base/git-format.ts'
import type { Clock, Logger, ObjectId, PeerId, Scheduler } from '../../base/types.ts'
import type { Checkpoint, CheckpointOffer } from '../../ledger/checkpoint.ts'
import { invalid } from '../../ledger/failure.ts'
import type { RetentionView } from '../../ledger/kept-values.ts'
import type { Entry, Facts, ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import type { Signer, Verifier } from '../../ports/signer.ts'
import type { State } from '../../ports/state.ts'
import type { AdoptionOutcome, StagedEntry } from '../../sync/types.ts'
import { assertUnderstood } from '../denied.ts'
import {
  adminsOf,
  type CheckpointAnswer,
  checkpointPayload,
  entriesOf,
  listedIn,
  type StoredCheckpoint,
  signerOf,
  storedCheckpoint
} from '../entries/checkpoint-file.ts'
import type { Shallow } from '../objects/shallow.ts'
import type { Replica } from '../replica.ts'
import { makeCheckpoint } from './checkpoint-making.ts'
import type { HeldCheckpoint } from './held-checkpoint.ts'
import { History } from './history.ts'
import { cutHistories } from './history-cuts.ts'
import { adminSigners, isSignedBy, listsTruly, signersWanted } from './signers.ts'
import { StoredCheckpoints } from './stored-checkpoints.ts'
import { isKnown, lookThrough } from './told-entries.ts'

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
  readonly #stored: StoredCheckpoints
  /** Entries that came with it and whose bytes are not here yet. */
  readonly history: History
  #making: Promise<HeldCheckpoint> | undefined
  readonly #waiting = new Set<() => void>()
  readonly #taken = new WeakSet<StoredCheckpoint>()
  /** Called when another one is held, or one has more signers. */
  onChanged: () => void = () => undefined
  /** Entries that have arrived and are not in the ledger. */
  staged: () => readonly StagedEntry[] = () => []
  /** What this machine has lost, and nobody who was asked had. */
  lost: () => readonly ObjectId[] = () => []

  private constructor(options: CheckpointsOptions, stored: StoredCheckpoints) {
    this.#options = options
    this.#stored = stored
    this.history = new History({ ...options, held: () => stored.held, refuted: entry => this.#refute(entry) })
  }

  static async open(options: CheckpointsOptions): Promise<Checkpoints> {
    const { ledger } = options.replica
    const isSigned = (stored: StoredCheckpoint): boolean => isSignedBy(ledger, stored, adminSigners(ledger, stored))
    return new Checkpoints(options, await StoredCheckpoints.open({ ...options, isSigned }, ledger))
  }

  /** What refs of checkpoints lead to; see `StoredCheckpoints`. */
  roots(): ObjectId[] {
    return this.#stored.roots()
  }

  /** Whether none of those held tells all that they tell together. */
  get areApart(): boolean {
    return this.#stored.areApart
  }

  /** What peers are told, the latest first. */
  offers(): CheckpointOffer[] {
    const taken = this.#stored.held.filter(stored => this.#isTaken(stored))
    return taken.map(({ sha256, checkpoint: { position }, commits: { size: signers } }) => ({
      sha256,
      position,
      signers
    }))
  }

  /** Whether its entries are in the ledger: that may have failed after it was kept, and is tried again. */
  #isTaken(stored: StoredCheckpoint): boolean {
    if (this.#taken.has(stored)) return true
    const { ledger } = this.#options.replica
    const isTaken = stored.checkpoint.heads.every(({ id }) => ledger.has(id))
    if (isTaken) this.#taken.add(stored)
    return isTaken
  }

  /** Whether it is known that those held tell of all that this one tells of. */
  isCovered(sha256: string): boolean {
    return this.#stored.isCovered(sha256)
  }

  /** For people: the latest that is held, and who signed it. */
  get summary(): { position: number; madeMs: number; signers: PeerId[]; needed: number } | undefined {
    const [held] = this.#stored.held
    if (held === undefined) return undefined
    const { position, madeMs } = held.checkpoint
    return {
      position,
      madeMs,
      signers: this.#adminSigners(held),
      needed: signersWanted(this.#options.replica.ledger, held.checkpoint)
    }
  }

  /** Whether an entry is in one that is held, whoever signed it. */
  covers(entry: ObjectId): boolean {
    return this.all().some(held => held.covers(entry))
  }

  /** What a peer that asks for it is given. */
  answer(sha256: string): CheckpointAnswer | undefined {
    const held = this.#stored.get(sha256)
    if (held === undefined) return undefined
    const { bytes, commits } = held
    const signed = [...commits].map(([signer, commit]) => ({ commit, proof: this.#options.proof(signer) }))
    return { bytes, signed }
  }

  /** The latest that as many admins have signed as must. */
  latest(): HeldCheckpoint | undefined {
    const signed = this.#stored.held.find(held => this.#isSigned(held))
    return signed && this.#shown(signed)
  }

  /** All that are held, whoever signed them, the latest first. */
  all(): HeldCheckpoint[] {
    return this.#stored.held.map(held => this.#shown(held))
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
    const before = this.#stored.held[0]?.checkpoint
    const bytes = await makeCheckpoint({ ...this.#options, nowMs, before, lost: this.lost() })
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
  async adopt(answer: CheckpointAnswer, fetch: FetchListed): Promise<AdoptionOutcome> {
    const found = await this.#check(answer)
    if (found === undefined || this.#stored.isRefuted(found.stored.sha256)) return 'refused'
    const { stored, signers } = found
    const { entries, objects } = stored.checkpoint
    if (!this.#stored.get(stored.sha256) && this.#stored.noteIfCovered(stored)) return 'known'
    if (!(await fetch([...entries, ...objects]))) return 'failed'
    const listed = await listedIn(this.#options.objects, stored.checkpoint)
    if (!(await fetch(listed))) return 'failed'
    const told = await this.#told(stored.checkpoint)
    const { ledger, facts } = this.#options.replica
    const factsOf = (entry: Entry): Promise<Facts> => facts.ofEntry(entry, this.#options.objects)
    const isBelieved = (): Promise<boolean> => isKnown(told.arrived ?? [], told.keys, { ledger, facts: factsOf })
    if (told.count > 0 && !this.#isSigned(stored, signers) && !(told.arrived && (await isBelieved()))) {
      this.#options.logger.log('info', 'a checkpoint is signed by too few admins', { signers: signers.length })
      return 'refused'
    }
    await this.#stored.keep(stored, id => told.found.has(id))
    // From here on nothing of it is freed; before, somebody may have had it freed.
    if (!(await fetch(listed))) return 'failed'
    // Who had all of its entries has histories that end where they must.
    if (told.count > 0) await cutHistories(this.#options, listed)
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

  /** Signs those that are held where this KUBE was ended after it had taken them and before it could. Never throws. */
  async signHeld(): Promise<void> {
    const { self, logger } = this.#options
    for (const held of this.#stored.held) {
      if (held.commits.has(self) || !this.history.isWhole || !this.#isTaken(held)) continue
      try {
        await this.#help(held, this.#adminSigners(held))
      } catch (thrown) {
        const { code, reason, message } = toKubeError(thrown)
        logger.log('warn', 'a checkpoint could not be signed', { code, reason: reason || message })
      }
    }
  }

  /** Whether this KUBE may sign with others, and did. */
  async #help(stored: StoredCheckpoint, signers: readonly PeerId[]): Promise<boolean> {
    if (!this.isAdmin || this.#isSigned(stored, signers) || !(await listsTruly(stored, this.#options))) return false
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
  async #told(checkpoint: Checkpoint) {
    const { objects, replica, subnet, clock } = this.#options
    const sought = this.#stored.held.flatMap(held => held.checkpoint.heads.map(({ id }) => id))
    const parts = entriesOf(objects, checkpoint)
    const staged = new Map(this.staged().map(({ entry }) => [entry.id, entry]))
    const found = await lookThrough(parts, { ledger: replica.ledger, subnet, clock, sought, staged })
    if (found.length !== checkpoint.position) throw invalid('a checkpoint has not as many entries as it says')
    return { ...found, parts: () => entriesOf(objects, checkpoint), keys: checkpoint.keys }
  }

  async #refute({ id }: Entry): Promise<void> {
    for (const { commits } of await this.#stored.refute(id)) {
      const signers = [...commits.keys()].join(', ')
      const said = { id, signers, next: 'restart kubed' }
      this.#options.logger.log('error', 'a checkpoint tells of an entry what it is not', said)
    }
  }

  /** A ledger that has the checkpoint's entries and no others has its digest. */
  #assertDigest({ position, digest }: Checkpoint): void {
    const { replica, logger } = this.#options
    if (replica.ledger.position !== position || replica.ledger.digest() === digest) return
    logger.log('error', 'a checkpoint does not make the state that its signers saw', { digest })
  }

  async #sign(stored: StoredCheckpoint): Promise<void> {
    const { self, signer } = this.#options
    const payload = checkpointPayload(stored.bytes, self)
    const commit = withSignature(payload, signer.sign(payload))
    await this.#stored.keep({ ...stored, commits: new Map([...stored.commits, [self, commit]]) })
    this.#changed()
  }

  #adminSigners(stored: StoredCheckpoint | undefined): PeerId[] {
    return stored === undefined ? [] : adminSigners(this.#options.replica.ledger, stored)
  }

  #isSigned(stored: StoredCheckpoint | undefined, signers: readonly PeerId[] = this.#adminSigners(stored)): boolean {
    return stored !== undefined && isSignedBy(this.#options.replica.ledger, stored, signers)
  }

  /** Resolves once as many admins have signed the latest that is held as must; after `signedMsMax` in any case. */
  async signed(): Promise<void> {
    const isDone = (): boolean => this.#isSigned(this.#stored.held[0])
    if (isDone()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = (): void => {
      if (isDone()) resolve()
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
