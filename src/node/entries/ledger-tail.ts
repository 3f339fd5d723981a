// Entries that are later than the checkpoint, as parts in the state like the checkpoint's own: a start takes them in by columns.
// One by one they take fifty times as long, and an eighth of all may have come since the last checkpoint. They name what they
// build on by the order in which the checkpoint and they themselves were taken in, so they go with one checkpoint and no other.
import { equalBytes, sha256, utf8 } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { Logger } from '../../base/types.ts'
import { type CheckpointEntry, type LedgerOrder, LedgerWriter } from '../../ledger/checkpoint-part.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { CheckpointReader, PartRows } from '../../ledger/part-rows.ts'
import type { State, StateOperation } from '../../ports/state.ts'
import { coveredKey } from './entry-cache.ts'
import { type RowSink, takeParts, unreadable } from './taking-rows.ts'

/** A start takes no more than so many one by one; to write them takes some 15 ms. */
const partEntries = 1_024
const hashBytes = 32
const prefix = 'tail/'
const keyOf = (checkpoint: string, first: number): string => `${prefix}${checkpoint}/${String(first).padStart(12, '0')}`

export interface TailOptions {
  readonly state: State
  readonly logger: Logger
  readonly ledger: LedgerOrder & Pick<Ledger, 'position'>
  /** Entries of one part, where not as many as usual. */
  readonly tailEntries?: number
}

export class LedgerTail {
  readonly #options: TailOptions
  /** Whose entries are the first of the ledger, in its order; nothing is written where none's are. */
  #checkpoint: string | undefined
  /** The number of the first entry that is in no part. */
  #end = 0
  #adoptions = 0

  constructor(options: TailOptions) {
    this.#options = options
  }

  /**
   * Gives the parts that go with a checkpoint which was just taken in by `reader`. Whether all of them are in: only then need
   * no entry be looked at that they have.
   */
  async load(
    checkpoint: string,
    reader: CheckpointReader,
    ledger: RowSink,
    single: (told: CheckpointEntry) => Promise<unknown>
  ): Promise<boolean> {
    const { position } = this.#options.ledger
    if (reader.length !== position) return false
    try {
      await takeParts(this.#parts(checkpoint, reader), ledger, single)
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      if (!unreadable.has(code)) throw thrown
      this.#options.logger.log('warn', 'later entries are read one by one', { reason: reason || message })
      return false
    }
    if (reader.length !== this.#options.ledger.position) return false
    this.#checkpoint = checkpoint
    this.#end = reader.length
    return true
  }

  /** The entries of a checkpoint are the first of the ledger, in its order: what comes after them goes with it. */
  begin(checkpoint: string, position: number): void {
    this.#checkpoint = checkpoint
    this.#end = position
  }

  /** What comes now is only told by a checkpoint, which may prove to be untrue: it goes with no other. */
  end(): void {
    this.#checkpoint = undefined
    this.#adoptions++
  }

  /** How often it ended. */
  get adoptions(): number {
    return this.#adoptions
  }

  /**
   * Writes what has come since the last part, once it is enough for one. `ordered`: so many entries stand in the order, all of
   * which are in the ledger. What fails is tried again with the next.
   */
  async extend(ordered: number): Promise<void> {
    const { ledger, state, logger, tailEntries = partEntries } = this.#options
    const [checkpoint, first] = [this.#checkpoint, this.#end]
    if (checkpoint === undefined || ledger.position - first < tailEntries) return
    const operations: StateOperation[] = []
    let end = first
    while (end < ledger.position) {
      const next = Math.min(ledger.position, end + tailEntries)
      const part = new LedgerWriter(ledger).part(end, next)
      operations.push({ key: keyOf(checkpoint, end), value: Buffer.concat([sha256(part), part]) })
      end = next
    }
    operations.push({ key: coveredKey(checkpoint), value: utf8.encode(`${ordered}`) })
    try {
      await state.batch(operations)
      this.#end = end
    } catch (thrown) {
      logger.log('debug', 'later entries could not be kept as columns', { reason: toKubeError(thrown).message })
    }
  }

  /** Takes away what goes with other checkpoints than this one. */
  async sweep(checkpoint: string): Promise<void> {
    const { state, logger } = this.#options
    const gone: StateOperation[] = []
    for (const [word, own] of [
      ['tail', `tail/${checkpoint}/`],
      ['covered', coveredKey(checkpoint)]
    ] as const) {
      for await (const [key] of state.range(`${word}/`, `${word}0`)) {
        if (!key.startsWith(own)) gone.push({ key, value: undefined })
      }
    }
    if (gone.length === 0) return
    await state.batch(gone).catch((thrown: unknown) => {
      logger.log('debug', 'old columns stay for now', { reason: toKubeError(thrown).message })
    })
  }

  async *#parts(checkpoint: string, reader: CheckpointReader): AsyncGenerator<PartRows> {
    for await (const [, value] of this.#options.state.range(`tail/${checkpoint}/`, `tail/${checkpoint}0`)) {
      const bytes = value.subarray(hashBytes)
      if (!equalBytes(sha256(bytes), value.subarray(0, hashBytes))) {
        throw new KubeError('KUBE_LEDGER_INVALID', 'a part of the state was damaged')
      }
      yield reader.part(bytes)
    }
  }
}
