// In whose name entries were made, in columns: about 40 bytes for each that was made for an account, 4 for any other.
import { accountWindow } from '../base/limits.ts'
import { BytesColumn, Int32Column } from './columns.ts'
import { NonceIndex } from './nonce-index.ts'
import type { ToldAccount } from './part-details.ts'
import type { EntryAccount } from './types.ts'

const none = -1

export class AccountTable {
  /** By entry: its row, -1 for an entry that a KUBE made for itself. */
  readonly #row = new Int32Column()
  readonly #subject = new Int32Column()
  readonly #sequence = new Int32Column()
  readonly #nonce = new BytesColumn(16)
  readonly #subjects: string[] = []
  readonly #numbers = new Map<string, number>()
  /** By subject: its entries, in the order of arrival. */
  readonly #entries: Int32Column[] = []
  readonly #firsts: NonceIndex

  /** @param seed see `NonceIndex` */
  constructor(seed: number) {
    this.#firsts = new NonceIndex(this.#nonce, seed)
  }

  /** Every entry in turn, by number from 0. */
  push(account: EntryAccount | undefined): void {
    if (account === undefined) {
      this.#row.push(none)
      return
    }
    this.#nonce.pushHex(account.nonce)
    this.#add(account.subject, account.sequence)
  }

  /** As `push`, of an account in a row. */
  pushRow(account: ToldAccount | undefined): void {
    if (account === undefined) {
      this.#row.push(none)
      return
    }
    this.#nonce.pushRows(account.nonce, 0, 1)
    this.#add(account.subject, account.sequence)
  }

  /** Of an account whose nonce was pushed. */
  #add(subject: string, sequence: number): void {
    const [number, row] = [this.#numberOf(subject), this.#subject.length]
    this.#entries[number]!.push(this.#row.length)
    this.#row.push(row)
    this.#subject.push(number)
    this.#sequence.push(sequence)
    this.#firsts.add(row)
  }

  /** The number of a subject that has made entries. */
  numberOf(subject: string): number | undefined {
    return this.#numbers.get(subject)
  }

  subjectOf(number: number): string {
    return this.#subjects[number]!
  }

  /** Whether nobody has used a nonce. */
  isNew({ nonce }: ToldAccount): boolean {
    return this.#firsts.isNew(nonce)
  }

  /** Whether an entry was made for an account as told, or for none. */
  isAs(entry: number, account: ToldAccount | undefined): boolean {
    const row = this.#row.at(entry)
    if (row === none || account === undefined) return row === none && account === undefined
    const same = this.#sequence.at(row) === account.sequence && this.subject(entry) === account.subject
    return same && this.#nonce.isSame(row, account.nonce, 0)
  }

  get(entry: number): EntryAccount | undefined {
    const row = this.#row.at(entry)
    if (row === none) return undefined
    return {
      subject: this.#subjects[this.#subject.at(row)]!,
      sequence: this.#sequence.at(row),
      nonce: this.#nonce.hex(row)
    }
  }

  subject(entry: number): string | undefined {
    const row = this.#row.at(entry)
    return row === none ? undefined : this.#subjects[this.#subject.at(row)]
  }

  /** Entries that were made for an account. */
  *of(subject: string): Generator<number> {
    const number = this.#numbers.get(subject)
    const entries = number === undefined ? undefined : this.#entries[number]
    for (let at = 0; at < (entries?.length ?? 0); at++) yield entries!.at(at)
  }

  /** Whether the signature on an entry was used before in its chain, as far back as it was good for. */
  isReplayed(entry: number, parentOf: (entry: number) => number | undefined): boolean {
    const row = this.#row.at(entry)
    // Whoever is the first with a nonce repeats nobody.
    if (row === none || this.#firsts.isFirst(row)) return false
    let at = parentOf(entry)
    for (let back = 0; at !== undefined && back < accountWindow; back++) {
      const other = this.#row.at(at)
      const same = other !== none && this.#subject.at(other) === this.#subject.at(row)
      if (same && this.#nonce.compare(other, row) === 0) return true
      at = parentOf(at)
    }
    return false
  }

  /** Entries of an account with this nonce, the latest first; its last thousand are looked at. */
  signed(subject: string, nonce: string): number[] {
    const entries = this.#entries[this.#numbers.get(subject) ?? none]
    const found: number[] = []
    const length = entries?.length ?? 0
    for (let at = length - 1; at >= Math.max(0, length - accountWindow); at--) {
      const entry = entries!.at(at)
      if (this.#nonce.hex(this.#row.at(entry)) === nonce) found.push(entry)
    }
    return found
  }

  #numberOf(subject: string): number {
    const known = this.#numbers.get(subject)
    if (known !== undefined) return known
    const number = this.#subjects.length
    this.#subjects.push(subject)
    this.#numbers.set(subject, number)
    this.#entries.push(new Int32Column())
    return number
  }
}
