// What only some entries of a part have (`CheckpointDetail`). In whose name an entry was made is most of it, and stands in
// columns; whatever else there is becomes an object when somebody asks.
import { dxos } from '../proto/generated.js'
import { wordsOf } from './columns.ts'
import { Cursor } from './cursor.ts'
import { invalid } from './failure.ts'

const { CheckpointDetail } = dxos.kube
const field = { at: 1, account: 3, subject: 1, sequence: 2, nonce: 3 } as const
const nonceBytes = 16

/** An account, as far as an entry says it. */
export interface ToldAccount {
  readonly subject: string
  readonly sequence: number
  /** As `wordsOf`. */
  readonly nonce: Int32Array
}

export class Details {
  readonly #bytes: Uint8Array
  readonly #buffer: Buffer
  /** By row of the part: where it begins and ends. */
  readonly #places = new Map<number, readonly [start: number, end: number]>()
  /** Of rows with an account and nothing else. */
  readonly #accounts = new Map<number, ToldAccount>()

  /** @throws KUBE_LEDGER_INVALID when one is no message */
  constructor(bytes: Uint8Array, places: readonly number[]) {
    this.#bytes = bytes
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < places.length; at += 2) this.#add(places[at]!, places[at + 1]!)
  }

  /** Whether there is anything of a row but an account. */
  has(row: number): boolean {
    return this.#places.has(row) && !this.#accounts.has(row)
  }

  /** In whose name the entry of a row was made, of which there is nothing else. */
  account(row: number): ToldAccount | undefined {
    return this.#accounts.size === 0 ? undefined : this.#accounts.get(row)
  }

  get(row: number): dxos.kube.ICheckpointDetail | undefined {
    const place = this.#places.get(row)
    return place && this.#decode(...place)
  }

  #add(start: number, end: number): void {
    const found = this.#accountAlone(start, end)
    const row = found?.row ?? this.#decode(start, end).at ?? 0
    this.#places.set(row, [start, end])
    if (found === undefined) this.#accounts.delete(row)
    else this.#accounts.set(row, found.account)
  }

  #accountAlone(start: number, end: number): { row: number; account: ToldAccount } | undefined {
    const cursor = new Cursor(this.#bytes, start, end)
    let row = 0
    let account: ToldAccount | undefined
    while (!cursor.isDone) {
      const tag = cursor.number()
      if (tag === 8 * field.at) row = cursor.number()
      else if (tag === 8 * field.account + 2 && account === undefined) {
        const from = cursor.skip(2)
        account = this.#account(from, cursor.at)
        if (account === undefined) return undefined
      } else return undefined
    }
    return account && row < 2 ** 31 ? { row, account } : undefined
  }

  /** Undefined for one that is to be looked at as a message. */
  #account(start: number, end: number): ToldAccount | undefined {
    const cursor = new Cursor(this.#bytes, start, end)
    const found: { subject?: string; sequence: number; nonce?: Int32Array } = { sequence: 0 }
    while (!cursor.isDone) {
      const tag = cursor.number()
      if (tag === 8 * field.sequence) found.sequence = cursor.number()
      else if (tag === 8 * field.subject + 2) {
        const from = cursor.skip(2)
        for (let at = from; at < cursor.at; at++) if (this.#bytes[at]! >= 128) return undefined
        found.subject = this.#buffer.toString('latin1', from, cursor.at)
      } else if (tag === 8 * field.nonce + 2) {
        const from = cursor.skip(2)
        if (cursor.at - from !== nonceBytes) return undefined
        found.nonce = wordsOf(this.#bytes.subarray(from, cursor.at))
      } else return undefined
    }
    const { subject, sequence, nonce } = found
    return subject === undefined || nonce === undefined ? undefined : { subject, sequence, nonce }
  }

  #decode(start: number, end: number): dxos.kube.ICheckpointDetail {
    try {
      return CheckpointDetail.decode(this.#bytes.subarray(start, end))
    } catch (error) {
      throw invalid('a part of a checkpoint is not the message that it should be', error)
    }
  }
}
