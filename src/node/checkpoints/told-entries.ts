// What a checkpoint tells, looked through before any of it goes into the ledger.
import { isDeepStrictEqual } from 'node:util'
import { futureMsMax } from '../../base/limits.ts'
import { ifHere } from '../../base/object-faults.ts'
import type { Clock, ObjectId, RefName } from '../../base/types.ts'
import type { CheckpointEntry } from '../../ledger/checkpoint-part.ts'
import { invalid } from '../../ledger/failure.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { FormCheck } from '../../ledger/part-check.ts'
import type { PartColumns } from '../../ledger/part-columns.ts'
import { type PartRows, updateOf } from '../../ledger/part-rows.ts'
import { sameEntry, sameFacts } from '../../ledger/same.ts'
import type { Entry, Facts, KeysInFile, RefUpdate } from '../../ledger/types.ts'
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
  /** Entries that have arrived and are not in the ledger. */
  readonly staged: ReadonlyMap<ObjectId, Entry>
}

interface Looked extends Pick<ToldEntries, 'count' | 'updates' | 'found'> {
  readonly length: number
  /** Those that the ledger lacks, where all of them have arrived as they are told; undefined where one has not. */
  readonly arrived: readonly CheckpointEntry[] | undefined
}

/** @throws KUBE_LEDGER_INVALID when an entry is none, or of one that is here something is told that it is not */
export async function lookThrough(
  parts: AsyncIterable<PartRows>,
  { ledger, subnet, clock, sought, staged }: LookOptions
): Promise<Looked> {
  const places = new Map([...sought].map(id => [ledger.placeOf(id), id]))
  const found = new Set<ObjectId>()
  const form = new FormCheck(subnet, ledger.seed)
  const last = new LastUpdates()
  const arrived: CheckpointEntry[] = []
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
        // There are few that have arrived, and may be a million that have not.
        const told = arrived.length === count++ && count <= staged.size ? rows.entry(row) : undefined
        const own = told && staged.get(told.entry.id)
        if (told && own && sameEntry(own, told.entry)) arrived.push(told)
      }
      breath.did(1)
      if (breath.rowsLeft <= 0) await breath.take()
    }
    length += rows.length
  }
  const updates = [...last.of(form.refs)]
  return { length, count, found, updates, arrived: arrived.length === count ? arrived : undefined }
}

/**
 * Whether nothing of what is told has to be believed: all these entries have arrived, signed by who wrote them, and what they
 * bring is what is read of them here. What keeps them from being taken are objects that nobody has.
 */
export async function isKnown(
  arrived: readonly CheckpointEntry[],
  keys: readonly KeysInFile[],
  { ledger, facts }: { readonly ledger: Ledger; readonly facts: (entry: Entry) => Promise<Facts> }
): Promise<boolean> {
  const known = [...ledger.keys()]
  if (!keys.every(file => known.some(other => isDeepStrictEqual(other, file)))) return false
  for (const told of arrived) {
    const own = await ifHere(facts(told.entry))
    if (own === undefined || !sameFacts(own, told.facts)) return false
  }
  return true
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
