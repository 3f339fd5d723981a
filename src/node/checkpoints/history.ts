// The past behind a checkpoint: which entries of the ledger are here without their bytes, and what came of them since.
import { utf8 } from '../../base/bytes.ts'
import { toKubeError } from '../../base/errors.ts'
import { batchEntriesMax } from '../../base/limits.ts'
import type { Logger, ObjectId } from '../../base/types.ts'
import { sameEntry } from '../../ledger/same.ts'
import type { ChainHead, Entry } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { State } from '../../ports/state.ts'
import type { HistoryView } from '../../sync/history.ts'
import type { StagedEntry } from '../../sync/types.ts'
import type { StoredCheckpoint } from '../entries/checkpoint-file.ts'
import { entryObjects } from '../entries/entry-objects.ts'
import type { Shallow } from '../objects/shallow.ts'
import type { Replica } from '../replica.ts'
import { HistoryCuts } from './history-cuts.ts'

export interface HistoryOptions {
  readonly replica: Replica
  readonly objects: Objects
  readonly shallow: Shallow
  readonly state: State
  readonly logger: Logger
  /** The checkpoints that are held. */
  readonly held: () => readonly StoredCheckpoint[]
  /** An entry has come that is not what its checkpoint told of it. */
  readonly refuted: (entry: Entry) => Promise<void>
}

/** In the state: there where all entries of a checkpoint are here, so that they are not looked for at each start. */
const wholeKey = (sha256: string): string => `whole/${sha256}`

/** Entries of a branch, after a sequence number, of which these have no bytes here. */
interface Run {
  readonly head: ChainHead
  readonly after: number
  readonly bare: Set<ObjectId>
}

export class History implements HistoryView {
  readonly #options: HistoryOptions
  readonly #cuts: HistoryCuts
  /** Called when there is something to ask for, or it has come. */
  onChanged: () => void = () => undefined
  /** Called when the bytes of some have come. */
  onStored: (ids: readonly ObjectId[]) => void = () => undefined
  /** Called when the bytes of every entry are here. */
  onWhole: () => void = () => undefined
  /** Heads of the cut that were not looked through yet, and the sequence number up to which they were. */
  #heads: { readonly head: ChainHead; after: number }[] = []
  #run: Run | undefined
  #arrived: StagedEntry[] = []
  #working: Promise<void> | undefined
  #isWhole = true
  /** Whether git's list of cut commits was held against what is here. */
  #isSettled = false

  constructor(options: HistoryOptions) {
    this.#options = options
    this.#cuts = new HistoryCuts(options)
  }

  /** Whether the bytes of every entry are here, as far as was looked. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Looks for entries without bytes: after a start, and after entries came with a checkpoint. */
  look(): void {
    const { held, state } = this.#options
    const unknown = held().filter(({ sha256 }) => state.get(wholeKey(sha256)) === undefined)
    const heads = new Map(unknown.flatMap(({ checkpoint }) => checkpoint.heads.map(head => [head.id, head])))
    this.#heads = [...heads.values()].map(head => ({ head, after: 0 }))
    this.#isWhole = unknown.length === 0
    this.#isSettled = false
    this.#work()
  }

  next(): { head: ChainHead; after: number } | undefined {
    // What the disk refused the last time it may take now.
    if (this.#run === undefined && !this.#isWhole) this.#work()
    return this.#working ? undefined : this.#run
  }

  pass(): void {
    if (this.#run === undefined || this.#working || this.#heads.length < 2) return
    this.#heads.push(this.#heads.shift()!)
    this.#run = undefined
    this.#work()
  }

  isBare(id: ObjectId): boolean {
    return this.#run?.bare.has(id) ?? false
  }

  /** Takes the bytes of an entry that `isBare` was true for. */
  keep(staged: StagedEntry): void {
    this.#arrived.push(staged)
    this.#work()
  }

  #work(): void {
    this.#working ??= this.#turn()
      .then(() => true)
      .catch((thrown: unknown) => {
        const { code, reason, message } = toKubeError(thrown)
        this.#options.logger.log('warn', 'the past could not be stored', { code, reason: reason || message })
        return false
      })
      .then(isDone => {
        this.#working = undefined
        if (this.#arrived.length > 0) this.#work()
        // After a failure it goes on when somebody asks for what is next, and not at once.
        else if (isDone) this.onChanged()
      })
  }

  async #turn(): Promise<void> {
    // What comes in one message is stored together.
    await Promise.resolve()
    const arrived = this.#arrived.splice(0)
    if (!this.#isSettled) {
      await this.#cuts.settle(this.#heads.map(({ head }) => head))
      this.#isSettled = true
    }
    if (arrived.length > 0) await this.#store(arrived)
    if (this.#run && this.#run.bare.size > 0) this.#run = await this.#bareAfter(this.#run.head, this.#run.after)
    else this.#run = undefined
    while (this.#run === undefined) {
      const first = this.#heads[0]
      if (first === undefined) break
      this.#run = await this.#bareAfter(first.head, first.after)
      if (this.#run !== undefined) first.after = this.#run.after
      // Meanwhile others may be looked for.
      else if (this.#heads[0] === first) this.#heads.shift()
    }
    if (this.#run !== undefined || this.#isWhole) return
    this.#isWhole = true
    const { held, state } = this.#options
    await state.batch(held().map(({ sha256 }) => ({ key: wholeKey(sha256), value: utf8.encode('1') })))
    this.onWhole()
  }

  /** The first entries of a branch whose bytes are not here; undefined when it has none, and its ref can be set. */
  async #bareAfter(head: ChainHead, from: number): Promise<Run | undefined> {
    const { replica, objects } = this.#options
    for (let after = from; ; ) {
      const entries = replica.ledger.branch(head.id, after, batchEntriesMax)
      const here = await objects.present(entries.map(entry => entry.id))
      const first = entries.find(entry => !here.has(entry.id))
      if (first !== undefined) {
        const bare = entries.filter(entry => !here.has(entry.id)).map(entry => entry.id)
        return { head, after: first.sequence - 1, bare: new Set(bare) }
      }
      const last = entries.at(-1)
      if (last === undefined) break
      after = last.sequence
    }
    const isTip = replica.ledger.heads().some(({ id }) => id === head.id)
    await replica.entries.showHead(replica.ledger.get(head.id), isTip)
    return undefined
  }

  async #store(arrived: readonly StagedEntry[]): Promise<void> {
    const { objects } = this.#options
    const belied = arrived.find(({ entry }) => !this.#isAsTold(entry))
    if (belied !== undefined) await this.#options.refuted(belied.entry)
    const parts = arrived.flatMap(({ bytes }) => entryObjects(bytes))
    // By their commits they are taken to be here.
    await objects.write(parts.filter(({ type }) => type !== 'commit'))
    await objects.write(parts.filter(({ type }) => type === 'commit'))
    await this.#cuts.came(new Set(arrived.map(({ entry }) => entry.id)))
    for (const { entry } of arrived) this.#run?.bare.delete(entry.id)
    this.onStored(arrived.map(({ entry }) => entry.id))
  }

  /** An entry is what its writer signed, whatever admins said of it. */
  #isAsTold(entry: Entry): boolean {
    const { replica } = this.#options
    const told = replica.ledger.get(entry.id)
    return told === undefined || sameEntry(told, replica.ledger.rules.asKept(entry))
  }
}
