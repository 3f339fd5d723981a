// What a checkpoint tells, looked through before any of it goes into the ledger.
import { futureMsMax } from '../../base/limits.ts'
import type { Clock, ObjectId, RefName } from '../../base/types.ts'
import { invalid } from '../../ledger/failure.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { FormCheck } from '../../ledger/part-check.ts'
import type { PartColumns } from '../../ledger/part-columns.ts'
import { type PartRows, updateOf } from '../../ledger/part-rows.ts'
import { sameEntry, sameFacts } from '../../ledger/same.ts'
import type { KeysInFile, RefUpdate } from '../../ledger/types.ts'
import { Breath } from '../entries/taking-rows.ts'

/** Entries of a checkpoint for a ledger that lacks some of them. */
export interface ToldEntries {
  /** All of its entries. */
  parts(): AsyncIterable<PartRows>
  /** How many of them the ledger lacks. */
  readonly count: number
  /** The last that those write of each ref. */
  readonly updates: readonly RefUpdate[]
  /** Those of the entries that were asked for which it tells of. */
  readonly found: ReadonlySet<ObjectId>
  /** Files of keys that rules of these entries name. */
  readonly keys: readonly KeysInFile[]
}

export interface LookOptions {
  readonly ledger: Ledger
  readonly subnet: Uint8Array
  readonly clock: Clock
  /** Entries of the ledger that are looked for. */
  readonly sought: Iterable<ObjectId>
}

/** @throws KUBE_LEDGER_INVALID when an entry is none, or of one that is here something is told that it is not */
export async function lookThrough(
  parts: AsyncIterable<PartRows>,
  { ledger, subnet, clock, sought }: LookOptions
): Promise<Pick<ToldEntries, 'count' | 'updates' | 'found'> & { readonly length: number }> {
  const places = new Map([...sought].map(id => [ledger.placeOf(id), id]))
  const found = new Set<ObjectId>()
  const form = new FormCheck(subnet, ledger.seed)
  const last = new LastUpdates()
  const breath = new Breath()
  let [length, count] = [0, 0]
  for await (const rows of parts) {
    await breath.take()
    const refs = form.assertTexts(rows)
    await breath.take()
    for (let row = 0; row < rows.length; row++) {
      const place = ledger.rows.placeOf(rows, row)
      if (place !== undefined) {
        const id = places.get(place)
        if (id !== undefined) found.add(id)
        if (!ledger.rows.isSame(rows, row)) assertAsKnown(rows, row, ledger)
      } else {
        form.assertEntry(rows, row)
        // What is held of an entry that comes by itself is not let in by a checkpoint.
        const isFuture = rows.columns.wallMs[row]! - futureMsMax > clock.now()
        if (isFuture) throw invalid('a checkpoint has entries of the future', undefined, 'futureMsMax')
        for (let at = rows.firstUpdate(row); at < rows.columns.updatesEnd[row]!; at++) {
          last.set(refs[rows.columns.updateRef[at]!]!, rows.columns, at)
        }
        count++
      }
      breath.did(1)
      if (breath.rowsLeft <= 0) await breath.take()
    }
    length += rows.length
  }
  return { length, count, found, updates: [...last.of(form.refs)] }
}

/** The last update of each ref, by number of the ref: of a million entries no more is asked for. */
class LastUpdates {
  #old = new Int32Array(5 * 64)
  #new = new Int32Array(5 * 64)
  #isSet = new Uint8Array(64)

  /** The one that stands at this place in the columns. */
  set(ref: number, columns: PartColumns, at: number): void {
    while (ref >= this.#isSet.length) this.#grow()
    this.#isSet[ref] = 1
    for (let word = 0; word < 5; word++) {
      this.#old[5 * ref + word] = columns.old[5 * at + word]!
      this.#new[5 * ref + word] = columns.new[5 * at + word]!
    }
  }

  *of(refs: readonly RefName[]): Generator<RefUpdate> {
    for (const [ref, name] of refs.entries()) {
      if (this.#isSet[ref] === 1) yield updateOf(name, this.#old, this.#new, ref)
    }
  }

  #grow(): void {
    const [old, value, isSet] = [this.#old, this.#new, this.#isSet]
    this.#old = new Int32Array(2 * old.length)
    this.#new = new Int32Array(2 * value.length)
    this.#isSet = new Uint8Array(2 * isSet.length)
    this.#old.set(old)
    this.#new.set(value)
    this.#isSet.set(isSet)
  }
}

function assertAsKnown(rows: PartRows, row: number, ledger: Ledger): void {
  const { entry, facts } = rows.entry(row)
  const known = ledger.get(entry.id)
  if (known !== undefined && sameEntry(known, entry) && sameFacts(ledger.facts(known.id), facts)) return
  throw invalid(`a checkpoint tells of ${entry.id} what it is not`)
}
