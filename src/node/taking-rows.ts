// Takes the entries of a checkpoint into the ledger, in slices: whoever asks something meanwhile is answered between two.
import { setImmediate } from 'node:timers/promises'
import type { CheckpointEntry } from '../ledger/checkpoint-part.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PartRows } from '../ledger/part-rows.ts'
import type { Changes } from '../ledger/state-refs.ts'

/** Some 20 ms of them. */
const sliceRows = 8_192
/** An entry that is looked at by itself takes as long as so many rows. */
const singleWeight = 16

/** Lets others have a turn after so much work. */
export class Breath {
  #work = 0

  /** How many rows may be taken before the next turn. */
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
    if (this.#work < sliceRows) return
    this.#work = 0
    await setImmediate()
  }
}

export interface RowSink extends Pick<Ledger, 'takeRows'> {}

/** `single` takes in an entry that brings something. @throws what `single` throws, KUBE_LEDGER_INVALID */
export async function takeParts(
  parts: AsyncIterable<PartRows>,
  ledger: RowSink,
  single: (told: CheckpointEntry) => Promise<unknown>,
  changes?: Changes
): Promise<void> {
  const breath = new Breath()
  for await (const rows of parts) {
    for (let row = 0; row < rows.length; ) {
      const end = Math.min(rows.length, row + breath.rowsLeft)
      const taken = ledger.takeRows(rows, row, end, changes)
      breath.did(taken - row)
      row = taken
      if (row < end) {
        await single(rows.entry(row++))
        breath.didSingle()
      }
      await breath.take()
    }
  }
}
