// Takes the entries of a checkpoint into the ledger, in slices: whoever asks something meanwhile is answered between two.
import { setImmediate } from 'node:timers/promises'
import { toKubeError } from '../../base/errors.ts'
import type { Logger } from '../../base/types.ts'
import type { CheckpointEntry } from '../../ledger/checkpoint-part.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { CheckpointReader, type PartRows } from '../../ledger/part-rows.ts'
import type { KeysInFile } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import { believedCheckpoints, entriesOf } from './checkpoint-file.ts'

/** Some 5 ms of them, four times that while all of it is new to the machine. */
const sliceRows = 2_048
/** An entry that is looked at by itself takes as long as so many rows. */
const singleWeight = 16

/** Lets others have a turn after so much work. */
export class Breath {
  #work = 0

  /** How many rows may be taken before others have a turn: with none left it is to be taken. */
  get rowsLeft(): number {
    return sliceRows - this.#work
  }

  did(rows: number): void {
    this.#work += rows
  }

  didSingle(): void {
    this.#work += singleWeight
  }

  async take(): Promise<void> {
    this.#work = 0
    await setImmediate()
  }
}

export type RowSink = Pick<Ledger, 'takeRows' | 'expect'>

/** What keeps an entry, or a checkpoint, from being read; other errors go on. */
export const unreadable: ReadonlySet<string> = new Set([
  'KUBE_OBJECT_MISSING',
  'KUBE_OBJECT_DAMAGED',
  'KUBE_LEDGER_INVALID'
])

/** `single` takes in an entry that brings something. @throws what `single` throws, KUBE_LEDGER_INVALID */
export async function takeParts(
  parts: AsyncIterable<PartRows>,
  ledger: RowSink,
  single: (told: CheckpointEntry) => Promise<unknown>
): Promise<void> {
  const breath = new Breath()
  for await (const rows of parts) {
    // To read a part took as long as a slice.
    await breath.take()
    for (let row = 0; row < rows.length; ) {
      const end = Math.min(rows.length, row + breath.rowsLeft)
      const taken = ledger.takeRows(rows, row, end)
      breath.did(taken - row)
      row = taken
      if (row < end) {
        await single(rows.entry(row++))
        breath.didSingle()
      }
      if (breath.rowsLeft <= 0) await breath.take()
    }
  }
}

export interface CheckpointStore {
  readonly objects: Objects
  readonly refs: Refs
  readonly logger: Logger
}

/**
 * The latest checkpoint has most entries in one place: a start need not look for each. Those beside it tell what it does not.
 * `told` takes note of their files of keys. Gives the SHA-256 and what has read it, where all that is in the ledger is of one;
 * of none, where there is none.
 */
export async function loadCheckpoints(
  { objects, refs, logger }: CheckpointStore,
  ledger: RowSink & Pick<Ledger, 'has'>,
  told: (keys: Iterable<KeysInFile>) => void,
  single: (told: CheckpointEntry) => Promise<unknown>
): Promise<{ checkpoint: string; reader: CheckpointReader } | undefined> {
  let taken: { checkpoint: string; reader: CheckpointReader } | undefined
  let isAlone = true
  for (const { checkpoint, sha256 } of await believedCheckpoints(objects, refs, logger)) {
    if (taken && checkpoint.heads.every(({ id }) => ledger.has(id))) continue
    try {
      told(checkpoint.keys)
      ledger.expect(checkpoint.position)
      const reader = new CheckpointReader()
      await takeParts(entriesOf(objects, checkpoint, reader), ledger, single)
      isAlone &&= taken === undefined
      taken ??= { checkpoint: sha256, reader }
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      if (!unreadable.has(code)) throw thrown
      logger.log('error', 'a checkpoint cannot be read', { reason: reason || message })
      isAlone = false
    }
  }
  return isAlone ? (taken ?? { checkpoint: 'none', reader: new CheckpointReader() }) : undefined
}
