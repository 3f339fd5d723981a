// Which checkpoints this KUBE holds, in memory and as refs: the latest, and each that tells of entries which no later one
// tells of. What was only told is known by nothing else here, so none is given up but for one that covers it; nor one that
// enough admins have signed for one that too few have, as a machine that joins takes no other.
import { gitId } from '../../base/bytes.ts'
import type { Logger, ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { Checkpoint } from '../../ledger/checkpoint.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import {
  checkpointObjects,
  checkpointRef,
  isCheckpointSlot,
  isWhole,
  readCheckpoints,
  refutedIn,
  refutedRef,
  type StoredCheckpoint
} from '../entries/checkpoint-file.ts'
import { SerialQueue } from '../queue.ts'

export interface StoredCheckpointsOptions {
  readonly self: PeerId
  readonly objects: Objects
  readonly refs: Refs
  readonly logger: Logger
  /** Whether as many admins have signed it as must, as far as is known now. */
  readonly isSigned: (stored: StoredCheckpoint) => boolean
}

type Cut = Pick<Checkpoint, 'heads'>

/** Of those that need not be asked for so many are remembered. */
const coveredMax = 1_024

export class StoredCheckpoints {
  readonly #options: StoredCheckpointsOptions
  readonly #ledger: Pick<Ledger, 'isWithin'>
  /** The latest first. None is within the cut of another, but one that is signed within those that are not. */
  #held: StoredCheckpoint[] = []
  /** Refs of checkpoints; undefined where one leads to what is not whole. */
  readonly #slots = new Map<RefName, ObjectId | undefined>()
  /** What is kept of those that are not to be believed, by SHA-256. */
  readonly #refuted: Map<string, ObjectId>
  /** By SHA-256: what is held tells all of theirs. */
  readonly #covered = new Set<string>()
  readonly #queue = new SerialQueue()

  private constructor(
    options: StoredCheckpointsOptions,
    ledger: Pick<Ledger, 'isWithin'>,
    refuted: Map<string, ObjectId>
  ) {
    this.#options = options
    this.#ledger = ledger
    this.#refuted = refuted
  }

  /** @param ledger has the entries of all that can be read */
  static async open(options: StoredCheckpointsOptions, ledger: Pick<Ledger, 'isWithin'>): Promise<StoredCheckpoints> {
    const { objects, refs, logger } = options
    const stored = new StoredCheckpoints(options, ledger, await refutedIn(refs))
    for (const [ref] of await refs.heads({ damagedToo: true }))
      if (isCheckpointSlot(ref)) stored.#slots.set(ref, undefined)
    for (const found of await readCheckpoints(objects, refs, logger)) {
      if (!(await isWhole(objects, found.checkpoint))) continue
      for (const [ref, commit] of found.slots) stored.#slots.set(ref, commit)
      if (stored.isRefuted(found.sha256) || stored.#held.some(held => stored.#replaces(held, found))) continue
      stored.#held = [...stored.#held.filter(held => !stored.#replaces(found, held)), found]
    }
    return stored
  }

  /** The latest first. */
  get held(): readonly StoredCheckpoint[] {
    return this.#held
  }

  /** Whether none of those held tells all that they tell together. */
  get areApart(): boolean {
    const [latest, ...others] = this.#held
    return others.some(({ checkpoint }) => latest && !this.#isWithin(checkpoint, latest.checkpoint))
  }

  get(sha256: string): StoredCheckpoint | undefined {
    return this.#held.find(held => held.sha256 === sha256)
  }

  /** What refs of checkpoints lead to: of those that are held, and of earlier ones that some signer has not replaced. */
  roots(): ObjectId[] {
    return [...new Set([...this.#slots.values(), ...this.#refuted.values()])].filter(id => id !== undefined)
  }

  isRefuted(sha256: string): boolean {
    return this.#refuted.has(sha256)
  }

  /** Whether it is known that those held tell of all that this one tells of. */
  isCovered(sha256: string): boolean {
    return this.#covered.has(sha256)
  }

  /** Whether those held tell of all that it tells of; of two with the same cut everybody comes to hold the same. */
  noteIfCovered(stored: StoredCheckpoint): boolean {
    const { sha256, checkpoint } = stored
    const isInstead = (held: StoredCheckpoint): boolean =>
      this.#replaces(held, stored) && (held.sha256 <= sha256 || !this.#isWithin(held.checkpoint, checkpoint))
    const isCovered = this.#held.some(isInstead)
    if (isCovered) this.#noteCovered(sha256)
    return isCovered
  }

  /**
   * Durable when it resolves: from then on a start reads its entries from it.
   * @param tells whether it tells of an entry, where its heads need not be in the ledger yet
   */
  keep(
    stored: StoredCheckpoint,
    tells = (entry: ObjectId) => this.#ledger.isWithin(stored.checkpoint.heads, entry)
  ): Promise<void> {
    // One after another, refutations too, as each goes by what is held and takes the places of what is not.
    return this.#queue.run('local', () => this.#keep(stored, tells))
  }

  async #keep(given: StoredCheckpoint, tells: (entry: ObjectId) => boolean): Promise<void> {
    const { objects, refs } = this.#options
    // Who else has signed it may have come to be known meanwhile.
    const stored = { ...given, commits: new Map([...(this.get(given.sha256)?.commits ?? []), ...given.commits]) }
    const commits = [...stored.commits.values()].map(content => ({ type: 'commit', content }) as const)
    await objects.write([...checkpointObjects(stored.bytes), ...commits])
    const others = this.#held.filter(({ sha256 }) => sha256 !== stored.sha256)
    const staying = others.filter(held => {
      return !held.checkpoint.heads.every(({ id }) => tells(id)) || !this.#isAsGood(stored, held)
    })
    const needed = new Set(staying.flatMap(({ commits }) => [...commits.values()].map(idOf)))
    for (const [signer, content] of stored.commits) {
      for (const ref of this.#freeSlots(signer, needed)) {
        await refs.setHead(ref, idOf(content))
        this.#slots.set(ref, idOf(content))
      }
    }
    for (const held of others) if (!staying.includes(held)) this.#noteCovered(held.sha256)
    this.#covered.delete(stored.sha256)
    this.#held = [...staying, stored].sort((a, b) => b.checkpoint.position - a.checkpoint.position)
  }

  /** None of those that tell of this entry is held any more; gives them. The next start takes each entry for what it is. */
  refute(entry: ObjectId): Promise<StoredCheckpoint[]> {
    return this.#queue.run('local', () => this.#refute(entry))
  }

  async #refute(entry: ObjectId): Promise<StoredCheckpoint[]> {
    const { self, refs } = this.#options
    const untrue = this.#held.filter(({ checkpoint }) => this.#ledger.isWithin(checkpoint.heads, entry))
    this.#held = this.#held.filter(held => !untrue.includes(held))
    this.#covered.clear()
    for (const { sha256, bytes } of untrue) {
      // A ref, as what says what to believe is no view: the state may be deleted.
      const id = gitId('blob', bytes)
      await refs.setHead(refutedRef(self, sha256), id)
      this.#refuted.set(sha256, id)
    }
    return untrue
  }

  /** Refs of a signer that lead to nothing which is needed; a further one where there is none. */
  #freeSlots(signer: PeerId, needed: ReadonlySet<ObjectId>): RefName[] {
    const free: RefName[] = []
    for (let number = 1; ; number++) {
      const ref = checkpointRef(signer, number)
      if (!this.#slots.has(ref)) return free.length > 0 ? free : [ref]
      const value = this.#slots.get(ref)
      if (value === undefined || !needed.has(value)) free.push(ref)
    }
  }

  #replaces(stored: StoredCheckpoint, other: StoredCheckpoint): boolean {
    return this.#isWithin(other.checkpoint, stored.checkpoint) && this.#isAsGood(stored, other)
  }

  /** For a machine that joins. */
  #isAsGood(stored: StoredCheckpoint, other: StoredCheckpoint): boolean {
    const { isSigned } = this.#options
    return isSigned(stored) || !isSigned(other)
  }

  #isWithin({ heads }: Cut, outer: Cut): boolean {
    return heads.every(({ id }) => this.#ledger.isWithin(outer.heads, id))
  }

  #noteCovered(sha256: string): void {
    const [oldest] = this.#covered
    if (this.#covered.size >= coveredMax && oldest !== undefined) this.#covered.delete(oldest)
    this.#covered.add(sha256)
  }
}

const idOf = (commit: Uint8Array): ObjectId => gitId('commit', commit)
